/*
 * What is due in a case after the hour, as the newest `follow-up` of each sort says. Knows no calendar.
 */
#ifndef ETATUNTI_STORE_FOLLOW_UP_H
#define ETATUNTI_STORE_FOLLOW_UP_H

#include <etatunti/store/store.h>

struct et_store_follow_up {
	struct et_id case_id;
	struct et_slice what; /* first, half-year, plan */
	int64_t due_at;
	int64_t seq;
};

enum et_err et_store_follow_up_set(struct et_store *store, const struct et_store_follow_up *row)
	ET_MUST_USE;
/* Nothing of that sort is due any more; it may be that nothing was. */
enum et_err et_store_follow_up_clear(
	struct et_store *store, const struct et_id *case_id, const char *what) ET_MUST_USE;
enum et_err et_store_follow_up_clear_all(struct et_store *store, const struct et_id *case_id)
	ET_MUST_USE;

/* Of open cases, due in [from, to). */
enum et_err et_store_follow_up_list_due(struct et_store *store, int64_t from, int64_t to,
	struct et_arena *arena, struct et_store_follow_up **out, size_t *count) ET_MUST_USE;
/* Of all cases that uid is an active member of, by case. */
enum et_err et_store_follow_up_list_of(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_follow_up **out, size_t *count) ET_MUST_USE;

#endif
