/*
 * The append-only log: every row hashed onto the one before, every checkpoint on the row that it names,
 * and every row that tells of something signed or written on what it tells of, in this order.
 */
#include <etatunti/crypto/hash.h>
#include <etatunti/store/logrow.h>

#include "queue_clock.h"
#include "retention.h"
#include "state.h"

/* The walk along the log. */
struct walk {
	int64_t seq;
	struct et_hash hash;
	size_t mark;                       /* the next one of the file */
	struct et_store_checkpoint *ckpts; /* a page of the table, in run->all */
	size_t ckpt, ckpt_count;
	bool ckpt_end;
	int64_t ckpts_seen, ckpts_in_file;
};

/* What the row says was done. */
static enum et_err follow(struct et_verify *run, const struct et_logrow *row)
{
	enum et_dir_kind kind;

	if (et_queue_is_act(row->action) && et_slice_eq_str(row->result, "ok"))
		return et_verify_queue(run, row);
	if (et_slice_eq_str(row->action, ET_ACTION_RETENTION) &&
		et_slice_eq_str(row->result, "ok") && et_id_is_zero(&row->actor_uid))
		return et_verify_retention(run, row);
	if (et_slice_eq_str(row->action, "measure-drop") && et_slice_eq_str(row->result, "ok"))
		return et_verify_measure_drop(run, row);
	if (et_hash_is_zero(&row->statement_hash) || !et_slice_eq_str(row->result, "ok"))
		return ET_OK;
	if (!et_id_is_zero(&row->case_id))
		return et_verify_replay(run, row);
	if (et_slice_eq_str(row->action, "enrol"))
		return et_verify_enrolment(run, row);
	if (et_slice_eq_str(row->action, "relogin"))
		return et_verify_relogin(run, row);
	if (et_slice_eq_str(row->action, "measure-put"))
		return et_verify_measure(run, row);
	if (et_slice_eq_str(row->action, "hour"))
		return et_verify_hour(run, row);
	if (et_dir_kind_parse(row->action, &kind) == ET_OK)
		return et_verify_dir_statement(run, row);
	return et_verify_fail(
		run, "log seq %lld: it tells of something that nobody knows", (long long)row->seq);
}

static enum et_err check_row(
	struct et_verify *run, struct walk *walk, const struct et_store_logrow *stored)
{
	struct et_hash hash = et_hash_of(stored->row);
	long long seq = (long long)stored->seq;
	struct et_logrow row;

	if (stored->seq != walk->seq + 1)
		return et_verify_fail(run, "log seq %lld: row %lld is missing before it", seq,
			(long long)walk->seq + 1);
	if (!et_hash_eq(&hash, &stored->hash))
		return et_verify_fail(run, "log seq %lld: the hash does not match", seq);
	if (et_logrow_read(stored->row, &run->deployment.g, &row) != ET_OK)
		return et_verify_fail(run, "log seq %lld: its bytes are no row of this log", seq);
	if (row.seq != stored->seq || !et_hash_eq(&row.prev, &walk->hash))
		return et_verify_fail(
			run, "log seq %lld: it does not follow the one before it", seq);
	if (!et_id_eq(&row.case_id, &stored->case_id))
		return et_verify_fail(run, "log seq %lld: case_id is not what its bytes say", seq);
	walk->seq = stored->seq;
	walk->hash = hash;
	return follow(run, &row);
}

/* The checkpoint of the table that comes next, or NULL at the end. */
static enum et_err next_checkpoint(
	struct et_verify *run, struct walk *walk, const struct et_store_checkpoint **out)
{
	int64_t from = walk->ckpt_count == 0 ? 0 : walk->ckpts[walk->ckpt_count - 1].seq + 1;
	enum et_err err;

	*out = NULL;
	if (walk->ckpt == walk->ckpt_count && !walk->ckpt_end) {
		err = et_store_checkpoint_list(
			run->data, from, ET_VERIFY_PAGE, run->all, &walk->ckpts, &walk->ckpt_count);
		if (err != ET_OK)
			return err;
		walk->ckpt = 0;
		walk->ckpt_end = walk->ckpt_count < ET_VERIFY_PAGE;
	}
	if (walk->ckpt < walk->ckpt_count)
		*out = &walk->ckpts[walk->ckpt];
	return ET_OK;
}

