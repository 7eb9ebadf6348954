/*
 * Group commit: one transaction around all frames that wait, deliveries after it.
 */
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/log.h>
#include <etatunti/core/core.h>
#include <etatunti/crypto/ahead.h>
#include <etatunti/store/txn.h>

#include "post.h"
#include "strangers.h"

#define COMPLAINT_LEN 512

struct et_core {
	struct et_core_config config;
	struct et_service *service;
	struct et_ipc *ipc;
	struct et_strangers *strangers;
	struct et_ipc *mailer; /* NULL: none */
	enum et_core_front front;
	char complaint[COMPLAINT_LEN];
	bool more; /* frames were left over by the last batch, or have come during it, or strangers' wait */
	size_t looked,
		looked_len; /* frames that wait and have been looked at, and how far that reaches */
};

static enum et_err begin(struct et_core *core)
{
	return et_store_txn_begin(core->config.service.store, "core");
}

/* Ends the batch one way or the other; see et_core_turn. */
static enum et_err commit(struct et_core *core, enum et_err err)
{
	struct et_store *store = core->config.service.store;
	bool lost = et_store_txn_is_lost(store) || err == ET_STORAGE_FULL;

	if (err == ET_OK && !lost) {
		err = et_store_txn_commit(store);
		lost = err == ET_STORAGE_FULL;
		if (err == ET_OK) {
			et_service_committed(core->service);
			return ET_OK;
		}
	}
	et_store_txn_rollback(store);
	if (!lost || (err != ET_OK && err != ET_STORAGE_FULL))
		return err;
	et_ipc_free(core->mailer);
	core->mailer = NULL;
	return et_service_lost(core->service);
}

enum et_err et_core_open(const struct et_core_config *config, struct et_core **out)
{
	struct et_core *core = calloc(1, sizeof(*core));
	enum et_err err;

	*out = NULL;
	if (core == NULL)
		return ET_NO_MEMORY;
	core->config = *config;
	if ((core->strangers = et_strangers_new(config->service.env)) == NULL) {
		err = ET_NO_MEMORY;
		goto fail;
	}
	if ((err = begin(core)) != ET_OK)
		goto fail;
	if ((core->service = et_service_new(&config->service)) == NULL) {
		et_store_txn_rollback(config->service.store);
		err = ET_NO_MEMORY;
		goto fail;
	}
	if ((err = commit(core, ET_OK)) != ET_OK)
		goto fail;
	*out = core;
	return ET_OK;
fail:
	et_core_close(core);
	return err;
}

void et_core_close(struct et_core *core)
{
	if (core == NULL)
		return;
	et_service_free(core->service);
	et_strangers_free(core->strangers);
	et_ipc_free(core->ipc);
	et_ipc_free(core->mailer);
	free(core);
}

void et_core_attach(struct et_core *core, struct et_ipc *ipc)
{
	ET_ASSERT(core->ipc == NULL);
	core->ipc = ipc;
	core->front = ET_CORE_FRONT_STARTING;
	core->complaint[0] = '\0';
	core->more = false;
}

enum et_core_front et_core_front(const struct et_core *core)
{
	return core->front;
}

const char *et_core_front_complaint(const struct et_core *core)
{
	return core->complaint;
}

int et_core_front_fd(const struct et_core *core)
{
	return core->ipc == NULL ? -1 : et_ipc_fd(core->ipc);
}

bool et_core_front_wants_read(const struct et_core *core)
{
	return core->ipc != NULL && et_ipc_pending(core->ipc) <= ET_CORE_BACKLOG_MAX;
}

bool et_core_front_wants_write(const struct et_core *core)
{
	return core->ipc != NULL && et_ipc_pending(core->ipc) > 0;
}

void et_core_front_stop(struct et_core *core)
{
	if (core->ipc == NULL)
		return;
	if (et_ipc_put_always(core->ipc, ET_IPC_STOP, 0, ET_SLICE_LIT("")) != ET_OK ||
		et_ipc_flush(core->ipc) != ET_OK)
		et_log_warn("core", "front could not be asked to stop");
}

