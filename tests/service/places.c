/*
 * The directory half of the kit beyond the first people: pairs, series, substitutes, policies, new keys
 * and revocations, signed as the clients do it.
 */
#include "places.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/domain/calendar.h>

#define BYTES_MAX 65536

struct et_slice kit_certificate(const struct kit_peer *person, const char *kind)
{
	char label[40];
	struct et_buf buf;

	(void)snprintf(label, sizeof(label), "ET1/%s", kind);
	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, label);
	et_lp_put_id(&buf, &person->uid);
	et_lp_put_str(&buf, person->username);
	et_lp_put_str(&buf, person->display);
	et_lp_put_id(&buf, &person->org);
	et_lp_put_str(&buf, person->roles);
	et_lp_put_key(&buf, &person->identity.pk);
	et_lp_put_key(&buf, &person->ipk_e);
	et_lp_put_ms(&buf, person->not_after);
	et_lp_put_hash(&buf, &person->eh);
	return kit_take(person->kit, &buf);
}

struct kit_reply *kit_user_add(struct kit_peer *coordinator, const struct kit_peer *person)
{
	return kit_dir_append(coordinator, "user-add", kit_certificate(person, "user-add"));
}

struct kit_reply *kit_user_rekey(struct kit_peer *coordinator, const struct kit_peer *person)
{
	return kit_dir_append(coordinator, "user-rekey", kit_certificate(person, "user-rekey"));
}

struct kit_reply *kit_user_revoke(
	struct kit_peer *coordinator, const struct kit_peer *person, const char *reason)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/user-revoke");
	et_lp_put_id(&buf, &person->uid);
	et_lp_put_id(&buf, &person->org);
	et_lp_put_str(&buf, reason);
	return kit_dir_append(coordinator, "user-revoke", kit_take(coordinator->kit, &buf));
}

struct kit_peer *kit_answer_new_keys(struct kit_peer *coordinator, const struct kit_peer *person)
{
	struct kit *kit = coordinator->kit;
	struct kit_peer *anew = kit_connect(kit);
	uint8_t secret[32];
	struct et_id invite;

	kit_advance(kit, 2000);
	invite = kit_invite(
		coordinator, person->username, person->roles, kit_now(kit) + KIT_DAY, secret);
	kit_ok(kit_enrol(anew, &invite, secret, person->username));
	anew->roles = person->roles;
	assert_true(et_id_eq(&anew->uid, &person->uid));
	return anew;
}

/* ------------------------------------------------------------- pairs and hours */

struct kit_reply *kit_pair_set(struct kit_peer *coordinator, const struct et_id *pair,
	const char *name, struct kit_peer *const *workers, size_t count)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/pair-set");
	et_lp_put_id(&buf, pair);
	et_lp_put_id(&buf, &coordinator->org);
	et_lp_put_str(&buf, name);
	for (size_t i = 0; i < count; i++)
		et_lp_put_id(&buf, &workers[i]->uid);
	return kit_dir_append(coordinator, "pair-set", kit_take(coordinator->kit, &buf));
}

struct et_id kit_pair(struct kit_peer *coordinator, const char *name,
	struct kit_peer *const *workers, size_t count)
{
	struct et_id pair = kit_fresh_id(coordinator->kit);

	kit_ok(kit_pair_set(coordinator, &pair, name, workers, count));
	return pair;
}

struct et_slice kit_series_body(struct kit *kit, const struct kit_series *series)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/series-set");
	et_lp_put_id(&buf, &series->id);
	et_lp_put_id(&buf, &series->org);
	et_lp_put_str(&buf, series->name);
	et_lp_put_id(&buf, &series->contact);
	et_lp_put_ms(&buf, series->weekday);
	et_lp_put_str(&buf, series->start);
	et_lp_put_str(&buf, series->first);
	et_lp_put_str(&buf, series->last);
	et_lp_put_ms(&buf, series->capacity);
	et_lp_put_ms(&buf, series->every);
	et_lp_put_ms(&buf, series->on_holidays);
	et_lp_put_str(&buf, series->phone);
	for (size_t i = 0; i < series->pair_count; i++)
		et_lp_put_id(&buf, &series->pairs[i]);
	return kit_take(kit, &buf);
}

