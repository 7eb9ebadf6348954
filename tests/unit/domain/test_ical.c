/* The text of a calendar, read back by libical: what is escaped, folded, moved, cancelled, and the clocks' changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
/* after the four above */
#include <cmocka.h>
#include <libical/ical.h>

#include <etatunti/base/text.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/domain/ical.h>

#define ORIGIN "https://etatunti.example.fi:8443"
#define UID_OF_HOUR "000102030405060708090a0b0c0d0e0f@etatunti.example.fi"

static int64_t at(int year, int month, int day, int hour, int minute)
{
	return et_calendar_instant_ms(
		(struct et_date){ .year = year, .month = month, .day = day }, hour * 60 + minute);
}

static struct et_ical_hour hour_at(int64_t starts_at, const char *name)
{
	struct et_ical_hour hour = {
		.name = et_slice_str(name),
		.starts_at = starts_at,
		.ends_at = starts_at + ET_CALENDAR_HOUR_MS,
	};

	for (size_t i = 0; i < sizeof(hour.id.b); i++)
		hour.id.b[i] = (uint8_t)i;
	return hour;
}

static const struct et_ical fi = {
	.origin = ORIGIN, .language = ET_ICAL_FI, .stamped_at = INT64_C(1772409600000)
};

/* The text of some hours, with a terminator; the caller frees it. */
static char *text_of(const struct et_ical *ical, const struct et_ical_hour *hours, size_t count)
{
	struct et_buf out;
	uint8_t *text;
	size_t len;

	et_buf_init(&out, (size_t)1 << 20);
	et_ical_begin(&out, ical);
	for (size_t i = 0; i < count; i++)
		et_ical_put(&out, ical, &hours[i]);
	et_ical_end(&out);
	et_buf_u8(&out, '\0');
	assert_int_equal(et_buf_take(&out, &text, &len), ET_OK);
	return (char *)text;
}

/* Every line by itself: its end, its length, its characters. */
static void check_lines(const char *text)
{
	while (*text != '\0') {
		const char *end = strstr(text, "\r\n");
		size_t len;

		assert_non_null(end);
		len = (size_t)(end - text);
		assert_in_range(len, 1, 75);
		assert_null(memchr(text, '\n', len));
		assert_null(memchr(text, '\r', len));
		assert_true(et_text_is_utf8(et_slice_of(text, len)));
		text = end + 2;
	}
}

/* As libical reads it; not a single complaint of its parser or of its rules for iTIP. */
static icalcomponent *parse(const char *text)
{
	icalcomponent *calendar;

	check_lines(text);
	calendar = icalparser_parse_string(text);
	assert_non_null(calendar);
	assert_int_equal(icalcomponent_isa(calendar), ICAL_VCALENDAR_COMPONENT);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	assert_int_equal(icalcomponent_get_method(calendar), ICAL_METHOD_PUBLISH);
	assert_int_equal(icalcomponent_count_components(calendar, ICAL_VTIMEZONE_COMPONENT), 1);
	return calendar;
}

static icalcomponent *event(icalcomponent *calendar)
{
	icalcomponent *found = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);

	assert_non_null(found);
	return found;
}

/* The instant, by the zone that the calendar itself brings along. */
static int64_t start_ms(icalcomponent *calendar, icalcomponent *ev)
{
	icalproperty *start = icalcomponent_get_first_property(ev, ICAL_DTSTART_PROPERTY);
	icalparameter *zone = icalproperty_get_first_parameter(start, ICAL_TZID_PARAMETER);
	struct icaltimetype when = icalproperty_get_dtstart(start);
	icaltimezone *own;

	if (zone == NULL) {
		/* What comes twice on the clocks is told in UTC. */
		assert_true(icaltime_is_utc(when));
		assert_int_equal(when.month, 10);
		return (int64_t)icaltime_as_timet(when) * 1000;
	}
	own = icalcomponent_get_timezone(calendar, icalparameter_get_tzid(zone));
	assert_string_equal(icalparameter_get_tzid(zone), "Europe/Helsinki");
	assert_non_null(own);
	return (int64_t)icaltime_as_timet_with_zone(when, own) * 1000;
}

