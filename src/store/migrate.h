/*
 * Schema versions: numbered, hashed, forward only, each in its own transaction. Private to store.
 */
#ifndef ETATUNTI_SRC_STORE_MIGRATE_H
#define ETATUNTI_SRC_STORE_MIGRATE_H

#include <etatunti/store/store.h>

#include "sql.gen.h"

/*
 * Brings the schema to the last of the migrations given (the embedded ones, or a test's). ET_CORRUPT with a
 * sentence in why: an applied one was another text than now, or is not known to this program. A failing one leaves
 * the schema as it was before it.
 */
enum et_err et_migrate(struct et_store *store, const struct et_sql_migration *migrations,
	size_t count, int64_t now_ms, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* Only looks: ET_CORRUPT unless exactly these migrations have been applied. */
enum et_err et_migrate_check(struct et_store *store, const struct et_sql_migration *migrations,
	size_t count, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

#endif
