/*
 * Turns of a loop that are kept apart while another process is at work for it: where both share a processor and the loop
 * comes first, the other would be interrupted for each thing to do, and neither would ever have two at a time.
 *
 * All times are in ns of one monotonic clock, et_pace_now().
 */
#ifndef ETATUNTI_BASE_PACE_H
#define ETATUNTI_BASE_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* Zero at first. */
struct et_pace {
	int64_t turned_at,  /* the last turn was over */
		told_at,    /* the other was last told something */
		counted_at; /* since then */
	uint64_t moved;     /* bytes went to the other and came from it */
	bool much;          /* in the span before that they were as many as an attachment's */
};

int64_t et_pace_now(void);
/* `len` bytes are on their way to the other. */
void et_pace_told(struct et_pace *pace, int64_t now, uint64_t len);
/* `len` bytes have come from the other. */
void et_pace_heard(struct et_pace *pace, uint64_t len);
/*
 * A turn is over: how long the loop is to rest before it waits for the next, in ns; 0: not at all. For 1 ms after the
 * other was told something the next turn begins 0.1 ms after this one at the earliest; but not while 64 KiB or more
 * are moved in a millisecond, or were in the one before: then somebody waits for an attachment, and there is enough
 * to do in each turn. Who moves so much on purpose gains nothing by it: core is interrupted more, as without this.
 */
int64_t et_pace_rest(struct et_pace *pace, int64_t now);
/* A turn is over: rests as long as that. A signal ends it early. */
void et_pace_keep(struct et_pace *pace);

#endif
