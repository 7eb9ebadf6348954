/*
 * Which hours stand in a person's calendar, and how they become its text. Commands and the address that a calendar
 * program asks for (et_service_feed, service.h) use the same.
 */
#ifndef ETATUNTI_SERVICE_SRC_FEED_H
#define ETATUNTI_SERVICE_SRC_FEED_H

#include <etatunti/domain/ical.h>
#include <etatunti/service/call.h>
#include <etatunti/store/hour.h>

/* What a calendar holds: from so long ago to ET_HOURS_AHEAD_WEEKS ahead. */
#define ET_FEED_BACK_DAYS 60
#define ET_FEED_SECRET_LEN ((size_t)32)
/* No calendar is longer than a frame to front can be. */
#define ET_FEED_TEXT_MAX ((size_t)512 << 10)

/* What stands in the store for a secret. */
struct et_hash et_feed_hash(struct et_slice secret);

/* The hour as `uid` sees it. */
struct et_ical_hour et_feed_hour(const struct et_store_hour *row, const struct et_id *uid);

/*
 * The person's whole calendar. It changes with the hours, and once a day: stamp and span are those of the day
 * (UTC) of call->now_ms. ET_TOO_LARGE: too many hours. ET_NO_MEMORY, errors of the store.
 */
enum et_err et_feed_put(struct et_call *call, const struct et_id *uid,
	enum et_ical_language language, struct et_buf *out) ET_MUST_USE;

#endif
