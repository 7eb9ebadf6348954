-- Weekly series (src/store/series.c).

-- :name series_set
INSERT INTO series (series_id, org_id, name, contact, weekday, start, first_date, last_date,
	capacity, every, on_holidays, phone, seq, since)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (series_id) DO UPDATE SET name = excluded.name, contact = excluded.contact,
	weekday = excluded.weekday, start = excluded.start, first_date = excluded.first_date,
	last_date = excluded.last_date, capacity = excluded.capacity, every = excluded.every,
	on_holidays = excluded.on_holidays, phone = excluded.phone, seq = excluded.seq, since = excluded.since
WHERE series.org_id = excluded.org_id;

-- :name series_pair_clear
DELETE FROM series_pair WHERE series_id = ?1;

-- :name series_pair_insert
INSERT INTO series_pair (series_id, pair_id) VALUES (?1, ?2);

-- :name series_by_id
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, phone, seq, since
FROM series WHERE series_id = ?1;

-- :name series_list_of_contact
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, phone, seq, since
FROM series WHERE contact = ?1 ORDER BY series_id;

-- :name series_list
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, phone, seq, since
FROM series ORDER BY name, series_id;

-- :name series_list_of
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, phone, seq, since
FROM series WHERE series_id IN (
	SELECT series_id FROM series_contact WHERE uid = ?1 AND from_at <= ?2 AND ?2 < to_at
	UNION
	SELECT sp.series_id FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
	WHERE uid = ?1 AND from_at <= ?2 AND ?2 < to_at)
ORDER BY name, series_id;

-- :name series_pairs
SELECT pair_id FROM series_pair WHERE series_id = ?1 ORDER BY pair_id;

-- :name series_people
SELECT uid FROM series_contact WHERE series_id = ?1 AND from_at <= ?2 AND ?2 < to_at
UNION
SELECT uid FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
WHERE sp.series_id = ?1 AND from_at <= ?2 AND ?2 < to_at;

-- :name series_has_person
SELECT EXISTS (SELECT 1 FROM series_contact
		WHERE series_id = ?1 AND uid = ?2 AND from_at <= ?3 AND ?3 < to_at)
	OR EXISTS (SELECT 1 FROM pair_part JOIN series_pair sp ON sp.pair_id = pair_part.pair_id
		WHERE sp.series_id = ?1 AND uid = ?2 AND from_at <= ?3 AND ?3 < to_at) AS has;

-- :name series_count_of
SELECT COUNT(*) AS n FROM series WHERE org_id = ?1;

-- Whether an organisation has a series with that contact.
-- :name series_has_contact
SELECT COUNT(*) AS n FROM series WHERE contact = ?1 AND org_id = ?2;

-- :name series_has_pair
SELECT COUNT(*) AS n FROM series_pair WHERE series_id = ?1 AND pair_id = ?2;
