/*
 * The head of the append-only log and the writing of its rows, inside whatever transaction is open.
 */
#ifndef ETATUNTI_SERVICE_SRC_ACTLOG_H
#define ETATUNTI_SERVICE_SRC_ACTLOG_H

#include <etatunti/service/call.h>

struct et_actlog {
	int64_t seq;
	struct et_hash hash;    /* G while the log is empty */
	int64_t checkpoint_seq; /* the newest row that a checkpoint covers */
};

/* Reads where the log ends, at start and after a transaction was lost. */
enum et_err et_actlog_load(struct et_actlog *log, struct et_store *store, const struct et_hash *g,
	struct et_arena *arena) ET_MUST_USE;

/*
 * Appends one row for what the call's actor did. If the savepoint around it is taken back, restore
 * the copy of *log made before.
 */
enum et_err et_actlog_append(struct et_actlog *log, const struct et_call *call,
	const struct et_act *act, enum et_err result) ET_MUST_USE;
/* The same for what happened to somebody else in the course of the call. */
enum et_err et_actlog_append_for(struct et_actlog *log, const struct et_call *call,
	const struct et_id *actor, const struct et_id *actor_org, const struct et_act *act,
	enum et_err result) ET_MUST_USE;

#endif
