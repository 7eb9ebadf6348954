/*
 * Whether what was read a moment ago still stands: a number that moves with every row that is written and with
 * everything that is taken back. Rows that nobody's rights follow from do not count: those of the tables listed in
 * changes.c, and where a case's chain ends (et_store_casefile_advance). A table that nobody thought of counts.
 */
#ifndef ETATUNTI_STORE_CHANGES_H
#define ETATUNTI_STORE_CHANGES_H

#include <etatunti/store/store.h>

/* While it is the same, a query of rights gives what it gave (at the same time, if it asks for the time). */
uint64_t et_store_changes(const struct et_store *store);

#endif
