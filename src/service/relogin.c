/*
 * See relogin.h.
 */
#include "relogin.h"

#include <etatunti/crypto/hash.h>

enum et_err et_relogin_check(const struct et_store_relogin *row, const struct et_key32 *ipk_s,
	const struct et_store_credential *present, const struct et_hash *g,
	struct et_store_credential *next, int64_t *time_ms)
{
	struct et_hash kb_hash = et_hash_of(row->kb);
	struct et_relogin said;
	enum et_err err;

	*next = (struct et_store_credential){ .kbver = present->kbver };
	if ((err = et_relogin_open(row->stmt, &row->sig_id, ipk_s, g, &said)) != ET_OK)
		return err;
	if (!et_id_eq(&said.uid, &row->uid) || !et_hash_eq(&said.kb_hash, &kb_hash))
		return ET_BAD_STATEMENT;
	/* Of two at once the second was signed with a key that is no longer the present one. */
	if (said.kbver != present->kbver + 1)
		return ET_CONFLICT;
	if ((err = et_relogin_verify(row->stmt, &row->sig_old, &present->lpk)) != ET_OK)
		return err;
	if (et_id_eq(&said.salt, &present->salt) || et_key32_eq(&said.lpk, &present->lpk))
		return ET_BAD_STATEMENT;
	*next = (struct et_store_credential){ .uid = said.uid,
		.lpk = said.lpk,
		.salt = said.salt,
		.ops = said.ops,
		.mem = said.mem,
		.kb = row->kb,
		.kbver = said.kbver };
	*time_ms = said.time_ms;
	return ET_OK;
}
