/*
 * verify finds whatever was changed: a record with a row in every table, then for every column of every
 * table one byte flipped behind the server's back. What may be changed unseen is listed, and only that.
 */
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/service/verify.h>

#define SQL_MAX RECORD_SQL_MAX

/* Not of the record: may be lost or changed without anything of it being lost or changed. */
static const char *const exempt_tables[] = { "session", "reply", "draft", "feed", "reach", "mail" };
/* When a chunk was staged: of use until it is taken, nothing signs it. */
static const char *const exempt_columns[] = { "chunk.at" };
/* Checked when the file is opened, before verify: test_schema_is_checked_at_opening. */
static const char *const opening_tables[] = { "migration" };

/* The text or blob with one bit flipped: in the middle of a blob, at the end of a text. */
static void bind_flipped(sqlite3_stmt *write, sqlite3_stmt *read)
{
	bool is_text = sqlite3_column_type(read, 1) == SQLITE_TEXT;
	int len = sqlite3_column_bytes(read, 1);
	uint8_t *bytes = malloc((size_t)len);

	assert_true(len > 0);
	assert_non_null(bytes);
	memcpy(bytes, sqlite3_column_blob(read, 1), (size_t)len);
	bytes[is_text ? len - 1 : len / 2] ^= 1;
	if (is_text)
		sqlite3_bind_text(write, 1, (const char *)bytes, len, SQLITE_TRANSIENT);
	else
		sqlite3_bind_blob(write, 1, bytes, len, SQLITE_TRANSIENT);
	free(bytes);
}

/* One bit of one value; of a number the lowest, or a higher one where its neighbour is there already. */
static void flip(struct et_store *store, const char *table, const char *column, const char *order)
{
	char sql[SQL_MAX];
	sqlite3_stmt *read, *write;
	int rc;

	(void)snprintf(sql, sizeof(sql),
		"SELECT rowid, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY rowid %s LIMIT 1",
		column, table, column, order);
	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &read, NULL), SQLITE_OK);
	if (sqlite3_step(read) != SQLITE_ROW)
		fail_msg("%s.%s has no value to be changed: the record is too poor", table, column);
	(void)snprintf(sql, sizeof(sql), "UPDATE \"%s\" SET \"%s\" = ?1 WHERE rowid = %lld", table,
		column, (long long)sqlite3_column_int64(read, 0));
	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &write, NULL), SQLITE_OK);
	if (sqlite3_column_type(read, 1) == SQLITE_INTEGER) {
		sqlite3_bind_int64(write, 1, sqlite3_column_int64(read, 1) ^ 1);
		if (((rc = sqlite3_step(write)) & 0xff) == SQLITE_CONSTRAINT) {
			(void)sqlite3_reset(write);
			sqlite3_bind_int64(write, 1, sqlite3_column_int64(read, 1) ^ (1 << 20));
			rc = sqlite3_step(write);
		}
	} else {
		bind_flipped(write, read);
		rc = sqlite3_step(write);
	}
	if (rc != SQLITE_DONE)
		fail_msg("%s: %s", sql, sqlite3_errmsg(store->db));
	sqlite3_finalize(read);
	sqlite3_finalize(write);
}

static bool listed(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i], name) == 0)
			return true;
	}
	return false;
}
#define LISTED(list, name) listed(list, sizeof(list) / sizeof((list)[0]), name)

/* -------------------------------------------------------------------- the tests */

/* Flips in one copy after the other; returns how many were not found, and says which. */
static int flip_column(
	struct et_store *record, const char *table, const char *column, const char *order)
{
	struct et_store *copy = record_copy(record);
	char why[ET_VERIFY_WHY_LEN];
	int missed = 0;
	enum et_err err;

	record_disarm(copy);
	flip(copy, table, column, order);
	record_rearm(copy);
	err = et_verify_run(copy, NULL, NULL, why);
	if (err != ET_CORRUPT || strstr(why, table) == NULL) {
		print_error(
			"%s.%s (%s): %s, \"%s\"\n", table, column, order, et_err_symbol(err), why);
		missed = 1;
	}
	et_store_close(copy);
	return missed;
}

