/*
 * Assertions that stay active in release. Only for programmer errors: what a peer, a file or a
 * user can cause is an enum et_err, never an assertion.
 */
#ifndef ETATUNTI_BASE_ASSERT_H
#define ETATUNTI_BASE_ASSERT_H

#include <etatunti/base/err.h>

#define ET_ASSERT(expr) ((expr) ? (void)0 : et_assert_failed(#expr, __FILE__, __LINE__, __func__))

/* One line to stderr, then abort(). */
ET_NORETURN void et_assert_failed(const char *expr, const char *file, int line, const char *func);

#endif
