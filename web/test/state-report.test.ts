// The coordinator's report against an example worked by hand: hidden figures, nothing, no quarter before; and where the
// bars and points of its charts stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { quartersFrom } from "../src/state/quarters.ts";
import { LINES, type Line, type LineKey, lineOf, type Shown } from "../src/state/report-lines.ts";
import {
	byQuarter,
	bySeries,
	changeFrom,
	HEADLINES,
	hasFigures,
	headlines,
	outcomes,
	SERIES_LINES,
	type Source,
	sampleOf,
} from "../src/state/report-tables.ts";
import { en } from "../src/text/en.ts";
import { fi } from "../src/text/fi.ts";
import { sv } from "../src/text/sv.ts";
import { barsOf, HIDDEN_HEIGHT, linesOf, stepFor } from "../src/views/report/layout.ts";
import { WireError } from "../src/wire/errors.ts";
import { figuresActions, readFigures } from "../src/work/figures.ts";
import type { Figure, MeasureForm } from "../src/work/work.ts";

const [A, B, C] = ["A", "B", "C"].map((letter) => letter.repeat(22)) as [string, string, string];

function figure(
	quarter: string,
	series: string | null,
	code: string,
	n: number | "hidden",
	rest: Partial<Figure> = {},
): Figure {
	const hidden = n === "hidden";
	const plain = { median: null, p90: null, score: null, split: null, form: null };
	const figures = { quarter, series, code, hidden, ...plain, n: null, sum: null, ...rest };
	return hidden ? { ...figures, sum: null } : { ...figures, n, sum: figures.sum ?? 0 };
}

const put = (form: MeasureForm, sum: number): Partial<Figure> => ({ form, sum });

// Q1: nothing of the clients, six cases in two hours. Q2: series A alone, and few enough to be hidden in one of two forms.
// Q3: two series. Before Q1 nothing at all.
const FIGURES: readonly Figure[] = [
	figure("2026Q1", A, "hours_planned", 3),
	figure("2026Q1", null, "hours_planned", 3),
	figure("2026Q1", A, "hours_held", 2),
	figure("2026Q1", null, "hours_held", 2),
	figure("2026Q1", A, "places", 6, { sum: 90 }),
	figure("2026Q1", null, "places", 6, { sum: 90 }),
	figure("2026Q1", A, "handled", 6, { sum: 90 }),
	figure("2026Q1", null, "handled", 6, { sum: 90 }),
	figure("2026Q1", A, "waiting_days", 6, { sum: 33, median: 5, p90: 9 }),
	figure("2026Q1", null, "waiting_days", 6, { sum: 33, median: 5, p90: 9 }),
	figure("2026Q2", A, "hours_planned", 12),
	figure("2026Q2", null, "hours_planned", 12),
	figure("2026Q2", A, "hours_held", 10),
	figure("2026Q2", null, "hours_held", 10),
	figure("2026Q2", A, "places", 36, { sum: 540 }),
	figure("2026Q2", null, "places", 36, { sum: 540 }),
	figure("2026Q2", A, "handled", 30, { sum: 450 }),
	figure("2026Q2", null, "handled", 30, { sum: 450 }),
	figure("2026Q2", A, "carried_over", 6, { sum: 90 }),
	figure("2026Q2", null, "carried_over", 6, { sum: 90 }),
	figure("2026Q2", A, "waiting_days", "hidden"),
	figure("2026Q2", null, "waiting_days", "hidden"),
	figure("2026Q2", null, "meeting_avoided", 8, put("three-months", 9)),
	figure("2026Q2", null, "meetings_held", 8, put("three-months", 3)),
	figure("2026Q2", null, "calls_saved", 8, put("three-months", 36)),
	figure("2026Q2", null, "calls_saved", "hidden", put("half-year", 0)),
	figure("2026Q2", null, "nps", 10, {
		...put("three-months", 80),
		score: 30,
		split: { promoters: 5, passives: 5, detractors: 0 },
	}),
	figure("2026Q3", A, "hours_planned", 12),
	figure("2026Q3", B, "hours_planned", 6),
	figure("2026Q3", null, "hours_planned", 18),
	figure("2026Q3", A, "places", 30, { sum: 450 }),
	figure("2026Q3", B, "places", 12, { sum: 180 }),
	figure("2026Q3", null, "places", 42, { sum: 630 }),
	figure("2026Q3", A, "handled", 29, { sum: 435 }),
	figure("2026Q3", B, "handled", "hidden"),
	figure("2026Q3", null, "handled", "hidden"),
	figure("2026Q3", null, "meeting_avoided", 12, put("three-months", 15)),
	figure("2026Q3", null, "meeting_avoided", 5, put("half-year", 5)),
	figure("2026Q3", null, "meetings_held", 12, put("three-months", 5)),
	figure("2026Q3", null, "calls_saved", 12, put("three-months", 51)),
	figure("2026Q3", null, "nps", 12, {
		...put("three-months", 100),
		score: 50,
		split: { promoters: 7, passives: 5, detractors: 0 },
	}),
	figure("2026Q3", null, "nps", 8, {
		...put("half-year", 50),
		score: -13,
		split: { promoters: 0, passives: 7, detractors: 1 },
	}),
	figure("2026Q3", null, "prom_before", 10, put("baseline", 2850)),
	figure("2026Q3", null, "prom_after", "hidden", put("three-months", 0)),
	figure("2026Q3", null, "outcome_housing-allowance_granted", 7, put("three-months", 7)),
	figure("2026Q3", null, "outcome_housing-allowance_refused", "hidden", put("three-months", 0)),
];
const QUARTERS = ["2026Q1", "2026Q2", "2026Q3"] as const;
const source: Source = {
	figures: { quarters: ["2025Q4", ...QUARTERS], series: [A, B], figures: FIGURES },
	capacityOf: (series) => (series === A ? 4 : series === B ? 3 : null),
};

