/*
 * A world for tests and the simulator: the clock stands until it is moved, and the randomness
 * follows from a seed. Never in a running server: its randomness is predictable.
 */
#ifndef ETATUNTI_BASE_ENV_FAKE_H
#define ETATUNTI_BASE_ENV_FAKE_H

#include <etatunti/base/env.h>

/* Must not move in memory after init: env.ctx points to it. */
struct et_env_fake {
	struct et_env env;
	int64_t now_ms, mono_ms;
	uint64_t state;
};

/* The monotonic clock starts at 0. */
void et_env_fake_init(struct et_env_fake *fake, int64_t now_ms, uint64_t seed);
/* Both clocks forward by ms >= 0. */
void et_env_fake_advance(struct et_env_fake *fake, int64_t ms);
/* The wall clock jumps (either way); the monotonic one does not. */
void et_env_fake_set_now(struct et_env_fake *fake, int64_t now_ms);

#endif
