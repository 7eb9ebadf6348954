-- The append-only log and its checkpoints (src/store/logrow.c).

-- :name logrow_append
INSERT INTO log (seq, row, hash) VALUES (?1, ?2, ?3);

-- :name logrow_head
SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1;

-- :name logrow_list
SELECT seq, row, hash FROM log WHERE seq >= ?1 ORDER BY seq LIMIT ?2;

-- :name checkpoint_append
INSERT INTO checkpoint (seq, ckpt, sig) VALUES (?1, ?2, ?3);

-- :name checkpoint_newest
SELECT seq, ckpt, sig FROM checkpoint ORDER BY seq DESC LIMIT 1;

-- :name checkpoint_list
SELECT seq, ckpt, sig FROM checkpoint WHERE seq >= ?1 ORDER BY seq LIMIT ?2;
