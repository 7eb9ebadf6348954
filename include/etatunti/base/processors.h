/*
 * What this process may run on.
 */
#ifndef ETATUNTI_BASE_PROCESSORS_H
#define ETATUNTI_BASE_PROCESSORS_H

#include <stdbool.h>

/* Whether it is more than one processor; false where the kernel does not say. */
bool et_processors_are_many(void);

#endif
