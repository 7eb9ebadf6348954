-- Teams that one may turn to (src/store/team.c).

-- An other organisation's team is not touched: no row changes then.
-- :name team_set
INSERT INTO team (team_id, org_id, dropped, seq) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (team_id) DO UPDATE SET dropped = excluded.dropped, seq = excluded.seq
WHERE team.org_id = excluded.org_id;

-- :name team_by_id
SELECT team_id, org_id, dropped, seq FROM team WHERE team_id = ?1;

-- Those that are not dropped.
-- :name team_count_of
SELECT COUNT(*) AS n FROM team WHERE org_id = ?1 AND dropped = 0;
