/* See reminders.h. */
#include "reminders.h"

#include <etatunti/crypto/hash.h>
#include <etatunti/store/mail.h>

#include "outbox_items.h"
#include "post.h"

static bool is_on(const struct et_call *call)
{
	return call->service != NULL && call->service->config.mail != NULL;
}

/* Of a case only a hash stands beside an address. */
static struct et_id ref_of(const struct et_id *about, const struct et_id *hour, int64_t once)
{
	uint8_t number[8];
	const struct et_slice parts[] = {
		ET_SLICE_LIT("ET1/mail"),
		et_id_slice(about),
		et_id_slice(hour),
		et_slice_of(number, sizeof(number)),
	};
	struct et_hash hash;
	struct et_id ref = { { 0 } };

	for (size_t i = 0; i < sizeof(number); i++)
		number[i] = (uint8_t)((uint64_t)once >> (8 * i));
	hash = et_hash_of_parts(parts, sizeof(parts) / sizeof(parts[0]));
	for (size_t i = 0; i < sizeof(ref.b); i++)
		ref.b[i] = hash.b[i];
	return ref;
}

static enum et_err put(struct et_call *call, enum et_mail_kind kind, const struct et_id *ref,
	const struct et_id *hour, const struct et_id *uids, size_t count)
{
	struct et_store_mail mail = { .kind = et_slice_str(et_mail_kinds[kind]),
		.ref_id = *ref,
		.hour_id = *hour,
		.due_at = call->now_ms };
	enum et_err err;

	for (size_t i = 0; i < count; i++) {
		mail.uid = uids[i];
		if (call->user != NULL && et_id_eq(&uids[i], &call->user->uid))
			continue;
		if ((err = et_store_mail_put(call->store, &mail)) != ET_OK)
			return err;
	}
	return et_post_wake(call->service, call->now_ms);
}

static enum et_err put_crowd(struct et_call *call, enum et_mail_kind kind, const struct et_id *ref,
	const struct et_id *hour, const struct et_audience *to)
{
	struct et_crowd crowd;
	enum et_err err;

	if ((err = et_crowd_gather(call, to, &crowd)) != ET_OK)
		return err;
	return put(call, kind, ref, hour, crowd.uids, crowd.count);
}

enum et_err et_remind_case(struct et_call *call, enum et_mail_kind kind,
	const struct et_id *case_id, const struct et_id *hour, int64_t once)
{
	const struct et_audience to = { .kind = ET_TO_CASE, .id = *case_id };
	const struct et_id ref = ref_of(case_id, hour, once);

	return is_on(call) ? put_crowd(call, kind, &ref, hour, &to) : ET_OK;
}

enum et_err et_remind_follow_up(
	struct et_call *call, const struct et_id *case_id, struct et_slice what, int64_t due_at)
{
	const struct et_audience to = { .kind = ET_TO_CASE_PAIR, .id = *case_id };
	const struct et_id none = { { 0 } };
	struct et_id sort = none, ref;

	/* In the place of an hour: two sorts may be due at one instant. */
	for (size_t i = 0; i < what.len && i < sizeof(sort.b); i++)
		sort.b[i] = what.ptr[i];
	ref = ref_of(case_id, &sort, due_at);
	return is_on(call) ? put_crowd(call, ET_MAIL_FOLLOW_UP_DUE, &ref, &none, &to) : ET_OK;
}

static enum et_err put_hour(struct et_call *call, enum et_mail_kind kind, const struct et_id *ref,
	const struct et_id *hour_id)
{
	struct et_id *uids;
	size_t count;
	enum et_err err;

	err = et_store_mail_hour_people(call->store, hour_id, call->arena, &uids, &count);
	return err != ET_OK ? err : put(call, kind, ref, hour_id, uids, count);
}

enum et_err et_remind_hour(struct et_call *call, enum et_mail_kind kind,
	const struct et_store_hour *hour, int64_t once)
{
	const struct et_id ref = ref_of(&hour->series_id, &hour->hour_id, once);

	return is_on(call) ? put_hour(call, kind, &ref, &hour->hour_id) : ET_OK;
}

/* Told once, whoever is concerned by how many ways. */
static enum et_err put_cancelled(
	struct et_call *call, const struct et_store_hour *hour, const struct et_audience *to)
{
	const struct et_id ref = ref_of(&hour->series_id, &hour->hour_id, hour->revision);

	return put_crowd(call, ET_MAIL_HOUR_CANCELLED, &ref, &hour->hour_id, to);
}

/* One act on a series, one mail to each person: whichever of its cases and hours are elsewhere by it. */
static struct et_id ref_of_act(const struct et_call *call, const struct et_id *series)
{
	const struct et_id none = { { 0 } };

	return ref_of(series, &none, call->now_ms);
}

static enum et_err put_moved(struct et_call *call, const struct et_move *moved)
{
	const struct et_audience to = { .kind = ET_TO_CASE, .id = moved->case_id };
	const struct et_id ref = ref_of_act(call, &moved->series_id);

	return put_crowd(call, ET_MAIL_PLACE_MOVED, &ref, &moved->to, &to);
}

enum et_err et_remind_moves(struct et_call *call, const struct et_line *line)
{
	struct et_store_hour hour;
	enum et_err err = ET_OK;

	if (!is_on(call))
		return ET_OK;
	for (size_t i = 0; err == ET_OK && i < line->count; i++) {
		const struct et_move *moved = &line->moves[i];
		const struct et_audience to = { .kind = ET_TO_CASE, .id = moved->case_id };

		if (!et_line_is_news(line, moved))
			continue;
		if (moved->why != ET_MOVE_CANCELLED || et_id_is_zero(&moved->from)) {
			err = put_moved(call, moved);
			continue;
		}
		err = et_store_hour_by_id(call->store, &moved->from, line->arena, &hour);
		if (err == ET_OK)
			err = put_cancelled(call, &hour, &to);
	}
	return err;
}

enum et_err et_remind_changed(
	struct et_call *call, const struct et_store_hour *before, const struct et_store_hour *row)
{
	const struct et_id ref = ref_of_act(call, &row->series_id);

	if (!is_on(call) || !et_slice_eq_str(before->state, "planned") ||
		!et_slice_eq_str(row->state, "planned") || before->starts_at == row->starts_at)
		return ET_OK;
	return put_hour(call, ET_MAIL_PLACE_MOVED, &ref, &row->hour_id);
}

enum et_err et_remind_decided(
	struct et_call *call, const struct et_store_hour *before, const struct et_store_hour *row)
{
	const struct et_audience to = { .kind = ET_TO_SERIES, .id = row->series_id };

	if (!is_on(call) || !et_slice_eq_str(before->state, "planned") ||
		et_slice_eq_str(row->state, "planned"))
		return ET_OK;
	return put_cancelled(call, row, &to);
}
