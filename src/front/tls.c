/*
 * TLS as platform.md says: the list of groups is the one that matters, for without it a client can
 * make each handshake cost an ffdhe8192 exponentiation.
 */
#include "tls.h"

#include <stdio.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#define GROUPS "X25519:P-256:P-384"

static enum et_err refuse(char *message, const char *what, const char *path)
{
	unsigned long code = ERR_peek_last_error();
	const char *reason = code != 0 ? ERR_reason_error_string(code) : NULL;

	snprintf(message, ET_TLS_MESSAGE_MAX, "%s %s can't be used%s%s", what, path,
		reason != NULL ? ": " : "", reason != NULL ? reason : "");
	ERR_clear_error();
	return ET_BAD_PARAM;
}

enum et_err et_tls_check(
	const char *cert_path, const char *key_path, char message[ET_TLS_MESSAGE_MAX])
{
	enum et_err err = ET_OK;
	SSL_CTX *ctx;

	message[0] = '\0';
	ERR_clear_error();
	if (access(cert_path, R_OK) == -1) {
		snprintf(
			message, ET_TLS_MESSAGE_MAX, "the certificate %s can't be read", cert_path);
		return ET_BAD_PARAM;
	}
	if (access(key_path, R_OK) == -1) {
		snprintf(message, ET_TLS_MESSAGE_MAX, "the key %s can't be read", key_path);
		return ET_BAD_PARAM;
	}
	if ((ctx = SSL_CTX_new(TLS_server_method())) == NULL)
		return refuse(message, "OpenSSL with", cert_path);
	if (SSL_CTX_use_certificate_chain_file(ctx, cert_path) != 1)
		err = refuse(message, "the certificate", cert_path);
	else if (SSL_CTX_use_PrivateKey_file(ctx, key_path, SSL_FILETYPE_PEM) != 1 ||
		SSL_CTX_check_private_key(ctx) != 1)
		err = refuse(message, "the key", key_path);
	SSL_CTX_free(ctx);
	return err;
}

enum et_err et_tls_configure(void *ssl_ctx)
{
	SSL_CTX *ctx = ssl_ctx;

	if (SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) != 1 ||
		SSL_CTX_set1_groups_list(ctx, GROUPS) != 1 || SSL_CTX_set_num_tickets(ctx, 0) != 1)
		return ET_INTERNAL;
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
	/* Who is silent needs no buffers. */
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
	return ET_OK;
}
