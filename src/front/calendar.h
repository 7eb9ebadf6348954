/*
 * Calendars at secret addresses: asked of core, which knows whose they are. One question at a time a connection.
 */
#ifndef ET_FRONT_CALENDAR_H
#define ET_FRONT_CALENDAR_H

#include "server.h"

/* A question on its way: owned by its session until the answer has been written or the connection goes. */
struct et_asking {
	struct et_link in_asking; /* while core has not answered */
	struct lws *wsi;
	uint64_t number;
	int64_t asked_at_ms;
	unsigned status;            /* 0: not answered */
	struct et_bundle_body body; /* of 200; its memory is the asking's */
};

/* Whether the path is one of calendars, be it any that there is or not. */
bool et_calendar_is_path(struct et_slice path);
/*
 * Asks core. 0: session->asking waits, and the connection becomes writable when there is an answer. Else
 * the status to refuse with: 404, 503.
 */
unsigned et_calendar_ask(
	struct et_front *front, struct lws *wsi, struct et_session *session, struct et_slice path);
/* Core's answer. That nobody waits for it any more is normal. */
void et_calendar_answer(struct et_front *front, const struct et_ipc_frame *frame);
/* Those for whom core takes too long are told so. */
void et_calendar_check_deadlines(struct et_front *front, int64_t now_ms);
/* The answer is written, or the connection gone; session may be NULL. */
void et_calendar_forget(struct et_front *front, struct et_session *session);

#endif
