/*
 * Rows as LP, column by column.
 */
#include <etatunti/service/rowhash.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/lp.h>

#define ROW_LEN_MAX 8192

static enum et_err finish(struct et_buf *buf, struct et_hash *out)
{
	enum et_err err = et_buf_err(buf);

	*out = (struct et_hash){ 0 };
	if (err == ET_OK)
		*out = et_hash_of(et_buf_view(buf));
	et_buf_fini(buf);
	return err;
}

enum et_err et_rowhash_hour(const struct et_store_hour *row, struct et_hash *out)
{
	struct et_buf buf;

	et_buf_init(&buf, ROW_LEN_MAX);
	et_lp_put_label(&buf, "ET1/row");
	et_lp_put_str(&buf, "hour");
	et_lp_put_id(&buf, &row->hour_id);
	et_lp_put_id(&buf, &row->series_id);
	et_lp_put_bytes(&buf, row->local_date);
	et_lp_put_ms(&buf, row->starts_at);
	et_lp_put_ms(&buf, row->ends_at);
	et_lp_put_bytes(&buf, row->state);
	et_lp_put_bytes(&buf, row->reason);
	et_lp_put_ms(&buf, row->moved);
	et_lp_put_ms(&buf, row->decided);
	et_lp_put_ms(&buf, row->revision);
	return finish(&buf, out);
}

enum et_err et_rowhash_measure(const struct et_store_measure *row,
	const struct et_store_measure_value *values, size_t count, struct et_hash *out)
{
	struct et_buf buf;

	et_buf_init(&buf, ROW_LEN_MAX);
	et_lp_put_label(&buf, "ET1/row");
	et_lp_put_str(&buf, "measure");
	et_lp_put_id(&buf, &row->measure_id);
	et_lp_put_id(&buf, &row->series_id);
	et_lp_put_bytes(&buf, row->quarter);
	et_lp_put_bytes(&buf, row->form);
	for (size_t i = 0; i < count; i++) {
		et_lp_put_bytes(&buf, values[i].code);
		et_lp_put_ms(&buf, values[i].n);
	}
	return finish(&buf, out);
}
