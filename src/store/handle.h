/*
 * The inside of struct et_store, for the files that open, run, transact and migrate. The nouns see only
 * sql.h.
 */
#ifndef ETATUNTI_SRC_STORE_HANDLE_H
#define ETATUNTI_SRC_STORE_HANDLE_H

#include <sqlite3.h>

#include <etatunti/store/store.h>
#include <etatunti/store/txn.h>

#include "sql.gen.h"

struct et_store {
	sqlite3 *db;
	sqlite3_stmt *stmts[ET_Q_COUNT]; /* prepared on first use */
	bool shape_checked[ET_Q_COUNT];
	struct {
		bool is_open;
		enum et_err lost; /* why SQLite rolled it back by itself; ET_OK: it did not */
		int depth;
		const char *who[ET_STORE_TXN_DEPTH_MAX + 1]; /* [0]: the transaction */
	} txn;
	uint64_t changes;  /* changes.h */
	bool to_shred;     /* what was deleted is to leave the WAL too: at the next commit */
	bool dead;         /* after ET_STORAGE nothing is tried any more */
	char *scratch_dir; /* private copy that ET_STORE_READ made; removed by close */
	int hold_fd;       /* lock that ET_STORE_COPY holds, -1: none */
	char message[ET_STORE_WHY_LEN];
};

/* What a SQLite result means for us; keeps its message, notices a lost transaction or a dead file. */
enum et_err et_store_fail(struct et_store *store, int rc) ET_MUST_USE;

#endif
