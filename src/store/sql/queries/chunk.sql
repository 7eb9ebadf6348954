-- Chunks of attachments (src/store/chunk.c).

-- Only one's own, staged chunk is replaced: no row changes otherwise.
-- :name chunk_put
INSERT INTO chunk (case_id, object_id, idx, ct, ct_hash, size, uploader, at, taken)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)
ON CONFLICT (case_id, object_id, idx) DO UPDATE
SET ct = excluded.ct, ct_hash = excluded.ct_hash, size = excluded.size, at = excluded.at
WHERE chunk.taken = 0 AND chunk.uploader = excluded.uploader;

-- :name chunk_get
SELECT case_id, object_id, idx, ct, ct_hash, size, uploader, at, taken FROM chunk
WHERE case_id = ?1 AND object_id = ?2 AND idx = ?3;

-- :name chunk_list
SELECT case_id, object_id, idx, NULL AS ct, ct_hash, size, uploader, at, taken FROM chunk
WHERE case_id = ?1 AND object_id = ?2 ORDER BY idx;

-- :name chunk_take
UPDATE chunk SET taken = 1 WHERE case_id = ?1 AND object_id = ?2 AND taken = 0;

-- :name chunk_staged_len
SELECT COALESCE(SUM(size), 0) AS len FROM chunk WHERE uploader = ?1 AND taken = 0;

-- :name chunk_drop_all
DELETE FROM chunk WHERE case_id = ?1;

-- :name chunk_drop_staged
DELETE FROM chunk WHERE at < ?1 AND taken = 0;
