// The coordinator's figures, as the broker counts them from its record: read strictly, kept nowhere. What they mean
// together is state/report-tables.ts.
import { type QuarterText, quartersFrom } from "../state/quarters.ts";
import { WireError } from "../wire/errors.ts";
import { MEASURE_FORMS, type MeasureForm } from "./figure-state.ts";
import { Reader } from "./replies.ts";
import type { Figure, Figures, FiguresActions } from "./work.ts";

/** What it needs of the link to the broker. */
export interface Asking {
	request(
		command: "report",
		span: { readonly from: QuarterText; readonly to: QuarterText },
	): Promise<{ readonly ok: unknown }>;
}

export const figuresActions = (link: Asking): FiguresActions => ({
	load: (from, to) => load(link, from, to),
});

/** In halves where one reply can't hold all series: the broker sums and hides within a quarter, so nothing is lost. */
async function load(link: Asking, from: QuarterText, to: QuarterText): Promise<Figures> {
	try {
		const { ok } = await link.request("report", { from, to });
		return readFigures(ok, from, to);
	} catch (error) {
		const asked = quartersFrom(from, to);
		const middle = Math.ceil(asked.length / 2);
		const [end, start] = [asked[middle - 1], asked[middle]];
		const tooLarge = error instanceof WireError && error.code === "too_large";
		if (!tooLarge || end === undefined || start === undefined) throw error;
		const first = await load(link, from, end);
		const second = await load(link, start, to);
		return {
			quarters: asked,
			series: [...new Set([...first.series, ...second.series])],
			figures: [...first.figures, ...second.figures],
		};
	}
}

/** Throws WireError bad_reply on the first thing that is not as PROTOCOL says. */
export function readFigures(reply: unknown, from: QuarterText, to: QuarterText): Figures {
	const r = new Reader(reply);
	const quarters = r.values("quarters");
	const asked = quartersFrom(from, to);
	if (quarters.length !== asked.length || asked.some((one, i) => one !== quarters[i]))
		throw new WireError("bad_reply", "quarters");
	const series = r.ids("series");
	const figures = r.list("figures", readFigure);
	const known = new Set<string | null>([null, ...series]);
	const seen = new Set<string>();
	for (const one of figures) {
		const key = `${one.quarter} ${one.series} ${one.code} ${one.form}`;
		if (!asked.includes(one.quarter) || !known.has(one.series) || seen.has(key))
			throw new WireError("bad_reply", "figures");
		seen.add(key);
	}
	return { quarters: asked, series, figures };
}

function readFigure(r: Reader): Figure {
	const hidden = r.flag("hidden");
	const figure = {
		quarter: r.text("quarter"),
		series: r.idOrNull("series"),
		code: r.text("code"),
		form: r.has("form") ? r.oneOf<MeasureForm>("form", MEASURE_FORMS) : null,
	};
	const rest = ["n", "sum", "median", "p90", "score", "promoters", "passives", "detractors"];
	if (hidden) {
		// What is hidden has nothing beside it that tells.
		if (rest.some((field) => r.has(field))) throw new WireError("bad_reply", "hidden");
		return { ...figure, hidden, ...NOTHING };
	}
	return {
		...figure,
		hidden,
		n: r.int("n"),
		sum: r.int("sum"),
		median: r.intOrNull("median"),
		p90: r.intOrNull("p90"),
		score: r.intOrNull("score"),
		split: r.has("promoters")
			? {
					promoters: r.int("promoters"),
					passives: r.int("passives"),
					detractors: r.int("detractors"),
				}
			: null,
	};
}

const NOTHING = {
	n: null,
	sum: null,
	median: null,
	p90: null,
	score: null,
	split: null,
} as const;
