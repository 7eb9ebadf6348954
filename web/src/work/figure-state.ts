// The coordinator's figures as the screens have them. Types and codes only; the types are imported through work.ts.
import type { Amount } from "../state/figures.ts";
import type { NpsCounts } from "../state/nps.ts";
import type { QuarterText } from "../state/quarters.ts";
import type { Id } from "./work.ts";

/** When a measure was asked. */
export const MEASURE_FORMS = ["baseline", "three-months", "half-year", "hour", "feedback"] as const;
export type MeasureForm = (typeof MEASURE_FORMS)[number];

/** Of one quarter, of one series (null: of all in the report together). What is zero has no figure. */
export interface Figure {
	readonly quarter: QuarterText;
	readonly series: Id | null;
	/** See PROTOCOL "After the hour". */
	readonly code: string;
	/** Null: no measure. */
	readonly form: MeasureForm | null;
	/** Fewer than five stand behind it, or could be told from it: all the rest is null. */
	readonly hidden: boolean;
	readonly n: Amount;
	readonly sum: Amount;
	/** Days, of waiting_days. */
	readonly median: number | null;
	readonly p90: number | null;
	/** −100…100, of nps. */
	readonly score: number | null;
	/** Null also where one of the three would be one to four. */
	readonly split: NpsCounts | null;
}

export interface Figures {
	/** Those asked for, in order. */
	readonly quarters: readonly QuarterText[];
	/** By name. */
	readonly series: readonly Id[];
	readonly figures: readonly Figure[];
}

export interface FiguresActions {
	/** Of a county's own series, of Kela those with its contacts; at most 12 quarters, both ends with them. */
	load(from: QuarterText, to: QuarterText): Promise<Figures>;
}
