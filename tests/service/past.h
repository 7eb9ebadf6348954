/*
 * Records of earlier schemas as SQL text (tests/past): written from a database, and made into one again.
 */
#ifndef ETATUNTI_TESTS_SERVICE_PAST_H
#define ETATUNTI_TESTS_SERVICE_PAST_H

#include <etatunti/crypto/sign.h>

#include "testkit.h"

/* Whose record it is, and when it was written: two lines of comment at the beginning of the text. */
struct past_head {
	uint8_t log_seed[ET_SEED_LEN];
	int64_t now_ms;
};

/* The whole database behind the store, word for word; a new file. */
void past_write(struct et_store *store, const struct past_head *head, const char *path);

/* The text as a new database file, in the mode that a server leaves it in. */
void past_read(const char *text_path, const char *database_path, struct past_head *head);

#endif
