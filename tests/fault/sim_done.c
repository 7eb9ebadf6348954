/* See sim_done.h. */
#include "sim_done.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>

#include "sim_chain.h"

#define DAY_MS (INT64_C(24) * 3600000)
#define DRAFT_KEPT_MS (89 * DAY_MS) /* the server: 90 days */

static bool wrong(struct sim_done *done, const char *what, const char *of)
{
	if (done->why[0] == '\0')
		(void)snprintf(done->why, SIM_WHY_LEN, "%s: %s", what, of);
	return false;
}

void sim_done_init(struct sim_done *done, struct sim_ask *ask, char *why)
{
	*done = (struct sim_done){ .ask = ask, .why = why };
}

bool sim_done_is_recent(const struct sim_done *done, const struct sa_request *request)
{
	return request->is_answered && done->newest_ms - request->answered_at < DAY_MS;
}

static void take_draft(struct sim_done *done, const struct sa_request *request)
{
	struct sd_draft *draft = &done->drafts[request->person][request->draft];

	*draft = (struct sd_draft){ .what = request->what, .at = done->now_ms, .turn = done->turn };
}

static bool take(struct sim_done *done, sqlite3_stmt *stmt)
{
	const struct et_id id = sim_db_id(stmt, 1);
	char text[ET_B64U_LEN(sizeof(id.b)) + 1];
	struct sa_request *request;

	done->row = sqlite3_column_int64(stmt, 0);
	done->row_at = sqlite3_column_int64(stmt, 3);
	done->row_id = id;
	et_b64u_encode(et_id_slice(&id), text);
	request = sim_ask_of(done->ask, text);
	if (request == NULL || (request->row == done->row && request->row_at == done->row_at))
		return true;
	if (sim_done_is_recent(done, request))
		return wrong(done, "one request was done twice", request->command->name);
	request->row = done->row;
	request->row_at = done->row_at;
	request->answer = et_hash_of(sim_db_bytes(stmt, 2));
	request->answered_at = done->now_ms;
	request->is_answered = true;
	if (request->draft >= 0)
		take_draft(done, request);
	return true;
}

/* Where the newest row that was seen is gone, numbers have come again: all are looked at. */
static sqlite3_stmt *newer(struct sim_done *done, struct sim_core *core)
{
	sqlite3_stmt *stmt = sim_db_ask_from(&core->db, SQ_REPLIES, done->row);

	if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int64(stmt, 0) == done->row &&
		sqlite3_column_int64(stmt, 3) == done->row_at) {
		const struct et_id id = sim_db_id(stmt, 1);

		if (et_id_eq(&id, &done->row_id))
			return stmt;
	}
	sqlite3_reset(stmt);
	return sim_db_ask_from(&core->db, SQ_REPLIES, 0);
}

bool sim_done_follow(struct sim_done *done, struct sim_core *core)
{
	sqlite3_stmt *stmt;
	bool good = true;

	done->turn++;
	done->now_ms = core->fake.now_ms;
	if (done->newest_ms < done->now_ms)
		done->newest_ms = done->now_ms;
	stmt = newer(done, core);
	while (good && sqlite3_step(stmt) == SQLITE_ROW)
		good = take(done, stmt);
	sqlite3_reset(stmt);
	return good;
}

static bool is_newest(
	const struct sim_done *done, const struct sd_draft *draft, const struct et_hash *what)
{
	return et_hash_eq(&draft->what, what) ||
		(et_hash_is_zero(what) && done->newest_ms - draft->at >= DRAFT_KEPT_MS);
}

/* Of one that was another when the turn began it is not known which came first. */
bool sim_done_got(
	struct sim_done *done, const struct sa_request *request, const struct et_hash *what)
{
	const struct sd_draft *draft = &done->drafts[request->person][request->draft];

	return draft->turn == done->turn || is_newest(done, draft, what) ||
		wrong(done, "told of a draft that is not the newest",
			et_hash_is_zero(what) ? "of none" : "of another");
}

void sim_done_draft_key(int person, int draft, char out[32])
{
	(void)snprintf(out, 32, "d%d-%d", person, draft);
}

bool sim_done_is_kept(struct sim_done *done, struct sim_core *core)
{
	bool good = true;
	char key[32];

	for (int i = 0; i < SW_PEOPLE * SIM_DRAFTS && good; i++) {
		int person = i / SIM_DRAFTS, draft = i % SIM_DRAFTS;
		sqlite3_stmt *stmt =
			sim_db_ask_of(&core->db, SQ_DRAFT, &core->world->people[person].uid);
		struct et_hash what = { { 0 } };

		sim_done_draft_key(person, draft, key);
		assert_int_equal(sqlite3_bind_text(stmt, 2, key, -1, SQLITE_TRANSIENT), SQLITE_OK);
		if (sqlite3_step(stmt) == SQLITE_ROW)
			what = et_hash_of(sim_db_bytes(stmt, 0));
		sqlite3_reset(stmt);
		good = is_newest(done, &done->drafts[person][draft], &what) ||
			wrong(done, "a draft that was kept", "is gone, or an older one is back");
	}
	return good;
}
