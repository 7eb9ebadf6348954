/*
 * Calendars and mails of hostile words: whatever a series is called, the text has the lines that its
 * makers meant, none longer than 75 bytes, none that the words made; and the name is in it, readable back.
 * An address that is let through begins no header.
 */
#include <string.h>

#include <etatunti/base/text.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/domain/ical.h>
#include <etatunti/domain/mailtext.h>

#include "fuzz.h"

#define TEXT_MAX ((size_t)1 << 20)
#define ORIGIN "https://etatunti.example.fi:8443"

static const char *const before[] = { "BEGIN:VCALENDAR", "VERSION:2.0",
	"PRODID:", "CALSCALE:", "METHOD:PUBLISH", "X-WR-CALNAME:", "REFRESH-INTERVAL;",
	"X-PUBLISHED-TTL:", "BEGIN:VTIMEZONE", "TZID:", "BEGIN:STANDARD",
	"DTSTART:", "RRULE:", "TZOFFSETFROM:", "TZOFFSETTO:", "TZNAME:", "END:STANDARD",
	"BEGIN:DAYLIGHT",
	"DTSTART:", "RRULE:", "TZOFFSETFROM:", "TZOFFSETTO:", "TZNAME:", "END:DAYLIGHT",
	"END:VTIMEZONE", NULL };
static const char *const each[] = { "BEGIN:VEVENT", "UID:", "DTSTAMP:", "SEQUENCE:", "DTSTART",
	"DURATION:PT", "STATUS:", "TRANSP:", "SUMMARY:", "URL:" ORIGIN "/#/hour/", "END:VEVENT",
	NULL };

/* Lines without their folds, "\n" between them; their ends and lengths are judged on the way. */
static char *unfold(struct et_slice text)
{
	char *out = malloc(text.len + 1);
	size_t at = 0, start = 0;

	FUZZ_MUST(out != NULL);
	FUZZ_MUST(text.len > 2);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\r') {
			FUZZ_MUST(text.ptr[i] != '\n');
			out[at++] = (char)text.ptr[i];
			continue;
		}
		FUZZ_MUST(i + 1 < text.len && text.ptr[i + 1] == '\n');
		FUZZ_MUST(i > start && i - start <= 75);
		i++;
		start = i + 1;
		if (start < text.len && text.ptr[start] == ' ')
			i++;
		else
			out[at++] = '\n';
	}
	FUZZ_MUST(start == text.len);
	out[at] = '\0';
	return out;
}

/* The lines of a block in their order; gives what follows. */
static char *expect(char *line, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++) {
		FUZZ_MUST(strncmp(line, *prefixes, strlen(*prefixes)) == 0);
		FUZZ_MUST((line = strchr(line, '\n')) != NULL);
		line++;
	}
	return line;
}

/* What the name reads back as: without its controls, every line end one. */
static void plain_name(struct et_slice name, char *out)
{
	for (size_t i = 0; i < name.len; i++) {
		uint8_t c = name.ptr[i];

		if (c == '\r' && i + 1 < name.len && name.ptr[i + 1] == '\n')
			continue;
		if (c == '\r' || c == '\n')
			*out++ = '\n';
		else if (c >= 0x20 && c != 0x7f)
			*out++ = (char)c;
	}
	*out = '\0';
}

/* The value of the summary behind the product's own words, unescaped. */
static void judge_summary(const char *line, const struct et_ical_hour *hour)
{
	char *want = malloc(hour->name.len + 1), *got = malloc(strlen(line) + 1);
	const char *end = strchr(line, '\n'), *at = strstr(line, ": ");
	size_t n = 0;

	FUZZ_MUST(want != NULL && got != NULL && end != NULL);
	plain_name(hour->name, want);
	if (hour->name.len > 0) {
		FUZZ_MUST(at != NULL && at < end);
		for (at += 2; at < end; at++) {
			if (*at != '\\') {
				FUZZ_MUST(*at != ';' && *at != ',');
				got[n++] = *at;
				continue;
			}
			at++;
			FUZZ_MUST(at < end && strchr("\\;,n", *at) != NULL);
			got[n++] = *at;
			if (*at == 'n')
				got[n - 1] = '\n';
		}
		FUZZ_MUST(n >= strlen(want) && memcmp(got, want, strlen(want)) == 0);
		FUZZ_MUST(n == strlen(want) || hour->stood_in_for);
	}
	free(want);
	free(got);
}

