-- The deployment's named values (src/store/meta.c).

-- :name meta_insert
INSERT INTO meta (key, value) VALUES (?1, ?2);

-- :name meta_get
SELECT value FROM meta WHERE key = ?1;
