/*
 * How long closed cases are kept, which are held back, and what became of the others. What `erased` takes
 * away is not known here.
 */
#ifndef ETATUNTI_STORE_RETENTION_H
#define ETATUNTI_STORE_RETENTION_H

#include <etatunti/store/store.h>

/* As long as a county has said nothing. */
#define ET_STORE_RETENTION_DAYS 90

struct et_store_retention {
	struct et_id org_id;
	int64_t days;
	int64_t seq;
};

/* A closed case as the list of what goes shows it. */
struct et_store_case_end {
	struct et_id case_id;
	int64_t closed_at;
	int64_t erased_at;   /* 0: it is still there */
	struct et_slice how; /* pair, rule; empty: it is still there */
	int64_t due_at;      /* 0: it is erased */
	int64_t held;
	int64_t mine; /* 1: who asks is a member with a part in it */
};

enum et_err et_store_retention_set(struct et_store *store, const struct et_store_retention *row)
	ET_MUST_USE;
enum et_err et_store_retention_days(
	struct et_store *store, const struct et_id *org_id, int64_t *out) ET_MUST_USE;

enum et_err et_store_hold_set(struct et_store *store, const struct et_id *case_id,
	const struct et_id *author, int64_t seq) ET_MUST_USE;
/* ET_NOT_FOUND: none is on. */
enum et_err et_store_hold_clear(struct et_store *store, const struct et_id *case_id) ET_MUST_USE;
enum et_err et_store_hold_is_on(struct et_store *store, const struct et_id *case_id, bool *out)
	ET_MUST_USE;

enum et_err et_store_case_end_closed(
	struct et_store *store, const struct et_id *case_id, int64_t at_ms) ET_MUST_USE;
/* how: pair, rule. ET_NOT_FOUND: it was not closed, or is erased. */
enum et_err et_store_case_end_erased(struct et_store *store, const struct et_id *case_id,
	int64_t at_ms, const char *how) ET_MUST_USE;
/* Whether the rule of its organisation takes it at that time: closed so long, not held, no session open. */
enum et_err et_store_case_end_is_due(
	struct et_store *store, const struct et_id *case_id, int64_t now_ms, bool *out) ET_MUST_USE;
/* Those, the oldest first, at most so many. */
enum et_err et_store_case_end_list_due(struct et_store *store, int64_t now_ms, int64_t most,
	struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;

/* Who asks, for the lists below; all: every case of the organisation, else those that uid has a part in. */
struct et_store_case_end_scope {
	struct et_id uid, org_id;
	bool all;
	int64_t now_ms;
};
enum et_err et_store_case_end_list_erased(struct et_store *store,
	const struct et_store_case_end_scope *scope, int64_t since, struct et_arena *arena,
	struct et_store_case_end **out, size_t *count) ET_MUST_USE;
/* Due until then, or held. */
enum et_err et_store_case_end_list_ahead(struct et_store *store,
	const struct et_store_case_end_scope *scope, int64_t until, struct et_arena *arena,
	struct et_store_case_end **out, size_t *count) ET_MUST_USE;

#endif
