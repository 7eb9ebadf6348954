-- The account of applied migrations (src/store/migrate.c).

-- :name migration_table
CREATE TABLE IF NOT EXISTS migration (
	number INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	applied_at INTEGER NOT NULL
) STRICT;

-- :name migration_insert
INSERT INTO migration (number, name, hash, applied_at) VALUES (?1, ?2, ?3, ?4);

-- :name migration_list
SELECT number, name, hash, applied_at FROM migration ORDER BY number;