function cellsOf(key: LineKey, series: string | null = null): readonly [...Shown[]] | null {
	const { group } = lineOf(key);
	const rows = byQuarter(source, group, QUARTERS, series);
	const row = rows.find(({ line }) => line.key === key);
	return row === undefined ? null : [...row.cells, row.total];
}

test("by quarter: counts, what is computed from them, and together", () => {
	assert.deepEqual(cellsOf("hours_planned"), [3, 12, 18, 33]);
	assert.deepEqual(cellsOf("hours_held"), [2, 10, 0, 12]);
	assert.deepEqual(cellsOf("hours_cancelled"), [0, 0, 0, 0]);
	assert.deepEqual(cellsOf("places"), [6, 36, 42, 84]);
	// 6 of 3·4; 36 of 12·4; 42 of 12·4 + 6·3 = 66; 84 of 12 + 48 + 66 = 126.
	assert.deepEqual(cellsOf("fill"), [50, 75, (42 * 100) / 66, (84 * 100) / 126]);
	// 6 in 2 hours, 30 in 10.
	assert.deepEqual(cellsOf("cases_an_hour"), [3, 3, "hidden", "hidden"]);
	assert.deepEqual(cellsOf("minutes"), [90, 450, "hidden", "hidden"]);
	assert.deepEqual(cellsOf("carried_over"), [0, 6, 0, 6]);
});

test("what is hidden stays so, in every sum, mean and share that it would be in", () => {
	assert.deepEqual(cellsOf("handled"), [6, 30, "hidden", "hidden"]);
	assert.deepEqual(cellsOf("handled", A), [6, 30, 29, 65]);
	assert.deepEqual(cellsOf("handled", B), [0, 0, "hidden", "hidden"]);
	// 36 of 8 would be 4.5, but somebody has answered at half a year too.
	assert.deepEqual(cellsOf("calls_saved"), [0, "hidden", 51, "hidden"]);
	assert.deepEqual(cellsOf("calls_per_client"), [null, "hidden", 51 / 12, "hidden"]);
	assert.deepEqual(cellsOf("wait_median"), [5, "hidden", null, null]);
	assert.deepEqual(cellsOf("wait_mean"), [5.5, "hidden", null, "hidden"]);
});

