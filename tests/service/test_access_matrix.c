/*
 * Every cell of the table "who may" (PROTOCOL section 10), put to a running server: each attempt in a
 * process of its own, forked from the world of its moment, so that none has an effect on another.
 */
#include "matrix.h"

#include <etatunti/service/kind.h>

#include "places.h"
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/store/logrow.h>

static mx_attempt *const attempts[] = {
#define COMMAND(symbol, name, about, rule) mx_do_##symbol,
#define CASE(symbol, kind, about, rule) mx_do_##symbol,
#define DIRECTORY(symbol, kind, about, rule) mx_do_##symbol,
#include "service/access.def"
#undef COMMAND
#undef CASE
#undef DIRECTORY
};

#define ROW_COUNT (sizeof(attempts) / sizeof(attempts[0]))
#define ANSWER_MAX 256
#define TABLES_MAX 64
#define WORKER_COUNT 2

/* What the processes find out. */
static struct {
	size_t cells[ET_MOMENT_COUNT], failed[ET_MOMENT_COUNT];
	char said[ROW_COUNT][ET_ACTOR_COUNT][ET_MOMENT_COUNT][ANSWER_MAX]; /* refusals, id aside */
} * found;

/* The world before the attempt. */
struct before {
	sqlite3_stmt *tables[TABLES_MAX];
	size_t table_count;
	struct et_hash hash;   /* of all that is in them */
	struct et_hash record; /* the same without what was replied */
	int64_t log_seq;
};

/* An attempt on its way. */
struct cell {
	struct mx *mx;
	const struct before *before;
	const struct et_matrix_row *row;
	enum et_actor actor;
	struct kit_peer *by;
	struct et_id uid; /* of by, whatever becomes of it */
	struct et_matrix_cell expected;
};

/* ------------------------------------------------------------------ what is there */

/* Of every table but the log; when a session was seen last is no act. */
static const char digest_sql[] =
	"SELECT CASE name WHEN 'session' THEN 'SELECT sid, uid, spk, created_at, ended_at FROM session' "
	"ELSE 'SELECT * FROM ' || name END FROM sqlite_schema "
	"WHERE type = 'table' AND name <> 'log' AND name NOT LIKE 'sqlite_%'";

/* Prepared before the processes part, so that each has them. */
static void open_tables(struct before *before, sqlite3 *db)
{
	char *texts[TABLES_MAX];

	before->table_count = record_texts(db, digest_sql, texts, TABLES_MAX);
	assert_true(before->table_count > 20 && before->table_count < TABLES_MAX);
	for (size_t i = 0; i < before->table_count; i++) {
		assert_int_equal(
			sqlite3_prepare_v2(db, texts[i], -1, &before->tables[i], NULL), SQLITE_OK);
	}
	record_free_texts(texts, before->table_count);
}

static void digest_rows(sqlite3_stmt *stmt, struct et_hasher *hasher)
{
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const void *bytes = sqlite3_column_blob(stmt, i);
			int len = sqlite3_column_bytes(stmt, i);

			et_hasher_add(hasher, et_slice_of(&len, sizeof(len)));
			if (len > 0)
				et_hasher_add(hasher, et_slice_of(bytes, (size_t)len));
		}
	}
	et_hasher_add(hasher, et_slice_str(sqlite3_sql(stmt)));
	assert_int_equal(sqlite3_reset(stmt), SQLITE_OK);
}

static struct et_hash digest_but(const struct before *before, const char *left_out)
{
	struct et_hasher hasher;

	et_hasher_init(&hasher);
	for (size_t i = 0; i < before->table_count; i++) {
		if (left_out == NULL || strcmp(sqlite3_sql(before->tables[i]), left_out) != 0)
			digest_rows(before->tables[i], &hasher);
	}
	return et_hasher_end(&hasher);
}

static struct et_hash digest(const struct before *before)
{
	return digest_but(before, NULL);
}

static struct et_hash digest_record(const struct before *before)
{
	return digest_but(before, "SELECT * FROM reply");
}

static void look(struct kit *kit, struct before *out)
{
	struct et_store_logrow *rows;
	size_t count;

	open_tables(out, kit->store->db);
	out->hash = digest(out);
	out->record = digest_record(out);
	assert_false(et_hash_eq(&out->hash, &out->record));
	assert_int_equal(
		et_store_logrow_list(kit->store, 1, 100000, kit->arena, &rows, &count), ET_OK);
	assert_true(count > 0);
	out->log_seq = rows[count - 1].seq;
}

