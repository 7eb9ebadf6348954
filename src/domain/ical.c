/*
 * See ical.h. A line is a name and a value, broken where it would pass 75 bytes; only words that come from people
 * need escaping.
 */
#include <etatunti/domain/ical.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/text.h>
#include <etatunti/domain/calendar.h>

#include "word.h"

#define LINE_MAX_BYTES 75

const char *const et_ical_languages[] = { "fi", "sv", "en", NULL };

enum et_ical_language et_ical_language_of(struct et_slice word)
{
	size_t index = et_word_index(et_ical_languages, ET_WORD_COUNT(et_ical_languages) - 1, word);

	return index == SIZE_MAX ? ET_ICAL_FI : (enum et_ical_language)index;
}

static const struct {
	const char *tag, *hour, *stood_in_for;
} words[] = {
	[ET_ICAL_FI] = { "FI", "Etäkonsultaatiotunti", "sijainen pitää tunnin" },
	[ET_ICAL_SV] = { "SV", "Distanskonsultationstimme", "en vikarie håller timmen" },
	[ET_ICAL_EN] = { "EN", "Remote consultation hour", "a substitute holds the hour" },
};

/* ------------------------------------------------------------------------ lines */

struct line {
	struct et_buf *out;
	size_t at; /* bytes of the line that stand already */
};

/* These bytes stay on one line. */
static void put_whole(struct line *line, const void *bytes, size_t len)
{
	if (line->at + len > LINE_MAX_BYTES) {
		et_buf_str(line->out, "\r\n ");
		line->at = 1;
	}
	et_buf_bytes(line->out, bytes, len);
	line->at += len;
}

/* Bytes of the character that begins there: the first, and the at most three that continue it. */
static size_t char_len(struct et_slice text)
{
	size_t len = 1;

	while (len < text.len && len < 4 && (text.ptr[len] & 0xc0) == 0x80)
		len++;
	return len;
}

static void put_plain(struct line *line, const char *text)
{
	struct et_slice rest = et_slice_str(text);

	while (rest.len > 0) {
		size_t len = char_len(rest);

		put_whole(line, rest.ptr, len);
		rest = et_slice_sub(rest, len, rest.len);
	}
}

/* A value of the type TEXT (RFC 5545 section 3.3.11). Controls but line ends have no place in one. */
static void put_text(struct line *line, struct et_slice text)
{
	while (text.len > 0) {
		size_t len = char_len(text);
		uint8_t c = text.ptr[0];

		if (c == '\r' && text.len > 1 && text.ptr[1] == '\n')
			len = 2;
		if (c == '\r' || c == '\n')
			put_whole(line, "\\n", 2);
		else if (c == '\\' || c == ';' || c == ',')
			put_whole(line, (const uint8_t[]){ '\\', c }, 2);
		else if (c >= 0x20 && c != 0x7f)
			put_whole(line, text.ptr, len);
		text = et_slice_sub(text, len, text.len);
	}
}

static void end_line(struct line *line)
{
	et_buf_str(line->out, "\r\n");
	line->at = 0;
}

static void put_line(struct et_buf *out, const char *text)
{
	struct line line = { .out = out };

	put_plain(&line, text);
	end_line(&line);
}

/* ----------------------------------------------------------------------- values */

/* "20260302T120000", of the wall clock or of UTC. */
static void put_moment(struct et_buf *out, const char *name, struct et_date date, int64_t second,
	const char *after)
{
	et_buf_printf(out, "%s:%04d%02d%02dT%02d%02d%02d%s\r\n", name, date.year, date.month,
		date.day, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), after);
}

static void put_utc(struct et_buf *out, const char *name, int64_t at_ms)
{
	int64_t day = at_ms / ET_CALENDAR_DAY_MS;

	put_moment(out, name, et_date_from_days(day), at_ms % ET_CALENDAR_DAY_MS / 1000, "Z");
}

/* Whether the clocks show the same an hour before or after: readers differ in which of the two is meant. */
static bool comes_twice(int64_t at_ms)
{
	int minute = et_calendar_minute(at_ms);

	return et_calendar_minute(at_ms - ET_CALENDAR_HOUR_MS) == minute ||
		et_calendar_minute(at_ms + ET_CALENDAR_HOUR_MS) == minute;
}

