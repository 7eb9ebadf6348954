/*
 * With core at its limit on the same processor, relayed frames take 0.4 to 1.2 ms (p99) all the same, and 23,000 commands a
 * second on two processors have their answers in 8 to 19 ms (p99) instead of 50 to 100. With rests for it too, an
 * attachment came at half the speed.
 */
#include <etatunti/base/pace.h>

#include <time.h>

#define SECOND_NS INT64_C(1000000000)
#define APART_NS INT64_C(100000)
#define AT_WORK_NS INT64_C(1000000)
/* 23,000 commands a second move some 20 KB in each of these, an attachment 200 and more. */
#define COUNTED_NS INT64_C(1000000)
#define MUCH (UINT64_C(64) << 10)

int64_t et_pace_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec;
}

void et_pace_told(struct et_pace *pace, int64_t now, uint64_t len)
{
	pace->told_at = now;
	pace->moved += len;
}

void et_pace_heard(struct et_pace *pace, uint64_t len)
{
	pace->moved += len;
}

static bool moves_much(struct et_pace *pace, int64_t now)
{
	int64_t spans = (now - pace->counted_at) / COUNTED_NS;

	if (spans > 0) {
		pace->much = pace->moved / MUCH >= (uint64_t)spans;
		pace->counted_at = now;
		pace->moved = 0;
	}
	return pace->much || pace->moved >= MUCH;
}

int64_t et_pace_rest(struct et_pace *pace, int64_t now)
{
	int64_t apart = now - pace->turned_at;
	bool rests = !moves_much(pace, now) && now - pace->told_at < AT_WORK_NS && apart < APART_NS;
	int64_t rest = rests ? APART_NS - apart : 0;

	pace->turned_at = now + rest;
	return rest;
}

void et_pace_keep(struct et_pace *pace)
{
	const struct timespec rest = { .tv_nsec = et_pace_rest(pace, et_pace_now()) };

	if (rest.tv_nsec == 0)
		return;
	(void)nanosleep(&rest, NULL);
	pace->turned_at = et_pace_now();
}
