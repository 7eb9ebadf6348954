/*
 * The directory chain and the enrolments beside it: signatures, chain, who certifies whom; projected into
 * the copy as the commands did. Leaves the certified people for the other parts.
 */
#include "directory/directory.h"

#include <etatunti/crypto/hash.h>
#include <etatunti/store/invite.h>
#include <etatunti/store/user.h>

#include "conn.h"
#include "directory/enrolment.h"
#include "kdf.h"
#include "outbox_items.h"

#include "state.h"

/* An enrolment and whether a statement has called for it. */
struct answer {
	struct et_store_enrolment row;
	bool used;
};

/* The walk along the chain. */
struct walk {
	struct et_chain_head head;
	struct et_map *answers; /* invite id → struct answer */
	size_t answer_count;
};

static enum et_err bad(
	struct et_verify *run, const struct et_store_dir_statement *row, const char *what)
{
	return et_verify_fail(run, "dir_statement seq %lld: %s", (long long)row->seq, what);
}

static enum et_err bad_enrolment(
	struct et_verify *run, const struct et_store_enrolment *row, const char *what)
{
	return et_verify_fail(run, "enrolment uid %s: %s", et_verify_id(&row->uid).text, what);
}

/* By which invite the walk finds it must be what was signed; the signatures are checked when it does. */
static enum et_err check_names(struct et_verify *run, const struct et_store_enrolment *row)
{
	struct et_lp_reader reader;
	struct et_id invite, uid;

	et_lp_read(&reader, row->e);
	et_lp_get_label(&reader, "ET1/enrol");
	et_lp_get_genesis(&reader, &run->deployment.g);
	invite = et_lp_get_id(&reader);
	uid = et_lp_get_id(&reader);
	if (reader.err != ET_OK)
		return bad_enrolment(run, row, "its bytes are no enrolment");
	if (!et_id_eq(&row->invite_id, &invite) || !et_id_eq(&row->uid, &uid))
		return bad_enrolment(run, row, "a column differs from the signed bytes");
	return ET_OK;
}

static enum et_err load_answers(struct et_verify *run, struct walk *walk)
{
	struct et_id after = { { 0 } };
	struct et_store_enrolment *rows;
	int64_t after_at = 0;
	size_t count;
	enum et_err err;

	do {
		err = et_store_enrolment_list(
			run->data, after_at, &after, ET_VERIFY_PAGE, run->all, &rows, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++) {
			struct answer *answer = et_arena_alloc(run->all, sizeof(*answer));

			if (answer == NULL)
				return ET_NO_MEMORY;
			if ((err = check_names(run, &rows[i])) != ET_OK)
				return err;
			answer->row = rows[i];
			after_at = rows[i].at;
			after = rows[i].uid;
			walk->answer_count++;
			err = et_map_insert(walk->answers, &rows[i].invite_id, answer);
		}
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	return err;
}

/* The key bundle is not signed itself: its hash stands in the enrolment. */
static enum et_err check_bundle(
	struct et_verify *run, const struct et_enrol *enrol, struct et_slice *kb)
{
	struct et_store_credential credential;
	const struct et_verify_hex uid = et_verify_id(&enrol->uid);
	enum et_err err;

	err = et_store_credential_by_uid(run->data, &enrol->uid, run->step, &credential);
	if (err == ET_NOT_FOUND)
		return et_verify_fail(run, "credential uid %s: it is missing", uid.text);
	if (err != ET_OK)
		return err;
	struct et_hash hash = et_hash_of(credential.kb);

	if (!et_hash_eq(&hash, &enrol->kb_hash))
		return et_verify_fail(run,
			"credential uid %s: kb is not the key bundle that was enrolled", uid.text);
	*kb = credential.kb;
	return ET_OK;
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

/* Opens the enrolment that answers an invitation, if there is one: *answer NULL if not. */
static enum et_err open_answer(struct et_verify *run, struct walk *walk, const struct et_id *id,
	struct et_invitation *invitation, struct et_enrol *enrol, struct answer **answer)
{
	const struct et_store_enrolment *row;
	enum et_err err;