/* The rows that the attempt has left, of which there are at most a few. */
static size_t new_rows(const struct cell *cell, struct et_logrow *out, size_t max)
{
	struct kit *kit = cell->mx->kit;
	struct et_store_logrow *rows;
	size_t count;

	assert_int_equal(et_store_logrow_list(kit->store, cell->before->log_seq + 1, 1000,
				 kit->arena, &rows, &count),
		ET_OK);
	for (size_t i = 0; i < count && i < max; i++)
		assert_int_equal(et_logrow_read(rows[i].row, &kit->deployment.g, &out[i]), ET_OK);
	return count;
}

/* ----------------------------------------------------------------------- a cell */

static bool is_signed_in(enum et_actor actor)
{
	return actor != ET_ACTOR_NONE && actor != ET_ACTOR_LAPSED;
}

/* One row for who is signed in; of strangers the attempts to become somebody. */
static size_t rows_of_refusal(const struct cell *cell)
{
	const char *name = et_matrix_name(cell->row);

	if (is_signed_in(cell->actor))
		return 1;
	return cell->expected.err == ET_DENIED &&
		(strcmp(name, "login") == 0 || strcmp(name, "reproof") == 0 ||
			strcmp(name, "guest-knock") == 0);
}

static void check_nobody_is_told(const struct cell *cell)
{
	ET_LIST_EACH(&cell->mx->kit->peers, it, after)
	{
		const struct kit_peer *peer = ET_CONTAINER(it, struct kit_peer, link);

		assert_true(et_list_is_empty(&peer->frames));
		assert_true(et_id_is_zero(&peer->room));
	}
}

static void check_refused(const struct cell *cell, struct kit_reply *reply)
{
	const char *code = et_err_wire(cell->expected.err);
	json_t *error = kit_refused(reply, code);
	struct et_hash now;
	struct et_logrow rows[4];
	const char *key;
	json_t *value;
	size_t count;

	json_object_foreach(error, key, value)
	{
		assert_true(strcmp(key, "code") == 0 || strcmp(key, "index") == 0);
	}
	assert_int_equal(json_object_size(reply->json), 3); /* v, id, error */
	now = digest(cell->before);
	assert_true(et_hash_eq(&now, &cell->before->hash));
	count = new_rows(cell, rows, 4);
	assert_int_equal(count, rows_of_refusal(cell));
	if (count > 0)
		assert_true(et_slice_eq_str(rows[0].result, code));
	if (is_signed_in(cell->actor))
		assert_true(et_id_eq(&rows[0].actor_uid, &cell->uid));
	check_nobody_is_told(cell);
	assert_int_equal(cell->by->closed,
		cell->actor == ET_ACTOR_EXPIRED || cell->actor == ET_ACTOR_REVOKED);
}

/* Who opens objects is logged by the handlers, one by one. */
static bool leaves_a_row(const struct cell *cell, const struct et_command *command)
{
	return cell->row->part != ET_MATRIX_COMMAND || command->action != NULL ||
		strcmp(command->name, "object-get") == 0 || strcmp(command->name, "chunk-get") == 0;
}

static void check_list(const struct cell *cell, const struct kit_reply *reply)
{
	json_t *id = kit_json_id(&cell->mx->cs.id);
	char *text = json_dumps(reply->ok, JSON_COMPACT);

	assert_int_equal(strstr(text, json_string_value(id)) != NULL, cell->expected.sees);
	free(text);
	json_decref(id);
}

static void check_done(const struct cell *cell, struct kit_reply *reply)
{
	const struct et_command *command = et_matrix_command(cell->row);
	struct et_logrow rows[4] = { 0 };
	struct et_hash now;
	size_t count;

	(void)kit_ok(reply);
	now = digest_record(cell->before);
	if (command->effect == ET_WRITE || command->effect == ET_ANEW)
		assert_false(et_hash_eq(&now, &cell->before->record));
	now = digest(cell->before);
	if (command->effect == ET_READ)
		assert_true(et_hash_eq(&now, &cell->before->hash));
	count = new_rows(cell, rows, 4);
	assert_int_equal(count > 0, leaves_a_row(cell, command));
	if (count > 0) {
		assert_true(et_slice_eq_str(rows[0].result, "ok"));
		assert_true(et_slice_eq_str(rows[0].action, et_matrix_name(cell->row)));
		if (is_signed_in(cell->actor))
			assert_true(et_id_eq(&rows[0].actor_uid, &cell->uid));
	}
	if (et_matrix_is_list(cell->row))
		check_list(cell, reply);
}

