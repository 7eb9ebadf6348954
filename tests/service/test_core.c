/*
 * Core between front and the service: what comes over the socket in one turn is one transaction, and
 * nothing of it leaves before that is stored. The test plays front.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>
#include <unistd.h>

#include "testkit.h"

#include <etatunti/core/core.h>
#include <etatunti/crypto/ahead.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/txn.h>

struct rig {
	struct kit *kit;
	struct et_core *core;
	struct et_ipc *front;
	size_t lines; /* checkpoints kept */
	enum et_err keep_answer;
	struct et_ahead *ahead; /* NULL on one processor */
};

static enum et_err keep(void *ctx, struct et_slice line)
{
	struct rig *rig = ctx;

	assert_true(line.len > 128 + 1);
	assert_int_equal(et_store_txn_is_open(rig->kit->store), false);
	rig->lines++;
	return rig->keep_answer;
}

static void attach(struct rig *rig)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	rig->front = et_ipc_new(fds[1], ET_IPC_FRONT, (size_t)8 << 20);
	assert_non_null(rig->front);
	et_core_attach(rig->core, et_ipc_new(fds[0], ET_IPC_CORE, (size_t)8 << 20));
}

/* With what is in the kit's store, and nobody connected. */
static struct rig *rig_of(struct kit *kit)
{
	struct rig *rig = calloc(1, sizeof(*rig));
	struct et_core_config config = { .keep_checkpoint = keep, .keep_ctx = rig };

	assert_non_null(rig);
	rig->kit = kit;
	et_service_free(rig->kit->service);
	rig->kit->service = NULL;
	config.service = (struct et_service_config){ .env = &rig->kit->fake.env,
		.store = rig->kit->store,
		.deployment = &rig->kit->deployment,
		.salt_secret = et_slice_of(rig->kit->salt_secret, 32),
		.log_key = &rig->kit->log_key,
		.ahead = rig->ahead = et_ahead_new() };
	assert_int_equal(et_core_open(&config, &rig->core), ET_OK);
	attach(rig);
	return rig;
}

static struct rig *rig_new(void)
{
	return rig_of(kit_new());
}

static void rig_free(struct rig *rig)
{
	et_core_close(rig->core);
	et_ahead_free(rig->ahead);
	et_ipc_free(rig->front);
	kit_free(rig->kit);
	free(rig);
}

static void put(struct rig *rig, enum et_ipc_type type, uint64_t conn, const char *payload)
{
	assert_int_equal(et_ipc_put(rig->front, type, conn, et_slice_str(payload)), ET_OK);
}

static void turn(struct rig *rig)
{
	assert_int_equal(et_ipc_flush(rig->front), ET_OK);
	assert_int_equal(et_core_turn(rig->core), ET_OK);
}

/* The next frame from core, as text "type conn payload"; "" if there is none. */
static const char *next(struct rig *rig)
{
	static char text[4096];
	struct et_ipc_frame frame;
	bool have = false, eof;

	assert_int_equal(et_ipc_fill(rig->front, &eof), ET_OK);
	assert_int_equal(et_ipc_next(rig->front, &frame, &have), ET_OK);
	if (!have)
		return "";
	snprintf(text, sizeof(text), "%d %llu %.*s", (int)frame.type,
		(unsigned long long)frame.conn, (int)frame.payload.len,
		(const char *)frame.payload.ptr);
	return text;
}

#define GENESIS(id) \
	"{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAA" id "\",\"cmd\":\"genesis\",\"params\":{}}"

static void one_turn_one_transaction(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	put(rig, ET_IPC_READY, 0, "");
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put(rig, ET_IPC_OPEN, 2, "127.0.0.1");
	put(rig, ET_IPC_TEXT, 2, GENESIS("AQ"));
	put(rig, ET_IPC_TEXT, 1, GENESIS("Ag"));
	put(rig, ET_IPC_TEXT, 2, "nonsense");
	turn(rig);
	assert_int_equal(et_core_front(rig->core), ET_CORE_FRONT_READY);
	assert_false(et_store_txn_is_open(rig->kit->store));
	assert_non_null(
		strstr(next(rig), "16 2 {\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"ok\""));
	assert_non_null(
		strstr(next(rig), "16 1 {\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAg\",\"ok\""));
	assert_non_null(strstr(next(rig), "16 2 {\"v\":1,\"id\":null,\"error\""));
	assert_string_equal(next(rig), "");
	rig_free(rig);
}

