/* The text of mails in every kind and language: its form, what it may hold, how long one waits for the next try. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/domain/calendar.h>
#include <etatunti/domain/mailtext.h>

#define MINUTE INT64_C(60000)
/* Monday 9 March 2026, 12:00 in Helsinki. */
#define HOUR_AT INT64_C(1773050400000)

static void put(struct et_buf *out, struct et_mailtext mail)
{
	et_buf_init(out, 8192);
	if (mail.origin == NULL)
		mail.origin = "https://etatunti.example.fi:8443";
	mail.from = ET_SLICE_LIT("etatunti@example.fi");
	mail.to = ET_SLICE_LIT("ann@example.fi");
	assert_int_equal(et_mailtext_put(out, &mail), ET_OK);
	et_buf_u8(out, '\0');
	assert_int_equal(et_buf_err(out), ET_OK);
}

/* ASCII, CRLF alone, short lines, no line that begins with a dot or ends in a blank, headers and then words. */
static void expect_form(const char *text)
{
	size_t at = 0;

	assert_non_null(strstr(text, "\r\n\r\n"));
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '\r') {
			assert_int_equal(c[1], '\n');
			assert_true(c == text || c[-1] != ' ');
			at = 0;
			c++;
			continue;
		}
		assert_true(*c >= 0x20 && *c < 0x7f);
		assert_false(at == 0 && *c == '.');
		assert_true(++at <= 78);
	}
}

static void test_every_text(void **state)
{
	struct et_buf out;

	(void)state;
	for (int kind = 0; et_mail_kinds[kind] != NULL; kind++)
		for (int language = 0; et_ical_languages[language] != NULL; language++)
			for (int named = 0; named < 2; named++) {
				const char *text;

				put(&out,
					(struct et_mailtext){ .kind = (enum et_mail_kind)kind,
						.language = (enum et_ical_language)language,
						.at_ms = HOUR_AT,
						.hour_at = named ? HOUR_AT : 0 });
				text = (const char *)et_buf_view(&out).ptr;
				expect_form(text);
				/* What has no hour names none, whatever it is given. */
				assert_int_equal(strstr(strstr(text, "\r\n\r\n"), "2026") != NULL,
					named && kind != ET_MAIL_FOLLOW_UP_DUE);
				assert_null(strchr(strstr(text, "\r\n\r\n"), '%'));
				assert_non_null(strstr(text, "@etatunti.example.fi>\r\n"));
				assert_non_null(strstr(text, "https://etatunti.example.fi:8443"));
				et_buf_fini(&out);
			}
}

/* The right side of a Message-ID is a host, be it a number (RFC 5322 section 3.6.4). */
static void test_message_ids(void **state)
{
	static const char *const origins[][2] = {
		{ "https://etatunti.example.fi:8443", "@etatunti.example.fi>\r\n" },
		{ "https://[2001:db8::7]:8443", "@[2001:db8::7]>\r\n" },
	};
	struct et_buf out;

	(void)state;
	for (size_t i = 0; i < sizeof(origins) / sizeof(origins[0]); i++) {
		put(&out, (struct et_mailtext){ .origin = origins[i][0], .at_ms = HOUR_AT });
		assert_non_null(strstr((const char *)et_buf_view(&out).ptr, origins[i][1]));
		et_buf_fini(&out);
	}
}

static void test_times_are_local(void **state)
{
	struct et_buf out;
	/* 29 March 2026, 01:30 UTC: half past four, after the clocks went on. */
	struct et_mailtext mail = { .language = ET_ICAL_FI, .hour_at = INT64_C(1774747800000) };

	(void)state;
	put(&out, mail);
	assert_non_null(strstr((const char *)et_buf_view(&out).ptr, "29.3.2026 klo 4.30"));
	assert_non_null(
		strstr((const char *)et_buf_view(&out).ptr, "Date: 1 Jan 1970 00:00:00 +0000\r\n"));
	et_buf_fini(&out);
}

static void test_pauses(void **state)
{
	int64_t sum = 0;

	(void)state;
	assert_int_equal(et_mailtext_pause_ms(1, MINUTE), MINUTE);
	assert_int_equal(et_mailtext_pause_ms(2, MINUTE), 2 * MINUTE);
	assert_int_equal(et_mailtext_pause_ms(9, MINUTE), 256 * MINUTE);
	assert_int_equal(et_mailtext_pause_ms(10, MINUTE), 360 * MINUTE);
	assert_int_equal(et_mailtext_pause_ms(INT64_MAX, MINUTE), 360 * MINUTE);
	for (int64_t tries = 1; tries < 20; tries++)
		sum += et_mailtext_pause_ms(tries, MINUTE);
	assert_true(sum < ET_MAIL_GIVE_UP_MS); /* nobody is given up after a handful of tries */
}

static void test_addresses(void **state)
{
	static const char *const good[] = { "a@b", "anna.virtanen+muistutus@pirha.fi",
		"o'neill@example.co.uk", "a@xn--fi-1ia.fi" };
	static const char *const bad[] = { "", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b>",
		"<a@b", "a@b\n", "a\r@b", "a@.b", "a@b.", "a@b..c", "a@-b", "a@b-", "a@b-.c",
		".a@b", "-a@b", "\"a\"@b", "a@[127.0.0.1]", "a(x)@b", "a,c@b", "a;c@b", "a@b/c",
		"\xc3\xa4@b" };
	char longest[300];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(et_mailtext_is_address(et_slice_str(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (et_mailtext_is_address(et_slice_str(bad[i])))
			fail_msg("taken: %s", bad[i]);
	memset(longest, 'a', sizeof(longest));
	longest[64] = '@';
	assert_true(et_mailtext_is_address(et_slice_of(longest, 254)));
	assert_false(et_mailtext_is_address(et_slice_of(longest, 255)));
	assert_false(et_mailtext_is_address(ET_SLICE_LIT("a\0@b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_text),
		cmocka_unit_test(test_message_ids),
		cmocka_unit_test(test_times_are_local),
		cmocka_unit_test(test_pauses),
		cmocka_unit_test(test_addresses),
	};

	if (et_calendar_init() != ET_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
