-- Reminders by e-mail (src/store/mail.c).

-- Who was told of it is not told again. Of two hours at once it names none.
-- :name mail_put
INSERT INTO mail (uid, kind, ref_id, hour_id, due_at, state, tries, next_at)
SELECT r.uid, ?2, ?3, ?4, ?5, 'queued', 0, ?5
FROM reach r JOIN user u ON u.uid = r.uid
WHERE r.uid = ?1 AND r.email IS NOT NULL AND u.state = 'active' AND u.not_after > ?5
ON CONFLICT (uid, kind, ref_id) DO UPDATE SET hour_id = NULL
WHERE state = 'queued' AND hour_id IS NOT excluded.hour_id;

-- :name mail_list_due
SELECT m.id, m.uid, m.kind, m.ref_id, m.hour_id, m.due_at, m.state, m.tries, m.next_at,
	CASE WHEN u.state = 'active' THEN r.email END AS email, r.language
FROM mail m LEFT JOIN reach r ON r.uid = m.uid LEFT JOIN user u ON u.uid = m.uid
WHERE m.state = 'queued' AND m.next_at <= ?1 ORDER BY m.next_at LIMIT ?2;

-- :name mail_list_sending
SELECT m.id, m.uid, m.kind, m.ref_id, m.hour_id, m.due_at, m.state, m.tries, m.next_at,
	r.email, r.language
FROM mail m LEFT JOIN reach r ON r.uid = m.uid WHERE m.state = 'sending' ORDER BY m.id;

-- :name mail_sending
SELECT m.id, m.uid, m.kind, m.ref_id, m.hour_id, m.due_at, m.state, m.tries, m.next_at,
	r.email, r.language
FROM mail m LEFT JOIN reach r ON r.uid = m.uid WHERE m.id = ?1 AND m.state = 'sending';

-- :name mail_next_at
SELECT MIN(next_at) FROM mail WHERE state = 'queued';

-- :name mail_update
UPDATE mail SET state = ?2, tries = ?3, next_at = ?4 WHERE id = ?1;

-- :name mail_failed
SELECT COUNT(*) FROM mail m JOIN user u ON u.uid = m.uid WHERE m.state = 'failed' AND u.org_id = ?1;

-- :name mail_forget
DELETE FROM mail WHERE due_at < ?1;

-- :name mail_hour_people
SELECT COALESCE(c.substitute, c.contact) FROM hour_contact c
WHERE c.hour_id = ?1 AND EXISTS (SELECT 1 FROM place p WHERE p.hour_id = ?1
	AND p.state IN ('queued', 'ready', 'needs-info', 'in-turn'))
UNION
SELECT w.uid FROM place p JOIN casefile f ON f.case_id = p.case_id
JOIN hour h ON h.hour_id = p.hour_id
JOIN pair_part w ON w.pair_id = f.pair_id AND w.from_at <= h.starts_at AND h.starts_at < w.to_at
WHERE p.hour_id = ?1 AND p.state IN ('queued', 'ready', 'needs-info', 'in-turn');
