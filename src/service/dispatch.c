/*
 * The gates through which every command passes, in the order that is the security argument of the
 * server (src/ARCHITECTURE.md). A handler sees a command only behind gate 9, and nothing that it
 * does has an effect before gate 13, which is core's.
 *
 *	 1 size			 8 the same id again? the stored reply; else room for a write
 *	 2 JSON under limits	 9 savepoint
 *	 3 envelope		10 authorise, on the object, inside the transaction
 *	 4 the command exists	11 handle
 *	 5 session and role	12 rows of the log; reply memory
 *	 6 rate			13 shared commit (core)
 *	 7 params into a struct	14 reply, then events (queued here, delivered by core after 13)
 */
#include "dispatch.h"

#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/log.h>
#include <etatunti/crypto/ahead.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/proto/glance.h>
#include <etatunti/store/reply.h>
#include <etatunti/store/txn.h>
#include <etatunti/store/user.h>

#include "batch.h"
#include "conn.h"
#include "outbox_items.h"

enum { WS_POLICY = 1008, WS_INTERNAL = 1011 };

/* A command on its way. */
struct pass {
	struct et_service *service;
	struct et_conn *conn;
	struct et_request request;
	struct et_call call;
	struct et_outbox outbox;
	struct et_user user;
	struct et_id asker;    /* whose reply memory: zero before login */
	struct et_slice frame; /* as it came */
	struct et_hash frame_hash;
	int64_t retry_ms; /* of ET_RATE */
	bool entered;     /* got as far as gate 9 */
	bool ends;        /* the connection has to go: its account is over */
	bool sent;        /* the reply is queued */
	bool done;        /* it is in the transaction: no way back to before it */
};

static void pass_init(struct pass *pass, struct et_service *service, struct et_conn *conn)
{
	struct et_call *call = &pass->call;

	*pass = (struct pass){ .service = service, .conn = conn };
	et_arena_reset(service->arena);
	et_outbox_init(&pass->outbox);
	call->env = service->config.env;
	call->now_ms = et_env_now_ms(service->config.env);
	call->arena = service->arena;
	call->store = service->config.store;
	call->deployment = service->config.deployment;
	call->ahead = service->config.ahead;
	call->conn = conn;
	call->service = service;
	call->outbox = &pass->outbox;
	et_json_init(&call->reply, ET_PROTO_BINARY_LEN_MAX);
	et_json_init(&call->extra, ET_PROTO_TEXT_LEN_MAX);
}

static void pass_fini(struct pass *pass)
{
	et_outbox_fini(&pass->outbox);
	et_json_fini(&pass->call.reply);
	et_json_fini(&pass->call.extra);
	et_request_fini(&pass->request);
}

/* ------------------------------------------------------------- gates 4 to 8 */

static enum et_err gate_4_exists(struct pass *pass)
{
	pass->call.command = et_command_find(pass->request.cmd);
	return pass->call.command == NULL ? ET_UNKNOWN_COMMAND : ET_OK;
}

/* Who is signed in is read anew for every command: what a coordinator took back is gone at once. */
static enum et_err load_user(struct pass *pass)
{
	struct et_store_user row;
	enum et_err err;

	err = et_store_user_by_id(pass->call.store, &pass->conn->uid, pass->call.arena, &row);
	/* Whose account is over is refused by name: the row of it says who tried. */
	pass->call.actor = pass->conn->uid;
	if (err == ET_OK)
		pass->call.actor_org = row.org_id;
	if (err == ET_NOT_FOUND ||
		(err == ET_OK &&
			(!et_slice_eq_str(row.state, "active") ||
				row.not_after <= pass->call.now_ms))) {
		pass->ends = true;
		return ET_DENIED;
	}
	if (err != ET_OK || (err = et_user_from_row(&row, &pass->user)) != ET_OK)
		return err;
	pass->call.user = &pass->user;
	pass->asker = pass->user.uid;
	pass->conn->roles = pass->user.roles;
	pass->conn->ipk_s = pass->user.ipk_s;
	return ET_OK;
}

