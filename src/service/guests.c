/*
 * Asks the invite again whenever something may have ended it, rather than following each way in which it
 * can end: so none is forgotten. A guest is told that it is over, never why: a consent is no business of theirs.
 */
#include "guests.h"

#include <etatunti/service/access.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/casefile.h>

#include "batch.h"
#include "presence.h"
#include "room.h"
#include "seal.h"

#define CHECK_EVERY_MS INT64_C(60000)
#define KNOCK_RETRY_MS 30000

/* Of one link, from everywhere: each knock is a row, and rings where people are talking. */
static const struct et_door_rate link_rate = { 12, 1 };

static const char *const state_words[] = {
	[ET_INVITE_GONE] = "gone",
	[ET_INVITE_OPEN] = "open",
	[ET_INVITE_ADMITTED] = "admitted",
};

const char *et_invite_state_word(enum et_invite_state state)
{
	return state_words[state];
}

/* The consent that the invite rests on is the one in force. */
static enum et_err stands(struct et_call *call, const struct et_store_guest *row, bool *out)
{
	struct et_store_casefile casefile;
	struct et_store_consent consent = { 0 };
	struct et_consent facts;
	bool has;
	enum et_err err;

	*out = false;
	err = et_store_casefile_by_id(call->store, &row->case_id, call->arena, &casefile);
	if (err != ET_OK || !et_slice_eq_str(casefile.state, "open"))
		return err;
	err = et_access_consent(call->store, &row->case_id, call->arena, &consent, &facts, &has);
	if (err == ET_OK)
		*out = et_consent_in_force(&facts, call->now_ms) &&
			et_id_eq(&row->consent_id, &casefile.consent_id);
	return err;
}

enum et_err et_guests_load(struct et_call *call, const struct et_id *guest_id,
	struct et_store_guest *row, enum et_invite_state *out)
{
	bool is_in, holds;
	enum et_err err;

	*out = ET_INVITE_GONE;
	err = et_store_guest_by_id(call->store, guest_id, call->arena, row);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK || row->ended_seq != 0)
		return err;
	is_in = !et_id_is_zero(&row->session_id);
	if (!is_in && row->expires_at <= call->now_ms)
		return ET_OK;
	if ((err = stands(call, row, &holds)) != ET_OK || !holds)
		return err;
	*out = is_in ? ET_INVITE_ADMITTED : ET_INVITE_OPEN;
	return ET_OK;
}

static bool has_keys(const struct et_conn *conn, const struct et_store_guest *row)
{
	return et_key32_eq(&row->pk_s, &conn->knock.pk_s) &&
		et_key32_eq(&row->pk_e, &conn->knock.pk_e);
}

enum et_err et_guests_let_in(struct et_call *call, struct et_store_guest *row)
{
	enum et_invite_state state;
	enum et_err err;

	if ((err = et_guests_load(call, &call->conn->uid, row, &state)) != ET_OK)
		return err;
	return state == ET_INVITE_ADMITTED && has_keys(call->conn, row) ? ET_OK : ET_FORBIDDEN;
}

/* ------------------------------------------------------------------ at the door */

static bool is_of(const struct et_conn *conn, const struct et_id *guest_id)
{
	return conn->state == ET_CONN_GUEST && !conn->closing && et_id_eq(&conn->uid, guest_id);
}

static void put_knock(struct et_json *json, const struct et_conn *conn, bool waiting)
{
	et_json_id(json, "case", &conn->knock.case_id);
	et_json_id(json, "guest", &conn->uid);
	et_json_key32(json, "pk_s", &conn->knock.pk_s);
	et_json_key32(json, "pk_e", &conn->knock.pk_e);
	et_json_sig(json, "link_sig", &conn->knock.link_sig);
	et_json_hash(json, "challenge", &conn->challenge);
	et_json_bool(json, "waiting", waiting);
}

/* The room that the case is in now; NULL: in none, and nobody is told. */
static const struct et_room *room_of(const struct et_service *service, const struct et_id *case_id)
{
	ET_LIST_EACH(&service->rooms, it, after)
	{
		const struct et_room *room = ET_CONTAINER(it, struct et_room, link);

		if (et_id_eq(&room->case_id, case_id))
			return room;
	}
	return NULL;
}

/* Of a knock that is not answered yet. */
static void tell_pair(struct et_call *call, const struct et_conn *conn, bool waiting)
{
	const struct et_room *room = room_of(call->service, &conn->knock.case_id);

	if (room == NULL || conn->knock.let_in)
		return;
	put_knock(et_outbox_event(call, ET_EVENT_GUEST, ET_TO_ROOM_PAIR, &room->session), conn,
		waiting);
}

enum et_err et_guests_may_knock(struct et_call *call, const struct et_id *guest_id)
{
	size_t count = 0;
	int64_t retry_ms;
	enum et_err err;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		count += is_of(ET_CONN_OF(it), guest_id);
	}
	if (count >= ET_KNOCKS_MAX)
		retry_ms = KNOCK_RETRY_MS;
	else if ((err = et_door_ask(call->service->door, "guest", et_id_slice(guest_id), link_rate,
			  et_env_mono_ms(call->env), &retry_ms)) != ET_RATE)
		return err;
	et_json_int(&call->extra, "retry_ms", retry_ms);
	return ET_RATE;
}

static int64_t look_again_at(const struct et_conn *conn, int64_t now_ms)
{
	int64_t at_ms = now_ms + CHECK_EVERY_MS;

	if (!conn->knock.let_in && conn->knock.expires_at > now_ms &&
		conn->knock.expires_at < at_ms)
		at_ms = conn->knock.expires_at;
	return at_ms;
}

