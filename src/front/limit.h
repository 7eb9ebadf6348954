/*
 * Token buckets: how often one connection may do something. Pure; the caller gives the time.
 */
#ifndef ET_FRONT_LIMIT_H
#define ET_FRONT_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct et_bucket {
	int64_t level_milli; /* thousandths of a token */
	int64_t at_ms;
	unsigned burst, rate;
};

/* Full at first: burst tokens at once, then rate a second. */
void et_bucket_init(struct et_bucket *bucket, unsigned burst, unsigned rate, int64_t now_ms);
/* Takes one token; false if there is none. */
bool et_bucket_take(struct et_bucket *bucket, int64_t now_ms);

#endif