/* What a guest may not ask is a row too, so how often comes before what. */
static enum et_err gate_5_of_guest(struct pass *pass)
{
	int64_t mono_ms = et_env_mono_ms(pass->service->config.env);
	enum et_err err;

	pass->call.actor = pass->conn->uid;
	err = et_rate_take(
		&pass->conn->buckets[ET_RATE_DOOR], ET_RATE_DOOR, 1, mono_ms, &pass->retry_ms);
	if (err != ET_OK)
		return err;
	return (pass->call.command->states & ET_CONN_GUEST) != 0 ? ET_OK : ET_BAD_STATE;
}

static enum et_err gate_5_session_and_role(struct pass *pass)
{
	const struct et_command *command = pass->call.command;
	enum et_err err;

	if (pass->conn->state == ET_CONN_IN && (err = load_user(pass)) != ET_OK)
		return err;
	if (pass->conn->state == ET_CONN_GUEST)
		return gate_5_of_guest(pass);
	if ((command->states & (unsigned)pass->conn->state) == 0)
		return ET_BAD_STATE;
	if (command->roles != ET_ROLE_ANY && (command->roles & pass->user.roles) == 0)
		return ET_FORBIDDEN;
	return ET_OK;
}

static int64_t rate_factor(const struct et_service *service)
{
	return service->config.rate_factor > 0 ? service->config.rate_factor : 1;
}

static enum et_err gate_6_rate(struct pass *pass)
{
	const struct et_service *service = pass->service;
	const struct et_command *command = pass->call.command;
	int64_t mono_ms = et_env_mono_ms(service->config.env);
	bool is_taken = pass->conn->state == ET_CONN_GUEST && command->rate == ET_RATE_DOOR;
	enum et_err err = ET_OK;

	if (!is_taken) /* by gate_5_of_guest */
		err = et_rate_take(&pass->conn->buckets[command->rate], command->rate,
			rate_factor(service), mono_ms, &pass->retry_ms);
	if (err == ET_OK && command->rate == ET_RATE_DOOR)
		err = et_door_knock(
			service->door, et_slice_str(pass->conn->address), mono_ms, &pass->retry_ms);
	return err;
}

static enum et_err gate_7_params(struct pass *pass)
{
	struct et_call *call = &pass->call;
	void *params;
	enum et_err err;

	err = et_fields_read(
		&call->command->params, &pass->request, call->arena, &params, &call->bad_field);
	call->params = params;
	return err;
}

static enum et_err send(struct pass *pass, struct et_slice frame, bool binary);
static enum et_err send_shared(struct pass *pass, struct et_shared *shared, bool binary);

/* Blobs from this length on are hashed by themselves, for handlers need that hash as well. */
#define LONG_BLOB_LEN 4096

/*
 * What the same id must come with again: the frame, with the hashes of long blobs in their place. How long each is
 * stands in the JSON before them, so no two frames are alike in this but those that are.
 */
static enum et_err hash_frame(struct pass *pass)
{
	const struct et_request *request = &pass->request;
	size_t json_len = pass->frame.len;
	struct et_hashed *hashed;
	struct et_hasher hasher;

	for (size_t i = 0; i < request->blob_count; i++)
		json_len -= request->blobs[i].len;
	hashed = et_arena_array(pass->call.arena, request->blob_count, sizeof(*hashed));
	if (hashed == NULL)
		return ET_NO_MEMORY;
	pass->call.hashed = hashed;
	et_hasher_init(&hasher);
	et_hasher_add(&hasher, et_slice_sub(pass->frame, 0, json_len));
	for (size_t i = 0; i < request->blob_count; i++) {
		struct et_slice blob = request->blobs[i];

		if (blob.len >= LONG_BLOB_LEN) {
			hashed->bytes = blob;
			hashed->hash = et_hash_of(blob);
			blob = et_hash_slice(&hashed->hash);
			hashed++;
			pass->call.hashed_count++;
		}
		et_hasher_add(&hasher, blob);
	}
	pass->frame_hash = et_hasher_end(&hasher);
	return ET_OK;
}

