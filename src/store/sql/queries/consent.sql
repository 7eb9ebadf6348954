-- Consents (src/store/consent.c).

-- :name consent_insert
INSERT INTO consent (consent_id, case_id, seq, stmt_hash, witness, doc_object, file_object,
	valid_from, valid_to, template_id, capture, ack_by, ack_seq, seen_by, seen_seq, ended_at,
	ended_by_seq, replaced_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18);

-- :name consent_by_id
SELECT * FROM consent_view WHERE consent_id = ?1;

-- :name consent_newest
SELECT k.* FROM casefile c JOIN consent_view k ON k.consent_id = c.consent_id WHERE c.case_id = ?1;

-- :name consent_list
SELECT * FROM consent_view WHERE case_id = ?1 ORDER BY seq;

-- :name consent_ack
UPDATE consent SET ack_by = ?2, ack_seq = ?3 WHERE consent_id = ?1 AND ack_by IS NULL;

-- :name consent_see
UPDATE consent SET seen_by = ?2, seen_seq = ?3 WHERE consent_id = ?1 AND seen_by IS NULL;

-- :name consent_end
UPDATE consent SET ended_at = ?2, ended_by_seq = ?3, replaced_by = ?4
WHERE consent_id = ?1 AND ended_at IS NULL;
