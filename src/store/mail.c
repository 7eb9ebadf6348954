/* Reminders that wait, are on their way, or are done with. Knows no kinds and no addresses' form. */
#include <etatunti/store/mail.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_INT(et_store_mail, id, 0),
	ET_FIXED(et_store_mail, uid, 0),
	ET_TEXT(et_store_mail, kind, 0),
	ET_FIXED(et_store_mail, ref_id, 0),
	ET_FIXED(et_store_mail, hour_id, ET_COL_OPT),
	ET_INT(et_store_mail, due_at, 0),
	ET_TEXT(et_store_mail, state, 0),
	ET_INT(et_store_mail, tries, 0),
	ET_INT(et_store_mail, next_at, 0),
	ET_TEXT(et_store_mail, email, ET_COL_OPT | ET_COL_JOINED),
	ET_TEXT(et_store_mail, language, ET_COL_OPT | ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_mail);

enum et_err et_store_mail_put(struct et_store *store, const struct et_store_mail *mail)
{
	return et_sql_run(store, ET_Q_MAIL_PUT,
		ET_VALS(et_val_id(&mail->uid), et_val_text(mail->kind), et_val_id(&mail->ref_id),
			et_val_opt_id(&mail->hour_id), et_val_int(mail->due_at)));
}

enum et_err et_store_mail_list_due(struct et_store *store, int64_t now_ms, int64_t most,
	struct et_arena *arena, struct et_store_mail **out, size_t *count)
{
	return et_sql_list(store, ET_Q_MAIL_LIST_DUE, ET_VALS(et_val_int(now_ms), et_val_int(most)),
		&shape, arena, out, count);
}

enum et_err et_store_mail_list_sending(
	struct et_store *store, struct et_arena *arena, struct et_store_mail **out, size_t *count)
{
	return et_sql_list(store, ET_Q_MAIL_LIST_SENDING, ET_NO_VALS, &shape, arena, out, count);
}

enum et_err et_store_mail_sending(
	struct et_store *store, int64_t id, struct et_arena *arena, struct et_store_mail *out)
{
	return et_sql_row(store, ET_Q_MAIL_SENDING, ET_VALS(et_val_int(id)), &shape, arena, out);
}

enum et_err et_store_mail_next_at(struct et_store *store, int64_t *out)
{
	return et_sql_int(store, ET_Q_MAIL_NEXT_AT, ET_NO_VALS, out);
}

enum et_err et_store_mail_update(struct et_store *store, const struct et_store_mail *mail)
{
	return et_sql_run_one(store, ET_Q_MAIL_UPDATE,
		ET_VALS(et_val_int(mail->id), et_val_text(mail->state), et_val_int(mail->tries),
			et_val_int(mail->next_at)),
		ET_NOT_FOUND);
}

enum et_err et_store_mail_failed(struct et_store *store, const struct et_id *org_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_MAIL_FAILED, ET_VALS(et_val_id(org_id)), out);
}

enum et_err et_store_mail_forget(struct et_store *store, int64_t before)
{
	return et_sql_run(store, ET_Q_MAIL_FORGET, ET_VALS(et_val_int(before)));
}

enum et_err et_store_mail_hour_people(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(
		store, ET_Q_MAIL_HOUR_PEOPLE, ET_VALS(et_val_id(hour_id)), arena, out, count);
}
