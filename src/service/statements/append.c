/* The gates that every case statement passes, then its kind, then log and events. */
#include "append.h"

#include <etatunti/service/outbox.h>
#include <etatunti/store/member.h>
#include <etatunti/store/statement.h>

#include "../reminders.h"
#include "statement.h"

/* The statement is the chain's next one, of this time, and signed with the certified key. */
static enum et_err check_chain(
	struct et_step *step, struct et_slice bytes, const struct et_sig *sig)
{
	struct et_call *call = step->call;
	const struct et_store_casefile *casefile = &step->standing.casefile;
	struct et_chain_head head;
	enum et_err err;

	et_chain_start(&head, &call->deployment->g);
	if (step->standing.exists)
		head = (struct et_chain_head){
			.seq = casefile->seq, .hash = casefile->hash, .time_ms = casefile->last_time
		};
	struct et_chain_head before = head;

	if ((err = et_chain_append(&head, &step->stmt)) == ET_CONFLICT)
		et_call_extra_head(call, before.seq, &before.hash);
	if (err == ET_CLOCK_SKEW)
		et_json_int(&call->extra, "now", call->now_ms);
	if (err != ET_OK)
		return err;
	if ((err = et_call_check_time(call, step->stmt.time_ms)) != ET_OK)
		return err;
	if (step->stmt.time_ms >= call->user->not_after)
		return ET_EXPIRED;
	return et_statement_open_ahead(call->ahead, ET_CHAIN_CASE, bytes, sig, &call->user->ipk_s,
		&call->deployment->g, &step->stmt);
}

static enum et_err store_statement(
	struct et_step *step, struct et_slice bytes, const struct et_sig *sig)
{
	const struct et_store_statement row = {
		.case_id = step->stmt.case_id,
		.seq = step->stmt.seq,
		.stmt = bytes,
		.sig = *sig,
		.hash = step->stmt.hash,
		.kind = step->stmt.kind,
		.author = step->stmt.author,
		.time = step->stmt.time_ms,
	};

	return et_store_statement_append(step->store, &row);
}

/* The event `case` goes to members; those whose right it ended must hear of it too. */
static enum et_err tell_case(struct et_step *step)
{
	struct et_store_member *members;
	struct et_member part;
	size_t count;
	enum et_err err;

	et_outbox_case(
		step->call, &step->stmt.case_id, step->stmt.seq, &step->stmt.hash, step->stmt.kind);
	if (!et_id_is_zero(&step->removed))
		et_outbox_also(step->call, ET_TO_USER, &step->removed);
	if (!step->contacts_out)
		return ET_OK;
	err = et_store_member_list(step->store, &step->stmt.case_id, step->arena, &members, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		err = et_access_part_of(step->call, &step->stmt.case_id, &members[i].uid, &part);
		if (err == ET_OK)
			et_outbox_also(step->call, ET_TO_USER, &members[i].uid);
		else if (err == ET_FORBIDDEN)
			err = ET_OK;
	}
	return err;
}

/* Whose turn it is now are rung, wherever they are signed in. */
static void tell_called(struct et_step *step)
{
	struct et_json *event =
		et_outbox_event(step->call, ET_EVENT_CALLED, ET_TO_CASE, &step->stmt.case_id);

	et_json_id(event, "hour", &step->opened_hour);
	et_json_id(event, "by", &step->stmt.author);
	et_outbox_but(step->call, &step->stmt.author);
}

static enum et_err tell(struct et_step *step)
{
	enum et_err err;

	if ((err = tell_case(step)) != ET_OK)
		return err;
	if (!et_id_is_zero(&step->closed_session))
		et_outbox_room_close(
			step->call, &step->closed_session, &step->stmt.case_id, step->closed_why);
	if (!et_id_is_zero(&step->opened_hour))
		tell_called(step);
	if (!et_id_is_zero(&step->removed))
		et_outbox_put_out(step->call);
	et_outbox_guests(step->call, &step->stmt.case_id);
	if (step->asks &&
		(err = et_remind_case(step->call, ET_MAIL_KELA_ASKS, &step->stmt.case_id,
			 &step->standing.place.hour_id, step->stmt.seq)) != ET_OK)
		return err;
	return et_queue_tell(step->call, &step->line);
}

/* The kind's part, once the statement itself is beyond doubt. */
static enum et_err run_kind(struct et_step *step, const struct et_statement_kind *kind,
	struct et_slice bytes, const struct et_sig *sig)
{
	enum et_err err;

	if (step->data_count < kind->data_min || step->data_count > kind->data_max)
		return ET_BAD_STATEMENT;
	if ((err = et_statement_parse(step, kind)) != ET_OK)
		return err;
	if ((err = kind->check(step)) != ET_OK)
		return err;
	if (kind->match != NULL && (err = kind->match(step)) != ET_OK)
		return err;
	if ((err = store_statement(step, bytes, sig)) != ET_OK)
		return err;
	if ((err = et_statement_project(step, kind)) != ET_OK)
		return err;
	if (kind->keep != NULL && (err = kind->keep(step)) != ET_OK)
		return err;
	step->act.action = kind->doc.name;
	step->act.case_id = step->stmt.case_id;
	step->act.statement_hash = step->stmt.hash;
	if ((err = et_call_log(step->call, &step->act)) != ET_OK)
		return err;
	return tell(step);
}

enum et_err et_statement_append(struct et_call *call, const struct et_id *case_id,
	struct et_slice bytes, const struct et_sig *sig, const struct et_slice *data,
	size_t data_count, struct et_store_head *head)
{
	struct et_step step = {
		.store = call->store,
		.arena = call->arena,
		.deployment = call->deployment,
		.data = data,
		.data_count = data_count,
		.call = call,
	};
	enum et_case_kind kind;
	enum et_err err;

	*head = (struct et_store_head){ 0 };
	et_line_init(&step.line, call->store, call->arena, call->now_ms);
	step.line.own = *case_id;
	if ((err = et_statement_claim(ET_CHAIN_CASE, bytes, &step.stmt)) != ET_OK)
		return err;
	if (!et_hash_eq(&step.stmt.genesis, &call->deployment->g) ||
		!et_id_eq(&step.stmt.case_id, case_id))
		return ET_BAD_STATEMENT;
	if ((err = et_case_kind_parse(step.stmt.kind, &kind)) != ET_OK)
		return err;
	if (!et_id_eq(&step.stmt.author, &call->user->uid))
		return ET_FORBIDDEN;
	if ((err = et_standing_go_on(call, case_id, &step.standing)) != ET_OK)
		return err;
	struct et_casefile state = et_standing_state(&step.standing);
	unsigned by = et_standing_author(&step.standing, call->user, kind);

	/* Before the chain is looked at: the refusal tells a stranger or a coordinator nothing of it. */
	if ((et_casefile_by(kind) & by) == 0)
		return ET_FORBIDDEN;
	if ((err = check_chain(&step, bytes, sig)) != ET_OK)
		return err;
	if ((err = et_casefile_may(kind, by, &state)) != ET_OK)
		return err;
	if ((err = run_kind(&step, et_statement_kind_of(kind), bytes, sig)) != ET_OK)
		return err;
	if ((err = et_standing_keep(call, &step.standing, &step.stmt)) != ET_OK)
		return err;
	*head = (struct et_store_head){
		.seq = step.stmt.seq, .hash = step.stmt.hash, .time = step.stmt.time_ms
	};
	return ET_OK;
}
