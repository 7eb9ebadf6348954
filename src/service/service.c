/*
 * The service as a whole: made, ended, and woken by its timers.
 */
#include <stdlib.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/log.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/txn.h>

#include "batch.h"
#include "conn.h"
#include "dispatch.h"
#include "guests.h"
#include "jobs.h"
#include "lobby.h"
#include "post.h"
#include "room.h"

/* One call's memory: the largest frame, its reply, and lists beside them. */
#define ARENA_BLOCK_LEN ((size_t)64 << 10)
#define ARENA_CAP_LEN ((size_t)16 << 20)

struct et_service *et_service_new(const struct et_service_config *config)
{
	struct et_service *service = calloc(1, sizeof(*service));

	if (service == NULL)
		return NULL;
	service->config = *config;
	et_list_init(&service->conns);
	et_list_init(&service->rooms);
	et_list_init(&service->lobbies);
	et_list_init(&service->batch);
	et_heap_init(&service->timers);
	et_queue_init(&service->queue);
	service->arena = et_arena_new(ARENA_BLOCK_LEN, ARENA_CAP_LEN);
	service->conns_by_front = et_map_new(et_env_id(config->env));
	service->door = et_door_new(config->env);
	if (service->arena == NULL || service->conns_by_front == NULL || service->door == NULL)
		goto fail;
	if (et_actlog_load(&service->actlog, config->store, &config->deployment->g,
		    service->arena) != ET_OK)
		goto fail;
	if (et_post_start(service) != ET_OK || et_jobs_start(service) != ET_OK)
		goto fail;
	return service;
fail:
	et_service_free(service);
	return NULL;
}

void et_service_free(struct et_service *service)
{
	if (service == NULL)
		return;
	et_service_all_closed(service);
	et_jobs_stop(service);
	et_heap_unset(&service->timers, &service->mail_due.timer);
	et_batch_fini(service);
	et_queue_fini(&service->queue);
	et_door_free(service->door);
	et_map_free(service->conns_by_front);
	et_heap_fini(&service->timers);
	et_arena_free(service->arena);
	free(service);
}

bool et_service_next_delivery(struct et_service *service, struct et_delivery *out)
{
	return et_queue_take(&service->queue, out);
}

size_t et_service_waiting_len(const struct et_service *service)
{
	return service->queue.len;
}

/* ------------------------------------------------- commands of our own */

static enum et_err handle_gone(struct et_call *call)
{
	struct et_conn *conn = call->loaded;

	et_guests_gone(call, conn);
	et_outbox_leave_all(call, conn);
	if (conn->state != ET_CONN_IN || et_id_is_zero(&conn->room))
		return ET_OK;
	return et_conn_touch(call->service, conn, call->now_ms);
}

static enum et_err handle_conn_due(struct et_call *call)
{
	return et_conn_due(call, call->loaded);
}

static enum et_err handle_room_due(struct et_call *call)
{
	return et_room_due(call, call->loaded);
}

static enum et_err handle_lobby_due(struct et_call *call)
{
	return et_lobby_due(call, call->loaded);
}

static const struct et_command gone = { .name = "conn-gone", .handle = handle_gone };
static const struct et_command conn_due = { .name = "session-expire", .handle = handle_conn_due };
static const struct et_command room_due = { .name = "room-expire", .handle = handle_room_due };
static const struct et_command lobby_due = { .name = "lobby-look", .handle = handle_lobby_due };

enum et_err et_service_closed(struct et_service *service, uint64_t front)
{
	struct et_conn *conn = et_conn_find(service, front);
	enum et_err err;

	if (conn == NULL)
		return ET_OK;
	conn->closing = true; /* it is told nothing any more */
	err = et_dispatch_internal(service, &gone, conn);
	et_conn_forget(service, conn);
	return err;
}

enum et_err et_service_leave_rooms(struct et_service *service)
{
	enum et_err err;

	ET_LIST_EACH(&service->conns, it, after)
	{
		struct et_conn *conn = ET_CONN_OF(it);

		if (et_id_is_zero(&conn->room))
			continue;
		if ((err = et_dispatch_internal(service, &gone, conn)) != ET_OK)
			return err;
	}
	return ET_OK;
}

enum et_err et_service_stop(struct et_service *service)
{
	enum et_err err;

	if ((err = et_service_leave_rooms(service)) != ET_OK)
		return err;
	return et_jobs_press(service);
}

void et_service_all_closed(struct et_service *service)
{
	ET_LIST_EACH(&service->rooms, it, after)
	et_room_free(service, ET_CONTAINER(it, struct et_room, link));
	ET_LIST_EACH(&service->lobbies, it, after)
	et_lobby_free(service, ET_CONTAINER(it, struct et_lobby, link));
	ET_LIST_EACH(&service->conns, it, after)
	et_conn_forget(service, ET_CONN_OF(it));
}

/* On a full disk a checkpoint waits: trying at every turn would take the commands of the turn along. */
static bool is_pressed(const struct et_service *service)
{
	return et_jobs_are_pressing(service) && !et_batch_storage_is_low(service);
}

int64_t et_service_next_at(const struct et_service *service)
{
	const struct et_timer *first = et_heap_first(&service->timers);

	if (is_pressed(service))
		return 0;
	return first != NULL ? first->at_ms : INT64_MAX;
}

static enum et_err run_due(struct et_service *service, struct et_due *due)
{
	switch (due->kind) {
	case ET_DUE_CONN:
		return et_dispatch_internal(
			service, &conn_due, ET_CONTAINER(due, struct et_conn, due));
	case ET_DUE_ROOM:
		return et_dispatch_internal(
			service, &room_due, ET_CONTAINER(due, struct et_room, due));
	case ET_DUE_LOBBY:
		return et_dispatch_internal(
			service, &lobby_due, ET_CONTAINER(due, struct et_lobby, due));
	case ET_DUE_JOB: return et_jobs_run(service, due);
	case ET_DUE_MAIL: return et_post_run(service);
	}
	return ET_INTERNAL;
}

/* An end that could not be written down is tried again after this. */
#define DUE_RETRY_MS INT64_C(5000)

enum et_err et_service_timers(struct et_service *service)
{
	int64_t now_ms = et_env_now_ms(service->config.env);
	struct et_timer *timer;
	enum et_err err;

	/*
	 * The clock was put back: what is to be looked at in a minute would be once it has come there again. Who is
	 * woken early looks again when it is time.
	 */
	if (now_ms < service->clock_at)
		et_heap_shift(&service->timers, now_ms - service->clock_at);
	service->clock_at = now_ms;
	if (is_pressed(service) && (err = et_jobs_press(service)) != ET_OK)
		return err;
	while ((timer = et_heap_pop_due(&service->timers, now_ms)) != NULL) {
		err = et_heap_set(&service->timers, timer, now_ms + DUE_RETRY_MS);
		if (err == ET_OK)
			err = run_due(service, ET_CONTAINER(timer, struct et_due, timer));
		if (err != ET_OK) {
			et_log_error("service", "timer: %s", et_err_symbol(err));
			return err;
		}
	}
	return ET_OK;
}
