/*
 * HMAC-SHA1 by libcrypto, and its base64: standard, padded.
 */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/turn.h>

#define SHA1_LEN 20
#define NONCE_TEXT_LEN 12

enum et_err et_turn_password(struct et_slice secret, struct et_slice username, char out[29])
{
	uint8_t mac[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (secret.len == 0 || secret.len > INT_MAX ||
		HMAC(EVP_sha1(), secret.ptr, (int)secret.len, username.ptr, username.len, mac,
			&len) == NULL ||
		len != SHA1_LEN)
		return ET_INTERNAL;
	(void)EVP_EncodeBlock((unsigned char *)out, mac, SHA1_LEN);
	et_wipe(mac, sizeof(mac));
	return ET_OK;
}

enum et_err et_turn_credential(struct et_slice secret, int64_t expires_at_s,
	const uint8_t nonce[ET_TURN_NONCE_LEN], struct et_turn_credential *out)
{
	char text[NONCE_TEXT_LEN + 1];
	char password[29] = "";
	enum et_err err;

	et_b64u_encode(et_slice_of(nonce, ET_TURN_NONCE_LEN), text);
	text[NONCE_TEXT_LEN] = '\0';
	(void)snprintf(out->username, sizeof(out->username), "%" PRId64 ":%s", expires_at_s, text);
	err = et_turn_password(secret, et_slice_str(out->username), password);
	(void)snprintf(out->credential, sizeof(out->credential), "%s", password);
	et_wipe(password, sizeof(password));
	return err;
}
