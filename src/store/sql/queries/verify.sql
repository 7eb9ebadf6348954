-- Projections in the order of their keys, for the comparison of two databases (src/store/verify.c).
-- Key columns come first in every table.

-- :name verify_org
SELECT * FROM org ORDER BY org_id;

-- :name verify_invite
SELECT * FROM invite ORDER BY invite_id;

-- :name verify_user
SELECT * FROM user ORDER BY uid;

-- :name verify_user_key
SELECT * FROM user_key ORDER BY ipk_s;

-- :name verify_credential
SELECT * FROM credential ORDER BY uid;

-- :name verify_pair
SELECT * FROM pair ORDER BY pair_id;

-- :name verify_pair_member
SELECT * FROM pair_member ORDER BY pair_id, uid;

-- :name verify_substitute
SELECT * FROM substitute ORDER BY substitute_id;

-- :name verify_series
SELECT * FROM series ORDER BY series_id;

-- :name verify_series_pair
SELECT * FROM series_pair ORDER BY series_id, pair_id;

-- :name verify_hour
SELECT * FROM hour ORDER BY hour_id;

-- :name verify_hour_set
SELECT * FROM hour_set ORDER BY hour_id;

-- :name verify_team
SELECT * FROM team ORDER BY team_id;

-- :name verify_card
SELECT * FROM card ORDER BY card_id;

-- :name verify_casefile
SELECT * FROM casefile ORDER BY case_id;

-- :name verify_commitment
SELECT * FROM commitment ORDER BY case_id, comp, epoch;

-- :name verify_member
SELECT * FROM member ORDER BY case_id, uid;

-- :name verify_retention
SELECT * FROM retention ORDER BY org_id;

-- :name verify_follow_up
SELECT * FROM follow_up ORDER BY case_id, what;

-- :name verify_hold
SELECT * FROM hold ORDER BY case_id;

-- :name verify_case_end
SELECT * FROM case_end ORDER BY case_id;

-- :name verify_measure
SELECT * FROM measure ORDER BY measure_id;

-- :name verify_measure_value
SELECT * FROM measure_value ORDER BY measure_id, code;

-- :name verify_wrap
SELECT * FROM wrap ORDER BY case_id, seq;

-- :name verify_object
SELECT * FROM object ORDER BY case_id, object_id, rev;

-- :name verify_consent
SELECT * FROM consent ORDER BY consent_id;

-- :name verify_place
SELECT * FROM place ORDER BY case_id, queue_seq, turn;

-- :name verify_case_session
SELECT * FROM case_session ORDER BY session_id;

-- :name verify_confirmation
SELECT * FROM confirmation ORDER BY case_id, object_id, rev, uid;

-- :name verify_guest
SELECT * FROM guest ORDER BY guest_id;

-- Tables, views, indexes and triggers: the views say who has a part, the triggers what is refused.
-- :name verify_schema
SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name;

-- The first row beside the projections that none of them vouches for. Once they are known to be right.
-- :name verify_extra
SELECT 'object_ct case ' || lower(hex(case_id)) || ' object ' || lower(hex(object_id)) || ' ' ||
	quote(rev) AS finding FROM object_ct AS x
WHERE NOT EXISTS (SELECT 1 FROM object AS o WHERE o.case_id = x.case_id AND
	o.object_id = x.object_id AND o.rev = x.rev AND o.chunks = 0)
UNION ALL
SELECT 'wrap_data case ' || lower(hex(case_id)) || ' seq ' || quote(seq) FROM wrap_data AS x
WHERE NOT EXISTS (SELECT 1 FROM wrap AS w WHERE w.case_id = x.case_id AND w.seq = x.seq)
UNION ALL
SELECT 'chunk case ' || lower(hex(case_id)) || ' object ' || lower(hex(object_id)) || ' ' ||
	quote(idx) FROM chunk AS x
WHERE taken = 1 AND NOT EXISTS (SELECT 1 FROM object AS o WHERE o.case_id = x.case_id AND
	o.object_id = x.object_id AND o.chunks > 0)
UNION ALL
SELECT 'guest_data guest ' || lower(hex(guest_id)) || ' ' || part FROM guest_data AS x
WHERE NOT EXISTS (SELECT 1 FROM guest AS g WHERE g.guest_id = x.guest_id)
UNION ALL
-- No key of ours is all zero, and lists begin after it.
SELECT 'enrolment invite ' || lower(hex(invite_id)) FROM enrolment WHERE invite_id = zeroblob(16)
UNION ALL
SELECT 'relogin hash ' || lower(hex(hash)) FROM relogin WHERE hash = zeroblob(32)
UNION ALL
SELECT 'statement case ' || lower(hex(case_id)) || ' seq ' || quote(seq) FROM statement
WHERE case_id = zeroblob(16)
UNION ALL
SELECT 'log seq ' || quote(seq) || ' case_id' FROM log WHERE case_id = zeroblob(16)
UNION ALL
SELECT 'meta ' || key FROM meta WHERE key NOT IN ('genesis', 'g', 'log_pk', 'salt_secret')
LIMIT 1;
