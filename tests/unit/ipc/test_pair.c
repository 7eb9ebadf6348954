/*
 * Both ends of the frames test each other over a real socketpair: whole, dribbled byte by byte,
 * more than the socket holds, and broken on purpose.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <etatunti/ipc/ipc.h>

#define QUEUE_MAX ((size_t)4 << 20)
#define FRAME_LEN (ET_IPC_HEADER_LEN + ET_IPC_PAYLOAD_MAX)

struct pair {
	int fds[2];
	struct et_ipc *front, *core;
};

static int setup(void **state)
{
	struct pair *pair = calloc(1, sizeof(*pair));

	assert_non_null(pair);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair->fds), 0);
	pair->front = et_ipc_new(pair->fds[0], ET_IPC_FRONT, QUEUE_MAX);
	pair->core = et_ipc_new(pair->fds[1], ET_IPC_CORE, QUEUE_MAX);
	assert_non_null(pair->front);
	assert_non_null(pair->core);
	*state = pair;
	return 0;
}

static int teardown(void **state)
{
	struct pair *pair = *state;

	et_ipc_free(pair->front);
	et_ipc_free(pair->core);
	free(pair);
	return 0;
}

static void take(struct et_ipc *from, struct et_ipc *to, struct et_ipc_frame *frame)
{
	bool have = false, eof;

	for (unsigned turn = 0; turn < 1000 && !have; turn++) {
		if (from != NULL)
			assert_int_equal(et_ipc_flush(from), ET_OK);
		assert_int_equal(et_ipc_fill(to, &eof), ET_OK);
		assert_int_equal(et_ipc_next(to, frame, &have), ET_OK);
	}
	assert_true(have);
}

static void frames_cross_in_both_directions(void **state)
{
	struct pair *pair = *state;
	struct et_ipc_frame frame;
	struct et_slice reason;
	uint16_t code;
	bool have, eof;

	assert_int_equal(et_ipc_put(pair->front, ET_IPC_READY, 0, ET_SLICE_LIT("")), ET_OK);
	assert_int_equal(et_ipc_put(pair->front, ET_IPC_OPEN, 7, ET_SLICE_LIT("::1")), ET_OK);
	assert_int_equal(
		et_ipc_put(pair->front, ET_IPC_TEXT, UINT64_MAX, ET_SLICE_LIT("{}")), ET_OK);
	take(pair->front, pair->core, &frame);
	assert_int_equal(frame.type, ET_IPC_READY);
	assert_int_equal(frame.payload.len, 0);
	take(NULL, pair->core, &frame);
	assert_int_equal(frame.type, ET_IPC_OPEN);
	assert_int_equal(frame.conn, 7);
	assert_true(et_slice_eq_str(frame.payload, "::1"));
	take(NULL, pair->core, &frame);
	assert_int_equal(frame.type, ET_IPC_TEXT);
	assert_true(frame.conn == UINT64_MAX);
	assert_int_equal(et_ipc_next(pair->core, &frame, &have), ET_OK);
	assert_false(have);

	assert_int_equal(et_ipc_put_close(pair->core, 7, 4003, ET_SLICE_LIT("bye")), ET_OK);
	take(pair->core, pair->front, &frame);
	assert_int_equal(frame.type, ET_IPC_CLOSE);
	et_ipc_read_close(&frame, &code, &reason);
	assert_int_equal(code, 4003);
	assert_true(et_slice_eq_str(reason, "bye"));
	assert_int_equal(et_ipc_fill(pair->front, &eof), ET_OK);
	assert_false(eof);
}

static void room_payloads_keep_their_order(void **state)
{
	struct pair *pair = *state;
	struct et_id room = { { 1, 2, 3 } }, conn = { { 9, 8, 7 } }, got_room, got_conn;
	struct et_ipc_frame frame;

	assert_int_equal(et_ipc_put_room_join(pair->core, 3, &room, &conn), ET_OK);
	assert_int_equal(et_ipc_put(pair->core, ET_IPC_ROOM_LEAVE, 3, et_id_slice(&room)), ET_OK);
	assert_int_equal(et_ipc_put(pair->core, ET_IPC_ROOM_CLOSE, 0, et_id_slice(&room)), ET_OK);
	take(pair->core, pair->front, &frame);
	et_ipc_read_room_join(&frame, &got_room, &got_conn);
	assert_true(et_id_eq(&room, &got_room));
	assert_true(et_id_eq(&conn, &got_conn));
	take(NULL, pair->front, &frame);
	assert_int_equal(frame.type, ET_IPC_ROOM_LEAVE);
	et_ipc_read_room(&frame, &got_room);
	assert_true(et_id_eq(&room, &got_room));
	take(NULL, pair->front, &frame);
	assert_int_equal(frame.type, ET_IPC_ROOM_CLOSE);
}

static void a_long_reason_is_cut(void **state)
{
	struct pair *pair = *state;
	struct et_ipc_frame frame;
	struct et_slice reason;
	char text[200];
	uint16_t code;

	memset(text, 'x', sizeof(text));
	assert_int_equal(
		et_ipc_put_close(pair->core, 1, 1000, et_slice_of(text, sizeof(text))), ET_OK);
	take(pair->core, pair->front, &frame);
	et_ipc_read_close(&frame, &code, &reason);
	assert_int_equal(reason.len, ET_IPC_REASON_MAX);
}

/* Everything that one end writes reaches the other one byte at a time. */
static void single_bytes_make_whole_frames(void **state)
{
	struct pair *pair = *state;
	int line[2];
	struct et_ipc *core;
	struct et_ipc_frame frame;
	uint8_t byte;
	unsigned frames = 0;
	bool have, eof;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
	core = et_ipc_new(line[1], ET_IPC_CORE, 1024);
	assert_non_null(core);
	for (uint64_t i = 1; i <= 3; i++)
		assert_int_equal(
			et_ipc_put(pair->front, ET_IPC_BLOB, i, ET_SLICE_LIT("\1abc")), ET_OK);
	assert_int_equal(et_ipc_flush(pair->front), ET_OK);
	assert_int_equal(et_ipc_pending(pair->front), 0);
	/* Read past pair->core, on its own descriptor. */
	while (read(pair->fds[1], &byte, 1) == 1) {
		assert_int_equal(write(line[0], &byte, 1), 1);
		assert_int_equal(et_ipc_fill(core, &eof), ET_OK);
		assert_int_equal(et_ipc_next(core, &frame, &have), ET_OK);
		if (!have)
			continue;
		frames++;
		assert_int_equal(frame.conn, frames);
		assert_true(et_slice_eq(frame.payload, ET_SLICE_LIT("\1abc")));
	}
	assert_int_equal(frames, 3);
	close(line[0]);
	et_ipc_free(core);
}

