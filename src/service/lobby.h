/*
 * The lobby of an hour: when it is open and to whom, who is there, whose turn it is; what each person may
 * know of it. Who is in one stands at the connections.
 */
#ifndef ETATUNTI_SERVICE_SRC_LOBBY_H
#define ETATUNTI_SERVICE_SRC_LOBBY_H

#include "conn.h"

/* How long before an hour one's devices may be tried out. */
#define ET_LOBBY_PROBE_BEFORE_MS INT64_C(3600000)

/* One that somebody is in; gone with the last. */
struct et_lobby {
	struct et_link link;
	struct et_due due;
	struct et_id hour;
};

/*
 * For authorise: the caller is of that hour's series, the hour takes place, and now lies between `before_ms`
 * before it and an hour after its end; *check_at is when that may have changed. ET_FORBIDDEN (also if
 * there is no such hour), ET_HOUR_CLOSED with {opens_at, closes_at}.
 */
enum et_err et_lobby_gate(struct et_call *call, const struct et_id *hour, int64_t before_ms,
	int64_t *check_at) ET_MUST_USE;
/* Whether the connection may stay in the lobby that it is in: as the gate, now. True if it is in none. */
enum et_err et_lobby_may_stay(struct et_call *call, const struct et_conn *conn, bool *out)
	ET_MUST_USE;

/*
 * The fields of `lobby` as the user of `viewer` sees it, who counts as present: case and session of the turn,
 * and who is awaited, only if that person is entitled to the case. Errors of the store.
 */
enum et_err et_lobby_fields(struct et_call *call, const struct et_id *hour,
	const struct et_conn *viewer, struct et_json *json) ET_MUST_USE;
/* The same fields for who is not in it any more. */
void et_lobby_empty(const struct et_id *hour, struct et_json *json);

/* Somebody has come, somebody has gone. ET_NO_MEMORY. */
enum et_err et_lobby_open(struct et_service *service, const struct et_id *hour, int64_t check_at)
	ET_MUST_USE;
void et_lobby_settle(struct et_service *service, const struct et_id *hour);
void et_lobby_free(struct et_service *service, struct et_lobby *lobby);
/* The timer fired: whoever may not stay is put out. */
enum et_err et_lobby_due(struct et_call *call, struct et_lobby *lobby) ET_MUST_USE;

#endif
