-- Weekly series (src/store/series.c).

-- :name series_insert
INSERT INTO series (series_id, org_id, name, contact, weekday, start, first_date, last_date,
	capacity, every, on_holidays, created_at, created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- :name series_pair_insert
INSERT INTO series_pair (series_id, pair_id) VALUES (?1, ?2);

-- :name series_by_id
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, created_at, created_by
FROM series WHERE series_id = ?1;

-- :name series_list
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, created_at, created_by
FROM series ORDER BY name, series_id;

-- :name series_list_of
SELECT series_id, org_id, name, contact, weekday, start, first_date, last_date, capacity, every,
	on_holidays, created_at, created_by
FROM series WHERE series_id IN (
	SELECT series_id FROM series WHERE contact = ?1
	UNION
	SELECT sp.series_id FROM pair_member m JOIN series_pair sp ON sp.pair_id = m.pair_id
	WHERE m.uid = ?1)
ORDER BY name, series_id;

-- :name series_pairs
SELECT pair_id FROM series_pair WHERE series_id = ?1 ORDER BY pair_id;

-- :name series_people
SELECT contact AS uid FROM series WHERE series_id = ?1
UNION
SELECT m.uid FROM series_pair sp JOIN pair_member m ON m.pair_id = sp.pair_id
WHERE sp.series_id = ?1;

-- :name series_has_person
SELECT EXISTS (SELECT 1 FROM series WHERE series_id = ?1 AND contact = ?2)
	OR EXISTS (SELECT 1 FROM pair_member m JOIN series_pair sp ON sp.pair_id = m.pair_id
		WHERE m.uid = ?2 AND sp.series_id = ?1) AS has;

-- :name series_has_pair
SELECT COUNT(*) AS n FROM series_pair WHERE series_id = ?1 AND pair_id = ?2;
