/*
 * What one run of verify carries from part to part. Private to this folder; one file per part.
 */
#ifndef ETATUNTI_SERVICE_VERIFY_STATE_H
#define ETATUNTI_SERVICE_VERIFY_STATE_H

#include <etatunti/base/arena.h>
#include <etatunti/base/map.h>
#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/service/call.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/invite.h>

/* Rows read at a time; the arena is emptied between pages. */
#define ET_VERIFY_PAGE 512

/* An enrolment as it stands in the table, and whether the log has told of it. */
struct et_verify_answer {
	struct et_store_enrolment row;
	bool seen;
};

/* A checkpoint of the file, in its order. */
struct et_verify_mark {
	int64_t seq;
	struct et_hash hash;
};

struct et_verify {
	struct et_store *data, *built;
	struct et_arena *page;           /* rows of the part, emptied by it */
	struct et_arena *step;           /* one row's work, emptied for each */
	struct et_arena *all;            /* lives as long as the run */
	struct et_deployment deployment; /* genesis, g, log_pk */
	struct et_slice salt_secret;
	struct et_chain_head directory; /* of the statements that the log has told of */
	struct et_map *answers;         /* invite id → struct et_verify_answer */
	struct et_map *answers_by_eh;   /* first 16 bytes of eh → the same */
	int64_t hours;                  /* rows of the log about one */
	struct et_verify_mark *marks;
	size_t mark_count, mark_cap;
	int64_t replayed; /* statements of cases */
	const struct et_verify_sink *sink;
	char *why;
};

/* The sentence, unless there is one already. Always ET_CORRUPT. */
enum et_err et_verify_fail(struct et_verify *run, const char *fmt, ...) ET_MUST_USE ET_PRINTF(2, 3);
/* A line for the sink. */
void et_verify_say(const struct et_verify *run, const char *fmt, ...) ET_PRINTF(2, 3);

/* Ids and hashes in sentences: hex, the first 8 bytes of a hash. */
struct et_verify_hex {
	char text[33];
};
struct et_verify_hex et_verify_id(const struct et_id *id);

/* The parts, in the order in which they run. */
enum et_err et_verify_genesis(struct et_verify *run) ET_MUST_USE;
/* The log's key is the one that the first founder attested: before any checkpoint is judged by it. */
enum et_err et_verify_log_key(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_enrolments(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_read_marks(struct et_verify *run, const char *path) ET_MUST_USE;
enum et_err et_verify_log(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_projections(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_data(struct et_verify *run) ET_MUST_USE;

/*
 * Of one row of the log that says ok and names something signed or written: checks it against the copy as
 * it is at this row, and projects it into the copy. So each one meets people, keys, pairs, series,
 * substitutes and policies as they were then.
 */
enum et_err et_verify_dir_statement(struct et_verify *run, const struct et_logrow *logged)
	ET_MUST_USE;
enum et_err et_verify_enrolment(struct et_verify *run, const struct et_logrow *logged) ET_MUST_USE;
enum et_err et_verify_relogin(struct et_verify *run, const struct et_logrow *logged) ET_MUST_USE;
enum et_err et_verify_hour(struct et_verify *run, const struct et_logrow *logged) ET_MUST_USE;
enum et_err et_verify_retention(struct et_verify *run, const struct et_logrow *logged) ET_MUST_USE;
enum et_err et_verify_measure(struct et_verify *run, const struct et_logrow *logged) ET_MUST_USE;
enum et_err et_verify_measure_drop(struct et_verify *run, const struct et_logrow *logged)
	ET_MUST_USE;
enum et_err et_verify_queue(struct et_verify *run, const struct et_logrow *logged) ET_MUST_USE;
enum et_err et_verify_replay(struct et_verify *run, const struct et_logrow *row) ET_MUST_USE;

/* At the end of the log: nothing is left over that it has not told of. */
enum et_err et_verify_directory_end(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_enrolments_end(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_relogins_end(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_cases_end(struct et_verify *run) ET_MUST_USE;

/*
 * The enrolment that answers that invitation, opened and with its salt checked: *answer NULL if there is
 * none.
 */
struct et_invitation;
struct et_enrol;
enum et_err et_verify_open_answer(struct et_verify *run, const struct et_id *id,
	struct et_invitation *invitation, struct et_enrol *enrol, struct et_verify_answer **answer)
	ET_MUST_USE;

#endif
