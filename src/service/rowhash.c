/*
 * Rows as LP, column by column.
 */
#include <etatunti/service/rowhash.h>

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/lp.h>

#define ROW_LEN_MAX 8192
#define PAIRS_MAX 64

static enum et_err finish(struct et_buf *buf, struct et_hash *out)
{
	enum et_err err = et_buf_err(buf);

	*out = (struct et_hash){ 0 };
	if (err == ET_OK)
		*out = et_hash_of(et_buf_view(buf));
	et_buf_fini(buf);
	return err;
}

static int compare_ids(const void *a, const void *b)
{
	return et_id_cmp(a, b);
}

enum et_err et_rowhash_series(const struct et_store_series *row, const struct et_id *pair_ids,
	size_t pair_count, struct et_hash *out)
{
	struct et_id sorted[PAIRS_MAX];
	struct et_buf buf;

	if (pair_count > PAIRS_MAX)
		return ET_TOO_LARGE;
	if (pair_count > 0) {
		memcpy(sorted, pair_ids, pair_count * sizeof(*pair_ids));
		qsort(sorted, pair_count, sizeof(*sorted), compare_ids);
	}
	et_buf_init(&buf, ROW_LEN_MAX);
	et_lp_put_label(&buf, "ET1/row");
	et_lp_put_str(&buf, "series");
	et_lp_put_id(&buf, &row->series_id);
	et_lp_put_id(&buf, &row->org_id);
	et_lp_put_bytes(&buf, row->name);
	et_lp_put_id(&buf, &row->contact);
	et_lp_put_ms(&buf, row->weekday);
	et_lp_put_bytes(&buf, row->start);
	et_lp_put_bytes(&buf, row->first_date);
	et_lp_put_bytes(&buf, row->last_date);
	et_lp_put_ms(&buf, row->capacity);
	et_lp_put_ms(&buf, row->every);
	et_lp_put_ms(&buf, row->on_holidays);
	for (size_t i = 0; i < pair_count; i++)
		et_lp_put_id(&buf, &sorted[i]);
	return finish(&buf, out);
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
	return finish(&buf, out);
}
