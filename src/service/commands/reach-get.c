/*
 * reach-get: where one is reminded by e-mail; and for coordinators, how many reminders to people of their
 * organisation were given up, so that somebody looks at the addresses and the server.
 */
#include <etatunti/service/service.h>
#include <etatunti/store/mail.h>
#include <etatunti/store/reach.h>

#include "../state.h"

static enum et_err handle(struct et_call *call)
{
	struct et_store_reach reach;
	int64_t failed = 0;
	enum et_err err;

	err = et_store_reach_by_uid(call->store, &call->user->uid, call->arena, &reach);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	if ((call->user->roles & ET_ROLE_COORDINATOR) != 0 &&
		(err = et_store_mail_failed(call->store, &call->user->org, &failed)) != ET_OK)
		return err;
	et_json_bool(&call->reply, "on", call->service->config.mail != NULL);
	if (reach.email.len > 0)
		et_json_str(&call->reply, "email", reach.email);
	else
		et_json_null(&call->reply, "email");
	if (reach.language.len > 0)
		et_json_str(&call->reply, "language", reach.language);
	else
		et_json_null(&call->reply, "language");
	et_json_int(&call->reply, "failed", failed);
	return ET_OK;
}

const struct et_command et_command_reach_get = {
	.name = "reach-get",
	.summary =
		"where one is reminded by e-mail. on: whether this server sends any. failed: for "
		"coordinators, how many to people of the own organisation were given up in 30 days",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS_NONE,
	.reply =
		"{ on: boolean; email: string | null; language: \"fi\" | \"sv\" | \"en\" | null; failed: number }",
	.handle = handle,
};
