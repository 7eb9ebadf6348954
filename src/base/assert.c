/*
 * How the process ends when the program itself is wrong.
 */
#include <stdio.h>
#include <stdlib.h>

#include <etatunti/base/assert.h>

void et_assert_failed(const char *expr, const char *file, int line, const char *func)
{
	fprintf(stderr, "etatunti: %s:%d: %s: assertion failed: %s\n", file, line, func, expr);
	abort();
}
