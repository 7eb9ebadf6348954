/*
 * The body of a grant. Reads and writes; whether the grant may be is decided with the case's state.
 */
#include <string.h>

#include <etatunti/crypto/grant.h>

void et_grant_put(struct et_buf *buf, const struct et_grant *grant)
{
	et_lp_put_label(buf, "ET1/grant");
	et_lp_put_hash(buf, &grant->genesis);
	et_lp_put_id(buf, &grant->case_id);
	et_lp_put_bytes(buf, grant->comp);
	et_lp_put_ms(buf, grant->epoch);
	et_lp_put_hash(buf, &grant->kc);
	et_lp_put_id(buf, &grant->recipient_uid);
	et_lp_put_key(buf, &grant->recipient_ipk_e);
	et_lp_put_hash(buf, &grant->wrap_hash);
	et_lp_put_id(buf, &grant->granter_uid);
	et_lp_put_ms(buf, grant->time_ms);
	et_lp_put_id(buf, &grant->basis_id);
}

static bool is_comp(struct et_slice comp)
{
	return comp.len == 1 && memchr("PSC", comp.ptr[0], 3) != NULL;
}

enum et_err et_grant_read(struct et_slice body, const struct et_hash *genesis, struct et_grant *out)
{
	struct et_lp_reader reader;
	enum et_err err;

	et_lp_read(&reader, body);
	et_lp_get_label(&reader, "ET1/grant");
	et_lp_get_genesis(&reader, genesis);
	out->genesis = *genesis;
	out->case_id = et_lp_get_id(&reader);
	out->comp = et_lp_get_word(&reader);
	out->epoch = et_lp_get_ms(&reader);
	out->kc = et_lp_get_hash(&reader);
	out->recipient_uid = et_lp_get_id(&reader);
	out->recipient_ipk_e = et_lp_get_key(&reader);
	out->wrap_hash = et_lp_get_hash(&reader);
	out->granter_uid = et_lp_get_id(&reader);
	out->time_ms = et_lp_get_ms(&reader);
	out->basis_id = et_lp_get_id(&reader);
	if (out->epoch < 1 || !is_comp(out->comp))
		et_lp_refuse(&reader);
	if ((err = et_lp_end(&reader)) != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}
