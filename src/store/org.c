/* Organisations. */
#include <etatunti/store/org.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_org, org_id, 0),
	ET_TEXT(et_store_org, kind, 0),
	ET_TEXT(et_store_org, name, 0),
	ET_FIXED(et_store_org, founder_pk, 0),
	ET_FIXED(et_store_org, founder, ET_COL_OPT),
	ET_INT(et_store_org, consent_ack, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_org);

enum et_err et_store_org_insert(struct et_store *store, const struct et_store_org *org)
{
	return et_sql_insert(store, ET_Q_ORG_INSERT, &shape, org);
}

enum et_err et_store_org_by_id(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_org *out)
{
	return et_sql_row(store, ET_Q_ORG_BY_ID, ET_VALS(et_val_id(org_id)), &shape, arena, out);
}

enum et_err et_store_org_policy(
	struct et_store *store, const struct et_id *org_id, bool consent_ack)
{
	return et_sql_run_one(store, ET_Q_ORG_POLICY,
		ET_VALS(et_val_id(org_id), et_val_int(consent_ack)), ET_NOT_FOUND);
}

enum et_err et_store_org_found(
	struct et_store *store, const struct et_id *org_id, const struct et_id *founder)
{
	return et_sql_run_one(store, ET_Q_ORG_FOUND, ET_VALS(et_val_id(org_id), et_val_id(founder)),
		ET_NOT_FOUND);
}
