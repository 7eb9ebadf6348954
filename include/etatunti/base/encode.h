/*
 * Bytes as text: lower-case hex and base64url without padding (RFC 4648 section 5), both strict, so
 * that each value has exactly one spelling. For public values: not constant-time.
 */
#ifndef ETATUNTI_BASE_ENCODE_H
#define ETATUNTI_BASE_ENCODE_H

#include <etatunti/base/buf.h>
#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* Characters for len bytes, without the terminator. */
#define ET_HEX_LEN(len) ((size_t)(len)*2)
#define ET_B64U_LEN(len) (((size_t)(len)*4 + 2) / 3)

/* out holds ET_HEX_LEN(len) + 1 or ET_B64U_LEN(len) + 1 characters and gets a terminator. */
void et_hex_encode(struct et_slice bytes, char *out);
void et_b64u_encode(struct et_slice bytes, char *out);

/* Appends the text to a buffer (sticky error there). */
void et_hex_put(struct et_buf *buf, struct et_slice bytes);
void et_b64u_put(struct et_buf *buf, struct et_slice bytes);

/*
 * text must spell exactly out_len bytes. ET_BAD_PARAM otherwise, and out is zeroed then.
 * Hex takes lower case only; base64url refuses padding, other alphabets and stray last bits.
 */
enum et_err et_hex_decode(struct et_slice text, uint8_t *out, size_t out_len) ET_MUST_USE;
enum et_err et_b64u_decode(struct et_slice text, uint8_t *out, size_t out_len) ET_MUST_USE;

/* Bytes that base64url text of this length spells; SIZE_MAX if no bytes have that length. */
size_t et_b64u_decoded_len(size_t text_len);

#endif
