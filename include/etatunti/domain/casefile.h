/*
 * Who may make which statement in a case now: one table of kind × author × state. Source: PROTOCOL
 * section 5. What stands inside a body is checked by the statement kinds of the service.
 */
#ifndef ETATUNTI_DOMAIN_CASEFILE_H
#define ETATUNTI_DOMAIN_CASEFILE_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

enum et_case_kind {
	ET_CASE_CREATE,
	ET_CASE_MEMBER_ADD,
	ET_CASE_MEMBER_REMOVE,
	ET_CASE_GRANT,
	ET_CASE_ROTATE,
	ET_CASE_OBJECT,
	ET_CASE_CONSENT,
	ET_CASE_CONSENT_ACK,
	ET_CASE_CONSENT_SEEN,
	ET_CASE_REVOKE,
	ET_CASE_QUEUE,
	ET_CASE_UNQUEUE,
	ET_CASE_PLACE,
	ET_CASE_PREPARE,
	ET_CASE_SESSION_OPEN,
	ET_CASE_SESSION_CLOSE,
	ET_CASE_GUEST_INVITE,
	ET_CASE_GUEST_ADMIT,
	ET_CASE_GUEST_REMOVE,
	ET_CASE_CONFIRM,
	ET_CASE_FOLLOW_UP,
	ET_CASE_CLOSE,
	ET_CASE_HOLD,
	ET_CASE_ERASE,
};
#define ET_CASE_KIND_COUNT 24

/* "member-add", …; static. ET_BAD_STATEMENT: no such word. */
const char *et_case_kind_word(enum et_case_kind kind);
enum et_err et_case_kind_parse(struct et_slice word, enum et_case_kind *out) ET_MUST_USE;

/* Who the author is to the case; bits, for the table. */
#define ET_BY_WORKER 1u      /* a worker of the pair who is not (yet) a member */
#define ET_BY_PAIR 2u        /* a worker of the pair who is a member */
#define ET_BY_CONTACT 4u     /* a Kela contact who is a member */
#define ET_BY_COORDINATOR 8u /* no member: a coordinator of the organisation that the pair is of */

/* The reference on a client's paper is these first bytes of the case id: no two cases of an organisation share it. */
#define ET_CASE_REF_BYTES 5

/* Which authors the table names for a kind, as such bits. */
unsigned et_casefile_by(enum et_case_kind kind);

/* The state of a case that the table asks about. */
struct et_casefile {
	bool exists;
	bool closed; /* or erased */
	bool erased;
	bool general; /* a question without a client: no consent is asked for */
	bool queued;  /* it waits, or has a place whose session has not been opened */
	bool session_open;
	bool in_force; /* a consent is in force now; always in a general one */
};

/*
 * May this author (one ET_BY_ bit, or 0 for a stranger) make this kind now? In this order:
 * ET_FORBIDDEN: not this author; ET_BAD_STATEMENT: not in this state (an erased case takes nothing any
 * more, a general one no consents); ET_NO_CONSENT: it needs a consent in force (everything by a contact but a revoke does).
 */
enum et_err et_casefile_may(enum et_case_kind kind, unsigned by, const struct et_casefile *state)
	ET_MUST_USE;

#endif
