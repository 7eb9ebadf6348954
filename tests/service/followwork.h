/*
 * What comes after the hour, on top of casework: follow-ups, holds, how long cases are kept, measures.
 */
#ifndef ETATUNTI_TESTS_SERVICE_FOLLOWWORK_H
#define ETATUNTI_TESTS_SERVICE_FOLLOWWORK_H

#include "casework.h"

/* Into the batch of the case. due 0: nothing is due any more. */
void fw_follow_up(struct cw_case *cs, const struct kit_peer *by, const char *what, int64_t due);
void fw_hold(struct cw_case *cs, const struct kit_peer *by, int64_t on, const char *reason);

struct et_slice fw_retention_body(struct kit *kit, const struct et_id *org, int64_t days);
struct kit_reply *fw_retention(struct kit_peer *coordinator, const struct et_id *org, int64_t days);

/* values: an array of {code, n}, taken over. */
struct kit_reply *fw_put(struct kit_peer *by, const struct et_id *id, const struct et_id *series,
	const char *quarter, const char *form, json_t *values);
json_t *fw_value(const char *code, int64_t n);
struct kit_reply *fw_drop(struct kit_peer *by, const struct et_id *id);
/* The quarter of now, as text; good for as long as the kit. */
const char *fw_quarter(struct kit *kit);

#endif
