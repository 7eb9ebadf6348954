/* Care pairs and the workers in them. */
#include <etatunti/store/pair.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_pair, pair_id, 0),
	ET_FIXED(et_store_pair, org_id, 0),
	ET_TEXT(et_store_pair, name, 0),
	ET_INT(et_store_pair, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_pair);

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

enum et_err et_store_pair_has(
	struct et_store *store, const struct et_id *pair_id, const struct et_id *uid, bool *out)
{
	return et_sql_bool(store, ET_Q_PAIR_HAS, ET_VALS(et_val_id(pair_id), et_val_id(uid)), out);
}