static void test_an_hour(void **state)
{
	struct et_ical_hour hour = hour_at(at(2026, 3, 9, 12, 0), "Ikaalinen 1");
	char *text = text_of(&fi, &hour, 1);
	icalcomponent *calendar = parse(text), *ev = event(calendar);

	(void)state;
	assert_int_equal(start_ms(calendar, ev), hour.starts_at);
	assert_int_equal(icaldurationtype_as_int(icalcomponent_get_duration(ev)), 3600);
	assert_string_equal(icalcomponent_get_uid(ev), UID_OF_HOUR);
	assert_int_equal(icalcomponent_get_sequence(ev), 0);
	assert_int_equal(icalcomponent_get_status(ev), ICAL_STATUS_CONFIRMED);
	assert_string_equal(icalcomponent_get_summary(ev), "Etäkonsultaatiotunti: Ikaalinen 1");
	assert_non_null(strstr(text, "\r\nDTSTAMP:20260302T000000Z\r\n"));
	assert_non_null(strstr(text, "\r\nURL:" ORIGIN "/#/hour/AAECAwQFBgcICQoLDA0ODw\r\n"));
	icalcomponent_free(calendar);
	free(text);
}

/* What people write into the name of a series can neither end a line nor begin a property. */
static void test_names(void **state)
{
	static const struct {
		const char *name, *read;
	} cases[] = {
		{ "A, B; C\\D", "A, B; C\\D" },
		{ "\\n,\\,;", "\\n,\\,;" },
		{ "one\r\nBEGIN:VALARM\r\nATTACH:x", "one\nBEGIN:VALARM\nATTACH:x" },
		{ "one\nSTATUS:CANCELLED", "one\nSTATUS:CANCELLED" },
		{ "bell\a and\x7f tab\t", "bell and tab" },
		{ "\"quoted\": x=y", "\"quoted\": x=y" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_ical_hour hour = hour_at(at(2026, 3, 9, 12, 0), cases[i].name);
		char *text = text_of(&fi, &hour, 1);
		icalcomponent *calendar = parse(text), *ev = event(calendar);
		const char *summary = icalcomponent_get_summary(ev);

		assert_string_equal(summary + strlen("Etäkonsultaatiotunti: "), cases[i].read);
		assert_int_equal(icalcomponent_get_status(ev), ICAL_STATUS_CONFIRMED);
		assert_int_equal(icalcomponent_count_components(ev, ICAL_ANY_COMPONENT), 0);
		icalcomponent_free(calendar);
		free(text);
	}
}

/* Folded at every place where a line can end, inside characters of one to four bytes. */
static void test_folding(void **state)
{
	static const char *const units[] = { "a", "ä", "€", "😀", ",", "ä,€😀" };

	(void)state;
	for (size_t u = 0; u < sizeof(units) / sizeof(units[0]); u++)
		for (size_t shift = 0; shift < 4; shift++) {
			char name[512] = "", want[600] = "Etäkonsultaatiotunti: ";
			struct et_ical_hour hour;
			icalcomponent *calendar;
			char *text;

			memset(name, 'x', shift);
			while (strlen(name) + strlen(units[u]) < 300)
				strcat(name, units[u]);
			strcat(want, name);
			hour = hour_at(at(2026, 3, 9, 12, 0), name);
			text = text_of(&fi, &hour, 1);
			calendar = parse(text);
			assert_string_equal(icalcomponent_get_summary(event(calendar)), want);
			icalcomponent_free(calendar);
			free(text);
		}
}

/* Bytes that are no text still give lines that end where they must. */
static void test_no_text(void **state)
{
	uint8_t bytes[300];
	struct et_ical_hour hour = hour_at(at(2026, 3, 9, 12, 0), "");
	char *text;

	(void)state;
	memset(bytes, 0x80, sizeof(bytes));
	hour.name = et_slice_of(bytes, sizeof(bytes));
	text = text_of(&fi, &hour, 1);
	for (const char *line = text; *line != '\0';) {
		const char *end = strstr(line, "\r\n");

		assert_non_null(end);
		assert_in_range(end - line, 1, 75);
		line = end + 2;
	}
	free(text);
}

static void test_changes(void **state)
{
	struct et_ical_hour hours[3];
	icalcomponent *calendar, *ev;
	char *text;

	(void)state;
	for (int i = 0; i < 3; i++)
		hours[i] = hour_at(at(2026, 3, 9 + i, 12, 0), "T");
	hours[1].revision = 7;
	hours[1].state = ET_ICAL_CANCELLED;
	hours[2].state = ET_ICAL_PROPOSED;
	hours[2].stood_in_for = true;
	text = text_of(&fi, hours, 3);
	calendar = parse(text);
	assert_int_equal(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), 3);
	ev = event(calendar);
	ev = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
	/* Moved and cancelled, it is the same event, and newer. */
	assert_string_equal(icalcomponent_get_uid(ev), UID_OF_HOUR);
	assert_int_equal(icalcomponent_get_sequence(ev), 7);
	assert_int_equal(icalcomponent_get_status(ev), ICAL_STATUS_CANCELLED);
	assert_int_equal(start_ms(calendar, ev), hours[1].starts_at);
	ev = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
	assert_int_equal(icalcomponent_get_status(ev), ICAL_STATUS_TENTATIVE);
	assert_string_equal(
		icalcomponent_get_summary(ev), "Etäkonsultaatiotunti: T (sijainen pitää tunnin)");
	icalcomponent_free(calendar);
	free(text);
}

