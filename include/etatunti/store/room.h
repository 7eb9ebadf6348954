/*
 * Sessions of cases (table case_session): a room from session-open to session-close or revoke.
 */
#ifndef ETATUNTI_STORE_ROOM_H
#define ETATUNTI_STORE_ROOM_H

#include <etatunti/store/store.h>

struct et_store_room {
	struct et_id session_id;
	struct et_id case_id;
	struct et_id hour_id;
	int64_t open_seq;
	int64_t opened_at;
	int64_t closed_at;       /* absent while open */
	struct et_slice outcome; /* absent while open; handled, carried-over, interrupted */
};

/* ET_CONFLICT: that session id, or another session is open in the hour or for the case. */
enum et_err et_store_room_insert(struct et_store *store, const struct et_store_room *room)
	ET_MUST_USE;
enum et_err et_store_room_by_id(struct et_store *store, const struct et_id *session_id,
	struct et_arena *arena, struct et_store_room *out) ET_MUST_USE;
/* The open session of an hour, or of a case. ET_NOT_FOUND. */
enum et_err et_store_room_open_of_hour(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_room *out) ET_MUST_USE;
enum et_err et_store_room_open_of_case(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_room *out) ET_MUST_USE;
/* ET_NOT_FOUND if it is not open. */
enum et_err et_store_room_close(struct et_store *store, const struct et_id *session_id,
	int64_t closed_at, const char *outcome) ET_MUST_USE;

#endif
