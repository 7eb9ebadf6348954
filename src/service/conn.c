/*
 * The life of a connection and of the session on it.
 */
#include "conn.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/session.h>
#include <etatunti/store/user.h>

#include "batch.h"
#include "guests.h"

/* How often seen_at is written, and so how exact the idle time of `re` is. */
#define TOUCH_MS INT64_C(60000)

enum et_err et_service_opened(struct et_service *service, uint64_t front, struct et_slice address)
{
	struct et_conn *conn = calloc(1, sizeof(*conn));
	enum et_err err;

	if (conn == NULL)
		return ET_NO_MEMORY;
	conn->front = front;
	conn->state = ET_CONN_NEW;
	conn->due.kind = ET_DUE_CONN;
	memcpy(conn->address, address.ptr,
		address.len < ET_ADDRESS_LEN_MAX ? address.len : ET_ADDRESS_LEN_MAX);
	if ((err = et_map_insert_u64(service->conns_by_front, front, conn)) != ET_OK) {
		free(conn);
		return err;
	}
	et_list_push_back(&service->conns, &conn->link);
	return ET_OK;
}

void et_conn_forget(struct et_service *service, struct et_conn *conn)
{
	et_heap_unset(&service->timers, &conn->due.timer);
	et_map_remove_u64(service->conns_by_front, conn->front);
	et_list_remove(&service->conns, &conn->link);
	et_wipe(conn, sizeof(*conn));
	free(conn);
}

struct et_conn *et_conn_find(const struct et_service *service, uint64_t front)
{
	return et_map_get_u64(service->conns_by_front, front);
}

bool et_service_is_signed_in(const struct et_service *service, uint64_t front)
{
	const struct et_conn *conn = et_conn_find(service, front);

	return conn != NULL && conn->state == ET_CONN_IN;
}

struct et_conn *et_conn_by_id(const struct et_service *service, const struct et_id *id)
{
	ET_LIST_EACH(&service->conns, it, after)
	{
		if (et_id_eq(&ET_CONN_OF(it)->id, id) && ET_CONN_OF(it)->state == ET_CONN_IN)
			return ET_CONN_OF(it);
	}
	return NULL;
}

size_t et_service_conn_count(const struct et_service *service)
{
	return service->conns.count;
}

void et_conn_challenge(struct et_call *call, enum et_proof proof)
{
	struct et_conn *conn = call->conn;

	conn->id = et_env_id(call->env);
	et_env_random(call->env, conn->challenge.b, sizeof(conn->challenge.b));
	conn->challenged_at = call->now_ms;
	conn->proof = proof;
	conn->state = ET_CONN_CHALLENGED;
}

void et_conn_unchallenge(struct et_conn *conn)
{
	conn->challenge = (struct et_hash){ 0 };
	conn->state = ET_CONN_NEW;
}

/* When the session on the connection ends if nothing more happens: at the latest with the certificate. */
static int64_t ends_at(const struct et_conn *conn)
{
	int64_t idle = conn->seen_at + ET_SESSION_IDLE_MS;
	int64_t life = conn->session_from + ET_SESSION_LIFE_MS;
	int64_t sooner = idle < life ? idle : life;

	return sooner < conn->not_after ? sooner : conn->not_after;
}

/* Ends what the new sign-in pushes out. */
static enum et_err make_room(struct et_call *call, const struct et_id *uid, const struct et_id *sid)
{
	struct et_conn *oldest = NULL;
	size_t count = 0;
	enum et_err err;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		struct et_conn *other = ET_CONN_OF(it);

		if (other->state != ET_CONN_IN || other->closing || !et_id_eq(&other->uid, uid))
			continue;
		if (et_id_eq(&other->sid, sid)) {
			if ((err = et_conn_end(call, other, "replaced", false)) != ET_OK)
				return err;
			continue;
		}
		if (oldest == NULL || other->seen_at < oldest->seen_at)
			oldest = other;
		count++;
	}
	if (count >= ET_SESSION_CONN_MAX)
		return et_conn_end(call, oldest, "replaced", true);
	return ET_OK;
}

