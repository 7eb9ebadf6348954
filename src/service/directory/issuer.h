/*
 * The caller of a directory statement before the rules of domain/directory.h.
 */
#ifndef ETATUNTI_SERVICE_SRC_ISSUER_H
#define ETATUNTI_SERVICE_SRC_ISSUER_H

#include <etatunti/store/user.h>

#include "directory.h"

/* May the caller issue this kind about that organisation now? org NULL: about none. */
enum et_err et_issuer_may(
	const struct et_dir_step *step, enum et_dir_kind kind, const struct et_id *org) ET_MUST_USE;

/* An organisation by its id, and its kind. ET_BAD_STATEMENT: there is none. */
enum et_err et_issuer_org(const struct et_dir_step *step, const struct et_id *org_id,
	enum et_org_kind *out) ET_MUST_USE;

/* A person who is or was certified. ET_BAD_STATEMENT: there is none. */
enum et_err et_issuer_person(const struct et_dir_step *step, const struct et_id *uid,
	struct et_store_user *out) ET_MUST_USE;

/* Certified at the statement's time. */
bool et_issuer_is_certified(const struct et_dir_step *step, const struct et_store_user *user);

/* Whether a person could have this user name: its form, and nobody has it. ET_CONFLICT: taken. */
enum et_err et_issuer_free_name(const struct et_dir_step *step, struct et_slice username)
	ET_MUST_USE;

#endif
