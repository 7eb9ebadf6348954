/* Cases: head, state, commitments, lists. Knows no rule of the chain. */
#include <etatunti/store/casefile.h>

#include <string.h>

#include <etatunti/base/assert.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_casefile, case_id, 0),
	ET_FIXED(et_store_casefile, pair_id, 0),
	ET_TEXT(et_store_casefile, lane, 0),
	ET_INT(et_store_casefile, seq, 0),
	ET_FIXED(et_store_casefile, hash, 0),
	ET_TEXT(et_store_casefile, state, 0),
	ET_FIXED(et_store_casefile, consent_id, ET_COL_OPT),
	ET_INT(et_store_casefile, last_time, 0),
	ET_INT(et_store_casefile, updated_at, 0),
	ET_FIXED(et_store_casefile, closed_by, ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_casefile);

/* The columns of case_view. */
static const struct et_col item_cols[] = {
	ET_FIXED(et_store_case_item, case_id, 0),
	ET_FIXED(et_store_case_item, pair_id, 0),
	ET_TEXT(et_store_case_item, lane, 0),
	ET_INT(et_store_case_item, seq, 0),
	ET_FIXED(et_store_case_item, hash, 0),
	ET_TEXT(et_store_case_item, state, 0),
	ET_INT(et_store_case_item, updated_at, 0),
	ET_FIXED(et_store_case_item, consent_id, ET_COL_OPT),
	ET_INT(et_store_case_item, valid_from, ET_COL_OPT),
	ET_INT(et_store_case_item, valid_to, ET_COL_OPT),
	ET_FIXED(et_store_case_item, ack_by, ET_COL_OPT),
	ET_INT(et_store_case_item, ended_at, ET_COL_OPT),
	ET_FIXED(et_store_case_item, replaced_by, ET_COL_OPT),
	ET_INT(et_store_case_item, ack_required, 0),
	ET_FIXED(et_store_case_item, series_id, ET_COL_OPT),
	ET_FIXED(et_store_case_item, hour_id, ET_COL_OPT),
	ET_INT(et_store_case_item, minutes, ET_COL_OPT),
	ET_TEXT(et_store_case_item, place_state, ET_COL_OPT),
	ET_FIXED(et_store_case_item, session_id, ET_COL_OPT),
	ET_INT(et_store_case_item, covered, 0),
	ET_INT(et_store_case_item, held, 0),
};
static const struct et_shape item_shape = ET_SHAPE(item_cols, et_store_case_item);

static const struct et_col commitment_cols[] = {
	ET_FIXED(et_store_commitment, case_id, 0),
	ET_TEXT(et_store_commitment, comp, 0),
	ET_INT(et_store_commitment, epoch, 0),
	ET_FIXED(et_store_commitment, kc, 0),
};
static const struct et_shape commitment_shape = ET_SHAPE(commitment_cols, et_store_commitment);

enum et_err et_store_casefile_insert(
	struct et_store *store, const struct et_store_casefile *casefile)
{
	return et_sql_insert(store, ET_Q_CASEFILE_INSERT, &shape, casefile);
}

enum et_err et_store_casefile_by_id(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_casefile *out)
{
	return et_sql_row(
		store, ET_Q_CASEFILE_BY_ID, ET_VALS(et_val_id(case_id)), &shape, arena, out);
}

enum et_err et_store_casefile_list_by_prefix(struct et_store *store, struct et_slice prefix,
	const struct et_id *org_id, struct et_arena *arena, struct et_store_casefile **out,
	size_t *count)
{
	struct et_id from, to;

	ET_ASSERT(prefix.len <= sizeof(from.b));
	memset(from.b, 0x00, sizeof(from.b));
	memset(to.b, 0xff, sizeof(to.b));
	memcpy(from.b, prefix.ptr, prefix.len);
	memcpy(to.b, prefix.ptr, prefix.len);
	return et_sql_list(store, ET_Q_CASEFILE_LIST_BETWEEN,
		ET_VALS(et_val_id(&from), et_val_id(&to), et_val_id(org_id)), &shape, arena, out,
		count);
}

enum et_err et_store_casefile_advance(struct et_store *store, const struct et_id *case_id,
	int64_t seq, const struct et_hash *hash, int64_t last_time, int64_t updated_at)
{
	return et_sql_run_quietly(store, ET_Q_CASEFILE_ADVANCE,
		ET_VALS(et_val_id(case_id), et_val_int(seq), et_val_hash(hash),
			et_val_int(last_time), et_val_opt_int(updated_at)),
		ET_NOT_FOUND);
}

enum et_err et_store_casefile_close(
	struct et_store *store, const struct et_id *case_id, const struct et_id *by)
{
	return et_sql_run_one(store, ET_Q_CASEFILE_CLOSE,
		ET_VALS(et_val_id(case_id), et_val_id(by)), ET_NOT_FOUND);
}

enum et_err et_store_casefile_erase(struct et_store *store, const struct et_id *case_id)
{
	return et_sql_run_one(
		store, ET_Q_CASEFILE_ERASE, ET_VALS(et_val_id(case_id)), ET_NOT_FOUND);
}

enum et_err et_store_casefile_set_consent(
	struct et_store *store, const struct et_id *case_id, const struct et_id *consent_id)
{
	return et_sql_run_one(store, ET_Q_CASEFILE_SET_CONSENT,
		ET_VALS(et_val_id(case_id), et_val_id(consent_id)), ET_NOT_FOUND);
}

enum et_err et_store_casefile_list_of(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, struct et_arena *arena, struct et_store_case_item **out, size_t *count)
{
	return et_sql_list(store, ET_Q_CASEFILE_LIST_OF,
		ET_VALS(et_val_id(uid), et_val_int(now_ms)), &item_shape, arena, out, count);
}

enum et_err et_store_casefile_list_of_contact(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, struct et_arena *arena, struct et_store_case_item **out, size_t *count)
{
	return et_sql_list(store, ET_Q_CASEFILE_LIST_OF_CONTACT,
		ET_VALS(et_val_id(uid), et_val_int(now_ms)), &item_shape, arena, out, count);
}

enum et_err et_store_commitment_insert(
	struct et_store *store, const struct et_store_commitment *commitment)
{
	return et_sql_insert(store, ET_Q_COMMITMENT_INSERT, &commitment_shape, commitment);
}

enum et_err et_store_commitment_get(struct et_store *store, const struct et_id *case_id,
	const char *comp, int64_t epoch, struct et_hash *kc)
{
	static const struct et_col kc_cols[] = {
		{ "kc", ET_COL_FIXED, 0, 0, sizeof(struct et_hash) },
	};
	static const struct et_shape kc_shape = { kc_cols, 1, sizeof(struct et_hash) };

	return et_sql_row(store, ET_Q_COMMITMENT_GET,
		ET_VALS(et_val_id(case_id), et_val_str(comp), et_val_int(epoch)), &kc_shape, NULL,
		kc);
}

enum et_err et_store_commitment_newest_epoch(
	struct et_store *store, const struct et_id *case_id, const char *comp, int64_t *epoch)
{
	return et_sql_int(store, ET_Q_COMMITMENT_NEWEST_EPOCH,
		ET_VALS(et_val_id(case_id), et_val_str(comp)), epoch);
}
