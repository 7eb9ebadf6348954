/*
 * Makes the hours of every series for 26 weeks ahead.
 */
#include "../hours.h"

static enum et_err handle(struct et_call *call)
{
	struct et_store_series *series;
	size_t count;
	enum et_err err;

	err = et_store_series_list(call->store, call->arena, &series, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = et_hours_extend(call, &series[i]);
	return err;
}

const struct et_command et_job_hours = {
	.name = "hours",
	.summary = "makes the hours of the weeks ahead",
	.handle = handle,
};
