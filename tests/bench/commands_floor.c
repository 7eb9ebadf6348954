/*
 * SQLite with the store's settings (WAL, synchronous=FULL, exclusive), one table, nothing around it;
 * et_verify over statements of an ordinary length.
 */
#include "commands_floor.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/sign.h>

#define STATEMENT_LEN 400
#define SIGNED_COUNT 256

static double seconds(clockid_t clock)
{
	struct timespec at;

	(void)clock_gettime(clock, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

double floor_now_s(void)
{
	return seconds(CLOCK_MONOTONIC);
}

double floor_cpu_s(void)
{
	return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double floor_per_s(const struct floor_rate *rate)
{
	return rate->wall_s > 0 ? rate->count / rate->wall_s : 0;
}

double floor_per_cpu_s(const struct floor_rate *rate)
{
	return rate->cpu_s > 0 ? rate->count / rate->cpu_s : 0;
}

static void begin(struct floor_rate *rate)
{
	*rate = (struct floor_rate){ 0, floor_now_s(), floor_cpu_s() };
}

static void end(struct floor_rate *rate)
{
	rate->wall_s = floor_now_s() - rate->wall_s;
	rate->cpu_s = floor_cpu_s() - rate->cpu_s;
}

/* --------------------------------------------------------------------- rows */

static int insert(sqlite3_stmt *stmt, uint64_t number)
{
	static uint8_t data[FLOOR_ROW_LEN];
	uint64_t key[2] = { number * UINT64_C(0x9E3779B97F4A7C15), number };
	int rc;

	memcpy(data, key, sizeof(key));
	(void)sqlite3_bind_blob(stmt, 1, key, sizeof(key), SQLITE_STATIC);
	(void)sqlite3_bind_blob(stmt, 2, data, sizeof(data), SQLITE_STATIC);
	rc = sqlite3_step(stmt);
	(void)sqlite3_reset(stmt);
	return rc == SQLITE_DONE;
}

static int run(sqlite3 *db, sqlite3_stmt *stmt, size_t each, int64_t for_ms, struct floor_rate *out)
{
	double until = floor_now_s() + (double)for_ms / 1e3;
	uint64_t count = 0;

	begin(out);
	while (floor_now_s() < until) {
		if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
			return 0;
		for (size_t i = 0; i < each; i++) {
			if (!insert(stmt, ++count))
				return 0;
		}
		if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
			return 0;
	}
	end(out);
	out->count = (double)count;
	return 1;
}

int floor_rows(const char *dir, size_t rows_of_transaction, int64_t for_ms, struct floor_rate *out)
{
	static const char settings[] =
		"PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
		"PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA cache_size = -40000;"
		"CREATE TABLE t (id BLOB NOT NULL PRIMARY KEY, data BLOB NOT NULL) STRICT;";
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db = NULL;
	char path[512];
	int done;

	(void)snprintf(path, sizeof(path), "%s/floor-%zu.db", dir, rows_of_transaction);
	done = sqlite3_open(path, &db) == SQLITE_OK &&
		sqlite3_exec(db, settings, NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?1, ?2)", -1, &stmt, NULL) ==
			SQLITE_OK &&
		run(db, stmt, rows_of_transaction, for_ms, out);
	if (!done)
		(void)fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(db));
	(void)sqlite3_finalize(stmt);
	(void)sqlite3_close(db);
	(void)unlink(path);
	return done;
}

/* ---------------------------------------------------------------- signatures */

int floor_verify(int64_t for_ms, struct floor_rate *out)
{
	static uint8_t statements[SIGNED_COUNT][STATEMENT_LEN];
	static struct et_sig sigs[SIGNED_COUNT];
	uint8_t seed[ET_SEED_LEN] = { 7 };
	struct et_sign_key key;
	size_t count = 0;
	double until;

	if (et_crypto_init() != ET_OK)
		return 0;
	et_sign_key_from_seed(seed, &key);
	for (size_t i = 0; i < SIGNED_COUNT; i++) {
		memcpy(statements[i], &i, sizeof(i));
		sigs[i] = et_sign_detached(&key, et_slice_of(statements[i], STATEMENT_LEN));
	}
	until = floor_now_s() + (double)for_ms / 1e3;
	begin(out);
	while (floor_now_s() < until) {
		for (size_t i = 0; i < SIGNED_COUNT; i++, count++) {
			if (et_verify(&key.pk, et_slice_of(statements[i], STATEMENT_LEN),
				    &sigs[i]) != ET_OK) {
				(void)fprintf(stderr, "a signature does not verify\n");
				return 0;
			}
		}
	}
	end(out);
	out->count = (double)count;
	return 1;
}
