/* The deployment's named values. Knows no meaning of them. */
#include <etatunti/store/meta.h>

#include "sql.h"

struct value {
	struct et_slice value;
};

static const struct et_col cols[] = { ET_BLOB(value, value, 0) };
static const struct et_shape shape = ET_SHAPE(cols, value);

enum et_err et_store_meta_insert(struct et_store *store, const char *key, struct et_slice value)
{
	return et_sql_run(store, ET_Q_META_INSERT, ET_VALS(et_val_str(key), et_val_blob(value)));
}

enum et_err et_store_meta_get(
	struct et_store *store, const char *key, struct et_arena *arena, struct et_slice *out)
{
	struct value value;
	enum et_err err =
		et_sql_row(store, ET_Q_META_GET, ET_VALS(et_val_str(key)), &shape, arena, &value);

	*out = value.value;
	return err;
}
