/* Written from PROTOCOL.md section 5, not from the code. */
#include "queue_model.h"

#include <string.h>

#define MINUTE INT64_C(60000)

static bool has_hour(const struct qm_case *cs)
{
	return cs->state >= QM_QUEUED;
}

static bool is_ahead(const struct qm_case *cs)
{
	return cs->state == QM_QUEUED || cs->state == QM_READY || cs->state == QM_NEEDS_INFO;
}

static int64_t end_of(const struct qm *qm, int hour)
{
	return qm->hours[hour].start + QM_HOUR_MS;
}

bool qm_covers(const struct qm *qm, int c, int hour)
{
	const struct qm_case *cs = &qm->cases[c];

	return cs->general ||
		(cs->consent && cs->acked && cs->from <= qm->hours[hour].start &&
			end_of(qm, hour) <= cs->to);
}

static bool in_force(const struct qm *qm, int c)
{
	const struct qm_case *cs = &qm->cases[c];

	return cs->general || (cs->consent && cs->acked && cs->from <= qm->now && qm->now < cs->to);
}

static int minutes_of(const struct qm_hour *hour)
{
	int sum = 0;

	for (int i = 0; i < hour->count; i++)
		sum += hour->places[i].minutes;
	return sum;
}

static enum et_err room(const struct qm *qm, int hour, int minutes)
{
	if (qm->hours[hour].count >= 4)
		return ET_HOUR_FULL;
	return minutes_of(&qm->hours[hour]) + minutes > 60 ? ET_HOUR_MINUTES : ET_OK;
}

static void take_out(struct qm *qm, int c)
{
	struct qm_hour *hour = &qm->hours[qm->cases[c].hour];
	int kept = 0;

	for (int i = 0; i < hour->count; i++) {
		if (hour->places[i].c != c || hour->places[i].over)
			hour->places[kept++] = hour->places[i];
	}
	hour->count = kept;
	qm->cases[c].hour = -1;
}

static void put_in(struct qm *qm, int c, int hour, int pos)
{
	struct qm_hour *to = &qm->hours[hour];
	int at = pos == 0 || pos > to->count + 1 ? to->count : pos - 1;

	for (int i = to->count; i > at; i--)
		to->places[i] = to->places[i - 1];
	to->places[at] = (struct qm_place){
		.c = c, .minutes = qm->cases[c].minutes, .queueing = qm->cases[c].queueing
	};
	to->count++;
	qm->cases[c].hour = hour;
	qm->cases[c].not_before = 0;
	if (qm->cases[c].state == QM_WAITING)
		qm->cases[c].state = QM_QUEUED;
}

/* The turn is over; what was taken of the hour stays taken. */
static void end_turn(struct qm *qm, int c)
{
	struct qm_hour *hour = &qm->hours[qm->cases[c].hour];

	for (int i = 0; i < hour->count; i++) {
		if (hour->places[i].c == c && !hour->places[i].over)
			hour->places[i].over = true;
	}
	qm->cases[c].hour = -1;
	qm->cases[c].state = QM_NONE;
}

static void wait_again(struct qm *qm, int c, int64_t had, bool carried)
{
	take_out(qm, c);
	qm->cases[c].not_before = had;
	qm->cases[c].state = QM_WAITING;
	qm->cases[c].carried |= carried;
}

static void carry_over(struct qm *qm, int c)
{
	qm->cases[c].not_before = qm->hours[qm->cases[c].hour].start;
	end_turn(qm, c);
	qm->cases[c].state = QM_WAITING;
	qm->cases[c].carried = true;
}

static bool goes_before(const struct qm_case *a, const struct qm_case *b)
{
	if (a->carried != b->carried)
		return a->carried;
	if (a->urgent != b->urgent)
		return a->urgent;
	if (a->queued_at != b->queued_at)
		return a->queued_at < b->queued_at;
	return memcmp(a->id, b->id, 16) < 0;
}

int qm_line(const struct qm *qm, int *out)
{
	bool taken[QM_CASES] = { false };
	int count = 0;

	for (;;) {
		int first = -1;

		for (int c = 0; c < QM_CASES; c++) {
			if (qm->cases[c].state == QM_WAITING && !taken[c] &&
				(first < 0 || goes_before(&qm->cases[c], &qm->cases[first])))
				first = c;
		}
		if (first < 0)
			return count;
		taken[first] = true;
		out[count++] = first;
	}
}

/* The earliest hour after that instant that takes place, or -1. */
static int next_hour(const struct qm *qm, int64_t after)
{
	int next = -1;

	for (int h = 0; h < qm->hour_count; h++) {
		if (qm->hours[h].planned && qm->hours[h].start > after &&
			(next < 0 || qm->hours[h].start < qm->hours[next].start))
			next = h;
	}
	return next;
}

