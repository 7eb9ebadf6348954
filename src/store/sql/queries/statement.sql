-- The chains of the cases (src/store/statement.c).

-- :name statement_append
INSERT INTO statement (case_id, seq, stmt, sig, hash, kind, author, time)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- :name statement_list
SELECT case_id, seq, stmt, sig, hash, kind, author, time FROM statement
WHERE case_id = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3;

-- :name statement_last
SELECT case_id, seq, stmt, sig, hash, kind, author, time FROM statement
WHERE case_id = ?1 AND seq <= ?2 AND time < ?3 ORDER BY seq DESC LIMIT 1;

-- :name statement_cases
SELECT DISTINCT case_id FROM statement WHERE case_id > ?1 ORDER BY case_id LIMIT ?2;
