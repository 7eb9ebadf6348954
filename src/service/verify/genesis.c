/*
 * The genesis and what stands beside it: organisations, G, the log's key. The root of everything else.
 */
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/org.h>

#include "state.h"

static enum et_err get(struct et_verify *run, const char *key, size_t len, struct et_slice *out)
{
	enum et_err err = et_store_meta_get(run->data, key, run->all, out);

	if (err == ET_NOT_FOUND)
		return et_verify_fail(run, "meta %s: it is missing", key);
	if (err == ET_OK && len != 0 && out->len != len)
		return et_verify_fail(run, "meta %s: it is not %zu bytes long", key, len);
	return err;
}

static enum et_err project_orgs(struct et_verify *run)
{
	const struct et_genesis *genesis = &run->deployment.genesis;
	enum et_err err = ET_OK;

	for (size_t i = 0; err == ET_OK && i < genesis->org_count; i++) {
		const struct et_store_org org = {
			.org_id = genesis->orgs[i].org_id,
			.kind = genesis->orgs[i].kind,
			.name = genesis->orgs[i].name,
			.founder_pk = genesis->orgs[i].founder_invite_pk,
		};

		err = et_store_org_insert(run->built, &org);
	}
	return err;
}

enum et_err et_verify_genesis(struct et_verify *run)
{
	struct et_deployment *deployment = &run->deployment;
	struct et_slice g, log_pk;
	enum et_err err;

	err = get(run, ET_STORE_META_GENESIS, 0, &deployment->genesis_bytes);
	if (err != ET_OK)
		return err;
	if (et_genesis_read(deployment->genesis_bytes, &deployment->genesis) != ET_OK)
		return et_verify_fail(run, "meta genesis: its bytes are no genesis");
	if ((err = get(run, ET_STORE_META_G, sizeof(deployment->g), &g)) != ET_OK)
		return err;
	deployment->g = et_hash_of(deployment->genesis_bytes);
	if (!et_slice_eq(g, et_hash_slice(&deployment->g)))
		return et_verify_fail(run, "meta g: it is not the hash of the genesis");
	if ((err = get(run, ET_STORE_META_LOG_PK, sizeof(deployment->log_pk), &log_pk)) != ET_OK)
		return err;
	if (!et_key32_from(log_pk, &deployment->log_pk))
		return ET_CORRUPT;
	if ((err = get(run, ET_STORE_META_SALT_SECRET, 32, &run->salt_secret)) != ET_OK)
		return err;
	et_chain_start(&run->directory, &deployment->g);
	et_verify_say(run, "genesis: %zu organisations", deployment->genesis.org_count);
	return project_orgs(run);
}
