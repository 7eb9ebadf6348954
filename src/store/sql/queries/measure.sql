-- Measures (src/store/measure.c).

-- :name measure_insert
INSERT INTO measure (measure_id, series_id, quarter, form, hash, dropped)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- :name measure_value_insert
INSERT INTO measure_value (measure_id, code, n) VALUES (?1, ?2, ?3);

-- :name measure_by_id
SELECT measure_id, series_id, quarter, form, hash, dropped FROM measure WHERE measure_id = ?1;

-- :name measure_values
SELECT measure_id, code, n FROM measure_value WHERE measure_id = ?1 ORDER BY code;

-- :name measure_drop
UPDATE measure SET series_id = NULL, quarter = NULL, form = NULL, dropped = 1
WHERE measure_id = ?1 AND dropped = 0;

-- :name measure_value_drop
DELETE FROM measure_value WHERE measure_id = ?1;
