/*
 * Words of the record as JSON.
 */
#ifndef ETATUNTI_SERVICE_SRC_WORDS_H
#define ETATUNTI_SERVICE_SRC_WORDS_H

#include <etatunti/proto/json.h>

/* "contact,coordinator" as ["contact","coordinator"]. ET_CORRUPT: no such roles. */
enum et_err et_words_put_roles(struct et_json *json, const char *key, struct et_slice roles)
	ET_MUST_USE;

#endif
