/*
 * The form of one frame: header bytes and the bounds of types.def. No sockets, no queues.
 */
#ifndef ET_IPC_FORM_H
#define ET_IPC_FORM_H

#include <etatunti/ipc/ipc.h>

struct et_ipc_form {
	enum et_ipc_type type;
	enum et_ipc_side sender;
	bool has_conn;
	size_t len_min, len_max;
};

struct et_ipc_header {
	const struct et_ipc_form *form;
	uint64_t conn;
	size_t payload_len;
};

/* NULL: no such type. */
const struct et_ipc_form *et_ipc_form_find(unsigned type);
/* Whether a frame with this conn and payload length has the form. */
bool et_ipc_form_allows(const struct et_ipc_form *form, uint64_t conn, size_t payload_len);

void et_ipc_header_encode(
	enum et_ipc_type type, uint64_t conn, size_t payload_len, uint8_t out[ET_IPC_HEADER_LEN]);
/* ET_BAD_FRAME: not a header that `sender` may send. */
enum et_err et_ipc_header_decode(const uint8_t in[ET_IPC_HEADER_LEN], enum et_ipc_side sender,
	struct et_ipc_header *header) ET_MUST_USE;

#endif
