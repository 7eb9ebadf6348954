/*
 * verify against a server that lies in good form: statements no rule has let in, rightly signed and
 * logged; a log cut off behind its last checkpoint. What the second place of the checkpoints is for.
 */
#include "forge.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/statement.h>
#include <etatunti/store/txn.h>

/* ---------------------------------------------------------------- a lying server */

/* A statement of a case, signed by its author, that no rule has let in. */
static void forge(struct cw_world *world, const struct cw_case *cs,
	const struct et_statement *draft, const struct kit_peer *by)
{
	struct kit_signed made = kit_statement(world->kit, draft, &by->identity);
	const struct et_store_statement row = { .case_id = cs->id,
		.seq = draft->seq,
		.stmt = made.stmt,
		.sig = made.sig,
		.hash = made.hash,
		.kind = draft->kind,
		.author = draft->author,
		.time = draft->time_ms };
	char kind[33];

	(void)snprintf(kind, sizeof(kind), "%.*s", ET_SLICE_FMT(draft->kind));
	assert_int_equal(et_store_txn_begin(world->kit->store, "forge"), ET_OK);
	assert_int_equal(et_store_statement_append(world->kit->store, &row), ET_OK);
	forge_row(world, kind, &draft->author, &cs->id, NULL, &made.hash);
	assert_int_equal(et_store_txn_commit(world->kit->store), ET_OK);
}

static void expect(struct cw_world *world, const char *sentence)
{
	forge_expect(world->kit->store, sentence);
}

/* Kela's contact writes on after the consent was withdrawn, and the server lets it. */
static void test_not_entitled(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id thread = kit_fresh_id(world->kit);
	struct et_hash hash = et_hash_of(kit_random(world->kit, 296));
	struct et_statement draft;
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	draft = cw_draft(&cs, world->kim, "object",
		cw_object_body(world->kit, &thread, "thread", 'S', 1, &hash, 296, 0));
	forge(world, &cs, &draft, world->kim);
	expect(world, "its author was not entitled to it then");
	cw_world_free(world);
}

/* The rest of a forged statement is in the batch that a case would have sent. */
static void forge_last(struct cw_world *world, struct cw_case *cs, const struct kit_peer *by)
{
	const struct cw_stmt *made = &cs->batch[cs->batch_count - 1];
	struct et_statement draft;

	assert_int_equal(et_statement_claim(ET_CHAIN_CASE, made->signed_by.stmt, &draft), ET_OK);
	forge(world, cs, &draft, by);
}

/* A worker and the operator let Kela in without the client. */
static void test_member_without_consent(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, 30 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann)); /* not acknowledged */
	cw_member_add(&cs, world->ann, world->kim, "SC");
	forge_last(world, &cs, world->ann);
	expect(world, "no consent was in force for it then");
	cw_world_free(world);
}

static void test_grant_without_consent(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	forge_last(world, &cs, world->ann);
	expect(world, "no consent was in force for it then");
	cw_world_free(world);
}

/* In force now, but it ends before the hour does. */
static void test_queue_beyond_consent(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id far = cw_hour(world, 3);
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, 10 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_queue(&cs, world->ann, &far, 15);
	forge_last(world, &cs, world->ann);
	expect(world, "no consent was in force for it then");
	cw_world_free(world);
}

/* Who has left the pair signs on. */
static void test_left_the_pair(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_set_pair(world, (struct kit_peer *[]){ world->ann, world->cid }, 2);
	kit_verify(world->kit);
	cw_word(&cs, world->ben, "close", NULL, "");
	forge_last(world, &cs, world->ben);
	expect(world, "its author was not entitled to it then");
	cw_world_free(world);
}

/* What members and coordinators may not do to a case, let in nevertheless. Each signs one statement. */
static const struct kit_peer *coordinator_closes(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->coord, "close", NULL, "");
	return world->coord;
}

static const struct kit_peer *kelas_coordinator_withdraws(
	struct cw_world *world, struct cw_case *cs)
{
	cw_revoke(cs, world->kela);
	return world->kela;
}

static const struct kit_peer *contact_rotates(struct cw_world *world, struct cw_case *cs)
{
	cw_rotate(cs, world->kim, 'S');
	return world->kim;
}

static const struct kit_peer *open_case_is_erased(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->ann, "erase", NULL, "");
	return world->ann;
}

