/*
 * See checkpoint.h.
 */
#include "checkpoint.h"

void et_checkpoint_pairs(struct et_json *json, const struct et_store_checkpoint *row)
{
	et_json_bytes(json, "ckpt", row->ckpt);
	et_json_sig(json, "sig", &row->sig);
}
