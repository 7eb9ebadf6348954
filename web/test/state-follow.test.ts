// Measures as a form: ranges as the broker's table has them, what becomes a number for the report, scores worked by hand,
// which stage is due, and digits typed.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	COUNTS,
	changed,
	FEEDBACK,
	FIELD_CHECKS,
	FOLLOW_FORMS,
	type FollowNumbers,
	formOfNow,
	isFieldValue,
	isHeld,
	lasting,
	RESULTS,
	rangeOf,
	readChanges,
	typedNumber,
	valuesOf,
} from "../src/state/measures.ts";
import { PROM_ITEMS } from "../src/state/prom.ts";
import { MEASURES } from "../src/wire/messages.gen.ts";
import { TOPICS } from "../src/work/documents.ts";
import type { PlaceState } from "../src/work/work.ts";

/** Of Schmidt, Mühlan & Power's items in their order. */
const prom = (...answers: readonly number[]): FollowNumbers =>
	Object.fromEntries(PROM_ITEMS.map((item, i) => [`prom_${item}`, answers[i] ?? 1]));

test("every code that a form, or feedback, can make is in the broker's table, and no other of the pair's is", () => {
	const made = new Set<string>([...FEEDBACK.worker, ...FEEDBACK.contact]);
	for (const form of FOLLOW_FORMS)
		for (const result of RESULTS) {
			const numbers = {
				...prom(5, 5, 5, 5, 5, 5, 5, 5),
				...Object.fromEntries([...COUNTS, "nps", "own"].map((code) => [code, 1])),
				...Object.fromEntries(TOPICS.map((topic) => [`outcome_${topic}`, result])),
			};
			for (const { code, n } of valuesOf(form, numbers)) {
				const range = MEASURES.find((one) => one.code === code);
				assert.ok(range !== undefined && n >= range.min && n <= range.max, code);
				made.add(code);
			}
		}
	assert.deepEqual([...made].sort(), MEASURES.map(({ code }) => code).sort());
});

test("what a field takes is what the broker's table takes, at both ends", () => {
	for (const code of ["nps", ...COUNTS]) {
		const range = MEASURES.find((one) => one.code === code);
		assert.deepEqual(rangeOf(code), range);
		const { min, max } = range ?? { min: 0, max: 0 };
		const taken = [min - 1, min, max, max + 1, 0.5, "1", null].map((n) => isFieldValue(code, n));
		assert.deepEqual(taken, [false, true, true, false, false, false, false], code);
	}
	for (const field of ["own", "prom_health"])
		assert.deepEqual(
			[0, 1, 5, 6].map((n) => isFieldValue(field, n)),
			[false, true, true, false],
		);
	assert.equal(isFieldValue("outcome_other", "granted"), true);
	assert.equal(isFieldValue("outcome_other", "handled"), false);
	assert.equal(isFieldValue("name", "Aino"), false);
	assert.equal(FIELD_CHECKS.size, 8 + 1 + 1 + COUNTS.length + TOPICS.length);
});

test("the score goes as the mean × 100, before or after by the stage; an open item leaves it out", () => {
	// 4+3+4+4+4+4+2+4 = 29, 29/8 = 3.625
	const answers = { ...prom(4, 3, 4, 4, 4, 4, 2, 4), own: 2 };
	assert.deepEqual(valuesOf("baseline", answers), [
		{ code: "prom_before", n: 363 },
		{ code: "prom_own_before", n: 2 },
	]);
	assert.deepEqual(valuesOf("half-year", answers), [
		{ code: "prom_after", n: 363 },
		{ code: "prom_own_after", n: 2 },
	]);
	const { prom_money: _, ...open } = answers;
	assert.deepEqual(valuesOf("three-months", open), [{ code: "prom_own_after", n: 2 }]);
	assert.deepEqual(valuesOf("baseline", {}), []);
	assert.deepEqual(valuesOf("baseline", { calls_saved: 0 }), [{ code: "calls_saved", n: 0 }]);
});

test("a change takes answers in and away; what alters nothing is no change", () => {
	const before = { nps: 9, calls_saved: 3 } as const;
	assert.deepEqual(changed(before, { nps: null, own: 2 }), { calls_saved: 3, own: 2 });
	assert.deepEqual(lasting(before, { nps: 9, calls_saved: null, own: null }), {
		calls_saved: null,
	});
	assert.deepEqual(
		readChanges({ baseline: { nps: 10, own: 9, name: 1, calls_saved: null }, other: { nps: 1 } }),
		{ baseline: { nps: 10, calls_saved: null } },
	);
	for (const bad of [null, 3, "x", [], { baseline: 4 }]) assert.deepEqual(readChanges(bad), {});
});

test("the stage of the day: by the dates of the follow-ups, two weeks early, or by the age of the case", () => {
	const DAY = 86_400_000;
	const at = (days: number, due: Parameters<typeof formOfNow>[0]["due"] = []) =>
		formOfNow({ now: days * DAY, createdAt: 0, due });
	assert.deepEqual(
		[0, 27, 28, 149, 150].map((day) => at(day)),
		["baseline", "baseline", "three-months", "three-months", "half-year"],
	);
	const due = [
		{ what: "first", due: 60 * DAY },
		{ what: "half-year", due: 180 * DAY },
		{ what: "plan", due: 1 },
	];
	assert.deepEqual(
		[40, 46, 165, 166].map((day) => at(day, due)),
		["baseline", "three-months", "three-months", "half-year"],
	);
	assert.equal(at(30, [{ what: "first", due: 0 }]), "three-months");
});

test("how it was is asked once something was talked about and nothing of mine is to come", () => {
	const hour = (endsAt: number, ...places: readonly (readonly [PlaceState, string | null])[]) => ({
		state: "planned" as const,
		endsAt,
		places: places.map(([state, id], i) => ({
			...{ pos: i + 1, minutes: 15, urgency: "normal" as const, state, case: id, session: null },
		})),
	});
	assert.equal(isHeld(hour(100, ["handled", "a"], ["queued", "b"]), 99), false);
	assert.equal(isHeld(hour(100, ["handled", "a"], ["queued", "b"]), 100), true);
	assert.equal(isHeld(hour(100, ["handled", "a"], ["queued", null]), 50), true);
	assert.equal(isHeld(hour(100, ["carried-over", null]), 50), true);
	assert.equal(isHeld(hour(100, ["answered", "a"]), 200), false);
	assert.equal(isHeld(hour(100, ["queued", "a"]), 200), false);
	assert.equal(isHeld(hour(100), 200), false);
	assert.equal(isHeld({ ...hour(100, ["handled", "a"]), state: "cancelled" }, 200), false);
});

test("digits: two close to each other make one number, if that may be", () => {
	const nps = { min: 0, max: 10 };
	const counts = { min: 0, max: 20 };
	assert.equal(typedNumber(1, null, 0, nps), 1);
	assert.equal(typedNumber(0, { n: 1, at: 0 }, 900, nps), 10);
	assert.equal(typedNumber(0, { n: 1, at: 0 }, 1100, nps), 0);
	assert.equal(typedNumber(5, { n: 1, at: 0 }, 100, nps), 5);
	assert.equal(typedNumber(5, { n: 1, at: 0 }, 100, counts), 15);
	assert.equal(typedNumber(5, { n: 0, at: 0 }, 100, counts), 5);
	assert.equal(typedNumber(7, null, 0, { min: 1, max: 5 }), null);
});