static const struct kit_peer *removed_one_writes(struct cw_world *world, struct cw_case *cs)
{
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann }, 1);
	cw_member_remove(cs, world->ann, world->ben);
	kit_ok(cw_send(cs, world->ann));
	cw_word(cs, world->ben, "close", NULL, "");
	return world->ben;
}

static const struct kit_peer *erased_case_goes_on(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(cs, world->ann));
	cw_word(cs, world->ben, "erase", NULL, "");
	kit_ok(cw_send(cs, world->ben));
	cw_revoke(cs, world->ann);
	return world->ann;
}

static const struct kit_peer *colleague_is_put_out(struct cw_world *world, struct cw_case *cs)
{
	cw_member_remove(cs, world->ann, world->ben);
	return world->ann;
}

static const struct kit_peer *erased_by_who_closed(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(cs, world->ann));
	cw_word(cs, world->ann, "erase", NULL, "");
	return world->ann;
}

static const struct kit_peer *contact_of_nobody(struct cw_world *world, struct cw_case *cs)
{
	cw_member_add(cs, world->ann, kit_person(world->kela, "kai", "contact"), "SC");
	return world->ann;
}

static const struct kit_peer *substitute_too_late(struct cw_world *world, struct cw_case *cs)
{
	struct kit_peer *sam = kit_person(world->coord, "sam", "worker");
	int64_t now_ms = kit_now(world->kit);

	(void)cw_substitute(world, world->ben, sam, now_ms, now_ms + 2 * KIT_MINUTE);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	cw_member_add(cs, world->ann, sam, "PSC");
	return world->ann;
}

static const struct kit_peer *epoch_is_skipped(struct cw_world *world, struct cw_case *cs)
{
	cw_rotate_to(cs, world->ann, 'S', 3, &cs->kc[1]);
	return world->ann;
}

static const struct kit_peer *sealed_under_the_old_key(struct cw_world *world, struct cw_case *cs)
{
	struct et_id plan = kit_fresh_id(world->kit);

	cw_rotate(cs, world->ann, 'S');
	kit_ok(cw_send(cs, world->ann));
	cs->epoch[1] = 1;
	cw_object(cs, world->ann, &plan, "plan", 'S', 1);
	return world->ann;
}

static void test_parts_and_keys(void **state)
{
	static const struct {
		const struct kit_peer *(*sign)(struct cw_world *world, struct cw_case *cs);
		const char *why;
	} lies[] = {
		{ coordinator_closes, "its author was not entitled to it then" },
		{ kelas_coordinator_withdraws, "its author was not entitled to it then" },
		{ contact_rotates, "its author was not entitled to it then" },
		{ open_case_is_erased, "its author was not entitled to it then" },
		{ removed_one_writes, "its author was not entitled to it then" },
		{ erased_case_goes_on, "its author was not entitled to it then" },
		{ colleague_is_put_out, "the rules of its kind did not allow it then" },
		{ erased_by_who_closed, "the rules of its kind did not allow it then" },
		{ contact_of_nobody, "the rules of its kind did not allow it then" },
		{ substitute_too_late, "the rules of its kind did not allow it then" },
		{ epoch_is_skipped, "the rules of its kind did not allow it then" },
		{ sealed_under_the_old_key, "the rules of its kind did not allow it then" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct cw_world *world = cw_world_new();
		const struct kit_peer *by;
		struct cw_case cs;

		cw_with_contact(world, &cs);
		by = lies[i].sign(world, &cs);
		kit_verify(world->kit);
		forge_last(world, &cs, by);
		expect(world, lies[i].why);
		cw_world_free(world);
	}
}

static void test_author_ran_out(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_statement draft;
	struct et_buf body;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	et_buf_init(&body, 64);
	et_lp_put_label(&body, "ET1/close");
	et_lp_put_str(&body, "");
	draft = cw_draft(&cs, world->ann, "close", kit_take(world->kit, &body));
	draft.time_ms = world->ann->not_after;
	forge(world, &cs, &draft, world->ann);
	expect(world, "its author's certificate was over");
	cw_world_free(world);
}

/* A worker's signature under what only a coordinator may say. */
static void test_issuer_may_not(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_buf body;

	(void)state;
	et_buf_init(&body, 64);
	et_lp_put_label(&body, "ET1/beacon");
	forge_dir(world, world->ann, "beacon", kit_take(world->kit, &body), NULL, true);
	expect(world, "its issuer may not say this");
	cw_world_free(world);
}

/* ------------------------------------------------------------- the second place */

/* All checkpoints of the table as the file would have them; its name in path. */
static void write_file(struct kit *kit, char path[64], const char *extra)
{
	struct et_store_checkpoint *rows;
	struct et_buf buf;
	size_t count;
	FILE *file;

	(void)snprintf(path, 64, "/tmp/et-checkpoints-%ld", (long)getpid());
	et_buf_init(&buf, (size_t)1 << 20);
	assert_int_equal(
		et_store_checkpoint_list(kit->store, 0, 1000, kit->arena, &rows, &count), ET_OK);
	assert_true(count >= 2);
	for (size_t i = 0; i < count; i++) {
		et_hex_put(&buf, rows[i].ckpt);
		et_buf_str(&buf, " ");
		et_hex_put(&buf, et_sig_slice(&rows[i].sig));
		et_buf_str(&buf, "\n");
	}
	et_buf_str(&buf, extra);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(buf.ptr, 1, buf.len, file), buf.len);
	assert_int_equal(fclose(file), 0);
	et_buf_fini(&buf);
}

