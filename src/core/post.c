/* See post.h. */
#include "post.h"

#include <etatunti/base/log.h>

static enum et_err take(struct et_service *service, const struct et_ipc_frame *frame, bool *broken)
{
	switch (frame->payload.ptr[0]) {
	case ET_IPC_MAILED_SENT: return et_service_mailed(service, frame->conn, ET_MAILED_SENT);
	case ET_IPC_MAILED_LATER: return et_service_mailed(service, frame->conn, ET_MAILED_LATER);
	case ET_IPC_MAILED_REFUSED:
		return et_service_mailed(service, frame->conn, ET_MAILED_REFUSED);
	default: *broken = true; return ET_OK;
	}
}

enum et_err et_post_take(struct et_ipc *mailer, struct et_service *service, bool *broken)
{
	struct et_ipc_frame frame;
	enum et_err err = ET_OK;
	bool have = true;

	if (et_ipc_fill(mailer, broken) != ET_OK)
		*broken = true;
	while (err == ET_OK && have) {
		if (et_ipc_next(mailer, &frame, &have) != ET_OK) {
			et_log_error("core", "the mailer broke the form of frames");
			*broken = true;
			return ET_OK;
		}
		if (have)
			err = take(service, &frame, broken);
	}
	return err;
}

bool et_post_put(struct et_ipc *mailer, const struct et_delivery *mail)
{
	return mailer != NULL && et_ipc_put(mailer, ET_IPC_MAIL, mail->front, mail->bytes) == ET_OK;
}
