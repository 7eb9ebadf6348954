/*
 * What the chain of a case amounts to: its head, its state, its key commitments; and the lists of
 * cases that people see. The statements themselves are in statement.h.
 */
#ifndef ETATUNTI_STORE_CASEFILE_H
#define ETATUNTI_STORE_CASEFILE_H

#include <etatunti/store/store.h>

struct et_store_casefile {
	struct et_id case_id;
	struct et_id pair_id;
	struct et_slice lane; /* client, general */
	int64_t seq;          /* head of the chain */
	struct et_hash hash;
	struct et_slice state;   /* open, closed, erased */
	struct et_id consent_id; /* the newest consent, in force or not; absent */
	int64_t last_time;       /* time of the last statement */
	int64_t updated_at;      /* of the last statement that is not a grant, a seen or an ack */
	struct et_id closed_by;  /* who signed its `close`; absent: it is open */
};

/* A line of case-list: the case, its newest consent, its live place and its open session. */
struct et_store_case_item {
	struct et_id case_id;
	struct et_id pair_id;
	struct et_slice lane;
	int64_t seq;
	struct et_hash hash;
	struct et_slice state;
	int64_t updated_at;
	struct et_id consent_id; /* absent, and so all of the next five */
	int64_t valid_from, valid_to;
	struct et_id ack_by;
	int64_t ended_at;
	struct et_id replaced_by;
	int64_t ack_required; /* 1 if the pair's organisation asks for the second eyes */
	/* absent: no live place and no answer, and so all of the next three */
	struct et_id series_id;
	struct et_id hour_id; /* absent: it waits, or was answered in writing */
	int64_t minutes;
	struct et_slice place_state;
	struct et_id session_id; /* absent: no session open */
	int64_t covered;         /* 1: a consent holds over that hour */
	int64_t held;            /* 1: a legal hold is on */
};

struct et_store_commitment {
	struct et_id case_id;
	struct et_slice comp; /* P, S, C */
	int64_t epoch;
	struct et_hash kc;
};

enum et_err et_store_casefile_insert(
	struct et_store *store, const struct et_store_casefile *casefile) ET_MUST_USE;
enum et_err et_store_casefile_by_id(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_casefile *out) ET_MUST_USE;
/*
 * Cases whose id begins with these bytes (at most 16), of pairs of that organisation: none, one, or
 * two of more.
 */
enum et_err et_store_casefile_list_by_prefix(struct et_store *store, struct et_slice prefix,
	const struct et_id *org_id, struct et_arena *arena, struct et_store_casefile **out,
	size_t *count) ET_MUST_USE;
/* Head and times after a statement was appended; updated_at 0: it stays. Nobody's rights follow from it (changes.h). */
enum et_err et_store_casefile_advance(struct et_store *store, const struct et_id *case_id,
	int64_t seq, const struct et_hash *hash, int64_t last_time, int64_t updated_at) ET_MUST_USE;
enum et_err et_store_casefile_close(
	struct et_store *store, const struct et_id *case_id, const struct et_id *by) ET_MUST_USE;
enum et_err et_store_casefile_erase(struct et_store *store, const struct et_id *case_id)
	ET_MUST_USE;
enum et_err et_store_casefile_set_consent(struct et_store *store, const struct et_id *case_id,
	const struct et_id *consent_id) ET_MUST_USE;

/* Cases that uid is an active member of while in the pair at now_ms, newest first. */
enum et_err et_store_casefile_list_of(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, struct et_arena *arena, struct et_store_case_item **out, size_t *count)
	ET_MUST_USE;
/*
 * The same for a contact of the pair: only with consent in force at now_ms or over the hour queued for.
 */
enum et_err et_store_casefile_list_of_contact(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, struct et_arena *arena, struct et_store_case_item **out, size_t *count)
	ET_MUST_USE;

enum et_err et_store_commitment_insert(
	struct et_store *store, const struct et_store_commitment *commitment) ET_MUST_USE;
enum et_err et_store_commitment_get(struct et_store *store, const struct et_id *case_id,
	const char *comp, int64_t epoch, struct et_hash *kc) ET_MUST_USE;
/* 0 if the case has no such compartment. */
enum et_err et_store_commitment_newest_epoch(struct et_store *store, const struct et_id *case_id,
	const char *comp, int64_t *epoch) ET_MUST_USE;

#endif
