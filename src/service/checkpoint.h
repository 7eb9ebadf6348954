/*
 * A checkpoint as clients see it: {ckpt, sig}.
 */
#ifndef ETATUNTI_SERVICE_SRC_CHECKPOINT_H
#define ETATUNTI_SERVICE_SRC_CHECKPOINT_H

#include <etatunti/proto/json.h>
#include <etatunti/store/logrow.h>

void et_checkpoint_pairs(struct et_json *json, const struct et_store_checkpoint *row);

#endif
