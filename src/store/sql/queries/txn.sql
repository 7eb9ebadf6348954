-- The outer transaction and the savepoints in it (src/store/txn.c).

-- :name txn_begin
BEGIN IMMEDIATE;

-- :name txn_commit
COMMIT;

-- :name txn_rollback
ROLLBACK;

-- :name txn_save
SAVEPOINT command;

-- :name txn_release
RELEASE command;

-- :name txn_back
ROLLBACK TO command;