/* What was said, but for the id of the request. */
static void keep_answer(const struct kit_reply *reply, char *out)
{
	char *text = json_dumps(json_object_get(reply->json, "error"), JSON_COMPACT);

	assert_true(strlen(text) < ANSWER_MAX);
	(void)snprintf(out, ANSWER_MAX, "%s", text);
	free(text);
}

/* Of the case no more than its id: not even the head of its chain. */
static bool is_stranger(enum et_actor actor)
{
	return actor == ET_ACTOR_OTHER_WORKER || actor == ET_ACTOR_OTHER_CONTACT ||
		actor == ET_ACTOR_COORDINATOR || actor == ET_ACTOR_KELA_COORDINATOR;
}

/* The same statement as if it were the first of the chain is refused as before it is looked at. */
static void check_told_no_head(const struct cell *cell, size_t i, const char *said)
{
	struct cw_case *cs = &cell->mx->cs;
	char again[ANSWER_MAX];

	cs->seq = cs->sent_seq = 0;
	cs->head = cs->sent_head = cell->mx->kit->deployment.g;
	keep_answer(attempts[i](cell->mx, cell->by), again);
	assert_string_equal(again, said);
}

static void try_cell(struct mx *mx, const struct before *before, size_t i, enum et_actor actor)
{
	struct cell cell = { .mx = mx,
		.before = before,
		.row = et_matrix_row_at(i),
		.actor = actor,
		.by = mx->actors[actor],
		.uid = mx->actors[actor]->uid };
	struct kit_reply *reply;

	cell.expected = et_matrix_cell(cell.row, actor, mx->moment);
	reply = attempts[i](mx, cell.by);
	assert_non_null(reply);
	if (cell.expected.err == ET_OK) {
		check_done(&cell, reply);
		return;
	}
	check_refused(&cell, reply);
	keep_answer(reply, found->said[i][actor][mx->moment]);
	if (cell.row->part == ET_MATRIX_CASE && cell.expected.err == ET_FORBIDDEN &&
		is_stranger(actor))
		check_told_no_head(&cell, i, found->said[i][actor][mx->moment]);
}

/* --------------------------------------------------------------------- the matrix */

static void name_cell(size_t i, enum et_actor actor, enum et_moment moment)
{
	const struct et_matrix_row *row = et_matrix_row_at(i);

	print_error("\ncell: %s %s, %s, %s\n", et_matrix_name(row), row->about,
		et_actor_word(actor), et_moment_word(moment));
}

/* In a process of its own, which ends here. */
static bool run_cell(struct mx *mx, const struct before *before, size_t i, enum et_actor actor)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		try_cell(mx, before, i, actor);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	name_cell(i, actor, mx->moment);
	return false;
}

static void run_moment(enum et_moment moment)
{
	struct mx *mx = mx_new(moment);
	struct before before;

	ET_LIST_EACH(&mx->kit->peers, it, after)
	{
		kit_forget(ET_CONTAINER(it, struct kit_peer, link));
	}
	look(mx->kit, &before);
	for (size_t i = 0; i < ROW_COUNT; i++) {
		for (int a = 0; a < ET_ACTOR_COUNT; a++) {
			found->failed[moment] += !run_cell(mx, &before, i, (enum et_actor)a);
			found->cells[moment]++;
		}
	}
	for (size_t i = 0; i < before.table_count; i++)
		sqlite3_finalize(before.tables[i]);
	mx_free(mx);
}

/* The moments, shared out. */
static void run_all(void)
{
	pid_t workers[WORKER_COUNT];

	for (int w = 0; w < WORKER_COUNT; w++) {
		workers[w] = fork();
		assert_true(workers[w] >= 0);
		if (workers[w] != 0)
			continue;
		/* What fails says so at once and ends the process: it must not go on as the test. */
		assert_int_equal(setenv("CMOCKA_TEST_ABORT", "1", 1), 0);
		for (int m = w; m < ET_MOMENT_COUNT; m += WORKER_COUNT)
			run_moment((enum et_moment)m);
		_exit(0);
	}
	for (int w = 0; w < WORKER_COUNT; w++) {
		int status;

		assert_int_equal(waitpid(workers[w], &status, 0), workers[w]);
		assert_int_equal(status, 0);
	}
}

