// Where the parts of a chart stand: bars, points, ticks. Pure arithmetic in pixels; draws nothing.
import type { Shown } from "../../state/report-lines.ts";

export interface ChartSeries {
	readonly name: string;
	/** One for each group. */
	readonly values: readonly Shown[];
}

export interface ChartOptions {
	readonly groups: readonly string[];
	readonly series: readonly ChartSeries[];
	/** As wide as there is room; wider if the bars would get too thin. */
	readonly room: number;
	/** The axis goes at least so far, and begins there: 0 unless said. */
	readonly atLeast?: number;
	readonly from?: number;
	/** Values are whole numbers: so are the ticks. */
	readonly whole?: boolean;
}

export interface Frame {
	readonly width: number;
	readonly height: number;
	readonly left: number;
	readonly right: number;
	readonly top: number;
	/** Where the axis lies. */
	readonly bottom: number;
	readonly ticks: readonly { readonly value: number; readonly y: number }[];
	readonly groups: readonly {
		readonly label: string;
		readonly x: number;
		readonly width: number;
	}[];
	yOf(value: number): number;
}

export interface Bar {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly value: Shown;
	/** Which of the series. */
	readonly series: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
	readonly value: number;
	/** Where its number stands: clear of those of other lines. */
	readonly labelY: number;
}

export interface LineShape {
	readonly series: number;
	/** Points that follow each other without a gap. */
	readonly runs: readonly (readonly Point[])[];
	/** Groups whose value is hidden. */
	readonly hidden: readonly number[];
}

const HEIGHT = 240;
const LEFT = 40;
const RIGHT = 8;
const TOP = 28;
const BOTTOM = 28;
const BAR_LEAST = 20;
const BAR_MOST = 44;
const GROUP_GAP = 14;
const LABEL_LEAST = 58;
/** A hidden bar has one height, whatever it hides. */
export const HIDDEN_HEIGHT = 26;
const TICKS_MOST = 5;
const LABEL_ABOVE = 8;
const LABEL_HEIGHT = 14;

/** The step of an axis up to there: 1, 2 or 5 of a power of ten. */
export function stepFor(most: number, whole: boolean): number {
	const raw = Math.max(most, Number.MIN_VALUE) / (TICKS_MOST - 1);
	const power = 10 ** Math.floor(Math.log10(raw));
	const step = [1, 2, 5, 10].map((n) => n * power).find((one) => one >= raw * 0.999) ?? 10 * power;
	return whole ? Math.max(1, step) : step;
}

export function frameOf(options: ChartOptions, perGroup: number): Frame {
	const { groups, series, room, atLeast = 1, from = 0, whole = false } = options;
	const least = Math.max(perGroup * BAR_LEAST + GROUP_GAP, LABEL_LEAST);
	const width = Math.max(room, LEFT + RIGHT + groups.length * least);
	const each = (width - LEFT - RIGHT) / Math.max(1, groups.length);
	const numbers = series.flatMap(({ values }) =>
		values.filter((value): value is number => typeof value === "number"),
	);
	const most = Math.max(atLeast, ...numbers);
	const step = stepFor(most - from, whole);
	const last = from + Math.ceil((most - from) / step - 1e-9) * step;
	const bottom = HEIGHT - BOTTOM;
	const yOf = (value: number) => bottom - ((value - from) / (last - from)) * (bottom - TOP);
	const count = Math.round((last - from) / step);
	return {
		...{ width, height: HEIGHT, left: LEFT, right: width - RIGHT, top: TOP, bottom, yOf },
		ticks: Array.from({ length: count + 1 }, (_, i) => {
			const value = Number((from + i * step).toFixed(6));
			return { value, y: yOf(value) };
		}),
		groups: groups.map((label, i) => ({ label, x: LEFT + (i + 0.5) * each, width: each })),
	};
}

/** A bar for each value that there is; a zero has no height, a hidden one always the same. */
export function barsOf(options: ChartOptions): {
	readonly frame: Frame;
	readonly bars: readonly Bar[];
} {
	const { series } = options;
	const frame = frameOf(options, series.length);
	const bars = frame.groups.flatMap((group, g) => {
		const width = Math.min(BAR_MOST, (group.width - GROUP_GAP) / Math.max(1, series.length));
		const start = group.x - (width * series.length) / 2;
		return series.flatMap(({ values }, i): Bar[] => {
			const value = values[g] ?? null;
			if (value === null) return [];
			const y = value === "hidden" ? frame.bottom - HIDDEN_HEIGHT : frame.yOf(value);
			const place = { x: start + i * width + 1, width: width - 2, y, height: frame.bottom - y };
			return [{ ...place, value, series: i }];
		});
	});
	return { frame, bars };
}

/** The numbers of one group above their points, from the highest down; pushed where they would lie on each other. */
function labelsOf(ys: readonly (number | null)[]): readonly number[] {
	const order = ys.map((y, i) => ({ y, i })).filter(({ y }) => y !== null);
	order.sort((a, b) => (a.y ?? 0) - (b.y ?? 0));
	const labels = ys.map(() => 0);
	let least = Number.NEGATIVE_INFINITY;
	for (const { y, i } of order) {
		labels[i] = Math.max((y ?? 0) - LABEL_ABOVE, least);
		least = (labels[i] ?? 0) + LABEL_HEIGHT;
	}
	return labels;
}

/** A line for each series, broken where a value is hidden or there is none. */
export function linesOf(options: ChartOptions): {
	readonly frame: Frame;
	readonly lines: readonly LineShape[];
} {
	const frame = frameOf(options, 1);
	const labels = frame.groups.map((_, g) =>
		labelsOf(
			options.series.map(({ values }) => {
				const value = values[g];
				return typeof value === "number" ? frame.yOf(value) : null;
			}),
		),
	);
	const lines = options.series.map(({ values }, series) => {
		const runs: Point[][] = [];
		const hidden: number[] = [];
		let open = false;
		frame.groups.forEach(({ x }, g) => {
			const value = values[g] ?? null;
			if (value === "hidden") hidden.push(g);
			if (typeof value !== "number") {
				open = false;
				return;
			}
			const point = { x, y: frame.yOf(value), value, labelY: labels[g]?.[series] ?? 0 };
			const run = open ? runs.at(-1) : undefined;
			if (run === undefined) runs.push([point]);
			else run.push(point);
			open = true;
		});
		return { series, runs, hidden };
	});
	return { frame, lines };
}
