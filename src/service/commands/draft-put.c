/*
 * draft-put: keeps a person's own encrypted draft, in place of the one before.
 */
#include <etatunti/base/encode.h>
#include <etatunti/service/call.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/draft.h>

#define KEY_CHARS_MAX 64
#define DRAFT_LEN_MAX 65536
#define DRAFTS_MAX 256

struct params {
	struct et_slice key, data;
};

static const struct et_field fields[] = {
	ET_F_STR(struct params, key, "key", 1, KEY_CHARS_MAX),
	ET_F_BLOB(struct params, data, "data", ET_FIELD_REQUIRED, 1, DRAFT_LEN_MAX),
};

/* Of a case that is erased nothing is kept any more: its key would be "<what>/<case>". */
static enum et_err check_case(struct et_call *call, struct et_slice key)
{
	size_t len = ET_B64U_LEN(sizeof(struct et_id));
	struct et_store_casefile casefile;
	struct et_id case_id;
	enum et_err err;

	if (key.len <= len + 1 || key.ptr[key.len - len - 1] != '/')
		return ET_OK;
	if (et_b64u_decode(et_slice_sub(key, key.len - len, len), case_id.b, sizeof(case_id.b)) !=
		ET_OK)
		return ET_OK;
	err = et_store_casefile_by_id(call->store, &case_id, call->arena, &casefile);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	return et_slice_eq_str(casefile.state, "erased") ? et_call_bad(call, "key", ET_NOT_FOUND)
							 : ET_OK;
}

/* One more is fine, or it takes the place of another. */
static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_draft before;
	int64_t count;
	enum et_err err;

	if ((err = check_case(call, params->key)) != ET_OK)
		return err;
	if ((err = et_store_draft_count(call->store, &call->user->uid, &count)) != ET_OK)
		return err;
	if (count < DRAFTS_MAX)
		return ET_OK;
	err = et_store_draft_get(call->store, &call->user->uid, params->key, call->arena, &before);
	return err == ET_NOT_FOUND ? et_call_bad(call, "key", ET_TOO_LARGE) : err;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_draft draft = {
		.uid = call->user->uid,
		.key = params->key,
		.ct = params->data,
		.at = call->now_ms,
	};
	enum et_err err;

	if ((err = et_store_draft_put(call->store, &draft)) != ET_OK)
		return err;
	et_json_int(&call->reply, "at", call->now_ms);
	return ET_OK;
}

const struct et_command et_command_draft_put = {
	.name = "draft-put",
	.summary =
		"keeps an encrypted draft of one's own (≤ 64 KiB), in place of the one before; `not_found` for a case that is erased",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ at: Ms }",
	.authorise = authorise,
	.handle = handle,
};
