/*
 * The table of classes and the arithmetic.
 */
#include "rate.h"

static const struct {
	int64_t burst, per_s;
} classes[ET_RATE_COUNT] = {
	[ET_RATE_LIGHT] = { 120, 60 },
	[ET_RATE_HEAVY] = { 120, 40 },
	[ET_RATE_WRITE] = { 80, 20 },
	[ET_RATE_DOOR] = { 12, 1 },
};

enum et_err et_rate_take(struct et_rate_bucket *bucket, enum et_rate rate, int64_t scale,
	int64_t mono_ms, int64_t *retry_ms)
{
	int64_t full = classes[rate].burst * scale * 1000;
	int64_t per_s = classes[rate].per_s * scale;
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