test("meetings, NPS and PROM: over forms and quarters, and only where there is something", () => {
	// 9 avoided, 3 held: −75 %. 15 + 5 avoided, 5 held: −80 %. 29 of 37 together.
	assert.deepEqual(cellsOf("meetings_change"), [null, -75, -80, -(29 * 100) / 37]);
	// Q3: 7 promoters, 1 detractor of 20: 30. Together 12 and 1 of 30: 36.7 → 37.
	assert.deepEqual(cellsOf("nps"), [null, 30, 30, 37]);
	assert.deepEqual(cellsOf("nps_promoters"), [null, 5, 7, 12]);
	assert.deepEqual(cellsOf("nps_answers"), [0, 10, 20, 30]);
	const prom = byQuarter(source, "clients", QUARTERS, null).filter(
		({ line }) => line.unit === "prom",
	);
	assert.deepEqual(
		prom.map(({ line, cells, total }) => [line.key, line.form, ...cells, total]),
		[
			["prom_before", "baseline", null, null, 285, 285],
			["prom_after", "three-months", null, null, "hidden", "hidden"],
		],
	);
	assert.equal(byQuarter(source, "workers", QUARTERS, null).length, 0);
});

test("scores whose counts are not told weigh as much as they have answers", () => {
	const one = figure("2026Q1", null, "nps", 9, { ...put("baseline", 70), score: 22 });
	const two = figure("2026Q1", null, "nps", 20, { ...put("half-year", 160), score: 50 });
	const third = figure("2026Q1", null, "nps", "hidden", { form: "three-months" });
	const of = (figures: readonly Figure[]) => {
		const own = { ...source, figures: { ...source.figures, figures } };
		return lineOf("nps").value(sampleOf(own, ["2026Q1"], null));
	};
	assert.equal(of([one]), 22);
	// (9 · 22 + 20 · 50) / 29 = 41.3
	assert.equal(of([one, two]), 41);
	assert.equal(of([one, third]), "hidden");
	assert.equal(of([]), null);
});

test("headlines: the change since the quarter before; none without one", () => {
	const of = (quarter: string) => headlines(source, quarter, null);
	const change = (quarter: string, key: (typeof HEADLINES)[number]) =>
		of(quarter).find((one) => one.key === key)?.change;
	assert.deepEqual(
		of("2026Q1").map((one) => one.change),
		HEADLINES.map(() => null),
	);
	assert.deepEqual(change("2026Q2", "handled"), { by: 24, percent: 400 });
	assert.deepEqual(change("2026Q2", "fill"), { by: 25, percent: 50 });
	assert.equal(change("2026Q2", "meetings_change"), null);
	assert.equal(change("2026Q2", "wait_median"), "hidden");
	assert.equal(change("2026Q3", "handled"), "hidden");
	assert.deepEqual(change("2026Q3", "meetings_change"), {
		by: -5,
		percent: (-5 * 100) / -75,
	});
	assert.deepEqual(changeFrom(0, 3), { by: 3, percent: null });
	assert.equal(changeFrom(null, 3), null);
	assert.equal(changeFrom("hidden", 3), "hidden");
});

test("by series and organisation: added up where nothing is hidden, the median not at all", () => {
	const at = (cells: readonly Shown[], key: (typeof SERIES_LINES)[number]) =>
		cells[SERIES_LINES.indexOf(key)];
	const one = bySeries(source, "2026Q3", () => C);
	assert.equal(one.orgs.length, 1);
	assert.deepEqual(
		one.orgs[0]?.series.map(({ series, cells }) => [series, at(cells, "handled")]),
		[
			[A, 29],
			[B, "hidden"],
		],
	);
	assert.deepEqual(one.orgs[0]?.total, one.total);
	const two = bySeries(source, "2026Q1", (series) => (series === A ? C : null));
	assert.deepEqual(
		two.orgs.map(({ org, total }) => [org, at(total, "handled"), at(total, "wait_median")]),
		[
			[C, 6, 5],
			[null, 0, null],
		],
	);
	const both: Source = {
		...source,
		figures: { ...source.figures, series: [A, B, C] },
	};
	const three = bySeries(both, "2026Q3", (series) => (series === C ? C : A));
	assert.equal(at(three.orgs[0]?.total ?? [], "handled"), "hidden");
	assert.equal(at(three.orgs[0]?.total ?? [], "fill"), (42 * 100) / 66);
	// Of an unknown series nothing is guessed.
	assert.equal(at(three.orgs[1]?.total ?? [], "fill"), null);
});

