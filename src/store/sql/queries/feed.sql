-- Calendars under a secret address (src/store/feed.c).

-- :name feed_put
INSERT INTO feed (uid, secret_hash, language, made_at, eh) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (uid) DO UPDATE SET secret_hash = excluded.secret_hash, language = excluded.language,
	made_at = excluded.made_at, eh = excluded.eh;

-- :name feed_drop
DELETE FROM feed WHERE uid = ?1;

-- New keys end what was made under the old ones: a device may have been lost.
-- :name feed_by_uid
SELECT f.uid, f.secret_hash, f.language, f.made_at, f.eh, u.org_id
FROM feed f JOIN user u ON u.uid = f.uid AND u.eh = f.eh WHERE f.uid = ?1;

-- :name feed_by_secret
SELECT f.uid, f.secret_hash, f.language, f.made_at, f.eh, u.org_id
FROM feed f JOIN user u ON u.uid = f.uid AND u.eh = f.eh
WHERE f.secret_hash = ?1 AND u.state = 'active' AND u.not_after > ?2;