	if ((*answer = et_map_get(walk->answers, id)) == NULL)
		return ET_OK;
	row = &(*answer)->row;
	if ((err = et_invitation_load(run->built, id, run->step, invitation)) != ET_OK)
		return err;
	err = et_enrolment_open(
		invitation, row->e, &row->sig_id, &row->sig_inv, &run->deployment.g, enrol);
	if (err == ET_BAD_SIGNATURE)
		return bad_enrolment(run, row, "a signature does not match");
	if (err == ET_BAD_STATEMENT)
		return bad_enrolment(run, row, "it does not answer its invite");
	if (err != ET_OK)
		return err;
	if (!et_hash_eq(&row->eh, &enrol->eh))
		return bad_enrolment(run, row, "a column differs from the signed bytes");
	return check_salt(run, id, enrol);
}

static enum et_err project_answer(struct et_verify *run, struct answer *answer,
	const struct et_invitation *invitation, const struct et_enrol *enrol)
{
	const struct et_verify_logged logged = {
		.hash = enrol->eh, .table = "enrolment", .at = answer->row.at, .uid = enrol->uid
	};
	struct et_slice kb = { 0 };
	enum et_err err;

	answer->used = true;
	if ((err = et_store_enrolment_insert(run->built, &answer->row)) != ET_OK)
		return err;
	if ((err = check_bundle(run, enrol, &kb)) != ET_OK)
		return err;
	err = et_enrolment_project(run->built, invitation, enrol, kb, answer->row.at);
	if (err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	if (err != ET_OK)
		return bad_enrolment(run, &answer->row, "it cannot follow from what is before it");
	return et_verify_expect(run, &logged);
}

/*
 * The rules of the kind, as if the issuer had just sent it. Only names may have been free then and be
 * taken now by the clock (an invite that had run out): those refusals do not count here.
 */
static enum et_err check_rules(
	struct et_verify *run, struct et_dir_step *step, const struct et_directory_kind *kind)
{
	struct et_call call = {
		.now_ms = step->stmt.time_ms,
		.arena = step->arena,
		.store = run->built,
		.deployment = &run->deployment,
	};
	struct et_store_user row;
	struct et_outbox outbox;
	struct et_user issuer;
	enum et_err err;

	if (kind->kind != ET_DIR_FOUND) {
		err = et_store_user_by_id(run->built, &step->stmt.author, step->arena, &row);
		if (err != ET_OK)
			return err;
		if (!et_slice_eq_str(row.state, "active"))
			return ET_FORBIDDEN;
		if ((err = et_user_from_row(&row, &issuer)) != ET_OK)
			return err;
		call.user = &issuer;
	}
	et_outbox_init(&outbox);
	call.outbox = &outbox;
	step->call = &call;
	err = kind->check(step);
	step->call = NULL;
	et_outbox_fini(&outbox);
	return err == ET_CONFLICT || err == ET_USED ? ET_OK : err;
}

static enum et_err open_statement(struct et_verify *run, struct walk *walk,
	const struct et_store_dir_statement *row, struct et_dir_step *step,
	const struct et_directory_kind **kind)
{
	const struct et_statement *said = &step->stmt;
	enum et_err err;

	err = et_directory_open(step, row->stmt, &row->sig, kind);
	if (err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	if (err != ET_OK)
		return bad(run, row,
			err == ET_BAD_SIGNATURE       ? "the signature does not match"
				: err == ET_FORBIDDEN ? "its issuer is not certified"
						      : "its bytes are no statement");
	if (row->seq != said->seq || !et_slice_eq(row->kind, said->kind) ||
		!et_id_eq(&row->issuer, &said->author) || row->time != said->time_ms ||
		!et_hash_eq(&row->hash, &said->hash))
		return bad(run, row, "a column differs from the signed bytes");
	if ((err = et_chain_append(&walk->head, said)) != ET_OK)
		return bad(run, row,
			err == ET_CONFLICT ? "it does not follow the one before it"
					   : "its time lies before the one before it");
	return ET_OK;
}

static enum et_err check_log_key(
	struct et_verify *run, const struct et_dir_step *step, const struct et_directory_kind *kind)
{
	const struct et_found *found = step->body;

	if (kind->kind != ET_DIR_FOUND || et_key32_eq(&found->log_pk, &run->deployment.log_pk))
		return ET_OK;
	return et_verify_fail(run, "meta log_pk: the founders attested another key");
}

/* A statement, and the enrolment that it calls for: of found before its rules, of an invite after. */
static enum et_err take_statement(
	struct et_verify *run, struct walk *walk, const struct et_store_dir_statement *row)
{
	const struct et_verify_logged logged = {
		.hash = row->hash, .table = "dir_statement", .seq = row->seq
	};
	struct et_dir_step step = {
		.store = run->built, .arena = run->step, .deployment = &run->deployment
	};
	const struct et_directory_kind *kind;
	struct et_invitation invitation;
	struct answer *answer = NULL;
	struct et_enrol enrol;
	enum et_err err;

	if ((err = open_statement(run, walk, row, &step, &kind)) != ET_OK)
		return err;
	if ((err = check_log_key(run, &step, kind)) != ET_OK)
		return err;
	if (kind->kind == ET_DIR_FOUND) {
		err = open_answer(run, walk, &step.subject, &invitation, &enrol, &answer);
		if (err != ET_OK)
			return err;
		if (answer == NULL)
			return bad(run, row, "the enrolment of the founder is missing");
		step.enrol = &enrol;
	}
	err = check_rules(run, &step, kind);
	if (err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	if (err != ET_OK)
		return bad(run, row, "its issuer may not say this");
	if (kind->project(&step) != ET_OK)
		return bad(run, row, "it cannot follow from what stands before it");
	if (kind->kind == ET_DIR_INVITE) {
		err = open_answer(run, walk, &step.subject, &invitation, &enrol, &answer);
		if (err != ET_OK)
			return err;
	}
	if (answer != NULL)
		err = project_answer(run, answer, &invitation, &enrol);
	return err != ET_OK ? err : et_verify_expect(run, &logged);
}

static enum et_err walk_chain(struct et_verify *run, struct walk *walk)
{
	struct et_store_dir_statement *rows;
	size_t count;
	enum et_err err;

	do {
		et_arena_reset(run->page);
		err = et_store_directory_list(
			run->data, walk->head.seq + 1, ET_VERIFY_PAGE, run->page, &rows, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++) {
			et_arena_reset(run->step);
			err = take_statement(run, walk, &rows[i]);
		}
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	return err;
}

static enum et_err check_answers(struct et_verify *run, const struct walk *walk)
{
	const struct answer *answer;
	size_t cursor = 0;

	while ((answer = et_map_next(walk->answers, &cursor)) != NULL) {
		if (!answer->used)
			return bad_enrolment(run, &answer->row, "no invite calls for it");
	}
	return ET_OK;
}

static enum et_err gather_people(struct et_verify *run)
{
	const struct et_id everywhere = { { 0 } };
	struct et_store_user *rows;
	size_t count;
	enum et_err err;

	err = et_store_user_list(run->built, &everywhere, run->all, &rows, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		struct et_user *person = et_arena_alloc(run->all, sizeof(*person));

		if (person == NULL)
			return ET_NO_MEMORY;
		if (et_slice_eq_str(rows[i].state, "pending"))
			continue;
		if ((err = et_user_from_row(&rows[i], person)) == ET_OK)
			err = et_map_insert(run->people, &rows[i].uid, person);
	}
	return err;
}

enum et_err et_verify_directory(struct et_verify *run)
{
	struct walk walk = { .answers = et_map_new((struct et_id){ { 0 } }) };
	enum et_err err;

	if (walk.answers == NULL)
		return ET_NO_MEMORY;
	et_chain_start(&walk.head, &run->deployment.g);
	if ((err = load_answers(run, &walk)) != ET_OK)
		goto out;
	if ((err = walk_chain(run, &walk)) != ET_OK)
		goto out;
	if ((err = check_answers(run, &walk)) != ET_OK)
		goto out;
	if ((err = gather_people(run)) != ET_OK)
		goto out;
	et_verify_say(run, "directory: %lld statements, %zu enrolments, %zu people certified",
		(long long)walk.head.seq, walk.answer_count, et_map_count(run->people));
out:
	et_map_free(walk.answers);
	return err;
}

enum et_err et_verify_directory_then(struct et_verify *run, int64_t seq)
{
	struct et_dir_step step = {
		.store = run->built, .arena = run->step, .deployment = &run->deployment
	};
	const struct et_directory_kind *kind;
	struct et_store_dir_statement *rows;
	size_t count;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_directory_list(run->data, seq, 1, run->step, &rows, &count);
	if (err != ET_OK || count == 0 || !et_slice_eq_str(rows[0].kind, "pair-set"))
		return err;
	if ((err = et_directory_open(&step, rows[0].stmt, &rows[0].sig, &kind)) != ET_OK)
		return err;
	return kind->project(&step);
}