enum et_err et_conn_sign_in(struct et_call *call, const struct et_user *user,
	const struct et_id *sid, int64_t session_from)
{
	struct et_conn *conn = call->conn;
	enum et_err err;

	if ((err = make_room(call, &user->uid, sid)) != ET_OK)
		return err;
	conn->uid = user->uid;
	conn->sid = *sid;
	conn->org = user->org;
	conn->roles = user->roles;
	conn->session_from = session_from;
	conn->not_after = user->not_after;
	conn->seen_at = call->now_ms;
	conn->touched_at = call->now_ms;
	conn->challenge = (struct et_hash){ 0 };
	conn->state = ET_CONN_IN;
	et_outbox_signed_in(call);
	return et_heap_set(&call->service->timers, &conn->due.timer, ends_at(conn));
}

enum et_err et_conn_end(
	struct et_call *call, struct et_conn *conn, const char *reason, bool end_session)
{
	enum et_err err = ET_OK;

	ET_ASSERT(conn->state == ET_CONN_IN);
	if (end_session)
		err = et_store_session_end(call->store, &conn->sid, call->now_ms);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	et_json_cstr(
		et_outbox_event(call, ET_EVENT_ENDED, ET_TO_CONN, &conn->id), "reason", reason);
	et_outbox_leave_all(call, conn);
	et_outbox_close_conn(call, conn);
	return ET_OK;
}

enum et_err et_conn_renewed(struct et_service *service, const struct et_id *uid, int64_t not_after)
{
	enum et_err err = ET_OK;

	ET_LIST_EACH(&service->conns, it, after)
	{
		struct et_conn *conn = ET_CONN_OF(it);

		if (conn->state != ET_CONN_IN || conn->closing || !et_id_eq(&conn->uid, uid))
			continue;
		conn->not_after = not_after;
		et_batch_moved(service, conn);
		err = et_heap_set(&service->timers, &conn->due.timer, ends_at(conn));
		if (err != ET_OK)
			return err;
	}
	return ET_OK;
}

enum et_err et_conn_touch(struct et_service *service, struct et_conn *conn, int64_t now_ms)
{
	enum et_err err;

	conn->seen_at = now_ms;
	conn->touched_at = now_ms;
	err = et_store_session_touch(service->config.store, &conn->sid, now_ms);
	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_conn_seen(struct et_service *service, struct et_conn *conn, int64_t now_ms)
{
	conn->seen_at = now_ms;
	/* Also when the clock was put back: who is cut off then would have longer to come back than it says. */
	if (now_ms >= conn->touched_at && now_ms - conn->touched_at < TOUCH_MS)
		return ET_OK;
	return et_conn_touch(service, conn, now_ms);
}

enum et_err et_conn_due(struct et_call *call, struct et_conn *conn)
{
	enum et_err err;

	if (conn->state == ET_CONN_GUEST)
		return et_guests_due(call, conn);
	if (conn->state != ET_CONN_IN || conn->closing)
		return ET_OK;
	/* Nobody is idle in a call. */
	if (!et_id_is_zero(&conn->room) &&
		(err = et_conn_touch(call->service, conn, call->now_ms)) != ET_OK)
		return err;
	if (call->now_ms < ends_at(conn))
		return et_heap_set(&call->service->timers, &conn->due.timer, ends_at(conn));
	/* On a full disk too: then it is cut off, and its session is too old to be taken up again. */
	et_batch_moved(call->service, conn);
	return et_conn_end(call, conn, "expired", true);
}

enum et_err et_user_from_row(const struct et_store_user *row, struct et_user *out)
{
	*out = (struct et_user){
		.uid = row->uid,
		.username = row->username,
		.display = row->display,
		.org = row->org_id,
		.ipk_s = row->ipk_s,
		.ipk_e = row->ipk_e,
		.not_after = row->not_after,
	};
	if (et_roles_parse(row->roles, &out->roles) != ET_OK ||
		et_org_kind_parse(row->org_kind, &out->org_kind) != ET_OK)
		return ET_CORRUPT;
	return ET_OK;
}
