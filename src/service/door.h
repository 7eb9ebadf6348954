/*
 * What the server remembers of strangers at the door: failed logins by user name and address, by address,
 * and by name from everywhere. A failure demands a wait that grows, up to a bound, and is forgotten;
 * nobody is locked out for good, nor kept out by failures from elsewhere. An address is the
 * network that front counts a connection for.
 */
#ifndef ETATUNTI_SERVICE_SRC_DOOR_H
#define ETATUNTI_SERVICE_SRC_DOOR_H

#include <etatunti/base/env.h>

/* The first failures of a name from one address cost nothing; then 1 s, 2 s, 4 s … up to the bound. */
#define ET_DOOR_FREE_NAME 3
/* From everywhere together: loose, and the wait does not grow, or it would keep the owner out. */
#define ET_DOOR_FREE_EVERYWHERE 100
#define ET_DOOR_WAIT_EVERYWHERE_MS INT64_C(1000)
/* An address may be that of a whole organisation. */
#define ET_DOOR_FREE_ADDRESS 20
#define ET_DOOR_WAIT_MAX_MS INT64_C(30000)
#define ET_DOOR_FORGET_MS (INT64_C(15) * 60000)
/* Names and addresses kept; beyond that the oldest are forgotten early. */
#define ET_DOOR_ENTRIES_MAX 8192

struct et_door;

/* NULL: no memory. */
struct et_door *et_door_new(const struct et_env *env) ET_MUST_USE;
void et_door_free(struct et_door *door);

/*
 * May this name be tried from this address now? ET_RATE with *retry_ms > 0 if not. Asking costs
 * nothing.
 */
enum et_err et_door_check(struct et_door *door, struct et_slice name, struct et_slice address,
	int64_t mono_ms, int64_t *retry_ms) ET_MUST_USE;
/* A login failed. Without memory the failure goes unremembered. */
void et_door_failed(
	struct et_door *door, struct et_slice name, struct et_slice address, int64_t mono_ms);
/* A login of that name succeeded there: its failures from there are forgotten, the others are not. */
void et_door_passed(struct et_door *door, struct et_slice name, struct et_slice address);
/* How often somebody may ask, at once and per second. */
struct et_door_rate {
	int64_t burst, per_s;
};
/*
 * A token for somebody: `of` says of what sort the text is. ET_RATE with *retry_ms; ET_NO_MEMORY.
 */
enum et_err et_door_ask(struct et_door *door, const char *of, struct et_slice text,
	struct et_door_rate rate, int64_t mono_ms, int64_t *retry_ms) ET_MUST_USE;
/* The same for an address that knocks, over all its connections. */
enum et_err et_door_knock(struct et_door *door, struct et_slice address, int64_t mono_ms,
	int64_t *retry_ms) ET_MUST_USE;

#endif
