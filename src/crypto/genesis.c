/*
 * Bytes of the genesis. What is read here is the root of trust of a deployment, so it is strict.
 */
#include <string.h>

#include <etatunti/crypto/genesis.h>

void et_genesis_put(struct et_buf *buf, const struct et_genesis *genesis)
{
	et_lp_put_label(buf, "ET1/genesis");
	et_lp_put_id(buf, &genesis->deployment_id);
	et_lp_put_ms(buf, genesis->created_ms);
	for (size_t i = 0; i < genesis->org_count; i++) {
		const struct et_genesis_org *org = &genesis->orgs[i];

		et_lp_put_id(buf, &org->org_id);
		et_lp_put_bytes(buf, org->kind);
		et_lp_put_bytes(buf, org->name);
		et_lp_put_key(buf, &org->founder_invite_pk);
	}
}

static bool is_known_org(const struct et_genesis *genesis, const struct et_id *org_id)
{
	for (size_t i = 0; i < genesis->org_count; i++) {
		if (et_id_eq(&genesis->orgs[i].org_id, org_id))
			return true;
	}
	return false;
}

static void read_org(struct et_lp_reader *reader, struct et_genesis *genesis)
{
	struct et_genesis_org org;

	org.org_id = et_lp_get_id(reader);
	org.kind = et_lp_get_word(reader);
	org.name = et_lp_get_str(reader, ET_GENESIS_NAME_LEN_MAX);
	org.founder_invite_pk = et_lp_get_key(reader);
	if (genesis->org_count == ET_GENESIS_ORG_MAX || org.name.len == 0 ||
		is_known_org(genesis, &org.org_id) ||
		(!et_slice_eq_str(org.kind, "county") && !et_slice_eq_str(org.kind, "kela"))) {
		et_lp_refuse(reader);
		return;
	}
	genesis->orgs[genesis->org_count++] = org;
}

enum et_err et_genesis_read(struct et_slice bytes, struct et_genesis *out)
{
	struct et_lp_reader reader;
	enum et_err err;

	memset(out, 0, sizeof(*out));
	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, "ET1/genesis");
	out->deployment_id = et_lp_get_id(&reader);
	out->created_ms = et_lp_get_ms(&reader);
	do
		read_org(&reader, out);
	while (et_lp_more(&reader));
	if ((err = et_lp_end(&reader)) != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}
