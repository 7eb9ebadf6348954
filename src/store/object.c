/* Objects of cases, their ciphertexts, and confirmations of plans. */
#include <etatunti/store/object.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_object, case_id, 0),
	ET_FIXED(et_store_object, object_id, 0),
	ET_INT(et_store_object, rev, 0),
	ET_TEXT(et_store_object, type, 0),
	ET_TEXT(et_store_object, comp, 0),
	ET_INT(et_store_object, epoch, 0),
	ET_FIXED(et_store_object, author, 0),
	ET_FIXED(et_store_object, ct_hash, 0),
	ET_INT(et_store_object, size, 0),
	ET_INT(et_store_object, chunks, 0),
	ET_INT(et_store_object, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_object);

struct ciphertext {
	struct et_slice ct;
};

static const struct et_col ct_cols[] = { ET_BLOB(ciphertext, ct, 0) };
static const struct et_shape ct_shape = ET_SHAPE(ct_cols, ciphertext);

static const struct et_col confirmation_cols[] = {
	ET_FIXED(et_store_confirmation, case_id, 0),
	ET_FIXED(et_store_confirmation, object_id, 0),
	ET_INT(et_store_confirmation, rev, 0),
	ET_FIXED(et_store_confirmation, uid, 0),
	ET_INT(et_store_confirmation, seq, 0),
	ET_INT(et_store_confirmation, at, 0),
};
static const struct et_shape confirmation_shape =
	ET_SHAPE(confirmation_cols, et_store_confirmation);

enum et_err et_store_object_insert(
	struct et_store *store, const struct et_store_object *object, struct et_slice ct)
{
	enum et_err err;

	if ((err = et_sql_insert(store, ET_Q_OBJECT_INSERT, &shape, object)) != ET_OK)
		return err;
	if (object->chunks > 0)
		return ET_OK;
	return et_sql_run(store, ET_Q_OBJECT_CT_INSERT,
		ET_VALS(et_val_id(&object->case_id), et_val_id(&object->object_id),
			et_val_int(object->rev), et_val_blob(ct)));
}

enum et_err et_store_object_newest(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, struct et_arena *arena, struct et_store_object *out)
{
	return et_sql_row(store, ET_Q_OBJECT_NEWEST,
		ET_VALS(et_val_id(case_id), et_val_id(object_id)), &shape, arena, out);
}

enum et_err et_store_object_by_rev(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t rev, struct et_arena *arena,
	struct et_store_object *out)
{
	return et_sql_row(store, ET_Q_OBJECT_BY_REV,
		ET_VALS(et_val_id(case_id), et_val_id(object_id), et_val_int(rev)), &shape, arena,
		out);
}

enum et_err et_store_object_thread_by(struct et_store *store, const struct et_id *case_id,
	const struct et_id *author, int64_t seq, bool *out)
{
	return et_sql_bool(store, ET_Q_OBJECT_THREAD_BY,
		ET_VALS(et_val_id(case_id), et_val_id(author), et_val_int(seq)), out);
}

enum et_err et_store_object_ct(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t rev, struct et_arena *arena, struct et_slice *out)
{
	struct ciphertext row;
	enum et_err err = et_sql_row(store, ET_Q_OBJECT_CT_GET,
		ET_VALS(et_val_id(case_id), et_val_id(object_id), et_val_int(rev)), &ct_shape,
		arena, &row);

	*out = row.ct;
	return err;
}

enum et_err et_store_object_drop_bytes(struct et_store *store, const struct et_id *case_id)
{
	enum et_err err;

	err = et_sql_shred(store, ET_Q_OBJECT_CT_DROP_ALL, ET_VALS(et_val_id(case_id)));
	if (err != ET_OK)
		return err;
	return et_sql_shred(store, ET_Q_CHUNK_DROP_ALL, ET_VALS(et_val_id(case_id)));
}

enum et_err et_store_object_len(struct et_store *store, const struct et_id *case_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_OBJECT_LEN, ET_VALS(et_val_id(case_id)), out);
}

enum et_err et_store_object_count_bytes(
	struct et_store *store, const struct et_id *case_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_OBJECT_CT_COUNT, ET_VALS(et_val_id(case_id)), out);
}

enum et_err et_store_object_list(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_object **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_OBJECT_LIST, ET_VALS(et_val_id(case_id)), &shape, arena, out, count);
}

enum et_err et_store_confirmation_insert(
	struct et_store *store, const struct et_store_confirmation *confirmation)
{
	return et_sql_insert(store, ET_Q_CONFIRMATION_INSERT, &confirmation_shape, confirmation);
}

enum et_err et_store_confirmation_list(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t rev, struct et_arena *arena,
	struct et_store_confirmation **out, size_t *count)
{
	return et_sql_list(store, ET_Q_CONFIRMATION_LIST,
		ET_VALS(et_val_id(case_id), et_val_id(object_id), et_val_int(rev)),
		&confirmation_shape, arena, out, count);
}
