/*
 * Which requests get any further: checked before the library acts on them. Reads headers, answers
 * nothing.
 */
#ifndef ET_FRONT_GATE_H
#define ET_FRONT_GATE_H

#include "server.h"

/* What to do with a request: a status to refuse it with, or one of these. */
#define ET_GATE_PASS 0u
#define ET_GATE_HANG_UP 1u /* its end can't be known: no answer, the connection closes */

/* For a request that asks for a file. */
unsigned et_gate_http(struct et_front *front, struct lws *wsi);
/* For a request that asks for an upgrade, of whatever sort. */
unsigned et_gate_upgrade(struct et_front *front, struct lws *wsi);

bool et_gate_is_head(struct lws *wsi);

#endif
