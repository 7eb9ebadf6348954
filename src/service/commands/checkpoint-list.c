/*
 * checkpoint-list: the signed checkpoints that a client remembers, to be compared with its own: a server
 * that has rewritten its log cannot show them.
 */
#include <etatunti/service/call.h>

#include "../checkpoint.h"

#define SEQS_MAX 50

struct params {
	struct et_int_list seqs;
};

static const struct et_field fields[] = {
	ET_F_INTS(struct params, seqs, "seqs", 1, ET_TIME_MAX, SEQS_MAX),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_checkpoint row;
	enum et_err err;

	et_json_array_open(&call->reply, "checkpoints");
	for (size_t i = 0; i < params->seqs.count; i++) {
		err = et_store_checkpoint_by_seq(
			call->store, params->seqs.ints[i], call->arena, &row);
		if (err == ET_NOT_FOUND)
			continue;
		if (err != ET_OK)
			return err;
		et_json_object_open(&call->reply, NULL);
		et_checkpoint_pairs(&call->reply, &row);
		et_json_object_close(&call->reply);
	}
	et_json_array_close(&call->reply);
	return ET_OK;
}

const struct et_command et_command_checkpoint_list = {
	.name = "checkpoint-list",
	.summary =
		"the checkpoints at exactly those rows of the log (at most 50 are asked for, in any "
		"order): those that are there, in the order asked",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ checkpoints: Checkpoint[] }",
	.handle = handle,
};
