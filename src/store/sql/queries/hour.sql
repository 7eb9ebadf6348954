-- Hours of the series (src/store/hour.c).

-- :name hour_insert
INSERT INTO hour (hour_id, series_id, local_date, starts_at, ends_at, state, reason, moved,
	decided, revision)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

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

-- Planned ones with a free place and ten minutes for it.
-- :name hour_list_room
SELECT * FROM hour_view
WHERE series_id = ?1 AND starts_at > ?2 AND state = 'planned' AND places < capacity
	AND minutes + 10 <= 60
ORDER BY starts_at, hour_id;

-- :name hour_last_of_series
SELECT * FROM hour_view WHERE series_id = ?1 ORDER BY local_date DESC LIMIT 1;

-- :name hour_next_free
SELECT * FROM hour_view
WHERE series_id = ?1 AND starts_at > ?2 AND ends_at <= ?3 AND state = 'planned'
	AND places < capacity AND minutes + ?4 <= 60
ORDER BY starts_at LIMIT 1;

-- :name hour_update
UPDATE hour SET starts_at = ?2, ends_at = ?3, state = ?4, reason = ?5, moved = ?6, decided = ?7,
	revision = ?8
WHERE hour_id = ?1;

-- :name hour_of_person
SELECT v.* FROM hour_view v
WHERE v.starts_at >= ?2 AND v.starts_at < ?3 AND (
	EXISTS (SELECT 1 FROM series_contact
		WHERE series_contact.series_id = v.series_id AND uid = ?1
		AND from_at <= v.starts_at AND v.starts_at < to_at)
	OR EXISTS (SELECT 1 FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
		WHERE sp.series_id = v.series_id AND uid = ?1
		AND from_at <= v.starts_at AND v.starts_at < to_at))
ORDER BY v.starts_at, v.hour_id;

-- Hours are an hour long: those that share an instant with the span start less than an hour before it.
-- :name hour_overlapping
SELECT v.* FROM hour_view v JOIN series s ON s.series_id = ?1
WHERE v.starts_at > ?3 - 3600000 AND v.starts_at < ?4 AND v.ends_at > ?3 AND v.hour_id <> ?2
	AND v.state = 'planned'
	AND COALESCE(v.substitute, v.contact) = COALESCE(
		(SELECT b.by_uid FROM substitute b JOIN user u ON u.uid = b.by_uid
			WHERE b.for_uid = s.contact AND b.from_at <= ?3 AND ?3 < b.to_at
				AND u.state = 'active' AND ?3 < u.not_after
			ORDER BY b.seq DESC LIMIT 1), s.contact)
ORDER BY v.starts_at, v.hour_id LIMIT 1;

-- :name hour_set_put
INSERT INTO hour_set (hour_id, state, to_date, to_start, reason, seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (hour_id) DO UPDATE SET state = excluded.state, to_date = excluded.to_date,
	to_start = excluded.to_start, reason = excluded.reason, seq = excluded.seq;

-- :name hour_set_by_id
SELECT hour_id, state, to_date, to_start, reason, seq FROM hour_set WHERE hour_id = ?1;