/* Every hour of four years, the skipped and the repeated ones too: the zone in the text gives the instant back. */
static void test_clocks(void **state)
{
	int64_t from = at(2026, 1, 1, 0, 0), to = at(2030, 1, 1, 0, 0);

	(void)state;
	for (int64_t t = from; t < to; t += 6 * ET_CALENDAR_DAY_MS + 5 * ET_CALENDAR_HOUR_MS) {
		struct et_ical_hour hour = hour_at(t, "T");
		char *text = text_of(&fi, &hour, 1);
		icalcomponent *calendar = parse(text);

		assert_int_equal(start_ms(calendar, event(calendar)), t);
		icalcomponent_free(calendar);
		free(text);
	}
	for (int year = 2026; year < 2040; year++)
		for (int month = 3; month <= 10; month += 7)
			for (int day = 24; day <= 31; day++)
				for (int hh = 1; hh < 6; hh++) {
					struct et_ical_hour hour =
						hour_at(at(year, month, day, hh, 30), "T");
					char *text = text_of(&fi, &hour, 1);
					icalcomponent *calendar = parse(text);

					assert_int_equal(start_ms(calendar, event(calendar)),
						hour.starts_at);
					icalcomponent_free(calendar);
					free(text);
				}
}

static void test_languages_and_hosts(void **state)
{
	static const struct {
		const char *origin, *uid_end, *summary;
		enum et_ical_language language;
	} cases[] = {
		{ "https://localhost:8443", "@localhost", "Etäkonsultaatiotunti: T", ET_ICAL_FI },
		{ "https://a.fi", "@a.fi", "Distanskonsultationstimme: T", ET_ICAL_SV },
		{ "https://[::1]:8443", "@[::1]", "Remote consultation hour: T", ET_ICAL_EN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_ical ical = fi;
		struct et_ical_hour hour = hour_at(at(2026, 3, 9, 12, 0), "T");
		icalcomponent *calendar;
		char *text;

		ical.origin = cases[i].origin;
		ical.language = cases[i].language;
		text = text_of(&ical, &hour, 1);
		calendar = parse(text);
		assert_string_equal(
			strchr(icalcomponent_get_uid(event(calendar)), '@'), cases[i].uid_end);
		assert_string_equal(icalcomponent_get_summary(event(calendar)), cases[i].summary);
		icalcomponent_free(calendar);
		free(text);
	}
}

/* The same hours on the same day are the same bytes; an empty calendar is one too. */
static void test_same_bytes(void **state)
{
	struct et_ical_hour hour = hour_at(at(2026, 3, 9, 12, 0), "T");
	char *a = text_of(&fi, &hour, 1), *b = text_of(&fi, &hour, 1),
	     *none = text_of(&fi, NULL, 0);
	icalcomponent *calendar = parse(none);

	(void)state;
	assert_string_equal(a, b);
	assert_int_equal(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), 0);
	icalcomponent_free(calendar);
	free(a);
	free(b);
	free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_hour),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_no_text),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_clocks),
		cmocka_unit_test(test_languages_and_hosts),
		cmocka_unit_test(test_same_bytes),
	};

	if (et_calendar_init() != ET_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
