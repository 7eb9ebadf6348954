/*
 * A clock that stands and randomness from a seed (splitmix64): the same run gives the same bytes.
 */
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/env_fake.h>

static int64_t fake_now_ms(void *ctx)
{
	return ((struct et_env_fake *)ctx)->now_ms;
}

static int64_t fake_mono_ms(void *ctx)
{
	return ((struct et_env_fake *)ctx)->mono_ms;
}

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static void fake_random(void *ctx, void *out, size_t len)
{
	struct et_env_fake *fake = ctx;
	uint8_t *at = out;

	while (len > 0) {
		uint64_t word = splitmix64(&fake->state);
		size_t part = len < sizeof(word) ? len : sizeof(word);

		memcpy(at, &word, part);
		at += part;
		len -= part;
	}
}

void et_env_fake_init(struct et_env_fake *fake, int64_t now_ms, uint64_t seed)
{
	*fake = (struct et_env_fake){
		.env = { fake_now_ms, fake_mono_ms, fake_random, fake },
		.now_ms = now_ms,
		.mono_ms = 0,
		.state = seed,
	};
}

void et_env_fake_advance(struct et_env_fake *fake, int64_t ms)
{
	ET_ASSERT(ms >= 0);
	fake->now_ms += ms;
	fake->mono_ms += ms;
}

void et_env_fake_set_now(struct et_env_fake *fake, int64_t now_ms)
{
	fake->now_ms = now_ms;
}
