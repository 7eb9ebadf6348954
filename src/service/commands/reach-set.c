/*
 * reach-set: where one wants to be reminded by e-mail, and in which language; null: nowhere.
 */
#include <etatunti/domain/mailtext.h>
#include <etatunti/service/call.h>
#include <etatunti/store/reach.h>

struct params {
	struct et_slice email;
	int language;
};

static const struct et_field fields[] = {
	ET_F_STR_NULLABLE(struct params, email, "email", 3, ET_MAIL_ADDRESS_MAX),
	ET_F_ENUM(struct params, language, "language", et_ical_languages),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct et_store_reach reach = {
		.uid = call->user->uid,
		.email = params->email,
		.language = et_slice_str(et_ical_languages[params->language]),
		.at = call->now_ms,
	};

	if (params->email.len > 0 && !et_mailtext_is_address(params->email))
		return et_call_bad(call, "email", ET_BAD_PARAM);
	return et_store_reach_put(call->store, &reach);
}

const struct et_command et_command_reach_set = {
	.name = "reach-set",
	.summary =
		"where one wants to be reminded (null: nowhere), and in which language. Logged, without "
		"the address",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "reach-set",
	.params = ET_FIELDS(fields, struct params),
	.reply = "Record<string, never>",
	.handle = handle,
};