/* What has been stored for a day may be of a build that hashed the frame as it came. */
static bool is_same_request(const struct pass *pass, const struct et_hash *stored)
{
	struct et_hash plain;

	if (et_hash_eq(stored, &pass->frame_hash))
		return true;
	plain = et_hash_of(pass->frame);
	return et_hash_eq(stored, &plain);
}

/* *known: answered already, nothing more to be done. */
static enum et_err gate_8_known(struct pass *pass, bool *known)
{
	struct et_store_reply stored;
	enum et_err err;

	*known = false;
	if (pass->call.command->effect == ET_ANEW && et_batch_storage_is_low(pass->service))
		return ET_STORAGE_FULL;
	if (pass->call.command->effect != ET_WRITE)
		return ET_OK;
	if ((err = hash_frame(pass)) != ET_OK)
		return err;
	err = et_store_reply_get(
		pass->call.store, &pass->asker, &pass->request.id, pass->call.arena, &stored);
	/* What was done is told without room, what is new is not begun. */
	if (err == ET_NOT_FOUND)
		return et_batch_storage_is_low(pass->service) ? ET_STORAGE_FULL : ET_OK;
	if (err != ET_OK)
		return err;
	if (!is_same_request(pass, &stored.request_hash))
		return ET_CONFLICT;
	*known = true;
	return send(pass, stored.reply, stored.reply.ptr[0] == 1);
}

/* ------------------------------------------------------------ gates 9 to 12 */

/* What was done is on the log before anyone is told that it was done. */
static enum et_err gate_12_log(struct et_service *service, struct et_call *call)
{
	enum et_err err;

	if (call->act_count == 0 && call->command->action != NULL) {
		call->about.action = call->command->action;
		return et_actlog_append(&service->actlog, call, &call->about, ET_OK);
	}
	for (size_t i = 0; i < call->act_count; i++) {
		err = et_actlog_append(&service->actlog, call, &call->acts[i], ET_OK);
		if (err != ET_OK)
			return err;
	}
	return ET_OK;
}

static enum et_err gate_12_remember(struct pass *pass, struct et_slice reply)
{
	struct et_store_reply row = {
		.uid = pass->asker,
		.id = pass->request.id,
		.request_hash = pass->frame_hash,
		.reply = reply,
		.at = pass->call.now_ms,
	};

	if (pass->call.command->effect != ET_WRITE)
		return ET_OK;
	return et_store_reply_insert(pass->call.store, &row);
}

static enum et_err inside_savepoint(struct pass *pass, struct et_buf *reply, bool *binary)
{
	struct et_call *call = &pass->call;
	enum et_err err;

	/* gate 10 */
	if (call->command->authorise != NULL && (err = call->command->authorise(call)) != ET_OK)
		return err;
	/* gate 11 */
	if ((err = call->command->handle(call)) != ET_OK)
		return err;
	if ((err = pass->outbox.err) != ET_OK)
		return err;
	err = et_reply_ok(reply, &pass->request.id, &call->reply, call->reply_blobs,
		call->reply_blob_count, binary);
	if (err != ET_OK)
		return err;
	/* gate 12 */
	if ((err = gate_12_log(pass->service, call)) != ET_OK)
		return err;
	return gate_12_remember(pass, et_buf_view(reply));
}

static enum et_err gates_9_to_12(struct pass *pass)
{
	struct et_store *store = pass->call.store;
	struct et_actlog log = pass->service->actlog;
	struct et_buf reply;
	bool binary = false;
	int depth;
	enum et_err err, back;

