/*
 * What the server does by the clock: one file each in jobs/, one line each in jobs.def.
 */
#ifndef ETATUNTI_SERVICE_SRC_JOBS_H
#define ETATUNTI_SERVICE_SRC_JOBS_H

#include "state.h"

/* Sets the timers; every job runs for the first time at once. ET_NO_MEMORY. */
enum et_err et_jobs_start(struct et_service *service) ET_MUST_USE;
void et_jobs_stop(struct et_service *service);

/* The timer of a job fired: sets it anew and runs the job. Errors as et_dispatch_internal. */
enum et_err et_jobs_run(struct et_service *service, struct et_due *due) ET_MUST_USE;

/* Whether so many rows wait for a checkpoint that it is made now; and making it. */
bool et_jobs_are_pressing(const struct et_service *service);
enum et_err et_jobs_press(struct et_service *service) ET_MUST_USE;

#endif
