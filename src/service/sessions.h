/*
 * The sessions of a person: which of them live, and ending them, with their connections. The one
 * place that decides when a session is over by the clock.
 */
#ifndef ETATUNTI_SERVICE_SRC_SESSIONS_H
#define ETATUNTI_SERVICE_SRC_SESSIONS_H

#include <etatunti/store/session.h>

#include "conn.h"

/* Whether a session may be taken up again now. */
bool et_session_is_alive(const struct et_store_session *session, int64_t now_ms);

/* Those of a person that live now, oldest first; seen_at as of this moment. Errors of the store. */
enum et_err et_sessions_alive(struct et_call *call, const struct et_id *uid,
	struct et_store_session **out, size_t *count) ET_MUST_USE;

/*
 * Ends the person's session `only`, or with NULL all but `keep` (NULL: all); their connections are told
 * `ended` with that reason and closed. *ended counts those that lived. The command must
 * declare ET_EVENT_ENDED.
 */
enum et_err et_sessions_end(struct et_call *call, const struct et_id *uid, const struct et_id *only,
	const struct et_id *keep, const char *reason, int64_t *ended) ET_MUST_USE;

/*
 * Whose sessions the caller may see and end: one's own, and as a coordinator those of the own
 * organisation. ET_FORBIDDEN for everybody else, there or not.
 */
enum et_err et_sessions_may(struct et_call *call, const struct et_id *uid) ET_MUST_USE;

#endif
