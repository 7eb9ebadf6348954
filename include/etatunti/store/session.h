/*
 * Login sessions: which session key may reconnect as whom. Ephemeral.
 */
#ifndef ETATUNTI_STORE_SESSION_H
#define ETATUNTI_STORE_SESSION_H

#include <etatunti/store/store.h>

struct et_store_session {
	struct et_id sid;
	struct et_id uid;
	struct et_key32 spk;
	int64_t created_at;
	int64_t seen_at;
	int64_t ended_at; /* absent while it lives */
};

enum et_err et_store_session_insert(struct et_store *store, const struct et_store_session *session)
	ET_MUST_USE;
enum et_err et_store_session_by_id(struct et_store *store, const struct et_id *sid,
	struct et_arena *arena, struct et_store_session *out) ET_MUST_USE;
/* Those of the user that nobody has ended, oldest first; some may have run out by the clock. */
enum et_err et_store_session_list(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_session **out, size_t *count) ET_MUST_USE;
enum et_err et_store_session_touch(struct et_store *store, const struct et_id *sid, int64_t seen_at)
	ET_MUST_USE;
/* ET_NOT_FOUND if it has ended already. */
enum et_err et_store_session_end(struct et_store *store, const struct et_id *sid, int64_t ended_at)
	ET_MUST_USE;
/* Forgets sessions last seen before that time. None is no error. */
enum et_err et_store_session_drop(struct et_store *store, int64_t before) ET_MUST_USE;

#endif
