-- How long closed cases are kept, and what became of them (src/store/retention.c).

-- :name retention_set
INSERT INTO retention (org_id, days, seq) VALUES (?1, ?2, ?3)
ON CONFLICT (org_id) DO UPDATE SET days = excluded.days, seq = excluded.seq;

-- :name retention_days
SELECT COALESCE((SELECT days FROM retention WHERE org_id = ?1), ?2) AS days;

-- :name hold_set
INSERT INTO hold (case_id, author, seq) VALUES (?1, ?2, ?3);

-- :name hold_clear
DELETE FROM hold WHERE case_id = ?1;

-- :name hold_is_on
SELECT EXISTS (SELECT 1 FROM hold WHERE case_id = ?1) AS held;

-- :name case_end_closed
INSERT INTO case_end (case_id, closed_at, erased_at, how) VALUES (?1, ?2, NULL, NULL);

-- :name case_end_erased
UPDATE case_end SET erased_at = ?2, how = ?3 WHERE case_id = ?1 AND erased_at IS NULL;

-- Closed, not held, no session open, and the days of its organisation are over at ?2; ?3: the days unsaid.
-- :name case_end_is_due
SELECT EXISTS (SELECT 1 FROM case_end e JOIN casefile c ON c.case_id = e.case_id
	JOIN pair p ON p.pair_id = c.pair_id LEFT JOIN retention r ON r.org_id = p.org_id
	WHERE e.case_id = ?1 AND c.state = 'closed'
	AND e.closed_at + COALESCE(r.days, ?3) * 86400000 <= ?2
	AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.case_id = e.case_id)
	AND NOT EXISTS (SELECT 1 FROM case_session s WHERE s.case_id = e.case_id
		AND s.closed_at IS NULL)) AS due;

-- The shortest rule of all says how far the list of those that are kept must be read.
-- :name case_end_list_due
SELECT e.case_id FROM case_end e CROSS JOIN casefile c ON c.case_id = e.case_id
JOIN pair p ON p.pair_id = c.pair_id LEFT JOIN retention r ON r.org_id = p.org_id
WHERE e.erased_at IS NULL AND e.closed_at <= ?1 - 86400000 * MIN(?2, (SELECT COALESCE(MIN(days), ?2) FROM retention))
	AND c.state = 'closed'
	AND e.closed_at + COALESCE(r.days, ?2) * 86400000 <= ?1
	AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.case_id = e.case_id)
	AND NOT EXISTS (SELECT 1 FROM case_session s WHERE s.case_id = e.case_id
		AND s.closed_at IS NULL)
ORDER BY e.closed_at, e.case_id LIMIT ?3;

-- Erased since ?5, of the organisation (?3: all of it, else those of uid's own cases).
-- :name case_end_list_erased
SELECT c.case_id, e.closed_at, e.erased_at, e.how, 0 AS due_at, 0 AS held,
	EXISTS (SELECT 1 FROM case_part t WHERE t.case_id = c.case_id AND t.uid = ?1
		AND t.by_contact = 0 AND t.from_at <= ?4 AND ?4 < t.to_at) AS mine
FROM case_end e JOIN casefile c ON c.case_id = e.case_id JOIN pair p ON p.pair_id = c.pair_id
WHERE e.erased_at IS NOT NULL AND e.erased_at > ?5 AND p.org_id = ?2 AND (?3 = 1 OR mine = 1)
ORDER BY e.erased_at DESC, c.case_id LIMIT 2000;

-- Closed and not yet erased: held, or due before ?5; ?6: the days unsaid.
-- :name case_end_list_ahead
SELECT c.case_id, e.closed_at, 0 AS erased_at, '' AS how,
	e.closed_at + COALESCE(r.days, ?6) * 86400000 AS due_at,
	EXISTS (SELECT 1 FROM hold h WHERE h.case_id = c.case_id) AS held,
	EXISTS (SELECT 1 FROM case_part t WHERE t.case_id = c.case_id AND t.uid = ?1
		AND t.by_contact = 0 AND t.from_at <= ?4 AND ?4 < t.to_at) AS mine
FROM case_end e JOIN casefile c ON c.case_id = e.case_id JOIN pair p ON p.pair_id = c.pair_id
LEFT JOIN retention r ON r.org_id = p.org_id
WHERE e.erased_at IS NULL AND p.org_id = ?2 AND (?3 = 1 OR mine = 1)
	AND (held = 1 OR due_at <= ?5)
ORDER BY due_at, c.case_id LIMIT 2000;
