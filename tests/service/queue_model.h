/*
 * The queue of one series once more, as simply as it can be said: arrays and loops, no database, nothing of
 * src/. What test_queue_model.c holds the real one against.
 */
#ifndef ETATUNTI_TESTS_SERVICE_QUEUE_MODEL_H
#define ETATUNTI_TESTS_SERVICE_QUEUE_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include <etatunti/base/err.h>

#define QM_CASES 40
#define QM_HOURS 4000
#define QM_HOUR_MS INT64_C(3600000)

enum qm_state { QM_NONE, QM_WAITING, QM_QUEUED, QM_READY, QM_NEEDS_INFO, QM_IN_TURN };

struct qm_case {
	uint8_t id[16];
	bool general, closed;
	bool consent, acked; /* there is one that has not been ended */
	int64_t from, to;
	enum qm_state state;
	int hour; /* -1: none */
	int minutes;
	bool urgent, carried;
	int64_t queued_at;
	int64_t not_before; /* when the hour starts that it lost */
	int queueing;       /* its how manyth time in the queue */
};

/* A place that is taken, over or not. */
struct qm_place {
	int c, minutes, queueing;
	bool over;
};

struct qm_hour {
	int64_t start;
	bool planned;
	int count;
	struct qm_place places[4];
};

struct qm {
	int64_t now;
	struct qm_case cases[QM_CASES];
	struct qm_hour hours[QM_HOURS]; /* in no order: they move */
	int hour_count;
};

/* Each answers as the server must, and changes nothing unless ET_OK. hour -1: the first with room. */
enum et_err qm_queue(struct qm *qm, int c, int hour, int minutes, bool urgent, bool right_consent);
enum et_err qm_unqueue(struct qm *qm, int c, int hour);
enum et_err qm_place(struct qm *qm, int c, int hour, int pos);
/* to QM_READY, QM_NEEDS_INFO, or QM_NONE: answered in writing. */
enum et_err qm_prepare(struct qm *qm, int c, enum qm_state to);
enum et_err qm_revoke(struct qm *qm, int c);
/* In the place of the one that stands, or the first. */
enum et_err qm_consent(struct qm *qm, int c, int64_t from, int64_t to);
enum et_err qm_ack(struct qm *qm, int c);
enum et_err qm_open(struct qm *qm, int c, int hour);
enum et_err qm_close_session(struct qm *qm, int c, bool carried);
enum et_err qm_close(struct qm *qm, int c);

/* A coordinator's: the hour falls away, comes back, or is at another instant. */
void qm_cancel(struct qm *qm, int hour);
void qm_plan(struct qm *qm, int hour);
void qm_move(struct qm *qm, int hour, int64_t start);
void qm_new_hour(struct qm *qm, int64_t start);

/* What is due by the clock: hours that are over, the consent gate, room that is left. */
void qm_clock(struct qm *qm);

/* Who waits, in the published order; how many. */
int qm_line(const struct qm *qm, int *out);
bool qm_covers(const struct qm *qm, int c, int hour);

#endif
