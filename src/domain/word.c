/* The search behind every "word to enum" of the domain. Knows no enum. */
#include "word.h"

size_t et_word_index(const char *const *words, size_t count, struct et_slice word)
{
	for (size_t i = 0; i < count; i++) {
		if (et_slice_eq_str(word, words[i]))
			return i;
	}
	return SIZE_MAX;
}