/* The first byte of a binary frame is wrong: told so, then closed; front confirms. */
static void closing_a_connection(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put(rig, ET_IPC_BLOB, 1, "x");
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	turn(rig);
	assert_non_null(strstr(next(rig), "\"bad_frame\""));
	assert_int_equal(strncmp(next(rig), "18 1 ", 5), 0);
	assert_string_equal(next(rig), ""); /* nothing more is taken from it */
	put(rig, ET_IPC_CLOSED, 1, "");
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ")); /* of a connection that is not there */
	turn(rig);
	assert_string_equal(next(rig), "");
	rig_free(rig);
}

static void another_front(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	turn(rig);
	et_ipc_free(rig->front);
	assert_int_equal(et_core_turn(rig->core), ET_OK);
	assert_int_equal(et_core_front(rig->core), ET_CORE_FRONT_GONE);
	assert_int_equal(et_core_front_fd(rig->core), -1);
	/* the next one counts its connections from 1 again */
	attach(rig);
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	turn(rig);
	assert_non_null(strstr(next(rig), "\"ok\""));
	rig_free(rig);
}

/* Front may have been taken over: what it says wrong costs it the socket, not core its life. */
static void a_lying_front(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	turn(rig);
	assert_int_equal(et_core_front(rig->core), ET_CORE_FRONT_GONE);
	et_ipc_free(rig->front);
	attach(rig);
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	turn(rig);
	assert_non_null(strstr(next(rig), "\"ok\""));
	rig_free(rig);
}

/* Somebody fails to sign in: a row on the log. */
static void a_row(struct rig *rig)
{
	static const char hi[] = "{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"cmd\":\"hi\","
				 "\"params\":{\"user\":\"nobody\"}}";
	char login[512];
	const char *zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

	snprintf(login, sizeof(login),
		"{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAg\",\"cmd\":\"login\",\"params\":{\"cn\":\"%s\","
		"\"spk\":\"%s\",\"now\":%lld,\"sig\":\"%s%s\"}}",
		zeros, zeros, (long long)KIT_T0, zeros, zeros);
	/* a signature is 86 characters: two times 43 */
	turn(rig); /* every job runs at the start */
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put(rig, ET_IPC_TEXT, 1, hi);
	put(rig, ET_IPC_TEXT, 1, login);
	turn(rig);
	assert_int_equal(kit_log_count(rig->kit, "login", "denied"), 1);
	assert_int_equal(rig->lines, 0);
}

/* A row on the log, a minute later its checkpoint: stored first, then kept in the second place. */
static void checkpoints_are_kept(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	a_row(rig);
	assert_in_range(et_core_wait_ms(rig->core), 1, 60000);
	et_env_fake_advance(&rig->kit->fake, KIT_MINUTE);
	assert_int_equal(et_core_wait_ms(rig->core), 0);
	rig->keep_answer = ET_IO; /* a second place that is full is no reason to stop */
	turn(rig);
	assert_int_equal(rig->lines, 1);
	rig_free(rig);
}

static struct et_store_checkpoint newest(struct rig *rig)
{
	struct et_store_checkpoint out;

	assert_int_equal(et_store_checkpoint_newest(rig->kit->store, rig->kit->arena, &out), ET_OK);
	return out;
}

/* The last rows of a run are covered too, and once. */
static void a_clean_stop(void **state)
{
	struct rig *rig = rig_new();
	struct et_hash hash;
	int64_t seq;

	(void)state;
	a_row(rig);
	assert_int_equal(et_core_stop(rig->core), ET_OK);
	assert_int_equal(rig->lines, 1);
	assert_int_equal(et_store_logrow_head(rig->kit->store, &seq, &hash), ET_OK);
	assert_int_equal(newest(rig).seq, seq);
	assert_int_equal(et_core_stop(rig->core), ET_OK);
	assert_int_equal(rig->lines, 1);
	kit_verify(rig->kit);
	rig_free(rig);
}

/* Not a byte more fits into the table of checkpoints. */
static void fill_checkpoints(struct rig *rig)
{
	struct et_store *store = rig->kit->store;
	struct et_store_checkpoint filler = { .seq = 1000000, .ckpt = ET_SLICE_LIT("x") };
	enum et_err err = ET_OK;
	int64_t pages;

	assert_int_equal(et_store_page_count(store, &pages), ET_OK);
	assert_int_equal(et_store_limit_pages(store, pages), ET_OK);
	for (; err == ET_OK; filler.seq++) {
		assert_int_equal(et_store_txn_begin(store, "test"), ET_OK);
		if ((err = et_store_checkpoint_append(store, &filler)) == ET_OK)
			err = et_store_txn_commit(store);
		else
			et_store_txn_rollback(store);
	}
	assert_int_equal(err, ET_STORAGE_FULL);
	assert_true(filler.seq > 1000001);
}

