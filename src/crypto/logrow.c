/*
 * Bytes of log rows and checkpoints, in the order of ET1 section 5.
 */
#include <string.h>

#include <etatunti/crypto/logrow.h>

#define TEXT_LEN_MAX 200

void et_logrow_put(struct et_buf *buf, const struct et_logrow *row)
{
	et_lp_put_label(buf, "ET1/log");
	et_lp_put_hash(buf, &row->genesis);
	et_lp_put_ms(buf, row->seq);
	et_lp_put_hash(buf, &row->prev);
	et_lp_put_ms(buf, row->utc_ms);
	et_lp_put_id(buf, &row->actor_uid);
	et_lp_put_id(buf, &row->actor_org);
	et_lp_put_bytes(buf, row->action);
	et_lp_put_id(buf, &row->case_id);
	et_lp_put_id(buf, &row->object_id);
	et_lp_put_bytes(buf, row->comp);
	et_lp_put_bytes(buf, row->purpose);
	et_lp_put_id(buf, &row->recipient_org);
	et_lp_put_bytes(buf, row->result);
	et_lp_put_hash(buf, &row->statement_hash);
}

enum et_err et_logrow_read(
	struct et_slice bytes, const struct et_hash *genesis, struct et_logrow *out)
{
	struct et_lp_reader reader;
	enum et_err err;

	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, "ET1/log");
	et_lp_get_genesis(&reader, genesis);
	out->genesis = *genesis;
	out->seq = et_lp_get_ms(&reader);
	out->prev = et_lp_get_hash(&reader);
	out->utc_ms = et_lp_get_ms(&reader);
	out->actor_uid = et_lp_get_id(&reader);
	out->actor_org = et_lp_get_id(&reader);
	out->action = et_lp_get_str(&reader, TEXT_LEN_MAX);
	out->case_id = et_lp_get_id(&reader);
	out->object_id = et_lp_get_id(&reader);
	out->comp = et_lp_get_str(&reader, TEXT_LEN_MAX);
	out->purpose = et_lp_get_str(&reader, TEXT_LEN_MAX);
	out->recipient_org = et_lp_get_id(&reader);
	out->result = et_lp_get_str(&reader, TEXT_LEN_MAX);
	out->statement_hash = et_lp_get_hash(&reader);
	if (out->seq < 1)
		et_lp_refuse(&reader);
	if ((err = et_lp_end(&reader)) != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}

void et_checkpoint_put(struct et_buf *buf, const struct et_checkpoint *checkpoint)
{
	et_lp_put_label(buf, "ET1/ckpt");
	et_lp_put_hash(buf, &checkpoint->genesis);
	et_lp_put_ms(buf, checkpoint->seq);
	et_lp_put_hash(buf, &checkpoint->hash);
	et_lp_put_ms(buf, checkpoint->utc_ms);
}

enum et_err et_checkpoint_open(struct et_slice bytes, const struct et_sig *sig,
	const struct et_key32 *log_pk, const struct et_hash *genesis, struct et_checkpoint *out)
{
	struct et_lp_reader reader;
	enum et_err err;

	memset(out, 0, sizeof(*out));
	if ((err = et_verify(log_pk, bytes, sig)) != ET_OK)
		return err;
	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, "ET1/ckpt");
	et_lp_get_genesis(&reader, genesis);
	out->genesis = *genesis;
	out->seq = et_lp_get_ms(&reader);
	out->hash = et_lp_get_hash(&reader);
	out->utc_ms = et_lp_get_ms(&reader);
	if ((err = et_lp_end(&reader)) != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}
