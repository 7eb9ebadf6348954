/*
 * See mailtext.h. The body is quoted-printable, the subject an encoded word: both are ASCII on the way.
 */
#include <etatunti/domain/mailtext.h>

#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/text.h>
#include <etatunti/domain/calendar.h>

#define LINE_MAX_BYTES 76
#define LANGUAGES 3
#define PAUSE_MAX_MS (INT64_C(6) * ET_CALENDAR_HOUR_MS)

const char *const et_mail_kinds[] = { "hour-tomorrow", "consent-missing", "consent-ending",
	"kela-asks", "place-moved", "hour-cancelled", "follow-up-due", NULL };

/* with: the sentence with the time of the hour in the place of %s; without: when there is none. */
struct words {
	const char *subject, *with, *without;
};

static const struct words texts[][LANGUAGES] = {
	[ET_MAIL_HOUR_TOMORROW] = {
		{ "Etäkonsultaatiotunti huomenna", "Etäkonsultaatiotunti alkaa %s.",
			"Etäkonsultaatiotunti on huomenna." },
		{ "Distanskonsultationstimme i morgon", "Distanskonsultationstimmen börjar %s.",
			"Distanskonsultationstimmen är i morgon." },
		{ "Remote consultation hour tomorrow", "The remote consultation hour begins %s.",
			"The remote consultation hour is tomorrow." },
	},
	[ET_MAIL_CONSENT_MISSING] = {
		{ "Suostumus puuttuu",
			"Tunnilta %s puuttuu voimassa oleva suostumus. Ilman sitä paikka tunnilla "
			"menetetään vuorokautta ennen tunnin alkua.",
			"Voimassa oleva suostumus puuttuu." },
		{ "Samtycke saknas",
			"Ett giltigt samtycke saknas för timmen %s. Utan det går platsen förlorad ett "
			"dygn innan timmen börjar.",
			"Ett giltigt samtycke saknas." },
		{ "Consent missing",
			"A consent in force is missing for the hour %s. Without it the place is lost 24 "
			"hours before the hour begins.",
			"A consent in force is missing." },
	},
	[ET_MAIL_CONSENT_ENDING] = {
		{ "Suostumus päättyy ennen tuntia",
			"Suostumus ei ole voimassa enää tunnilla %s. Ilman uutta suostumusta paikka "
			"tunnilla menetetään vuorokautta ennen tunnin alkua.",
			"Suostumus on päättymässä." },
		{ "Samtycket upphör före timmen",
			"Samtycket gäller inte längre vid timmen %s. Utan ett nytt samtycke går platsen "
			"förlorad ett dygn innan timmen börjar.",
			"Samtycket håller på att upphöra." },
		{ "Consent ends before the hour",
			"A consent does not hold any more at the hour %s. Without a new one the place is "
			"lost 24 hours before the hour begins.",
			"A consent is ending." },
	},
	[ET_MAIL_KELA_ASKS] = {
		{ "Kela pyytää lisätietoja",
			"Kelan yhteyshenkilö on pyytänyt lisätietoja ennen tuntia %s.",
			"Kelan yhteyshenkilö on pyytänyt lisätietoja." },
		{ "FPA ber om mer information",
			"FPA:s kontaktperson har bett om mer information före timmen %s.",
			"FPA:s kontaktperson har bett om mer information." },
		{ "Kela asks for more", "Kela's contact has asked for more before the hour %s.",
			"Kela's contact has asked for more." },
	},
	[ET_MAIL_PLACE_MOVED] = {
		{ "Aika on muuttunut", "Aika on muuttunut. Uusi tunti alkaa %s.",
			"Paikka tunnilla tai jonossa on muuttunut." },
		{ "Tiden har ändrats", "Tiden har ändrats. Den nya timmen börjar %s.",
			"En plats på en timme eller i kön har ändrats." },
		{ "The time has changed", "The time has changed. The new hour begins %s.",
			"A place in an hour or in the queue has changed." },
	},
	[ET_MAIL_HOUR_CANCELLED] = {
		{ "Etäkonsultaatiotunti on peruttu", "Etäkonsultaatiotunti %s on peruttu.",
			"Etäkonsultaatiotunti on peruttu." },
		{ "Distanskonsultationstimmen är inställd",
			"Distanskonsultationstimmen %s är inställd.",
			"Distanskonsultationstimmen är inställd." },
		{ "Remote consultation hour cancelled",
			"The remote consultation hour %s is cancelled.",
			"The remote consultation hour is cancelled." },
	},
	/* It names no hour: the sentence is the same. */
	[ET_MAIL_FOLLOW_UP_DUE] = {
		{ "Seuranta on ajankohtainen", "Seurannan aika on tullut.",
			"Seurannan aika on tullut." },
		{ "Uppföljning är aktuell", "Det är dags för uppföljning.",
			"Det är dags för uppföljning." },
		{ "Follow-up is due", "It is time for a follow-up.",
			"It is time for a follow-up." },
	},
};

