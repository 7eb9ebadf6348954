/* See memory_content.h. Statements of its own, gone again before anybody else's. */
#include "memory_content.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* after the four above */
#include <cmocka.h>
#include <sqlite3.h>

#include <etatunti/base/encode.h>

#include "store/handle.h"

#define ID_KEY "\"id\":\""

static sqlite3_stmt *prepared(struct et_store *store, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	return stmt;
}

static void add_row(struct et_hasher *hasher, sqlite3_stmt *stmt)
{
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		int type = sqlite3_column_type(stmt, i); /* before it is converted */
		const void *bytes = sqlite3_column_blob(stmt, i);
		uint32_t head[] = { (uint32_t)type, (uint32_t)sqlite3_column_bytes(stmt, i) };

		et_hasher_add(hasher, et_slice_of((const uint8_t *)head, sizeof(head)));
		et_hasher_add(hasher, et_slice_of(bytes, head[1]));
	}
}

static void add_table(struct et_hasher *hasher, struct et_store *store, const char *name)
{
	char sql[256];
	sqlite3_stmt *stmt;

	assert_non_null(sqlite3_snprintf(sizeof(sql), sql, "SELECT * FROM \"%w\"", name));
	stmt = prepared(store, sql);
	et_hasher_add(hasher, et_slice_str(name));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		add_row(hasher, stmt);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
}

struct et_hash mc_content(struct et_store *store)
{
	sqlite3_stmt *tables = prepared(
		store, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
	struct et_hasher hasher;

	et_hasher_init(&hasher);
	while (sqlite3_step(tables) == SQLITE_ROW)
		add_table(&hasher, store, (const char *)sqlite3_column_text(tables, 0));
	assert_int_equal(sqlite3_finalize(tables), SQLITE_OK);
	return et_hasher_end(&hasher);
}

bool mc_remembers(struct et_store *store, const struct et_id *id)
{
	sqlite3_stmt *stmt = prepared(store, "SELECT 1 FROM reply WHERE id = ?1");
	bool found;

	assert_int_equal(
		sqlite3_bind_blob(stmt, 1, id->b, sizeof(id->b), SQLITE_STATIC), SQLITE_OK);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	return found;
}

bool mc_id_of(struct et_slice frame, struct et_id *out)
{
	const uint8_t *at = memmem(frame.ptr, frame.len, ID_KEY, strlen(ID_KEY));
	size_t from = at == NULL ? 0 : (size_t)(at - frame.ptr) + strlen(ID_KEY);

	return at != NULL &&
		et_b64u_decode(et_slice_sub(frame, from, ET_B64U_LEN(sizeof(out->b))), out->b,
			sizeof(out->b)) == ET_OK;
}

void mc_reply_begins(const struct et_id *id, char *out, size_t size)
{
	char text[ET_B64U_LEN(sizeof(id->b)) + 1];

	et_b64u_encode(et_id_slice(id), text);
	(void)snprintf(out, size, ID_KEY "%s\",\"ok\":", text);
}
