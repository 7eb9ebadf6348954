/*
 * The outer transaction and the savepoints in it. Keeps account of who opened what, and of a transaction
 * that SQLite took away by itself.
 */
#include <etatunti/store/txn.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/log.h>

#include "handle.h"
#include "sql.h"

static void clear(struct et_store *store)
{
	memset(&store->txn, 0, sizeof(store->txn));
}

enum et_err et_store_txn_begin(struct et_store *store, const char *who)
{
	enum et_err err;

	if (store->txn.is_open)
		et_log_error(
			"store", "%s begins a transaction inside %s's", who, store->txn.who[0]);
	ET_ASSERT(!store->txn.is_open);
	clear(store);
	store->txn.is_open = true;
	store->txn.who[0] = who;
	if ((err = et_sql_run(store, ET_Q_TXN_BEGIN, ET_NO_VALS)) != ET_OK)
		clear(store);
	return err;
}

/*
 * Deleted bytes are zeroed in the pages (secure_delete), but the pages as they were before stand in the WAL
 * until it is emptied. What fails here is tried again after the next commit.
 */
static void shred(struct et_store *store)
{
	int rc = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	store->to_shred = rc != SQLITE_OK;
	if (rc != SQLITE_OK)
		et_log_warn("store", "the WAL still holds what was deleted: %s",
			sqlite3_errmsg(store->db));
}

enum et_err et_store_txn_commit(struct et_store *store)
{
	enum et_err err;

	ET_ASSERT(store->txn.is_open);
	ET_ASSERT(store->txn.depth == 0);
	err = et_sql_run(store, ET_Q_TXN_COMMIT, ET_NO_VALS);
	/* Deferred keys that do not hold, or a full disk: nothing was written, and it is over. */
	if (err != ET_OK)
		et_store_txn_rollback(store);
	clear(store);
	if (err == ET_OK && store->to_shred)
		shred(store);
	return err;
}

void et_store_txn_rollback(struct et_store *store)
{
	enum et_err lost = store->txn.lost;

	if (!store->txn.is_open)
		return;
	store->changes++;
	/* A lost one is rolled back already; asking SQLite again would be an error of its own. */
	if (lost == ET_OK && !sqlite3_get_autocommit(store->db) && !store->dead &&
		et_sql_run(store, ET_Q_TXN_ROLLBACK, ET_NO_VALS) != ET_OK)
		store->dead = true;
	clear(store);
}

bool et_store_txn_is_open(const struct et_store *store)
{
	return store->txn.is_open;
}

bool et_store_txn_is_lost(const struct et_store *store)
{
	return store->txn.is_open && store->txn.lost != ET_OK;
}

const char *et_store_txn_who(const struct et_store *store)
{
	return store->txn.is_open ? store->txn.who[store->txn.depth] : "";
}

/* All savepoints have one name: SQL means the innermost by it, and depth counts them. */
enum et_err et_store_txn_save(struct et_store *store, const char *who, int *depth)
{
	enum et_err err;

	*depth = 0;
	ET_ASSERT(store->txn.is_open);
	ET_ASSERT(store->txn.depth < ET_STORE_TXN_DEPTH_MAX);
	if ((err = et_sql_run(store, ET_Q_TXN_SAVE, ET_NO_VALS)) != ET_OK)
		return err;
	*depth = ++store->txn.depth;
	store->txn.who[*depth] = who;
	return ET_OK;
}

enum et_err et_store_txn_release(struct et_store *store, int depth)
{
	enum et_err err;

	ET_ASSERT(depth > 0 && depth == store->txn.depth);
	err = et_sql_run(store, ET_Q_TXN_RELEASE, ET_NO_VALS);
	store->txn.depth--;
	return err;
}

enum et_err et_store_txn_back(struct et_store *store, int depth)
{
	enum et_err err = ET_OK;

	ET_ASSERT(depth > 0 && depth <= store->txn.depth);
	store->changes++;
	while (err == ET_OK && store->txn.depth >= depth) {
		if ((err = et_sql_run(store, ET_Q_TXN_BACK, ET_NO_VALS)) == ET_OK)
			err = et_sql_run(store, ET_Q_TXN_RELEASE, ET_NO_VALS);
		store->txn.depth--;
	}
	store->txn.depth = depth - 1;
	return err;
}
