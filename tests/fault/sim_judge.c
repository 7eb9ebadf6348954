/* See sim_judge.h. */
#include "sim_judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/service/verify.h>

#define DAY_MS (INT64_C(24) * 3600000)

static bool wrong(struct sim_judge *judge, const char *what, const char *more)
{
	if (judge->why[0] == '\0')
		(void)snprintf(judge->why, sizeof(judge->why), "%s: %.400s", what, more);
	return false;
}

void sim_judge_init(
	struct sim_judge *judge, struct sim_core *core, struct sim_net *net, struct sim_ask *ask)
{
	*judge = (struct sim_judge){ .core = core, .net = net, .ask = ask };
	sim_chain_init(&judge->chain, core->world, judge->why);
	sim_done_init(&judge->done, ask, judge->why);
}

void sim_judge_fini(struct sim_judge *judge)
{
	sim_chain_fini(&judge->chain);
}

/* ------------------------------------------------------------------- what is said */

/* Bytes of exactly that length. */
static bool get_bytes(const json_t *object, const char *key, void *out, size_t len)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL && et_b64u_decode(et_slice_str(text), out, len) == ET_OK;
}

/* Of a case's chain, or of the directory. */
static bool is_committed(struct sim_judge *judge, const json_t *said, const struct et_id *case_id)
{
	int64_t seq = json_integer_value(json_object_get(said, "seq"));
	struct et_hash hash;

	return get_bytes(said, "hash", hash.b, sizeof(hash.b)) &&
		sim_chain_has(&judge->chain, case_id, seq, &hash);
}

static bool is_checkpoint(struct sim_judge *judge, const json_t *event)
{
	const struct et_deployment *deployment = &judge->core->world->kit->deployment;
	const char *text = json_string_value(json_object_get(event, "ckpt"));
	struct et_checkpoint checkpoint;
	struct et_hash hash = { { 0 } };
	uint8_t bytes[512];
	struct et_sig sig;
	sqlite3_stmt *stmt;
	size_t len = text == NULL ? 0 : et_b64u_decoded_len(strlen(text));

	if (len == 0 || len > sizeof(bytes) || !get_bytes(event, "ckpt", bytes, len) ||
		!get_bytes(event, "sig", sig.b, sizeof(sig.b)) ||
		et_checkpoint_open(et_slice_of(bytes, len), &sig, &deployment->log_pk,
			&deployment->g, &checkpoint) != ET_OK)
		return false;
	stmt = sim_db_ask_from(&judge->core->db, SQ_CHECKPOINT, checkpoint.seq);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		hash = sim_db_hash(stmt, 0);
	sqlite3_reset(stmt);
	return et_hash_eq(&hash, &checkpoint.hash);
}

static bool hear_event(struct sim_judge *judge, const char *name, const json_t *event)
{
	struct et_id id = { { 0 } };
	bool good = true;

	judge->events++;
	if (strcmp(name, "case") == 0)
		good = get_bytes(event, "case", id.b, sizeof(id.b)) &&
			is_committed(judge, event, &id);
	else if (strcmp(name, "directory") == 0)
		good = is_committed(judge, event, &id);
	else if (strcmp(name, "checkpoint") == 0)
		good = is_checkpoint(judge, event);
	return good || wrong(judge, "an event was seen that is not committed", name);
}