test("outcomes by topic; nothing is nothing", () => {
	assert.deepEqual(outcomes(source, "2026Q3", null), [
		{ topic: "housing-allowance", cells: [7, 0, "hidden", 0, 0] },
	]);
	assert.deepEqual(outcomes(source, "2026Q1", null), []);
	assert.equal(hasFigures(source.figures, ["2025Q4"]), false);
	assert.equal(hasFigures(source.figures, ["2025Q4", "2026Q1"]), true);
	assert.equal(new Set(LINES.map((line: Line) => `${line.key} ${line.form}`)).size, LINES.length);
});

const reply = (change: object = {}) => ({
	quarters: ["2026Q1"],
	series: [A],
	figures: [
		{ quarter: "2026Q1", series: A, code: "places", form: null, hidden: false, n: 6, sum: 90 },
		{
			quarter: "2026Q1",
			series: null,
			code: "nps",
			form: "hour",
			hidden: true,
			n: null,
			sum: null,
		},
	],
	...change,
});

test("the reply is read strictly: a hidden figure with a number beside it is refused", () => {
	const read = readFigures(reply(), "2026Q1", "2026Q1");
	assert.equal(read.figures[0]?.n, 6);
	assert.equal(read.figures[1]?.hidden, true);
	const [one, two] = reply().figures;
	for (const bad of [
		{ quarters: ["2026Q2"] },
		{ quarters: ["2026Q1", "2026Q2"] },
		{ series: ["x"] },
		{ figures: [{ ...two, score: 3 }] },
		{ figures: [{ ...two, n: 3 }] },
		{ figures: [{ ...one, n: null }] },
		{ figures: [{ ...one, series: B }] },
		{ figures: [{ ...one, quarter: "2026Q2" }] },
		{ figures: [{ ...one, form: "later" }] },
		{ figures: [one, one] },
	])
		assert.throws(
			() => readFigures(reply(bad), "2026Q1", "2026Q1"),
			/bad_reply/,
			JSON.stringify(bad),
		);
});

test("what one reply can't hold is asked in halves; one quarter that is too large, and any other refusal, is said", async () => {
	const asked: string[] = [];
	const broker = (most: number, code: "too_large" | "forbidden" = "too_large") =>
		figuresActions({
			request: async (_, { from, to }) => {
				asked.push(`${from}–${to}`);
				const quarters = quartersFrom(from, to);
				if (quarters.length > most) throw new WireError(code, "to");
				const figures = quarters.map((quarter) => ({ ...reply().figures[0], quarter }));
				return { ok: reply({ quarters, figures }) };
			},
		});
	const all = await broker(2).load("2025Q4", "2026Q4");
	assert.deepEqual(all.quarters, ["2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4"]);
	assert.deepEqual(
		all.figures.map(({ quarter }) => quarter),
		all.quarters,
	);
	assert.deepEqual(all.series, [A]);
	assert.deepEqual(asked.splice(0), [
		"2025Q4–2026Q4",
		"2025Q4–2026Q2",
		"2025Q4–2026Q1",
		"2026Q2–2026Q2",
		"2026Q3–2026Q4",
	]);
	await assert.rejects(broker(0).load("2026Q1", "2026Q2"), /too_large/);
	assert.deepEqual(asked.splice(0), ["2026Q1–2026Q2", "2026Q1–2026Q1"]);
	await assert.rejects(broker(0, "forbidden").load("2026Q1", "2026Q2"), /forbidden/);
	assert.equal(asked.length, 1);
});

const chart = (values: readonly Shown[], more = {}) => ({
	groups: values.map((_, i) => `Q${i}`),
	series: [{ name: "one", values }],
	room: 500,
	...more,
});

