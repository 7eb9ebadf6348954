/*
 * Token buckets, and the numbers that hold unless a configuration says otherwise.
 */
#include "limit.h"

#include <etatunti/front/front.h>

void et_front_limits_default(struct et_front_limits *limits)
{
	*limits = (struct et_front_limits){
		.conn_max = 4096,
		/* A whole office sits behind one address, and a browser opens six while it loads. */
		.address_conn_max = 256,
		.loopback_conn_max = 512,
		.setup_s = 10,
		.login_deadline_ms = 10000,
		.ping_s = 25,
		.hangup_s = 60,
		.message_burst = 240,
		.message_rate = 60,
		.stray_max = 20,
		.send_queue_max = (size_t)4 << 20,
		.ipc_queue_max = (size_t)32 << 20,
	};
}

void et_bucket_init(struct et_bucket *bucket, unsigned burst, unsigned rate, int64_t now_ms)
{
	bucket->burst = burst;
	bucket->rate = rate;
	bucket->level_milli = (int64_t)burst * 1000;
	bucket->at_ms = now_ms;
}

bool et_bucket_take(struct et_bucket *bucket, int64_t now_ms)
{
	int64_t full = (int64_t)bucket->burst * 1000;

	if (now_ms > bucket->at_ms) {
		int64_t gone_ms = now_ms - bucket->at_ms;

		/* An hour fills every bucket: no product of large numbers. */
		if (gone_ms > 3600000)
			gone_ms = 3600000;
		bucket->level_milli += gone_ms * (int64_t)bucket->rate;
		if (bucket->level_milli > full)
			bucket->level_milli = full;
		bucket->at_ms = now_ms;
	}
	if (bucket->level_milli < 1000)
		return false;
	bucket->level_milli -= 1000;
	return true;
}
