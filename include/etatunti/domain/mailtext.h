/*
 * A reminder as the text of an e-mail (RFC 5322, 2045): neutral words in the reader's language. What it tells is
 * that there is something to see in the service, and the time of an hour; never a case, a person or a
 * name. Knows plain structs; whom to remind, and when, the caller knows.
 */
#ifndef ETATUNTI_DOMAIN_MAILTEXT_H
#define ETATUNTI_DOMAIN_MAILTEXT_H

#include <etatunti/base/buf.h>
#include <etatunti/base/types.h>
#include <etatunti/domain/ical.h>

enum et_mail_kind {
	ET_MAIL_HOUR_TOMORROW,
	ET_MAIL_CONSENT_MISSING,
	ET_MAIL_CONSENT_ENDING,
	ET_MAIL_KELA_ASKS,
	ET_MAIL_PLACE_MOVED,
	ET_MAIL_HOUR_CANCELLED,
	ET_MAIL_FOLLOW_UP_DUE,
};
/* "hour-tomorrow", …, NULL: as the database has them. */
extern const char *const et_mail_kinds[];

/* Bytes of an address at the most. */
#define ET_MAIL_ADDRESS_MAX 254

struct et_mailtext {
	enum et_mail_kind kind;
	enum et_ical_language language;
	const char *origin; /* "https://host[:port]" */
	struct et_slice from, to;
	struct et_hash id; /* of the Message-ID: the same mail sent again has the same */
	int64_t at_ms;     /* of the Date */
	int64_t hour_at;   /* when the hour that it names starts; 0: it names none */
};

/* One mail, lines ending in CRLF, none longer than 78 bytes but by an address. Errors of et_buf. */
enum et_err et_mailtext_put(struct et_buf *out, const struct et_mailtext *mail) ET_MUST_USE;

/*
 * Whether an address is one that we send to: something@host in plain ASCII without quotes, comments or
 * anything that would end a header or an argument of SMTP.
 */
bool et_mailtext_is_address(struct et_slice text);

/* When a mail that failed so often (1: once) is tried next, from first_ms on: 1 min, 2 min … 6 h. */
int64_t et_mailtext_pause_ms(int64_t tries, int64_t first_ms);
/* Beyond this after it was due it is given up. */
#define ET_MAIL_GIVE_UP_MS (INT64_C(3) * 86400000)

#endif
