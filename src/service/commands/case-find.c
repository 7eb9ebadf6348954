/*
 * case-find: a coordinator has a client's paper in hand and its reference, and withdraws the consent or
 * holds the case. Of
 * cases of the own organisation's pairs only; tells the head and the consent, nothing of what is in it.
 */
#include <etatunti/service/access.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/retention.h>

#include "../ref.h"

struct params {
	struct et_slice ref;
};

static const struct et_field fields[] = {
	ET_F_STR(struct params, ref, "ref", ET_REF_LEN, ET_REF_LEN),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_casefile *found;
	uint8_t prefix[ET_CASE_REF_BYTES];
	size_t count;
	enum et_err err;

	if (!et_ref_read(params->ref, prefix))
		return et_call_bad(call, "ref", ET_BAD_PARAM);
	err = et_store_casefile_list_by_prefix(call->store, et_slice_of(prefix, sizeof(prefix)),
		&call->user->org, call->arena, &found, &count);
	if (err != ET_OK)
		return err;
	if (count == 0)
		return ET_NOT_FOUND;
	if (count > 1)
		return ET_CONFLICT;
	call->about.case_id = found->case_id;
	call->loaded = found;
	return ET_OK;
}

static enum et_err put_consent(struct et_call *call, const struct et_id *case_id)
{
	struct et_store_consent row;
	struct et_consent facts;
	bool has;
	enum et_err err;

	err = et_access_consent(call->store, case_id, call->arena, &row, &facts, &has);
	if (err != ET_OK)
		return err;
	if (!has) {
		et_json_null(&call->reply, "consent");
		return ET_OK;
	}
	et_json_object_open(&call->reply, "consent");
	et_json_id(&call->reply, "id", &row.consent_id);
	et_json_cstr(&call->reply, "state",
		et_consent_state_word(et_consent_state_at(&facts, call->now_ms)));
	et_json_int(&call->reply, "from", row.valid_from);
	et_json_int(&call->reply, "to", row.valid_to);
	et_json_object_close(&call->reply);
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	const struct et_store_casefile *found = call->loaded;
	bool held;
	enum et_err err;

	et_json_id(&call->reply, "case", &found->case_id);
	et_json_object_open(&call->reply, "head");
	et_json_int(&call->reply, "seq", found->seq);
	et_json_hash(&call->reply, "hash", &found->hash);
	et_json_object_close(&call->reply);
	et_json_int(&call->reply, "time", found->last_time);
	et_json_id(&call->reply, "pair", &found->pair_id);
	et_json_str(&call->reply, "state", found->state);
	if ((err = et_store_hold_is_on(call->store, &found->case_id, &held)) != ET_OK)
		return err;
	et_json_bool(&call->reply, "hold", held);
	return put_consent(call, &found->case_id);
}

const struct et_command et_command_case_find = {
	.name = "case-find",
	.summary =
		"the case that a client's paper names: `ref` is 8 characters of Crockford's base32 "
		"(upper case, no I L O U) of the first 5 bytes of its id; of pairs of the own "
		"organisation. `time` is that of the newest statement; `conflict`: two have it. "
		"Once a second in the long run. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_COORDINATOR,
	.effect = ET_READ,
	.rate = ET_RATE_DOOR,
	.action = "case-find",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ case: Id; head: Head; time: Ms; pair: Id; "
		 "state: \"open\" | \"closed\" | \"erased\"; hold: boolean; "
		 "consent: { id: Id; state: ConsentState; from: Ms; to: Ms } | null }",
	.authorise = authorise,
	.handle = handle,
};
