/*
 * What may be forgotten: staged chunks, remembered replies, sessions, drafts, reminders, addresses of who has left.
 */
#include <etatunti/service/service.h>
#include <etatunti/store/chunk.h>
#include <etatunti/store/draft.h>
#include <etatunti/store/mail.h>
#include <etatunti/store/reach.h>
#include <etatunti/store/reply.h>
#include <etatunti/store/session.h>

#define DRAFT_KEEP_MS (INT64_C(90) * 24 * 3600000)
#define MAIL_KEEP_MS (INT64_C(30) * 24 * 3600000)

static enum et_err handle(struct et_call *call)
{
	int64_t now_ms = call->now_ms;
	enum et_err err;

	if ((err = et_store_chunk_drop_staged(call->store, now_ms - ET_CHUNK_KEEP_MS)) != ET_OK)
		return err;
	if ((err = et_store_reply_drop(call->store, now_ms - ET_REPLY_KEEP_MS)) != ET_OK)
		return err;
	if ((err = et_store_session_drop(call->store, now_ms - ET_SESSION_LIFE_MS)) != ET_OK)
		return err;
	if ((err = et_store_reach_forget(call->store)) != ET_OK)
		return err;
	if ((err = et_store_mail_forget(call->store, now_ms - MAIL_KEEP_MS)) != ET_OK)
		return err;
	return et_store_draft_forget(call->store, now_ms - DRAFT_KEEP_MS);
}

const struct et_command et_job_sweep = {
	.name = "sweep",
	.summary = "forgets what is kept for a while only",
	.handle = handle,
};
