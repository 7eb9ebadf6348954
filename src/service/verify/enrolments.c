/*
 * The enrolments: each answers its invite with both signatures and the salt that was given, and the log
 * has it at its time, when the invite was open.
 */
#include "directory/enrolment.h"

#include <string.h>

#include <etatunti/crypto/hash.h>

#include "kdf.h"

#include "state.h"

static enum et_err bad(
	struct et_verify *run, const struct et_store_enrolment *row, const char *what)
{
	return et_verify_fail(run, "enrolment uid %s: %s", et_verify_id(&row->uid).text, what);
}

static struct et_id hash_key(const struct et_hash *hash)
{
	struct et_id key;

	memcpy(key.b, hash->b, sizeof(key.b));
	return key;
}

/* What the row is found by must be what was signed; the signatures are checked when it is. */
static enum et_err check_columns(struct et_verify *run, const struct et_store_enrolment *row)
{
	const struct et_slice parts[] = { row->e, et_sig_slice(&row->sig_id),
		et_sig_slice(&row->sig_inv) };
	struct et_hash eh = et_hash_of_parts(parts, 3);
	struct et_lp_reader reader;
	struct et_id invite, uid;

	et_lp_read(&reader, row->e);
	et_lp_get_label(&reader, "ET1/enrol");
	et_lp_get_genesis(&reader, &run->deployment.g);
	invite = et_lp_get_id(&reader);
	uid = et_lp_get_id(&reader);
	if (reader.err != ET_OK)
		return bad(run, row, "its bytes are no enrolment");
	if (!et_id_eq(&row->invite_id, &invite) || !et_id_eq(&row->uid, &uid) ||
		!et_hash_eq(&row->eh, &eh))
		return bad(run, row, "a column differs from the signed bytes");
	return ET_OK;
}

static enum et_err keep(struct et_verify *run, const struct et_store_enrolment *row)
{
	struct et_verify_answer *answer = et_arena_alloc(run->all, sizeof(*answer));
	struct et_id key = hash_key(&row->eh);
	enum et_err err;

	if (answer == NULL)
		return ET_NO_MEMORY;
	if ((err = check_columns(run, row)) != ET_OK)
		return err;
	*answer = (struct et_verify_answer){ .row = *row };
	if ((err = et_map_insert(run->answers, &row->invite_id, answer)) != ET_OK)
		return err;
	return et_map_insert(run->answers_by_eh, &key, answer);
}

enum et_err et_verify_enrolments(struct et_verify *run)
{
	struct et_id after = { { 0 } };
	struct et_store_enrolment *rows;
	size_t count;
	enum et_err err;

	do {
		err = et_store_enrolment_list(
			run->data, &after, ET_VERIFY_PAGE, run->all, &rows, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++) {
			after = rows[i].invite_id;
			err = keep(run, &rows[i]);
		}
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	return err;
}

/* The salt that was enrolled with is the one that the deployment's secret gives for that invite. */
static enum et_err check_salt(
	struct et_verify *run, const struct et_id *invite, const struct et_enrol *enrol)
{
	struct et_id salt = et_kdf_invite_salt(run->salt_secret, invite);

	if (et_id_eq(&salt, &enrol->server_salt))
		return ET_OK;
	return et_verify_fail(run,
		"meta salt_secret: it does not give the salt of enrolment uid %s",
		et_verify_id(&enrol->uid).text);
}

enum et_err et_verify_open_answer(struct et_verify *run, const struct et_id *id,
	struct et_invitation *invitation, struct et_enrol *enrol, struct et_verify_answer **answer)
{
	const struct et_store_enrolment *row;
	enum et_err err;

	if ((*answer = et_map_get(run->answers, id)) == NULL)
		return ET_OK;
	row = &(*answer)->row;
	err = et_invitation_load(run->built, id, run->step, invitation);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? bad(run, row, "no invite calls for it then") : err;
	err = et_enrolment_open(
		invitation, row->e, &row->sig_id, &row->sig_inv, &run->deployment.g, enrol);
	if (err == ET_BAD_SIGNATURE)
		return bad(run, row, "a signature does not match");
	if (err == ET_BAD_STATEMENT)
		return bad(run, row, "it does not answer its invite");
	if (err != ET_OK)
		return err;
	return check_salt(run, id, enrol);
}

/* The gates of the command, at the log's time. A founder is in by the statement just before. */
static enum et_err check_then(struct et_verify *run, const struct et_store_enrolment *row,
	const struct et_invitation *invitation, const struct et_enrol *enrol,
	const struct et_logrow *logged)
{
	struct et_hash kb_hash = et_hash_of(row->kb);

	if (!et_hash_eq(&row->eh, &logged->statement_hash) ||
		!et_id_eq(&row->uid, &logged->object_id))
		return bad(run, row, "the log tells of another one");
	if (row->at != logged->utc_ms)
		return bad(run, row, "its time is not the log's");
	if (!et_hash_eq(&kb_hash, &enrol->kb_hash))
		return bad(run, row, "kb is not the key bundle that was enrolled");
	if (invitation->founding ? !et_id_eq(&invitation->org.founder, &row->uid)
				 : invitation->used || invitation->gone ||
				invitation->invite.expires <= logged->utc_ms)
		return bad(run, row, "its invite was not open then");
	return ET_OK;
}

enum et_err et_verify_enrolment(struct et_verify *run, const struct et_logrow *logged)
{
	struct et_id key = hash_key(&logged->statement_hash);
	struct et_verify_answer *answer = et_map_get(run->answers_by_eh, &key);
	struct et_invitation invitation;
	struct et_enrol enrol;
	enum et_err err;

	if (answer == NULL)
		return et_verify_fail(
			run, "log seq %lld: its enrolment is not there", (long long)logged->seq);
	et_arena_reset(run->step);
	err = et_verify_open_answer(run, &answer->row.invite_id, &invitation, &enrol, &answer);
	if (err != ET_OK)
		return err;
	err = check_then(run, &answer->row, &invitation, &enrol, logged);
	if (err != ET_OK)
		return err;
	answer->seen = true;
	if ((err = et_store_enrolment_insert(run->built, &answer->row)) != ET_OK)
		return err;
	err = et_enrolment_project(run->built, &invitation, &enrol, answer->row.kb, answer->row.at);
	if (err == ET_OK || err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	return bad(run, &answer->row, "it cannot follow from what is before it");
}

enum et_err et_verify_enrolments_end(struct et_verify *run)
{
	const struct et_verify_answer *answer;
	size_t cursor = 0;

	while ((answer = et_map_next(run->answers, &cursor)) != NULL) {
		if (!answer->seen)
			return bad(run, &answer->row, "it is not on the log");
	}
	return ET_OK;
}
