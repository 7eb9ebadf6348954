-- The reply memory (src/store/reply.c).

-- :name reply_insert
INSERT INTO reply (uid, id, request_hash, reply, at) VALUES (?1, ?2, ?3, ?4, ?5);

-- :name reply_get
SELECT uid, id, request_hash, reply, at FROM reply WHERE uid = ?1 AND id = ?2;

-- :name reply_drop
DELETE FROM reply WHERE at < ?1;
