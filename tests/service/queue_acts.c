/* Each kind of statement about the queue, random, to its kind and to the model. */
#include "queue_acts.h"

#include <sqlite3.h>
#include <string.h>

#include <etatunti/store/casefile.h>
#include <etatunti/store/consent.h>
#include <etatunti/store/txn.h>

#include "service/statements/statement.h"
#include "store/handle.h"

static uint64_t next(struct run *run)
{
	run->random ^= run->random << 13;
	run->random ^= run->random >> 7;
	run->random ^= run->random << 17;
	return run->random;
}

int64_t qa_below(struct run *run, int64_t limit)
{
	return (int64_t)(next(run) % (uint64_t)limit);
}

struct et_id qa_fresh(struct run *run)
{
	struct et_id id = { { 0 } };

	run->serial++;
	memcpy(id.b, "model", 5);
	for (size_t i = 0; i < 8; i++)
		id.b[15 - i] = (uint8_t)((uint64_t)run->serial >> (8 * i));
	return id;
}

const struct et_id *qa_hour(const struct run *run, int hour)
{
	return hour < 0 ? &run->none : &run->hours[hour];
}

/* As append.c does it, from the table on: what stands before that is chains and signatures. */
static enum et_err apply(struct run *run, struct et_step *step, enum et_case_kind kind)
{
	const struct et_statement_kind *what = et_statement_kind_of(kind);
	struct et_casefile state;
	enum et_err err;

	DONE(et_standing_load(step->call, &step->stmt.case_id, &step->standing));
	state = et_standing_state(&step->standing);
	err = et_casefile_may(
		kind, et_standing_author(&step->standing, step->call->user, kind), &state);
	if (err != ET_OK || (err = et_statement_parse(step, what)) != ET_OK)
		return err;
	if ((err = what->check(step)) != ET_OK)
		return err;
	step->stmt.seq = step->standing.casefile.seq + 1;
	return et_statement_project(step, what);
}

static enum et_err say(struct run *run, int c, const struct et_user *by, enum et_case_kind kind,
	struct et_buf *body)
{
	struct kit *kit = run->world->kit;
	struct et_call call = { .env = &kit->fake.env,
		.now_ms = run->qm.now,
		.arena = run->arena,
		.store = kit->store,
		.deployment = &kit->deployment,
		.user = by };
	struct et_step step = { .store = kit->store,
		.arena = run->arena,
		.deployment = &kit->deployment,
		.stmt = { .case_id = run->cases[c],
			.time_ms = run->qm.now,
			.author = by->uid,
			.body = et_buf_view(body) },
		.call = &call };
	struct et_id mark = qa_fresh(run);
	int depth;
	enum et_err err;

	memcpy(step.stmt.hash.b, mark.b, sizeof(mark.b));
	if (kind == ET_CASE_CONSENT)
		run->consent_stmts[c] = step.stmt.hash;
	et_json_init(&call.extra, 4096);
	et_line_init(&step.line, kit->store, run->arena, run->qm.now);
	DONE(et_store_txn_save(kit->store, "step", &depth));
	err = apply(run, &step, kind);
	if (err == ET_OK)
		DONE(et_store_txn_release(kit->store, depth));
	else
		DONE(et_store_txn_back(kit->store, depth));
	et_json_fini(&call.extra);
	et_buf_fini(body);
	return err;
}

static void begin(struct et_buf *buf, const char *label)
{
	et_buf_init(buf, 4096);
	et_lp_put_label(buf, label);
}

/* A random hour of those not long over, or now and then the case's own. */
static int some_hour(struct run *run, int c)
{
	int window = AHEAD + 3;

	if (run->qm.cases[c].hour >= 0 && qa_below(run, 2) == 0)
		return run->qm.cases[c].hour;
	if (run->qm.hour_count < window)
		window = run->qm.hour_count;
	return run->qm.hour_count - 1 - (int)qa_below(run, window);
}

struct outcome qa_queue(struct run *run, int c)
{
	int hour = qa_below(run, 2) == 0 ? -1 : some_hour(run, c);
	int minutes = 9 + (int)qa_below(run, 23);
	bool urgent = qa_below(run, 4) == 0, right = qa_below(run, 20) != 0;
	struct et_id consent = run->consents[c];
	struct outcome out;
	struct et_buf body;

	if (!right)
		consent.b[3] ^= 1;
	begin(&body, "ET1/queue");
	et_lp_put_id(&body, &run->world->series);
	et_lp_put_id(&body, qa_hour(run, hour));
	et_lp_put_ms(&body, minutes);
	et_lp_put_str(&body, urgent ? "urgent" : "normal");
	et_lp_put_id(&body, &consent);
	out.real = say(run, c, &run->ann, ET_CASE_QUEUE, &body);
	out.model = qm_queue(&run->qm, c, hour, minutes, urgent, right);
	return out;
}

struct outcome qa_unqueue(struct run *run, int c)
{
	int hour = qa_below(run, 8) == 0 ? some_hour(run, c) : run->qm.cases[c].hour;
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/unqueue");
	et_lp_put_id(&body, qa_hour(run, hour));
	et_lp_put_str(&body, "");
	out.real = say(run, c, &run->ann, ET_CASE_UNQUEUE, &body);
	out.model = qm_unqueue(&run->qm, c, hour);
	return out;
}