static void count_line(void *ctx, const char *text)
{
	assert_true(strlen(text) > 0);
	++*(int *)ctx;
}

static void test_checkpoint_file(void **state)
{
	struct cw_world *world = record_new();
	char why[ET_VERIFY_WHY_LEN], path[64];
	struct et_store *copy;
	int lines = 0;
	const struct et_verify_sink sink = { count_line, &lines };

	(void)state;
	write_file(world->kit, path, "");
	assert_int_equal(et_verify_run(world->kit->store, path, &sink, why), ET_OK);
	assert_true(lines >= 8);
	/* A crash in the middle of a line. */
	write_file(world->kit, path, "0000");
	assert_int_equal(et_verify_run(world->kit->store, path, NULL, why), ET_OK);
	write_file(world->kit, path, "0000 00\n");
	assert_int_equal(et_verify_run(world->kit->store, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "checkpoint file line"));
	write_file(world->kit, path, "");

	/* The tail of the log was readings only: without the file nobody would miss it. */
	copy = record_copy(world->kit->store);
	record_tamper(copy, "DELETE FROM checkpoint WHERE seq = (SELECT max(seq) FROM checkpoint)");
	assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_OK);
	assert_int_equal(et_verify_run(copy, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "in the file, not in the table"));
	et_store_close(copy);

	/* Another key would make every checkpoint look wrong: the key is what is said. */
	copy = record_copy(world->kit->store);
	record_tamper(copy, "UPDATE meta SET value = randomblob(32) WHERE key = 'log_pk'");
	assert_int_equal(et_verify_run(copy, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "meta log_pk: the founders attested another key"));
	et_store_close(copy);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(et_verify_run(world->kit->store, path, NULL, why), ET_IO);
	cw_world_free(world);
}

static void test_cut_log(void **state)
{
	struct cw_world *world = record_new();
	char why[ET_VERIFY_WHY_LEN], path[64];
	struct et_store *copy;

	(void)state;
	/* A reading, a checkpoint on it; then someone cuts both off. */
	kit_ok(kit_call(world->coord, "hour-list", json_pack("{s:i, s:i}", "from", 0, "to", 1)));
	cw_later(world, 3 * KIT_MINUTE);
	kit_advance(world->kit, 3 * KIT_MINUTE);
	write_file(world->kit, path, "");
	copy = record_copy(world->kit->store);
	record_tamper(copy, "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)");
	assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
	record_tamper(copy, "DELETE FROM checkpoint WHERE seq > (SELECT max(seq) FROM log)");
	assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_OK);
	assert_int_equal(et_verify_run(copy, path, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "the checkpoint file knows row"));
	et_store_close(copy);
	assert_int_equal(unlink(path), 0);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_not_entitled),
		cmocka_unit_test(test_member_without_consent),
		cmocka_unit_test(test_grant_without_consent),
		cmocka_unit_test(test_queue_beyond_consent),
		cmocka_unit_test(test_left_the_pair),
		cmocka_unit_test(test_parts_and_keys),
		cmocka_unit_test(test_author_ran_out),
		cmocka_unit_test(test_issuer_may_not),
		cmocka_unit_test(test_checkpoint_file),
		cmocka_unit_test(test_cut_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
