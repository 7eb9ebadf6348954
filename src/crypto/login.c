/*
 * The bytes that a login, a reconnect and an enrolment sign. For a login the server builds them itself
 * from what it knows (its own challenge, origin, connection), so a client cannot choose them.
 */
#include <sodium.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/text.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>

/* More than any of the proofs can be: origin and user name are short. */
#define PROOF_LEN_MAX 2048

void et_login_put(struct et_buf *buf, const struct et_login *login)
{
	et_lp_put_label(buf, "ET1/login");
	et_lp_put_hash(buf, &login->genesis);
	et_lp_put_bytes(buf, login->origin);
	et_lp_put_bytes(buf, login->username);
	et_lp_put_id(buf, &login->conn);
	et_lp_put_hash(buf, &login->ch);
	et_lp_put_hash(buf, &login->cn);
	et_lp_put_key(buf, &login->spk);
	et_lp_put_ms(buf, login->now_ms);
}

void et_reproof_put(struct et_buf *buf, const struct et_reproof *reproof)
{
	et_lp_put_label(buf, "ET1/re");
	et_lp_put_hash(buf, &reproof->genesis);
	et_lp_put_bytes(buf, reproof->origin);
	et_lp_put_id(buf, &reproof->uid);
	et_lp_put_id(buf, &reproof->sid);
	et_lp_put_id(buf, &reproof->conn);
	et_lp_put_hash(buf, &reproof->ch);
}

/* Verifies what has been put, and ends the buffer. */
static enum et_err verify_proof(
	struct et_buf *buf, const struct et_sig *sig, const struct et_key32 *pk)
{
	enum et_err err;

	if ((err = et_buf_err(buf)) == ET_OK)
		err = et_verify(pk, et_buf_view(buf), sig);
	else if (err == ET_TOO_LARGE)
		err = ET_BAD_SIGNATURE;
	et_buf_fini(buf);
	return err;
}

enum et_err et_login_verify(
	const struct et_login *login, const struct et_sig *sig, const struct et_key32 *lpk)
{
	struct et_buf buf;

	if (login->now_ms < 0)
		return ET_BAD_SIGNATURE;
	et_buf_init(&buf, PROOF_LEN_MAX);
	et_login_put(&buf, login);
	return verify_proof(&buf, sig, lpk);
}

enum et_err et_reproof_verify(
	const struct et_reproof *reproof, const struct et_sig *sig, const struct et_key32 *spk)
{
	struct et_buf buf;

	et_buf_init(&buf, PROOF_LEN_MAX);
	et_reproof_put(&buf, reproof);
	return verify_proof(&buf, sig, spk);
}

void et_enrol_put(struct et_buf *buf, const struct et_enrol *enrol)
{
	et_lp_put_label(buf, "ET1/enrol");
	et_lp_put_hash(buf, &enrol->genesis);
	et_lp_put_id(buf, &enrol->invite_id);
	et_lp_put_id(buf, &enrol->uid);
	et_lp_put_bytes(buf, enrol->username);
	et_lp_put_key(buf, &enrol->ipk_s);
	et_lp_put_key(buf, &enrol->ipk_e);
	et_lp_put_key(buf, &enrol->lpk);
	et_lp_put_id(buf, &enrol->server_salt);
	et_lp_put_ms(buf, enrol->ops);
	et_lp_put_ms(buf, enrol->mem);
	et_lp_put_hash(buf, &enrol->kb_hash);
	et_lp_put_ms(buf, enrol->time_ms);
}

static bool is_kdf_cost(int64_t ops, int64_t mem)
{
	return ops >= ET_KDF_OPS_MIN && ops <= ET_KDF_OPS_MAX && mem >= ET_KDF_MEM_MIN &&
		mem <= ET_KDF_MEM_MAX;
}

static enum et_err read_enrol(
	struct et_slice bytes, const struct et_hash *genesis, struct et_enrol *out)
{
	struct et_lp_reader reader;

	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, "ET1/enrol");
	et_lp_get_genesis(&reader, genesis);
	out->genesis = *genesis;
	out->invite_id = et_lp_get_id(&reader);
	out->uid = et_lp_get_id(&reader);
	out->username = et_lp_get_str(&reader, ET_TEXT_USERNAME_MAX);
	out->ipk_s = et_lp_get_key(&reader);
	out->ipk_e = et_lp_get_key(&reader);
	out->lpk = et_lp_get_key(&reader);
	out->server_salt = et_lp_get_id(&reader);
	out->ops = et_lp_get_ms(&reader);
	out->mem = et_lp_get_ms(&reader);
	out->kb_hash = et_lp_get_hash(&reader);
	out->time_ms = et_lp_get_ms(&reader);
	if (!et_text_is_username(out->username) || et_id_is_zero(&out->uid) ||
		et_id_is_zero(&out->invite_id))
		et_lp_refuse(&reader);
	if (!is_kdf_cost(out->ops, out->mem))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

