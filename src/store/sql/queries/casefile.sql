-- Cases as their chains tell of them (src/store/casefile.c).

-- :name casefile_insert
INSERT INTO casefile (case_id, pair_id, seq, hash, state, consent_id, last_time, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- :name casefile_by_id
SELECT case_id, pair_id, seq, hash, state, consent_id, last_time, updated_at
FROM casefile WHERE case_id = ?1;

-- :name casefile_advance
UPDATE casefile SET seq = ?2, hash = ?3, last_time = ?4, updated_at = ?5 WHERE case_id = ?1;

-- :name casefile_set_state
UPDATE casefile SET state = ?2 WHERE case_id = ?1;

-- :name casefile_set_consent
UPDATE casefile SET consent_id = ?2 WHERE case_id = ?1;

-- A worker's, while in the pair.
-- :name casefile_list_of
SELECT v.* FROM member m, case_view v
WHERE m.uid = ?1 AND m.active = 1 AND v.case_id = m.case_id
	AND EXISTS (SELECT 1 FROM pair_member pm WHERE pm.pair_id = v.pair_id AND pm.uid = m.uid)
ORDER BY v.updated_at DESC, v.case_id;

-- In force now, or over the whole hour queued for (which then lies ahead).
-- :name casefile_list_of_contact
SELECT v.* FROM member m, case_view v
WHERE m.uid = ?1 AND m.active = 1 AND v.case_id = m.case_id
	AND v.consent_id IS NOT NULL AND v.ended_at IS NULL
	AND (v.ack_by IS NOT NULL OR ?3 = 0)
	AND v.valid_to > ?2
	AND (v.valid_from <= ?2 OR (v.valid_from <= v.starts_at AND v.ends_at <= v.valid_to))
ORDER BY v.updated_at DESC, v.case_id;

-- :name commitment_insert
INSERT INTO commitment (case_id, comp, epoch, kc) VALUES (?1, ?2, ?3, ?4);

-- :name commitment_get
SELECT kc FROM commitment WHERE case_id = ?1 AND comp = ?2 AND epoch = ?3;

-- :name commitment_newest_epoch
SELECT COALESCE(MAX(epoch), 0) AS epoch FROM commitment WHERE case_id = ?1 AND comp = ?2;
