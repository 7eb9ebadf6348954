-- Invites and enrolments (src/store/invite.c).

-- :name invite_insert
INSERT INTO invite (invite_id, inv_pk, username, display, org_id, roles, expires, seq, holder, state,
	used_at, uid)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- :name invite_by_id
SELECT invite_id, inv_pk, username, display, org_id, roles, expires, seq, holder, state, used_at, uid
FROM invite WHERE invite_id = ?1;

-- :name invite_is_open_elsewhere
SELECT COUNT(*) AS n FROM invite
WHERE username = ?1 AND org_id <> ?2 AND state = 'open' AND expires > ?3;

-- :name invite_use
UPDATE invite SET uid = ?2, used_at = ?3, state = 'used' WHERE invite_id = ?1 AND state = 'open';

-- :name invite_confirm
UPDATE invite SET state = 'done' WHERE uid = ?1 AND state = 'used';

-- :name invite_supersede
UPDATE invite SET state = 'gone'
WHERE username = ?1 AND org_id = ?2 AND state IN ('open', 'used');

-- :name enrolment_insert
INSERT INTO enrolment (invite_id, uid, e, sig_id, sig_inv, eh, kb, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- The one of that person that waits to be confirmed.
-- :name enrolment_pending
SELECT e.invite_id, e.uid, e.e, e.sig_id, e.sig_inv, e.eh, e.kb, e.at
FROM invite i JOIN enrolment e ON e.invite_id = i.invite_id WHERE i.uid = ?1 AND i.state = 'used';

-- :name enrolment_list
SELECT invite_id, uid, e, sig_id, sig_inv, eh, kb, at FROM enrolment
WHERE invite_id > ?1 ORDER BY invite_id LIMIT ?2;

-- :name pending_list
SELECT e.invite_id, e.uid, i.username, i.display, i.roles, e.e, e.sig_id, e.sig_inv, e.at, i.holder
FROM invite i JOIN enrolment e ON e.invite_id = i.invite_id
WHERE i.org_id = ?1 AND i.state = 'used' ORDER BY e.at, e.uid;
