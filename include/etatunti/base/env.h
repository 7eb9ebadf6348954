/*
 * The world, injected: wall clock, monotonic clock, randomness. The only place that asks the system
 * for them; everything above takes a struct et_env, so that tests and the simulator own the time.
 */
#ifndef ETATUNTI_BASE_ENV_H
#define ETATUNTI_BASE_ENV_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* The last instant that anybody may name, in a param or under a signature: 9999-12-31T23:59:59.999Z. */
#define ET_TIME_MAX INT64_C(253402300799999)

struct et_env {
	int64_t (*now_ms)(void *ctx);                     /* wall clock, ms since 1970 UTC */
	int64_t (*mono_ms)(void *ctx);                    /* never goes back; for deadlines */
	void (*random)(void *ctx, void *out, size_t len); /* cannot fail */
	void *ctx;
};

/* clock_gettime and getrandom. Static; a kernel that gives no randomness ends the process. */
const struct et_env *et_env_system(void);

int64_t et_env_now_ms(const struct et_env *env);
int64_t et_env_mono_ms(const struct et_env *env);
void et_env_random(const struct et_env *env, void *out, size_t len);
/* A fresh random id. */
struct et_id et_env_id(const struct et_env *env);

#endif
