/*
 * What a kind of case statement is: one const descriptor in one file, src/service/statements/<name>.c,
 * and one line in statement_kinds.def. What is the same for all kinds (chain, signature, who may when)
 * is append.c's; a kind says only what is its own.
 *
 *   parse    the body's bytes → its struct                          (append and verify)
 *   check    may it be, now? Reads the store, asks the domain       (append and verify)
 *   match    is the data that came with it what was signed?         (append)
 *   project  what follows from it, in the projection tables only    (append and verify)
 *   keep     the data that came with it, outside the projections    (append)
 *
 * check depends on the projections and unsigned records, the author and the call's time alone: verify
 * asks it again with the state and the time of then. project depends on the statement, the projections and the time of the log's row (line) alone, so
 * that verify can rebuild every table from the chains.
 */
#ifndef ETATUNTI_SERVICE_STATEMENTS_STATEMENT_H
#define ETATUNTI_SERVICE_STATEMENTS_STATEMENT_H

#include <etatunti/crypto/chain.h>
#include <etatunti/service/kind.h>
#include <etatunti/service/outbox.h>

#include "queue_settle.h"
#include "standing.h"

/* One statement on its way through its kind. */
struct et_step {
	struct et_store *store;
	struct et_arena *arena;
	const struct et_deployment *deployment;
	struct et_statement stmt;    /* verified */
	const struct et_slice *data; /* the data blobs that came with it */
	size_t data_count;
	const void *body; /* what parse read */

	/* What project does to the queue: at the time of the log's row, as verify has it. */
	struct et_line line;

	/* For check and match only. */
	struct et_call *call;        /* the time is call->now_ms, the author call->user */
	struct et_standing standing; /* the author's */
	struct et_act act;           /* check adds object, compartment, recipient */

	/* What project leaves for those who are to be told. Zero: nothing. */
	struct et_id series;         /* it frees or wants room there: settled after project */
	struct et_id closed_session; /* its room closes */
	enum et_room_end closed_why;
	struct et_id opened_hour; /* a session was opened in it: the others are called */
	bool contacts_out;        /* Kela's contacts lost their right by it */
	struct et_id removed;     /* this person did */
	bool asks;                /* Kela's contact wants to know more: the pair is reminded */
};

struct et_statement_kind {
	struct et_kind_doc doc;
	enum et_case_kind kind;
	size_t data_min, data_max; /* how many data blobs */
	bool is_quiet;             /* it does not count as a change of the case (updated_at) */
	size_t body_len;           /* of the struct that parse fills */
	enum et_err (*parse)(const struct et_step *step, void *body);
	enum et_err (*check)(struct et_step *step);
	enum et_err (*match)(struct et_step *step); /* NULL: nothing to match */
	enum et_err (*project)(struct et_step *step);
	enum et_err (*keep)(struct et_step *step); /* NULL: nothing to keep */
};

const struct et_statement_kind *et_statement_kind_of(enum et_case_kind kind);

/* Reads the body of step->stmt by its kind into step->body. ET_BAD_STATEMENT, ET_NO_MEMORY. */
enum et_err et_statement_parse(struct et_step *step, const struct et_statement_kind *kind)
	ET_MUST_USE;

/* The kind's project, the queue settled after it, and the head of the case. For append and for verify. */
enum et_err et_statement_project(struct et_step *step, const struct et_statement_kind *kind)
	ET_MUST_USE;

/*
 * Closes the open session of the case, if any, with that outcome; its place gets the same word.
 * Carried over it waits again. Leaves closed_session and closed_why in the step. For project functions.
 */
enum et_err et_statement_end_session(
	struct et_step *step, const char *outcome, enum et_room_end why) ET_MUST_USE;

/* The consent of the case has changed: if it waits, that may be what it waits for; if it has a place, its hour is told. */
enum et_err et_statement_wants_room(struct et_step *step) ET_MUST_USE;

/*
 * Kela's way into the case ends: its S keys are taken back, guests' invites are over, an open session is
 * interrupted. For the project of what ends a consent.
 */
enum et_err et_statement_end_access(struct et_step *step) ET_MUST_USE;

#endif
