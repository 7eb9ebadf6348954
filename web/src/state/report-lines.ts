// The lines of the coordinator's report: what each number is and how it comes from the broker's figures. Pure. A hidden
// figure stays hidden: whatever would be computed from one is hidden too.
import type { Figure, MeasureForm } from "../work/work.ts";
import { type Amount, meanOf, meetingsChange, shareOf, sumOf } from "./figures.ts";
import { type NpsCounts, npsScore } from "./nps.ts";

/** What a cell says. "hidden": fewer than five, or could be told from it. Null: there is nothing to say. */
export type Shown = number | "hidden" | null;

/** Figures of one cell (a quarter of a series, or of all), or of several put together. */
export class Sample {
	readonly #figures: readonly Figure[];
	readonly #cells: number;
	/** Places that the planned hours have; null: not known. */
	readonly seats: number | null;

	constructor(figures: readonly Figure[], cells: number, seats: number | null) {
		this.#figures = figures;
		this.#cells = cells;
		this.seats = seats;
	}

	/** Nothing has happened. */
	get empty(): boolean {
		return this.#figures.length === 0;
	}

	of(code: string, form?: MeasureForm): readonly Figure[] {
		return this.#figures.filter(
			(one) => one.code === code && (form === undefined || one.form === form),
		);
	}

	n(code: string, form?: MeasureForm): Amount {
		return sumOf(this.of(code, form).map((one) => one.n));
	}

	sum(code: string, form?: MeasureForm): Amount {
		return sumOf(this.of(code, form).map((one) => one.sum));
	}

	/** The one figure of that code; null where several are put together: some numbers of theirs can't be. */
	single(code: string): Figure | null {
		return this.#cells === 1 ? (this.of(code)[0] ?? null) : null;
	}
}

export type Unit = "count" | "minutes" | "days" | "percent" | "mean" | "prom" | "points";

export const GROUPS = [
	"hours",
	"cases",
	"waiting",
	"plans",
	"effect",
	"clients",
	"workers",
] as const;
export type Group = (typeof GROUPS)[number];

interface Meaning {
	readonly group: Group;
	readonly unit: Unit;
	readonly value: (sample: Sample, form?: MeasureForm) => Shown;
	/** A line for each time at which it was asked. */
	readonly byForm?: true;
}

const shown = (amount: Amount): Shown => amount ?? "hidden";

/** Null of amounts that are known: there is no ground to compute it on. */
const computed = (value: number | null, ...from: readonly Amount[]): Shown =>
	from.includes(null) ? "hidden" : value;

/** How many there are. */
const count = (group: Group, code: string): Meaning => ({
	group,
	unit: "count",
	value: (sample) => shown(sample.n(code)),
});

/** What was put, added up. */
const total = (group: Group, code: string): Meaning => ({
	group,
	unit: "count",
	value: (sample) => shown(sample.sum(code)),
});

const mean = (group: Group, code: string, unit: Unit = "mean"): Meaning => ({
	group,
	unit,
	value: (sample, form) => {
		const [sum, n] = [sample.sum(code, form), sample.n(code, form)];
		return computed(meanOf(sum, n), sum, n);
	},
});

/** Over several cells there is no median of medians. */
const wait = (which: "median" | "p90"): Meaning => ({
	group: "waiting",
	unit: "days",
	value: (sample) => {
		const one = sample.single("waiting_days");
		return one?.hidden ? "hidden" : (one?.[which] ?? null);
	},
});

const answersOf = (which: keyof NpsCounts): Meaning => ({
	group: "clients",
	unit: "count",
	value: (sample) => {
		const all = sample.of("nps").map((one) => one.split?.[which] ?? null);
		return all.length === 0 ? null : shown(sumOf(all));
	},
});

/** Over several forms by their counts; where those are not told, by the scores, each as much as it has answers. */
function npsOf(sample: Sample): Shown {
	const figures = sample.of("nps");
	if (figures.length === 0) return null;
	const all = (which: keyof NpsCounts) => sumOf(figures.map((one) => one.split?.[which] ?? null));
	const [promoters, passives, detractors] = [all("promoters"), all("passives"), all("detractors")];
	if (figures.length > 1 && promoters !== null && passives !== null && detractors !== null)
		return npsScore({ promoters, passives, detractors });
	const n = sample.n("nps");
	const net = sumOf(
		figures.map(({ score, n: own }) => (own === null || score === null ? null : score * own)),
	);
	const mean = meanOf(net, n);
	return mean === null ? "hidden" : Math.sign(mean) * Math.round(Math.abs(mean)) || 0;
}

