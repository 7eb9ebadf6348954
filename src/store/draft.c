/* Drafts. */
#include <etatunti/store/draft.h>

#include <etatunti/base/encode.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_draft, uid, 0),
	ET_TEXT(et_store_draft, key, 0),
	ET_BLOB(et_store_draft, ct, 0),
	ET_INT(et_store_draft, at, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_draft);

enum et_err et_store_draft_put(struct et_store *store, const struct et_store_draft *draft)
{
	return et_sql_insert(store, ET_Q_DRAFT_PUT, &shape, draft);
}

enum et_err et_store_draft_get(struct et_store *store, const struct et_id *uid, struct et_slice key,
	struct et_arena *arena, struct et_store_draft *out)
{
	return et_sql_row(store, ET_Q_DRAFT_GET, ET_VALS(et_val_id(uid), et_val_text(key)), &shape,
		arena, out);
}

enum et_err et_store_draft_drop(
	struct et_store *store, const struct et_id *uid, struct et_slice key)
{
	return et_sql_run(store, ET_Q_DRAFT_DROP, ET_VALS(et_val_id(uid), et_val_text(key)));
}

enum et_err et_store_draft_drop_of(struct et_store *store, const struct et_id *case_id)
{
	char text[ET_B64U_LEN(sizeof(case_id->b)) + 1];

	et_b64u_encode(et_id_slice(case_id), text);
	return et_sql_shred(store, ET_Q_DRAFT_DROP_OF, ET_VALS(et_val_str(text)));
}

enum et_err et_store_draft_count(struct et_store *store, const struct et_id *uid, int64_t *out)
{
	return et_sql_int(store, ET_Q_DRAFT_COUNT, ET_VALS(et_val_id(uid)), out);
}

enum et_err et_store_draft_forget(struct et_store *store, int64_t before)
{
	return et_sql_run(store, ET_Q_DRAFT_FORGET, ET_VALS(et_val_int(before)));
}
