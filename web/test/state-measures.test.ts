// What the measures and the coordinator's report are counted with: PROM, NPS, quarters, sums that may be hidden.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf, meanOf, meetingsChange, shareOf, sumOf } from "../src/state/figures.ts";
import { npsCounts, npsGroup, npsScore } from "../src/state/nps.ts";
import {
	isGood,
	PROM_ITEMS,
	PROM_SCALES,
	type PromAnswers,
	promOpen,
	promScore,
	shownScore,
} from "../src/state/prom.ts";
import {
	addQuarters,
	isQuarter,
	previousQuarter,
	quarterOf,
	quarterOfDay,
	quartersFrom,
} from "../src/state/quarters.ts";

const answers = (...numbers: readonly number[]): PromAnswers =>
	Object.fromEntries(PROM_ITEMS.map((item, i) => [item, numbers[i] ?? null]));

test("EuroHIS-QOL 8: the mean of the eight, worked by hand", () => {
	assert.equal(PROM_ITEMS.length, 8);
	assert.deepEqual(
		PROM_ITEMS.filter((item) => PROM_SCALES[item] === "amount"),
		["energy", "money"],
	);
	// 3+2+3+4+3+4+1+4 = 24, 24/8 = 3.00
	assert.equal(promScore(answers(3, 2, 3, 4, 3, 4, 1, 4)), 300);
	// 4+3+4+4+4+4+2+4 = 29, 29/8 = 3.625
	assert.equal(promScore(answers(4, 3, 4, 4, 4, 4, 2, 4)), 363);
	assert.equal(promScore(answers(1, 1, 1, 1, 1, 1, 1, 1)), 100);
	assert.equal(promScore(answers(5, 5, 5, 5, 5, 5, 5, 5)), 500);
	// 31/8 = 3.875 is not good on average, 32/8 = 4.00 is.
	assert.equal(isGood(promScore(answers(4, 4, 4, 4, 4, 4, 3, 4)) ?? 0), false);
	assert.equal(isGood(promScore(answers(5, 4, 4, 4, 4, 4, 3, 4)) ?? 0), true);
	assert.equal(shownScore(363, ","), "3,63");
	assert.equal(shownScore(400, "."), "4.00");
});

test("an item that is open, or is no answer, gives no score; nothing is filled in", () => {
	const open = answers(3, 3, 3, 3, 3, 3, 3);
	assert.equal(promScore(open), null);
	assert.deepEqual(promOpen(open), ["living-place"]);
	for (const bad of [0, 6, 2.5, Number.NaN]) {
		assert.equal(promScore(answers(bad, 3, 3, 3, 3, 3, 3, 3)), null);
	}
	assert.equal(promScore({}), null);
	assert.deepEqual(promOpen({}), PROM_ITEMS);
});

test("NPS: promoters less detractors, worked by hand", () => {
	assert.deepEqual([0, 6, 7, 8, 9, 10].map(npsGroup), [
		"detractor",
		"detractor",
		"passive",
		"passive",
		"promoter",
		"promoter",
	]);
	assert.deepEqual([-1, 11, 8.5].map(npsGroup), [null, null, null]);
	// Ten answers: 5 promoters, 3 passives, 2 detractors: 50 % − 20 % = 30.
	const ten = npsCounts([10, 10, 9, 9, 9, 8, 7, 7, 6, 0]);
	assert.deepEqual(ten, { promoters: 5, passives: 3, detractors: 2 });
	assert.equal(npsScore(ten), 30);
	assert.equal(npsScore(npsCounts([10, 9])), 100);
	assert.equal(npsScore(npsCounts([0, 6, 3])), -100);
	// 1 of 3 − 2 of 3 = −33.3; 5 of 8 − 2 of 8 = 37.5 → 38, and as much the other way.
	assert.equal(npsScore({ promoters: 1, passives: 0, detractors: 2 }), -33);
	assert.equal(npsScore({ promoters: 5, passives: 1, detractors: 2 }), 38);
	assert.equal(npsScore({ promoters: 2, passives: 1, detractors: 5 }), -38);
	assert.ok(Object.is(npsScore({ promoters: 0, passives: 4, detractors: 0 }), 0));
	assert.equal(npsScore({ promoters: 0, passives: 0, detractors: 0 }), null);
	assert.deepEqual(npsCounts([11, -1, 5.5]), { promoters: 0, passives: 0, detractors: 0 });
});

test("quarters by the day in Helsinki, on and back over the turn of the year", () => {
	assert.equal(quarterOfDay("2026-01-01"), "2026Q1");
	assert.equal(quarterOfDay("2026-03-31"), "2026Q1");
	assert.equal(quarterOfDay("2026-04-01"), "2026Q2");
	assert.equal(quarterOfDay("2026-11-23"), "2026Q4");
	// 22.30 UTC on the last of September is October in Helsinki (UTC+3); in December the clocks are at UTC+2.
	assert.equal(quarterOf(Date.parse("2026-09-30T20:59:59Z")), "2026Q3");
	assert.equal(quarterOf(Date.parse("2026-09-30T21:00:00Z")), "2026Q4");
	assert.equal(quarterOf(Date.parse("2026-12-31T21:59:59Z")), "2026Q4");
	assert.equal(quarterOf(Date.parse("2026-12-31T22:00:00Z")), "2027Q1");
	assert.equal(previousQuarter("2026Q1"), "2025Q4");
	assert.equal(addQuarters("2026Q4", 1), "2027Q1");
	assert.equal(addQuarters("2026Q2", -6), "2024Q4");
	assert.deepEqual(quartersFrom("2026Q3", "2027Q1"), ["2026Q3", "2026Q4", "2027Q1"]);
	assert.deepEqual(quartersFrom("2027Q1", "2026Q3"), []);
	for (const bad of ["2026Q5", "2026Q0", "2026q1", "26Q1", "2026Q1 "])
		assert.equal(isQuarter(bad), false, bad);
	assert.throws(() => addQuarters("2026", 1), RangeError);
});

test("figures: a hidden part hides what it could be computed from", () => {
	assert.equal(sumOf([3, 0, 9]), 12);
	assert.equal(sumOf([3, null, 9]), null);
	assert.equal(sumOf([]), 0);
	assert.equal(meanOf(17, 5), 3.4);
	assert.equal(meanOf(0, 0), null);
	assert.equal(meanOf(null, 5), null);
	assert.equal(shareOf(3, 12), 25);
	assert.equal(shareOf(3, 0), null);
	assert.equal(changeOf(40, 10), -75);
	assert.equal(changeOf(0, 10), null);
	assert.equal(changeOf(null, 10), null);
	// 30 avoided, 10 held: of 40 that would have been, three quarters fell away.
	assert.equal(meetingsChange(30, 10), -75);
	assert.equal(meetingsChange(0, 10), 0);
	assert.equal(meetingsChange(0, 0), null);
	assert.equal(meetingsChange(null, 10), null);
});
