/*
 * The rule of a changed passphrase, for the command and for verify.
 */
#ifndef ETATUNTI_SERVICE_SRC_RELOGIN_H
#define ETATUNTI_SERVICE_SRC_RELOGIN_H

#include <etatunti/crypto/login.h>
#include <etatunti/store/relogin.h>

/*
 * Whether the row (uid, stmt, sig_id, sig_old, kb) replaces the present credential of that person, whose
 * identity key is ipk_s: *next is what it becomes, *time_ms what was signed. ET_BAD_SIGNATURE;
 * ET_BAD_STATEMENT: malformed, of somebody else, another bundle, or the salt or key of before;
 * ET_CONFLICT: kbver is not the present one's plus 1 (next->kbver is the present one).
 */
enum et_err et_relogin_check(const struct et_store_relogin *row, const struct et_key32 *ipk_s,
	const struct et_store_credential *present, const struct et_hash *g,
	struct et_store_credential *next, int64_t *time_ms) ET_MUST_USE;

#endif
