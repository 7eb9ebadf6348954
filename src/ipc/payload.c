/*
 * Payloads that have fields. Everything else is passed on as it is.
 */
#include <etatunti/ipc/ipc.h>

#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/buf.h>

#define CODE_LEN ((size_t)2)
#define ID_LEN sizeof(((struct et_id *)0)->b)

enum et_err et_ipc_put_close(
	struct et_ipc *ipc, uint64_t conn, uint16_t code, struct et_slice reason)
{
	uint8_t payload[CODE_LEN + ET_IPC_REASON_MAX];

	if (reason.len > ET_IPC_REASON_MAX)
		reason.len = ET_IPC_REASON_MAX;
	payload[0] = (uint8_t)(code >> 8);
	payload[1] = (uint8_t)code;
	if (reason.len > 0)
		memcpy(payload + CODE_LEN, reason.ptr, reason.len);
	return et_ipc_put(ipc, ET_IPC_CLOSE, conn, et_slice_of(payload, CODE_LEN + reason.len));
}

void et_ipc_read_close(const struct et_ipc_frame *frame, uint16_t *code, struct et_slice *reason)
{
	ET_ASSERT(frame->type == ET_IPC_CLOSE && frame->payload.len >= CODE_LEN);
	*code = (uint16_t)(frame->payload.ptr[0] << 8 | frame->payload.ptr[1]);
	*reason = et_slice_sub(frame->payload, CODE_LEN, ET_IPC_REASON_MAX);
}

enum et_err et_ipc_put_room_join(struct et_ipc *ipc, uint64_t conn, const struct et_id *room,
	const struct et_id *public_conn)
{
	uint8_t payload[2 * ID_LEN];

	memcpy(payload, room->b, ID_LEN);
	memcpy(payload + ID_LEN, public_conn->b, ID_LEN);
	return et_ipc_put(ipc, ET_IPC_ROOM_JOIN, conn, et_slice_of(payload, sizeof(payload)));
}

void et_ipc_read_room_join(
	const struct et_ipc_frame *frame, struct et_id *room, struct et_id *public_conn)
{
	ET_ASSERT(frame->type == ET_IPC_ROOM_JOIN && frame->payload.len == 2 * ID_LEN);
	memcpy(room->b, frame->payload.ptr, ID_LEN);
	memcpy(public_conn->b, frame->payload.ptr + ID_LEN, ID_LEN);
}

void et_ipc_read_room(const struct et_ipc_frame *frame, struct et_id *room)
{
	ET_ASSERT(frame->type == ET_IPC_ROOM_LEAVE || frame->type == ET_IPC_ROOM_CLOSE);
	ET_ASSERT(frame->payload.len == ID_LEN);
	memcpy(room->b, frame->payload.ptr, ID_LEN);
}

enum et_err et_ipc_put_feed_ask(
	struct et_ipc *ipc, uint64_t number, struct et_slice secret, struct et_slice address)
{
	uint8_t payload[ET_IPC_SECRET_LEN + 64];

	ET_ASSERT(secret.len == ET_IPC_SECRET_LEN);
	ET_ASSERT(address.len > 0 && address.len <= sizeof(payload) - secret.len);
	memcpy(payload, secret.ptr, secret.len);
	memcpy(payload + secret.len, address.ptr, address.len);
	return et_ipc_put(
		ipc, ET_IPC_FEED_ASK, number, et_slice_of(payload, secret.len + address.len));
}

void et_ipc_read_feed_ask(
	const struct et_ipc_frame *frame, struct et_slice *secret, struct et_slice *address)
{
	ET_ASSERT(frame->type == ET_IPC_FEED_ASK && frame->payload.len > ET_IPC_SECRET_LEN);
	*secret = et_slice_sub(frame->payload, 0, ET_IPC_SECRET_LEN);
	*address = et_slice_sub(frame->payload, ET_IPC_SECRET_LEN, frame->payload.len);
}

enum et_err et_ipc_put_feed(
	struct et_ipc *ipc, uint64_t number, uint16_t status, struct et_slice text)
{
	const uint8_t code[CODE_LEN] = { (uint8_t)(status >> 8), (uint8_t)status };
	struct et_buf payload;
	enum et_err err;

	et_buf_init(&payload, ET_IPC_PAYLOAD_MAX);
	et_buf_bytes(&payload, code, sizeof(code));
	et_buf_slice(&payload, text);
	if ((err = et_buf_err(&payload)) == ET_OK)
		err = et_ipc_put(ipc, ET_IPC_FEED, number, et_buf_view(&payload));
	et_buf_fini(&payload);
	return err;
}

void et_ipc_read_feed(const struct et_ipc_frame *frame, uint16_t *status, struct et_slice *text)
{
	ET_ASSERT(frame->type == ET_IPC_FEED && frame->payload.len >= CODE_LEN);
	*status = (uint16_t)(frame->payload.ptr[0] << 8 | frame->payload.ptr[1]);
	*text = et_slice_sub(frame->payload, CODE_LEN, frame->payload.len);
}