enum et_err et_guests_knock(
	struct et_call *call, const struct et_store_guest *row, const struct et_guest_keys *keys)
{
	struct et_conn *conn = call->conn;
	enum et_err err;

	conn->knock = (struct et_conn_knock){
		.case_id = row->case_id,
		.pk_s = keys->pk_s,
		.pk_e = keys->pk_e,
		.link_sig = keys->link_sig,
		.at = call->now_ms,
		.expires_at = row->expires_at,
		.let_in = !et_id_is_zero(&row->session_id),
	};
	err = et_heap_set(
		&call->service->timers, &conn->due.timer, look_again_at(conn, call->now_ms));
	if (err != ET_OK)
		return err;
	conn->uid = row->guest_id;
	conn->state = ET_CONN_GUEST;
	et_outbox_knocked(call);
	tell_pair(call, conn, true);
	return ET_OK;
}

void et_guests_gone(struct et_call *call, struct et_conn *conn)
{
	if (conn->state == ET_CONN_GUEST)
		tell_pair(call, conn, false);
}

enum et_err et_guests_due(struct et_call *call, struct et_conn *conn)
{
	if (conn->closing)
		return ET_OK;
	et_outbox_guests(call, &conn->knock.case_id);
	return et_heap_set(
		&call->service->timers, &conn->due.timer, look_again_at(conn, call->now_ms));
}

/* ------------------------------------------------------- while a call is sealed */

static enum et_err tell_knock(struct et_call *call, const struct et_conn *knocker, bool waiting,
	enum et_audience_kind to, const struct et_id *id)
{
	struct et_json fields;
	enum et_err err;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	put_knock(&fields, knocker, waiting);
	err = et_seal_event(call, ET_EVENT_GUEST, &fields, to, id);
	et_json_fini(&fields);
	return err;
}

/* Whoever has heard the knock. */
static enum et_err tell_answered(struct et_call *call, const struct et_conn *conn)
{
	const struct et_room *room = room_of(call->service, &conn->knock.case_id);

	return room == NULL ? ET_OK
			    : tell_knock(call, conn, false, ET_TO_ROOM_PAIR, &room->session);
}

static enum et_err tell_guest(
	struct et_call *call, const struct et_conn *conn, enum et_event event, const char *reason)
{
	struct et_json fields;
	enum et_err err;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	if (reason != NULL)
		et_json_cstr(&fields, "reason", reason);
	err = et_seal_event(call, event, &fields, ET_TO_CONN, &conn->id);
	et_json_fini(&fields);
	return err;
}

/* The relay stops with the room that is left; a connection without rights is none. */
static enum et_err over(struct et_call *call, struct et_conn *conn, const char *reason)
{
	enum et_err err = ET_OK;

	et_batch_moved(call->service, conn);
	if (!conn->knock.let_in)
		err = tell_answered(call, conn);
	if (err == ET_OK)
		err = tell_guest(call, conn, ET_EVENT_GUEST_OVER, reason);
	if (err == ET_OK)
		err = et_presence_leave_all(call, conn);
	return err == ET_OK ? et_seal_close(call, conn) : err;
}

static enum et_err let_in(struct et_call *call, struct et_conn *conn)
{
	enum et_err err;

	et_batch_moved(call->service, conn);
	conn->knock.let_in = true;
	err = tell_answered(call, conn);
	return err == ET_OK ? tell_guest(call, conn, ET_EVENT_ADMITTED, NULL) : err;
}

static enum et_err settle(struct et_call *call, struct et_conn *conn)
{
	struct et_store_guest row;
	enum et_invite_state state;
	enum et_err err;

	if ((err = et_guests_load(call, &conn->uid, &row, &state)) != ET_OK)
		return err;
	if (state == ET_INVITE_GONE)
		return over(call, conn, "over");
	if (state == ET_INVITE_OPEN)
		return call->now_ms - conn->knock.at < ET_KNOCK_LIFE_MS ? ET_OK
									: over(call, conn, "over");
	if (!has_keys(conn, &row))
		return over(call, conn, "used");
	return conn->knock.let_in ? ET_OK : let_in(call, conn);
}

enum et_err et_guests_settle(struct et_call *call, const struct et_id *case_id)
{
	enum et_err err;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		struct et_conn *conn = ET_CONN_OF(it);

		if (conn->state != ET_CONN_GUEST || conn->closing ||
			(case_id != NULL && !et_id_eq(&conn->knock.case_id, case_id)))
			continue;
		if ((err = settle(call, conn)) != ET_OK)
			return err;
	}
	return ET_OK;
}

static enum et_err tell_member(
	struct et_call *call, const struct et_conn *member, const struct et_id *case_id)
{
	enum et_err err;

	if ((member->roles & ET_ROLE_WORKER) == 0)
		return ET_OK;
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		const struct et_conn *conn = ET_CONN_OF(it);

		if (conn->state != ET_CONN_GUEST || conn->closing || conn->knock.let_in ||
			!et_id_eq(&conn->knock.case_id, case_id))
			continue;
		if ((err = tell_knock(call, conn, true, ET_TO_CONN, &member->id)) != ET_OK)
			return err;
	}
	return ET_OK;
}

enum et_err et_guests_joined(
	struct et_call *call, struct et_conn *conn, const struct et_id *case_id)
{
	enum et_err err;

	if (conn->state != ET_CONN_GUEST)
		return tell_member(call, conn, case_id);
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if (ET_CONN_OF(it) == conn || !is_of(ET_CONN_OF(it), &conn->uid))
			continue;
		if ((err = over(call, ET_CONN_OF(it), "moved")) != ET_OK)
			return err;
	}
	return ET_OK;
}
