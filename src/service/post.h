/*
 * Sends the reminders that wait: hands them to the mailer through deliveries, a few at a time, and notes what
 * became of them. Knows no reason to remind anybody; those are in reminders.h.
 */
#ifndef ETATUNTI_SERVICE_SRC_POST_H
#define ETATUNTI_SERVICE_SRC_POST_H

#include "state.h"

/* At the start: those that were on their way when the process ended wait again. ET_NO_MEMORY. */
enum et_err et_post_start(struct et_service *service) ET_MUST_USE;
/* There may be something to send at that time. ET_NO_MEMORY. */
enum et_err et_post_wake(struct et_service *service, int64_t at_ms) ET_MUST_USE;
/* The timer fired. Errors as et_dispatch_internal. */
enum et_err et_post_run(struct et_service *service) ET_MUST_USE;

#endif
