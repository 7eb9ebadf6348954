/* Consents. Refuses to know whether one is in force: domain/consent.h does. */
#include <etatunti/store/consent.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_consent, consent_id, 0),
	ET_FIXED(et_store_consent, case_id, 0),
	ET_INT(et_store_consent, seq, 0),
	ET_FIXED(et_store_consent, stmt_hash, 0),
	ET_FIXED(et_store_consent, witness, 0),
	ET_FIXED(et_store_consent, doc_object, 0),
	ET_FIXED(et_store_consent, file_object, ET_COL_OPT),
	ET_INT(et_store_consent, valid_from, 0),
	ET_INT(et_store_consent, valid_to, 0),
	ET_TEXT(et_store_consent, template_id, 0),
	ET_TEXT(et_store_consent, capture, 0),
	ET_FIXED(et_store_consent, ack_by, ET_COL_OPT),
	ET_INT(et_store_consent, ack_seq, ET_COL_OPT),
	ET_FIXED(et_store_consent, seen_by, ET_COL_OPT),
	ET_INT(et_store_consent, seen_seq, ET_COL_OPT),
	ET_INT(et_store_consent, ended_at, ET_COL_OPT),
	ET_INT(et_store_consent, ended_by_seq, ET_COL_OPT),
	ET_FIXED(et_store_consent, replaced_by, ET_COL_OPT),
	ET_INT(et_store_consent, ack_required, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_consent);

enum et_err et_store_consent_insert(struct et_store *store, const struct et_store_consent *consent)
{
	return et_sql_insert(store, ET_Q_CONSENT_INSERT, &shape, consent);
}

enum et_err et_store_consent_by_id(struct et_store *store, const struct et_id *consent_id,
	struct et_arena *arena, struct et_store_consent *out)
{
	return et_sql_row(
		store, ET_Q_CONSENT_BY_ID, ET_VALS(et_val_id(consent_id)), &shape, arena, out);
}

enum et_err et_store_consent_newest(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_consent *out)
{
	return et_sql_row(
		store, ET_Q_CONSENT_NEWEST, ET_VALS(et_val_id(case_id)), &shape, arena, out);
}

enum et_err et_store_consent_list(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_consent **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_CONSENT_LIST, ET_VALS(et_val_id(case_id)), &shape, arena, out, count);
}

enum et_err et_store_consent_ack(struct et_store *store, const struct et_id *consent_id,
	const struct et_id *ack_by, int64_t ack_seq)
{
	return et_sql_run_one(store, ET_Q_CONSENT_ACK,
		ET_VALS(et_val_id(consent_id), et_val_id(ack_by), et_val_int(ack_seq)),
		ET_CONFLICT);
}

enum et_err et_store_consent_see(struct et_store *store, const struct et_id *consent_id,
	const struct et_id *seen_by, int64_t seen_seq)
{
	return et_sql_run(store, ET_Q_CONSENT_SEE,
		ET_VALS(et_val_id(consent_id), et_val_id(seen_by), et_val_int(seen_seq)));
}

enum et_err et_store_consent_end(struct et_store *store, const struct et_id *consent_id,
	int64_t ended_at, int64_t ended_by_seq, const struct et_id *replaced_by)
{
	return et_sql_run_one(store, ET_Q_CONSENT_END,
		ET_VALS(et_val_id(consent_id), et_val_int(ended_at), et_val_int(ended_by_seq),
			et_val_opt_id(replaced_by)),
		ET_CONFLICT);
}
