/*
 * Sentences for the operator: why something could not be opened, which row is wrong. Private to store.
 */
#ifndef ETATUNTI_SRC_STORE_WHY_H
#define ETATUNTI_SRC_STORE_WHY_H

#include <etatunti/store/store.h>

/* Cut off at the length of a why; the last one written counts. */
void et_why(char why[ET_STORE_WHY_LEN], const char *fmt, ...) ET_PRINTF(2, 3);

#endif
