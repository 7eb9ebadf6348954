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
SELECT COUNT(*) AS n FROM pair_member WHERE pair_id = ?1 AND uid = ?2;
