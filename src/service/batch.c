/*
 * A list of who is waiting for the commit.
 */
#include "batch.h"

#include <stdlib.h>

#include <etatunti/base/log.h>
#include <etatunti/store/reply.h>

#include "conn.h"

#define FULL_PAUSE_MS INT64_C(5000)
enum { WS_TRY_AGAIN = 1013 };

struct noted {
	struct et_link link;
	uint64_t front;
	struct et_batch_request request; /* its id is zero: none to be answered */
	bool moved;
};

static void note(struct et_service *service, struct noted what)
{
	struct noted *noted = calloc(1, sizeof(*noted));

	if (noted == NULL)
		return; /* it will get no answer if the batch is lost, and ask again */
	*noted = what;
	et_list_push_back(&service->batch, &noted->link);
}

void et_batch_note(struct et_service *service, const struct et_conn *conn,
	const struct et_batch_request *request)
{
	note(service,
		(struct noted){
			.front = conn->front, .request = *request, .moved = request->presence });
}

void et_batch_moved(struct et_service *service, const struct et_conn *conn)
{
	note(service, (struct noted){ .front = conn->front, .moved = true });
}

void et_batch_storage_was_full(struct et_service *service)
{
	service->full_until_ms = et_env_mono_ms(service->config.env) + FULL_PAUSE_MS;
}

bool et_batch_storage_is_low(const struct et_service *service)
{
	const struct et_service_config *config = &service->config;

	if (et_env_mono_ms(config->env) < service->full_until_ms)
		return true;
	return config->storage_is_low != NULL && config->storage_is_low(config->storage_ctx);
}

void et_batch_fini(struct et_service *service)
{
	struct et_link *link;

	while ((link = et_list_pop_front(&service->batch)) != NULL)
		free(ET_CONTAINER(link, struct noted, link));
}

void et_service_committed(struct et_service *service)
{
	et_batch_fini(service);
}

static enum et_err say(struct et_service *service, const struct noted *noted, struct et_slice frame)
{
	struct et_delivery delivery = {
		.type = frame.ptr[0] == 1 ? ET_DELIVER_BLOB : ET_DELIVER_TEXT,
		.front = noted->front,
	};
	struct et_shared *shared = et_shared_new(frame);
	enum et_err err;

	if (shared == NULL)
		return ET_NO_MEMORY;
	err = et_queue_put(&service->queue, &delivery, shared);
	et_shared_release(shared);
	return err;
}

static enum et_err say_full(struct et_service *service, const struct noted *noted)
{
	struct et_buf frame;
	enum et_err err;

	et_buf_init(&frame, ET_PROTO_TEXT_LEN_MAX);
	err = et_reply_error(&frame, &noted->request.id, ET_STORAGE_FULL, NULL, NULL);
	if (err == ET_OK)
		err = say(service, noted, et_buf_view(&frame));
	et_buf_fini(&frame);
	return err;
}

/* A repeat of what is done is nothing that was lost: who asks must hear that it is done. */
static enum et_err say_known(struct et_service *service, const struct noted *noted)
{
	const struct et_batch_request *request = &noted->request;
	struct et_store_reply stored;
	enum et_err err;

	et_arena_reset(service->arena);
	err = et_store_reply_get(
		service->config.store, &request->uid, &request->id, service->arena, &stored);
	if (err == ET_OK && et_hash_eq(&stored.request_hash, &request->hash))
		return say(service, noted, stored.reply);
	return err == ET_OK || err == ET_NOT_FOUND ? say_full(service, noted) : err;
}

enum et_err et_batch_close(struct et_service *service, struct et_conn *conn)
{
	struct et_delivery close = { .type = ET_DELIVER_CLOSE,
		.front = conn->front,
		.code = WS_TRY_AGAIN,
		.reason = "storage_full" };

	conn->closing = true;
	return et_queue_put(&service->queue, &close, NULL);
}

static enum et_err answer_full(struct et_service *service, const struct noted *noted)
{
	struct et_conn *conn = et_conn_find(service, noted->front);
	enum et_err err = ET_OK;

	if (conn == NULL)
		return ET_OK;
	if (!et_id_is_zero(&noted->request.id))
		err = say_known(service, noted);
	/* Where it stands in memory may be ahead of the record: it comes again. */
	if (err == ET_OK && noted->moved)
		err = et_batch_close(service, conn);
	return err;
}

enum et_err et_service_lost(struct et_service *service)
{
	struct et_link *link;
	enum et_err err;

	et_log_warn("service", "storage is full: %zu commands undone", service->batch.count);
	et_batch_storage_was_full(service);
	et_queue_drop(&service->queue);
	et_arena_reset(service->arena);
	err = et_service_mailer_gone(service);
	if (err == ET_OK)
		err = et_actlog_load(&service->actlog, service->config.store,
			&service->config.deployment->g, service->arena);
	while ((link = et_list_pop_front(&service->batch)) != NULL) {
		struct noted *noted = ET_CONTAINER(link, struct noted, link);

		if (err == ET_OK)
			err = answer_full(service, noted);
		free(noted);
	}
	return err;
}
