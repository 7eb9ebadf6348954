/*
 * What is checked on the bytes before jansson sees them (its own depth limit is 2,048).
 */
#ifndef ETATUNTI_PROTO_SRC_LIMITS_H
#define ETATUNTI_PROTO_SRC_LIMITS_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/*
 * Well-formed UTF-8 and no value nested deeper than depth_max (the outermost counts as 1). ET_BAD_JSON
 * otherwise. Says nothing about the rest of the syntax.
 */
enum et_err et_limits_check(struct et_slice json, unsigned depth_max) ET_MUST_USE;

#endif
