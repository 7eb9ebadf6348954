/*
 * Enrolments: verified against the invite that they answer, and what follows from them. For the
 * command enrol and for verify.
 */
#ifndef ETATUNTI_SERVICE_SRC_ENROLMENT_H
#define ETATUNTI_SERVICE_SRC_ENROLMENT_H

#include <etatunti/crypto/login.h>
#include <etatunti/service/call.h>
#include <etatunti/store/invite.h>
#include <etatunti/store/org.h>

/* What a link opens: the founding of an organisation, or an invite. */
struct et_invitation {
	bool founding;
	struct et_key32 inv_pk;
	struct et_store_org org;       /* of the person to come */
	struct et_store_invite invite; /* zero if founding */
	bool used, gone;               /* gone: a later invite took its place */
};

/* By the id in the link. ET_NOT_FOUND. */
enum et_err et_invitation_load(struct et_store *store, const struct et_id *id,
	struct et_arena *arena, struct et_invitation *out) ET_MUST_USE;

/*
 * Verifies an enrolment against its invitation and computes eh: both signatures, genesis, invite id, the
 * user name that the invite gives, and the uid if it is to new keys. ET_BAD_SIGNATURE, ET_BAD_STATEMENT.
 */
enum et_err et_enrolment_open(const struct et_invitation *invitation, struct et_slice e,
	const struct et_sig *sig_id, const struct et_sig *sig_inv, const struct et_hash *g,
	struct et_enrol *out) ET_MUST_USE;

/*
 * What follows: the invite is used; the person is there, pending (a founder is there already, by the found
 * statement), and can log in once active. Who gets new keys logs in as before until the user-rekey.
 * ET_USED; ET_CONFLICT (uid or user name is taken).
 */
enum et_err et_enrolment_project(struct et_store *store, const struct et_invitation *invitation,
	const struct et_enrol *enrol, struct et_slice kb, int64_t at) ET_MUST_USE;

/* The confirmed new keys bring their own way to log in, in place of the one before. */
enum et_err et_enrolment_take_over(struct et_store *store, struct et_arena *arena,
	const struct et_hash *g, const struct et_store_enrolment *row) ET_MUST_USE;

#endif
