/*
 * One statement onto the chain of its case: everything that all kinds have in common, in one place.
 */
#ifndef ETATUNTI_SERVICE_STATEMENTS_APPEND_H
#define ETATUNTI_SERVICE_STATEMENTS_APPEND_H

#include <etatunti/service/call.h>
#include <etatunti/store/directory.h>

/*
 * Verifies and checks the statement for call->user, stores it, projects it, keeps its data, puts its log
 * row and its events into the call. In this order:
 *   ET_BAD_STATEMENT  not a statement of this case and deployment, or of no known kind
 *   ET_FORBIDDEN      the author is not the session's user, no member, or may not make this kind
 *   ET_CONFLICT       seq or prev is not the chain's next: extra {head}
 *   ET_CLOCK_SKEW     its time is over 120 s off, or before the last statement's: extra {now}
 *   ET_EXPIRED        the author's certificate was over at its time
 *   ET_BAD_SIGNATURE
 *   and what et_casefile_may and the kind answer.
 * *head is the chain's new head.
 */
enum et_err et_statement_append(struct et_call *call, const struct et_id *case_id,
	struct et_slice bytes, const struct et_sig *sig, const struct et_slice *data,
	size_t data_count, struct et_store_head *head) ET_MUST_USE;

#endif
