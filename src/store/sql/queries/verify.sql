-- Projections in the order of their keys, for the comparison of two databases (src/store/verify.c).
-- Key columns come first in every table.

-- :name verify_org
SELECT * FROM org ORDER BY org_id;

-- :name verify_invite
SELECT * FROM invite ORDER BY invite_id;

-- :name verify_user
SELECT * FROM user ORDER BY uid;

-- :name verify_credential
SELECT * FROM credential ORDER BY uid;

-- :name verify_pair
SELECT * FROM pair ORDER BY pair_id;

-- :name verify_pair_member
SELECT * FROM pair_member ORDER BY pair_id, uid;

-- :name verify_casefile
SELECT * FROM casefile ORDER BY case_id;

-- :name verify_commitment
SELECT * FROM commitment ORDER BY case_id, comp, epoch;

-- :name verify_member
SELECT * FROM member ORDER BY case_id, uid;

-- :name verify_wrap
SELECT * FROM wrap ORDER BY case_id, seq;

-- :name verify_object
SELECT * FROM object ORDER BY case_id, object_id, rev;

-- :name verify_consent
SELECT * FROM consent ORDER BY consent_id;

-- :name verify_place
SELECT * FROM place ORDER BY case_id, queue_seq;

-- :name verify_case_session
SELECT * FROM case_session ORDER BY session_id;

-- :name verify_confirmation
SELECT * FROM confirmation ORDER BY case_id, object_id, rev, uid;
