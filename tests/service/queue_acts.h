/*
 * A run of the queue's model: what the model and the store share, and the statements that are put to both.
 */
#ifndef ETATUNTI_TESTS_SERVICE_QUEUE_ACTS_H
#define ETATUNTI_TESTS_SERVICE_QUEUE_ACTS_H

#include "casework.h"
#include "queue_model.h"

#define AHEAD 8 /* hours that are there, one a day */

struct run {
	struct cw_world *world;
	struct et_arena *arena;
	struct qm qm;
	struct et_user ann, ben, kim;
	struct et_id cases[QM_CASES], consents[QM_CASES], docs[QM_CASES], sessions[QM_CASES];
	struct et_hash doc_hashes[QM_CASES], consent_stmts[QM_CASES];
	struct et_id hours[QM_HOURS];
	struct et_id none;
	uint64_t random;
	int64_t serial;
	int64_t step, next_day;
	int64_t accepted, refused;
};

#define DONE(call) \
	do { \
		enum et_err done_ = (call); \
		if (done_ != ET_OK) \
			fail_msg("step %lld: %s: %s", (long long)run->step, #call, \
				et_err_symbol(done_)); \
	} while (0)

/* Random numbers, ids that nobody has. */
int64_t qa_below(struct run *run, int64_t limit);
struct et_id qa_fresh(struct run *run);
const struct et_id *qa_hour(const struct run *run, int hour);

/* What the kinds answered, and the model. */
struct outcome {
	enum et_err real, model;
};

struct outcome qa_queue(struct run *run, int c);
struct outcome qa_unqueue(struct run *run, int c);
struct outcome qa_place(struct run *run, int c);
struct outcome qa_prepare(struct run *run, int c);
struct outcome qa_revoke(struct run *run, int c);
struct outcome qa_consent(struct run *run, int c);
struct outcome qa_ack(struct run *run, int c);
struct outcome qa_open(struct run *run, int c);
struct outcome qa_close_session(struct run *run, int c);
struct outcome qa_close(struct run *run, int c);

#endif