/* Without room there is no last checkpoint, and the stop is as clean. */
static void a_stop_on_a_full_disk(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	a_row(rig);
	fill_checkpoints(rig);
	assert_int_equal(et_core_stop(rig->core), ET_OK);
	assert_int_equal(rig->lines, 0);
	assert_false(et_store_txn_is_open(rig->kit->store));
	/* With room again the next run covers the rows. */
	assert_int_equal(et_store_limit_pages(rig->kit->store, 0), ET_OK);
	assert_int_equal(et_core_stop(rig->core), ET_OK);
	assert_int_equal(rig->lines, 1);
	rig_free(rig);
}

/* What the mailer has said may be undone with the rest: it goes, and what it has is tried again by the next. */
static void the_mailer_on_a_full_disk(void **state)
{
	struct rig *rig = rig_new();
	struct et_ipc *mailer;
	bool eof = false;
	int fds[2];

	(void)state;
	a_row(rig);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	mailer = et_ipc_new(fds[1], ET_IPC_MAILER, 4096);
	assert_non_null(mailer);
	assert_int_equal(
		et_core_attach_mailer(rig->core, et_ipc_new(fds[0], ET_IPC_POST, 4096)), ET_OK);
	fill_checkpoints(rig);
	et_env_fake_advance(&rig->kit->fake, KIT_MINUTE);
	turn(rig);
	assert_int_equal(et_core_mailer_fd(rig->core), -1);
	assert_int_equal(et_ipc_fill(mailer, &eof), ET_OK);
	assert_true(eof);
	et_ipc_free(mailer);
	rig_free(rig);
}

/*
 * A batch that is lost for want of room: what comes next is looked at from where it stands. (It was looked at from where
 * the lost one had ended.)
 */
static void the_next_batch_on_a_full_disk(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	a_row(rig);
	while (*next(rig) != '\0')
		;
	fill_checkpoints(rig);
	et_env_fake_advance(&rig->kit->fake, KIT_MINUTE);
	put(rig, ET_IPC_OPEN, 2, "127.0.0.1");
	for (unsigned i = 0; i < 8; i++)
		put(rig, ET_IPC_TEXT, 2, GENESIS("AQ"));
	turn(rig); /* no room for the checkpoint: all of it is undone */
	for (unsigned i = 0; i < 8; i++)
		assert_non_null(strstr(next(rig), "storage_full"));
	put(rig, ET_IPC_OPEN, 3, "127.0.0.1");
	put(rig, ET_IPC_TEXT, 3, GENESIS("Ag"));
	turn(rig);
	assert_non_null(
		strstr(next(rig), "16 3 {\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAg\",\"ok\""));
	rig_free(rig);
}

static void put_slice(
	struct rig *rig, enum et_ipc_type type, uint64_t conn, struct et_slice payload)
{
	assert_int_equal(et_ipc_put(rig->front, type, conn, payload), ET_OK);
}

/* Of the reply that comes next, which must be a good one. Borrowed until the next. */
static json_t *next_ok(struct rig *rig, json_t **reply)
{
	json_t *ok;

	json_decref(*reply);
	*reply = json_loads(strchr(next(rig), '{'), 0, NULL);
	ok = json_object_get(*reply, "ok");
	assert_non_null(ok);
	return ok;
}

/* Somebody's login, as soon as it is their turn, on connection 1. */
static struct et_slice login_of(struct rig *rig, struct kit_peer *peer)
{
	json_t *reply = NULL, *params = json_pack("{s:s}", "user", peer->username);
	struct et_slice frame;

	put(rig, ET_IPC_OPEN, 1, "127.0.0.1");
	put_slice(rig, ET_IPC_TEXT, 1, kit_text(rig->kit, "hi", params));
	turn(rig);
	frame = kit_text(rig->kit, "login", kit_login_params(peer, next_ok(rig, &reply)));
	json_decref(reply);
	return frame;
}

static void strangers_ask(struct rig *rig, uint64_t from, uint64_t to)
{
	for (uint64_t conn = from; conn <= to; conn++) {
		put(rig, ET_IPC_OPEN, conn, "127.0.0.1");
		put(rig, ET_IPC_TEXT, conn, GENESIS("AQ"));
	}
}

/* GENESIS("AQ") of each of them is answered, in their order. */
static void they_are_answered(struct rig *rig, uint64_t from, uint64_t to)
{
	char answer[64];

	for (uint64_t conn = from; conn <= to; conn++) {
		snprintf(answer, sizeof(answer),
			"16 %llu {\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"ok\"",
			(unsigned long long)conn);
		assert_int_equal(strncmp(next(rig), answer, strlen(answer)), 0);
	}
}

