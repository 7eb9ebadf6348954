/*
 * The directory half of the kit beyond the first people: new keys and revocations, series to be bent,
 * substitutes, policies. Plain pairs, series and hours are in testkit.h.
 */
#ifndef ETATUNTI_TESTS_SERVICE_PLACES_H
#define ETATUNTI_TESTS_SERVICE_PLACES_H

#include "testkit.h"

/* The body of user-add or user-rekey that certifies the peer as it is. */
struct et_slice kit_certificate(const struct kit_peer *person, const char *kind);
struct kit_reply *kit_user_rekey(struct kit_peer *coordinator, const struct kit_peer *person);
struct kit_reply *kit_user_revoke(
	struct kit_peer *coordinator, const struct kit_peer *person, const char *reason);
/* Invited to new keys, the person enrols on a new connection: the peer with the new keys, waiting. */
struct kit_peer *kit_answer_new_keys(struct kit_peer *coordinator, const struct kit_peer *person);

struct kit_reply *kit_pair_set(struct kit_peer *coordinator, const struct et_id *pair,
	const char *name, struct kit_peer *const *workers, size_t count);

#define KIT_SERIES_PAIRS_MAX 33

struct kit_series {
	struct et_id id, org;
	const char *name;
	struct et_id contact;
	int64_t weekday;
	const char *start;
	char first[11];
	const char *last;
	int64_t capacity, every, on_holidays;
	const char *phone;
	struct et_id pairs[KIT_SERIES_PAIRS_MAX];
	size_t pair_count;
};

/* What kit_series would set, to be changed before it is. */
struct kit_series kit_series_of(const struct kit_peer *coordinator, const struct et_id *pair,
	const struct kit_peer *contact);
struct et_slice kit_series_body(struct kit *kit, const struct kit_series *series);
struct kit_reply *kit_series_set(struct kit_peer *coordinator, const struct kit_series *series);

/* What is decided about one hour. */
struct kit_hour_set {
	struct et_id series;
	const char *date, *state, *to_date, *to_start, *reason;
};
struct et_slice kit_hour_body(struct kit *kit, const struct kit_hour_set *set);
struct kit_reply *kit_hour_set(struct kit_peer *coordinator, const struct kit_hour_set *set);

struct kit_reply *kit_substitute_set(struct kit_peer *coordinator, const struct et_id *id,
	const struct kit_peer *absent, const struct kit_peer *by, int64_t from, int64_t to);
/* From now on for so long. */
struct et_id kit_substitute(struct kit_peer *coordinator, const struct kit_peer *absent,
	const struct kit_peer *by, int64_t for_ms);
struct kit_reply *kit_policy(struct kit_peer *coordinator, const char *consent_ack);

#endif
