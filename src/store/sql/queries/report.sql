-- Figures of one quarter, [?3, ?4), from the record itself (src/store/report.c). ?1, ?2: the series of a county's
-- own (0), or those whose contact is of that organisation (1). ?5: 1 for all of them together (series_id NULL), 0
-- for each. No query may read more than its quarter: a report is of twelve, and everybody waits for it.

-- persons: different cases. Hours are of nobody. ?6: now.
-- :name report_hours
SELECT CASE ?5 WHEN 1 THEN NULL ELSE h.series_id END AS series_id, 'hours_planned' AS code, '' AS form, COUNT(*) AS n,
	0 AS persons, 0 AS sum
FROM hour h WHERE h.starts_at >= ?3 AND h.starts_at < ?4 AND h.state = 'planned'
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1
UNION ALL
SELECT CASE ?5 WHEN 1 THEN NULL ELSE h.series_id END AS series_id, 'hours_cancelled' AS code, '' AS form, COUNT(*) AS n,
	0 AS persons, 0 AS sum
FROM hour h WHERE h.starts_at >= ?3 AND h.starts_at < ?4 AND h.state = 'cancelled'
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1
UNION ALL
SELECT CASE ?5 WHEN 1 THEN NULL ELSE h.series_id END AS series_id, 'hours_moved' AS code, '' AS form, COUNT(*) AS n,
	0 AS persons, 0 AS sum
FROM hour h WHERE h.starts_at >= ?3 AND h.starts_at < ?4 AND h.moved = 1
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1
UNION ALL
SELECT CASE ?5 WHEN 1 THEN NULL ELSE h.series_id END AS series_id, 'hours_held' AS code, '' AS form, COUNT(*) AS n,
	0 AS persons, 0 AS sum
FROM hour h WHERE h.starts_at >= ?3 AND h.starts_at < ?4 AND h.state = 'planned' AND h.ends_at <= ?6
	AND EXISTS (SELECT 1 FROM case_session c WHERE c.hour_id = h.hour_id)
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1
ORDER BY code, form, series_id;

-- Of each case its places by the day of their hour, with their minutes; what became of them; answered ones by the day
-- of the answer.
-- :name report_cases
SELECT h.series_id, 'places' AS code, p.case_id, COUNT(*) AS n, SUM(p.minutes) AS sum
FROM hour h JOIN place p ON p.hour_id = h.hour_id
WHERE h.starts_at >= ?3 AND h.starts_at < ?4
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1, 3
UNION ALL
SELECT h.series_id, CASE p.state WHEN 'handled' THEN 'handled' WHEN 'carried-over' THEN 'carried_over'
		WHEN 'interrupted' THEN 'interrupted' ELSE 'open' END AS code,
	p.case_id, COUNT(*) AS n, SUM(p.minutes) AS sum
FROM hour h JOIN place p ON p.hour_id = h.hour_id
WHERE h.starts_at >= ?3 AND h.starts_at < ?4
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1, 2, 3
UNION ALL
SELECT p.series_id, 'answered' AS code, p.case_id, COUNT(*) AS n, SUM(p.minutes) AS sum
FROM place p
WHERE p.state = 'answered' AND p.prepared_at >= ?3 AND p.prepared_at < ?4
	AND +p.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1, 3
ORDER BY code, series_id, case_id;

-- Of each case whether its plan was made (first confirmed) or refreshed (a later revision confirmed, 30 days after that
-- or more), in the series that it was last queued in. Only cases with a confirmation in the quarter are looked at.
-- :name report_plans
WITH made AS (
	SELECT c.case_id, MIN(c.at) AS at, MIN(c.rev) AS rev, (SELECT p.series_id FROM place p
		WHERE p.case_id = c.case_id ORDER BY p.queue_seq DESC, p.turn DESC LIMIT 1) AS series_id
	FROM (SELECT DISTINCT case_id FROM confirmation WHERE at >= ?3 AND at < ?4) n
	CROSS JOIN confirmation c ON c.case_id = n.case_id GROUP BY c.case_id)
SELECT m.series_id, 'plans_made' AS code, m.case_id, 1 AS n, 0 AS sum
FROM made m WHERE m.at >= ?3 AND m.at < ?4
	AND m.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
UNION ALL
SELECT m.series_id, 'plans_refreshed' AS code, m.case_id, 1 AS n, 0 AS sum
FROM made m WHERE EXISTS (SELECT 1 FROM confirmation c WHERE c.case_id = m.case_id AND c.rev > m.rev
		AND c.at >= m.at + 2592000000 AND c.at >= ?3 AND c.at < ?4)
	AND m.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
ORDER BY code, series_id, case_id;

-- Whole days from queueing to the first session of it, each by the time of that session; by length.
-- :name report_waits
SELECT p.series_id, p.case_id, (s.opened_at - p.queued_at) / 86400000 AS days
FROM hour h CROSS JOIN case_session s ON s.hour_id = h.hour_id
CROSS JOIN place p ON p.case_id = s.case_id AND p.hour_id = s.hour_id
WHERE h.starts_at >= ?3 - 86400000 AND h.starts_at < ?4 + 86400000
	AND s.opened_at >= ?3 AND s.opened_at < ?4
	AND NOT EXISTS (SELECT 1 FROM case_session e
		JOIN place q ON q.case_id = e.case_id AND q.hour_id = e.hour_id
		WHERE e.case_id = s.case_id AND q.queue_seq = p.queue_seq AND e.opened_at < s.opened_at)
	AND h.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
ORDER BY days, p.series_id, p.case_id;

-- ?6: the quarter, in words; ?3 and ?4 are not asked.
-- :name report_measures
SELECT CASE ?5 WHEN 1 THEN NULL ELSE m.series_id END AS series_id, v.code, m.form, COUNT(*) AS n, COUNT(*) AS persons,
	SUM(v.n) AS sum, SUM(v.n >= 9) AS high, SUM(v.n BETWEEN 7 AND 8) AS middle,
	SUM(v.n <= 6) AS low
FROM measure m JOIN measure_value v ON v.measure_id = m.measure_id
WHERE m.quarter = ?6 AND ?3 <= ?4 AND m.series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
GROUP BY 1, 2, 3 ORDER BY 2, 3, 1;

-- :name report_series
SELECT series_id FROM series WHERE series_id IN (SELECT series_id FROM series WHERE org_id = ?1 AND ?2 = 0
		UNION ALL SELECT series_id FROM series
		WHERE ?2 = 1 AND contact IN (SELECT uid FROM user WHERE org_id = ?1))
ORDER BY name, series_id;
