/*
 * What user-add and user-rekey have in common: a person's entry and keys, as a coordinator certifies them.
 */
#ifndef ETATUNTI_SERVICE_SRC_CERTIFICATE_H
#define ETATUNTI_SERVICE_SRC_CERTIFICATE_H

#include <etatunti/store/invite.h>
#include <etatunti/store/user.h>

#include "issuer.h"

struct et_certificate {
	struct et_id uid;
	struct et_slice username, display;
	struct et_id org_id;
	struct et_slice roles;
	struct et_key32 ipk_s, ipk_e;
	int64_t not_after;
	struct et_hash eh;
};

/* The body under that label; the step's subject is the person. */
enum et_err et_certificate_parse(
	struct et_dir_step *step, const char *label, struct et_certificate *out) ET_MUST_USE;

/* Name, display name, organisation and roles are those of the person. */
bool et_certificate_is_of(
	const struct et_certificate *certificate, const struct et_store_user *user);

/* Both keys are the person's present ones. */
bool et_certificate_has_keys_of(
	const struct et_certificate *certificate, const struct et_store_user *user);

/*
 * Keys that an enrolment of that person, still to be confirmed, has brought: *out. ET_BAD_STATEMENT: it
 * is another one, or none waits; or one of the keys was certified before.
 */
enum et_err et_certificate_check_keys(const struct et_dir_step *step,
	const struct et_certificate *certificate, struct et_store_enrolment *out) ET_MUST_USE;

/* The invite is done, and the keys are taken for ever. */
enum et_err et_certificate_project_keys(
	const struct et_dir_step *step, const struct et_certificate *certificate) ET_MUST_USE;

/* `confirmed` to who enrolled, `pending` to the coordinators. Invite: that of the enrolment. */
void et_certificate_tell(const struct et_dir_step *step, const struct et_certificate *certificate,
	const struct et_id *invite);

#endif
