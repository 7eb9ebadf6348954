/*
 * One row per act: bytes by crypto, kept by store.
 */
#include "actlog.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/store/logrow.h>

#define ROW_LEN_MAX 4096

enum et_err et_actlog_load(struct et_actlog *log, struct et_store *store, const struct et_hash *g,
	struct et_arena *arena)
{
	struct et_store_checkpoint newest;
	enum et_err err;

	if ((err = et_store_logrow_head(store, &log->seq, &log->hash)) != ET_OK)
		return err;
	if (log->seq == 0)
		log->hash = *g;
	err = et_store_checkpoint_newest(store, arena, &newest);
	log->checkpoint_seq = newest.seq;
	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_actlog_append(struct et_actlog *log, const struct et_call *call,
	const struct et_act *act, enum et_err result)
{
	return et_actlog_append_for(log, call, &call->actor, &call->actor_org, act, result);
}

enum et_err et_actlog_append_for(struct et_actlog *log, const struct et_call *call,
	const struct et_id *actor, const struct et_id *actor_org, const struct et_act *act,
	enum et_err result)
{
	struct et_logrow row = {
		.genesis = call->deployment->g,
		.seq = log->seq + 1,
		.prev = log->hash,
		.utc_ms = call->now_ms,
		.actor_uid = *actor,
		.actor_org = *actor_org,
		.action = et_slice_str(act->action),
		.case_id = act->case_id,
		.object_id = act->object_id,
		.comp = et_slice_of(&act->comp, act->comp == 0 ? 0 : 1),
		.purpose = et_slice_str(act->purpose),
		.recipient_org = act->recipient_org,
		.result = et_slice_str(et_err_wire(result)),
		.statement_hash = act->statement_hash,
	};
	struct et_store_logrow stored = { .seq = row.seq, .case_id = act->case_id };
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, ROW_LEN_MAX);
	et_logrow_put(&buf, &row);
	if ((err = et_buf_err(&buf)) != ET_OK)
		goto out;
	stored.row = et_buf_view(&buf);
	stored.hash = et_hash_of(stored.row);
	if ((err = et_store_logrow_append(call->store, &stored)) != ET_OK)
		goto out;
	log->seq = row.seq;
	log->hash = stored.hash;
out:
	et_buf_fini(&buf);
	return err;
}