static void test_every_column(void **state)
{
	struct cw_world *world = record_new();
	struct et_store *record = world->kit->store;
	char *tables[64], *columns[64], sql[SQL_MAX], name[128];
	size_t table_count, column_count, flipped = 0;
	int missed = 0;

	(void)state;
	table_count = record_texts(record->db,
		"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid", tables, 64);
	for (size_t t = 0; t < table_count; t++) {
		if (LISTED(exempt_tables, tables[t]) || LISTED(opening_tables, tables[t]))
			continue;
		(void)snprintf(
			sql, sizeof(sql), "SELECT name FROM pragma_table_info('%s')", tables[t]);
		column_count = record_texts(record->db, sql, columns, 64);
		for (size_t c = 0; c < column_count; c++) {
			(void)snprintf(name, sizeof(name), "%s.%s", tables[t], columns[c]);
			if (LISTED(exempt_columns, name))
				continue;
			missed += flip_column(record, tables[t], columns[c], "ASC");
			missed += flip_column(record, tables[t], columns[c], "DESC");
			flipped += 2;
		}
		record_free_texts(columns, column_count);
	}
	record_free_texts(tables, table_count);
	assert_int_equal(missed, 0);
	assert_true(flipped > 250);
	cw_world_free(world);
}

/* A row that is gone, from any table of the record. */
static void test_every_table_loses_a_row(void **state)
{
	struct cw_world *world = record_new();
	struct et_store *record = world->kit->store, *copy;
	char *tables[64], sql[SQL_MAX], why[ET_VERIFY_WHY_LEN];
	size_t count = record_texts(record->db,
		"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid", tables, 64);
	int missed = 0;

	(void)state;
	for (size_t t = 0; t < count; t++) {
		if (LISTED(exempt_tables, tables[t]) || LISTED(opening_tables, tables[t]))
			continue;
		copy = record_copy(record);
		/* The newest checkpoint is known from the file only; the first is not the newest. */
		(void)snprintf(sql, sizeof(sql),
			"DELETE FROM \"%s\" WHERE rowid = (SELECT min(rowid) FROM \"%s\")",
			tables[t], tables[t]);
		record_tamper(copy, sql);
		if (strcmp(tables[t], "checkpoint") != 0 &&
			et_verify_run(copy, NULL, NULL, why) != ET_CORRUPT) {
			print_error("a row of %s is gone, and nobody misses it\n", tables[t]);
			missed++;
		}
		et_store_close(copy);
	}
	record_free_texts(tables, count);
	assert_int_equal(missed, 0);
	cw_world_free(world);
}

/* What the sentences are like. */
static void test_sentences(void **state)
{
	static const struct {
		const char *sql, *why;
	} cases[] = {
		{ "UPDATE statement SET sig = zeroblob(64) WHERE rowid = "
		  "(SELECT max(rowid) FROM statement WHERE kind = 'queue')",
			": the signature does not match" },
		{ "UPDATE hour SET starts_at = starts_at + 60000", "hour " },
		{ "UPDATE casefile SET state = 'open', closed_by = NULL WHERE state = 'closed'",
			"state is not what the statements say" },
		{ "UPDATE credential SET kb = x'00'", "kb is not what the statements say" },
		{ "UPDATE enrolment SET kb = x'00'", "kb is not the key bundle that was enrolled" },
		{ "UPDATE place SET minutes = minutes - 1 WHERE state = 'queued'",
			"minutes is not what the statements say" },
		{ "DELETE FROM hour WHERE hour_id NOT IN (SELECT hour_id FROM place UNION "
		  "SELECT hour_id FROM case_session UNION SELECT hour_id FROM hour_set)",
			": its hour is not there" },
		{ "DELETE FROM log WHERE seq = 5", "log seq 6: row 5 is missing before it" },
		{ "INSERT INTO wrap SELECT case_id, 1, comp, epoch, recipient, granter, basis_id, "
		  "w_hash FROM wrap WHERE seq = 3 LIMIT 1",
			"no statement makes this row" },
		{ "DROP TABLE confirmation; CREATE TABLE confirmation (case_id BLOB, object_id "
		  "BLOB, rev INTEGER, uid BLOB, seq INTEGER, at INTEGER); "
		  "INSERT INTO confirmation (rev) VALUES (7)",
			"confirmation case_id=NULL, object_id=NULL, rev=7, uid=NULL: " },
		{ "INSERT INTO object_ct SELECT case_id, object_id, 9, ct FROM object_ct LIMIT 1",
			" 9: nothing that is signed vouches for it" },
		{ "INSERT INTO wrap_data SELECT case_id, 900, w FROM wrap_data LIMIT 1",
			" seq 900: nothing that is signed vouches for it" },
		{ "INSERT INTO chunk SELECT case_id, zeroblob(16), idx, ct, ct_hash, size, "
		  "uploader, at, 1 FROM chunk WHERE taken = 1 LIMIT 1",
			"object 00000000000000000000000000000000 0: nothing that is signed" },
		{ "INSERT INTO meta VALUES ('note', x'00')",
			"meta note: nothing that is signed vouches for it" },
		{ "INSERT INTO enrolment SELECT zeroblob(16), uid, e, sig_id, sig_inv, eh, kb, at "
		  "FROM enrolment LIMIT 1",
			"enrolment invite 00000000000000000000000000000000: nothing that is signed" },
		{ "INSERT INTO relogin SELECT zeroblob(32), uid, kbver, stmt, sig_id, sig_old, kb, at "
		  "FROM relogin LIMIT 1",
			"relogin hash 0000" },
		{ "INSERT INTO statement SELECT zeroblob(16), seq, stmt, sig, zeroblob(32), kind, "
		  "author, time FROM statement WHERE seq = 1 LIMIT 1",
			"statement case 00000000000000000000000000000000 seq 1: nothing that is" },
		{ "UPDATE log SET case_id = zeroblob(16) WHERE seq = 1",
			"log seq 1 case_id: nothing that is signed vouches for it" },
	};
	struct cw_world *world = record_new();
	char why[ET_VERIFY_WHY_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_store *copy = record_copy(world->kit->store);

		record_tamper(copy, cases[i].sql);
		assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
		if (strstr(why, cases[i].why) == NULL)
			fail_msg("%s: \"%s\"", cases[i].sql, why);
		et_store_close(copy);
	}
	cw_world_free(world);
}