enum et_err et_core_attach_mailer(struct et_core *core, struct et_ipc *ipc)
{
	ET_ASSERT(core->mailer == NULL);
	core->mailer = ipc;
	return et_service_mailer_here(core->service);
}

int et_core_mailer_fd(const struct et_core *core)
{
	return core->mailer == NULL ? -1 : et_ipc_fd(core->mailer);
}

bool et_core_mailer_wants_write(const struct et_core *core)
{
	return core->mailer != NULL && et_ipc_pending(core->mailer) > 0;
}

static void complain(struct et_core *core, struct et_slice sentence)
{
	size_t len = sentence.len < COMPLAINT_LEN ? sentence.len : COMPLAINT_LEN - 1;

	memcpy(core->complaint, sentence.ptr, len);
	core->complaint[len] = '\0';
	core->front = ET_CORE_FRONT_FAILED;
}

/* Which frames front may send is ipc's rule; what each means to core is this. */
static enum et_err take_frame(struct et_core *core, const struct et_ipc_frame *frame, bool *broken)
{
	struct et_service *service = core->service;
	struct et_slice secret, address;
	enum et_err err;

	if (frame->type == ET_IPC_TEXT)
		return et_service_frame(service, frame->conn, frame->payload, false);
	if (frame->type == ET_IPC_BLOB)
		return et_service_frame(service, frame->conn, frame->payload, true);
	if (frame->type == ET_IPC_OPEN) {
		err = et_service_opened(service, frame->conn, frame->payload);
		*broken = err == ET_CONFLICT;
		return *broken ? ET_OK : err;
	}
	if (frame->type == ET_IPC_CLOSED)
		return et_service_closed(service, frame->conn);
	if (frame->type == ET_IPC_FEED_ASK) {
		et_ipc_read_feed_ask(frame, &secret, &address);
		return et_service_feed(service, frame->conn, secret, address);
	}
	if (frame->type == ET_IPC_READY)
		core->front = ET_CORE_FRONT_READY;
	if (frame->type == ET_IPC_FAILED)
		complain(core, frame->payload);
	return ET_OK;
}

/* Strangers' frames wait, and whatever comes on the connections that have some waiting. */
static bool has_to_wait(const struct et_core *core, const struct et_ipc_frame *frame)
{
	bool is_said = frame->type == ET_IPC_TEXT || frame->type == ET_IPC_BLOB;

	if (!is_said && frame->type != ET_IPC_CLOSED)
		return false;
	return et_strangers_have(core->strangers, frame->conn) ||
		(is_said && !et_service_is_signed_in(core->service, frame->conn));
}

/* What commands have said and front has not read: a few small ones may ask for a lot. */
static size_t backlog(const struct et_core *core)
{
	return et_service_waiting_len(core->service) + et_ipc_pending(core->ipc);
}

/* What waits is verified on another processor while it is not its turn yet. */
static void look_ahead(struct et_core *core)
{
	struct et_ipc_frame frame;

	if (core->config.service.ahead == NULL)
		return;
	for (; core->looked < ET_CORE_BATCH_MAX &&
		et_ipc_peek(core->ipc, &core->looked_len, &frame);
		core->looked++) {
		if (frame.type == ET_IPC_BLOB)
			et_service_ahead(core->service, frame.conn, frame.payload);
	}
}

/* Frames were taken, so where the others stand has changed. */
static void look_no_more(struct et_core *core)
{
	core->looked = core->looked_len = 0;
	if (core->config.service.ahead != NULL)
		et_ahead_forget(core->config.service.ahead);
}

/* The next batch, as much of it as is here while this one is still to be written. */
static void look_further(struct et_core *core, bool *eof, bool *broken)
{
	if (core->config.service.ahead == NULL)
		return;
	if (et_ipc_fill(core->ipc, eof) != ET_OK) {
		*broken = true;
		return;
	}
	look_ahead(core);
	core->more = core->more || core->looked > 0;
}

/* *broken: front can't be spoken with any more. Errors are those of the service. */
static enum et_err take_frames(struct et_core *core, bool *broken)
{
	struct et_store *store = core->config.service.store;
	struct et_ipc_frame frame;
	enum et_err err = ET_OK;
	bool have = true;