static void calendar(struct fuzz_in *in)
{
	struct et_ical ical = { .origin = ORIGIN,
		.language = (enum et_ical_language)(fuzz_u8(in) % 3),
		.stamped_at = INT64_C(1772409600000) + fuzz_u8(in) * INT64_C(86400000) };
	struct et_ical_hour hours[3];
	size_t count = fuzz_u8(in) % 4;
	struct et_buf out;
	char *text, *line;

	et_buf_init(&out, TEXT_MAX);
	et_ical_begin(&out, &ical);
	for (size_t i = 0; i < count; i++) {
		uint8_t flags = fuzz_u8(in);

		hours[i] = (struct et_ical_hour){ .state = (enum et_ical_state)(flags % 3),
			.stood_in_for = (flags & 0x80) != 0,
			/* within ten years, as core makes them */
			.starts_at = INT64_C(1772409600000) +
				(int64_t)(fuzz_u64(in) % 5000000) * INT64_C(60000),
			.revision = fuzz_u8(in) };
		hours[i].ends_at = hours[i].starts_at + INT64_C(3600000);
		hours[i].name = fuzz_bytes(in, fuzz_u8(in));
		if (!et_text_is_utf8(hours[i].name))
			hours[i].name.len = 0;
		et_ical_put(&out, &ical, &hours[i]);
	}
	et_ical_end(&out);
	FUZZ_MUST(et_buf_err(&out) == ET_OK);
	FUZZ_MUST(et_text_is_utf8(et_buf_view(&out)));
	text = unfold(et_buf_view(&out));
	line = expect(text, before);
	for (size_t i = 0; i < count; i++) {
		judge_summary(strstr(line, "\nSUMMARY:") + 1, &hours[i]);
		line = expect(line, each);
	}
	FUZZ_MUST(strcmp(line, "END:VCALENDAR\n") == 0);
	free(text);
	et_buf_fini(&out);
}

/* How many header lines there are, however often they are folded. */
static size_t headers(struct et_slice mail)
{
	size_t count = 0;

	for (size_t i = 0; i + 3 < mail.len; i++) {
		FUZZ_MUST(mail.ptr[i] != 0);
		if (mail.ptr[i] != '\r')
			continue;
		FUZZ_MUST(mail.ptr[i + 1] == '\n');
		if (mail.ptr[i + 2] == '\r')
			return count + 1;
		count += mail.ptr[i + 2] != ' ' && mail.ptr[i + 2] != '\t';
	}
	FUZZ_MUST(count == SIZE_MAX); /* a mail has an end of its head */
	return 0;
}

static size_t put_mail(struct et_mailtext *mail)
{
	struct et_buf out;
	size_t count;

	et_buf_init(&out, TEXT_MAX);
	FUZZ_MUST(et_mailtext_put(&out, mail) == ET_OK);
	count = headers(et_buf_view(&out));
	et_buf_fini(&out);
	return count;
}

static void mail(struct fuzz_in *in)
{
	struct et_mailtext mail = { .kind = (enum et_mail_kind)(fuzz_u8(in) % 7),
		.language = (enum et_ical_language)(fuzz_u8(in) % 3),
		.origin = ORIGIN,
		.from = ET_SLICE_LIT("etatunti@example.fi"),
		.to = ET_SLICE_LIT("anna@example.fi"),
		.at_ms = INT64_C(1772409600000),
		.hour_at = INT64_C(1772409600000) + fuzz_u8(in) * INT64_C(3600000) };
	size_t count = put_mail(&mail);
	struct et_slice to = et_slice_of(in->at, in->left);

	if (!et_mailtext_is_address(to))
		return;
	FUZZ_MUST(to.len <= ET_MAIL_ADDRESS_MAX && memchr(to.ptr, '@', to.len) != NULL);
	for (size_t i = 0; i < to.len; i++)
		FUZZ_MUST(to.ptr[i] > ' ' && to.ptr[i] < 0x7f &&
			strchr("<>()\",;:\\", to.ptr[i]) == NULL);
	mail.to = to;
	FUZZ_MUST(put_mail(&mail) == count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };

	FUZZ_MUST(et_calendar_init() == ET_OK);
	if ((fuzz_u8(&in) & 1) != 0)
		mail(&in);
	else
		calendar(&in);
	return 0;
}
