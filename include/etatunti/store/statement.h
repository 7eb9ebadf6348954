/*
 * The chains of the cases as signed, append-only. Knows no kind; what they say is in the other nouns.
 */
#ifndef ETATUNTI_STORE_STATEMENT_H
#define ETATUNTI_STORE_STATEMENT_H

#include <etatunti/store/store.h>

struct et_store_statement {
	struct et_id case_id;
	int64_t seq;
	struct et_slice stmt;
	struct et_sig sig;
	struct et_hash hash;
	struct et_slice kind;
	struct et_id author;
	int64_t time;
};

/* ET_INTERNAL if seq is not the case's next one. */
enum et_err et_store_statement_append(struct et_store *store, const struct et_store_statement *stmt)
	ET_MUST_USE;
/* At most count_max statements from seq on, in order. */
enum et_err et_store_statement_list(struct et_store *store, const struct et_id *case_id,
	int64_t seq, int64_t count_max, struct et_arena *arena, struct et_store_statement **out,
	size_t *count) ET_MUST_USE;
/* The newest up to seq_max whose time is before time_before. ET_NOT_FOUND. */
enum et_err et_store_statement_last(struct et_store *store, const struct et_id *case_id,
	int64_t seq_max, int64_t time_before, struct et_arena *arena,
	struct et_store_statement *out) ET_MUST_USE;
/* ids of cases that have statements, in order: at most count_max after that id (zero: from the start). */
enum et_err et_store_statement_cases(struct et_store *store, const struct et_id *after,
	int64_t count_max, struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;

#endif
