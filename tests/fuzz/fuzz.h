/*
 * What every fuzz target shares: how it is called, how it says that something does not hold, and taking
 * small numbers off the input. A target judges by what must be true, not only by not crashing.
 */
#ifndef ETATUNTI_TESTS_FUZZ_FUZZ_H
#define ETATUNTI_TESTS_FUZZ_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <etatunti/base/types.h>

/* libFuzzer's or replay.c's: once an input, any bytes. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold of whatever was put in; not an assertion of the code's, so that it says whose it is. */
#define FUZZ_MUST(what) ((what) ? (void)0 : fuzz_broken(#what, __FILE__, __LINE__))

static inline _Noreturn void fuzz_broken(const char *what, const char *file, int line)
{
	fprintf(stderr, "fuzz: does not hold: %s (%s:%d)\n", what, file, line);
	abort();
}

/* The input from its front; zeros when it is used up. */
struct fuzz_in {
	const uint8_t *at;
	size_t left;
};

static inline uint8_t fuzz_u8(struct fuzz_in *in)
{
	if (in->left == 0)
		return 0;
	in->left--;
	return *in->at++;
}

/* At most so many bytes. */
static inline struct et_slice fuzz_bytes(struct fuzz_in *in, size_t len)
{
	struct et_slice out = et_slice_of(in->at, len < in->left ? len : in->left);

	in->at += out.len;
	in->left -= out.len;
	return out;
}

/*
 * Whether what costs more than the rest is judged of this input too: of one in four by the fuzzer, always the same,
 * and of all in a replay.
 */
static inline bool fuzz_is_thorough(const uint8_t *data, size_t size)
{
#ifdef ET_FUZZ_RUN
	uint32_t sum = 0;

	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	return sum % 4 == 0;
#else
	(void)data;
	(void)size;
	return true;
#endif
}

static inline uint64_t fuzz_u64(struct fuzz_in *in)
{
	uint64_t value = 0;

	for (int i = 0; i < 8; i++)
		value = value << 8 | fuzz_u8(in);
	return value;
}

#endif