enum et_err et_enrol_open(struct et_slice bytes, const struct et_sig *sig_id,
	const struct et_sig *sig_inv, const struct et_key32 *inv_pk, const struct et_hash *genesis,
	struct et_enrol *out)
{
	const struct et_slice parts[] = { bytes, et_sig_slice(sig_id), et_sig_slice(sig_inv) };
	enum et_err err;

	memset(out, 0, sizeof(*out));
	if ((err = et_verify(inv_pk, bytes, sig_inv)) != ET_OK)
		goto out;
	if ((err = read_enrol(bytes, genesis, out)) != ET_OK)
		goto out;
	if ((err = et_verify(&out->ipk_s, bytes, sig_id)) != ET_OK)
		goto out;
	out->eh = et_hash_of_parts(parts, 3);
out:
	if (err != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}

void et_relogin_put(struct et_buf *buf, const struct et_relogin *relogin)
{
	et_lp_put_label(buf, "ET1/relogin");
	et_lp_put_hash(buf, &relogin->genesis);
	et_lp_put_id(buf, &relogin->uid);
	et_lp_put_ms(buf, relogin->kbver);
	et_lp_put_key(buf, &relogin->lpk);
	et_lp_put_id(buf, &relogin->salt);
	et_lp_put_ms(buf, relogin->ops);
	et_lp_put_ms(buf, relogin->mem);
	et_lp_put_hash(buf, &relogin->kb_hash);
	et_lp_put_ms(buf, relogin->time_ms);
}

static enum et_err read_relogin(
	struct et_slice bytes, const struct et_hash *genesis, struct et_relogin *out)
{
	struct et_lp_reader reader;

	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, "ET1/relogin");
	et_lp_get_genesis(&reader, genesis);
	out->genesis = *genesis;
	out->uid = et_lp_get_id(&reader);
	out->kbver = et_lp_get_ms(&reader);
	out->lpk = et_lp_get_key(&reader);
	out->salt = et_lp_get_id(&reader);
	out->ops = et_lp_get_ms(&reader);
	out->mem = et_lp_get_ms(&reader);
	out->kb_hash = et_lp_get_hash(&reader);
	out->time_ms = et_lp_get_ms(&reader);
	if (et_id_is_zero(&out->uid) || et_id_is_zero(&out->salt) ||
		!is_kdf_cost(out->ops, out->mem))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

enum et_err et_relogin_open(struct et_slice bytes, const struct et_sig *sig_id,
	const struct et_key32 *ipk_s, const struct et_hash *genesis, struct et_relogin *out)
{
	enum et_err err;

	memset(out, 0, sizeof(*out));
	if ((err = et_verify(ipk_s, bytes, sig_id)) == ET_OK)
		err = read_relogin(bytes, genesis, out);
	if (err != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}

enum et_err et_relogin_verify(
	struct et_slice bytes, const struct et_sig *sig_old, const struct et_key32 *lpk)
{
	return et_verify(lpk, bytes, sig_old);
}

struct et_hash et_relogin_hash(
	struct et_slice bytes, const struct et_sig *sig_id, const struct et_sig *sig_old)
{
	const struct et_slice parts[] = { bytes, et_sig_slice(sig_id), et_sig_slice(sig_old) };

	return et_hash_of_parts(parts, 3);
}

struct et_id et_invented_salt(struct et_slice secret, struct et_slice username)
{
	struct et_hash hash = et_hash_keyed(secret, username);
	struct et_id salt;

	memcpy(salt.b, hash.b, sizeof(salt.b));
	return salt;
}

void et_fingerprint(const struct et_hash *genesis, const struct et_id *uid,
	const struct et_key32 *ipk_s, const struct et_key32 *ipk_e,
	char out[ET_FINGERPRINT_LEN + 1])
{
	uint8_t digest[64];
	struct et_buf buf;
	struct et_slice bytes;

	et_buf_init(&buf, PROOF_LEN_MAX);
	et_lp_put_label(&buf, "ET1/fp");
	et_lp_put_hash(&buf, genesis);
	et_lp_put_id(&buf, uid);
	et_lp_put_key(&buf, ipk_s);
	et_lp_put_key(&buf, ipk_e);
	/* Never a wrong number: a few hundred bytes that cannot be had end the process. */
	ET_ASSERT(et_buf_err(&buf) == ET_OK);
	bytes = et_buf_view(&buf);
	(void)crypto_generichash(digest, sizeof(digest), bytes.ptr, bytes.len, NULL, 0);
	et_buf_fini(&buf);
	for (size_t chunk = 0; chunk < 6; chunk++) {
		uint64_t value = 0;

		for (size_t i = 0; i < 5; i++)
			value = value << 8 | digest[chunk * 5 + i];
		value %= 100000;
		for (size_t digit = 5; digit-- > 0; value /= 10)
			out[chunk * 6 + digit] = (char)('0' + value % 10);
		out[chunk * 6 + 5] = ' ';
	}
	out[ET_FINGERPRINT_LEN] = '\0';
}
