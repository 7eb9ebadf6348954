// Hours as they follow from what is signed: the calendar (the same cases as tests/unit/domain/test_calendar.c and
// test_holiday.c), rules that change, single decisions, and what the directory refuses of them.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import { dayNumber, dayOfNumber, instantOf, weekdayOf } from "../src/crypto/calendar.ts";
import type { HourSetBody, SeriesBody } from "../src/crypto/directory-body.ts";
import { easterOf, holidayOf } from "../src/crypto/holidays.ts";
import { type HourFacts, hourFacts } from "../src/crypto/hours.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import { wallTime } from "../src/work/time.ts";
import { DAY, HOUR, id, Land, type Person, T } from "./land.ts";

before(sodiumReady);

const at = (text: string): number => Date.parse(`${text}Z`);

test("wall-clock times become instants as in the server, on both Sundays too", () => {
	const spring = (time: string) => instantOf("2026-03-29", time);
	assert.equal(spring("00:00"), at("2026-03-28T22:00"));
	assert.equal(spring("02:59"), at("2026-03-29T00:59"));
	assert.equal(spring("03:30"), at("2026-03-29T01:30"), "skipped: half an hour past the change");
	assert.equal(spring("04:00"), at("2026-03-29T01:00"));
	assert.equal(spring("12:00"), at("2026-03-29T09:00"));
	const autumn = (time: string) => instantOf("2026-10-25", time);
	assert.equal(autumn("00:00"), at("2026-10-24T21:00"));
	assert.equal(autumn("03:00"), at("2026-10-25T00:00"), "of the two the first");
	assert.equal(autumn("03:30"), at("2026-10-25T00:30"));
	assert.equal(autumn("04:00"), at("2026-10-25T02:00"));
	assert.equal(wallTime(at("2026-10-25T01:30")).time, "03:30");
	for (let half = 0; half < 2 * 24 * 366; half += 7) {
		const instant = at("2028-01-01T00:00") + half * 1_800_000;
		const { date, time, weekday } = wallTime(instant);
		const doubled = date === "2028-10-29" && time.startsWith("03:");
		if (!doubled) assert.equal(instantOf(date, time), instant);
		assert.equal(weekdayOf(dayNumber(date)), weekday);
	}
});

/** As printed in the almanac of the University of Helsinki, with the two eves. */
const ALMANAC: Readonly<Record<number, string>> = {
	2024: "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-21 06-22 11-02 12-06 12-24 12-25 12-26",
	2025: "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-08 06-20 06-21 11-01 12-06 12-24 12-25 12-26",
	2026: "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-19 06-20 10-31 12-06 12-24 12-25 12-26",
	2027: "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-25 06-26 11-06 12-06 12-24 12-25 12-26",
	2008: "01-01 01-06 03-21 03-23 03-24 05-01 05-11 06-20 06-21 11-01 12-06 12-24 12-25 12-26",
};

test("the days on which offices are shut are the almanac's", () => {
	for (const [year, days] of Object.entries(ALMANAC)) {
		const [first, next] = [dayNumber(`${year}-01-01`), dayNumber(`${Number(year) + 1}-01-01`)];
		const all = Array.from({ length: next - first }, (_, n) => dayOfNumber(first + n));
		const shut = all.filter((day) => holidayOf(day) !== null).map((day) => day.slice(5));
		assert.equal(shut.join(" "), days);
	}
	const easters = ["1981-04-19", "2000-04-23", "2019-04-21", "2038-04-25", "2049-04-18"];
	for (const day of easters) assert.equal(dayOfNumber(easterOf(Number(day.slice(0, 4)))), day);
	assert.equal(holidayOf("2008-05-01"), "may-day", "Ascension Day as well");
	assert.equal(holidayOf("2026-06-19"), "midsummer-eve");
});

/** Tuesdays at 13 from 25 November 2025 on; T is the Monday before, 18.00 in Helsinki. */
function land(): Land {
	return new Land().settle();
}

function hourSet(l: Land, ...what: Parameters<Land["hourSet"]>): void {
	const statement = l.hourSet(...what);
	l.directory.clone().add(statement); // a copy knows the hours too
	l.directory.add(statement);
}

const change = (l: Land, changes: Partial<SeriesBody>, time = T) =>
	l.directory.add(l.seriesSet(l.contact, changes, time));

const factsOf = (l: Land, date: string): HourFacts | null =>
	hourFacts(l.directory.seriesActs.get(toB64(l.series)) ?? [], date);

function expect(l: Land, date: string, start: string, state: string, reason = ""): void {
	const facts = factsOf(l, date);
	const { date: day, time } = wallTime(facts?.startsAt ?? 0);
	assert.deepEqual([`${day} ${time}`, facts?.state, facts?.reason], [start, state, reason]);
}

