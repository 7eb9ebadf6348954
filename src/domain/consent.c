/* The state of a consent at an instant. Withdrawal goes before everything else. */
#include <etatunti/domain/consent.h>

#include <etatunti/base/env.h>

#include "word.h"

static const char *const state_words[] = {
	[ET_CONSENT_WITHDRAWN] = "withdrawn",
	[ET_CONSENT_EXPIRED] = "expired",
	[ET_CONSENT_WAITING_ACK] = "waiting-ack",
	[ET_CONSENT_NOT_YET] = "not-yet",
	[ET_CONSENT_IN_FORCE] = "in-force",
};

const char *et_consent_state_word(enum et_consent_state state)
{
	return state_words[state];
}

enum et_consent_state et_consent_state_at(const struct et_consent *consent, int64_t at_ms)
{
	if (consent->ended || consent->replaced)
		return ET_CONSENT_WITHDRAWN;
	if (at_ms >= consent->valid_to)
		return ET_CONSENT_EXPIRED;
	if (!consent->acked)
		return ET_CONSENT_WAITING_ACK;
	if (at_ms < consent->valid_from)
		return ET_CONSENT_NOT_YET;
	return ET_CONSENT_IN_FORCE;
}

bool et_consent_in_force(const struct et_consent *consent, int64_t at_ms)
{
	return et_consent_state_at(consent, at_ms) == ET_CONSENT_IN_FORCE;
}

bool et_consent_covers(const struct et_consent *consent, int64_t from_ms, int64_t to_ms)
{
	return consent->acked && !consent->ended && !consent->replaced &&
		consent->valid_from <= from_ms && to_ms <= consent->valid_to;
}

enum et_err et_consent_check_dates(int64_t valid_from, int64_t valid_to, int64_t now_ms)
{
	if (valid_from < 0 || valid_to <= valid_from || valid_to <= now_ms)
		return ET_BAD_STATEMENT;
	if (valid_to > ET_TIME_MAX || valid_to - valid_from > ET_CONSENT_SPAN_MAX_MS)
		return ET_BAD_STATEMENT;
	return ET_OK;
}

enum et_err et_consent_check_capture(struct et_slice capture, bool *needs_file)
{
	*needs_file = et_slice_eq_str(capture, "scan") || et_slice_eq_str(capture, "drawn+scan");
	return *needs_file || et_slice_eq_str(capture, "drawn") ? ET_OK : ET_BAD_STATEMENT;
}
