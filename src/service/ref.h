/*
 * The reference on a client's paper: the first bytes of the case id (ET_CASE_REF_BYTES) in Crockford's base32,
 * upper case. Knows no case.
 */
#ifndef ETATUNTI_SERVICE_SRC_REF_H
#define ETATUNTI_SERVICE_SRC_REF_H

#include <etatunti/domain/casefile.h>

#define ET_REF_LEN 8
_Static_assert(ET_REF_LEN * 5 == ET_CASE_REF_BYTES * 8, "whole characters, whole bytes");

bool et_ref_read(struct et_slice ref, uint8_t prefix[ET_CASE_REF_BYTES]);
void et_ref_write(const struct et_id *case_id, char out[ET_REF_LEN + 1]);

#endif
