/*
 * What the commands of one shared transaction have in common: when it is lost, all of them are, and
 * each is told so.
 */
#ifndef ETATUNTI_SERVICE_SRC_BATCH_H
#define ETATUNTI_SERVICE_SRC_BATCH_H

#include "state.h"

/* A request of the running batch. presence: it may have changed who is where. */
void et_batch_note(struct et_service *service, const struct et_conn *conn,
	const struct et_id *request, bool presence);

/* Writes are refused for a while after the disk was full, and while core says that it nearly is. */
void et_batch_storage_was_full(struct et_service *service);
bool et_batch_storage_is_low(const struct et_service *service);

void et_batch_fini(struct et_service *service);

#endif
