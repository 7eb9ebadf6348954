/*
 * Hours as the text of a calendar (RFC 5545): escaping, folding, the zone of the product. Knows plain structs;
 * whose hours they are, and what clock it is, the caller knows. What is told of an hour is its time, its series'
 * name and whether it takes place, never a case or a reason.
 */
#ifndef ETATUNTI_DOMAIN_ICAL_H
#define ETATUNTI_DOMAIN_ICAL_H

#include <etatunti/base/buf.h>
#include <etatunti/base/types.h>

enum et_ical_language { ET_ICAL_FI, ET_ICAL_SV, ET_ICAL_EN };
/* "fi", "sv", "en", NULL. */
extern const char *const et_ical_languages[];
/* Finnish for any other word. */
enum et_ical_language et_ical_language_of(struct et_slice word);

enum et_ical_state { ET_ICAL_PLANNED, ET_ICAL_PROPOSED, ET_ICAL_CANCELLED };

struct et_ical_hour {
	struct et_id id;
	struct et_slice name; /* of the series */
	int64_t starts_at, ends_at;
	int64_t revision; /* grows with every change of the hour */
	enum et_ical_state state;
	bool stood_in_for; /* somebody else holds it for the reader */
};

/* What is the same for all hours of one text. */
struct et_ical {
	const char *origin; /* "https://host[:port]" */
	enum et_ical_language language;
	int64_t stamped_at; /* of every DTSTAMP: the same stamp and hours give the same bytes */
};

/*
 * begin, any number of hours, end. The UID of an hour follows from its id and the host, wherever it moves.
 * Lines end in CRLF and have at most 75 bytes; a character is never cut.
 */
void et_ical_begin(struct et_buf *out, const struct et_ical *ical);
void et_ical_put(struct et_buf *out, const struct et_ical *ical, const struct et_ical_hour *hour);
void et_ical_end(struct et_buf *out);

#endif