static void what_the_socket_does_not_take_waits(void **state)
{
	struct pair *pair = *state;
	struct et_ipc_frame frame;
	uint8_t *blob = malloc(ET_IPC_PAYLOAD_MAX);
	uint64_t count = 0, sent;

	assert_non_null(blob);
	for (size_t i = 0; i < ET_IPC_PAYLOAD_MAX; i++)
		blob[i] = (uint8_t)(i * 7 + (i >> 8));
	/* The socket takes a part of the first by itself: the bound is on what waits behind it. */
	while (et_ipc_put(pair->front, ET_IPC_BLOB, count + 1,
		       et_slice_of(blob, ET_IPC_PAYLOAD_MAX)) == ET_OK)
		count++;
	assert_in_range(count, 3, 4);
	assert_int_equal(et_ipc_put(pair->front, ET_IPC_BLOB, count + 1,
				 et_slice_of(blob, ET_IPC_PAYLOAD_MAX)),
		ET_TOO_LARGE);
	assert_true(et_ipc_pending(pair->front) <= QUEUE_MAX);
	assert_true(et_ipc_pending(pair->front) > QUEUE_MAX - FRAME_LEN);
	assert_int_equal(et_ipc_flush(pair->front), ET_OK);
	assert_true(et_ipc_pending(pair->front) > 0);
	/* What waits is not sent, however often it is tried. */
	assert_int_equal(et_ipc_sent(pair->front) + et_ipc_pending(pair->front), count * FRAME_LEN);
	sent = et_ipc_sent(pair->front);
	assert_int_equal(et_ipc_flush(pair->front), ET_OK);
	assert_int_equal(et_ipc_sent(pair->front), sent);
	for (uint64_t i = 1; i <= count; i++) {
		take(pair->front, pair->core, &frame);
		assert_int_equal(frame.conn, i);
		assert_int_equal(frame.payload.len, ET_IPC_PAYLOAD_MAX);
		assert_memory_equal(frame.payload.ptr, blob, ET_IPC_PAYLOAD_MAX);
	}
	assert_int_equal(et_ipc_pending(pair->front), 0);
	assert_int_equal(
		et_ipc_put(pair->front, ET_IPC_BLOB, 4, et_slice_of(blob, ET_IPC_PAYLOAD_MAX)),
		ET_OK);
	free(blob);
}

