/*
 * What the clock did to the queues: nobody signed it, so each row of the log is done again, with the copy as it
 * is at this row, and must have been due then.
 */
#include "queue_clock.h"

#include "state.h"

enum et_err et_verify_queue(struct et_verify *run, const struct et_logrow *logged)
{
	struct et_line line;
	enum et_err err;

	et_arena_reset(run->step);
	et_line_init(&line, run->built, run->step, logged->utc_ms);
	err = et_queue_act(&line, logged->action, &logged->case_id, &logged->object_id);
	if (err == ET_OK || err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	return et_verify_fail(run, "log seq %lld: its %.*s was not due then",
		(long long)logged->seq, ET_SLICE_FMT(logged->action));
}
