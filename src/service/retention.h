/*
 * The end of a case: what is taken when it is erased, by the pair or by the rule of its organisation, and when
 * the rule takes it. The rule's act is a row of the log, which verify does again.
 */
#ifndef ETATUNTI_SERVICE_SRC_RETENTION_H
#define ETATUNTI_SERVICE_SRC_RETENTION_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

struct et_store;

/* The row of the log: of nobody, the case; no object. */
#define ET_ACTION_RETENTION "retention"

/*
 * Ciphertexts, chunks, sealed keys, what guests were given, drafts and follow-ups of the case are gone, from the disk
 * too; chain and log stay. how: pair, rule. ET_NOT_FOUND: it is not closed, or erased.
 */
enum et_err et_retention_erase(struct et_store *store, const struct et_id *case_id, int64_t now_ms,
	const char *how) ET_MUST_USE;

/* The rule takes the case. ET_NOT_FOUND: it is not due at that time. */
enum et_err et_retention_act(struct et_store *store, const struct et_id *case_id, int64_t now_ms)
	ET_MUST_USE;

#endif
