/*
 * Core between its neighbours: takes the frames that wait from front, runs them through the
 * service in one transaction, commits once, and only then delivers (group commit). Knows the socket
 * to front and the transaction; no command, no network, no process.
 */
#ifndef ETATUNTI_CORE_CORE_H
#define ETATUNTI_CORE_CORE_H

#include <etatunti/ipc/ipc.h>
#include <etatunti/service/service.h>

/* Frames of one shared transaction at the most. */
#define ET_CORE_BATCH_MAX 512
/* Bytes on their way to front beyond which no more frames are taken: it has to read them first. */
#define ET_CORE_BACKLOG_MAX ((size_t)16 << 20)

struct et_core;

struct et_core_config {
	struct et_service_config service;
	/* Puts a signed checkpoint (one line of text, no newline) where it is kept outside the database. */
	enum et_err (*keep_checkpoint)(void *ctx, struct et_slice line);
	void *keep_ctx;
};

/* Errors of the store, ET_NO_MEMORY. What the config borrows must outlive core. */
enum et_err et_core_open(const struct et_core_config *config, struct et_core **out) ET_MUST_USE;
void et_core_close(struct et_core *core);

enum et_core_front {
	ET_CORE_FRONT_GONE, /* none, or the socket broke: attach another */
	ET_CORE_FRONT_STARTING,
	ET_CORE_FRONT_READY,  /* listening */
	ET_CORE_FRONT_FAILED, /* it can't serve; et_core_front_complaint says why */
};

/* A new front: core takes the socket over. The one before must be gone. */
void et_core_attach(struct et_core *core, struct et_ipc *ipc);
enum et_core_front et_core_front(const struct et_core *core);
/* One sentence, "" unless front FAILED. */
const char *et_core_front_complaint(const struct et_core *core);
/* Its socket, -1 if it is gone; whether frames are taken now; whether some wait to be written to it. */
int et_core_front_fd(const struct et_core *core);
bool et_core_front_wants_read(const struct et_core *core);
bool et_core_front_wants_write(const struct et_core *core);
/* Asks front to close its connections and end. */
void et_core_front_stop(struct et_core *core);

/* The same for the mailer: attached anew whenever it is gone. ET_NO_MEMORY. */
enum et_err et_core_attach_mailer(struct et_core *core, struct et_ipc *ipc) ET_MUST_USE;
int et_core_mailer_fd(const struct et_core *core);
bool et_core_mailer_wants_write(const struct et_core *core);

/*
 * Reads what has come, runs it and the timers that are due, commits, delivers. To be called when the
 * socket is readable or writable, or at et_core_wait_ms. A front that breaks the form of frames or
 * does not take its own is cut off: that is no error.
 *
 * Any error is fatal: nothing of the batch was answered, and the process must end; the restart
 * finds out what was stored. A full disk is none: the commands got their answer.
 */
enum et_err et_core_turn(struct et_core *core) ET_MUST_USE;

/*
 * The last thing before a clean end: signs a checkpoint over the rows that none covers yet. Without room
 * on the disk there is none, and the end is as clean. Errors as et_core_turn.
 */
enum et_err et_core_stop(struct et_core *core) ET_MUST_USE;

/* Milliseconds until the next turn is needed without any frame: 0 at once, -1 none. */
int et_core_wait_ms(const struct et_core *core);

#endif
