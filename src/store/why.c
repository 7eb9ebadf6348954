/* Writes the sentences. */
#include "why.h"

#include <stdarg.h>
#include <stdio.h>

void et_why(char why[ET_STORE_WHY_LEN], const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why, ET_STORE_WHY_LEN, fmt, args);
	va_end(args);
}
