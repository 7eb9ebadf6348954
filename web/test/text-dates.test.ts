// Days, times and numbers as each language writes them, in Finnish time wherever the machine stands.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
	atClock,
	clock,
	clockOf,
	countdown,
	dateAndClock,
	dateOf,
	dayAndClock,
	longDayAndClock,
	plainDate,
	shortDay,
	span,
	timeSpan,
} from "../src/text/dates.ts";
import { type Language, language } from "../src/text/first.ts";

/** Monday 23 November 2026, 9.20 in Helsinki, where it is winter time. */
const AT = Date.parse("2026-11-23T07:20:00Z");
const HOUR = 3_600_000;

afterEach(() => {
	language.value = "fi";
});
const inEach = (said: () => readonly string[], expected: Readonly<Record<Language, string[]>>) => {
	for (const own of ["fi", "sv", "en"] as const) {
		language.value = own;
		// Intl puts narrow and hard spaces where the eye wants them.
		assert.deepEqual(
			said().map((text) => text.replace(/\s/g, " ")),
			expected[own],
			own,
		);
	}
};

test("days and times", () => {
	inEach(() => [clock(AT), atClock(AT), dayAndClock(AT), dateAndClock(AT), longDayAndClock(AT)], {
		fi: [
			...["9.20", "klo 9.20", "ma 23.11. klo 9.20", "23.11.2026 klo 9.20"],
			"maanantai 23. marraskuuta klo 9.20",
		],
		sv: [
			...["9.20", "kl. 9.20", "mån 23.11 kl. 9.20", "23.11.2026 kl. 9.20"],
			"måndag 23 november kl. 9.20",
		],
		en: [
			...["9:20", "at 9:20", "Mon 23 Nov, 9:20", "23/11/2026, 9:20"],
			"Monday 23 November, 9:20",
		],
	});
	inEach(
		() => [shortDay(AT), dateOf(AT), plainDate("2026-12-02"), plainDate(""), clockOf("09:05")],
		{
			fi: ["ma 23.11.", "23.11.2026", "2.12.2026", "", "9.05"],
			sv: ["mån 23.11", "23.11.2026", "2.12.2026", "", "9.05"],
			en: ["Mon 23 Nov", "23/11/2026", "02/12/2026", "", "9:05"],
		},
	);
});

test("spans, with their times where they are no whole days", () => {
	const midnight = Date.parse("2026-11-22T22:00:00Z");
	inEach(
		() => [
			timeSpan(AT, AT + HOUR),
			timeSpan(AT, AT + 25 * HOUR),
			timeSpan(midnight, midnight + 24 * HOUR),
			timeSpan(midnight, midnight + 72 * HOUR),
		],
		{
			fi: [
				"23.11.2026 klo 9.20–10.20",
				"23.11.2026 klo 9.20 – 24.11.2026 klo 10.20",
				...["23.11.2026", "23.11.2026–25.11.2026"],
			],
			sv: [
				"23.11.2026 kl. 9.20–10.20",
				"23.11.2026 kl. 9.20 – 24.11.2026 kl. 10.20",
				...["23.11.2026", "23.11.2026–25.11.2026"],
			],
			en: [
				"23/11/2026, 9:20–10:20",
				"23/11/2026, 9:20 – 24/11/2026, 10:20",
				...["23/11/2026", "23/11/2026–25/11/2026"],
			],
		},
	);
});

test("a client's paper has its own language, whatever the screen speaks", () => {
	language.value = "fi";
	assert.equal(dateAndClock(AT, "sv"), "23.11.2026 kl. 9.20");
	assert.equal(timeSpan(AT, AT + HOUR, "en"), "23/11/2026, 9:20–10:20");
	assert.equal(dateOf(AT, "en"), "23/11/2026");
});

test("summer time begins and ends: the same wall clock", () => {
	assert.equal(clock(Date.parse("2026-03-28T10:00:00Z")), "12.00");
	assert.equal(clock(Date.parse("2026-03-30T09:00:00Z")), "12.00");
	assert.equal(clock(Date.parse("2026-10-26T10:00:00Z")), "12.00");
});

test("how long", () => {
	inEach(() => [span(12 * 60_000), span(65 * 60_000), span(50 * HOUR), countdown(65_000)], {
		fi: ["12 min", "1 t 5 min", "2 pv", "1 min 5 s"],
		sv: ["12 min", "1 tim 5 min", "2 dygn", "1 min 5 s"],
		en: ["12 mins", "1 hr 5 mins", "2 days", "1 min 5 secs"],
	});
});
