-- Drafts (src/store/draft.c).

-- :name draft_put
INSERT INTO draft (uid, key, ct, at) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (uid, key) DO UPDATE SET ct = excluded.ct, at = excluded.at;

-- :name draft_get
SELECT uid, key, ct, at FROM draft WHERE uid = ?1 AND key = ?2;

-- :name draft_drop
DELETE FROM draft WHERE uid = ?1 AND key = ?2;

-- :name draft_count
SELECT COUNT(*) AS n FROM draft WHERE uid = ?1;

-- :name draft_forget
DELETE FROM draft WHERE at < ?1;

-- Drafts of a case end in "/" and its id.
-- :name draft_drop_of
DELETE FROM draft WHERE length(key) > 23 AND substr(key, -23) = '/' || ?1;
