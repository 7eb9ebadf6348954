/*
 * Signatures verified on another processor before they are asked for, while the caller does something else. What
 * comes of it is what et_verify says of the same bytes: only when it is known differs.
 */
#ifndef ETATUNTI_CRYPTO_AHEAD_H
#define ETATUNTI_CRYPTO_AHEAD_H

#include <etatunti/crypto/sign.h>

/* Signatures, and bytes of what is signed, that wait at a time; what is put beyond is not done ahead. */
#define ET_AHEAD_COUNT_MAX 2048
#define ET_AHEAD_LEN_MAX ((size_t)2 << 20)

struct et_ahead;

/*
 * Starts the thread; it has the memory that it needs, opens nothing and asks the kernel for nothing but to wait.
 * NULL: it can't be started, or there is one processor only; everything goes on without.
 */
struct et_ahead *et_ahead_new(void) ET_MUST_USE;
void et_ahead_free(struct et_ahead *ahead);

/* That will probably be asked for. Copied. */
void et_ahead_put(struct et_ahead *ahead, const struct et_key32 *pk, struct et_slice bytes,
	const struct et_sig *sig);
/* Forgets all that was put. */
void et_ahead_forget(struct et_ahead *ahead);

/* As et_verify. ahead may be NULL, and need not know of it. */
enum et_err et_ahead_verify(struct et_ahead *ahead, const struct et_key32 *pk,
	struct et_slice bytes, const struct et_sig *sig) ET_MUST_USE;

#endif