test("a rule's hours: on its days only, past ones too, proposed when offices are shut", () => {
	const l = land();
	expect(l, "2025-11-25", "2025-11-25 13:00", "planned");
	expect(l, "2026-04-07", "2026-04-07 13:00", "planned");
	for (const date of ["2025-11-18", "2025-11-26"]) assert.equal(factsOf(l, date), null);
	expect(l, "2026-01-06", "2026-01-06 13:00", "proposed", "holiday");
	change(l, { onHolidays: true });
	expect(l, "2026-01-06", "2026-01-06 13:00", "planned");
	const second = land();
	change(second, { every: 2, last: "2025-12-23" });
	expect(second, "2025-12-02", "2025-12-02 13:00", "cancelled", "rule");
	expect(second, "2025-12-23", "2025-12-23 13:00", "planned");
	expect(second, "2026-01-06", "2026-01-06 13:00", "cancelled", "ended");
});

test("a new rule moves hours that have not begun, cancels what does not fit, makes what is missing", () => {
	const l = land();
	const later = T + 10 * DAY; // Thursday 4 December
	change(l, { start: "09:30" }, later);
	expect(l, "2025-12-02", "2025-12-02 13:00", "planned");
	expect(l, "2025-12-09", "2025-12-09 09:30", "planned");
	change(l, { weekday: 4, start: "10:00" }, later + HOUR);
	expect(l, "2025-12-09", "2025-12-09 09:30", "cancelled", "rule");
	expect(l, "2025-12-11", "2025-12-11 10:00", "planned");
	assert.equal(factsOf(l, "2025-11-27"), null, "nothing is made for days gone by");
	assert.equal(factsOf(l, "2025-12-04"), null, "nor for this morning");
	change(l, { weekday: 2, start: "09:30" }, later + 2 * HOUR);
	expect(l, "2025-12-09", "2025-12-09 09:30", "planned");
});

test("what a coordinator has decided about an hour stands, whatever becomes of the rule", () => {
	const l = land();
	hourSet(l, {});
	expect(l, "2025-12-02", "2025-12-02 13:00", "cancelled", "sairaus");
	const to = {
		state: "moved",
		toDate: "2025-12-11",
		toStart: "08:15",
		reason: "koulutus",
	} as const;
	hourSet(l, { date: "2025-12-09", ...to });
	expect(l, "2025-12-09", "2025-12-11 08:15", "planned", "koulutus");
	hourSet(l, { date: "2026-01-06", state: "planned", reason: "" });
	expect(l, "2026-01-06", "2026-01-06 13:00", "planned");
	change(l, { weekday: 5, start: "15:00" });
	expect(l, "2025-12-02", "2025-12-02 13:00", "cancelled", "sairaus");
	expect(l, "2025-12-09", "2025-12-11 08:15", "planned", "koulutus");
	expect(l, "2026-01-06", "2026-01-06 13:00", "planned");
	assert.equal(factsOf(l, "2025-12-09")?.moved, true);
	hourSet(l, { date: "2025-12-09", state: "planned", reason: "" });
	expect(l, "2025-12-09", "2025-12-09 15:00", "planned");
	assert.equal(factsOf(l, "2025-12-09")?.moved, false, "taken back: at the rule's time of now");
});

test("decisions that the directory refuses", () => {
	const l = land();
	const refused = (changes: Partial<HourSetBody>, why: RegExp, by?: Person, time?: number) =>
		assert.throws(() => hourSet(l, changes, by, time), why);
	const to = { state: "moved", toDate: "2025-12-03", toStart: "09:00" } as const;
	refused({}, /another organisation/, l.kela);
	refused({}, /no coordinator/, l.nurse);
	refused({ series: id() }, /no such series/);
	refused({ date: "2025-12-03" }, /no such hour/);
	refused({ date: "2025-02-30" }, /date/);
	refused({ reason: "" }, /reason/);
	refused({ reason: "x".repeat(201) }, /reason/);
	refused({ ...to, toStart: "24:00" }, /where to/);
	refused({ ...to, toDate: "" }, /where to/);
	refused({ toDate: "2025-12-03" }, /where to/);
	refused({ ...to, toDate: "2026-02-01" }, /too far/);
	refused({ ...to, toDate: "2025-11-24", toStart: "17:59" }, /in the past/);
	refused({ date: "2025-11-25" }, /begun/, l.county, T + DAY);
	hourSet(l, { ...to, toDate: "2026-01-31" });
	hourSet(l, { state: "planned", reason: "" });
});
