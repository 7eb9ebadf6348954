/*
 * Cases that the rule of their organisation erased: nobody signed it, so each row of the log is done again, and must
 * have been due then.
 */
#include "retention.h"

#include "state.h"

enum et_err et_verify_retention(struct et_verify *run, const struct et_logrow *logged)
{
	enum et_err err = et_retention_act(run->built, &logged->case_id, logged->utc_ms);

	if (err != ET_NOT_FOUND)
		return err;
	return et_verify_fail(run, "log seq %lld: case %s was not to be erased then",
		(long long)logged->seq, et_verify_id(&logged->case_id).text);
}
