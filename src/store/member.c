/* Members of cases and the sealed keys granted to them. */
#include <etatunti/store/member.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_member, case_id, 0),
	ET_FIXED(et_store_member, uid, 0),
	ET_TEXT(et_store_member, comps, 0),
	ET_INT(et_store_member, seq, 0),
	ET_INT(et_store_member, active, 0),
	ET_TEXT(et_store_member, org_kind, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_member);

static const struct et_col wrap_cols[] = {
	ET_FIXED(et_store_wrap, case_id, 0),
	ET_INT(et_store_wrap, seq, 0),
	ET_TEXT(et_store_wrap, comp, 0),
	ET_INT(et_store_wrap, epoch, 0),
	ET_FIXED(et_store_wrap, recipient, 0),
	ET_FIXED(et_store_wrap, granter, 0),
	ET_FIXED(et_store_wrap, basis_id, ET_COL_OPT),
	ET_FIXED(et_store_wrap, w_hash, 0),
	ET_BLOB(et_store_wrap, w, ET_COL_JOINED | ET_COL_OPT),
};
static const struct et_shape wrap_shape = ET_SHAPE(wrap_cols, et_store_wrap);

enum et_err et_store_member_add(struct et_store *store, const struct et_store_member *member)
{
	return et_sql_run_one(store, ET_Q_MEMBER_ADD,
		ET_VALS(et_val_id(&member->case_id), et_val_id(&member->uid),
			et_val_text(member->comps), et_val_int(member->seq)),
		ET_CONFLICT);
}

enum et_err et_store_member_remove(
	struct et_store *store, const struct et_id *case_id, const struct et_id *uid)
{
	enum et_err err;

	err = et_sql_run_one(store, ET_Q_MEMBER_REMOVE, ET_VALS(et_val_id(case_id), et_val_id(uid)),
		ET_NOT_FOUND);
	if (err != ET_OK)
		return err;
	err = et_sql_shred(
		store, ET_Q_WRAP_DATA_DROP_OF, ET_VALS(et_val_id(case_id), et_val_id(uid)));
	if (err != ET_OK)
		return err;
	return et_sql_run(store, ET_Q_WRAP_DROP_OF, ET_VALS(et_val_id(case_id), et_val_id(uid)));
}

enum et_err et_store_member_get(struct et_store *store, const struct et_id *case_id,
	const struct et_id *uid, struct et_arena *arena, struct et_store_member *out)
{
	return et_sql_row(store, ET_Q_MEMBER_GET, ET_VALS(et_val_id(case_id), et_val_id(uid)),
		&shape, arena, out);
}

enum et_err et_store_member_list(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_member **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_MEMBER_LIST, ET_VALS(et_val_id(case_id)), &shape, arena, out, count);
}

enum et_err et_store_member_part_end(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t after, int64_t *out)
{
	return et_sql_int(store, ET_Q_MEMBER_PART_END,
		ET_VALS(et_val_id(pair_id), et_val_id(uid), et_val_int(after)), out);
}

enum et_err et_store_wrap_insert(struct et_store *store, const struct et_store_wrap *wrap)
{
	enum et_err err;

	if ((err = et_sql_insert(store, ET_Q_WRAP_INSERT, &wrap_shape, wrap)) != ET_OK)
		return err;
	return et_sql_run(store, ET_Q_WRAP_DATA_INSERT,
		ET_VALS(et_val_id(&wrap->case_id), et_val_int(wrap->seq), et_val_blob(wrap->w)));
}

enum et_err et_store_wrap_list(struct et_store *store, const struct et_id *case_id,
	const struct et_id *recipient, const char *comps, struct et_arena *arena,
	struct et_store_wrap **out, size_t *count)
{
	return et_sql_list(store, ET_Q_WRAP_LIST,
		ET_VALS(et_val_id(case_id), et_val_id(recipient), et_val_str(comps)), &wrap_shape,
		arena, out, count);
}

enum et_err et_store_wrap_list_all(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_wrap **out, size_t *count)
{
	return et_sql_list(store, ET_Q_WRAP_LIST_ALL, ET_VALS(et_val_id(case_id)), &wrap_shape,
		arena, out, count);
}

enum et_err et_store_wrap_drop_all(struct et_store *store, const struct et_id *case_id)
{
	enum et_err err;

	err = et_sql_shred(store, ET_Q_WRAP_DATA_DROP_ALL, ET_VALS(et_val_id(case_id)));
	if (err != ET_OK)
		return err;
	return et_sql_run(store, ET_Q_WRAP_DROP_ALL, ET_VALS(et_val_id(case_id)));
}

enum et_err et_store_wrap_drop_contacts(struct et_store *store, const struct et_id *case_id)
{
	enum et_err err;

	/* The keys first: which they are stands in the other table. */
	if ((err = et_sql_shred(
		     store, ET_Q_WRAP_DATA_DROP_CONTACTS, ET_VALS(et_val_id(case_id)))) != ET_OK)
		return err;
	return et_sql_run(store, ET_Q_WRAP_DROP_CONTACTS, ET_VALS(et_val_id(case_id)));
}
