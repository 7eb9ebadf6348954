/*
 * Messages and what waits for a connection: framing, sharing, gathering, the cap.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <etatunti/base/sanitized.h>

#include "front/sendq.h"

static struct et_msg *message(char fill, size_t len)
{
	struct et_msg *msg;
	uint8_t *bytes = malloc(len + 1);

	assert_non_null(bytes);
	memset(bytes, fill, len);
	msg = et_msg_new_sealed(NULL, ET_MSG_BINARY, et_slice_of(bytes, len));
	assert_non_null(msg);
	free(bytes);
	return msg;
}

static void push(struct et_sendq *queue, struct et_msg *msg)
{
	assert_int_equal(et_sendq_push(queue, msg), ET_OK);
	et_msg_release(msg);
}

static void headers_are_those_of_the_rfc(void **state)
{
	static const struct {
		size_t len, head_len;
		uint8_t head[10];
	} cases[] = {
		{ 0, 2, { 0x82, 0 } },
		{ 125, 2, { 0x82, 125 } },
		{ 126, 4, { 0x82, 126, 0, 126 } },
		{ 65535, 4, { 0x82, 126, 255, 255 } },
		{ 65536, 10, { 0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0 } },
	};
	struct et_msg *text;
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_msg *msg = message('x', cases[i].len);
		const uint8_t *wire = et_msg_wire(msg, &len);

		assert_int_equal(len, cases[i].head_len + cases[i].len);
		assert_memory_equal(wire, cases[i].head, cases[i].head_len);
		if (cases[i].len > 0)
			assert_int_equal(wire[len - 1], 'x');
		et_msg_release(msg);
	}
	text = et_msg_new_sealed(NULL, ET_MSG_TEXT, ET_SLICE_LIT("hi"));
	assert_non_null(text);
	assert_memory_equal(et_msg_wire(text, &len), "\x81\x02hi", 4);
	et_msg_release(text);
}

static void a_message_grows_by_what_comes_up_to_its_bound(void **state)
{
	struct et_msg *msg = et_msg_new(NULL, 0);
	char piece[1000];

	(void)state;
	assert_non_null(msg);
	for (unsigned i = 0; i < 10; i++) {
		memset(piece, 'a' + (int)i, sizeof(piece));
		assert_int_equal(
			et_msg_append(&msg, et_slice_of(piece, sizeof(piece)), 10000), ET_OK);
	}
	assert_int_equal(et_msg_append(&msg, ET_SLICE_LIT("x"), 10000), ET_TOO_LARGE);
	assert_int_equal(et_msg_append(&msg, et_slice_of(NULL, 0), 10000), ET_OK);
	assert_int_equal(et_msg_payload(msg).len, 10000);
	assert_int_equal(et_msg_payload(msg).ptr[0], 'a');
	assert_int_equal(et_msg_payload(msg).ptr[9999], 'j');
	et_msg_release(msg);
}

static void a_video_frame_takes_the_room_of_one_that_is_gone(void **state)
{
	const struct et_slice frame = et_slice_of("0123456789", 10), none = et_slice_of(NULL, 0);
	struct et_msg_pool pool = { .count = 0 };
	struct et_msg *first = et_msg_new(&pool, 1024), *second, *all[ET_MSG_SPARES + 1];
	const size_t kept = ET_SANITIZED ? 0 : 1;
	size_t len;

	(void)state;
	assert_non_null(first);
	assert_int_equal(et_msg_append(&first, frame, 10), ET_OK);
	et_msg_seal(first, ET_MSG_BINARY);
	et_msg_acquire(first);
	et_msg_release(first);
	assert_int_equal(pool.count, 0); /* somebody still has it */
	et_msg_release(first);
	assert_int_equal(pool.count, kept);
	second = et_msg_new(&pool, 600);
	assert_non_null(second);
	assert_int_equal(pool.count, 0);
	assert_int_equal(et_msg_payload(second).len, 0); /* nothing of the one before is left */
	et_msg_seal(second, ET_MSG_BINARY);
	assert_memory_equal(et_msg_wire(second, &len), "\x82\x00", 2);
	assert_int_equal(len, 2);
	et_msg_release(second);
	/* One that has grown, a small one and a large one are none of these. */
	assert_non_null(first = et_msg_new(&pool, 1024));
	for (int i = 0; i < 200; i++)
		assert_int_equal(et_msg_append(&first, frame, 2000), ET_OK);
	assert_int_equal(pool.count, 0);
	et_msg_release(first);
	assert_non_null(first = et_msg_new(&pool, 512));
	et_msg_release(first);
	assert_non_null(first = et_msg_new_sealed(&pool, ET_MSG_TEXT, none));
	et_msg_release(first);
	assert_non_null(first = et_msg_new(&pool, 1537));
	et_msg_release(first);
	assert_int_equal(pool.count, 0);
	/* A crowd's are not all kept. */
	for (size_t i = 0; i <= ET_MSG_SPARES; i++)
		assert_non_null(all[i] = et_msg_new(&pool, 1024));
	for (size_t i = 0; i <= ET_MSG_SPARES; i++)
		et_msg_release(all[i]);
	assert_int_equal(pool.count, ET_SANITIZED ? 0 : ET_MSG_SPARES);
	et_msg_pool_clear(&pool);
	assert_int_equal(pool.count, 0);
}

