/* People and what they log in with. */
#include <etatunti/store/user.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_user, uid, 0),
	ET_TEXT(et_store_user, username, 0),
	ET_TEXT(et_store_user, display, 0),
	ET_FIXED(et_store_user, org_id, 0),
	ET_TEXT(et_store_user, roles, 0),
	ET_FIXED(et_store_user, ipk_s, 0),
	ET_FIXED(et_store_user, ipk_e, 0),
	ET_INT(et_store_user, not_after, ET_COL_OPT),
	ET_TEXT(et_store_user, state, 0),
	ET_FIXED(et_store_user, eh, 0),
	ET_TEXT(et_store_user, org_kind, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_user);

static const struct et_col credential_cols[] = {
	ET_FIXED(et_store_credential, uid, 0),
	ET_FIXED(et_store_credential, lpk, 0),
	ET_FIXED(et_store_credential, salt, 0),
	ET_INT(et_store_credential, ops, 0),
	ET_INT(et_store_credential, mem, 0),
	ET_BLOB(et_store_credential, kb, 0),
	ET_INT(et_store_credential, kbver, 0),
};
static const struct et_shape credential_shape = ET_SHAPE(credential_cols, et_store_credential);

enum et_err et_store_user_insert(struct et_store *store, const struct et_store_user *user)
{
	return et_sql_insert(store, ET_Q_USER_INSERT, &shape, user);
}

enum et_err et_store_user_activate(
	struct et_store *store, const struct et_id *uid, int64_t not_after)
{
	return et_sql_run_one(store, ET_Q_USER_ACTIVATE,
		ET_VALS(et_val_id(uid), et_val_int(not_after)), ET_NOT_FOUND);
}

enum et_err et_store_user_renew(struct et_store *store, const struct et_id *uid, int64_t not_after)
{
	return et_sql_run_one(store, ET_Q_USER_RENEW,
		ET_VALS(et_val_id(uid), et_val_int(not_after)), ET_NOT_FOUND);
}

enum et_err et_store_user_rekey(struct et_store *store, const struct et_store_user *user)
{
	return et_sql_run_one(store, ET_Q_USER_REKEY,
		ET_VALS(et_val_id(&user->uid), et_val_blob(et_key32_slice(&user->ipk_s)),
			et_val_blob(et_key32_slice(&user->ipk_e)), et_val_int(user->not_after),
			et_val_hash(&user->eh)),
		ET_NOT_FOUND);
}

enum et_err et_store_user_revoke(struct et_store *store, const struct et_id *uid)
{
	return et_sql_run_one(store, ET_Q_USER_REVOKE, ET_VALS(et_val_id(uid)), ET_NOT_FOUND);
}

enum et_err et_store_user_drop_pending(struct et_store *store, struct et_slice username)
{
	enum et_err err;

	err = et_sql_run(store, ET_Q_USER_PENDING_DROP_CREDENTIAL, ET_VALS(et_val_text(username)));
	if (err != ET_OK)
		return err;
	return et_sql_run(store, ET_Q_USER_PENDING_DROP, ET_VALS(et_val_text(username)));
}

enum et_err et_store_user_key_insert(
	struct et_store *store, const struct et_store_user *user, int64_t seq)
{
	return et_sql_run_one(store, ET_Q_USER_KEY_INSERT,
		ET_VALS(et_val_blob(et_key32_slice(&user->ipk_s)),
			et_val_blob(et_key32_slice(&user->ipk_e)), et_val_id(&user->uid),
			et_val_int(seq)),
		ET_CONFLICT);
}

enum et_err et_store_user_key_taken(struct et_store *store, const struct et_key32 *ipk_s,
	const struct et_key32 *ipk_e, bool *out)
{
	return et_sql_bool(store, ET_Q_USER_KEY_TAKEN,
		ET_VALS(et_val_blob(et_key32_slice(ipk_s)), et_val_blob(et_key32_slice(ipk_e))),
		out);
}

enum et_err et_store_user_by_id(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_user *out)
{
	return et_sql_row(store, ET_Q_USER_BY_ID, ET_VALS(et_val_id(uid)), &shape, arena, out);
}

enum et_err et_store_user_by_username(struct et_store *store, struct et_slice username,
	struct et_arena *arena, struct et_store_user *out)
{
	return et_sql_row(
		store, ET_Q_USER_BY_USERNAME, ET_VALS(et_val_text(username)), &shape, arena, out);
}

enum et_err et_store_user_list(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_user **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_USER_LIST, ET_VALS(et_val_opt_id(org_id)), &shape, arena, out, count);
}

enum et_err et_store_credential_set(
	struct et_store *store, const struct et_store_credential *credential)
{
	return et_sql_insert(store, ET_Q_CREDENTIAL_SET, &credential_shape, credential);
}

enum et_err et_store_credential_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_credential *out)
{
	return et_sql_row(store, ET_Q_CREDENTIAL_BY_UID, ET_VALS(et_val_id(uid)), &credential_shape,
		arena, out);
}