struct kit_reply *kit_series_set(struct kit_peer *coordinator, const struct kit_series *series)
{
	return kit_dir_append(coordinator, "series-set", kit_series_body(coordinator->kit, series));
}

struct et_slice kit_hour_body(struct kit *kit, const struct kit_hour_set *set)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/hour-set");
	et_lp_put_id(&buf, &set->series);
	et_lp_put_str(&buf, set->date);
	et_lp_put_str(&buf, set->state);
	et_lp_put_str(&buf, set->to_date != NULL ? set->to_date : "");
	et_lp_put_str(&buf, set->to_start != NULL ? set->to_start : "");
	et_lp_put_str(&buf, set->reason != NULL ? set->reason : "");
	return kit_take(kit, &buf);
}

struct kit_reply *kit_hour_set(struct kit_peer *coordinator, const struct kit_hour_set *set)
{
	return kit_dir_append(coordinator, "hour-set", kit_hour_body(coordinator->kit, set));
}

struct kit_series kit_series_of(const struct kit_peer *coordinator, const struct et_id *pair,
	const struct kit_peer *contact)
{
	struct et_date first = et_date_add(et_calendar_date(kit_now(coordinator->kit)), 7);
	struct kit_series series = { .id = kit_fresh_id(coordinator->kit),
		.org = coordinator->org,
		.name = "Etätunti",
		.contact = contact->uid,
		.weekday = et_date_weekday(first),
		.start = "12:00",
		.last = "",
		.phone = "+358 2 123 4567",
		.capacity = 4,
		.every = 1,
		.pairs = { *pair },
		.pair_count = 1 };

	et_date_format(first, series.first);
	return series;
}

struct et_id kit_series(
	struct kit_peer *coordinator, const struct et_id *pair, const struct kit_peer *contact)
{
	struct kit_series series = kit_series_of(coordinator, pair, contact);

	kit_ok(kit_series_set(coordinator, &series));
	return series.id;
}

struct et_id kit_hour(
	struct kit_peer *peer, const struct et_id *series, size_t n, int64_t *starts_at)
{
	int64_t now = kit_now(peer->kit);
	json_t *hours = json_object_get(kit_ok(kit_call(peer, "hour-list",
						json_pack("{s:I, s:I}", "from", (json_int_t)now,
							"to", (json_int_t)(now + 300 * KIT_DAY)))),
		"hours");
	struct et_id none = { { 0 } };

	for (size_t i = 0; i < json_array_size(hours); i++) {
		json_t *hour = json_array_get(hours, i);
		struct et_id of = kit_get_id(hour, "series");

		if (!et_id_eq(&of, series) || strcmp(kit_get_str(hour, "state"), "planned") != 0)
			continue;
		if (n-- > 0)
			continue;
		*starts_at = kit_get_int(hour, "starts_at");
		return kit_get_id(hour, "hour");
	}
	fail_msg("no such hour");
	return none;
}

/* ------------------------------------------------------ substitutes and policies */

struct kit_reply *kit_substitute_set(struct kit_peer *coordinator, const struct et_id *id,
	const struct kit_peer *absent, const struct kit_peer *by, int64_t from, int64_t to)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/substitute");
	et_lp_put_id(&buf, id);
	et_lp_put_id(&buf, &absent->uid);
	et_lp_put_id(&buf, &by->uid);
	et_lp_put_ms(&buf, from);
	et_lp_put_ms(&buf, to);
	return kit_dir_append(coordinator, "substitute", kit_take(coordinator->kit, &buf));
}

struct et_id kit_substitute(struct kit_peer *coordinator, const struct kit_peer *absent,
	const struct kit_peer *by, int64_t for_ms)
{
	struct et_id id = kit_fresh_id(coordinator->kit);
	int64_t now = kit_now(coordinator->kit);

	kit_ok(kit_substitute_set(coordinator, &id, absent, by, now, now + for_ms));
	return id;
}

struct kit_reply *kit_policy(struct kit_peer *coordinator, const char *consent_ack)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/policy");
	et_lp_put_id(&buf, &coordinator->org);
	et_lp_put_str(&buf, consent_ack);
	return kit_dir_append(coordinator, "policy", kit_take(coordinator->kit, &buf));
}
