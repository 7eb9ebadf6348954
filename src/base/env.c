/*
 * The real clock and the real randomness: the only calls to them in the program, but for the rests of
 * base/pace.c, which decide nothing.
 */
#include <errno.h>
#include <sys/random.h>
#include <time.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/env.h>

static int64_t clock_ms(clockid_t clock)
{
	struct timespec ts;
	int rc = clock_gettime(clock, &ts);

	ET_ASSERT(rc == 0);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t system_now_ms(void *ctx)
{
	(void)ctx;
	return clock_ms(CLOCK_REALTIME);
}

static int64_t system_mono_ms(void *ctx)
{
	(void)ctx;
	return clock_ms(CLOCK_MONOTONIC);
}

static void system_random(void *ctx, void *out, size_t len)
{
	uint8_t *at = out;

	(void)ctx;
	while (len > 0) {
		ssize_t got = getrandom(at, len, 0);

		if (got < 0) {
			ET_ASSERT(errno == EINTR);
			continue;
		}
		at += got;
		len -= (size_t)got;
	}
}

const struct et_env *et_env_system(void)
{
	static const struct et_env env = {
		.now_ms = system_now_ms,
		.mono_ms = system_mono_ms,
		.random = system_random,
		.ctx = NULL,
	};

	return &env;
}

int64_t et_env_now_ms(const struct et_env *env)
{
	return env->now_ms(env->ctx);
}

int64_t et_env_mono_ms(const struct et_env *env)
{
	return env->mono_ms(env->ctx);
}

void et_env_random(const struct et_env *env, void *out, size_t len)
{
	env->random(env->ctx, out, len);
}

struct et_id et_env_id(const struct et_env *env)
{
	struct et_id id;

	et_env_random(env, id.b, sizeof(id.b));
	return id;
}
