/*
 * The table of classes.
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
	return et_tokens_take(bucket, classes[rate].burst * scale, classes[rate].per_s * scale,
		mono_ms, retry_ms);
}
