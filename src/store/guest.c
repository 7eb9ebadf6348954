/* Guests of cases. Knows no rule about who may invite or let in. */
#include <etatunti/store/guest.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_guest, guest_id, 0),
	ET_FIXED(et_store_guest, case_id, 0),
	ET_INT(et_store_guest, seq, 0),
	ET_FIXED(et_store_guest, link_pk, 0),
	ET_FIXED(et_store_guest, consent_id, ET_COL_OPT),
	ET_INT(et_store_guest, epoch, 0),
	ET_INT(et_store_guest, expires_at, 0),
	ET_FIXED(et_store_guest, ct_hash, 0),
	ET_FIXED(et_store_guest, session_id, ET_COL_OPT),
	ET_INT(et_store_guest, admit_seq, ET_COL_OPT),
	ET_FIXED(et_store_guest, pk_s, ET_COL_OPT),
	ET_FIXED(et_store_guest, pk_e, ET_COL_OPT),
	ET_FIXED(et_store_guest, wrap_hash, ET_COL_OPT),
	ET_INT(et_store_guest, ended_seq, ET_COL_OPT),
	ET_BLOB(et_store_guest, invite, ET_COL_JOINED | ET_COL_OPT),
	ET_BLOB(et_store_guest, wrap, ET_COL_JOINED | ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_guest);

static enum et_err keep(struct et_store *store, const struct et_id *guest_id, const char *part,
	struct et_slice bytes)
{
	return et_sql_run(store, ET_Q_GUEST_DATA_INSERT,
		ET_VALS(et_val_id(guest_id), et_val_str(part), et_val_blob(bytes)));
}

enum et_err et_store_guest_insert(struct et_store *store, const struct et_store_guest *guest)
{
	enum et_err err;

	if ((err = et_sql_insert(store, ET_Q_GUEST_INSERT, &shape, guest)) != ET_OK)
		return err;
	return keep(store, &guest->guest_id, "invite", guest->invite);
}

enum et_err et_store_guest_by_id(struct et_store *store, const struct et_id *guest_id,
	struct et_arena *arena, struct et_store_guest *out)
{
	return et_sql_row(
		store, ET_Q_GUEST_BY_ID, ET_VALS(et_val_id(guest_id)), &shape, arena, out);
}

enum et_err et_store_guest_list(struct et_store *store, const struct et_id *case_id, int64_t max,
	struct et_arena *arena, struct et_store_guest **out, size_t *count)
{
	return et_sql_list(store, ET_Q_GUEST_LIST, ET_VALS(et_val_id(case_id), et_val_int(max)),
		&shape, arena, out, count);
}

enum et_err et_store_guest_count_open(
	struct et_store *store, const struct et_id *case_id, int64_t now_ms, int64_t *out)
{
	return et_sql_int(
		store, ET_Q_GUEST_COUNT_OPEN, ET_VALS(et_val_id(case_id), et_val_int(now_ms)), out);
}

enum et_err et_store_guest_admit(struct et_store *store, const struct et_store_guest *guest)
{
	enum et_err err;

	err = et_sql_run_one(store, ET_Q_GUEST_ADMIT,
		ET_VALS(et_val_id(&guest->guest_id), et_val_id(&guest->session_id),
			et_val_int(guest->admit_seq), et_val_blob(et_key32_slice(&guest->pk_s)),
			et_val_blob(et_key32_slice(&guest->pk_e)), et_val_hash(&guest->wrap_hash)),
		ET_CONFLICT);
	return err != ET_OK ? err : keep(store, &guest->guest_id, "wrap", guest->wrap);
}

/* What was sealed for whoever is not let in any more. */
static enum et_err drop_wraps(struct et_store *store, const struct et_id *case_id)
{
	return et_sql_shred(store, ET_Q_GUEST_WRAP_DROP_ENDED, ET_VALS(et_val_id(case_id)));
}

enum et_err et_store_guest_end(struct et_store *store, const struct et_id *case_id,
	const struct et_id *guest_id, int64_t seq)
{
	enum et_err err;

	err = et_sql_run_one(
		store, ET_Q_GUEST_END, ET_VALS(et_val_id(guest_id), et_val_int(seq)), ET_NOT_FOUND);
	return err != ET_OK ? err : drop_wraps(store, case_id);
}

enum et_err et_store_guest_end_of_case(
	struct et_store *store, const struct et_id *case_id, int64_t seq)
{
	enum et_err err;

	err = et_sql_run(
		store, ET_Q_GUEST_END_OF_CASE, ET_VALS(et_val_id(case_id), et_val_int(seq)));
	return err != ET_OK ? err : drop_wraps(store, case_id);
}

enum et_err et_store_guest_end_of_session(struct et_store *store, const struct et_id *case_id,
	const struct et_id *session_id, int64_t seq)
{
	enum et_err err;

	err = et_sql_run(
		store, ET_Q_GUEST_END_OF_SESSION, ET_VALS(et_val_id(session_id), et_val_int(seq)));
	return err != ET_OK ? err : drop_wraps(store, case_id);
}

enum et_err et_store_guest_drop_bytes(struct et_store *store, const struct et_id *case_id)
{
	return et_sql_shred(store, ET_Q_GUEST_DATA_DROP_ALL, ET_VALS(et_val_id(case_id)));
}
