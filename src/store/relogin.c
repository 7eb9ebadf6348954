/* Changed passphrases as they were signed, and the credential that follows from them. */
#include <etatunti/store/relogin.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_relogin, hash, 0),
	ET_FIXED(et_store_relogin, uid, 0),
	ET_INT(et_store_relogin, kbver, 0),
	ET_BLOB(et_store_relogin, stmt, 0),
	ET_FIXED(et_store_relogin, sig_id, 0),
	ET_FIXED(et_store_relogin, sig_old, 0),
	ET_BLOB(et_store_relogin, kb, 0),
	ET_INT(et_store_relogin, at, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_relogin);

enum et_err et_store_relogin_insert(struct et_store *store, const struct et_store_relogin *row)
{
	return et_sql_insert(store, ET_Q_RELOGIN_INSERT, &shape, row);
}

enum et_err et_store_relogin_by_hash(struct et_store *store, const struct et_hash *hash,
	struct et_arena *arena, struct et_store_relogin *out)
{
	return et_sql_row(
		store, ET_Q_RELOGIN_BY_HASH, ET_VALS(et_val_hash(hash)), &shape, arena, out);
}

enum et_err et_store_relogin_list(struct et_store *store, const struct et_hash *after,
	int64_t count_max, struct et_arena *arena, struct et_store_relogin **out, size_t *count)
{
	return et_sql_list(store, ET_Q_RELOGIN_LIST,
		ET_VALS(et_val_hash(after), et_val_int(count_max)), &shape, arena, out, count);
}

enum et_err et_store_relogin_apply(
	struct et_store *store, const struct et_store_credential *credential)
{
	return et_sql_run_one(store, ET_Q_RELOGIN_APPLY,
		ET_VALS(et_val_id(&credential->uid), et_val_int(credential->kbver),
			et_val_blob(et_key32_slice(&credential->lpk)), et_val_id(&credential->salt),
			et_val_int(credential->ops), et_val_int(credential->mem),
			et_val_blob(credential->kb)),
		ET_NOT_FOUND);
}
