/*
 * Memory that runs out on demand: that of our own code (this program's malloc, calloc, realloc and strdup, wrapped by the
 * linker; jansson's is among it, since proto lends it its own), and that of SQLite. Counts what is asked for, and what is not
 * given back. Knows nobody who asks.
 */
#ifndef ETATUNTI_TESTS_FAULT_MEMORY_FAIL_H
#define ETATUNTI_TESTS_FAULT_MEMORY_FAIL_H

#include <stdbool.h>
#include <stddef.h>

enum mf_whose { MF_OURS, MF_SQLITE, MF_SOURCES };
const char *mf_name(enum mf_whose whose);

/* Before anything is asked of SQLite. */
void mf_install(void);

/*
 * What the calling thread asks for between the two is counted, and may fail; what a test needs for itself is not. They
 * nest. One thread only.
 */
void mf_enter(void);
void mf_leave(void);

/* The countdown-th that is asked for (1: the next) is not there, nor, for good, is any after it. */
void mf_fail(size_t countdown, bool for_good);
void mf_fail_no_more(void);
/* Whether, since mf_fail, one was asked for that was not there. */
bool mf_has_failed(void);
/* Who asked for the first that was not there, on the standard error. */
void mf_print_who(void);

struct mf_counts {
	size_t asked[MF_SOURCES];
	size_t all; /* of asked */
	long live;  /* taken and not given back, whoever asked */
};
struct mf_counts mf_counts(void);

#endif
