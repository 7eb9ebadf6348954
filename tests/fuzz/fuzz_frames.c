/*
 * Peer frames and rooms of front, against a model: a frame reaches exactly those who share the room that
 * its sender is in, under the sender's own id, and nobody else; a message comes out of its queue as it
 * went in, framed as RFC 6455 says. The input is a sequence of acts.
 */
#include <string.h>

#include "front/relay.h"
#include "front/sendq.h"

#include "fuzz.h"

enum { GUESTS = 4, ROOMS = 3, IDS = 5 };

struct rig {
	struct et_rooms rooms;
	struct et_guest guests[GUESTS];
	/* The model: the public id of each guest in each room, 0: not in. */
	uint8_t seat[GUESTS][ROOMS];
	unsigned got; /* guests that the last frame reached, as bits */
};

/* Few ids, so that they meet; 0 is the zero id. */
static struct et_id id_of(uint8_t n)
{
	struct et_id id = { { 0 } };

	id.b[15] = (uint8_t)(n % IDS);
	return id;
}

static struct et_id room_id(uint8_t n)
{
	struct et_id id = { { 9 } };

	id.b[15] = (uint8_t)(n % ROOMS);
	return id;
}

static void deliver(void *ctx, struct et_guest *guest)
{
	struct rig *rig = ctx;
	size_t at = (size_t)(guest - rig->guests);

	FUZZ_MUST(at < GUESTS);
	FUZZ_MUST((rig->got & 1U << at) == 0);
	rig->got |= 1U << at;
}

static unsigned expected(const struct rig *rig, size_t sender, size_t room, uint8_t to)
{
	unsigned out = 0;

	for (size_t i = 0; i < GUESTS; i++)
		if (i != sender && rig->seat[i][room] != 0 && (to == 0 || rig->seat[i][room] == to))
			out |= 1U << i;
	return out;
}

/* Wholly made by the fuzzer, or one that has a chance. */
static void raw_frame(struct rig *rig, struct fuzz_in *in, size_t sender)
{
	struct et_slice frame = fuzz_bytes(in, fuzz_u8(in));
	struct et_relay_header header;
	size_t count = 99;
	enum et_err err = et_relay_parse(frame, &header);

	FUZZ_MUST(err == ET_OK || err == ET_BAD_FRAME);
	FUZZ_MUST((err == ET_OK) ==
		(frame.len >= ET_RELAY_HEADER_LEN && frame.ptr[0] == 2 &&
			(frame.ptr[1] | frame.ptr[2] | frame.ptr[3]) == 0));
	if (err != ET_OK)
		return;
	FUZZ_MUST(memcmp(header.room.b, frame.ptr + 4, 16) == 0);
	FUZZ_MUST(memcmp(header.from.b, frame.ptr + 20, 16) == 0);
	FUZZ_MUST(memcmp(header.to.b, frame.ptr + 36, 16) == 0);
	rig->got = 0;
	err = et_relay_route(&rig->guests[sender], &header, deliver, rig, &count);
	FUZZ_MUST(err == ET_OK || (err == ET_FORBIDDEN && rig->got == 0 && count == 0));
}

static void good_frame(struct rig *rig, struct fuzz_in *in, size_t sender)
{
	uint8_t room = fuzz_u8(in) % ROOMS, from = fuzz_u8(in) % IDS, to = fuzz_u8(in) % IDS;
	struct et_relay_header header = { room_id(room), id_of(from), id_of(to) };
	uint8_t seat = rig->seat[sender][room];
	unsigned want = expected(rig, sender, room, to);
	size_t count = 99;
	enum et_err err;

	rig->got = 0;
	err = et_relay_route(&rig->guests[sender], &header, deliver, rig, &count);
	FUZZ_MUST((err == ET_OK) == (seat != 0 && seat == from));
	FUZZ_MUST(rig->got == (err == ET_OK ? want : 0));
	FUZZ_MUST(count == (size_t)__builtin_popcount(rig->got));
}

static void check_seats(const struct rig *rig)
{
	for (uint8_t g = 0; g < GUESTS; g++)
		for (uint8_t r = 0; r < ROOMS; r++) {
			struct et_id room = room_id(r), conn = id_of(rig->seat[g][r]);
			const struct et_member *member = et_room_member(&rig->guests[g], &room);

			FUZZ_MUST((member != NULL) == (rig->seat[g][r] != 0));
			FUZZ_MUST(member == NULL || et_id_eq(&member->public_conn, &conn));
		}
}

