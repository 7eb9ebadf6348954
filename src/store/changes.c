/* SQLite tells of every row; see changes.h. Knows no query. */
#include "changes.h"

#include <string.h>

/* What is only ever added beside the projections, and what has no part in them. */
static const char *const uncounted[] = { "log", "statement", "object", "object_ct", "follow_up",
	"confirmation", "wrap", "wrap_data", "commitment", "chunk", "reply", "draft", "session" };

bool et_changes_count(const char *table)
{
	for (size_t i = 0; i < sizeof(uncounted) / sizeof(uncounted[0]); i++) {
		if (strcmp(uncounted[i], table) == 0)
			return false;
	}
	return true;
}

static void row_changed(void *ctx, int what, const char *base, const char *table, sqlite3_int64 row)
{
	struct et_store *store = ctx;

	(void)what;
	(void)base;
	(void)row;
	if (et_changes_count(table))
		store->changes++;
}

void et_changes_follow(struct et_store *store)
{
	(void)sqlite3_update_hook(store->db, row_changed, store);
}

uint64_t et_store_changes(const struct et_store *store)
{
	return store->changes;
}
