/*
 * Turns of a loop that are kept apart while another process is at work for it: where both share a processor and the loop
 * comes first, the other would be interrupted for each thing to do, and neither would ever have two at a time.
 */
#ifndef ETATUNTI_BASE_PACE_H
#define ETATUNTI_BASE_PACE_H

#include <stdint.h>

/* In ns of the monotonic clock; zero at first. */
struct et_pace {
	int64_t turned_at, /* the last turn was over */
		told_at;   /* the other was last told something */
};

/* Something is on its way to the other. */
void et_pace_told(struct et_pace *pace);
/*
 * Before the loop waits: for 1 ms after the other was told something, the next turn begins 0.1 ms after this one at the
 * earliest. Sleeps until then; a signal ends it early.
 */
void et_pace_keep(struct et_pace *pace);

#endif
