/* The reply memory. */
#include <etatunti/store/reply.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_reply, uid, 0),
	ET_FIXED(et_store_reply, id, 0),
	ET_FIXED(et_store_reply, request_hash, 0),
	ET_BLOB(et_store_reply, reply, 0),
	ET_INT(et_store_reply, at, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_reply);

enum et_err et_store_reply_insert(struct et_store *store, const struct et_store_reply *reply)
{
	return et_sql_insert(store, ET_Q_REPLY_INSERT, &shape, reply);
}

enum et_err et_store_reply_get(struct et_store *store, const struct et_id *uid,
	const struct et_id *id, struct et_arena *arena, struct et_store_reply *out)
{
	return et_sql_row(
		store, ET_Q_REPLY_GET, ET_VALS(et_val_id(uid), et_val_id(id)), &shape, arena, out);
}

enum et_err et_store_reply_drop(struct et_store *store, int64_t before)
{
	return et_sql_run(store, ET_Q_REPLY_DROP, ET_VALS(et_val_int(before)));
}
