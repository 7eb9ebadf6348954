/* cmocka wants these four before itself. */
#ifndef ETATUNTI_TESTS_STORE_CMOCKA_ALL_H
#define ETATUNTI_TESTS_STORE_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