static const char *const footers[LANGUAGES] = {
	"Lisää palvelussa: %s\nTähän viestiin ei voi vastata. Muistutukset voi lopettaa palvelun "
	"asetuksista.\n",
	"Mer i tjänsten: %s\nDet går inte att svara på det här meddelandet. Påminnelserna kan "
	"avslutas i tjänstens inställningar.\n",
	"More in the service: %s\nThis message cannot be answered. Reminders can be ended in the "
	"settings of the service.\n",
};

/* The day and the wall clock as the language writes them. */
static void put_when(struct et_buf *out, enum et_ical_language language, int64_t at_ms)
{
	struct et_date day = et_calendar_date(at_ms);
	int minute = et_calendar_minute(at_ms);

	switch (language) {
	case ET_ICAL_FI:
		et_buf_printf(out, "%d.%d.%d klo %d.%02d", day.day, day.month, day.year,
			minute / 60, minute % 60);
		break;
	case ET_ICAL_SV:
		et_buf_printf(out, "%d.%d.%d kl. %d.%02d", day.day, day.month, day.year,
			minute / 60, minute % 60);
		break;
	case ET_ICAL_EN:
		et_buf_printf(out, "on %04d-%02d-%02d at %02d:%02d", day.year, day.month, day.day,
			minute / 60, minute % 60);
		break;
	}
}

/* The words of the mail, lines ended by \n. */
static void put_words(struct et_buf *out, const struct et_mailtext *mail)
{
	const struct words *words = &texts[mail->kind][mail->language];
	const char *text = mail->hour_at != 0 ? words->with : words->without;
	const char *gap = strstr(text, "%s");
	const char *footer = footers[mail->language], *site = strstr(footer, "%s");

	if (gap != NULL) {
		et_buf_bytes(out, text, (size_t)(gap - text));
		put_when(out, mail->language, mail->hour_at);
		text = gap + 2;
	}
	et_buf_str(out, text);
	et_buf_str(out, "\n\n");
	et_buf_bytes(out, footer, (size_t)(site - footer));
	et_buf_str(out, mail->origin);
	et_buf_str(out, site + 2);
}

/* --------------------------------------------------------------------- encodings */

static void put_escape(struct et_buf *out, uint8_t byte)
{
	et_buf_printf(out, "=%02X", byte);
}

/* RFC 2045 section 6.7. A soft break never cuts an escape; a dot never begins a line. */
static void put_quoted(struct et_buf *out, struct et_slice text)
{
	size_t at = 0;

	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.ptr[i];
		bool plain = c >= 0x20 && c < 0x7f && c != '=' && !(at == 0 && c == '.');
		size_t len = plain ? 1 : 3;

		if (c == '\n') {
			et_buf_str(out, "\r\n");
			at = 0;
			continue;
		}
		if (c == ' ' && (i + 1 == text.len || text.ptr[i + 1] == '\n')) {
			plain = false;
			len = 3;
		}
		if (at + len > LINE_MAX_BYTES - 1) {
			et_buf_str(out, "=\r\n");
			at = 0;
			plain = plain && c != '.';
			len = plain ? 1 : 3;
		}
		if (plain)
			et_buf_u8(out, c);
		else
			put_escape(out, c);
		at += len;
	}
}

