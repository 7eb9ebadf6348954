/*
 * Token buckets: how often a connection, or an address, may ask. Knows the classes, not the commands.
 */
#ifndef ETATUNTI_SERVICE_SRC_RATE_H
#define ETATUNTI_SERVICE_SRC_RATE_H

#include <etatunti/service/command.h>

#include "tokens.h"

/*
 * Takes one token of the class. ET_RATE: none is there; *retry_ms is when one will be. scale
 * multiplies size and speed: 1 for a connection, more for an address that many people share.
 */
enum et_err et_rate_take(struct et_rate_bucket *bucket, enum et_rate rate, int64_t scale,
	int64_t mono_ms, int64_t *retry_ms) ET_MUST_USE;

#endif
