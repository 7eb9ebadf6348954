/*
 * Parts that several bodies and checks are made of. Private to the statement kinds.
 */
#ifndef ETATUNTI_SERVICE_STATEMENTS_BODY_H
#define ETATUNTI_SERVICE_STATEMENTS_BODY_H

#include <etatunti/crypto/lp.h>
#include <etatunti/store/guest.h>

#include "statement.h"

/* Free text in a body: a reason, in bytes. */
#define ET_BODY_REASON_MAX 256

/* Begins reading the body of step->stmt, which must start with the label "ET1/<kind>". */
void et_body_open(struct et_lp_reader *reader, const struct et_step *step, const char *label);

/* A word that must be one of a NULL-terminated list; its static spelling, "" after an error. */
const char *et_body_word(struct et_lp_reader *reader, const char *const *words);

/* A compartment letter as its ET_COMP_ bit; 0 after an error. */
unsigned et_body_comp(struct et_lp_reader *reader);

/* An epoch, a revision: 1 and up. */
int64_t et_body_count(struct et_lp_reader *reader);

/*
 * The active member of the case, for statements about another person. ET_BAD_STATEMENT: none.
 */
struct et_store_member;
enum et_err et_body_member(const struct et_step *step, const struct et_id *uid,
	struct et_store_member *out) ET_MUST_USE;

/* The certified user. ET_BAD_STATEMENT: none, not active, or expired at the call's time. */
struct et_store_user;
enum et_err et_body_user(
	const struct et_step *step, const struct et_id *uid, struct et_store_user *out) ET_MUST_USE;

/* IN PAIR, or CONTACT OF PAIR, at the call's time. ET_BAD_STATEMENT. */
enum et_err et_body_belongs(
	const struct et_step *step, const struct et_store_user *user, bool is_contact) ET_MUST_USE;

/*
 * The newest consent of the case, which must be this one and neither withdrawn nor replaced. NULL hash:
 * not asked. ET_BAD_STATEMENT.
 */
enum et_err et_body_current_consent(const struct et_step *step, const struct et_id *consent_id,
	const struct et_hash *stmt_hash) ET_MUST_USE;

/*
 * The guest of this case whose invite has not been ended by a statement; expired or not. ET_BAD_STATEMENT:
 * none.
 */
enum et_err et_body_guest(const struct et_step *step, const struct et_id *guest_id,
	struct et_store_guest *out) ET_MUST_USE;

/* ET_NOT_FOUND of a store read made the statement's own fault; other results as they are. */
enum et_err et_body_found(enum et_err err) ET_MUST_USE;

#endif
