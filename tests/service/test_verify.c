/*
 * verify finds whatever was changed: a record with a row in every table, then for every column of every
 * table one byte flipped behind the server's back. What may be changed unseen is listed, and only that.
 */
#include "casework.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/logrow.h>

#include "store/handle.h"

#define CHUNK_LEN (65536 + 40)
#define SQL_MAX 1024

/* Not of the record: may be lost or changed without anything of it being lost or changed. */
static const char *const exempt_tables[] = { "session", "reply", "draft" };
/* When a chunk was staged: of use until it is taken, nothing signs it. */
static const char *const exempt_columns[] = { "chunk.at" };
/* Checked when the file is opened, before verify: test_schema_is_checked_at_opening. */
static const char *const opening_tables[] = { "migration" };

/* --------------------------------------------------------------------- record */

static void put_chunk(struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object,
	struct et_slice chunk)
{
	kit_ok(kit_call_blobs(peer, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&cs->id), "object",
			kit_json_id(object), "index", 0, "data", 0),
		&chunk, 1));
}

/* A chunked object of one chunk. */
static void attach(struct cw_world *world, struct cw_case *cs, const struct et_id *object,
	const char *type, char comp)
{
	struct et_slice chunk = kit_random(world->kit, CHUNK_LEN);
	struct et_hash one = et_hash_of(chunk);

	put_chunk(world->ann, cs, object, chunk);
	cs->ct_hash = et_hash_of(et_hash_slice(&one));
	cw_add(cs, world->ann, "object",
		cw_object_body(world->kit, object, type, comp, 1, &cs->ct_hash, CHUNK_LEN, 1),
		(struct et_slice){ 0 });
	kit_ok(cw_send(cs, world->ann));
}

/* A consent with a scan, in place of the drawn one. */
static void scan_consent(struct cw_world *world, struct cw_case *cs)
{
	struct cw_consent consent = { .id = kit_fresh_id(world->kit),
		.doc = kit_fresh_id(world->kit),
		.file = kit_fresh_id(world->kit),
		.replaces = cs->consent,
		.valid_from = kit_now(world->kit),
		.valid_to = kit_now(world->kit) + 200 * KIT_DAY,
		.capture = "drawn+scan" };

	attach(world, cs, &consent.file, "consent-file", 'C');
	consent.file_hash = cs->ct_hash;
	cw_object(cs, world->ann, &consent.doc, "consent-doc", 'C', 1);
	consent.doc_hash = cs->ct_hash;
	cw_consent_of(cs, world->ann, &consent);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->ben, "consent-ack");
	kit_ok(cw_send(cs, world->ben));
	cw_grant(cs, world->ann, world->kim, 'S', &cs->consent);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->kim, "consent-seen");
	kit_ok(cw_send(cs, world->kim));
}

/* A series that ends, with an hour that falls away: Ascension Day, 14 May 2026. */
static void thursdays(struct cw_world *world)
{
	kit_ok(kit_call(world->coord, "series-create",
		json_pack("{s:s, s:[o], s:o, s:i, s:s, s:s, s:s, s:i, s:i, s:b}", "name", "Torstai",
			"pairs", kit_json_id(&world->pair_b), "contact",
			kit_json_id(&world->kim->uid), "weekday", 4, "start", "09:30", "first",
			"2026-05-14", "last", "2026-06-30", "capacity", 3, "every", 2,
			"on_holidays", 0)));
}

/* One case through its whole hour, one withdrawn, one still ahead; every table has rows. */
static struct cw_world *a_record(void)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit), file = kit_fresh_id(world->kit), session;
	struct cw_case done, withdrawn, ahead;

	thursdays(world);
	cw_with_contact(world, &done);
	scan_consent(world, &done);
	attach(world, &done, &file, "attachment", 'S');
	cw_later(world, 5 * KIT_MINUTE);
	cw_queue(&done, world->ann, &world->hour, 20);
	cw_object(&done, world->ann, &plan, "plan", 'S', 1);
	kit_ok(cw_send(&done, world->ann));
	cw_word(&done, world->kim, "prepare", NULL, "ready");
	kit_ok(cw_send(&done, world->kim));
	cw_queued(world, &withdrawn);
	cw_queued(world, &ahead);
	cw_revoke(&withdrawn, world->ben);
	kit_ok(cw_send(&withdrawn, world->ben));
	kit_ok(kit_call_blobs(world->ann, "draft-put",
		json_pack("{s:s, s:i}", "key", "k", "data", 0),
		(struct et_slice[]){ kit_random(world->kit, 296) }, 1));
	cw_later(world, world->starts_at - kit_now(world->kit));
	session = kit_fresh_id(world->kit);
	cw_session_open(&done, world->ann, &world->hour, &session);
	kit_ok(cw_send(&done, world->ann));
	cw_object(&done, world->kim, &plan, "plan", 'S', 2);
	kit_ok(cw_send(&done, world->kim));
	cw_confirm(&done, world->kim, &plan, 2);
	kit_ok(cw_send(&done, world->kim));
	cw_confirm(&done, world->ann, &plan, 2);
	cw_word(&done, world->ann, "session-close", &session, "handled");
	cw_word(&done, world->ann, "close", NULL, "done");
	kit_ok(cw_send(&done, world->ann));
	kit_advance(world->kit, 2 * KIT_MINUTE);
	kit_verify(world->kit);
	return world;
}

