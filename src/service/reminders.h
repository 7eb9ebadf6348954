/*
 * Who is reminded by e-mail of what. What is put here is durable once the call is committed; post.c sends it.
 * Without a mail server nothing is put. Whoever did it is not told of it. For the living only, never in verify.
 */
#ifndef ETATUNTI_SERVICE_SRC_REMINDERS_H
#define ETATUNTI_SERVICE_SRC_REMINDERS_H

#include <etatunti/domain/mailtext.h>
#include <etatunti/service/call.h>
#include <etatunti/store/hour.h>

#include "queue_settle.h"

/* Members of the case with a part in it. hour: that the text names; zero: none. once: what must not be told twice. */
enum et_err et_remind_case(struct et_call *call, enum et_mail_kind kind,
	const struct et_id *case_id, const struct et_id *hour, int64_t once) ET_MUST_USE;

/* A follow-up of the case is due: the pair's members, once for each date. */
enum et_err et_remind_follow_up(struct et_call *call, const struct et_id *case_id,
	struct et_slice what, int64_t due_at) ET_MUST_USE;

/* Whoever has something to do in the hour. */
enum et_err et_remind_hour(struct et_call *call, enum et_mail_kind kind,
	const struct et_store_hour *hour, int64_t once) ET_MUST_USE;

/*
 * Cases have other places: of an hour that does not take place as of a cancelled one, else place-moved, once
 * a person and act.
 */
enum et_err et_remind_moves(struct et_call *call, const struct et_line *line) ET_MUST_USE;

/* The hour is written over what it was: whoever has something to do in it is told that it has moved. */
enum et_err et_remind_changed(struct et_call *call, const struct et_store_hour *before,
	const struct et_store_hour *row) ET_MUST_USE;

/* A coordinator has decided about one hour: the people of its series are told if it was planned and is not. */
enum et_err et_remind_decided(struct et_call *call, const struct et_store_hour *before,
	const struct et_store_hour *row) ET_MUST_USE;

#endif