static enum et_err check_checkpoint(
	struct et_verify *run, struct walk *walk, const struct et_store_checkpoint *row)
{
	long long seq = (long long)row->seq;
	struct et_checkpoint said;
	enum et_err err;

	err = et_checkpoint_open(
		row->ckpt, &row->sig, &run->deployment.log_pk, &run->deployment.g, &said);
	if (err != ET_OK)
		return et_verify_fail(run, "checkpoint seq %lld: %s", seq,
			err == ET_BAD_SIGNATURE ? "the signature does not match"
						: "it is not of this deployment");
	if (said.seq != row->seq || !et_hash_eq(&said.hash, &walk->hash))
		return et_verify_fail(run, "checkpoint seq %lld: the log says otherwise", seq);
	walk->ckpt++;
	walk->ckpts_seen++;
	return ET_OK;
}

/* At the row just passed: the checkpoints of table and file that name it. */
static enum et_err check_marks(struct et_verify *run, struct walk *walk)
{
	const struct et_verify_mark *mark =
		walk->mark < run->mark_count ? &run->marks[walk->mark] : NULL;
	const struct et_store_checkpoint *row;
	bool in_table = false;
	enum et_err err;

	if ((err = next_checkpoint(run, walk, &row)) != ET_OK)
		return err;
	if (row != NULL && row->seq == walk->seq) {
		if ((err = check_checkpoint(run, walk, row)) != ET_OK)
			return err;
		in_table = true;
	}
	if (mark == NULL || mark->seq != walk->seq)
		return ET_OK;
	if (!et_hash_eq(&mark->hash, &walk->hash))
		return et_verify_fail(run, "log seq %lld: the checkpoint file has another hash",
			(long long)walk->seq);
	if (!in_table)
		return et_verify_fail(run, "checkpoint seq %lld: in the file, not in the table",
			(long long)walk->seq);
	walk->mark++;
	walk->ckpts_in_file++;
	return ET_OK;
}

/* No checkpoint may be left over that speaks of rows which are not there. */
static enum et_err check_end(struct et_verify *run, struct walk *walk)
{
	const struct et_store_checkpoint *row;
	enum et_err err;

	if ((err = next_checkpoint(run, walk, &row)) != ET_OK)
		return err;
	if (row != NULL)
		return et_verify_fail(
			run, "checkpoint seq %lld: the log has no such row", (long long)row->seq);
	if (walk->mark < run->mark_count)
		return et_verify_fail(run,
			"log: it ends at %lld, the checkpoint file knows row %lld",
			(long long)walk->seq, (long long)run->marks[walk->mark].seq);
	return ET_OK;
}

static enum et_err check_leftovers(struct et_verify *run)
{
	enum et_err err;

	if ((err = et_verify_directory_end(run)) != ET_OK)
		return err;
	if ((err = et_verify_enrolments_end(run)) != ET_OK)
		return err;
	if ((err = et_verify_relogins_end(run)) != ET_OK)
		return err;
	if ((err = et_verify_cases_end(run)) != ET_OK)
		return err;
	et_verify_say(run, "hours: %lld times written, always as their series said",
		(long long)run->hours);
	return ET_OK;
}

enum et_err et_verify_log(struct et_verify *run)
{
	struct walk walk = { .hash = run->deployment.g };
	struct et_store_logrow *rows;
	size_t count;
	enum et_err err;

	do {
		et_arena_reset(run->page);
		err = et_store_logrow_list(
			run->data, walk.seq + 1, ET_VERIFY_PAGE, run->page, &rows, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++) {
			if ((err = check_row(run, &walk, &rows[i])) == ET_OK)
				err = check_marks(run, &walk);
		}
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	if (err != ET_OK || (err = check_end(run, &walk)) != ET_OK)
		return err;
	if ((err = check_leftovers(run)) != ET_OK)
		return err;
	et_verify_say(run, "log: %lld rows, %lld checkpoints, %lld of them in the file",
		(long long)walk.seq, (long long)walk.ckpts_seen, (long long)walk.ckpts_in_file);
	return ET_OK;
}
