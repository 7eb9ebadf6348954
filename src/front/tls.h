/*
 * The rules for TLS: 1.3 only, three groups, no tickets, no renegotiation. Knows no HTTP.
 */
#ifndef ET_FRONT_TLS_H
#define ET_FRONT_TLS_H

#include <etatunti/base/err.h>

#define ET_TLS_MESSAGE_MAX 512

/* Whether the two files are a certificate chain and its key. If not (ET_BAD_PARAM), a sentence. */
enum et_err et_tls_check(
	const char *cert_path, const char *key_path, char message[ET_TLS_MESSAGE_MAX]) ET_MUST_USE;

/* Applies the rules to the library's SSL_CTX. ET_INTERNAL: OpenSSL refused. */
enum et_err et_tls_configure(void *ssl_ctx) ET_MUST_USE;

#endif
