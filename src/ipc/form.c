/*
 * The form of one frame: the only place that knows the header's layout and applies the bounds of
 * types.def. No sockets, no queues.
 */
#include "form.h"

#include <string.h>

static const struct et_ipc_form forms[] = {
#define X(symbol, number, sender, has_conn, len_min, len_max) \
	{ ET_IPC_##symbol, ET_IPC_##sender, has_conn, len_min, len_max },
#include <etatunti/ipc/types.def>
#undef X
};

const struct et_ipc_form *et_ipc_form_find(unsigned type)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if ((unsigned)forms[i].type == type)
			return &forms[i];
	return NULL;
}

bool et_ipc_form_allows(const struct et_ipc_form *form, uint64_t conn, size_t payload_len)
{
	return (conn != 0) == form->has_conn && payload_len >= form->len_min &&
		payload_len <= form->len_max;
}

static void put_be(uint8_t *out, uint64_t value, size_t len)
{
	for (size_t i = 0; i < len; i++)
		out[i] = (uint8_t)(value >> (8 * (len - 1 - i)));
}

static uint64_t get_be(const uint8_t *in, size_t len)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | in[i];
	return value;
}

void et_ipc_header_encode(
	enum et_ipc_type type, uint64_t conn, size_t payload_len, uint8_t out[ET_IPC_HEADER_LEN])
{
	memset(out, 0, ET_IPC_HEADER_LEN);
	put_be(out, payload_len, 4);
	out[4] = (uint8_t)type;
	put_be(out + 8, conn, 8);
}

enum et_err et_ipc_header_decode(
	const uint8_t in[ET_IPC_HEADER_LEN], enum et_ipc_side sender, struct et_ipc_header *header)
{
	memset(header, 0, sizeof(*header));
	header->payload_len = (size_t)get_be(in, 4);
	header->conn = get_be(in + 8, 8);
	header->form = et_ipc_form_find(in[4]);
	if (header->form == NULL || header->form->sender != sender)
		return ET_BAD_FRAME;
	if (in[5] != 0 || in[6] != 0 || in[7] != 0)
		return ET_BAD_FRAME;
	if (!et_ipc_form_allows(header->form, header->conn, header->payload_len))
		return ET_BAD_FRAME;
	return ET_OK;
}