/* Encoded words (RFC 2047) of at most 75 bytes; none ends within a character. */
static void put_subject(struct et_buf *out, const char *text)
{
	static const char begin[] = "=?utf-8?Q?";
	size_t at = 0;

	et_buf_str(out, "Subject: ");
	for (; *text != '\0'; text++) {
		uint8_t c = (uint8_t)*text;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ';

		/* 9 bytes: the longest character of our words, and the end of the word. */
		if (at > 62 && (c & 0xc0) != 0x80) {
			et_buf_str(out, "?=\r\n ");
			at = 0;
		}
		if (at == 0) {
			et_buf_str(out, begin);
			at = sizeof(begin) - 1;
		}
		if (plain)
			et_buf_u8(out, c == ' ' ? '_' : c);
		else
			put_escape(out, c);
		at += plain ? 1 : 3;
	}
	et_buf_str(out, "?=\r\n");
}

static void put_date(struct et_buf *out, int64_t at_ms)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	struct et_date date = et_date_from_days(at_ms / ET_CALENDAR_DAY_MS);
	int second = (int)(at_ms % ET_CALENDAR_DAY_MS / 1000);

	et_buf_printf(out, "Date: %d %s %04d %02d:%02d:%02d +0000\r\n", date.day,
		months[date.month - 1], date.year, second / 3600, second / 60 % 60, second % 60);
}

enum et_err et_mailtext_put(struct et_buf *out, const struct et_mailtext *mail)
{
	struct et_slice host = et_text_host(mail->origin);
	struct et_buf words;
	enum et_err err;

	et_buf_printf(out, "From: <%.*s>\r\nTo: <%.*s>\r\n", ET_SLICE_FMT(mail->from),
		ET_SLICE_FMT(mail->to));
	put_subject(out, texts[mail->kind][mail->language].subject);
	put_date(out, mail->at_ms);
	et_buf_str(out, "Message-ID: <");
	et_hex_put(out, et_slice_of(mail->id.b, 16));
	et_buf_printf(out, "@%.*s>\r\n", ET_SLICE_FMT(host));
	et_buf_printf(out, "Content-Language: %s\r\n", et_ical_languages[mail->language]);
	et_buf_str(out,
		"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	et_buf_init(&words, 4096);
	put_words(&words, mail);
	put_quoted(out, et_buf_view(&words));
	err = et_buf_err(&words);
	et_buf_fini(&words);
	return err != ET_OK ? err : et_buf_err(out);
}

/* ------------------------------------------------------------------------- rules */

static bool is_word(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_local(uint8_t c)
{
	return is_word(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

bool et_mailtext_is_address(struct et_slice text)
{
	size_t at = 0, label = 0;

	while (at < text.len && is_local(text.ptr[at]))
		at++;
	if (at == 0 || at > 64 || at >= text.len || text.ptr[at] != '@' ||
		text.len > ET_MAIL_ADDRESS_MAX || text.ptr[0] == '-' || text.ptr[0] == '.')
		return false;
	for (size_t i = at + 1; i < text.len; i++) {
		uint8_t c = text.ptr[i];

		if (c == '.' && (label == 0 || text.ptr[i - 1] == '-'))
			return false;
		if (c != '.' && !is_word(c) && (c != '-' || label == 0))
			return false;
		label = c == '.' ? 0 : label + 1;
	}
	return label > 0 && text.ptr[text.len - 1] != '-';
}

int64_t et_mailtext_pause_ms(int64_t tries, int64_t first_ms)
{
	int64_t pause = first_ms;

	for (int64_t i = 1; i < tries && pause < PAUSE_MAX_MS; i++)
		pause *= 2;
	return pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS;
}