	core->more = false;
	for (size_t count = 0; err == ET_OK && have; count++) {
		if (count == ET_CORE_BATCH_MAX || backlog(core) > ET_CORE_BACKLOG_MAX ||
			et_strangers_are_full(core->strangers)) {
			core->more = true;
			return ET_OK;
		}
		if (et_ipc_next(core->ipc, &frame, &have) != ET_OK) {
			et_log_error("core", "front broke the form of frames");
			*broken = true;
			return ET_OK;
		}
		if (have && has_to_wait(core, &frame))
			err = et_strangers_keep(core->strangers, &frame);
		else if (have)
			err = take_frame(core, &frame, broken);
		if (*broken) {
			et_log_error("core", "front opened a connection twice");
			return err;
		}
		if (et_store_txn_is_lost(store) || err == ET_STORAGE_FULL) {
			core->more = true;
			return err;
		}
	}
	return err;
}

/* A little of what waits, after all others. Errors are those of the service. */
static enum et_err take_strangers(struct et_core *core, bool *broken)
{
	struct et_ipc_frame frame;
	enum et_err err = ET_OK;

	for (size_t count = 0; err == ET_OK && count < ET_STRANGERS_TURN_MAX &&
		backlog(core) <= ET_CORE_BACKLOG_MAX &&
		!et_store_txn_is_lost(core->config.service.store) &&
		et_strangers_next(core->strangers, &frame);
		count++)
		err = take_frame(core, &frame, broken);
	core->more = core->more || !et_strangers_are_none(core->strangers);
	return err;
}

static enum et_err deliver(struct et_core *core, const struct et_delivery *out)
{
	const struct et_slice room = et_id_slice(&out->room);

	if (core->ipc == NULL)
		return ET_OK;
	switch (out->type) {
	case ET_DELIVER_TEXT:
		return et_ipc_put(core->ipc, ET_IPC_SEND_TEXT, out->front, out->bytes);
	case ET_DELIVER_BLOB:
		return et_ipc_put(core->ipc, ET_IPC_SEND_BLOB, out->front, out->bytes);
	case ET_DELIVER_SIGNED_IN:
		return et_ipc_put_always(core->ipc, ET_IPC_LOGGED_IN, out->front, ET_SLICE_LIT(""));
	case ET_DELIVER_KNOCKED:
		return et_ipc_put_always(core->ipc, ET_IPC_KNOCKED, out->front, ET_SLICE_LIT(""));
	case ET_DELIVER_CLOSE:
		return et_ipc_put_close(
			core->ipc, out->front, out->code, et_slice_str(out->reason));
	case ET_DELIVER_ROOM_JOIN:
		return et_ipc_put_room_join(core->ipc, out->front, &out->room, &out->conn_id);
	case ET_DELIVER_ROOM_LEAVE:
		return et_ipc_put_always(core->ipc, ET_IPC_ROOM_LEAVE, out->front, room);
	case ET_DELIVER_ROOM_CLOSE: return et_ipc_put_always(core->ipc, ET_IPC_ROOM_CLOSE, 0, room);
	case ET_DELIVER_FEED: return et_ipc_put_feed(core->ipc, out->front, out->code, out->bytes);
	case ET_DELIVER_CHECKPOINT:
	case ET_DELIVER_MAIL: break;
	}
	return ET_OK;
}

static void deliver_all(struct et_core *core, bool *broken, bool *mailer_broken)
{
	const struct et_core_config *config = &core->config;
	struct et_delivery out;

	while (et_service_next_delivery(core->service, &out)) {
		if (out.type == ET_DELIVER_CHECKPOINT) {
			if (config->keep_checkpoint(config->keep_ctx, out.bytes) != ET_OK)
				et_log_error("core",
					"a checkpoint could not be kept outside the "
					"database");
		} else if (out.type == ET_DELIVER_MAIL) {
			if (!et_post_put(core->mailer, &out))
				*mailer_broken = true;
		} else if (!*broken && deliver(core, &out) != ET_OK) {
			et_log_error("core", "front does not take its frames");
			*broken = true;
		}
	}
}

