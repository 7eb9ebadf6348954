/*
 * Puts SQL from standard input to a database file and prints the rows: what a record holds, and what an earlier program would
 * have left. Knows nothing of Etätunti. A field ends in a tab, blobs are hex.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#define SQL_MAX ((size_t)4 << 20)

static int fail(sqlite3 *db)
{
	fprintf(stderr, "fault_sql: %s\n", sqlite3_errmsg(db));
	return 1;
}

static void print_field(sqlite3_stmt *row, int at)
{
	if (sqlite3_column_type(row, at) == SQLITE_BLOB) {
		const unsigned char *bytes = sqlite3_column_blob(row, at);

		for (int i = 0; i < sqlite3_column_bytes(row, at); i++)
			printf("%02x", bytes[i]);
	} else if (sqlite3_column_type(row, at) != SQLITE_NULL) {
		fputs((const char *)sqlite3_column_text(row, at), stdout);
	}
	putchar('\t');
}

static int run(sqlite3 *db, const char *sql)
{
	while (*sql != '\0') {
		sqlite3_stmt *row = NULL;

		if (sqlite3_prepare_v2(db, sql, -1, &row, &sql) != SQLITE_OK)
			return fail(db);
		while (row != NULL && sqlite3_step(row) == SQLITE_ROW) {
			for (int at = 0; at < sqlite3_column_count(row); at++)
				print_field(row, at);
			putchar('\n');
		}
		if (sqlite3_finalize(row) != SQLITE_OK)
			return fail(db);
	}
	return 0;
}

int main(int argc, char *argv[])
{
	char *sql = malloc(SQL_MAX);
	sqlite3 *db = NULL;
	size_t len;
	int code;

	if (argc != 2 || sql == NULL) {
		fprintf(stderr, "usage: fault_sql FILE < SQL\n");
		free(sql);
		return 2;
	}
	len = fread(sql, 1, SQL_MAX - 1, stdin);
	sql[len] = '\0';
	if (sqlite3_open(argv[1], &db) != SQLITE_OK)
		code = fail(db);
	else
		code = run(db, sql);
	free(sql);
	return sqlite3_close(db) != SQLITE_OK ? 1 : code;
}