/* Not before the hour that it had, and not where a turn of it has been already. */
static bool may_go(const struct qm *qm, int c, int hour)
{
	for (int i = 0; i < qm->hours[hour].count; i++) {
		const struct qm_place *place = &qm->hours[hour].places[i];

		if (place->c == c && place->queueing == qm->cases[c].queueing)
			return false;
	}
	return qm->cases[c].not_before <= qm->hours[hour].start && qm_covers(qm, c, hour);
}

static bool fill_one(struct qm *qm, int hour)
{
	int line[QM_CASES], count = qm_line(qm, line);

	for (int i = 0; i < count; i++) {
		if (may_go(qm, line[i], hour) &&
			room(qm, hour, qm->cases[line[i]].minutes) == ET_OK) {
			put_in(qm, line[i], hour, 0);
			return true;
		}
	}
	return false;
}

static void settle(struct qm *qm)
{
	for (int h = next_hour(qm, qm->now); h >= 0; h = next_hour(qm, qm->hours[h].start)) {
		while (fill_one(qm, h))
			;
	}
}

enum et_err qm_queue(struct qm *qm, int c, int hour, int minutes, bool urgent, bool right_consent)
{
	struct qm_case *cs = &qm->cases[c];
	enum et_err err;

	if (cs->closed || cs->state != QM_NONE || minutes < 10 || minutes > 30)
		return ET_BAD_STATEMENT;
	if (!right_consent)
		return ET_NO_CONSENT;
	if (hour < 0 && !cs->general && !(cs->consent && cs->acked && qm->now < cs->to))
		return ET_NO_CONSENT;
	if (hour >= 0 && (!qm->hours[hour].planned || end_of(qm, hour) <= qm->now))
		return ET_HOUR_CLOSED;
	if (hour >= 0 && !qm_covers(qm, c, hour))
		return ET_NO_CONSENT;
	if (hour >= 0 && (err = room(qm, hour, minutes)) != ET_OK)
		return err;
	cs->minutes = minutes;
	cs->urgent = urgent;
	cs->carried = false;
	cs->queued_at = qm->now;
	cs->not_before = 0;
	cs->queueing++;
	cs->state = QM_WAITING;
	if (hour >= 0)
		put_in(qm, c, hour, 0);
	settle(qm);
	return ET_OK;
}

enum et_err qm_unqueue(struct qm *qm, int c, int hour)
{
	struct qm_case *cs = &qm->cases[c];

	if (cs->closed || cs->state == QM_NONE || cs->state == QM_IN_TURN || cs->hour != hour)
		return ET_BAD_STATEMENT;
	if (hour >= 0)
		take_out(qm, c);
	cs->state = QM_NONE;
	settle(qm);
	return ET_OK;
}

enum et_err qm_place(struct qm *qm, int c, int hour, int pos)
{
	struct qm_case *cs = &qm->cases[c];
	enum et_err err;

	if (cs->closed || cs->state == QM_NONE || cs->state == QM_IN_TURN ||
		pos > qm->hours[hour].count + (cs->hour == hour ? 0 : 1))
		return ET_BAD_STATEMENT;
	if (!qm->hours[hour].planned || qm->hours[hour].start <= qm->now)
		return ET_HOUR_CLOSED;
	if (cs->hour != hour && !qm_covers(qm, c, hour))
		return ET_NO_CONSENT;
	if (cs->hour != hour && (err = room(qm, hour, cs->minutes)) != ET_OK)
		return err;
	if (cs->hour >= 0)
		take_out(qm, c);
	put_in(qm, c, hour, pos);
	settle(qm);
	return ET_OK;
}

enum et_err qm_prepare(struct qm *qm, int c, enum qm_state to)
{
	struct qm_case *cs = &qm->cases[c];

	if (cs->closed || cs->state == QM_NONE || cs->state == QM_IN_TURN)
		return ET_BAD_STATEMENT;
	if (!in_force(qm, c))
		return ET_NO_CONSENT;
	if (to != QM_NONE && !has_hour(cs))
		return ET_BAD_STATEMENT;
	if (to == QM_NONE && cs->hour >= 0)
		take_out(qm, c);
	cs->state = to;
	if (to == QM_NONE)
		settle(qm);
	return ET_OK;
}

enum et_err qm_revoke(struct qm *qm, int c)
{
	struct qm_case *cs = &qm->cases[c];

	if (cs->general || !cs->consent)
		return ET_BAD_STATEMENT;
	cs->consent = false;
	if (cs->state == QM_IN_TURN)
		end_turn(qm, c);
	else if (cs->hour >= 0)
		take_out(qm, c);
	cs->state = QM_NONE;
	settle(qm);
	return ET_OK;
}