static bool is_remembered(struct sim_judge *judge, const struct sa_request *request)
{
	const struct et_id nobody = { { 0 } };
	const struct et_id *uid =
		request->person < 0 ? &nobody : &judge->core->world->people[request->person].uid;
	sqlite3_stmt *stmt = sim_db_ask_of(&judge->core->db, SQ_REPLY, uid);
	struct et_hash hash = { { 0 } };
	struct et_id id;

	assert_int_equal(et_b64u_decode(et_slice_str(request->id), id.b, sizeof(id.b)), ET_OK);
	assert_int_equal(
		sqlite3_bind_blob(stmt, 2, id.b, sizeof(id.b), SQLITE_TRANSIENT), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		hash = et_hash_of(sim_db_bytes(stmt, 0));
	sqlite3_reset(stmt);
	return et_hash_eq(&hash, &request->answer);
}

/* "Done": then it is there, and was said before in no other words. */
static bool hear_done(struct sim_judge *judge, struct sa_request *request,
	const struct sn_frame *frame, const json_t *ok)
{
	const struct et_hash answer = et_hash_of(et_slice_of(frame->bytes, frame->len));
	const char *name = request->command->name;
	struct et_id id = { { 0 } };

	if (request->command->effect != ET_WRITE)
		return true;
	if (!request->is_answered)
		return wrong(judge, "acknowledged and not remembered", name);
	if (!et_hash_eq(&answer, &request->answer))
		return wrong(judge, "one request, two answers", name);
	if (strcmp(name, "case-append") == 0 && request->cs >= 0)
		id = judge->chain.cases[request->cs].id;
	return (strcmp(name, "dir-append") != 0 && et_id_is_zero(&id)) ||
		is_committed(judge, ok, &id) || wrong(judge, "acknowledged and not there", name);
}

/* What Kela gets of a case, as long as there is a consent. */
static bool hear_kela(struct sim_judge *judge, const struct sa_request *request, const json_t *ok)
{
	const struct sc_case *cs = &judge->chain.cases[request->cs];
	bool may = sim_chain_was_in_force(&judge->chain, cs, judge->core->fake.now_ms);
	const json_t *wraps = json_object_get(ok, "wraps");

	for (size_t i = 0; !may && i < json_array_size(wraps); i++) {
		int64_t seq = json_integer_value(json_array_get(wraps, i));

		if (seq < 1 || seq > cs->head.seq || cs->grants[seq] != 'C')
			return wrong(
				judge, "a key for Kela without a consent in force", "case-get");
	}
	if (!may && request->of_s)
		return wrong(
			judge, "Kela reads without a consent in force", request->command->name);
	return true;
}

static bool hear_hours(struct sim_judge *judge, const json_t *ok)
{
	const json_t *hours = json_object_get(ok, "hours");

	for (size_t i = 0; i < json_array_size(hours); i++) {
		const json_t *places = json_object_get(json_array_get(hours, i), "places");
		int64_t minutes = 0;

		for (size_t k = 0; k < json_array_size(places); k++)
			minutes += json_integer_value(
				json_object_get(json_array_get(places, k), "minutes"));
		if (json_array_size(places) > 4 || minutes > 60)
			return wrong(judge, "an hour is told with too much in it", "hour-list");
	}
	return true;
}

/* What was done is not refused when it is asked again; but who asks may be nobody any more. */
static bool hear_refused(
	struct sim_judge *judge, const struct sa_request *request, const char *code)
{
	const struct et_hash none = { { 0 } };
	static const char *const before[] = { "bad_state", "denied", "forbidden", "rate_limited" };

	if (strcmp(code, "internal") == 0 && !judge->core->is_armed)
		return wrong(judge, "refused for no reason that is known", request->command->name);
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		if (strcmp(code, before[i]) == 0)
			return true;
	}
	if (request->draft >= 0 && request->command->effect == ET_READ &&
		strcmp(code, "not_found") == 0)
		return sim_done_got(&judge->done, request, &none);
	return !sim_done_is_recent(&judge->done, request) ||
		wrong(judge, "done, and refused when asked again", request->command->name);
}

static void hear(void *ctx, uint64_t front, const struct sn_frame *frame)
{
	struct sim_judge *judge = ctx;
	const json_t *ok = json_object_get(frame->json, "ok");
	const char *name = json_string_value(json_object_get(frame->json, "ev"));
	const char *id = json_string_value(json_object_get(frame->json, "id"));
	struct sa_request *request;

	(void)front;
	if (name != NULL) {
		(void)hear_event(judge, name, frame->json);
		return;
	}
	judge->replies++;
	if (id == NULL || (request = sim_ask_of(judge->ask, id)) == NULL)
		return;
	if (ok == NULL) {
		(void)hear_refused(judge, request,
			json_string_value(
				json_object_get(json_object_get(frame->json, "error"), "code")));
		return;
	}
	(void)hear_done(judge, request, frame, ok);
	if (request->cs >= 0 && request->person >= 0 && sim_is_of_kela(request->person))
		(void)hear_kela(judge, request, ok);
	if (request->draft >= 0 && request->command->effect == ET_READ)
		(void)sim_done_got(&judge->done, request, &frame->blobs);
	if (strcmp(request->command->name, "hour-list") == 0)
		(void)hear_hours(judge, ok);
}

/* --------------------------------------------------------------------- what is */

