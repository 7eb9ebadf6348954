-- People and what they log in with (src/store/user.c).

-- :name user_insert
INSERT INTO user (uid, username, display, org_id, roles, ipk_s, ipk_e, not_after, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- :name user_activate
UPDATE user SET state = 'active', not_after = ?2 WHERE uid = ?1 AND state = 'pending';

-- :name user_by_id
SELECT u.uid, u.username, u.display, u.org_id, u.roles, u.ipk_s, u.ipk_e, u.not_after, u.state,
	o.kind AS org_kind
FROM user u JOIN org o ON o.org_id = u.org_id WHERE u.uid = ?1;

-- :name user_by_username
SELECT u.uid, u.username, u.display, u.org_id, u.roles, u.ipk_s, u.ipk_e, u.not_after, u.state,
	o.kind AS org_kind
FROM user u JOIN org o ON o.org_id = u.org_id WHERE u.username = ?1 AND u.state <> 'revoked';

-- :name user_list
SELECT u.uid, u.username, u.display, u.org_id, u.roles, u.ipk_s, u.ipk_e, u.not_after, u.state,
	o.kind AS org_kind
FROM user u JOIN org o ON o.org_id = u.org_id WHERE ?1 IS NULL OR u.org_id = ?1
ORDER BY u.username;

-- :name credential_insert
INSERT INTO credential (uid, lpk, salt, ops, mem, kb, kbver) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- :name credential_by_uid
SELECT uid, lpk, salt, ops, mem, kb, kbver FROM credential WHERE uid = ?1;