enum et_err qm_consent(struct qm *qm, int c, int64_t from, int64_t to)
{
	struct qm_case *cs = &qm->cases[c];

	if (cs->closed || cs->general || to <= from || to <= qm->now)
		return ET_BAD_STATEMENT;
	if (cs->consent && cs->state == QM_IN_TURN)
		end_turn(qm, c);
	cs->consent = true;
	cs->acked = false;
	cs->from = from;
	cs->to = to;
	settle(qm);
	return ET_OK;
}

enum et_err qm_ack(struct qm *qm, int c)
{
	struct qm_case *cs = &qm->cases[c];

	if (cs->closed || cs->general || !cs->consent || cs->acked)
		return ET_BAD_STATEMENT;
	cs->acked = true;
	settle(qm);
	return ET_OK;
}

enum et_err qm_open(struct qm *qm, int c, int hour)
{
	struct qm_case *cs = &qm->cases[c];

	if (cs->closed || cs->state == QM_NONE || cs->state == QM_IN_TURN)
		return ET_BAD_STATEMENT;
	if (!in_force(qm, c))
		return ET_NO_CONSENT;
	if (cs->hour != hour)
		return ET_BAD_STATEMENT;
	if (!qm->hours[hour].planned || qm->now < qm->hours[hour].start - 15 * MINUTE ||
		qm->now > end_of(qm, hour) + 60 * MINUTE)
		return ET_HOUR_CLOSED;
	for (int i = 0; i < qm->hours[hour].count; i++) {
		const struct qm_place *place = &qm->hours[hour].places[i];

		if (!place->over && qm->cases[place->c].state == QM_IN_TURN)
			return ET_BAD_STATEMENT;
	}
	cs->state = QM_IN_TURN;
	return ET_OK;
}

enum et_err qm_close_session(struct qm *qm, int c, bool carried)
{
	if (qm->cases[c].closed || qm->cases[c].state != QM_IN_TURN)
		return ET_BAD_STATEMENT;
	if (!carried) {
		end_turn(qm, c);
		return ET_OK;
	}
	carry_over(qm, c);
	settle(qm);
	return ET_OK;
}

enum et_err qm_close(struct qm *qm, int c)
{
	if (qm->cases[c].closed || qm->cases[c].state != QM_NONE)
		return ET_BAD_STATEMENT;
	qm->cases[c].closed = true;
	return ET_OK;
}

static void release(struct qm *qm, int hour, int64_t had, bool all)
{
	for (int c = 0; c < QM_CASES; c++) {
		if (qm->cases[c].hour == hour && is_ahead(&qm->cases[c]) &&
			(all || !qm_covers(qm, c, hour)))
			wait_again(qm, c, had, true);
	}
	settle(qm);
}

void qm_cancel(struct qm *qm, int hour)
{
	qm->hours[hour].planned = false;
	release(qm, hour, qm->hours[hour].start, true);
}

void qm_plan(struct qm *qm, int hour)
{
	qm->hours[hour].planned = true;
	settle(qm);
}

void qm_move(struct qm *qm, int hour, int64_t start)
{
	int64_t had = qm->hours[hour].start;

	qm->hours[hour].start = start;
	release(qm, hour, had, false);
}

void qm_new_hour(struct qm *qm, int64_t start)
{
	qm->hours[qm->hour_count++] = (struct qm_hour){ .start = start, .planned = true };
}

/* The earliest hour whose lobby has closed with somebody still to come, or -1. */
static int first_over(const struct qm *qm)
{
	int first = -1;

	for (int c = 0; c < QM_CASES; c++) {
		int h = qm->cases[c].hour;

		if (is_ahead(&qm->cases[c]) && qm->now > end_of(qm, h) + 60 * MINUTE &&
			(first < 0 || qm->hours[h].start < qm->hours[first].start))
			first = h;
	}
	return first;
}

void qm_clock(struct qm *qm)
{
	for (int h = first_over(qm); h >= 0; h = first_over(qm)) {
		for (int c = 0; c < QM_CASES; c++) {
			if (qm->cases[c].hour == h && is_ahead(&qm->cases[c]))
				carry_over(qm, c);
		}
		settle(qm);
	}
	for (int h = next_hour(qm, qm->now); h >= 0; h = next_hour(qm, qm->hours[h].start)) {
		for (int i = 0;
			qm->hours[h].start - qm->now <= 24 * QM_HOUR_MS && i < qm->hours[h].count;
			i++) {
			int c = qm->hours[h].places[i].c;

			if (qm->hours[h].places[i].over || !is_ahead(&qm->cases[c]) ||
				qm_covers(qm, c, h))
				continue;
			wait_again(qm, c, qm->hours[h].start, false);
			settle(qm);
			i = -1;
		}
	}
	settle(qm);
}