struct outcome qa_place(struct run *run, int c)
{
	int hour = some_hour(run, c), pos = (int)qa_below(run, 6);
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/place");
	et_lp_put_id(&body, qa_hour(run, hour));
	et_lp_put_ms(&body, pos);
	out.real = say(run, c, &run->ann, ET_CASE_PLACE, &body);
	out.model = qm_place(&run->qm, c, hour, pos);
	return out;
}

struct outcome qa_prepare(struct run *run, int c)
{
	static const char *const words[] = { "answered", "ready", "needs-info" };
	static const enum qm_state states[] = { QM_NONE, QM_READY, QM_NEEDS_INFO };
	int64_t which = qa_below(run, 3);
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/prepare");
	et_lp_put_str(&body, words[which]);
	out.real = say(run, c, &run->kim, ET_CASE_PREPARE, &body);
	out.model = qm_prepare(&run->qm, c, states[which]);
	return out;
}

struct outcome qa_revoke(struct run *run, int c)
{
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/revoke");
	et_lp_put_id(&body, &run->consents[c]);
	et_lp_put_str(&body, "client");
	et_lp_put_str(&body, "oral");
	et_lp_put_ms(&body, run->qm.now);
	out.real = say(run, c, &run->ben, ET_CASE_REVOKE, &body);
	out.model = qm_revoke(&run->qm, c);
	return out;
}

struct outcome qa_consent(struct run *run, int c)
{
	int64_t from = run->qm.now + (qa_below(run, 8) - 6) * KIT_DAY;
	int64_t to = from + (qa_below(run, 40) - 1) * KIT_DAY;
	struct et_id id = qa_fresh(run);
	struct et_hash dh = { { 1 } };
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/consent");
	et_lp_put_id(&body, &id);
	et_lp_put_hash(&body, &dh);
	et_lp_put_id(&body, &run->docs[c]);
	et_lp_put_hash(&body, &run->doc_hashes[c]);
	et_lp_put_id(&body, &run->none);
	et_lp_put_hash(&body, &(struct et_hash){ { 0 } });
	et_lp_put_ms(&body, from);
	et_lp_put_ms(&body, to);
	et_lp_put_str(&body, "et-consent-1");
	et_lp_put_str(&body, "drawn");
	et_lp_put_id(&body, run->qm.cases[c].consent ? &run->consents[c] : &run->none);
	out.real = say(run, c, &run->ann, ET_CASE_CONSENT, &body);
	out.model = qm_consent(&run->qm, c, from, to);
	if (out.real == ET_OK)
		run->consents[c] = id;
	return out;
}

struct outcome qa_ack(struct run *run, int c)
{
	struct et_store_consent consent = { 0 };
	struct outcome out;
	struct et_buf body;

	(void)!et_store_consent_by_id(
		run->world->kit->store, &run->consents[c], run->arena, &consent);
	begin(&body, "ET1/consent-ack");
	et_lp_put_id(&body, &run->consents[c]);
	et_lp_put_hash(&body, &consent.stmt_hash);
	out.real = say(run, c, &run->ben, ET_CASE_CONSENT_ACK, &body);
	out.model = qm_ack(&run->qm, c);
	return out;
}

struct outcome qa_open(struct run *run, int c)
{
	int hour = some_hour(run, c);
	struct et_id session = qa_fresh(run);
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/session-open");
	et_lp_put_id(&body, qa_hour(run, hour));
	et_lp_put_id(&body, &session);
	out.real = say(run, c, &run->ann, ET_CASE_SESSION_OPEN, &body);
	out.model = qm_open(&run->qm, c, hour);
	if (out.real == ET_OK)
		run->sessions[c] = session;
	return out;
}

struct outcome qa_close_session(struct run *run, int c)
{
	static const char *const words[] = { "carried-over", "handled", "interrupted" };
	int64_t which = qa_below(run, 3);
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/session-close");
	et_lp_put_id(&body, &run->sessions[c]);
	et_lp_put_str(&body, words[which]);
	out.real = say(run, c, &run->ben, ET_CASE_SESSION_CLOSE, &body);
	out.model = qm_close_session(&run->qm, c, which == 0);
	return out;
}

/* A closed one is opened again behind the rules' back, so that there is something left to do. */
struct outcome qa_close(struct run *run, int c)
{
	struct outcome out;
	struct et_buf body;

	begin(&body, "ET1/close");
	et_lp_put_str(&body, "");
	out.real = say(run, c, &run->ann, ET_CASE_CLOSE, &body);
	out.model = qm_close(&run->qm, c);
	if (out.model == ET_BAD_STATEMENT && run->qm.cases[c].closed) {
		assert_int_equal(
			sqlite3_exec(run->world->kit->store->db,
				"UPDATE casefile SET state = 'open', closed_by = NULL WHERE state = 'closed';"
				"DELETE FROM case_end",
				NULL, NULL, NULL),
			SQLITE_OK);
		for (int i = 0; i < QM_CASES; i++)
			run->qm.cases[i].closed = false;
	}
	return out;
}