/* A refusal with the same code says the same, whether there is such a case or not. */
static size_t compare_answers(void)
{
	size_t failed = 0;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		for (int a = 0; a < ET_ACTOR_COUNT; a++) {
			const struct et_matrix_row *row = et_matrix_row_at(i);
			struct et_matrix_cell none =
				et_matrix_cell(row, (enum et_actor)a, ET_AT_NONE);

			for (int m = 1; m < ET_MOMENT_COUNT; m++) {
				if (none.err == ET_OK ||
					et_matrix_cell(row, (enum et_actor)a, (enum et_moment)m)
							.err != none.err ||
					strcmp(found->said[i][a][m],
						found->said[i][a][ET_AT_NONE]) == 0)
					continue;
				name_cell(i, (enum et_actor)a, (enum et_moment)m);
				print_error("%s, but with no such case %s\n", found->said[i][a][m],
					found->said[i][a][ET_AT_NONE]);
				failed++;
			}
		}
	}
	return failed;
}

static void test_every_cell(void **state)
{
	size_t cells = 0, failed = 0, kinds = 0;

	(void)state;
	run_all();
	for (int m = 0; m < ET_MOMENT_COUNT; m++) {
		cells += found->cells[m];
		failed += found->failed[m];
	}
	failed += compare_answers();
	for (size_t i = 0; et_directory_kind_doc(i) != NULL; i++)
		kinds++;
	for (size_t i = 0; et_statement_kind_doc(i) != NULL; i++)
		kinds++;
	/* case-append and dir-append are tried by their kinds; no other cell is left out. */
	assert_int_equal(cells, et_matrix_count() * ET_ACTOR_COUNT * ET_MOMENT_COUNT);
	assert_true(cells >= (et_command_count() - 2 + kinds) * ET_ACTOR_COUNT * ET_MOMENT_COUNT);
	print_message("%zu cells\n", cells);
	assert_int_equal(failed, 0);
}

/* Every command and every kind of the registries has a row, and so an attempt. */
static void test_complete(void **state)
{
	const char *missing = et_matrix_missing();

	(void)state;
	assert_int_equal(et_matrix_count(), ROW_COUNT);
	if (missing != NULL)
		fail_msg("%s has no row in access.def", missing);
}

static bool is_told_apart(enum et_moment one, enum et_moment other)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		for (int a = 0; a < ET_ACTOR_COUNT; a++) {
			const struct et_matrix_row *row = et_matrix_row_at(i);
			struct et_matrix_cell at_one = et_matrix_cell(row, (enum et_actor)a, one);
			struct et_matrix_cell at_other =
				et_matrix_cell(row, (enum et_actor)a, other);

			if (at_one.err != at_other.err || at_one.sees != at_other.sees)
				return true;
		}
	}
	return false;
}

/* No moment is another one once more. */
static void test_moments_differ(void **state)
{
	(void)state;
	for (int m = 0; m < ET_MOMENT_COUNT; m++) {
		for (int n = 0; n < m; n++)
			assert_true(is_told_apart((enum et_moment)m, (enum et_moment)n));
	}
}

/* Who is refused because the certificate has run out is on the record, and the record holds. */
static void test_over_is_on_the_log(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *old = kit_person(world->coord, "old", "worker");

	(void)state;
	old->not_after = kit_now(world->kit) + 1000;
	kit_ok(kit_user_rekey(world->coord, old));
	et_env_fake_advance(&world->kit->fake, 2000);
	kit_refused(kit_call(old, "case-list", NULL), "denied");
	assert_true(old->closed);
	assert_int_equal(kit_log_count(world->kit, "case-list", "denied"), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

static int arrive(void **state)
{
	(void)state;
	found = mmap(
		NULL, sizeof(*found), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return found == MAP_FAILED ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_moments_differ),
		cmocka_unit_test(test_every_cell),
		cmocka_unit_test(test_over_is_on_the_log),
	};

	return cmocka_run_group_tests(tests, arrive, NULL);
}
