/*
 * The arithmetic of a token bucket: how much is in it, and when there will be more. Knows no classes and nobody.
 */
#ifndef ETATUNTI_SERVICE_SRC_TOKENS_H
#define ETATUNTI_SERVICE_SRC_TOKENS_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* Thousandths of a token; zeroed before the first use, which fills it. */
struct et_rate_bucket {
	int64_t milli, at_ms;
	bool started;
};

/*
 * Takes one token of a bucket that holds `burst` of them and gets per_s a second. ET_RATE: none is there;
 * *retry_ms is when one will be.
 */
enum et_err et_tokens_take(struct et_rate_bucket *bucket, int64_t burst, int64_t per_s,
	int64_t mono_ms, int64_t *retry_ms) ET_MUST_USE;

#endif
