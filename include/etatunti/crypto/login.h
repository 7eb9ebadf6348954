/*
 * Proofs of who is at the other end: enrolment, login, reconnect (ET1 section 2). Verifies bytes;
 * whether the invite is open, the challenge fresh or the user active is for the rules.
 */
#ifndef ETATUNTI_CRYPTO_LOGIN_H
#define ETATUNTI_CRYPTO_LOGIN_H

#include <etatunti/crypto/lp.h>
#include <etatunti/crypto/sign.h>

/* The client floor and cap for argon2id; enrolments outside are refused. */
#define ET_KDF_OPS_MIN 3
#define ET_KDF_OPS_MAX 10
#define ET_KDF_MEM_MIN 67108864
#define ET_KDF_MEM_MAX 1073741824

struct et_login {
	struct et_hash genesis;
	struct et_slice origin;
	struct et_slice username;
	struct et_id conn;
	struct et_hash ch;   /* the server's challenge */
	struct et_hash cn;   /* the client's nonce */
	struct et_key32 spk; /* the new session key */
	int64_t now_ms;
};

void et_login_put(struct et_buf *buf, const struct et_login *login);
/* Signature of the login key. ET_BAD_SIGNATURE, ET_NO_MEMORY. */
enum et_err et_login_verify(const struct et_login *login, const struct et_sig *sig,
	const struct et_key32 *lpk) ET_MUST_USE;

struct et_reproof {
	struct et_hash genesis;
	struct et_slice origin;
	struct et_id uid;
	struct et_id sid;
	struct et_id conn;
	struct et_hash ch;
};

void et_reproof_put(struct et_buf *buf, const struct et_reproof *reproof);
/* Signature of the session key. ET_BAD_SIGNATURE, ET_NO_MEMORY. */
enum et_err et_reproof_verify(const struct et_reproof *reproof, const struct et_sig *sig,
	const struct et_key32 *spk) ET_MUST_USE;

/* An enrolment E. username borrows from its bytes. */
struct et_enrol {
	struct et_hash genesis;
	struct et_id invite_id;
	struct et_id uid;
	struct et_slice username; /* et_text_is_username */
	struct et_key32 ipk_s;
	struct et_key32 ipk_e;
	struct et_key32 lpk;
	struct et_id server_salt;
	int64_t ops;
	int64_t mem;
	struct et_hash kb_hash; /* H(key bundle) */
	int64_t time_ms;
	struct et_hash eh; /* H(E || sig_id || sig_inv); not written by put */
};

void et_enrol_put(struct et_buf *buf, const struct et_enrol *enrol);
/*
 * Verifies sig_inv by the invite key, reads E, verifies sig_id by the identity key in it, computes eh.
 * ET_BAD_SIGNATURE; ET_BAD_STATEMENT: malformed, another genesis, ops or mem out of bounds, an id
 * that is zero.
 */
enum et_err et_enrol_open(struct et_slice bytes, const struct et_sig *sig_id,
	const struct et_sig *sig_inv, const struct et_key32 *inv_pk, const struct et_hash *genesis,
	struct et_enrol *out) ET_MUST_USE;

/* A changed passphrase: the login key that follows the present one, and the bundle under its key. */
struct et_relogin {
	struct et_hash genesis;
	struct et_id uid;
	int64_t kbver;
	struct et_key32 lpk;
	struct et_id salt; /* the client's random bytes, in the place of server_salt */
	int64_t ops;
	int64_t mem;
	struct et_hash kb_hash; /* H(key bundle) */
	int64_t time_ms;
};

void et_relogin_put(struct et_buf *buf, const struct et_relogin *relogin);
/*
 * Verifies sig_id by the identity key, then reads. ET_BAD_SIGNATURE; ET_BAD_STATEMENT: malformed,
 * another genesis, ops or mem out of bounds, a zero uid or salt.
 */
enum et_err et_relogin_open(struct et_slice bytes, const struct et_sig *sig_id,
	const struct et_key32 *ipk_s, const struct et_hash *genesis, struct et_relogin *out)
	ET_MUST_USE;
/* The other signature, by the login key that it replaces. ET_BAD_SIGNATURE. */
enum et_err et_relogin_verify(struct et_slice bytes, const struct et_sig *sig_old,
	const struct et_key32 *lpk) ET_MUST_USE;
/* What the log has of it: H(bytes || sig_id || sig_old). */
struct et_hash et_relogin_hash(
	struct et_slice bytes, const struct et_sig *sig_id, const struct et_sig *sig_old);

/*
 * The salt for a user name that is not there: stable, and without the secret not to be told from a
 * real one. The secret is 32 random bytes of the deployment, made once.
 */
struct et_id et_invented_salt(struct et_slice secret, struct et_slice username);

/* The 30-digit safety number with blanks: "08975 13581 87454 57377 54889 12181" (ET1 section 4). */
#define ET_FINGERPRINT_LEN 35
void et_fingerprint(const struct et_hash *genesis, const struct et_id *uid,
	const struct et_key32 *ipk_s, const struct et_key32 *ipk_e,
	char out[ET_FINGERPRINT_LEN + 1]);

#endif
