/* The table of PROTOCOL section 5: kind × author × state of the case. */
#include <etatunti/domain/casefile.h>

#include "word.h"

#define PAIR ET_BY_PAIR
#define CONTACT ET_BY_CONTACT
#define COORDINATOR ET_BY_COORDINATOR

/* What a row asks of the state of the case. */
enum need {
	NEW = 1,               /* there is no such case yet */
	OPEN = 2,              /* it exists and is not closed */
	KEPT = 4,              /* it exists, open or closed, and has not been erased */
	QUEUED = 8,            /* a place ahead of it */
	NOT_QUEUED = 16,       /* no place ahead of it */
	IN_SESSION = 32,       /* a session is open */
	NOT_IN_SESSION = 64,   /* none is */
	CONSENT = 128,         /* in force, whoever the author is */
	CONSENT_CONTACT = 256, /* in force, if the author is Kela's contact */
	CLOSED = 512,          /* it is closed, and not erased */
	CLIENT = 1024,         /* of a client: consents belong to it */
};

struct row {
	const char *word;
	unsigned by;
	unsigned needs;
};

/* queue asks for a consent over the hour, not now: its statement kind checks it. */
static const struct row rows[ET_CASE_KIND_COUNT] = {
	[ET_CASE_CREATE] = { "create", ET_BY_WORKER, NEW },
	[ET_CASE_MEMBER_ADD] = { "member-add", PAIR, OPEN },
	[ET_CASE_MEMBER_REMOVE] = { "member-remove", PAIR, OPEN },
	[ET_CASE_GRANT] = { "grant", PAIR | CONTACT, OPEN | CONSENT_CONTACT },
	[ET_CASE_ROTATE] = { "rotate", PAIR, OPEN },
	[ET_CASE_OBJECT] = { "object", PAIR | CONTACT, OPEN | CONSENT_CONTACT },
	[ET_CASE_CONSENT] = { "consent", PAIR, OPEN | CLIENT },
	[ET_CASE_CONSENT_ACK] = { "consent-ack", PAIR, OPEN | CLIENT },
	[ET_CASE_CONSENT_SEEN] = { "consent-seen", CONTACT, OPEN | CLIENT | CONSENT },
	[ET_CASE_REVOKE] = { "revoke", PAIR | CONTACT | COORDINATOR, KEPT | CLIENT },
	[ET_CASE_QUEUE] = { "queue", PAIR, OPEN | NOT_QUEUED | NOT_IN_SESSION },
	[ET_CASE_UNQUEUE] = { "unqueue", PAIR, OPEN | QUEUED | NOT_IN_SESSION },
	[ET_CASE_PLACE] = { "place", PAIR, OPEN | QUEUED | NOT_IN_SESSION },
	[ET_CASE_PREPARE] = { "prepare", CONTACT, OPEN | QUEUED | CONSENT },
	[ET_CASE_SESSION_OPEN] = { "session-open", PAIR, OPEN | QUEUED | NOT_IN_SESSION | CONSENT },
	[ET_CASE_SESSION_CLOSE] = { "session-close", PAIR, OPEN | IN_SESSION },
	[ET_CASE_GUEST_INVITE] = { "guest-invite", PAIR, OPEN | CONSENT },
	[ET_CASE_GUEST_ADMIT] = { "guest-admit", PAIR, OPEN | IN_SESSION | CONSENT },
	[ET_CASE_GUEST_REMOVE] = { "guest-remove", PAIR, OPEN },
	[ET_CASE_CONFIRM] = { "confirm", PAIR | CONTACT, OPEN | CONSENT_CONTACT },
	[ET_CASE_FOLLOW_UP] = { "follow-up", PAIR, OPEN },
	[ET_CASE_CLOSE] = { "close", PAIR, OPEN | NOT_QUEUED | NOT_IN_SESSION },
	[ET_CASE_HOLD] = { "hold", PAIR | COORDINATOR, KEPT },
	[ET_CASE_ERASE] = { "erase", PAIR, CLOSED },
};

const char *et_case_kind_word(enum et_case_kind kind)
{
	return rows[kind].word;
}

enum et_err et_case_kind_parse(struct et_slice word, enum et_case_kind *out)
{
	*out = ET_CASE_CREATE;
	for (size_t i = 0; i < ET_CASE_KIND_COUNT; i++) {
		if (et_slice_eq_str(word, rows[i].word)) {
			*out = (enum et_case_kind)i;
			return ET_OK;
		}
	}
	return ET_BAD_STATEMENT;
}

unsigned et_casefile_by(enum et_case_kind kind)
{
	return rows[kind].by;
}

/* The needs that this state does not meet, consent aside. */
static unsigned unmet(unsigned needs, const struct et_casefile *state)
{
	unsigned met = 0;

	met |= state->exists ? 0u : NEW;
	met |= state->exists && !state->erased ? KEPT : 0u;
	met |= state->exists && state->closed && !state->erased ? CLOSED : 0u;
	met |= state->exists && !state->closed ? OPEN : 0u;
	met |= state->general ? 0u : CLIENT;
	met |= state->queued ? QUEUED : NOT_QUEUED;
	met |= state->session_open ? IN_SESSION : NOT_IN_SESSION;
	return needs & ~met & ~(unsigned)(CONSENT | CONSENT_CONTACT);
}

enum et_err et_casefile_may(enum et_case_kind kind, unsigned by, const struct et_casefile *state)
{
	const struct row *row = &rows[kind];

	if ((row->by & by) == 0)
		return ET_FORBIDDEN;
	if (unmet(row->needs, state) != 0)
		return ET_BAD_STATEMENT;
	bool needs_consent = (row->needs & CONSENT) != 0 ||
		((row->needs & CONSENT_CONTACT) != 0 && by == CONTACT);

	return needs_consent && !state->in_force ? ET_NO_CONSENT : ET_OK;
}
