/*
 * Who waits, as a person may see it, with the position in the published order of the series.
 */
#ifndef ETATUNTI_SERVICE_SRC_WAITING_H
#define ETATUNTI_SERVICE_SRC_WAITING_H

#include <etatunti/service/call.h>
#include <etatunti/store/place.h>

struct et_waiting {
	const struct et_store_place_line *line;
	int64_t pos; /* 1… in its series */
};

/* Of all series, or of those that the caller has to do with; by series and position. */
enum et_err et_waiting_load(struct et_call *call, bool all, struct et_waiting **out, size_t *count)
	ET_MUST_USE;

#endif
