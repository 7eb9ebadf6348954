/*
 * See tokens.h.
 */
#include "tokens.h"

enum et_err et_tokens_take(struct et_rate_bucket *bucket, int64_t burst, int64_t per_s,
	int64_t mono_ms, int64_t *retry_ms)
{
	int64_t full = burst * 1000;
	int64_t passed_ms = mono_ms - bucket->at_ms;

	*retry_ms = 0;
	if (!bucket->started || passed_ms > full / per_s)
		bucket->milli = full;
	else if (passed_ms > 0)
		bucket->milli += passed_ms * per_s;
	if (bucket->milli > full)
		bucket->milli = full;
	bucket->at_ms = mono_ms;
	bucket->started = true;
	if (bucket->milli < 1000) {
		*retry_ms = (1000 - bucket->milli + per_s - 1) / per_s;
		return ET_RATE;
	}
	bucket->milli -= 1000;
	return ET_OK;
}