	et_buf_init(&reply, ET_PROTO_BINARY_LEN_MAX);
	/* gate 9 */
	if ((err = et_store_txn_save(store, pass->call.command->name, &depth)) != ET_OK)
		goto out;
	pass->entered = true;
	if ((err = inside_savepoint(pass, &reply, &binary)) != ET_OK) {
		pass->service->actlog = log;
		if ((back = et_store_txn_back(store, depth)) != ET_OK)
			err = back;
		goto out;
	}
	pass->done = true;
	if ((err = et_store_txn_release(store, depth)) != ET_OK)
		goto out;
	if ((err = send_shared(pass, et_shared_take(&reply), binary)) != ET_OK)
		goto out;
	err = et_outbox_seal(&pass->call);
out:
	et_buf_fini(&reply);
	return err;
}

/* -------------------------------------------------------- replies, refusals */

static enum et_err send_shared(struct pass *pass, struct et_shared *shared, bool binary)
{
	struct et_delivery delivery = {
		.type = binary ? ET_DELIVER_BLOB : ET_DELIVER_TEXT,
		.front = pass->conn->front,
	};
	enum et_err err;

	if (shared == NULL)
		return ET_NO_MEMORY;
	err = et_queue_put(&pass->service->queue, &delivery, shared);
	et_shared_release(shared);
	pass->sent = err == ET_OK;
	return err;
}

static enum et_err send(struct pass *pass, struct et_slice frame, bool binary)
{
	return send_shared(pass, et_shared_new(frame), binary);
}

/*
 * A refusal is an act too: by someone signed in always (also if the account is over) and by a guest, by a
 * stranger where the command itself is one (login, enrol), and only if it got as far as being tried.
 */
static enum et_err log_refusal(struct pass *pass, enum et_err why)
{
	struct et_call *call = &pass->call;

	if (!et_err_is_logged(why) || call->command == NULL)
		return ET_OK;
	if (et_id_is_zero(&call->actor) && (call->command->action == NULL || !pass->entered))
		return ET_OK;
	call->about.action =
		call->command->action != NULL ? call->command->action : call->command->name;
	return et_actlog_append(&pass->service->actlog, call, &call->about, why);
}

static enum et_err close_conn(struct pass *pass, uint16_t code, const char *reason)
{
	struct et_delivery close = {
		.type = ET_DELIVER_CLOSE, .front = pass->conn->front, .code = code, .reason = reason
	};

	pass->conn->closing = true;
	et_batch_moved(pass->service, pass->conn);
	return et_queue_put(&pass->service->queue, &close, NULL);
}

static enum et_err refuse(struct pass *pass, enum et_err why)
{
	struct et_call *call = &pass->call;
	struct et_buf frame;
	enum et_err err;

	if (why == ET_RATE && pass->retry_ms > 0)
		et_json_int(&call->extra, "retry_ms", pass->retry_ms);
	et_buf_init(&frame, ET_PROTO_BINARY_LEN_MAX);
	/* On a full disk a refusal is told without a row; what is done never is. */
	err = log_refusal(pass, why);
	if (err != ET_OK && (err != ET_STORAGE_FULL || et_store_txn_is_lost(call->store)))
		goto out;
	err = et_reply_error(&frame, pass->request.has_id ? &pass->request.id : NULL, why,
		call->bad_field, &call->extra);
	if (err != ET_OK || (err = send(pass, et_buf_view(&frame), false)) != ET_OK)
		goto out;
	/* Its handler may have moved the connection before the log had no room for the row. */
	if (why == ET_STORAGE_FULL && pass->entered && call->command != NULL &&
		call->command->effect == ET_PRESENCE)
		err = et_batch_close(pass->service, pass->conn);
	else if (pass->ends)
		err = close_conn(pass, WS_POLICY, "ended");
	else if (et_err_disposition(why) == ET_CLOSE)
		err = close_conn(
			pass, why == ET_BAD_FRAME ? WS_POLICY : WS_INTERNAL, et_err_wire(why));
out:
	et_buf_fini(&frame);
	return err;
}

