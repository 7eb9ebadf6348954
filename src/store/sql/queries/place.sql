-- Places of cases in hours (src/store/place.c).

-- The place becomes the hour's last, if it has one.
-- :name place_insert
INSERT INTO place (case_id, queue_seq, turn, series_id, hour_id, minutes, urgency, state, queued_at,
	carried, not_before, consent_id, prepared_at, pos)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, CASE WHEN ?5 IS NOT NULL THEN
	(SELECT COALESCE(MAX(pos), 0) + 1 FROM place WHERE hour_id = ?5) END);

-- :name place_live
SELECT p.case_id, p.queue_seq, p.turn, p.series_id, p.hour_id, p.minutes, p.urgency, p.state, p.pos,
	p.queued_at, p.carried, p.not_before, p.consent_id, p.prepared_at, r.session_id
FROM place p LEFT JOIN case_session r
	ON r.case_id = p.case_id AND r.hour_id = p.hour_id AND r.closed_at IS NULL
WHERE p.case_id = ?1 AND p.state IN ('waiting', 'queued', 'ready', 'needs-info', 'in-turn');

-- :name place_list
SELECT p.case_id, p.queue_seq, p.turn, p.series_id, p.hour_id, p.minutes, p.urgency, p.state, p.pos,
	p.queued_at, p.carried, p.not_before, p.consent_id, p.prepared_at, r.session_id
FROM place p LEFT JOIN case_session r
	ON r.case_id = p.case_id AND r.hour_id = p.hour_id AND r.closed_at IS NULL
WHERE p.hour_id = ?1 ORDER BY p.pos;

-- In all hours: ?5 = 1, or in those of the series that the person has to do with. A contact is entitled by a consent
-- in force now or over the whole hour (which then lies ahead).
-- :name place_list_seen
SELECT p.hour_id, p.case_id, p.pos, p.minutes, p.urgency, p.state, r.session_id,
	EXISTS (SELECT 1 FROM case_part t
		WHERE t.case_id = p.case_id AND t.uid = ?1 AND t.from_at <= ?2 AND ?2 < t.to_at
		AND (t.by_contact = 0 OR EXISTS (SELECT 1 FROM case_cover k
			WHERE k.case_id = p.case_id AND ?2 < k.to_at
			AND (k.from_at <= ?2
				OR (k.from_at <= h.starts_at AND h.ends_at <= k.to_at))))
	) AS entitled
FROM hour h JOIN place p ON p.hour_id = h.hour_id
LEFT JOIN case_session r
	ON r.case_id = p.case_id AND r.hour_id = p.hour_id AND r.closed_at IS NULL
WHERE h.starts_at >= ?3 AND h.starts_at < ?4 AND (?5 = 1 OR h.series_id IN (
	SELECT series_id FROM series_contact WHERE uid = ?1 AND from_at <= ?2 AND ?2 < to_at
	UNION
	SELECT sp.series_id FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
	WHERE uid = ?1 AND from_at <= ?2 AND ?2 < to_at))
ORDER BY h.starts_at, h.hour_id, p.pos;

-- Those that wait in a series which their pair still has, on a consent that stands: with its time.
-- :name place_list_waiting
SELECT p.case_id, p.queue_seq, p.turn, p.series_id, p.hour_id, p.minutes, p.urgency, p.state, p.pos,
	p.queued_at, p.carried, p.not_before, p.consent_id, p.prepared_at, NULL AS session_id,
	k.from_at AS cover_from, k.to_at AS cover_to
FROM place p JOIN casefile c ON c.case_id = p.case_id
JOIN series_pair sp ON sp.series_id = p.series_id AND sp.pair_id = c.pair_id
JOIN case_cover k ON k.case_id = p.case_id
WHERE p.series_id = ?1 AND p.state = 'waiting' ORDER BY p.case_id;

-- All that wait: ?3 = 1, or those in the series that the person has to do with.
-- :name place_list_waiting_seen
SELECT p.series_id, p.case_id, p.minutes, p.urgency, p.carried, p.queued_at,
	EXISTS (SELECT 1 FROM case_part t
		WHERE t.case_id = p.case_id AND t.uid = ?1 AND t.from_at <= ?2 AND ?2 < t.to_at
		AND (t.by_contact = 0 OR EXISTS (SELECT 1 FROM case_cover k
			WHERE k.case_id = p.case_id AND ?2 < k.to_at AND k.from_at <= ?2))
	) AS entitled
