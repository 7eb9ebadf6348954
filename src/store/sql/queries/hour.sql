-- Hours of the series (src/store/hour.c).

-- :name hour_insert
INSERT INTO hour (hour_id, series_id, local_date, starts_at, ends_at, state, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- :name hour_by_id
SELECT * FROM hour_view WHERE hour_id = ?1;

-- :name hour_list
SELECT * FROM hour_view WHERE starts_at >= ?1 AND starts_at < ?2 ORDER BY starts_at, hour_id;

-- :name hour_list_of
SELECT v.* FROM hour_view v
WHERE v.starts_at >= ?2 AND v.starts_at < ?3 AND v.series_id IN (
	SELECT series_id FROM series_contact WHERE uid = ?1 AND from_at <= ?4 AND ?4 < to_at
	UNION
	SELECT sp.series_id FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
	WHERE uid = ?1 AND from_at <= ?4 AND ?4 < to_at)
ORDER BY v.starts_at, v.hour_id;

-- :name hour_list_ahead
SELECT * FROM hour_view WHERE series_id = ?1 AND starts_at > ?2 ORDER BY starts_at;

-- :name hour_last_of_series
SELECT * FROM hour_view WHERE series_id = ?1 ORDER BY starts_at DESC LIMIT 1;

-- :name hour_next_free
SELECT * FROM hour_view
WHERE series_id = ?1 AND starts_at > ?2 AND ends_at <= ?3 AND state = 'planned'
	AND places < capacity AND minutes + ?4 <= 60
ORDER BY starts_at LIMIT 1;

-- :name hour_set_state
UPDATE hour SET state = ?2, reason = ?3 WHERE hour_id = ?1;
