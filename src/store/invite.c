/* Invites and enrolments. Knows no signature. */
#include <etatunti/store/invite.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_invite, invite_id, 0),
	ET_FIXED(et_store_invite, inv_pk, 0),
	ET_TEXT(et_store_invite, username, 0),
	ET_TEXT(et_store_invite, display, 0),
	ET_FIXED(et_store_invite, org_id, 0),
	ET_TEXT(et_store_invite, roles, 0),
	ET_INT(et_store_invite, expires, 0),
	ET_INT(et_store_invite, seq, 0),
	ET_FIXED(et_store_invite, holder, ET_COL_OPT),
	ET_TEXT(et_store_invite, state, 0),
	ET_INT(et_store_invite, used_at, ET_COL_OPT),
	ET_FIXED(et_store_invite, uid, ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_invite);

static const struct et_col enrolment_cols[] = {
	ET_FIXED(et_store_enrolment, invite_id, 0),
	ET_FIXED(et_store_enrolment, uid, 0),
	ET_BLOB(et_store_enrolment, e, 0),
	ET_FIXED(et_store_enrolment, sig_id, 0),
	ET_FIXED(et_store_enrolment, sig_inv, 0),
	ET_FIXED(et_store_enrolment, eh, 0),
	ET_BLOB(et_store_enrolment, kb, 0),
	ET_INT(et_store_enrolment, at, 0),
};
static const struct et_shape enrolment_shape = ET_SHAPE(enrolment_cols, et_store_enrolment);

static const struct et_col pending_cols[] = {
	ET_FIXED(et_store_pending, invite_id, 0),
	ET_FIXED(et_store_pending, uid, 0),
	ET_TEXT(et_store_pending, username, 0),
	ET_TEXT(et_store_pending, display, 0),
	ET_TEXT(et_store_pending, roles, 0),
	ET_BLOB(et_store_pending, e, 0),
	ET_FIXED(et_store_pending, sig_id, 0),
	ET_FIXED(et_store_pending, sig_inv, 0),
	ET_INT(et_store_pending, at, 0),
	ET_FIXED(et_store_pending, holder, ET_COL_OPT),
};
static const struct et_shape pending_shape = ET_SHAPE(pending_cols, et_store_pending);

enum et_err et_store_invite_insert(struct et_store *store, const struct et_store_invite *invite)
{
	return et_sql_insert(store, ET_Q_INVITE_INSERT, &shape, invite);
}

enum et_err et_store_invite_by_id(struct et_store *store, const struct et_id *invite_id,
	struct et_arena *arena, struct et_store_invite *out)
{
	return et_sql_row(
		store, ET_Q_INVITE_BY_ID, ET_VALS(et_val_id(invite_id)), &shape, arena, out);
}

enum et_err et_store_invite_is_open_elsewhere(struct et_store *store, struct et_slice username,
	const struct et_id *org_id, int64_t now_ms, bool *out)
{
	return et_sql_bool(store, ET_Q_INVITE_IS_OPEN_ELSEWHERE,
		ET_VALS(et_val_text(username), et_val_id(org_id), et_val_int(now_ms)), out);
}

enum et_err et_store_invite_use(
	struct et_store *store, const struct et_id *invite_id, const struct et_id *uid, int64_t at)
{
	return et_sql_run_one(store, ET_Q_INVITE_USE,
		ET_VALS(et_val_id(invite_id), et_val_id(uid), et_val_int(at)), ET_USED);
}

enum et_err et_store_invite_confirm(struct et_store *store, const struct et_id *uid)
{
	return et_sql_run_one(store, ET_Q_INVITE_CONFIRM, ET_VALS(et_val_id(uid)), ET_NOT_FOUND);
}

enum et_err et_store_invite_supersede(
	struct et_store *store, struct et_slice username, const struct et_id *org_id)
{
	return et_sql_run(
		store, ET_Q_INVITE_SUPERSEDE, ET_VALS(et_val_text(username), et_val_id(org_id)));
}

enum et_err et_store_enrolment_insert(
	struct et_store *store, const struct et_store_enrolment *enrolment)
{
	return et_sql_insert(store, ET_Q_ENROLMENT_INSERT, &enrolment_shape, enrolment);
}

enum et_err et_store_enrolment_pending(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_enrolment *out)
{
	return et_sql_row(store, ET_Q_ENROLMENT_PENDING, ET_VALS(et_val_id(uid)), &enrolment_shape,
		arena, out);
}

enum et_err et_store_enrolment_list(struct et_store *store, const struct et_id *after,
	int64_t count_max, struct et_arena *arena, struct et_store_enrolment **out, size_t *count)
{
	return et_sql_list(store, ET_Q_ENROLMENT_LIST,
		ET_VALS(et_val_id(after), et_val_int(count_max)), &enrolment_shape, arena, out,
		count);
}

enum et_err et_store_pending_list(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_pending **out, size_t *count)
{
	return et_sql_list(store, ET_Q_PENDING_LIST, ET_VALS(et_val_id(org_id)), &pending_shape,
		arena, out, count);
}
