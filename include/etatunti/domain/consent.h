/*
 * When a written consent is in force. Source: domain.md rule 3, PROTOCOL section 5. Pure over the
 * facts of the chain; the one place that answers this question in the server.
 */
#ifndef ETATUNTI_DOMAIN_CONSENT_H
#define ETATUNTI_DOMAIN_CONSENT_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* From valid_from to valid_to at most: twelve months and a day of either end. */
#define ET_CONSENT_SPAN_MAX_MS (INT64_C(367) * 86400000)

/* Words of PROTOCOL section 5, in the order in which they are decided. */
enum et_consent_state {
	ET_CONSENT_WITHDRAWN, /* revoked, or replaced by another consent */
	ET_CONSENT_EXPIRED,
	ET_CONSENT_WAITING_ACK, /* no second worker has acknowledged it yet */
	ET_CONSENT_NOT_YET,
	ET_CONSENT_IN_FORCE,
};

struct et_consent {
	int64_t valid_from, valid_to; /* ms UTC, valid_to exclusive */
	bool acked;    /* a consent-ack statement stands, or the deployment needs none */
	bool ended;    /* a revoke statement stands */
	bool replaced; /* a later consent replaces it */
};

/* "in-force", "waiting-ack", …; static. */
const char *et_consent_state_word(enum et_consent_state state);

enum et_consent_state et_consent_state_at(const struct et_consent *consent, int64_t at_ms);
bool et_consent_in_force(const struct et_consent *consent, int64_t at_ms);

/*
 * In force at now_ms or to be in force by its dates alone, and its dates cover the whole of
 * [from_ms, to_ms]: for queueing to an hour ahead.
 */
bool et_consent_covers(const struct et_consent *consent, int64_t from_ms, int64_t to_ms);

/* The dates of a new consent: ends after now, after it begins, within the longest span.
 * ET_BAD_STATEMENT otherwise. */
enum et_err et_consent_check_dates(int64_t valid_from, int64_t valid_to, int64_t now_ms)
	ET_MUST_USE;

/* "drawn", "scan", "drawn+scan": how the signature was captured; *needs_file if there is a scan.
 * ET_BAD_STATEMENT: no such word. */
enum et_err et_consent_check_capture(struct et_slice capture, bool *needs_file) ET_MUST_USE;

#endif
