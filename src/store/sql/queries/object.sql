-- Objects, their ciphertexts, and who confirmed which plan (src/store/object.c).

-- :name object_insert
INSERT INTO object (case_id, object_id, rev, type, comp, epoch, author, ct_hash, size, chunks, seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- :name object_ct_insert
INSERT INTO object_ct (case_id, object_id, rev, ct) VALUES (?1, ?2, ?3, ?4);

-- :name object_newest
SELECT case_id, object_id, rev, type, comp, epoch, author, ct_hash, size, chunks, seq FROM object
WHERE case_id = ?1 AND object_id = ?2 ORDER BY rev DESC LIMIT 1;

-- :name object_by_rev
SELECT case_id, object_id, rev, type, comp, epoch, author, ct_hash, size, chunks, seq FROM object
WHERE case_id = ?1 AND object_id = ?2 AND rev = ?3;

-- Whether that person has written to a thread after that statement.
-- :name object_thread_by
SELECT EXISTS (SELECT 1 FROM object WHERE case_id = ?1 AND type = 'thread' AND author = ?2
	AND seq > ?3) AS written;

-- :name object_list
SELECT case_id, object_id, rev, type, comp, epoch, author, ct_hash, size, chunks, seq FROM object
WHERE case_id = ?1 ORDER BY seq;

-- :name object_ct_get
SELECT ct FROM object_ct WHERE case_id = ?1 AND object_id = ?2 AND rev = ?3;

-- :name object_ct_drop_all
DELETE FROM object_ct WHERE case_id = ?1;

-- :name object_len
SELECT COALESCE((SELECT SUM(length(ct)) FROM object_ct WHERE case_id = ?1), 0) +
	COALESCE((SELECT SUM(size) FROM chunk WHERE case_id = ?1), 0) AS len;

-- :name object_ct_count
SELECT (SELECT COUNT(*) FROM object_ct WHERE case_id = ?1) +
	(SELECT COUNT(*) FROM chunk WHERE case_id = ?1) +
	(SELECT COUNT(*) FROM wrap_data WHERE case_id = ?1) +
	(SELECT COUNT(*) FROM guest g JOIN guest_data d ON d.guest_id = g.guest_id
		WHERE g.case_id = ?1) AS n;

-- :name confirmation_insert
INSERT INTO confirmation (case_id, object_id, rev, uid, seq, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- :name confirmation_list
SELECT case_id, object_id, rev, uid, seq, at FROM confirmation
WHERE case_id = ?1 AND object_id = ?2 AND rev = ?3 ORDER BY seq;
