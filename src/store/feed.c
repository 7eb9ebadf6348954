/* Calendars under a secret address. */
#include <etatunti/store/feed.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_feed, uid, 0),
	ET_FIXED(et_store_feed, secret_hash, 0),
	ET_TEXT(et_store_feed, language, 0),
	ET_INT(et_store_feed, made_at, 0),
	ET_FIXED(et_store_feed, eh, 0),
	ET_FIXED(et_store_feed, org_id, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_feed);

enum et_err et_store_feed_put(struct et_store *store, const struct et_store_feed *feed)
{
	return et_sql_insert(store, ET_Q_FEED_PUT, &shape, feed);
}

enum et_err et_store_feed_drop(struct et_store *store, const struct et_id *uid)
{
	return et_sql_run(store, ET_Q_FEED_DROP, ET_VALS(et_val_id(uid)));
}

enum et_err et_store_feed_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_feed *out)
{
	return et_sql_row(store, ET_Q_FEED_BY_UID, ET_VALS(et_val_id(uid)), &shape, arena, out);
}

enum et_err et_store_feed_by_secret(struct et_store *store, const struct et_hash *secret_hash,
	int64_t now_ms, struct et_arena *arena, struct et_store_feed *out)
{
	return et_sql_row(store, ET_Q_FEED_BY_SECRET,
		ET_VALS(et_val_hash(secret_hash), et_val_int(now_ms)), &shape, arena, out);
}
