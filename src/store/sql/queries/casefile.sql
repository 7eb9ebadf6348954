-- Cases as their chains tell of them (src/store/casefile.c).

-- :name casefile_insert
INSERT INTO casefile (case_id, pair_id, lane, seq, hash, state, consent_id, last_time, updated_at,
	closed_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- :name casefile_by_id
SELECT case_id, pair_id, lane, seq, hash, state, consent_id, last_time, updated_at, closed_by
FROM casefile WHERE case_id = ?1;

-- Case ids from ?1 to ?2, of pairs of that organisation; two are as good as many.
-- :name casefile_list_between
SELECT c.case_id, c.pair_id, c.lane, c.seq, c.hash, c.state, c.consent_id, c.last_time,
	c.updated_at, c.closed_by
FROM casefile c JOIN pair p ON p.pair_id = c.pair_id
WHERE c.case_id BETWEEN ?1 AND ?2 AND p.org_id = ?3 ORDER BY c.case_id LIMIT 2;

-- ?5 NULL: it does not count as a change.
-- :name casefile_advance
UPDATE casefile SET seq = ?2, hash = ?3, last_time = ?4, updated_at = COALESCE(?5, updated_at)
WHERE case_id = ?1;

-- :name casefile_close
UPDATE casefile SET state = 'closed', closed_by = ?2 WHERE case_id = ?1;

-- :name casefile_erase
UPDATE casefile SET state = 'erased' WHERE case_id = ?1;

-- :name casefile_set_consent
UPDATE casefile SET consent_id = ?2 WHERE case_id = ?1;

-- A worker's, while in the pair: as many as one answer has room for.
-- :name casefile_list_of
SELECT v.* FROM member m, case_view v
WHERE m.uid = ?1 AND m.active = 1 AND v.case_id = m.case_id
	AND EXISTS (SELECT 1 FROM case_part t WHERE t.case_id = m.case_id AND t.uid = ?1
		AND t.by_contact = 0 AND t.from_at <= ?2 AND ?2 < t.to_at)
ORDER BY v.updated_at DESC, v.case_id LIMIT 2000;

-- In force now, or over the whole hour queued for (which then lies ahead).
-- :name casefile_list_of_contact
SELECT v.* FROM member m, case_view v
WHERE m.uid = ?1 AND m.active = 1 AND v.case_id = m.case_id
	AND EXISTS (SELECT 1 FROM case_cover k WHERE k.case_id = v.case_id AND ?2 < k.to_at
		AND (k.from_at <= ?2 OR v.covered = 1))
	AND EXISTS (SELECT 1 FROM case_part t WHERE t.case_id = m.case_id AND t.uid = ?1
		AND t.by_contact = 1 AND t.from_at <= ?2 AND ?2 < t.to_at)
ORDER BY v.updated_at DESC, v.case_id LIMIT 2000;

-- :name commitment_insert
INSERT INTO commitment (case_id, comp, epoch, kc) VALUES (?1, ?2, ?3, ?4);

-- :name commitment_get
SELECT kc FROM commitment WHERE case_id = ?1 AND comp = ?2 AND epoch = ?3;

-- :name commitment_newest_epoch
SELECT COALESCE(MAX(epoch), 0) AS epoch FROM commitment WHERE case_id = ?1 AND comp = ?2;
