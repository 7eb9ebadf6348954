/*
 * Words of the protocol for the members of an enum: one search for all of them. Private to domain.
 */
#ifndef ETATUNTI_DOMAIN_WORD_H
#define ETATUNTI_DOMAIN_WORD_H

#include <etatunti/base/types.h>

/* The index of the word in the list, or SIZE_MAX. */
size_t et_word_index(const char *const *words, size_t count, struct et_slice word);

#define ET_WORD_COUNT(words) (sizeof(words) / sizeof((words)[0]))

#endif
