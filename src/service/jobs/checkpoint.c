/*
 * A signed checkpoint of the log, if rows have come since the last one: stored, sent to everyone,
 * and written to the second place.
 */
#include <etatunti/base/encode.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/logrow.h>

#include "../checkpoint.h"
#include "../state.h"

#define CHECKPOINT_LEN_MAX 512

static enum et_err handle(struct et_call *call)
{
	struct et_actlog *log = &call->service->actlog;
	struct et_checkpoint checkpoint = { .genesis = call->deployment->g,
		.seq = log->seq,
		.hash = log->hash,
		.utc_ms = call->now_ms };
	struct et_store_checkpoint row = { .seq = log->seq };
	struct et_buf ckpt, line;
	struct et_slice text;
	enum et_err err;

	if (log->seq == log->checkpoint_seq)
		return ET_OK;
	et_buf_init(&ckpt, CHECKPOINT_LEN_MAX);
	et_buf_init(&line, 4 * CHECKPOINT_LEN_MAX);
	et_checkpoint_put(&ckpt, &checkpoint);
	if ((err = et_buf_err(&ckpt)) != ET_OK)
		goto out;
	row.ckpt = et_buf_view(&ckpt);
	row.sig = et_sign_detached(call->service->config.log_key, row.ckpt);
	if ((err = et_store_checkpoint_append(call->store, &row)) != ET_OK)
		goto out;
	et_hex_put(&line, row.ckpt);
	et_buf_u8(&line, ' ');
	et_hex_put(&line, et_sig_slice(&row.sig));
	if ((err = et_buf_err(&line)) != ET_OK)
		goto out;
	if ((err = et_arena_slice(call->arena, et_buf_view(&line), &text)) != ET_OK)
		goto out;
	et_outbox_checkpoint_line(call, text);
	et_checkpoint_pairs(et_outbox_event(call, ET_EVENT_CHECKPOINT, ET_TO_ALL, NULL), &row);
	log->checkpoint_seq = log->seq;
out:
	et_buf_fini(&line);
	et_buf_fini(&ckpt);
	return err;
}

const struct et_command et_job_checkpoint = {
	.name = "checkpoint",
	.summary = "signs where the log ends",
	.handle = handle,
};
