/*
 * Queueing what leaves, for those who carry out a call.
 */
#ifndef ETATUNTI_SERVICE_SRC_SEAL_H
#define ETATUNTI_SERVICE_SRC_SEAL_H

#include "outbox_items.h"

/* A delivery without bytes. ET_NO_MEMORY. */
enum et_err et_seal_queue(struct et_call *call, const struct et_delivery *delivery) ET_MUST_USE;
/* One event to one audience that needs no gathering: a connection, a person, a lobby, a room. */
enum et_err et_seal_event(struct et_call *call, enum et_event event, const struct et_json *fields,
	enum et_audience_kind to, const struct et_id *id) ET_MUST_USE;
/* The close of a connection, after what went before; nothing more is taken from it. */
enum et_err et_seal_close(struct et_call *call, struct et_conn *conn) ET_MUST_USE;

#endif
