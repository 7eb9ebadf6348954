-- What a connection is set to, in this order, and what is asked about a file (src/store/open.c).

-- :name db_locking
PRAGMA locking_mode = EXCLUSIVE;

-- Gives the mode that it got.
-- :name db_journal
PRAGMA journal_mode = WAL;

-- Of a copy that is being made.
-- :name db_no_journal
PRAGMA journal_mode = OFF;

-- :name db_synchronous
PRAGMA synchronous = FULL;

-- :name db_secure_delete
PRAGMA secure_delete = ON;

-- :name db_temp
PRAGMA temp_store = MEMORY;

-- :name db_mmap
PRAGMA mmap_size = 0;

-- :name db_cell_check
PRAGMA cell_size_check = ON;

-- With 10^5 cases a command touches a dozen pages that nobody else has just used: more would serve reads, and attachments
-- would fill it.
-- :name db_cache
PRAGMA cache_size = -40000;

-- :name db_checkpoint
PRAGMA wal_autocheckpoint = 4000;

-- :name db_query_only
PRAGMA query_only = ON;

-- "ET01": a file of ours.
-- :name db_application_set
PRAGMA application_id = 1163145265;

-- :name db_application
PRAGMA application_id;

-- :name db_page_count
PRAGMA page_count;

-- :name db_table_count
SELECT COUNT(*) AS n FROM sqlite_schema;

-- :name db_integrity
PRAGMA integrity_check(1);

-- :name db_foreign_keys
SELECT 'a row of ' || "table" || ' names a row of ' || parent || ' that is not there' AS finding
FROM pragma_foreign_key_check LIMIT 1;
