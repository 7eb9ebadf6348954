/*
 * How the caller stands to a case at this moment: in what part, with what consent, with what place. What
 * the table of domain/casefile.h asks about, read together through access.h. Decides nothing itself.
 */
#ifndef ETATUNTI_SERVICE_SRC_STANDING_H
#define ETATUNTI_SERVICE_SRC_STANDING_H

#include <etatunti/crypto/chain.h>
#include <etatunti/domain/casefile.h>
#include <etatunti/service/access.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/place.h>

struct et_standing {
	struct et_id case_id;
	uint64_t changes; /* of the store, when it was read */
	bool exists;      /* the case does */
	struct et_store_casefile casefile;
	unsigned by;             /* ET_BY_PAIR, ET_BY_CONTACT; 0: a stranger */
	struct et_member member; /* zero for a stranger */
	bool coordinates;        /* the organisation of the pair; no right to see the case */
	bool has_consent;
	struct et_store_consent consent; /* the newest, in force or not */
	struct et_consent facts;         /* of it; of a general question: one for ever */
	bool in_force;                   /* at now_ms */
	bool has_place;
	struct et_store_place place; /* the live one */
};

/*
 * Reads it all, for a person who is active and certified (call->user). A case that is not there, or of
 * which the person is no member, is no error: exists and by say so. Who is no longer in
 * the pair, or no longer its contact, is a member without a part: by is 0, member is not, and nothing is
 * opened to that person. Errors of the store only.
 */
enum et_err et_standing_load(
	struct et_call *call, const struct et_id *case_id, struct et_standing *out) ET_MUST_USE;

/*
 * The same for one statement after the other in a command: what was read for the one before serves, if no row was
 * written since that it follows from (store/changes.h).
 */
enum et_err et_standing_go_on(
	struct et_call *call, const struct et_id *case_id, struct et_standing *out) ET_MUST_USE;
/* The statement was appended to the chain of the case: what was read stands for the next one, with that head. */
enum et_err et_standing_keep(struct et_call *call, const struct et_standing *standing,
	const struct et_statement *head) ET_MUST_USE;

/*
 * Who the caller is as the author of a statement of that kind: the ET_BY_ bit for et_casefile_may, 0 for a
 * stranger. A case that is not there yet is open to workers: create decides.
 */
unsigned et_standing_author(
	const struct et_standing *standing, const struct et_user *user, enum et_case_kind kind);

/* A question without a client. */
bool et_standing_is_general(const struct et_standing *standing);

/* What et_casefile_may asks about. */
struct et_casefile et_standing_state(const struct et_standing *standing);

/*
 * Whether the member may open what lies in this compartment ("P", "S", "C") now; puts compartment, purpose
 * and recipient into call->about, for the row of the log. ET_FORBIDDEN; ET_NO_CONSENT: a contact whose
 * consent is not in force.
 */
enum et_err et_standing_open(
	struct et_call *call, const struct et_standing *standing, struct et_slice comp) ET_MUST_USE;

/*
 * What a member opens the case for, for the log: "consultation" while its session is open,
 * "preparation" while it is queued, else "follow-up".
 */
const char *et_standing_purpose(const struct et_standing *standing);

#endif
