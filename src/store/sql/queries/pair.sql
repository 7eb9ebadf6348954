-- Care pairs (src/store/pair.c).

-- An other organisation's pair is not touched: no row changes then.
-- :name pair_set
INSERT INTO pair (pair_id, org_id, name, seq) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (pair_id) DO UPDATE SET name = excluded.name, seq = excluded.seq
WHERE pair.org_id = excluded.org_id;

-- :name pair_member_clear
DELETE FROM pair_member WHERE pair_id = ?1;

-- :name pair_member_insert
INSERT INTO pair_member (pair_id, uid) VALUES (?1, ?2);

-- :name pair_by_id
SELECT pair_id, org_id, name, seq FROM pair WHERE pair_id = ?1;

-- :name pair_members
SELECT uid FROM pair_member WHERE pair_id = ?1 ORDER BY uid;

-- :name pair_has
SELECT COUNT(*) AS n FROM pair_part
WHERE pair_id = ?1 AND uid = ?2 AND from_at <= ?3 AND ?3 < to_at;

-- Somebody else than that one.
-- :name pair_has_other
SELECT COUNT(*) AS n FROM pair_part
WHERE pair_id = ?1 AND uid <> ?2 AND from_at <= ?3 AND ?3 < to_at;

-- :name pair_contact_has
SELECT COUNT(*) AS n FROM series_contact
JOIN series_pair sp ON sp.series_id = series_contact.series_id
WHERE sp.pair_id = ?1 AND uid = ?2 AND from_at <= ?3 AND ?3 < to_at;

-- :name substitute_set
INSERT INTO substitute (substitute_id, for_uid, by_uid, from_at, to_at, seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (substitute_id) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at,
	seq = excluded.seq
WHERE substitute.for_uid = excluded.for_uid AND substitute.by_uid = excluded.by_uid;

-- :name substitute_by_id
SELECT substitute_id, for_uid, by_uid, from_at, to_at, seq FROM substitute WHERE substitute_id = ?1;

-- Another one for that person that shares an instant with the span.
-- :name substitute_overlaps
SELECT COUNT(*) AS n FROM substitute
WHERE for_uid = ?1 AND substitute_id <> ?2 AND from_at < ?4 AND ?3 < to_at;
