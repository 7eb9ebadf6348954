/* Chunks of attachments, staged and taken. */
#include <etatunti/store/chunk.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_chunk, case_id, 0),
	ET_FIXED(et_store_chunk, object_id, 0),
	ET_INT(et_store_chunk, idx, 0),
	ET_BLOB(et_store_chunk, ct, ET_COL_OPT),
	ET_FIXED(et_store_chunk, ct_hash, 0),
	ET_INT(et_store_chunk, size, 0),
	ET_FIXED(et_store_chunk, uploader, 0),
	ET_INT(et_store_chunk, at, 0),
	ET_INT(et_store_chunk, taken, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_chunk);

enum et_err et_store_chunk_put(struct et_store *store, const struct et_store_chunk *chunk)
{
	return et_sql_run_one(store, ET_Q_CHUNK_PUT,
		ET_VALS(et_val_id(&chunk->case_id), et_val_id(&chunk->object_id),
			et_val_int(chunk->idx), et_val_blob(chunk->ct),
			et_val_hash(&chunk->ct_hash), et_val_int((int64_t)chunk->ct.len),
			et_val_id(&chunk->uploader), et_val_int(chunk->at)),
		ET_CONFLICT);
}

enum et_err et_store_chunk_get(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t idx, struct et_arena *arena,
	struct et_store_chunk *out)
{
	return et_sql_row(store, ET_Q_CHUNK_GET,
		ET_VALS(et_val_id(case_id), et_val_id(object_id), et_val_int(idx)), &shape, arena,
		out);
}

enum et_err et_store_chunk_list(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, struct et_arena *arena, struct et_store_chunk **out,
	size_t *count)
{
	return et_sql_list(store, ET_Q_CHUNK_LIST,
		ET_VALS(et_val_id(case_id), et_val_id(object_id)), &shape, arena, out, count);
}

enum et_err et_store_chunk_take(
	struct et_store *store, const struct et_id *case_id, const struct et_id *object_id)
{
	return et_sql_run_one(store, ET_Q_CHUNK_TAKE,
		ET_VALS(et_val_id(case_id), et_val_id(object_id)), ET_NOT_FOUND);
}

enum et_err et_store_chunk_staged_len(
	struct et_store *store, const struct et_id *uploader, int64_t *out)
{
	return et_sql_int(store, ET_Q_CHUNK_STAGED_LEN, ET_VALS(et_val_id(uploader)), out);
}

enum et_err et_store_chunk_drop_staged(struct et_store *store, int64_t before)
{
	return et_sql_run(store, ET_Q_CHUNK_DROP_STAGED, ET_VALS(et_val_int(before)));
}
