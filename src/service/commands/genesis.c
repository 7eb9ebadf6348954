/*
 * genesis: what this deployment is. For everyone, before anything else.
 */
#include <etatunti/service/call.h>

static enum et_err handle(struct et_call *call)
{
	et_json_bytes(&call->reply, "genesis", call->deployment->genesis_bytes);
	et_json_int(&call->reply, "now", call->now_ms);
	et_json_bool(&call->reply, "demo", call->deployment->demo);
	et_json_cstr(&call->reply, "version", call->deployment->version);
	if (call->deployment->feedback != NULL)
		et_json_cstr(&call->reply, "feedback", call->deployment->feedback);
	return ET_OK;
}

const struct et_command et_command_genesis = {
	.name = "genesis",
	.summary = "what this deployment is",
	.states = ET_CONN_ANY,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS_NONE,
	.reply = "{ genesis: Bytes; now: Ms; demo: boolean; version: string; feedback?: string }",
	.handle = handle,
};
