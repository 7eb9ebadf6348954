/*
 * Whether there is room left where the record lies: asked of the file system at most once a second, so
 * that writes are refused before the disk is full and reads, calls and the log have what they need.
 */
#ifndef ETATUNTI_CORE_SPACE_H
#define ETATUNTI_CORE_SPACE_H

#include <etatunti/base/env.h>

/* Below this many free bytes storage is low. */
#define ET_SPACE_LOW_LEN (INT64_C(64) << 20)
/* How long an answer holds. */
#define ET_SPACE_ASK_MS 1000

struct et_space {
	const struct et_env *env;
	const char *path; /* a file or folder of that file system */
	int64_t low_len;  /* ET_SPACE_LOW_LEN, or what a test wants */
	/* et_space_free_len, or a test's. */
	int64_t (*free_len)(const char *path);

	int64_t asked_ms; /* monotonic; 0: not yet */
	bool is_low;
};

/* Bytes that the process may still write there; INT64_MAX if the file system does not tell. */
int64_t et_space_free_len(const char *path);

/* For struct et_service_config: ctx is the struct et_space. */
bool et_space_is_low(void *ctx);

#endif
