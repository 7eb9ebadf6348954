-- People and what they log in with (src/store/user.c).

-- :name user_insert
INSERT INTO user (uid, username, display, org_id, roles, ipk_s, ipk_e, not_after, state, eh)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- :name user_activate
UPDATE user SET state = 'active', not_after = ?2 WHERE uid = ?1 AND state = 'pending';

-- :name user_renew
UPDATE user SET not_after = ?2 WHERE uid = ?1 AND state = 'active';

-- :name user_rekey
UPDATE user SET ipk_s = ?2, ipk_e = ?3, not_after = ?4, eh = ?5, state = 'active'
WHERE uid = ?1 AND state <> 'pending';

-- :name user_revoke
UPDATE user SET state = 'revoked' WHERE uid = ?1 AND state = 'active';

-- :name user_by_id
SELECT u.uid, u.username, u.display, u.org_id, u.roles, u.ipk_s, u.ipk_e, u.not_after, u.state,
	u.eh, o.kind AS org_kind
FROM user u JOIN org o ON o.org_id = u.org_id WHERE u.uid = ?1;

-- :name user_by_username
SELECT u.uid, u.username, u.display, u.org_id, u.roles, u.ipk_s, u.ipk_e, u.not_after, u.state,
	u.eh, o.kind AS org_kind
FROM user u JOIN org o ON o.org_id = u.org_id WHERE u.username = ?1;

-- :name user_list
SELECT u.uid, u.username, u.display, u.org_id, u.roles, u.ipk_s, u.ipk_e, u.not_after, u.state,
	u.eh, o.kind AS org_kind
FROM user u JOIN org o ON o.org_id = u.org_id WHERE ?1 IS NULL OR u.org_id = ?1
ORDER BY u.username;

-- :name user_pending_drop
DELETE FROM user WHERE username = ?1 AND state = 'pending';

-- :name user_pending_drop_credential
DELETE FROM credential
WHERE uid = (SELECT uid FROM user WHERE username = ?1 AND state = 'pending');

-- :name user_key_insert
INSERT INTO user_key (ipk_s, ipk_e, uid, seq) VALUES (?1, ?2, ?3, ?4);

-- :name user_key_taken
SELECT EXISTS (SELECT 1 FROM user_key WHERE ipk_s = ?1)
	OR EXISTS (SELECT 1 FROM user_key WHERE ipk_e = ?2) AS taken;

-- :name credential_set
INSERT INTO credential (uid, lpk, salt, ops, mem, kb, kbver) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (uid) DO UPDATE SET lpk = excluded.lpk, salt = excluded.salt, ops = excluded.ops,
	mem = excluded.mem, kb = excluded.kb, kbver = excluded.kbver;

-- :name credential_by_uid
SELECT uid, lpk, salt, ops, mem, kb, kbver FROM credential WHERE uid = ?1;