function fillOf(sample: Sample): Shown {
	const taken = sample.n("places");
	return computed(sample.seats === null ? null : shareOf(taken, sample.seats), taken);
}

function anHour(sample: Sample): Shown {
	const [handled, hours] = [sample.n("handled"), sample.n("hours_held")];
	return computed(meanOf(handled, hours), handled, hours);
}

function ofMeetings(sample: Sample): Shown {
	const [avoided, held] = [sample.sum("meeting_avoided"), sample.sum("meetings_held")];
	return computed(meetingsChange(avoided, held), avoided, held);
}

const MEANINGS = {
	hours_planned: count("hours", "hours_planned"),
	hours_held: count("hours", "hours_held"),
	hours_cancelled: count("hours", "hours_cancelled"),
	hours_moved: count("hours", "hours_moved"),
	places: count("cases", "places"),
	handled: count("cases", "handled"),
	carried_over: count("cases", "carried_over"),
	interrupted: count("cases", "interrupted"),
	open: count("cases", "open"),
	answered: count("cases", "answered"),
	minutes: { group: "cases", unit: "minutes", value: (sample) => shown(sample.sum("handled")) },
	cases_an_hour: { group: "cases", unit: "mean", value: anHour },
	fill: { group: "cases", unit: "percent", value: fillOf },
	wait_median: wait("median"),
	wait_p90: wait("p90"),
	wait_mean: mean("waiting", "waiting_days"),
	plans_made: count("plans", "plans_made"),
	plans_refreshed: count("plans", "plans_refreshed"),
	meetings_change: { group: "effect", unit: "percent", value: ofMeetings },
	meeting_avoided: total("effect", "meeting_avoided"),
	meetings_held: total("effect", "meetings_held"),
	calls_per_client: mean("effect", "calls_saved"),
	calls_saved: total("effect", "calls_saved"),
	application_corrected: total("effect", "application_corrected"),
	application_avoided: total("effect", "application_avoided"),
	application_made: total("effect", "application_made"),
	nps: { group: "clients", unit: "points", value: npsOf },
	nps_answers: count("clients", "nps"),
	nps_promoters: answersOf("promoters"),
	nps_passives: answersOf("passives"),
	nps_detractors: answersOf("detractors"),
	prom_before: { ...mean("clients", "prom_before", "prom"), byForm: true },
	prom_after: { ...mean("clients", "prom_after", "prom"), byForm: true },
	prom_own_before: { ...mean("clients", "prom_own_before"), byForm: true },
	prom_own_after: { ...mean("clients", "prom_own_after"), byForm: true },
	worker_hour_useful: mean("workers", "worker_hour_useful"),
	worker_time_saved: mean("workers", "worker_time_saved"),
	contact_question_clear: mean("workers", "contact_question_clear"),
} satisfies Readonly<Record<string, Meaning>>;

export type LineKey = keyof typeof MEANINGS;

export interface Line {
	readonly key: LineKey;
	/** Of a measure that is told apart by when it was asked. */
	readonly form: MeasureForm | null;
	readonly group: Group;
	readonly unit: Unit;
	readonly value: (sample: Sample) => Shown;
}

const FORMS: readonly MeasureForm[] = ["baseline", "three-months", "half-year", "hour", "feedback"];

/** All there are, in order. */
export const LINES: readonly Line[] = Object.entries(MEANINGS).flatMap(
	([name, meaning]): Line[] => {
		const { group, unit, value, byForm }: Meaning = meaning;
		const key = name as LineKey;
		if (byForm !== true)
			return [{ ...{ key, form: null, group, unit }, value: (sample: Sample) => value(sample) }];
		return FORMS.map((form) => ({
			...{ key, form, group, unit },
			value: (sample: Sample) => value(sample, form),
		}));
	},
);

export function lineOf(key: LineKey): Line {
	const found = LINES.find((line) => line.key === key);
	if (found === undefined) throw new RangeError(`no line ${key}`);
	return found;
}