static enum et_err through_gates(struct pass *pass, bool binary)
{
	bool known;
	enum et_err err;

	/* gates 1, 2, 3 */
	if ((err = et_request_read(&pass->request, pass->frame, binary)) != ET_OK)
		return err;
	if ((err = gate_4_exists(pass)) != ET_OK)
		return err;
	if ((err = gate_5_session_and_role(pass)) != ET_OK)
		return err;
	if ((err = gate_6_rate(pass)) != ET_OK)
		return err;
	if ((err = gate_7_params(pass)) != ET_OK)
		return err;
	if ((err = gate_8_known(pass, &known)) != ET_OK || known)
		return err;
	return gates_9_to_12(pass);
}

enum et_err et_service_frame(
	struct et_service *service, uint64_t front, struct et_slice frame, bool binary)
{
	struct et_conn *conn = et_conn_find(service, front);
	struct pass pass;
	enum et_err err, seen;

	if (conn == NULL || conn->closing)
		return ET_OK;
	pass_init(&pass, service, conn);
	pass.frame = frame;
	err = through_gates(&pass, binary);
	if (pass.request.has_id)
		et_batch_note(service, conn,
			&(struct et_batch_request){ .id = pass.request.id,
				.uid = pass.asker,
				.hash = pass.frame_hash,
				.presence = pass.call.command != NULL &&
					pass.call.command->effect == ET_PRESENCE });
	if (err == ET_STORAGE_FULL && pass.entered)
		et_batch_storage_was_full(service);
	/* What is done, or answered, can't be refused any more: what fails then is our own. */
	if (err != ET_OK &&
		(pass.sent || pass.done || et_err_disposition(err) == ET_FATAL ||
			et_store_txn_is_lost(service->config.store))) {
		et_log_error("service", "%s: %s", et_err_symbol(err),
			et_store_last_message(service->config.store));
		goto out;
	}
	if (err != ET_OK)
		err = refuse(&pass, err);
	if (err == ET_OK && conn->state == ET_CONN_IN && !conn->closing && pass.call.user != NULL &&
		(seen = et_conn_seen(service, conn, pass.call.now_ms)) != ET_STORAGE_FULL)
		err = seen;
out:
	pass_fini(&pass);
	return err;
}

/* Before any gate: so no more of them than may be written. */
static bool may_guess(struct et_service *service, struct et_conn *conn)
{
	int64_t retry_ms;

	return et_rate_take(&conn->guesses, ET_RATE_WRITE, rate_factor(service),
		       et_env_mono_ms(service->config.env), &retry_ms) == ET_OK;
}

void et_service_ahead(struct et_service *service, uint64_t front, struct et_slice frame)
{
	struct et_conn *conn = et_conn_find(service, front);
	struct et_glance glance;

	if (service->config.ahead == NULL || conn == NULL || conn->state != ET_CONN_IN)
		return;
	et_glance(frame, &glance);
	if (glance.count == 0 || !may_guess(service, conn))
		return;
	for (size_t i = 0; i < glance.count; i++) {
		struct et_sig sig;

		if (et_sig_from(glance.all[i].sig, &sig))
			et_ahead_put(
				service->config.ahead, &conn->ipk_s, glance.all[i].bytes, &sig);
	}
}

enum et_err et_dispatch_internal(
	struct et_service *service, const struct et_command *command, void *loaded)
{
	struct pass pass;
	enum et_err err;

	pass_init(&pass, service, NULL);
	pass.call.command = command;
	pass.call.loaded = loaded;
	if ((err = command->handle(&pass.call)) != ET_OK)
		goto out;
	if ((err = gate_12_log(service, &pass.call)) != ET_OK)
		goto out;
	err = et_outbox_seal(&pass.call);
out:
	pass_fini(&pass);
	return err;
}
