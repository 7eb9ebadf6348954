/* Care pairs, the workers in them, and who stands in for whom. */
#include <etatunti/store/pair.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_pair, pair_id, 0),
	ET_FIXED(et_store_pair, org_id, 0),
	ET_TEXT(et_store_pair, name, 0),
	ET_INT(et_store_pair, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_pair);

static const struct et_col substitute_cols[] = {
	ET_FIXED(et_store_substitute, substitute_id, 0),
	ET_FIXED(et_store_substitute, for_uid, 0),
	ET_FIXED(et_store_substitute, by_uid, 0),
	ET_INT(et_store_substitute, from_at, 0),
	ET_INT(et_store_substitute, to_at, 0),
	ET_INT(et_store_substitute, seq, 0),
};
static const struct et_shape substitute_shape = ET_SHAPE(substitute_cols, et_store_substitute);

enum et_err et_store_pair_set(struct et_store *store, const struct et_store_pair *pair,
	const struct et_id *uids, size_t uids_count)
{
	enum et_err err;

	if ((err = et_sql_run_one(store, ET_Q_PAIR_SET,
		     ET_VALS(et_val_id(&pair->pair_id), et_val_id(&pair->org_id),
			     et_val_text(pair->name), et_val_int(pair->seq)),
		     ET_FORBIDDEN)) != ET_OK)
		return err;
	err = et_sql_run(store, ET_Q_PAIR_MEMBER_CLEAR, ET_VALS(et_val_id(&pair->pair_id)));
	for (size_t i = 0; i < uids_count && err == ET_OK; i++)
		err = et_sql_run(store, ET_Q_PAIR_MEMBER_INSERT,
			ET_VALS(et_val_id(&pair->pair_id), et_val_id(&uids[i])));
	return err;
}

enum et_err et_store_pair_by_id(struct et_store *store, const struct et_id *pair_id,
	struct et_arena *arena, struct et_store_pair *out)
{
	return et_sql_row(store, ET_Q_PAIR_BY_ID, ET_VALS(et_val_id(pair_id)), &shape, arena, out);
}

enum et_err et_store_pair_members(struct et_store *store, const struct et_id *pair_id,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(store, ET_Q_PAIR_MEMBERS, ET_VALS(et_val_id(pair_id)), arena, out, count);
}

enum et_err et_store_pair_has(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t at_ms, bool *out)
{
	return et_sql_bool(store, ET_Q_PAIR_HAS,
		ET_VALS(et_val_id(pair_id), et_val_id(uid), et_val_int(at_ms)), out);
}

enum et_err et_store_pair_has_other(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t at_ms, bool *out)
{
	return et_sql_bool(store, ET_Q_PAIR_HAS_OTHER,
		ET_VALS(et_val_id(pair_id), et_val_id(uid), et_val_int(at_ms)), out);
}

enum et_err et_store_pair_contact_has(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t at_ms, bool *out)
{
	return et_sql_bool(store, ET_Q_PAIR_CONTACT_HAS,
		ET_VALS(et_val_id(pair_id), et_val_id(uid), et_val_int(at_ms)), out);
}

enum et_err et_store_substitute_set(
	struct et_store *store, const struct et_store_substitute *substitute)
{
	return et_sql_run_one(store, ET_Q_SUBSTITUTE_SET,
		ET_VALS(et_val_id(&substitute->substitute_id), et_val_id(&substitute->for_uid),
			et_val_id(&substitute->by_uid), et_val_int(substitute->from_at),
			et_val_int(substitute->to_at), et_val_int(substitute->seq)),
		ET_FORBIDDEN);
}

enum et_err et_store_substitute_by_id(
	struct et_store *store, const struct et_id *substitute_id, struct et_store_substitute *out)
{
	return et_sql_row(store, ET_Q_SUBSTITUTE_BY_ID, ET_VALS(et_val_id(substitute_id)),
		&substitute_shape, NULL, out);
}

enum et_err et_store_substitute_overlaps(struct et_store *store, const struct et_id *for_uid,
	const struct et_id *but, int64_t from_at, int64_t to_at, bool *out)
{
	return et_sql_bool(store, ET_Q_SUBSTITUTE_OVERLAPS,
		ET_VALS(et_val_id(for_uid), et_val_id(but), et_val_int(from_at), et_val_int(to_at)),
		out);
}