/* --------------------------------------------------------------------- damage */

static void copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");

	assert_non_null(backup);
	assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
	assert_int_equal(sqlite3_backup_finish(backup), SQLITE_OK);
}

/* A copy of the record, to be changed behind the server's back. */
static struct et_store *copy_of(struct et_store *from)
{
	char why[ET_STORE_WHY_LEN];
	struct et_store *copy;

	assert_int_equal(et_store_open_memory(KIT_T0, &copy, why), ET_OK);
	copy_pages(from->db, copy->db);
	return copy;
}

static void run(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
}

/* The texts of a one-column query, each freed by the caller with the list. */
static size_t texts(sqlite3 *db, const char *sql, char **out, size_t max)
{
	sqlite3_stmt *stmt;
	size_t count = 0;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		assert_true(count < max);
		out[count++] = strdup((const char *)sqlite3_column_text(stmt, 0));
	}
	sqlite3_finalize(stmt);
	return count;
}

static void free_texts(char **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i]);
}

/* As someone with the file and a shell would: no triggers, no checks, no keys. */
static void tamper(struct et_store *store, const char *sql)
{
	char *names[64], drop[SQL_MAX];
	size_t count = texts(
		store->db, "SELECT name FROM sqlite_master WHERE type = 'trigger'", names, 64);

	run(store->db, "PRAGMA foreign_keys = OFF");
	run(store->db, "PRAGMA ignore_check_constraints = ON");
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(drop, sizeof(drop), "DROP TRIGGER %s", names[i]);
		run(store->db, drop);
	}
	free_texts(names, count);
	run(store->db, sql);
	run(store->db, "PRAGMA ignore_check_constraints = OFF");
}

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
	struct et_store *copy = copy_of(record);
	char why[ET_VERIFY_WHY_LEN];
	int missed = 0;
	enum et_err err;

	tamper(copy, "");
	run(copy->db, "PRAGMA ignore_check_constraints = ON");
	flip(copy, table, column, order);
	run(copy->db, "PRAGMA ignore_check_constraints = OFF");
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
	struct cw_world *world = a_record();
	struct et_store *record = world->kit->store;
	char *tables[64], *columns[64], sql[SQL_MAX], name[128];
	size_t table_count, column_count, flipped = 0;
	int missed = 0;

	(void)state;
	table_count = texts(record->db,
		"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid", tables, 64);
	for (size_t t = 0; t < table_count; t++) {
		if (LISTED(exempt_tables, tables[t]) || LISTED(opening_tables, tables[t]))
			continue;
		(void)snprintf(
			sql, sizeof(sql), "SELECT name FROM pragma_table_info('%s')", tables[t]);
		column_count = texts(record->db, sql, columns, 64);
		for (size_t c = 0; c < column_count; c++) {
			(void)snprintf(name, sizeof(name), "%s.%s", tables[t], columns[c]);
			if (LISTED(exempt_columns, name))
				continue;
			missed += flip_column(record, tables[t], columns[c], "ASC");
			missed += flip_column(record, tables[t], columns[c], "DESC");
			flipped += 2;
		}
		free_texts(columns, column_count);
	}
	free_texts(tables, table_count);
	assert_int_equal(missed, 0);
	assert_true(flipped > 250);
	cw_world_free(world);
}

/* A row that is gone, from any table of the record. */
static void test_every_table_loses_a_row(void **state)
{
	struct cw_world *world = a_record();
	struct et_store *record = world->kit->store, *copy;
	char *tables[64], sql[SQL_MAX], why[ET_VERIFY_WHY_LEN];
	size_t count = texts(record->db,
		"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid", tables, 64);
	int missed = 0;

	(void)state;
	for (size_t t = 0; t < count; t++) {
		if (LISTED(exempt_tables, tables[t]) || LISTED(opening_tables, tables[t]))
			continue;
		copy = copy_of(record);
		/* The newest checkpoint is known from the file only; the first is not the newest. */
		(void)snprintf(sql, sizeof(sql),
			"DELETE FROM \"%s\" WHERE rowid = (SELECT min(rowid) FROM \"%s\")",
			tables[t], tables[t]);
		tamper(copy, sql);
		if (strcmp(tables[t], "checkpoint") != 0 &&
			et_verify_run(copy, NULL, NULL, why) != ET_CORRUPT) {
			print_error("a row of %s is gone, and nobody misses it\n", tables[t]);
			missed++;
		}
		et_store_close(copy);
	}
	free_texts(tables, count);
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
		{ "UPDATE casefile SET state = 'open' WHERE state = 'closed'",
			"state is not what the statements say" },
		{ "UPDATE credential SET kb = x'00'",
			"kb is not the key bundle that was enrolled" },
		{ "UPDATE place SET minutes = minutes - 1 WHERE state = 'queued'",
			"minutes is not what the statements say" },
		{ "DELETE FROM log WHERE seq = 5", "log seq 6: row 5 is missing before it" },
		{ "INSERT INTO wrap SELECT case_id, 1, comp, epoch, recipient, granter, basis_id, "
		  "w_hash FROM wrap WHERE seq = 3 LIMIT 1",
			"no statement makes this row" },
	};
	struct cw_world *world = a_record();
	char why[ET_VERIFY_WHY_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_store *copy = copy_of(world->kit->store);

		tamper(copy, cases[i].sql);
		assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
		if (strstr(why, cases[i].why) == NULL)
			fail_msg("%s: \"%s\"", cases[i].sql, why);
		et_store_close(copy);
	}
	cw_world_free(world);
}

