/*
 * Organisations, as the genesis names them, with their policy.
 */
#ifndef ETATUNTI_STORE_ORG_H
#define ETATUNTI_STORE_ORG_H

#include <etatunti/store/store.h>

struct et_store_org {
	struct et_id org_id;
	struct et_slice kind; /* county, kela */
	struct et_slice name;
	struct et_key32 founder_pk;
	struct et_id founder; /* absent until `found` */
	int64_t consent_ack;  /* 1 (at first) or 0; read only here */
};

enum et_err et_store_org_insert(struct et_store *store, const struct et_store_org *org) ET_MUST_USE;
enum et_err et_store_org_by_id(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_org *out) ET_MUST_USE;
/* Whether a consent of its pairs needs the second eyes. */
enum et_err et_store_org_policy(
	struct et_store *store, const struct et_id *org_id, bool consent_ack) ET_MUST_USE;
/* Once: ET_NOT_FOUND if there is no such organisation without a founder. */
enum et_err et_store_org_found(struct et_store *store, const struct et_id *org_id,
	const struct et_id *founder) ET_MUST_USE;

#endif