/* What the service does of itself, in a transaction of its own. */
static enum et_err in_transaction(
	struct et_core *core, enum et_err (*what)(struct et_service *service))
{
	enum et_err err;

	if ((err = begin(core)) != ET_OK)
		return err;
	return commit(core, what(core->service));
}

/* Front is gone, and with it all its connections. */
static enum et_err detach(struct et_core *core)
{
	enum et_err err = in_transaction(core, et_service_leave_rooms);
	bool broken = true, mailer_broken = false;

	deliver_all(core, &broken,
		&mailer_broken); /* to nobody: the next front counts its connections anew */
	et_ipc_free(core->ipc);
	core->ipc = NULL;
	core->more = false;
	look_no_more(core);
	et_strangers_forget(core->strangers);
	if (core->front != ET_CORE_FRONT_FAILED)
		core->front = ET_CORE_FRONT_GONE;
	et_service_all_closed(core->service);
	return err;
}

/* The mailer is gone: what it has not answered is tried again, by the next one. */
static enum et_err detach_mailer(struct et_core *core)
{
	et_ipc_free(core->mailer);
	core->mailer = NULL;
	return et_service_mailer_gone(core->service);
}

/* The mailer's part of a turn, and front's, after the commit. */
static enum et_err hand_over(struct et_core *core, bool eof, bool broken, bool mailer_broken)
{
	enum et_err err = ET_OK;

	deliver_all(core, &broken, &mailer_broken);
	if (core->ipc != NULL && !broken && et_ipc_flush(core->ipc) != ET_OK)
		broken = true;
	if (core->mailer != NULL && !mailer_broken && et_ipc_flush(core->mailer) != ET_OK)
		mailer_broken = true;
	if (core->mailer != NULL && mailer_broken)
		err = detach_mailer(core);
	if (err == ET_OK && core->ipc != NULL && (broken || (eof && !core->more)))
		err = detach(core);
	return err;
}

enum et_err et_core_turn(struct et_core *core)
{
	bool eof = false, broken = false, mailer_broken = false;
	enum et_err err;

	if (core->ipc != NULL && et_ipc_fill(core->ipc, &eof) != ET_OK)
		broken = true;
	if ((err = begin(core)) != ET_OK)
		return err;
	if (core->ipc != NULL && !broken) {
		look_ahead(core);
		err = take_frames(core, &broken);
		look_no_more(core);
		if (err == ET_OK && !broken)
			err = take_strangers(core, &broken);
	}
	if (err == ET_OK && core->mailer != NULL &&
		!et_store_txn_is_lost(core->config.service.store))
		err = et_post_take(core->mailer, core->service, &mailer_broken);
	if (err == ET_OK && !et_store_txn_is_lost(core->config.service.store))
		err = et_service_timers(core->service);
	if (err == ET_OK && core->ipc != NULL && !broken)
		look_further(core, &eof, &broken);
	if ((err = commit(core, err)) != ET_OK)
		return err;
	return hand_over(core, eof, broken, mailer_broken);
}

enum et_err et_core_stop(struct et_core *core)
{
	bool broken = core->ipc == NULL, mailer_broken = true;
	enum et_err err;

	if ((err = in_transaction(core, et_service_stop)) != ET_OK)
		return err;
	deliver_all(core, &broken, &mailer_broken);
	if (!broken && et_ipc_flush(core->ipc) != ET_OK)
		et_log_warn("core", "front could not be told the last checkpoint");
	return ET_OK;
}

int et_core_wait_ms(const struct et_core *core)
{
	const struct et_env *env = core->config.service.env;
	int64_t at = et_service_next_at(core->service);
	int64_t wait;

	if (core->more && et_core_front_wants_read(core))
		return 0;
	if (at == INT64_MAX)
		return -1;
	wait = at - et_env_now_ms(env);
	/* Wall clocks jump: never sleep longer than a minute on one. */
	return wait <= 0 ? 0 : wait > 60000 ? 60000 : (int)wait;
}
