-- The chain of directory statements (src/store/directory.c).

-- :name directory_append
INSERT INTO dir_statement (seq, stmt, sig, hash, kind, issuer, time)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- :name directory_head
SELECT seq, hash, time FROM dir_statement ORDER BY seq DESC LIMIT 1;

-- :name directory_list
SELECT seq, stmt, sig, hash, kind, issuer, time FROM dir_statement
WHERE seq >= ?1 ORDER BY seq LIMIT ?2;