/* The rows are all right, but what reads or guards them is another: a view lets somebody into every pair. */
static void test_schema_is_ours(void **state)
{
	static const struct {
		const char *sql, *why;
	} lies[] = {
		{ "DROP VIEW pair_part; CREATE VIEW pair_part AS SELECT p.pair_id, u.uid, 0 AS from_at, "
		  "9e15 AS to_at FROM pair p, user u",
			"schema type=view, name=pair_part: it is not as this program makes it" },
		{ "DROP TRIGGER statement_no_delete",
			"schema type=trigger, name=statement_no_delete: it is not" },
		{ "CREATE TRIGGER thief AFTER INSERT ON statement BEGIN DELETE FROM log; END",
			"schema type=trigger, name=thief: it is not" },
		{ "CREATE TABLE aside (x)", "schema type=table, name=aside: it is not" },
		{ "DROP INDEX user_by_org", "schema type=index, name=user_by_org: it is not" },
	};
	struct cw_world *world = record_new();

	(void)state;
	kit_verify(world->kit);
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct et_store *copy = record_copy(world->kit->store);
		char why[ET_VERIFY_WHY_LEN];

		record_exec(copy->db, lies[i].sql);
		assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
		if (strstr(why, lies[i].why) == NULL)
			fail_msg("%s: \"%s\"", lies[i].sql, why);
		et_store_close(copy);
	}
	cw_world_free(world);
}

/* The table that verify leaves to the opening of the file. */
static void test_schema_is_checked_at_opening(void **state)
{
	struct cw_world *world = cw_world_new();
	char path[64], why[ET_STORE_WHY_LEN];
	struct et_store *store;
	sqlite3 *file;

	(void)state;
	(void)snprintf(path, sizeof(path), "/tmp/et-verify-%ld.db", (long)getpid());
	assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
	record_copy_pages(world->kit->store->db, file);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	assert_int_equal(et_store_open(path, ET_STORE_READ, KIT_T0, &store, why), ET_OK);
	et_store_close(store);
	assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
	record_exec(file, "UPDATE migration SET hash = zeroblob(length(hash))");
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	assert_int_equal(et_store_open(path, ET_STORE_READ, KIT_T0, &store, why), ET_CORRUPT);
	assert_non_null(strstr(why, "migration"));
	assert_int_equal(unlink(path), 0);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_column),
		cmocka_unit_test(test_every_table_loses_a_row),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_schema_is_ours),
		cmocka_unit_test(test_schema_is_checked_at_opening),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