static void put_start(struct et_buf *out, int64_t at_ms)
{
	if (comes_twice(at_ms))
		put_utc(out, "DTSTART", at_ms);
	else
		put_moment(out, "DTSTART;TZID=" ET_CALENDAR_ZONE, et_calendar_date(at_ms),
			(int64_t)et_calendar_minute(at_ms) * 60, "");
}

static void put_host(struct line *line, const char *origin)
{
	struct et_slice host = et_text_host(origin);

	for (size_t i = 0; i < host.len; i++)
		put_whole(line, host.ptr + i, 1);
}

static void put_uid(struct et_buf *out, const struct et_ical *ical, const struct et_id *id)
{
	char hex[ET_HEX_LEN(sizeof(id->b)) + 1];
	struct line line = { .out = out };

	et_hex_encode(et_id_slice(id), hex);
	put_plain(&line, "UID:");
	put_plain(&line, hex);
	put_plain(&line, "@");
	put_host(&line, ical->origin);
	end_line(&line);
}

/* Where the web part shows it. */
static void put_url(struct et_buf *out, const struct et_ical *ical, const struct et_id *id)
{
	char text[ET_B64U_LEN(sizeof(id->b)) + 1];
	struct line line = { .out = out };

	et_b64u_encode(et_id_slice(id), text);
	put_plain(&line, "URL:");
	put_plain(&line, ical->origin);
	put_plain(&line, "/#/hour/");
	put_plain(&line, text);
	end_line(&line);
}

static void put_summary(
	struct et_buf *out, const struct et_ical *ical, const struct et_ical_hour *hour)
{
	struct line line = { .out = out };

	put_plain(&line, "SUMMARY:");
	put_plain(&line, words[ical->language].hour);
	if (hour->name.len > 0) {
		put_plain(&line, ": ");
		put_text(&line, hour->name);
	}
	if (hour->stood_in_for) {
		put_plain(&line, " (");
		put_plain(&line, words[ical->language].stood_in_for);
		put_plain(&line, ")");
	}
	end_line(&line);
}

/* ----------------------------------------------------------------------- blocks */

/* As the law has been since 1981 and 1996; hours lie after both. */
static void put_zone(struct et_buf *out)
{
	et_buf_str(out,
		"BEGIN:VTIMEZONE\r\nTZID:" ET_CALENDAR_ZONE "\r\n"
		"BEGIN:STANDARD\r\nDTSTART:19961027T040000\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
		"TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nTZNAME:EET\r\nEND:STANDARD\r\n"
		"BEGIN:DAYLIGHT\r\nDTSTART:19810329T030000\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
		"TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nTZNAME:EEST\r\nEND:DAYLIGHT\r\n"
		"END:VTIMEZONE\r\n");
}

void et_ical_begin(struct et_buf *out, const struct et_ical *ical)
{
	et_buf_str(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
	et_buf_printf(out, "PRODID:-//Etatunti//Etatunti//%s\r\n", words[ical->language].tag);
	et_buf_str(out, "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
	put_line(out, "X-WR-CALNAME:Etätunti");
	et_buf_str(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
	put_zone(out);
}

void et_ical_put(struct et_buf *out, const struct et_ical *ical, const struct et_ical_hour *hour)
{
	static const char *const status[] = {
		[ET_ICAL_PLANNED] = "CONFIRMED",
		[ET_ICAL_PROPOSED] = "TENTATIVE",
		[ET_ICAL_CANCELLED] = "CANCELLED",
	};
	bool free = hour->stood_in_for || hour->state != ET_ICAL_PLANNED;

	et_buf_str(out, "BEGIN:VEVENT\r\n");
	put_uid(out, ical, &hour->id);
	put_utc(out, "DTSTAMP", ical->stamped_at);
	et_buf_printf(out, "SEQUENCE:%lld\r\n", (long long)hour->revision);
	put_start(out, hour->starts_at);
	et_buf_printf(out, "DURATION:PT%lldM\r\n",
		(long long)((hour->ends_at - hour->starts_at) / ET_CALENDAR_MINUTE_MS));
	et_buf_printf(out, "STATUS:%s\r\n", status[hour->state]);
	et_buf_printf(out, "TRANSP:%s\r\n", free ? "TRANSPARENT" : "OPAQUE");
	put_summary(out, ical, hour);
	put_url(out, ical, &hour->id);
	et_buf_str(out, "END:VEVENT\r\n");
}

void et_ical_end(struct et_buf *out)
{
	et_buf_str(out, "END:VCALENDAR\r\n");
}
