/* As `etatunti init` makes it, but all of the kit's randomness. */
#include "deployment.h"

#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/org.h>
#include <etatunti/store/txn.h>

void dp_found(struct kit *kit, int orgs)
{
	static const char *const kinds[] = { "county", "kela", "county" };
	static const char *const names[] = { "Ikaalinen", "Kela", "Parkano" };
	struct et_genesis *genesis = &kit->deployment.genesis;

	genesis->deployment_id = kit_fresh_id(kit);
	genesis->created_ms = KIT_T0;
	genesis->org_count = (size_t)orgs;
	for (int i = 0; i < orgs; i++) {
		struct et_sign_key key;

		kit->org[i] = kit_fresh_id(kit);
		et_env_random(&kit->fake.env, kit->founder_secret[i], 32);
		et_sign_key_from_invite(kit->founder_secret[i], &key);
		genesis->orgs[i] = (struct et_genesis_org){ .org_id = kit->org[i],
			.kind = et_slice_str(kinds[i]),
			.name = et_slice_str(names[i]),
			.founder_invite_pk = key.pk };
	}
	et_buf_init(&kit->genesis, 65536);
	et_genesis_put(&kit->genesis, genesis);
	kit->deployment.genesis_bytes = et_buf_view(&kit->genesis);
	kit->deployment.g = et_hash_of(kit->deployment.genesis_bytes);
	kit->deployment.log_pk = kit->log_key.pk;
	kit->deployment.origin = "https://localhost:8443";
	kit->deployment.version = "test";
}

static void open_store(struct kit *kit, const char *path)
{
	char why[ET_STORE_WHY_LEN];
	enum et_err err = path == NULL
		? et_store_open_memory(KIT_T0, &kit->store, why)
		: et_store_open(path, ET_STORE_CREATE, KIT_T0, &kit->store, why);

	if (err != ET_OK)
		fail_msg("store: %s", why);
}

void dp_store(struct kit *kit, const char *path)
{
	const struct et_deployment *deployment = &kit->deployment;
	const struct et_genesis *genesis = &deployment->genesis;

	open_store(kit, path);
	assert_int_equal(et_store_txn_begin(kit->store, "testkit"), ET_OK);
	assert_int_equal(
		et_store_meta_insert(kit->store, ET_STORE_META_GENESIS, deployment->genesis_bytes),
		ET_OK);
	assert_int_equal(
		et_store_meta_insert(kit->store, ET_STORE_META_G, et_hash_slice(&deployment->g)),
		ET_OK);
	assert_int_equal(et_store_meta_insert(kit->store, ET_STORE_META_LOG_PK,
				 et_key32_slice(&deployment->log_pk)),
		ET_OK);
	assert_int_equal(et_store_meta_insert(kit->store, ET_STORE_META_SALT_SECRET,
				 et_slice_of(kit->salt_secret, 32)),
		ET_OK);
	for (size_t i = 0; i < genesis->org_count; i++) {
		struct et_store_org org = { .org_id = genesis->orgs[i].org_id,
			.kind = genesis->orgs[i].kind,
			.name = genesis->orgs[i].name,
			.founder_pk = genesis->orgs[i].founder_invite_pk };

		assert_int_equal(et_store_org_insert(kit->store, &org), ET_OK);
	}
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
}
