-- What is due in a case (src/store/follow_up.c).

-- :name follow_up_set
INSERT INTO follow_up (case_id, what, due_at, seq) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (case_id, what) DO UPDATE SET due_at = excluded.due_at, seq = excluded.seq;

-- :name follow_up_clear
DELETE FROM follow_up WHERE case_id = ?1 AND what = ?2;

-- :name follow_up_clear_all
DELETE FROM follow_up WHERE case_id = ?1;

-- Of open cases, due in [?1, ?2).
-- :name follow_up_list_due
SELECT f.case_id, f.what, f.due_at, f.seq FROM follow_up f JOIN casefile c ON c.case_id = f.case_id
WHERE c.state = 'open' AND f.due_at >= ?1 AND f.due_at < ?2 ORDER BY f.due_at, f.case_id, f.what;

-- Of all cases that uid is an active member of.
-- :name follow_up_list_of
SELECT f.case_id, f.what, f.due_at, f.seq FROM member m JOIN follow_up f ON f.case_id = m.case_id
WHERE m.uid = ?1 AND m.active = 1 ORDER BY f.case_id, f.what;
