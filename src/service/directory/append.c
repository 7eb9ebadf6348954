/*
 * The gates that every directory statement passes, then its kind, then log and event.
 */
#include <etatunti/base/assert.h>
#include <etatunti/store/user.h>

#include "../conn.h"
#include "directory.h"

#define X(symbol) extern const struct et_directory_kind et_directory_kind_##symbol;
#include "../directory_kinds.def"
#undef X

static const struct et_directory_kind *const kinds[] = {
#define X(symbol) &et_directory_kind_##symbol,
#include "../directory_kinds.def"
#undef X
};

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

const struct et_directory_kind *et_directory_kind_of(enum et_dir_kind kind)
{
	ET_ASSERT((size_t)kind < KIND_COUNT && kinds[kind]->kind == kind);
	return kinds[kind];
}

const struct et_kind_doc *et_directory_kind_doc(size_t i)
{
	return i < KIND_COUNT ? &kinds[i]->doc : NULL;
}

enum et_err et_directory_head(
	struct et_store *store, const struct et_hash *g, struct et_store_head *out)
{
	enum et_err err = et_store_directory_head(store, out);

	if (err == ET_OK && out->seq == 0)
		out->hash = *g;
	return err;
}

void et_directory_put_head(struct et_json *json, const struct et_store_head *head)
{
	et_json_object_open(json, "head");
	et_json_int(json, "seq", head->seq);
	et_json_hash(json, "hash", &head->hash);
	et_json_object_close(json);
}

static enum et_err parse(struct et_dir_step *step, const struct et_directory_kind *kind)
{
	void *body = et_arena_alloc(step->arena, kind->body_len);

	if (body == NULL)
		return ET_NO_MEMORY;
	step->body = body;
	return kind->parse(step, body);
}

/* The key that the signature must be of. */
static enum et_err issuer_key(
	struct et_dir_step *step, const struct et_directory_kind *kind, struct et_key32 *out)
{
	struct et_store_user issuer;
	enum et_err err;

	if (kind->kind == ET_DIR_FOUND) {
		const struct et_found *found;

		if ((err = parse(step, kind)) != ET_OK)
			return err;
		found = step->body;
		*out = found->ipk_s;
		return et_id_eq(&found->uid, &step->stmt.author) ? ET_OK : ET_BAD_STATEMENT;
	}
	err = et_store_user_by_id(step->store, &step->stmt.author, step->arena, &issuer);
	if (err == ET_NOT_FOUND)
		return ET_FORBIDDEN;
	*out = issuer.ipk_s;
	return err;
}

enum et_err et_directory_open(struct et_dir_step *step, struct et_slice bytes,
	const struct et_sig *sig, const struct et_directory_kind **kind)
{
	struct et_key32 key;
	enum et_dir_kind which;
	enum et_err err;

	if ((err = et_statement_claim(ET_CHAIN_DIR, bytes, &step->stmt)) != ET_OK)
		return err;
	if ((err = et_dir_kind_parse(step->stmt.kind, &which)) != ET_OK)
		return err;
	*kind = et_directory_kind_of(which);
	if ((err = issuer_key(step, *kind, &key)) != ET_OK)
		return err;
	err = et_statement_open(ET_CHAIN_DIR, bytes, sig, &key, &step->deployment->g, &step->stmt);
	if (err != ET_OK)
		return err;
	return parse(step, *kind);
}

/* It is the chain's next one, and of now. */
static enum et_err check_chain(struct et_dir_step *step, struct et_store_head *head)
{
	struct et_chain_head chain;
	enum et_err err;

	if ((err = et_directory_head(step->store, &step->deployment->g, head)) != ET_OK)
		return err;
	chain = (struct et_chain_head){ head->seq, head->hash, head->time };
	err = et_chain_append(&chain, &step->stmt);
	if (err == ET_CONFLICT)
		et_call_extra_head(step->call, head->seq, &head->hash);
	if (err == ET_CLOCK_SKEW)
		et_json_int(&step->call->extra, "now", step->call->now_ms);
	if (err != ET_OK)
		return err;
	return et_call_check_time(step->call, step->stmt.time_ms);
}

static enum et_err store_statement(
	struct et_dir_step *step, struct et_slice bytes, const struct et_sig *sig)
{
	struct et_store_dir_statement row = {
		.seq = step->stmt.seq,
		.stmt = bytes,
		.sig = *sig,
		.hash = step->stmt.hash,
		.kind = step->stmt.kind,
		.issuer = step->stmt.author,
		.time = step->stmt.time_ms,
	};

	return et_store_directory_append(step->store, &row);
}

static enum et_err note(struct et_dir_step *step, const struct et_directory_kind *kind)
{
	struct et_act act = {
		.action = kind->doc.name,
		.object_id = step->subject,
		.statement_hash = step->stmt.hash,
	};
	struct et_json *event = et_outbox_event(step->call, ET_EVENT_DIRECTORY, ET_TO_ALL, NULL);

	et_json_int(event, "seq", step->stmt.seq);
	et_json_hash(event, "hash", &step->stmt.hash);
	return et_call_log(step->call, &act);
}

/* Before anything else is looked at. */
static enum et_err check_role(const struct et_call *call, struct et_slice bytes)
{
	struct et_statement claimed;
	enum et_dir_kind kind;
	enum et_err err;

	if ((err = et_statement_claim(ET_CHAIN_DIR, bytes, &claimed)) != ET_OK)
		return err;
	if ((err = et_dir_kind_parse(claimed.kind, &kind)) != ET_OK)
		return err;
	return (call->user->roles & et_directory_roles(kind)) != 0 ? ET_OK : ET_FORBIDDEN;
}

enum et_err et_directory_append(struct et_call *call, struct et_slice bytes,
	const struct et_sig *sig, const struct et_enrol *enrol, struct et_store_head *head)
{
	struct et_dir_step step = {
		.store = call->store,
		.arena = call->arena,
		.deployment = call->deployment,
		.call = call,
		.enrol = enrol,
	};
	const struct et_directory_kind *kind;
	enum et_err err;

	if (enrol == NULL && (err = check_role(call, bytes)) != ET_OK)
		return err;
	if ((err = et_directory_open(&step, bytes, sig, &kind)) != ET_OK)
		return err;
	call->about.object_id = step.subject;
	if ((kind->kind == ET_DIR_FOUND) != (enrol != NULL))
		return ET_FORBIDDEN;
	if (enrol == NULL && !et_id_eq(&step.stmt.author, &call->user->uid))
		return ET_FORBIDDEN;
	if ((err = check_chain(&step, head)) != ET_OK)
		return err;
	if ((err = kind->check(&step)) != ET_OK)
		return err;
	if ((err = store_statement(&step, bytes, sig)) != ET_OK)
		return err;
	if ((err = kind->project(&step)) != ET_OK)
		return err;
	*head = (struct et_store_head){ step.stmt.seq, step.stmt.hash, step.stmt.time_ms };
	if ((err = note(&step, kind)) != ET_OK || kind->tell == NULL)
		return err;
	return kind->tell(&step);
}