/* A message in pieces under a cap, and back out of a queue. */
static void message(struct fuzz_in *in)
{
	struct et_msg *msg = et_msg_new(NULL, 0);
	size_t max = (size_t)fuzz_u8(in) << (fuzz_u8(in) % 10), sum = 0, wire_len, head, out_len;
	uint8_t scratch[300], *wire, *out;
	struct et_sendq queue;
	unsigned pieces = fuzz_u8(in) % 8;

	FUZZ_MUST(msg != NULL);
	while (pieces-- > 0) {
		static const uint8_t zeros[70000];
		struct et_slice piece =
			et_slice_of(zeros, ((size_t)fuzz_u8(in) << 8 | fuzz_u8(in)) % 70000);
		enum et_err err = et_msg_append(&msg, piece, max);

		FUZZ_MUST((err == ET_OK) == (sum + piece.len <= max));
		sum += err == ET_OK ? piece.len : 0;
	}
	FUZZ_MUST(et_msg_payload(msg).len == sum);
	et_msg_seal(msg, (fuzz_u8(in) & 1) != 0 ? ET_MSG_TEXT : ET_MSG_BINARY);
	wire = et_msg_wire(msg, &wire_len);
	head = sum < 126 ? 2 : sum < 65536 ? 4 : 10;
	FUZZ_MUST(wire_len == sum + head);
	FUZZ_MUST((wire[1] & 0x80) == 0 && wire[1] == (sum < 126 ? sum : sum < 65536 ? 126 : 127));
	et_sendq_init(&queue, 1000);
	if (et_sendq_push(&queue, msg) == ET_OK) {
		FUZZ_MUST(wire_len <= 1000);
		FUZZ_MUST(et_sendq_push(&queue, msg) == ET_OK || 2 * wire_len > 1000);
		FUZZ_MUST(et_sendq_gather(&queue, scratch, sizeof(scratch), &out, &out_len) >= 1);
		FUZZ_MUST(out_len % wire_len == 0 && memcmp(out, wire, wire_len) == 0);
		et_sendq_drop(&queue, 1);
	}
	et_sendq_fini(&queue);
	et_msg_release(msg);
}

static void act(struct rig *rig, struct fuzz_in *in)
{
	uint8_t what = fuzz_u8(in), g = fuzz_u8(in) % GUESTS, r, conn;
	struct et_id room, id;

	switch (what % 8) {
	case 0:
	case 1:
		r = fuzz_u8(in) % ROOMS;
		conn = (uint8_t)(1 + fuzz_u8(in) % (IDS - 1));
		room = room_id(r);
		id = id_of(conn);
		FUZZ_MUST(et_room_join(&rig->rooms, &room, &rig->guests[g], &id) == ET_OK);
		rig->seat[g][r] = conn;
		break;
	case 2:
		r = fuzz_u8(in) % ROOMS;
		room = room_id(r);
		et_room_leave(&rig->rooms, &room, &rig->guests[g]);
		rig->seat[g][r] = 0;
		break;
	case 3:
		et_room_leave_all(&rig->rooms, &rig->guests[g]);
		memset(rig->seat[g], 0, sizeof(rig->seat[g]));
		break;
	case 4:
		r = fuzz_u8(in) % ROOMS;
		room = room_id(r);
		et_room_close(&rig->rooms, &room);
		for (size_t i = 0; i < GUESTS; i++)
			rig->seat[i][r] = 0;
		break;
	case 5: raw_frame(rig, in, g); break;
	case 6: good_frame(rig, in, g); break;
	default: message(in); break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	struct rig rig;

	memset(&rig, 0, sizeof(rig));
	FUZZ_MUST(et_rooms_init(&rig.rooms, (struct et_id){ { 7 } }) == ET_OK);
	for (size_t i = 0; i < GUESTS; i++)
		et_guest_init(&rig.guests[i]);
	while (in.left > 0) {
		act(&rig, &in);
		check_seats(&rig);
	}
	et_rooms_fini(&rig.rooms);
	return 0;
}