/* All, where anything has been written since. */
static bool judge_hours(struct sim_judge *judge)
{
	int64_t changes = sqlite3_total_changes64(judge->core->db.db);
	sqlite3_stmt *stmt;
	bool over;

	if (changes == judge->changes)
		return true;
	judge->changes = changes;
	judge->hours++;
	stmt = sim_db_ask(&judge->core->db, SQ_HOURS);
	over = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_reset(stmt);
	return !over || wrong(judge, "an hour", "has more than four cases or sixty minutes");
}

/* A clock that is put back to before a consent began ends no call that is going on under it. */
static int64_t room_now_ms(const struct sim_judge *judge, const struct sc_case *cs)
{
	int64_t now = judge->core->fake.now_ms, from = cs->consent.from;

	return now < from && from <= judge->done.newest_ms ? from : now;
}

static bool judge_room(struct sim_judge *judge, const struct et_id *room)
{
	sqlite3_stmt *stmt = sim_db_ask_of(&judge->core->db, SQ_ROOM, room);
	const struct sc_case *cs;
	struct et_id case_id;
	bool have = sqlite3_step(stmt) == SQLITE_ROW, is_open;

	case_id = sim_db_id(stmt, 0);
	is_open = have && sqlite3_column_int(stmt, 1) != 0;
	sqlite3_reset(stmt);
	if (!have) /* a lobby */
		return true;
	judge->rooms++;
	cs = sim_chain_case(&judge->chain, &case_id);
	if (cs == NULL || !is_open)
		return wrong(judge, "somebody is in a room", "whose session is over");
	return sim_chain_in_force(&judge->chain, cs, room_now_ms(judge, cs)) ||
		wrong(judge, "somebody is in a room", "without a consent in force");
}

/* With a consent that was withdrawn the keys go. */
static bool judge_keys(struct sim_judge *judge)
{
	struct sim_chain *chain = &judge->chain;
	bool good = true;

	for (int i = 0; i < chain->count && good; i++) {
		const struct sc_case *cs = &chain->cases[i];
		sqlite3_stmt *stmt;

		if (cs->shaken != chain->turn || !cs->consent.ended)
			continue;
		stmt = sim_db_ask_of(&judge->core->db, SQ_KELA_WRAPS, &cs->id);
		good = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int64(stmt, 0) == 0;
		sqlite3_reset(stmt);
	}
	return good || wrong(judge, "Kela's keys", "outlive the consent that was withdrawn");
}

bool sim_judge_turn(struct sim_judge *judge)
{
	const struct sim_net *net = judge->net;

	if (!sim_chain_follow(&judge->chain, judge->core) ||
		!sim_done_follow(&judge->done, judge->core))
		return false;
	sim_net_route(judge->net, judge->core, hear, judge);
	for (size_t i = 0; i < net->seat_count; i++) {
		if (!judge_room(judge, &net->seats[i].room))
			return false;
	}
	return judge_hours(judge) && judge_keys(judge) && judge->why[0] == '\0';
}

/* --------------------------------------------------------------------- what is left */

bool sim_judge_restart(struct sim_judge *judge)
{
	judge->changes = -1;
	if (!sim_chain_is_kept(&judge->chain, judge->core) ||
		!sim_done_follow(&judge->done, judge->core))
		return false;
	for (size_t i = 0; i < SA_REQUESTS; i++) {
		const struct sa_request *request = &judge->ask->requests[i];

		if (sim_done_is_recent(&judge->done, request) && !is_remembered(judge, request))
			return wrong(judge, "acknowledged and forgotten in a crash",
				request->command->name);
	}
	return sim_done_is_kept(&judge->done, judge->core);
}

bool sim_judge_whole(struct sim_judge *judge)
{
	struct et_slice lines;
	char why[ET_VERIFY_WHY_LEN] = "", path[128];
	enum et_err err;
	FILE *file;

	judge->verified++;
	sim_core_settle(judge->core);
	lines = et_buf_view(&judge->core->checkpoints);
	(void)snprintf(
		path, sizeof(path), "%s/%ld.log", judge->core->world->names.dir, (long)getpid());
	assert_non_null(file = fopen(path, "w"));
	assert_int_equal(fwrite(lines.ptr, 1, lines.len, file), lines.len);
	assert_int_equal(fclose(file), 0);
	err = et_verify_run(judge->core->store, path, NULL, why);
	assert_int_equal(unlink(path), 0);
	return (err == ET_OK || wrong(judge, "verify", why)) &&
		sim_done_is_kept(&judge->done, judge->core);
}
