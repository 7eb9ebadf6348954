/*
 * Rows of the store, with what the connections know better.
 */
#include "sessions.h"

#include <etatunti/service/service.h>
#include <etatunti/store/user.h>

bool et_session_is_alive(const struct et_store_session *session, int64_t now_ms)
{
	return session->ended_at == 0 && now_ms - session->seen_at < ET_SESSION_IDLE_MS &&
		now_ms - session->created_at < ET_SESSION_LIFE_MS;
}

/* The connection that the session is on; NULL: on none. */
static struct et_conn *conn_of(const struct et_service *service, const struct et_id *sid)
{
	ET_LIST_EACH(&service->conns, it, after)
	{
		struct et_conn *conn = ET_CONN_OF(it);

		if (conn->state == ET_CONN_IN && !conn->closing && et_id_eq(&conn->sid, sid))
			return conn;
	}
	return NULL;
}

/* seen_at is written once a minute, and nobody is idle in a call. */
static void freshen(struct et_call *call, struct et_store_session *row)
{
	const struct et_conn *conn = conn_of(call->service, &row->sid);

	if (conn == NULL)
		return;
	if (conn->seen_at > row->seen_at)
		row->seen_at = conn->seen_at;
	if (!et_id_is_zero(&conn->room))
		row->seen_at = call->now_ms;
}

enum et_err et_sessions_alive(
	struct et_call *call, const struct et_id *uid, struct et_store_session **out, size_t *count)
{
	struct et_store_session *rows;
	size_t found;
	enum et_err err;

	*count = 0;
	if ((err = et_store_session_list(call->store, uid, call->arena, &rows, &found)) != ET_OK)
		return err;
	*out = rows;
	for (size_t i = 0; i < found; i++) {
		freshen(call, &rows[i]);
		if (et_session_is_alive(&rows[i], call->now_ms))
			rows[(*count)++] = rows[i];
	}
	return ET_OK;
}

static enum et_err end_one(struct et_call *call, const struct et_id *sid, const char *reason)
{
	struct et_conn *conn = conn_of(call->service, sid);
	enum et_err err;

	if (conn != NULL)
		return et_conn_end(call, conn, reason, true);
	err = et_store_session_end(call->store, sid, call->now_ms);
	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_sessions_end(struct et_call *call, const struct et_id *uid, const struct et_id *only,
	const struct et_id *keep, const char *reason, int64_t *ended)
{
	struct et_store_session *rows;
	size_t count;
	enum et_err err;

	*ended = 0;
	if ((err = et_store_session_list(call->store, uid, call->arena, &rows, &count)) != ET_OK)
		return err;
	for (size_t i = 0; i < count; i++) {
		if (only != NULL && !et_id_eq(&rows[i].sid, only))
			continue;
		if (only == NULL && keep != NULL && et_id_eq(&rows[i].sid, keep))
			continue;
		freshen(call, &rows[i]);
		if ((err = end_one(call, &rows[i].sid, reason)) != ET_OK)
			return err;
		if (et_session_is_alive(&rows[i], call->now_ms))
			++*ended;
	}
	return ET_OK;
}

enum et_err et_sessions_may(struct et_call *call, const struct et_id *uid)
{
	struct et_store_user row;
	enum et_err err;

	if (et_id_eq(uid, &call->user->uid))
		return ET_OK;
	if ((call->user->roles & ET_ROLE_COORDINATOR) == 0)
		return ET_FORBIDDEN;
	err = et_store_user_by_id(call->store, uid, call->arena, &row);
	if (err == ET_NOT_FOUND)
		return ET_FORBIDDEN;
	if (err != ET_OK)
		return err;
	return et_id_eq(&row.org_id, &call->user->org) ? ET_OK : ET_FORBIDDEN;
}
