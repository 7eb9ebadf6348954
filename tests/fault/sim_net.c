/* See sim_net.h. */
#include "sim_net.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

#define HEADER_LEN 8

void sim_net_init(struct sim_net *net)
{
	*net = (struct sim_net){ .said = UINT64_C(0xcbf29ce484222325) };
	for (size_t i = 0; i < SN_LINKS; i++) {
		et_list_init(&net->links[i].up);
		et_list_init(&net->links[i].down);
	}
}

void sim_net_free(struct sn_frame *frame)
{
	json_decref(frame->json);
	free(frame->bytes);
	free(frame);
}

static void empty_behind(struct et_list *list, size_t kept)
{
	ET_LIST_EACH(list, it, after)
	{
		if (kept > 0) {
			kept--;
			continue;
		}
		et_list_remove(list, it);
		sim_net_free(ET_CONTAINER(it, struct sn_frame, link));
	}
}

static void empty(struct et_list *list)
{
	empty_behind(list, 0);
}

static void drop(struct sn_link *link)
{
	empty(&link->up);
	empty(&link->down);
	link->front = 0;
	link->is_over = false;
}

void sim_net_clear(struct sim_net *net)
{
	for (size_t i = 0; i < SN_LINKS; i++)
		drop(&net->links[i]);
	net->seat_count = 0;
}

static struct sn_frame *put(struct et_list *list, unsigned type, struct et_slice bytes)
{
	struct sn_frame *frame = calloc(1, sizeof(*frame));

	assert_non_null(frame);
	frame->type = type;
	frame->len = bytes.len;
	assert_non_null(frame->bytes = malloc(bytes.len + 1));
	if (bytes.len > 0)
		memcpy(frame->bytes, bytes.ptr, bytes.len);
	et_list_push_back(list, &frame->link);
	return frame;
}

struct sn_link *sim_net_of(struct sim_net *net, uint64_t front)
{
	for (size_t i = 0; i < SN_LINKS; i++) {
		if (net->links[i].front == front)
			return &net->links[i];
	}
	return NULL;
}

struct sn_link *sim_net_open(struct sim_net *net, int client, const char *address)
{
	struct sn_link *link = sim_net_of(net, 0);

	if (link == NULL)
		return NULL;
	link->front = ++net->newest;
	link->client = client;
	(void)put(&link->up, ET_IPC_OPEN, et_slice_str(address));
	return link;
}

void sim_net_send(struct sn_link *link, struct et_slice bytes, bool binary)
{
	(void)put(&link->up, binary ? ET_IPC_BLOB : ET_IPC_TEXT, bytes);
}

static void leave(struct sim_net *net, uint64_t front, const struct et_id *room)
{
	for (size_t i = 0; i < net->seat_count; i++) {
		const struct sn_seat *seat = &net->seats[i];

		if ((front == 0 || seat->front == front) &&
			(room == NULL || et_id_eq(&seat->room, room)))
			net->seats[i--] = net->seats[--net->seat_count];
	}
}

/* Who never reached front is no connection to core. */
void sim_net_cut(struct sim_net *net, struct sn_link *link, size_t late)
{
	struct et_link *first = et_list_first(&link->up);
	bool never = late == 0 && first != NULL &&
		ET_CONTAINER(first, struct sn_frame, link)->type == ET_IPC_OPEN;

	net->cuts++;
	link->client = -1;
	leave(net, link->front, NULL);
	empty_behind(&link->up, late);
	empty(&link->down);
	if (never)
		drop(link);
	else
		(void)put(&link->up, ET_IPC_CLOSED, ET_SLICE_LIT(""));
}

void sim_net_lift(struct sim_net *net, struct sn_link *link, struct sim_core *core)
{
	struct et_link *first = et_list_pop_front(&link->up);
	struct sn_frame *frame = ET_CONTAINER(first, struct sn_frame, link);

	net->frames_up++;
	assert_int_equal(et_ipc_put(core->front, (enum et_ipc_type)frame->type, link->front,
				 et_slice_of(frame->bytes, frame->len)),
		ET_OK);
	if (frame->type == ET_IPC_CLOSED) {
		leave(net, link->front, NULL);
		drop(link);
	}
	sim_net_free(frame);
}

struct sn_frame *sim_net_take(struct sn_link *link)
{
	struct et_link *first = et_list_pop_front(&link->down);

	return first == NULL ? NULL : ET_CONTAINER(first, struct sn_frame, link);
}

/* ------------------------------------------------------------------- from core */

static void hash_in(struct sim_net *net, const struct et_ipc_frame *frame)
{
	const uint64_t prime = UINT64_C(0x100000001b3);

	net->said = (net->said ^ frame->type) * prime;
	net->said = (net->said ^ frame->conn) * prime;
	for (size_t i = 0; i < frame->payload.len; i++)
		net->said = (net->said ^ frame->payload.ptr[i]) * prime;
}

static void read_text(struct sn_frame *frame, bool binary)
{
	struct et_slice text = et_slice_of(frame->bytes, frame->len);
	json_error_t error;

	if (binary) {
		const uint8_t *p = frame->bytes + 4;
		size_t len = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];

		frame->blobs = et_hash_of(et_slice_sub(text, HEADER_LEN + len, text.len));
		text = et_slice_sub(text, HEADER_LEN, len);
	}
	frame->json = json_loadb((const char *)text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
	assert_non_null(frame->json);
}

static void to_front(struct sim_net *net, const struct et_ipc_frame *frame)
{
	struct et_id room, conn;

	if (frame->type == ET_IPC_ROOM_JOIN) {
		et_ipc_read_room_join(frame, &room, &conn);
		leave(net, frame->conn, &room);
		assert_true(net->seat_count < SN_SEATS);
		if (sim_net_of(net, frame->conn) != NULL)
			net->seats[net->seat_count++] = (struct sn_seat){ frame->conn, room };
	} else if (frame->type == ET_IPC_ROOM_LEAVE || frame->type == ET_IPC_ROOM_CLOSE) {
		et_ipc_read_room(frame, &room);
		leave(net, frame->type == ET_IPC_ROOM_LEAVE ? frame->conn : 0, &room);
	}
}

void sim_net_route(struct sim_net *net, struct sim_core *core, sim_net_watch *watch, void *ctx)
{
	struct et_ipc_frame ipc;
	struct sn_frame *frame;
	struct sn_link *link;
	bool have = true;

	for (;;) {
		assert_int_equal(et_ipc_next(core->front, &ipc, &have), ET_OK);
		if (!have)
			return;
		hash_in(net, &ipc);
		net->frames_down++;
		to_front(net, &ipc);
		link = sim_net_of(net, ipc.conn);
		if (link == NULL || ipc.conn == 0)
			continue;
		if (ipc.type == ET_IPC_CLOSE) {
			link->is_over = true;
			leave(net, ipc.conn, NULL); /* front relays nothing from here on */
		}
		if (ipc.type != ET_IPC_SEND_TEXT && ipc.type != ET_IPC_SEND_BLOB)
			continue;
		frame = put(&link->down, ipc.type, ipc.payload);
		read_text(frame, ipc.type == ET_IPC_SEND_BLOB);
		watch(ctx, ipc.conn, frame);
		if (link->client < 0)
			empty(&link->down);
	}
}