/* ------------------------------------------------------------- the second place */

/* All checkpoints of the table as the file would have them; its name in path. */
static void write_file(struct kit *kit, char path[64], const char *extra)
{
	struct et_store_checkpoint *rows;
	struct et_buf buf;
	size_t count;
	FILE *file;

	(void)snprintf(path, 64, "/tmp/et-checkpoints-%ld", (long)getpid());
	et_buf_init(&buf, (size_t)1 << 20);
	assert_int_equal(
		et_store_checkpoint_list(kit->store, 0, 1000, kit->arena, &rows, &count), ET_OK);
	assert_true(count >= 2);
	for (size_t i = 0; i < count; i++) {
		et_hex_put(&buf, rows[i].ckpt);
		et_buf_str(&buf, " ");
		et_hex_put(&buf, et_sig_slice(&rows[i].sig));
		et_buf_str(&buf, "\n");
	}
	et_buf_str(&buf, extra);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(buf.ptr, 1, buf.len, file), buf.len);
	assert_int_equal(fclose(file), 0);
	et_buf_fini(&buf);
}

static void count_line(void *ctx, const char *text)
{
	assert_true(strlen(text) > 0);
	++*(int *)ctx;
}

static void test_checkpoint_file(void **state)
{
	struct cw_world *world = a_record();
	char why[ET_VERIFY_WHY_LEN], path[64];
	struct et_store *copy;
	int lines = 0;
	const struct et_verify_sink sink = { count_line, &lines };

	(void)state;
	write_file(world->kit, path, "");
	assert_int_equal(et_verify_run(world->kit->store, path, &sink, why), ET_OK);
	assert_true(lines >= 8);
	/* A crash in the middle of a line. */
	write_file(world->kit, path, "0000");
	assert_int_equal(et_verify_run(world->kit->store, path, NULL, why), ET_OK);
	write_file(world->kit, path, "0000 00\n");
	assert_int_equal(et_verify_run(world->kit->store, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "checkpoint file line"));
	write_file(world->kit, path, "");

	/* The tail of the log was readings only: without the file nobody would miss it. */
	copy = copy_of(world->kit->store);
	tamper(copy, "DELETE FROM checkpoint WHERE seq = (SELECT max(seq) FROM checkpoint)");
	assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_OK);
	assert_int_equal(et_verify_run(copy, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "in the file, not in the table"));
	et_store_close(copy);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(et_verify_run(world->kit->store, path, NULL, why), ET_IO);
	cw_world_free(world);
}

static void test_cut_log(void **state)
{
	struct cw_world *world = a_record();
	char why[ET_VERIFY_WHY_LEN], path[64];
	struct et_store *copy;

	(void)state;
	/* A reading, a checkpoint on it; then someone cuts both off. */
	kit_ok(kit_call(world->coord, "hour-list", json_pack("{s:i, s:i}", "from", 0, "to", 1)));
	cw_later(world, 3 * KIT_MINUTE);
	kit_advance(world->kit, 3 * KIT_MINUTE);
	write_file(world->kit, path, "");
	copy = copy_of(world->kit->store);
	tamper(copy, "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)");
	assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
	tamper(copy, "DELETE FROM checkpoint WHERE seq > (SELECT max(seq) FROM log)");
	assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_OK);
	assert_int_equal(et_verify_run(copy, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "the checkpoint file knows row"));
	et_store_close(copy);
	assert_int_equal(unlink(path), 0);
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
	copy_pages(world->kit->store->db, file);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	assert_int_equal(et_store_open(path, ET_STORE_READ, KIT_T0, &store, why), ET_OK);
	et_store_close(store);
	assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
	run(file, "UPDATE migration SET hash = zeroblob(length(hash))");
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
		cmocka_unit_test(test_checkpoint_file),
		cmocka_unit_test(test_cut_log),
		cmocka_unit_test(test_schema_is_checked_at_opening),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
