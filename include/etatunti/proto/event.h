/*
 * The events that the server sends, from events.def.
 */
#ifndef ETATUNTI_PROTO_EVENT_H
#define ETATUNTI_PROTO_EVENT_H

#include <stddef.h>

enum et_event {
#define X(symbol, name, fields, to) ET_EVENT_##symbol,
#include "../../../src/proto/events.def"
#undef X
	ET_EVENT_COUNT
};

struct et_event_doc {
	const char *name;   /* "confirmed" */
	const char *fields; /* TypeScript, "{ uid: Id }" */
	const char *to;     /* who gets it, in words */
};

const struct et_event_doc *et_event_doc(enum et_event event);

#endif
