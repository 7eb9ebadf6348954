-- Sessions of cases: their rooms (src/store/room.c).

-- :name room_insert
INSERT INTO case_session (session_id, case_id, hour_id, open_seq, opened_at, closed_at, outcome)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- :name room_by_id
SELECT * FROM case_session WHERE session_id = ?1;

-- :name room_open_of_hour
SELECT * FROM case_session WHERE hour_id = ?1 AND closed_at IS NULL;

-- :name room_open_of_case
SELECT * FROM case_session WHERE case_id = ?1 AND closed_at IS NULL;

-- :name room_close
UPDATE case_session SET closed_at = ?2, outcome = ?3 WHERE session_id = ?1 AND closed_at IS NULL;
