/*
 * What a word of a script stands for: ids, hashes and keys of the world by name, numbers, bytes.
 */
#ifndef ETATUNTI_TESTS_FUZZ_WORDS_H
#define ETATUNTI_TESTS_FUZZ_WORDS_H

#include "script.h"

/* The bytes of "@name" (without the @) as of now; empty: no such name. */
struct et_slice fz_name(const struct fz_script *script, struct et_slice name);
/* "12", "now", "now+12", "now-12". */
bool fz_number(const struct fz_script *script, struct et_slice word, int64_t *out);
/* Onto the body of a statement. */
void fz_put_field(const struct fz_script *script, struct et_buf *body, struct et_slice word);
/*
 * A JSON value of a word; blobs that it names are added to the list. Never NULL.
 */
json_t *fz_value(const struct fz_script *script, struct et_slice word, struct et_slice *blobs,
	size_t *blob_count);

/* The next word, blanks cut; empty: none is left. */
struct et_slice fz_next_word(struct et_slice *line);

#endif
