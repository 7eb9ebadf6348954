-- Guests of cases and what is sealed for and about them (src/store/guest.c).

-- :name guest_insert
INSERT INTO guest (guest_id, case_id, seq, link_pk, consent_id, epoch, expires_at, ct_hash, session_id,
	admit_seq, pk_s, pk_e, wrap_hash, ended_seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);

-- :name guest_data_insert
INSERT INTO guest_data (guest_id, part, ct) VALUES (?1, ?2, ?3);

-- :name guest_by_id
SELECT g.*, i.ct AS invite, w.ct AS wrap FROM guest g
LEFT JOIN guest_data i ON i.guest_id = g.guest_id AND i.part = 'invite'
LEFT JOIN guest_data w ON w.guest_id = g.guest_id AND w.part = 'wrap'
WHERE g.guest_id = ?1;

-- The newest first.
-- :name guest_list
SELECT g.*, i.ct AS invite, w.ct AS wrap FROM guest g
LEFT JOIN guest_data i ON i.guest_id = g.guest_id AND i.part = 'invite'
LEFT JOIN guest_data w ON w.guest_id = g.guest_id AND w.part = 'wrap'
WHERE g.case_id = ?1 ORDER BY g.seq DESC, g.guest_id LIMIT ?2;

-- Invites that may still let somebody in, and guests who are in.
-- :name guest_count_open
SELECT COUNT(*) AS n FROM guest
WHERE case_id = ?1 AND ended_seq IS NULL AND (session_id IS NOT NULL OR expires_at > ?2);

-- :name guest_admit
UPDATE guest SET session_id = ?2, admit_seq = ?3, pk_s = ?4, pk_e = ?5, wrap_hash = ?6
WHERE guest_id = ?1 AND session_id IS NULL AND ended_seq IS NULL;

-- :name guest_end
UPDATE guest SET ended_seq = ?2 WHERE guest_id = ?1 AND ended_seq IS NULL;

-- :name guest_end_of_case
UPDATE guest SET ended_seq = ?2 WHERE case_id = ?1 AND ended_seq IS NULL;

-- :name guest_end_of_session
UPDATE guest SET ended_seq = ?2 WHERE session_id = ?1 AND ended_seq IS NULL;

-- :name guest_wrap_drop_ended
DELETE FROM guest_data WHERE part = 'wrap' AND guest_id IN (
	SELECT guest_id FROM guest WHERE case_id = ?1 AND ended_seq IS NOT NULL);

-- :name guest_data_drop_all
DELETE FROM guest_data WHERE guest_id IN (SELECT guest_id FROM guest WHERE case_id = ?1);