static void one_message_goes_out_without_a_copy(void **state)
{
	struct et_sendq queue;
	uint8_t scratch[64], *out;
	size_t len, wire_len;
	struct et_msg *msg = message('a', 10);
	const uint8_t *wire = et_msg_wire(msg, &wire_len);

	(void)state;
	et_sendq_init(&queue, 1000);
	assert_int_equal(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 0);
	push(&queue, msg);
	assert_int_equal(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 1);
	assert_ptr_equal(out, wire);
	assert_int_equal(len, wire_len);
	et_sendq_drop(&queue, 1);
	assert_int_equal(queue.bytes, 0);
	et_sendq_fini(&queue);
}

static void several_go_out_together_and_whole(void **state)
{
	struct et_sendq queue;
	uint8_t scratch[32], *out;
	size_t len;

	(void)state;
	et_sendq_init(&queue, 1000);
	for (char c = 'a'; c < 'f'; c++)
		push(&queue, message(c, 10));
	/* 12 bytes each with their headers: two fit into 32, a third only in part. */
	assert_int_equal(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 2);
	assert_int_equal(len, 24);
	assert_ptr_equal(out, scratch);
	assert_memory_equal(out,
		"\x82\x0a"
		"aaaaaaaaaa"
		"\x82\x0a"
		"bbbbbbbbbb",
		24);
	et_sendq_drop(&queue, 2);
	assert_int_equal(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 2);
	assert_int_equal(out[2], 'c');
	et_sendq_drop(&queue, 2);
	assert_int_equal(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 1);
	et_sendq_fini(&queue);
}

static void a_message_larger_than_the_scratch_goes_alone(void **state)
{
	struct et_sendq queue;
	uint8_t scratch[32], *out;
	size_t len;

	(void)state;
	et_sendq_init(&queue, 1000);
	push(&queue, message('a', 100));
	push(&queue, message('b', 1));
	assert_int_equal(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 1);
	assert_int_equal(len, 102);
	et_sendq_fini(&queue);
}

static void the_cap_counts_bytes_that_wait(void **state)
{
	struct et_sendq queue;
	struct et_msg *msg = message('a', 10);

	(void)state;
	et_sendq_init(&queue, 24);
	assert_int_equal(et_sendq_push(&queue, msg), ET_OK);
	assert_int_equal(et_sendq_push(&queue, msg), ET_OK);
	assert_int_equal(et_sendq_push(&queue, msg), ET_TOO_LARGE);
	et_sendq_drop(&queue, 1);
	assert_int_equal(et_sendq_push(&queue, msg), ET_OK);
	et_msg_release(msg);
	et_sendq_fini(&queue);
}

static void order_survives_growth_and_wrapping(void **state)
{
	struct et_sendq queue;
	uint8_t scratch[16], *out;
	size_t len;
	unsigned pushed = 0, taken = 0;

	(void)state;
	et_sendq_init(&queue, 1 << 20);
	for (unsigned turn = 0; turn < 50; turn++) {
		for (unsigned i = 0; i < 7; i++)
			push(&queue, message((char)(pushed++ & 0x7f), 10));
		for (unsigned i = 0; i < 5; i++) {
			assert_int_equal(
				et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &len), 1);
			assert_int_equal(out[2], taken++ & 0x7f);
			et_sendq_drop(&queue, 1);
		}
	}
	assert_int_equal(queue.count, pushed - taken);
	et_sendq_fini(&queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_are_those_of_the_rfc),
		cmocka_unit_test(a_message_grows_by_what_comes_up_to_its_bound),
		cmocka_unit_test(a_video_frame_takes_the_room_of_one_that_is_gone),
		cmocka_unit_test(one_message_goes_out_without_a_copy),
		cmocka_unit_test(several_go_out_together_and_whole),
		cmocka_unit_test(a_message_larger_than_the_scratch_goes_alone),
		cmocka_unit_test(the_cap_counts_bytes_that_wait),
		cmocka_unit_test(order_survives_growth_and_wrapping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
