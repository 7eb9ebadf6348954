-- Invites and enrolments (src/store/invite.c).

-- :name invite_insert
INSERT INTO invite (invite_id, inv_pk, username, display, org_id, roles, expires, seq, used_at, uid)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- :name invite_by_id
SELECT invite_id, inv_pk, username, display, org_id, roles, expires, seq, used_at, uid
FROM invite WHERE invite_id = ?1;

-- :name invite_is_open
SELECT COUNT(*) AS n FROM invite WHERE username = ?1 AND used_at IS NULL AND expires > ?2;

-- :name invite_use
UPDATE invite SET uid = ?2, used_at = ?3 WHERE invite_id = ?1 AND used_at IS NULL;

-- :name enrolment_insert
INSERT INTO enrolment (invite_id, uid, e, sig_id, sig_inv, eh, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- :name enrolment_by_uid
SELECT invite_id, uid, e, sig_id, sig_inv, eh, at FROM enrolment WHERE uid = ?1;

-- :name enrolment_list
SELECT invite_id, uid, e, sig_id, sig_inv, eh, at FROM enrolment
WHERE (at, uid) > (?1, ?2) ORDER BY at, uid LIMIT ?3;

-- :name pending_list
SELECT e.invite_id, e.uid, u.username, u.display, u.roles, e.e, e.sig_id, e.sig_inv, e.at
FROM user u JOIN enrolment e ON e.uid = u.uid
WHERE u.org_id = ?1 AND u.state = 'pending' ORDER BY e.at, e.uid;
