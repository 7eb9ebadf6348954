/*
 * case-get: a page of the chain of a case with the caller's sealed keys. How far a contact sees the chain,
 * and with what keys, is the consent's to say: it is evidence and stays readable up to the end of
 * the last consent that was in force, the statement that ended it included.
 */
#include <etatunti/store/directory.h>
#include <etatunti/store/member.h>
#include <etatunti/store/statement.h>

#include "standing.h"

/* Two blobs a statement and at most one wrap. */
#define PAGE_MAX 21
#define PAGE_LEN_MAX ((size_t)768 * 1024)

struct case_get {
	struct et_id case_id;
	int64_t from;
};

static const struct et_field fields[] = {
	ET_F_ID(struct case_get, case_id, "case"),
	ET_F_INT(struct case_get, from, "from", 1, ET_TIME_MAX),
};

static enum et_err authorise(struct et_call *call)
{
	const struct case_get *params = call->params;
	struct et_standing *standing = et_arena_alloc(call->arena, sizeof(*standing));
	enum et_err err;

	if (standing == NULL)
		return ET_NO_MEMORY;
	call->about.case_id = params->case_id;
	call->loaded = standing;
	if ((err = et_standing_load(call, &params->case_id, standing)) != ET_OK)
		return err;
	return standing->by != 0 ? ET_OK : ET_FORBIDDEN;
}

static bool is_shut_out(const struct et_standing *standing)
{
	return standing->member.is_contact && !standing->in_force;
}

/* Whether it was in force at some instant until now. */
static bool was_in_force(const struct et_call *call, const struct et_store_consent *consent)
{
	struct et_consent facts;
	int64_t end_ms = consent->ended_at != 0 ? consent->ended_at : call->now_ms;

	et_access_consent_facts(consent, &facts);
	return facts.acked && facts.valid_from <= end_ms;
}

/* The head of the chain as the caller may see it; nothing of it: seq 0. */
static enum et_err load_head(
	struct et_call *call, const struct et_standing *standing, struct et_store_head *head)
{
	const struct et_store_casefile *casefile = &standing->casefile;
	struct et_store_consent *consents;
	struct et_store_statement last;
	size_t count;
	enum et_err err;

	*head = (struct et_store_head){ .seq = casefile->seq, .hash = casefile->hash };
	if (!is_shut_out(standing))
		return ET_OK;
	*head = (struct et_store_head){ .hash = call->deployment->g };
	err = et_store_consent_list(
		call->store, &casefile->case_id, call->arena, &consents, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		if (!was_in_force(call, &consents[i]))
			continue;
		err = et_store_statement_last(call->store, &casefile->case_id,
			consents[i].ended_at != 0 ? consents[i].ended_by_seq : casefile->seq,
			consents[i].valid_to, call->arena, &last);
		if (err == ET_OK && last.seq > head->seq)
			*head = (struct et_store_head){ .seq = last.seq, .hash = last.hash };
		if (err == ET_NOT_FOUND)
			err = ET_OK;
	}
	return err;
}

/* The statements up to the head that fit into one reply, in order. */
static enum et_err put_statements(struct et_call *call, const struct case_get *params,
	const struct et_store_head *head, int64_t *until, size_t *count)
{
	struct et_store_statement *list;
	size_t found, len = 0, index;
	enum et_err err;

	*count = 0;
	*until = params->from;
	err = et_store_statement_list(
		call->store, &params->case_id, params->from, PAGE_MAX, call->arena, &list, &found);
	for (size_t i = 0; err == ET_OK && i < found; i++) {
		len += list[i].stmt.len;
		if (len > PAGE_LEN_MAX || list[i].seq > head->seq)
			break;
		if ((err = et_call_blob(call, list[i].stmt, &index)) != ET_OK)
			return err;
		err = et_call_blob(call, et_sig_slice(&list[i].sig), &index);
		*until = list[i].seq + 1;
		++*count;
	}
	return err;
}

/* The caller's wraps of the grants in this page: those that have not been taken back. */
static enum et_err put_wraps(struct et_call *call, const struct case_get *params, int64_t until)
{
	const struct et_standing *standing = call->loaded;
	struct et_store_wrap *list;
	size_t count, index;
	enum et_err err;

	err = et_store_wrap_list(call->store, &params->case_id, &call->user->uid,
		is_shut_out(standing) ? "C" : "PSC", call->arena, &list, &count);
	et_json_array_open(&call->reply, "wraps");
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		if (list[i].seq < params->from || list[i].seq >= until)
			continue;
		et_json_int(&call->reply, NULL, list[i].seq);
		err = et_call_blob(call, list[i].w, &index);
	}
	et_json_array_close(&call->reply);
	return err;
}

static enum et_err handle(struct et_call *call)
{
	const struct case_get *params = call->params;
	const struct et_standing *standing = call->loaded;
	struct et_store_head head;
	int64_t until;
	size_t count;
	enum et_err err;

	if ((err = load_head(call, standing, &head)) != ET_OK)
		return err;
	if ((err = put_statements(call, params, &head, &until, &count)) != ET_OK)
		return err;
	et_json_int(&call->reply, "count", (int64_t)count);
	if ((err = put_wraps(call, params, until)) != ET_OK)
		return err;
	et_json_object_open(&call->reply, "head");
	et_json_int(&call->reply, "seq", head.seq);
	et_json_hash(&call->reply, "hash", &head.hash);
	et_json_object_close(&call->reply);
	call->about.purpose = et_standing_purpose(standing);
	call->about.recipient_org = et_access_recipient_org(call, &standing->member);
	return ET_OK;
}

const struct et_command et_command_case_get = {
	.name = "case-get",
	.summary =
		"statements from seq `from` on (at most 21), then the caller's wraps of the grants "
		"among them: blobs `[stmt, sig]*`, `[W]*`; `count` statements, `wraps` seqs of the "
		"grants; go on at from + count. A contact whose consent has ended gets the chain up to "
		"that end (`head` too) and the C wraps only. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "case-get",
	.params = ET_FIELDS(fields, struct case_get),
	.reply = "{ count: number; wraps: number[]; head: Head }",
	.reply_blobs = true,
	.authorise = authorise,
	.handle = handle,
};
