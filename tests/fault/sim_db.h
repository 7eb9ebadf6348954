/*
 * What is read of the record beside the server, on its own connection and between its turns: each query prepared once for as
 * long as the record is open.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_DB_H
#define ETATUNTI_TESTS_FAULT_SIM_DB_H

#include <sqlite3.h>

#include <etatunti/base/types.h>

enum sim_query {
	SQ_STATEMENTS, /* rowid > ?: rowid, case_id, stmt, sig, hash, author */
	SQ_DIRECTORY,  /* seq > ?: seq, stmt, sig, hash, issuer */
	SQ_LOG,        /* seq > ?: seq, row, hash */
	SQ_HOURS,      /* places and minutes of each hour beyond what it may have */
	SQ_ROOM,       /* of a session: case_id, whether it is open */
	SQ_KELA_WRAPS, /* of a case: S keys of Kela's people */
	SQ_REPLY,      /* uid, id: the reply that is remembered */
	SQ_REPLIES,    /* rowid >= ?: rowid, id, reply, at */
	SQ_DRAFT,      /* uid, key: its bytes */
	SQ_CHECKPOINT, /* seq: the row's hash, whether there is such a checkpoint */
	SQ_CASE,       /* case_id: as sim_act.h reads it */
	SQ_HOURS_AHEAD, /* series, not ended at ?, before ?: hour_id, starts_at, ends_at, local_date, state */
	SQ_NEXT_HOUR, /* planned, with places, starts after ?: starts_at */
	SQ_HOUR_END,  /* series, not begun at ?: when its next planned hour ends */
	SQ_HOURS_NOW, /* planned, with places, around ?: count */
	SQ_OBJECT,    /* case, type: newest object_id, rev, ct_hash, comp */
	SQ_GUEST,     /* case: newest that has not ended: guest_id */
	SQ_COUNT
};

struct sim_db {
	sqlite3 *db;
	sqlite3_stmt *stmts[SQ_COUNT];
};

void sim_db_open(struct sim_db *db, sqlite3 *of);
void sim_db_close(struct sim_db *db);

/* Ready to be bound and stepped; sqlite3_reset it when it was read. */
sqlite3_stmt *sim_db_ask(struct sim_db *db, enum sim_query query);
/* The same with its first parameter. */
sqlite3_stmt *sim_db_ask_of(struct sim_db *db, enum sim_query query, const struct et_id *id);
sqlite3_stmt *sim_db_ask_from(struct sim_db *db, enum sim_query query, int64_t from);

struct et_slice sim_db_bytes(sqlite3_stmt *stmt, int column);
struct et_id sim_db_id(sqlite3_stmt *stmt, int column);
struct et_hash sim_db_hash(sqlite3_stmt *stmt, int column);

#endif
