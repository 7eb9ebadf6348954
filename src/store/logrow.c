/* The append-only log and its checkpoints, as bytes. */
#include <etatunti/store/logrow.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_INT(et_store_logrow, seq, 0),
	ET_BLOB(et_store_logrow, row, 0),
	ET_FIXED(et_store_logrow, hash, 0),
	ET_FIXED(et_store_logrow, case_id, ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_logrow);

struct head {
	int64_t seq;
	struct et_hash hash;
};

static const struct et_col head_cols[] = { ET_INT(head, seq, 0), ET_FIXED(head, hash, 0) };
static const struct et_shape head_shape = ET_SHAPE(head_cols, head);

static const struct et_col checkpoint_cols[] = {
	ET_INT(et_store_checkpoint, seq, 0),
	ET_BLOB(et_store_checkpoint, ckpt, 0),
	ET_FIXED(et_store_checkpoint, sig, 0),
};
static const struct et_shape checkpoint_shape = ET_SHAPE(checkpoint_cols, et_store_checkpoint);

enum et_err et_store_logrow_append(struct et_store *store, const struct et_store_logrow *row)
{
	return et_sql_insert(store, ET_Q_LOGROW_APPEND, &shape, row);
}

enum et_err et_store_logrow_head(struct et_store *store, int64_t *seq, struct et_hash *hash)
{
	struct head head;
	enum et_err err = et_sql_row(store, ET_Q_LOGROW_HEAD, ET_NO_VALS, &head_shape, NULL, &head);

	*seq = head.seq;
	*hash = head.hash;
	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_store_logrow_list(struct et_store *store, int64_t seq, int64_t count_max,
	struct et_arena *arena, struct et_store_logrow **out, size_t *count)
{
	return et_sql_list(store, ET_Q_LOGROW_LIST, ET_VALS(et_val_int(seq), et_val_int(count_max)),
		&shape, arena, out, count);
}

enum et_err et_store_logrow_list_of_case(struct et_store *store, const struct et_id *case_id,
	int64_t seq, int64_t count_max, struct et_arena *arena, struct et_store_logrow **out,
	size_t *count)
{
	return et_sql_list(store, ET_Q_LOGROW_LIST_OF_CASE,
		ET_VALS(et_val_id(case_id), et_val_int(seq), et_val_int(count_max)), &shape, arena,
		out, count);
}

enum et_err et_store_checkpoint_append(
	struct et_store *store, const struct et_store_checkpoint *checkpoint)
{
	return et_sql_insert(store, ET_Q_CHECKPOINT_APPEND, &checkpoint_shape, checkpoint);
}

enum et_err et_store_checkpoint_by_seq(struct et_store *store, int64_t seq, struct et_arena *arena,
	struct et_store_checkpoint *out)
{
	return et_sql_row(store, ET_Q_CHECKPOINT_BY_SEQ, ET_VALS(et_val_int(seq)),
		&checkpoint_shape, arena, out);
}

enum et_err et_store_checkpoint_newest(
	struct et_store *store, struct et_arena *arena, struct et_store_checkpoint *out)
{
	return et_sql_row(store, ET_Q_CHECKPOINT_NEWEST, ET_NO_VALS, &checkpoint_shape, arena, out);
}

enum et_err et_store_checkpoint_list(struct et_store *store, int64_t seq, int64_t count_max,
	struct et_arena *arena, struct et_store_checkpoint **out, size_t *count)
{
	return et_sql_list(store, ET_Q_CHECKPOINT_LIST,
		ET_VALS(et_val_int(seq), et_val_int(count_max)), &checkpoint_shape, arena, out,
		count);
}
