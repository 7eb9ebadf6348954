/*
 * The table of classes.
 */
#include "rate.h"

static const struct {
	int64_t burst, per_s;
} classes[ET_RATE_COUNT] = {
	[ET_RATE_LIGHT] = { 40, 20 },
	[ET_RATE_HEAVY] = { 40, 10 },
	[ET_RATE_WRITE] = { 40, 10 },
	[ET_RATE_DOOR] = { 12, 1 },
};

enum et_err et_bucket_take(struct et_bucket *bucket, enum et_rate rate, int64_t scale,
	int64_t mono_ms, int64_t *retry_ms)
{
	return et_tokens_take(bucket, classes[rate].burst * scale, classes[rate].per_s * scale,
		mono_ms, retry_ms);
}
