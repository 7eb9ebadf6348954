/* Teams that one may turn to. Knows none of their texts. */
#include <etatunti/store/team.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_team, team_id, 0),
	ET_FIXED(et_store_team, org_id, 0),
	ET_INT(et_store_team, dropped, 0),
	ET_INT(et_store_team, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_team);

enum et_err et_store_team_set(struct et_store *store, const struct et_store_team *team)
{
	return et_sql_run_one(store, ET_Q_TEAM_SET,
		ET_VALS(et_val_id(&team->team_id), et_val_id(&team->org_id),
			et_val_int(team->dropped), et_val_int(team->seq)),
		ET_FORBIDDEN);
}

enum et_err et_store_team_by_id(
	struct et_store *store, const struct et_id *team_id, struct et_store_team *out)
{
	return et_sql_row(store, ET_Q_TEAM_BY_ID, ET_VALS(et_val_id(team_id)), &shape, NULL, out);
}

enum et_err et_store_team_count_of(struct et_store *store, const struct et_id *org_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_TEAM_COUNT_OF, ET_VALS(et_val_id(org_id)), out);
}
