/*
 * The table of jobs and their timers.
 */
#include "jobs.h"

#include <stdlib.h>

#include "dispatch.h"

#define X(symbol, every_ms) extern const struct et_command et_job_##symbol;
#include "jobs.def"
#undef X

struct et_job {
	struct et_due due;
	const struct et_command *command;
	int64_t every_ms;
};

static const struct et_job jobs[] = {
#define X(symbol, ms) \
	{ .due = { .kind = ET_DUE_JOB }, .command = &et_job_##symbol, .every_ms = ms },
#include "jobs.def"
#undef X
};

#define LEFT_AFTER_MS INT64_C(60000)
#define JOB_COUNT (sizeof(jobs) / sizeof(jobs[0]))

enum et_err et_jobs_start(struct et_service *service)
{
	int64_t now_ms = et_env_now_ms(service->config.env);
	enum et_err err;

	if ((service->jobs = calloc(JOB_COUNT, sizeof(*service->jobs))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < JOB_COUNT; i++) {
		service->jobs[i] = jobs[i];
		err = et_heap_set(&service->timers, &service->jobs[i].due.timer, now_ms);
		if (err != ET_OK)
			return err;
	}
	return ET_OK;
}

void et_jobs_stop(struct et_service *service)
{
	for (size_t i = 0; service->jobs != NULL && i < JOB_COUNT; i++)
		et_heap_unset(&service->timers, &service->jobs[i].due.timer);
	free(service->jobs);
	service->jobs = NULL;
}

enum et_err et_jobs_run(struct et_service *service, struct et_due *due)
{
	struct et_job *job = ET_CONTAINER(due, struct et_job, due);
	int64_t now_ms = et_env_now_ms(service->config.env);
	enum et_err err;

	err = et_heap_set(&service->timers, &job->due.timer, now_ms + job->every_ms);
	if (err != ET_OK)
		return err;
	service->job_is_left = false;
	err = et_dispatch_internal(service, job->command, NULL);
	if (err != ET_OK || !service->job_is_left)
		return err;
	return et_heap_set(&service->timers, &job->due.timer, now_ms + LEFT_AFTER_MS);
}

bool et_jobs_are_pressing(const struct et_service *service)
{
	return service->actlog.seq - service->actlog.checkpoint_seq >= ET_CHECKPOINT_ROWS;
}

enum et_err et_jobs_press(struct et_service *service)
{
	return et_dispatch_internal(service, &et_job_checkpoint, NULL);
}