static void frames_that_must_not_be_lost_pass_the_bound(void **state)
{
	struct et_ipc *front;
	int line[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
	front = et_ipc_new(line[0], ET_IPC_FRONT, 20);
	assert_non_null(front);
	assert_int_equal(et_ipc_put(front, ET_IPC_TEXT, 1, ET_SLICE_LIT("four")), ET_OK);
	assert_int_equal(et_ipc_put(front, ET_IPC_TEXT, 1, ET_SLICE_LIT("")), ET_TOO_LARGE);
	assert_int_equal(et_ipc_put_always(front, ET_IPC_CLOSED, 1, ET_SLICE_LIT("")), ET_OK);
	assert_int_equal(et_ipc_flush(front), ET_OK);
	close(line[1]);
	et_ipc_free(front);
}

static void broken_frames_are_refused(void **state)
{
	static const uint8_t broken[][ET_IPC_HEADER_LEN] = {
		/* a type that does not exist */
		{ 0, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
		/* a type that only core sends */
		{ 0, 0, 0, 0, ET_IPC_LOGGED_IN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
		/* reserved bytes */
		{ 0, 0, 0, 0, ET_IPC_CLOSED, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
		/* a connection where none belongs, none where one does */
		{ 0, 0, 0, 0, ET_IPC_READY, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
		{ 0, 0, 0, 0, ET_IPC_CLOSED, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
		/* too long: 64 KiB + 1 of text, 4 GiB of blob; too short: no address */
		{ 0, 1, 0, 1, ET_IPC_TEXT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
		{ 255, 255, 255, 255, ET_IPC_BLOB, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
		{ 0, 0, 0, 0, ET_IPC_OPEN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 },
	};
	struct et_ipc_frame frame;
	bool have, eof;

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct et_ipc *core;
		int line[2];

		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
		core = et_ipc_new(line[1], ET_IPC_CORE, 1024);
		assert_non_null(core);
		assert_int_equal(write(line[0], broken[i], ET_IPC_HEADER_LEN), ET_IPC_HEADER_LEN);
		assert_int_equal(et_ipc_fill(core, &eof), ET_OK);
		assert_int_equal(et_ipc_next(core, &frame, &have), ET_BAD_FRAME);
		assert_false(have);
		close(line[0]);
		et_ipc_free(core);
	}
}

static void the_end_is_seen_after_the_last_frame(void **state)
{
	struct pair *pair = *state;
	struct et_ipc_frame frame;
	bool have, eof;

	assert_int_equal(et_ipc_put(pair->front, ET_IPC_CLOSED, 5, ET_SLICE_LIT("")), ET_OK);
	assert_int_equal(et_ipc_flush(pair->front), ET_OK);
	et_ipc_free(pair->front);
	pair->front = NULL;
	/* A short read ends a turn: the end comes with the next one at the latest. */
	assert_int_equal(et_ipc_fill(pair->core, &eof), ET_OK);
	if (!eof)
		assert_int_equal(et_ipc_fill(pair->core, &eof), ET_OK);
	assert_true(eof);
	assert_int_equal(et_ipc_next(pair->core, &frame, &have), ET_OK);
	assert_true(have);
	assert_int_equal(frame.conn, 5);
	assert_int_equal(et_ipc_put(pair->core, ET_IPC_STOP, 0, ET_SLICE_LIT("")), ET_OK);
	assert_int_equal(et_ipc_flush(pair->core), ET_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(frames_cross_in_both_directions, setup, teardown),
		cmocka_unit_test_setup_teardown(room_payloads_keep_their_order, setup, teardown),
		cmocka_unit_test_setup_teardown(a_long_reason_is_cut, setup, teardown),
		cmocka_unit_test_setup_teardown(single_bytes_make_whole_frames, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_the_socket_does_not_take_waits, setup, teardown),
		cmocka_unit_test(frames_that_must_not_be_lost_pass_the_bound),
		cmocka_unit_test(broken_frames_are_refused),
		cmocka_unit_test_setup_teardown(
			the_end_is_seen_after_the_last_frame, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
