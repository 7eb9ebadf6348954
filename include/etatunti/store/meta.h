/*
 * What a deployment is: a few named values written once by `init`. Knows no meaning of them.
 */
#ifndef ETATUNTI_STORE_META_H
#define ETATUNTI_STORE_META_H

#include <etatunti/store/store.h>

#define ET_STORE_META_GENESIS "genesis"         /* the LP bytes */
#define ET_STORE_META_G "g"                     /* 32 bytes, their hash */
#define ET_STORE_META_LOG_PK "log_pk"           /* 32 bytes */
#define ET_STORE_META_SALT_SECRET "salt_secret" /* 32 bytes: salts of invites and unknown users */

/* ET_CONFLICT: it has a value already. */
enum et_err et_store_meta_insert(struct et_store *store, const char *key, struct et_slice value)
	ET_MUST_USE;
/* ET_NOT_FOUND. */
enum et_err et_store_meta_get(struct et_store *store, const char *key, struct et_arena *arena,
	struct et_slice *out) ET_MUST_USE;

#endif
