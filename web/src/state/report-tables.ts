// The coordinator's report as tables: by quarter, by series and organisation, what came of applications; and what has
// changed since the quarter before. Pure; what a number is stands in report-lines.ts.
import { TOPICS, type Topic } from "../work/documents.ts";
import type { Figures, Id } from "../work/work.ts";
import { changeOf, sumOf } from "./figures.ts";
import { RESULTS } from "./measures.ts";
import { previousQuarter, type QuarterText } from "./quarters.ts";
import {
	type Group,
	LINES,
	type Line,
	type LineKey,
	lineOf,
	Sample,
	type Shown,
} from "./report-lines.ts";

export interface Source {
	readonly figures: Figures;
	/** Places of an hour of the series; null: not known. */
	readonly capacityOf: (series: Id) => number | null;
}

/** Of those quarters together; of those series, or (null) of all in the report. */
export function sampleOf(
	{ figures, capacityOf }: Source,
	quarters: readonly QuarterText[],
	series: readonly Id[] | null,
): Sample {
	const within = figures.figures.filter((one) => quarters.includes(one.quarter));
	const some = within.filter((one) =>
		series === null ? one.series === null : one.series !== null && series.includes(one.series),
	);
	let seats: number | null = 0;
	for (const one of within) {
		if (one.code !== "hours_planned" || one.series === null || one.n === null) continue;
		if (series !== null && !series.includes(one.series)) continue;
		const capacity = capacityOf(one.series);
		seats = seats === null || capacity === null ? null : seats + capacity * one.n;
	}
	return new Sample(some, quarters.length * (series?.length ?? 1), seats);
}

const seriesIn = (series: Id | null): readonly Id[] | null => (series === null ? null : [series]);

export interface Row {
	readonly line: Line;
	/** By quarter. */
	readonly cells: readonly Shown[];
	/** Of all quarters; null where nothing can be said of them together. */
	readonly total: Shown;
}

/** The lines of a group by quarter; measures that nobody has put in all that time are left out. */
export function byQuarter(
	source: Source,
	group: Group,
	quarters: readonly QuarterText[],
	series: Id | null,
): readonly Row[] {
	const samples = quarters.map((quarter) => sampleOf(source, [quarter], seriesIn(series)));
	const all = sampleOf(source, quarters, seriesIn(series));
	return LINES.filter((line) => line.group === group)
		.map((line) => ({ line, cells: samples.map(line.value), total: line.value(all) }))
		.filter(({ cells }) => cells.some((cell) => cell !== null));
}

/** `by`: in the line's own unit. `percent`: of what was; null where that says nothing. */
export type Change = { readonly by: number; readonly percent: number | null } | "hidden" | null;

export function changeFrom(before: Shown, now: Shown): Change {
	if (before === null || now === null) return null;
	if (before === "hidden" || now === "hidden") return "hidden";
	return { by: now - before, percent: changeOf(before, now) };
}

/** What the report begins with. */
export const HEADLINES = [
	"meetings_change",
	"cases_an_hour",
	"calls_per_client",
	"handled",
	"fill",
	"wait_median",
	"nps",
	"plans_made",
] as const satisfies readonly LineKey[];
export type Headline = (typeof HEADLINES)[number];

export interface HeadlineFigure {
	readonly key: Headline;
	readonly line: Line;
	readonly now: Shown;
	/** Since the quarter before; null: that has no figures, or there is none to compare. */
	readonly change: Change;
}

/** `quarter` and the one before it have to be in the source. */
export function headlines(
	source: Source,
	quarter: QuarterText,
	series: Id | null,
): readonly HeadlineFigure[] {
	const now = sampleOf(source, [quarter], seriesIn(series));
	const before = sampleOf(source, [previousQuarter(quarter)], seriesIn(series));
	return HEADLINES.map((key) => {
		const line = lineOf(key);
		const value = line.value(now);
		const change = before.empty ? null : changeFrom(line.value(before), value);
		return { key, line, now: value, change };
	});
}

/** What a series is compared by. */
export const SERIES_LINES = [
	"hours_held",
	"handled",
	"carried_over",
	"cases_an_hour",
	"fill",
	"wait_median",
	"meetings_change",
	"calls_per_client",
] as const satisfies readonly LineKey[];

export interface OrgRows {
	/** Null: the organisation is not known. */
	readonly org: Id | null;
	readonly series: readonly { readonly series: Id; readonly cells: readonly Shown[] }[];
	/** Of its series together. */
	readonly total: readonly Shown[];
}

/** Series by whose they are, each organisation added up. */
export function bySeries(
	source: Source,
	quarter: QuarterText,
	orgOf: (series: Id) => Id | null,
): { readonly orgs: readonly OrgRows[]; readonly total: readonly Shown[] } {
	const lines = SERIES_LINES.map(lineOf);
	const cells = (series: readonly Id[] | null) => {
		const sample = sampleOf(source, [quarter], series);
		return lines.map((line) => line.value(sample));
	};
	const { series } = source.figures;
	const all = [...new Set(series.map(orgOf))];
	const total = cells(null);
	const orgs = all.map((org) => {
		const own = series.filter((one) => orgOf(one) === org);
		return {
			org,
			series: own.map((one) => ({ series: one, cells: cells([one]) })),
			// The broker's own sum says more than one put together: the median too.
			total: all.length === 1 ? total : cells(own),
		};
	});
	return { orgs, total };
}

export interface TopicRow {
	readonly topic: Topic;
	/** By RESULTS. */
	readonly cells: readonly Shown[];
}

export const outcomeCode = (topic: Topic, result: (typeof RESULTS)[number]): string =>
	`outcome_${topic}_${result}`;

/** What came of applications: topics that somebody has said something about. */
export function outcomes(
	source: Source,
	quarter: QuarterText,
	series: Id | null,
): readonly TopicRow[] {
	const sample = sampleOf(source, [quarter], seriesIn(series));
	return TOPICS.filter((topic) =>
		RESULTS.some((result) => sample.of(outcomeCode(topic, result)).length > 0),
	).map((topic) => ({
		topic,
		cells: RESULTS.map(
			(result): Shown =>
				sumOf(sample.of(outcomeCode(topic, result)).map((one) => one.sum)) ?? "hidden",
		),
	}));
}

/** Are there figures in any of those quarters? */
export const hasFigures = (figures: Figures, quarters: readonly QuarterText[]): boolean =>
	figures.figures.some((one) => quarters.includes(one.quarter));
