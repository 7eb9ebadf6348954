/* See retention.h. */
#include "retention.h"

#include <etatunti/store/casefile.h>
#include <etatunti/store/draft.h>
#include <etatunti/store/follow_up.h>
#include <etatunti/store/guest.h>
#include <etatunti/store/member.h>
#include <etatunti/store/object.h>
#include <etatunti/store/retention.h>

enum et_err et_retention_erase(
	struct et_store *store, const struct et_id *case_id, int64_t now_ms, const char *how)
{
	enum et_err err;

	if ((err = et_store_case_end_erased(store, case_id, now_ms, how)) != ET_OK)
		return err;
	if ((err = et_store_casefile_erase(store, case_id)) != ET_OK)
		return err;
	if ((err = et_store_wrap_drop_all(store, case_id)) != ET_OK)
		return err;
	if ((err = et_store_guest_drop_bytes(store, case_id)) != ET_OK)
		return err;
	if ((err = et_store_follow_up_clear_all(store, case_id)) != ET_OK)
		return err;
	if ((err = et_store_draft_drop_of(store, case_id)) != ET_OK)
		return err;
	return et_store_object_drop_bytes(store, case_id);
}

enum et_err et_retention_act(struct et_store *store, const struct et_id *case_id, int64_t now_ms)
{
	bool due;
	enum et_err err = et_store_case_end_is_due(store, case_id, now_ms, &due);

	if (err != ET_OK)
		return err;
	return due ? et_retention_erase(store, case_id, now_ms, "rule") : ET_NOT_FOUND;
}
