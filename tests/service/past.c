/* A database as text and back, by SQLite alone: what a build of today thinks of it is not asked. */
#include "past.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>

#include "record.h"

#define HEAD_FMT "-- log.key %s\n-- now %" PRId64 "\n"
#define SEED_HEX_LEN (2 * (size_t)ET_SEED_LEN)

static void put_value(FILE *out, sqlite3_stmt *row, int at)
{
	const uint8_t *bytes = sqlite3_column_blob(row, at);
	int len = sqlite3_column_bytes(row, at);
	char *quoted;

	switch (sqlite3_column_type(row, at)) {
	case SQLITE_INTEGER: fprintf(out, "%lld", (long long)sqlite3_column_int64(row, at)); break;
	case SQLITE_TEXT:
		assert_non_null(quoted = sqlite3_mprintf("%Q", sqlite3_column_text(row, at)));
		fputs(quoted, out);
		sqlite3_free(quoted);
		break;
	case SQLITE_BLOB:
		fputs("X'", out);
		for (int i = 0; i < len; i++)
			fprintf(out, "%02x", bytes[i]);
		fputs("'", out);
		break;
	default: fputs("NULL", out); break;
	}
}

static void put_rows(FILE *out, sqlite3 *db, const char *table)
{
	char sql[128];
	sqlite3_stmt *row;

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\"", table);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
	while (sqlite3_step(row) == SQLITE_ROW) {
		fprintf(out, "INSERT INTO \"%s\" VALUES (", table);
		for (int at = 0; at < sqlite3_column_count(row); at++) {
			fputs(at > 0 ? "," : "", out);
			put_value(out, row, at);
		}
		fputs(");\n", out);
	}
	assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
}

/* What the query names, in the order in which it was made: its text, and its rows if it has any. */
static void put_all(FILE *out, sqlite3 *db, const char *query, bool rows)
{
	sqlite3_stmt *found;

	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &found, NULL), SQLITE_OK);
	while (sqlite3_step(found) == SQLITE_ROW) {
		fprintf(out, "%s;\n", sqlite3_column_text(found, 1));
		if (rows)
			put_rows(out, db, (const char *)sqlite3_column_text(found, 0));
	}
	assert_int_equal(sqlite3_finalize(found), SQLITE_OK);
}

void past_write(struct et_store *store, const struct past_head *head, const char *path)
{
	FILE *out = fopen(path, "wx");
	char hex[SEED_HEX_LEN + 1];

	if (out == NULL)
		fail_msg("%s is there already, or can't be made: a past one is never written anew",
			path);
	et_hex_encode(et_slice_of(head->log_seed, ET_SEED_LEN), hex);
	fprintf(out, HEAD_FMT, hex, head->now_ms);
	fputs("-- Invented people; made by `service_past --make`, for good: ARCHITECTURE.md, "
	      "\"Migrations\".\n"
	      "PRAGMA application_id = 1163145265;\nBEGIN;\n",
		out);
	put_all(out, store->db,
		"SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
		"'sqlite_%' ORDER BY rowid",
		true);
	put_all(out, store->db,
		"SELECT name, sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL "
		"ORDER BY rowid",
		false);
	fputs("COMMIT;\n", out);
	assert_int_equal(fclose(out), 0);
}

static char *text_of(const char *path)
{
	FILE *in = fopen(path, "rb");
	char *text;
	long len;

	if (in == NULL)
		fail_msg("there is no %s", path);
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	len = ftell(in);
	rewind(in);
	assert_non_null(text = calloc(1, (size_t)len + 1));
	assert_int_equal(fread(text, 1, (size_t)len, in), len);
	(void)fclose(in);
	return text;
}

void past_read(const char *text_path, const char *database_path, struct past_head *head)
{
	char *text = text_of(text_path), hex[SEED_HEX_LEN + 1];
	sqlite3 *db;

	assert_int_equal(
		sscanf(text, "-- log.key %64[0-9a-f]\n-- now %" SCNd64 "\n", hex, &head->now_ms),
		2);
	assert_int_equal(et_hex_decode(et_slice_str(hex), head->log_seed, ET_SEED_LEN), ET_OK);
	assert_int_equal(sqlite3_open(database_path, &db), SQLITE_OK);
	record_exec(db, "PRAGMA journal_mode = WAL");
	record_exec(db, text);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	free(text);
}
