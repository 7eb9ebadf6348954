/*
 * Answered questions that two organisations have published: who proposed each, who checked it, whether it
 * still counts. The texts are the chain's.
 */
#ifndef ETATUNTI_STORE_CARD_H
#define ETATUNTI_STORE_CARD_H

#include <etatunti/store/store.h>

struct et_store_card {
	struct et_id card_id;
	struct et_id proposer, checker;
	int64_t dropped; /* 0 or 1 */
	int64_t seq;     /* of the directory statement: `card`, then `card-drop` */
};

/* A new one, which is not dropped. */
enum et_err et_store_card_insert(struct et_store *store, const struct et_store_card *card)
	ET_MUST_USE;
/* ET_FORBIDDEN: there is none that is not dropped. */
enum et_err et_store_card_drop(struct et_store *store, const struct et_id *card_id, int64_t seq)
	ET_MUST_USE;
enum et_err et_store_card_by_id(
	struct et_store *store, const struct et_id *card_id, struct et_store_card *out) ET_MUST_USE;
/* How many are not dropped. */
enum et_err et_store_card_count(struct et_store *store, int64_t *out) ET_MUST_USE;

#endif
