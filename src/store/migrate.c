/*
 * Applies migrations and compares those applied with those embedded. Refuses to know what they say.
 */
#include "migrate.h"

#include <stdlib.h>

#include <etatunti/crypto/hash.h>

#include "handle.h"
#include "sql.h"
#include "why.h"

struct applied {
	int64_t number;
	struct et_slice name;
	struct et_hash hash;
	int64_t applied_at;
};

static const struct et_col applied_cols[] = {
	ET_INT(applied, number, 0),
	ET_TEXT(applied, name, 0),
	ET_FIXED(applied, hash, 0),
	ET_INT(applied, applied_at, 0),
};
static const struct et_shape applied_shape = ET_SHAPE(applied_cols, applied);

static struct et_hash hash_of(const struct et_sql_migration *migration)
{
	return et_hash_of(et_slice_of(migration->sql, migration->sql_len));
}

/* The applied ones must be a beginning of the known ones; *done is how many they are. */
static enum et_err compare(struct et_store *store, const struct et_sql_migration *migrations,
	size_t count, size_t *done, char why[ET_STORE_WHY_LEN])
{
	struct et_arena *arena = et_arena_new(4096, 1 << 20);
	struct applied *applied;
	struct et_hash hash;
	enum et_err err = ET_NO_MEMORY;

	*done = 0;
	if (arena == NULL) {
		et_why(why, "out of memory");
		goto out;
	}
	if ((err = et_sql_list(store, ET_Q_MIGRATION_LIST, ET_NO_VALS, &applied_shape, arena,
		     &applied, done)) != ET_OK) {
		et_why(why, "its schema cannot be read: %s", store->message);
		goto out;
	}
	for (size_t i = 0; i < *done && err == ET_OK; i++) {
		err = ET_CORRUPT;
		if (i >= count || applied[i].number != (int64_t)i + 1) {
			et_why(why, "its schema is newer than this program: migration %lld",
				(long long)applied[i].number);
			goto out;
		}
		hash = hash_of(&migrations[i]);
		if (!et_hash_eq(&hash, &applied[i].hash)) {
			et_why(why,
				"it was made by another build of this program (migration %s "
				"differs), which this one cannot read; nothing in it is changed",
				migrations[i].name);
			goto out;
		}
		err = ET_OK;
	}
out:
	et_arena_free(arena);
	return err;
}

static enum et_err exec(struct et_store *store, const struct et_sql_migration *migration)
{
	char *sql = malloc(migration->sql_len + 1);
	int rc;

	if (sql == NULL)
		return ET_NO_MEMORY;
	memcpy(sql, migration->sql, migration->sql_len);
	sql[migration->sql_len] = '\0';
	rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	free(sql);
	return rc == SQLITE_OK ? ET_OK : et_store_fail(store, rc);
}

static enum et_err apply(struct et_store *store, const struct et_sql_migration *migration,
	size_t number, int64_t now_ms)
{
	struct et_hash hash = hash_of(migration);
	enum et_err err;

	if ((err = et_store_txn_begin(store, "migration")) != ET_OK)
		return err;
	if ((err = exec(store, migration)) != ET_OK)
		goto out;
	if ((err = et_sql_run(store, ET_Q_MIGRATION_INSERT,
		     ET_VALS(et_val_int((int64_t)number), et_val_str(migration->name),
			     et_val_hash(&hash), et_val_int(now_ms)))) != ET_OK)
		goto out;
	err = et_store_txn_commit(store);
out:
	et_store_txn_rollback(store);
	return err;
}

enum et_err et_migrate(struct et_store *store, const struct et_sql_migration *migrations,
	size_t count, int64_t now_ms, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;
	size_t done;

	if ((err = et_sql_setting(store, ET_Q_MIGRATION_TABLE, ET_NO_VALS)) != ET_OK) {
		et_why(why, "cannot be written: %s", store->message);
		return err;
	}
	if ((err = compare(store, migrations, count, &done, why)) != ET_OK)
		return err;
	for (; done < count; done++) {
		if ((err = apply(store, &migrations[done], done + 1, now_ms)) != ET_OK) {
			et_why(why, "migration %s: %s", migrations[done].name, store->message);
			return err;
		}
	}
	return ET_OK;
}

enum et_err et_migrate_check(struct et_store *store, const struct et_sql_migration *migrations,
	size_t count, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;
	size_t done;

	if ((err = compare(store, migrations, count, &done, why)) != ET_OK)
		return err;
	if (done == count)
		return ET_OK;
	et_why(why,
		"its schema is older than this program: start the server once to bring it up to date");
	return ET_CORRUPT;
}
