/*
 * What the commands of one shared transaction have in common: when it is lost, all of them are, and
 * each is told so.
 */
#ifndef ETATUNTI_SERVICE_SRC_BATCH_H
#define ETATUNTI_SERVICE_SRC_BATCH_H

#include "state.h"

/* A request of the running batch. */
struct et_batch_request {
	struct et_id id, uid; /* uid: whose reply memory */
	struct et_hash hash;  /* as that memory knows it; zero: it did not get as far */
	bool presence;        /* it may have changed who is where */
};

/* If the batch is lost, what was done in an earlier one is told as it was then, all else is refused. */
void et_batch_note(struct et_service *service, const struct et_conn *conn,
	const struct et_batch_request *request);

/*
 * What the running batch changed about that connection in memory cannot be undone (it was put out of a
 * room, its close is on the way): if the batch is lost the connection is closed, and comes again.
 */
void et_batch_moved(struct et_service *service, const struct et_conn *conn);

/*
 * Closes a connection whose place in memory is ahead of the record, for want of room on the disk.
 * ET_NO_MEMORY.
 */
enum et_err et_batch_close(struct et_service *service, struct et_conn *conn) ET_MUST_USE;

/* Writes are refused for a while after the disk was full, and while core says that it nearly is. */
void et_batch_storage_was_full(struct et_service *service);
bool et_batch_storage_is_low(const struct et_service *service);

void et_batch_fini(struct et_service *service);

#endif
