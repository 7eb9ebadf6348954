-- Changed passphrases, as signed (src/store/relogin.c).

-- :name relogin_insert
INSERT INTO relogin (hash, uid, kbver, stmt, sig_id, sig_old, kb, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- :name relogin_by_hash
SELECT hash, uid, kbver, stmt, sig_id, sig_old, kb, at FROM relogin WHERE hash = ?1;

-- :name relogin_list
SELECT hash, uid, kbver, stmt, sig_id, sig_old, kb, at FROM relogin
WHERE hash > ?1 ORDER BY hash LIMIT ?2;

-- The new login key and bundle in place of those before.
-- :name relogin_apply
UPDATE credential SET lpk = ?3, salt = ?4, ops = ?5, mem = ?6, kb = ?7, kbver = ?2
WHERE uid = ?1 AND kbver = ?2 - 1;
