/*
 * case-append: signed statements onto the chain of one case, all or none. The rules are the kinds'.
 */
#include <etatunti/proto/request.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/chunk.h>

#include "statements/append.h"

#define STATEMENTS_MAX 16

struct item {
	struct et_slice stmt, sig;
	struct et_slice_list data;
};

struct case_append {
	struct et_id case_id;
	struct et_item_list statements;
};

static const struct et_field item_fields[] = {
	ET_F_BLOB(struct item, stmt, "stmt", ET_FIELD_REQUIRED, 1, ET_PROTO_STATEMENT_LEN_MAX),
	ET_F_BLOB(struct item, sig, "sig", ET_FIELD_REQUIRED, 64, 64),
	ET_F_BLOBS(struct item, data, "data", 0, 1),
};
static const struct et_fields item_table = ET_FIELDS(item_fields, struct item);

static const struct et_field fields[] = {
	ET_F_ID(struct case_append, case_id, "case"),
	ET_F_LIST(struct case_append, statements, "statements", item_table, 1, STATEMENTS_MAX),
};

/* Who may append what is asked for each statement: an earlier one may make way for a later one. */
static enum et_err authorise(struct et_call *call)
{
	const struct case_append *params = call->params;

	call->about.case_id = params->case_id;
	return ET_OK;
}

static enum et_err append_one(struct et_call *call, const struct et_id *case_id,
	const struct item *item, struct et_store_head *head)
{
	struct et_sig sig;

	if (!et_sig_from(item->sig, &sig))
		return ET_BAD_PARAM;
	return et_statement_append(
		call, case_id, item->stmt, &sig, item->data.slices, item->data.count, head);
}

static enum et_err handle(struct et_call *call)
{
	const struct case_append *params = call->params;
	const struct item *items = params->statements.items;
	struct et_store_head head = { 0 };
	enum et_err err;

	for (size_t i = 0; i < params->statements.count; i++) {
		if ((err = append_one(call, &params->case_id, &items[i], &head)) != ET_OK) {
			et_json_int(&call->extra, "index", (int64_t)i);
			return err;
		}
	}
	et_json_int(&call->reply, "seq", head.seq);
	et_json_hash(&call->reply, "hash", &head.hash);
	return ET_OK;
}

const struct et_command et_command_case_append = {
	.name = "case-append",
	.summary = "statements with their data blobs onto the chain of a case, all or nothing; "
		   "`conflict {head:{seq,hash}}`; errors carry `{index}` of the statement. "
		   "A coordinator: `revoke` only",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE | ET_ROLE_COORDINATOR,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.params = ET_FIELDS(fields, struct case_append),
	.reply = "{ seq: number; hash: Hash }",
	ET_EVENTS(ET_EVENT_CASE, ET_EVENT_CALLED, ET_EVENT_PLACE, ET_EVENT_QUEUE, ET_EVENT_HOUR,
		ET_EVENT_PEERS, ET_EVENT_LOBBY, ET_EVENT_CLOSED, ET_EVENT_GUEST, ET_EVENT_ADMITTED,
		ET_EVENT_GUEST_OVER),
	.authorise = authorise,
	.handle = handle,
};