FROM place p
WHERE p.state = 'waiting' AND (?3 = 1 OR p.series_id IN (
	SELECT series_id FROM series_contact WHERE uid = ?1 AND from_at <= ?2 AND ?2 < to_at
	UNION
	SELECT sp.series_id FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
	WHERE uid = ?1 AND from_at <= ?2 AND ?2 < to_at))
ORDER BY p.series_id, p.case_id;

-- Places ahead in planned hours that begin in (?1, ?2] without a consent over the hour.
-- :name place_list_uncovered
SELECT p.case_id, p.queue_seq, p.turn, p.series_id, p.hour_id, p.minutes, p.urgency, p.state, p.pos,
	p.queued_at, p.carried, p.not_before, p.consent_id, p.prepared_at, NULL AS session_id
FROM hour h JOIN place p ON p.hour_id = h.hour_id
WHERE h.starts_at > ?1 AND h.starts_at <= ?2 AND h.state = 'planned'
	AND p.state IN ('queued', 'ready', 'needs-info')
	AND NOT EXISTS (SELECT 1 FROM case_cover k WHERE k.case_id = p.case_id
		AND k.from_at <= h.starts_at AND h.ends_at <= k.to_at)
ORDER BY h.starts_at, h.hour_id, p.pos;

-- :name place_is_covered
SELECT EXISTS (SELECT 1 FROM case_cover k, hour h WHERE k.case_id = ?1 AND h.hour_id = ?2
	AND k.from_at <= h.starts_at AND h.ends_at <= k.to_at) AS covered;

-- A turn of that `queue` was carried over there.
-- :name place_was_in
SELECT EXISTS (SELECT 1 FROM place WHERE case_id = ?1 AND queue_seq = ?2 AND hour_id = ?3) AS was;

-- Hours that ended before ?1 with somebody still to come.
-- :name place_hours_over
SELECT DISTINCT h.hour_id FROM place p JOIN hour h ON h.hour_id = p.hour_id
WHERE p.state IN ('waiting', 'queued', 'ready', 'needs-info', 'in-turn')
	AND p.state IN ('queued', 'ready', 'needs-info') AND h.ends_at < ?1
ORDER BY h.ends_at, h.hour_id;

-- :name place_series_waiting
SELECT DISTINCT series_id FROM place WHERE state = 'waiting' ORDER BY series_id;

-- :name place_count_waiting
SELECT COUNT(*) AS waiting FROM place WHERE series_id = ?1 AND state = 'waiting';

-- :name place_set_state
UPDATE place SET state = ?4 WHERE case_id = ?1 AND queue_seq = ?2 AND turn = ?3;

-- :name place_prepare
UPDATE place SET state = ?4, prepared_at = ?5 WHERE case_id = ?1 AND queue_seq = ?2 AND turn = ?3;

-- Those behind a place that is about to go.
-- :name place_close_gap
UPDATE place SET pos = pos - 1 WHERE hour_id = ?1 AND pos > ?2;

-- How many the hour has beside this one.
-- :name place_count_others
SELECT COUNT(*) AS others FROM place
WHERE hour_id = ?1 AND NOT (case_id = ?2 AND queue_seq = ?3 AND turn = ?4);

-- Those from a position on that is about to be taken.
-- :name place_open_gap
UPDATE place SET pos = pos + 1
WHERE hour_id = ?1 AND pos >= ?2 AND NOT (case_id = ?3 AND queue_seq = ?4 AND turn = ?5);

-- :name place_set
UPDATE place SET hour_id = ?4, pos = ?5, state = ?6, carried = ?7, prepared_at = ?8,
	not_before = ?9
WHERE case_id = ?1 AND queue_seq = ?2 AND turn = ?3;

-- :name place_delete
DELETE FROM place WHERE case_id = ?1 AND queue_seq = ?2 AND turn = ?3;
