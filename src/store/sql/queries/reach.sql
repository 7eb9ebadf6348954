-- Where people want to be reminded (src/store/reach.c).

-- :name reach_put
INSERT INTO reach (uid, email, language, at) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (uid) DO UPDATE SET email = excluded.email, language = excluded.language, at = excluded.at;

-- :name reach_by_uid
SELECT uid, email, language, at FROM reach WHERE uid = ?1;

-- :name reach_forget
DELETE FROM reach WHERE EXISTS (SELECT 1 FROM user u WHERE u.uid = reach.uid AND u.state = 'revoked');