/* Forty strangers are there before her. */
static void those_signed_in_come_first(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *paula = kit_founder(kit, KIT_COUNTY, "paula");
	struct rig *rig = rig_of(kit);

	(void)state;
	put_slice(rig, ET_IPC_TEXT, 1, login_of(rig, paula));
	turn(rig);
	while (*next(rig) != '\0')
		;
	strangers_ask(rig, 2, 41);
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	turn(rig);
	they_are_answered(rig, 1, 17);
	assert_string_equal(next(rig), "");
	assert_int_equal(et_core_wait_ms(rig->core), 0);
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	turn(rig);
	they_are_answered(rig, 1, 1);
	they_are_answered(rig, 18, 33);
	turn(rig);
	they_are_answered(rig, 34, 41);
	assert_string_equal(next(rig), "");
	assert_int_not_equal(et_core_wait_ms(rig->core), 0);
	rig_free(rig);
}

/* What a connection says is taken in its order, also where it is signed in meanwhile, or gone. */
static void each_connection_in_its_order(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *paula = kit_founder(kit, KIT_COUNTY, "paula");
	struct rig *rig = rig_of(kit);

	(void)state;
	put_slice(rig, ET_IPC_TEXT, 1, login_of(rig, paula));
	strangers_ask(rig, 2, 16);
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	strangers_ask(rig, 17, 17);
	put(rig, ET_IPC_CLOSED, 17, "");
	turn(rig);
	assert_non_null(strstr(next(rig), "\"ok\":{\"uid\""));
	assert_int_equal(strncmp(next(rig), "19 1", 4), 0); /* LOGGED_IN */
	they_are_answered(rig, 2, 16);
	assert_string_equal(next(rig), "");
	put(rig, ET_IPC_TEXT, 1, GENESIS("Ag"));
	turn(rig);
	they_are_answered(rig, 1, 1);
	they_are_answered(rig, 17, 17);
	assert_non_null(
		strstr(next(rig), "16 1 {\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAg\",\"ok\""));
	put(rig, ET_IPC_TEXT, 17, GENESIS("AQ")); /* it is gone */
	put(rig, ET_IPC_TEXT, 1, GENESIS("AQ"));
	turn(rig);
	they_are_answered(rig, 1, 1);
	assert_string_equal(next(rig), "");
	rig_free(rig);
}

/* The next front counts anew: nothing of the last one's strangers is left. */
static void strangers_go_with_their_front(void **state)
{
	struct rig *rig = rig_new();

	(void)state;
	strangers_ask(rig, 1, 40);
	put(rig, ET_IPC_OPEN, 1, "127.0.0.1"); /* it lies */
	turn(rig);
	assert_int_equal(et_core_front(rig->core), ET_CORE_FRONT_GONE);
	et_ipc_free(rig->front);
	attach(rig);
	put(rig, ET_IPC_OPEN, 30, "127.0.0.1");
	for (int turns = 0; turns < 4; turns++)
		turn(rig);
	assert_string_equal(next(rig), "");
	rig_free(rig);
}

/* More than there is room for: the rest waits at front, and is answered as well. */
static void more_strangers_than_room(void **state)
{
	struct rig *rig = rig_new();
	uint8_t *blob = calloc(1, (size_t)1 << 20);
	uint64_t answered = 0;

	(void)state;
	assert_non_null(blob);
	strangers_ask(rig, 1, 20);
	for (uint64_t conn = 21; conn <= 26; conn++) {
		put(rig, ET_IPC_OPEN, conn, "127.0.0.1");
		put_slice(rig, ET_IPC_BLOB, conn, et_slice_of(blob, (size_t)1 << 20));
	}
	strangers_ask(rig, 27, 28);
	for (int turns = 0; turns < 1000 && answered < 28; turns++) {
		const char *text;

		turn(rig);
		while (*(text = next(rig)) != '\0')
			answered += strncmp(text, "16 ", 3) == 0;
	}
	assert_int_equal(answered, 28);
	free(blob);
	rig_free(rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_turn_one_transaction),
		cmocka_unit_test(closing_a_connection),
		cmocka_unit_test(another_front),
		cmocka_unit_test(a_lying_front),
		cmocka_unit_test(checkpoints_are_kept),
		cmocka_unit_test(a_clean_stop),
		cmocka_unit_test(a_stop_on_a_full_disk),
		cmocka_unit_test(the_mailer_on_a_full_disk),
		cmocka_unit_test(the_next_batch_on_a_full_disk),
		cmocka_unit_test(those_signed_in_come_first),
		cmocka_unit_test(each_connection_in_its_order),
		cmocka_unit_test(strangers_go_with_their_front),
		cmocka_unit_test(more_strangers_than_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
