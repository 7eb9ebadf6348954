/* What open, txn and the tests need of changes.c. */
#ifndef ETATUNTI_SRC_STORE_CHANGES_H
#define ETATUNTI_SRC_STORE_CHANGES_H

#include <etatunti/store/changes.h>

#include "handle.h"

/* From now on rows are counted. */
void et_changes_follow(struct et_store *store);

/* Whether rows of that table are. */
bool et_changes_count(const char *table);

#endif
