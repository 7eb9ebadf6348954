/*
 * Consents as the chains tell of them. Whether one is in force is decided by the domain from these
 * fields; the lists that filter by it in SQL are in casefile.h, place.h and room.h.
 */
#ifndef ETATUNTI_STORE_CONSENT_H
#define ETATUNTI_STORE_CONSENT_H

#include <etatunti/store/store.h>

struct et_store_consent {
	struct et_id consent_id;
	struct et_id case_id;
	int64_t seq;
	struct et_hash stmt_hash;
	struct et_id witness;
	struct et_id doc_object;
	struct et_id file_object; /* absent without a scan */
	int64_t valid_from, valid_to;
	struct et_slice template_id;
	struct et_slice capture; /* drawn, scan, drawn+scan */
	struct et_id ack_by;     /* absent: waiting */
	int64_t ack_seq;
	struct et_id seen_by; /* the first contact who said so */
	int64_t seen_seq;
	int64_t ended_at; /* revoked or replaced; absent */
	int64_t ended_by_seq;
	struct et_id replaced_by; /* the consent that took its place; absent if revoked */
	int64_t ack_required; /* joined: 1 if the pair's organisation asks for the second eyes */
};

enum et_err et_store_consent_insert(struct et_store *store, const struct et_store_consent *consent)
	ET_MUST_USE;
enum et_err et_store_consent_by_id(struct et_store *store, const struct et_id *consent_id,
	struct et_arena *arena, struct et_store_consent *out) ET_MUST_USE;
/* The newest of a case (casefile.consent_id), in force or not. */
enum et_err et_store_consent_newest(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_consent *out) ET_MUST_USE;
/* All of a case, oldest first. */
enum et_err et_store_consent_list(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_consent **out, size_t *count) ET_MUST_USE;
/* The first one counts: ET_CONFLICT if it is acknowledged already. */
enum et_err et_store_consent_ack(struct et_store *store, const struct et_id *consent_id,
	const struct et_id *ack_by, int64_t ack_seq) ET_MUST_USE;
/* The first one counts; a later one changes nothing and is no error. */
enum et_err et_store_consent_see(struct et_store *store, const struct et_id *consent_id,
	const struct et_id *seen_by, int64_t seen_seq) ET_MUST_USE;
/* Revoked, or replaced (replaced_by not zero). ET_CONFLICT if it has ended already. */
enum et_err et_store_consent_end(struct et_store *store, const struct et_id *consent_id,
	int64_t ended_at, int64_t ended_by_seq, const struct et_id *replaced_by) ET_MUST_USE;

#endif
