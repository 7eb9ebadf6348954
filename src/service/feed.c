/*
 * See feed.h. And how a calendar program is answered that has nothing but the secret: behind the same savepoint
 * and log as a command, with its own limits; nobody is signed in.
 */
#include "feed.h"

#include <etatunti/base/log.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/store/feed.h>
#include <etatunti/store/txn.h>

#include "batch.h"
#include "dispatch.h"

/* Many people may sit behind one address. */
static const struct et_door_rate calendar_rate = { 12, 1 };
static const struct et_door_rate address_rate = { 240, 20 };

struct et_hash et_feed_hash(struct et_slice secret)
{
	const struct et_slice parts[] = { ET_SLICE_LIT("ET1/feed"), secret };

	return et_hash_of_parts(parts, 2);
}

struct et_ical_hour et_feed_hour(const struct et_store_hour *row, const struct et_id *uid)
{
	struct et_ical_hour hour = {
		.id = row->hour_id,
		.name = row->name,
		.starts_at = row->starts_at,
		.ends_at = row->ends_at,
		.revision = row->revision,
		.state = ET_ICAL_PLANNED,
		.stood_in_for = et_id_eq(&row->contact, uid) && !et_id_is_zero(&row->substitute) &&
			!et_id_eq(&row->substitute, uid),
	};

	if (et_slice_eq_str(row->state, "proposed"))
		hour.state = ET_ICAL_PROPOSED;
	else if (et_slice_eq_str(row->state, "cancelled"))
		hour.state = ET_ICAL_CANCELLED;
	return hour;
}

enum et_err et_feed_put(struct et_call *call, const struct et_id *uid,
	enum et_ical_language language, struct et_buf *out)
{
	int64_t today = call->now_ms - call->now_ms % ET_CALENDAR_DAY_MS;
	int64_t from = today - ET_FEED_BACK_DAYS * ET_CALENDAR_DAY_MS;
	int64_t to = today + (ET_HOURS_AHEAD_WEEKS * 7 + 1) * ET_CALENDAR_DAY_MS;
	const struct et_ical ical = {
		.origin = call->deployment->origin, .language = language, .stamped_at = today
	};
	struct et_store_hour *hours;
	size_t count;
	enum et_err err;

	err = et_store_hour_of_person(call->store, uid, from, to, call->arena, &hours, &count);
	if (err != ET_OK)
		return err;
	et_ical_begin(out, &ical);
	for (size_t i = 0; i < count; i++) {
		const struct et_ical_hour hour = et_feed_hour(&hours[i], uid);

		et_ical_put(out, &ical, &hour);
	}
	et_ical_end(out);
	return et_buf_err(out);
}

/* ------------------------------------------------------- asked by address */

/* One question of a calendar program, and what it is answered. */
struct asked {
	struct et_hash secret_hash;
	struct et_buf text;
};

static enum et_err handle_read(struct et_call *call)
{
	struct asked *asked = call->loaded;
	struct et_act act = { .action = "feed-read" };
	struct et_store_feed feed;
	int64_t retry_ms;
	enum et_err err;

	err = et_store_feed_by_secret(
		call->store, &asked->secret_hash, call->now_ms, call->arena, &feed);
	if (err != ET_OK)
		return err;
	err = et_door_ask(call->service->door, "feed", et_id_slice(&feed.uid), calendar_rate,
		et_env_mono_ms(call->env), &retry_ms);
	if (err != ET_OK)
		return err;
	call->actor = act.object_id = feed.uid;
	call->actor_org = feed.org_id;
	if ((err = et_call_log(call, &act)) != ET_OK)
		return err;
	return et_feed_put(call, &feed.uid, et_ical_language_of(feed.language), &asked->text);
}

static const struct et_command feed_read = { .name = "feed-read", .handle = handle_read };

/* In a savepoint: what fails leaves nothing behind, and takes nothing of the batch along. */
static enum et_err read_feed(struct et_service *service, struct asked *asked)
{
	struct et_store *store = service->config.store;
	struct et_actlog log = service->actlog;
	enum et_err err, back;
	int depth;

	if (et_batch_storage_is_low(service))
		return ET_STORAGE_FULL; /* a row of the log would be written */
	if ((err = et_store_txn_save(store, feed_read.name, &depth)) != ET_OK)
		return err;
	if ((err = et_dispatch_internal(service, &feed_read, asked)) == ET_OK)
		return et_store_txn_release(store, depth);
	service->actlog = log;
	if (et_store_txn_is_lost(store))
		return err;
	if ((back = et_store_txn_back(store, depth)) != ET_OK)
		return back;
	if (err == ET_STORAGE_FULL)
		et_batch_storage_was_full(service);
	return err;
}

static uint16_t status_of(enum et_err err)
{
	switch ((int)err) {
	case ET_OK: return 200;
	case ET_NOT_FOUND: return 404;
	case ET_RATE: return 429;
	default: return 503;
	}
}

static enum et_err answer(
	struct et_service *service, uint64_t number, uint16_t status, struct et_slice text)
{
	struct et_delivery delivery = { .type = ET_DELIVER_FEED, .front = number, .code = status };
	struct et_shared *shared = et_shared_new(text);
	enum et_err err;

	if (shared == NULL)
		return ET_NO_MEMORY;
	err = et_queue_put(&service->queue, &delivery, shared);
	et_shared_release(shared);
	return err;
}

enum et_err et_service_feed(struct et_service *service, uint64_t number, struct et_slice secret,
	struct et_slice address)
{
	struct asked asked = { .secret_hash = et_feed_hash(secret) };
	int64_t retry_ms;
	enum et_err err;

	et_buf_init(&asked.text, ET_FEED_TEXT_MAX);
	err = et_door_ask(service->door, "feed at", address, address_rate,
		et_env_mono_ms(service->config.env), &retry_ms);
	if (err == ET_OK)
		err = read_feed(service, &asked);
	if (err == ET_TOO_LARGE)
		et_log_error("service", "a calendar has more hours than fit into one");
	/* With the transaction lost nobody is answered: front gives up waiting by itself. */
	if ((err == ET_OK || et_err_disposition(err) != ET_FATAL) &&
		!et_store_txn_is_lost(service->config.store))
		err = answer(service, number, status_of(err),
			err == ET_OK ? et_buf_view(&asked.text) : ET_SLICE_LIT(""));
	et_buf_fini(&asked.text);
	return err;
}
