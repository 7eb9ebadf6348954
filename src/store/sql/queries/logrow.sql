-- The append-only log and its checkpoints (src/store/logrow.c).

-- :name logrow_append
INSERT INTO log (seq, row, hash, case_id) VALUES (?1, ?2, ?3, ?4);

-- :name logrow_head
SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1;

-- :name logrow_list
SELECT seq, row, hash, case_id FROM log WHERE seq >= ?1 ORDER BY seq LIMIT ?2;

-- :name logrow_list_of_case
SELECT seq, row, hash, case_id FROM log WHERE case_id = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3;

-- :name checkpoint_append
INSERT INTO checkpoint (seq, ckpt, sig) VALUES (?1, ?2, ?3);

-- :name checkpoint_by_seq
SELECT seq, ckpt, sig FROM checkpoint WHERE seq = ?1;

-- :name checkpoint_newest
SELECT seq, ckpt, sig FROM checkpoint ORDER BY seq DESC LIMIT 1;

-- :name checkpoint_list
SELECT seq, ckpt, sig FROM checkpoint WHERE seq >= ?1 ORDER BY seq LIMIT ?2;
