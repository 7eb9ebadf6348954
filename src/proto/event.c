/*
 * The table of events.
 */
#include <etatunti/base/assert.h>
#include <etatunti/proto/event.h>

static const struct et_event_doc docs[] = {
#define X(symbol, name, fields, to) { name, fields, to },
#include "events.def"
#undef X
};

const struct et_event_doc *et_event_doc(enum et_event event)
{
	ET_ASSERT((size_t)event < ET_EVENT_COUNT);
	return &docs[event];
}