test("bars are as high as their numbers; a zero has no height, nothing has no bar", () => {
	const { frame, bars } = barsOf(chart([10, 20, 0, null, 5], { whole: true }));
	assert.equal(bars.length, 4);
	const [ten, twenty, zero, five] = bars.map(({ height }) => height) as [
		number,
		number,
		number,
		number,
	];
	assert.ok(Math.abs(twenty - 2 * ten) < 1e-9 && Math.abs(ten - 2 * five) < 1e-9);
	assert.equal(zero, 0);
	for (const bar of bars) {
		assert.ok(Math.abs(bar.y + bar.height - frame.bottom) < 1e-9);
		assert.ok(bar.x >= frame.left && bar.x + bar.width <= frame.right);
	}
	assert.deepEqual(
		frame.ticks.map(({ value }) => value),
		[0, 5, 10, 15, 20],
	);
	assert.equal(frame.width, 500);
	assert.equal(frame.yOf(20), frame.top);
});

test("a hidden bar has one height, whatever it hides and whatever stands beside it", () => {
	for (const others of [[1], [4000]]) {
		const [bar] = barsOf(chart(["hidden", ...others])).bars;
		assert.equal(bar?.value, "hidden");
		assert.equal(bar?.height, HIDDEN_HEIGHT);
	}
	const { frame } = barsOf(chart(["hidden"], { atLeast: 4 }));
	assert.equal(frame.ticks.at(-1)?.value, 4);
});

test("a single value; the pilot's mark lies within; many bars make the picture wider, not thinner", () => {
	const { bars, frame } = barsOf(chart([2.5], { atLeast: 6 }));
	assert.equal(bars.length, 1);
	assert.ok((bars[0]?.height ?? 0) > 0 && frame.yOf(6) >= frame.top);
	const many = barsOf({
		groups: Array.from({ length: 8 }, (_, i) => `Q${i}`),
		series: [1, 2, 3].map((n) => ({ name: `${n}`, values: Array(8).fill(n) })),
		room: 320,
	});
	assert.ok(many.frame.width > 320);
	assert.ok(many.bars.every(({ width }) => width >= 18));
	const sorted = many.bars.map(({ x }) => x);
	assert.deepEqual(
		sorted,
		[...sorted].sort((a, b) => a - b),
	);
});

test("a line is broken where a value is hidden or missing; its axis may begin elsewhere", () => {
	const { lines, frame } = linesOf(
		chart([100, 300, "hidden", 500, null, 200], { from: 100, atLeast: 500 }),
	);
	const [line] = lines;
	assert.deepEqual(
		line?.runs.map((run) => run.map(({ value }) => value)),
		[[100, 300], [500], [200]],
	);
	assert.deepEqual(line?.hidden, [2]);
	assert.equal(frame.yOf(100), frame.bottom);
	assert.equal(frame.yOf(300), (frame.top + frame.bottom) / 2);
	assert.deepEqual(
		frame.ticks.map(({ value }) => value),
		[100, 200, 300, 400, 500],
	);
});

test("labels of a line chart never lie on each other", () => {
	const values = [300, 300, 302].map((value) => [value, value]);
	const series = values.map((own, i) => ({ name: `${i}`, values: own }));
	const { lines } = linesOf({ groups: ["a", "b"], series, room: 400, from: 100, atLeast: 500 });
	for (const group of [0, 1]) {
		const at = lines
			.map(({ runs }) => runs[0]?.[group]?.labelY ?? Number.NaN)
			.sort((a, b) => a - b);
		for (let i = 1; i < at.length; i++) assert.ok((at[i] ?? 0) - (at[i - 1] ?? 0) > 13.9);
	}
});

test("steps are 1, 2 or 5 of a power of ten, and whole where numbers are", () => {
	assert.deepEqual(
		[1, 4, 7, 20, 61, 400, 1234].map((most) => stepFor(most, true)),
		[1, 1, 2, 5, 20, 100, 500],
	);
	assert.equal(stepFor(1, false), 0.5);
});

test("a hidden figure is called no number in any language: it may be five or more itself", () => {
	for (const { figures } of [fi, sv, en])
		for (const word of [figures.hidden, figures.changeHidden])
			assert.doesNotMatch(word, /\d|<|alle|under|less|fewer/i, word);
});
