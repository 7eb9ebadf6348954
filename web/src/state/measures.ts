// Measures of one case as a form: which there are, what each may be, when which form is due, and what of them are numbers
// for the report. Pure; knows no screen and no wire but the table of codes.

import { MEASURES, type MeasureCode } from "../wire/messages.gen.ts";
import { TOPICS, type Topic } from "../work/documents.ts";
import type { Hour, PlaceState } from "../work/work.ts";
import { isAnswer, PROM_ITEMS, type PromAnswers, type PromItem, promScore } from "./prom.ts";

export const FOLLOW_FORMS = ["baseline", "three-months", "half-year"] as const;
export type FollowForm = (typeof FOLLOW_FORMS)[number];

/** What the pair counts; codes of MEASURES as they are. */
export const COUNTS = [
	"meeting_avoided",
	"meetings_held",
	"calls_saved",
	"application_corrected",
	"application_avoided",
	"application_made",
] as const satisfies readonly MeasureCode[];
export type Count = (typeof COUNTS)[number];

/** What came of a benefit's application. */
export const RESULTS = ["granted", "partly", "refused", "pending", "not-applied"] as const;
export type BenefitResult = (typeof RESULTS)[number];

export type FollowField = `prom_${PromItem}` | "own" | "nps" | Count | `outcome_${Topic}`;
export type FollowValue = number | BenefitResult;
/** What is not answered is not in it: no answer is no zero. */
export type FollowNumbers = Readonly<Partial<Record<FollowField, FollowValue>>>;
/** Null: the answer is taken away. */
export type FollowChange = Readonly<Partial<Record<FollowField, FollowValue | null>>>;

export interface MeasureValue {
	readonly code: string;
	readonly n: number;
}

/** The range that the broker takes. */
export function rangeOf(code: string): { readonly min: number; readonly max: number } | null {
	return MEASURES.find((one) => one.code === code) ?? null;
}

const inRange = (code: string, n: unknown): boolean => {
	const range = rangeOf(code);
	return (
		range !== null &&
		typeof n === "number" &&
		Number.isInteger(n) &&
		n >= range.min &&
		n <= range.max
	);
};

/** What may stand in that field; false for a field that is none. */
export const FIELD_CHECKS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
	...PROM_ITEMS.map((item) => [`prom_${item}`, isAnswer] as const),
	["own", isAnswer] as const,
	...["nps", ...COUNTS].map((code) => [code, (n: unknown) => inRange(code, n)] as const),
	...TOPICS.map(
		(topic) =>
			[`outcome_${topic}`, (value: unknown) => RESULTS.some((one) => one === value)] as const,
	),
]);

export const isFieldValue = (field: string, value: unknown): boolean =>
	FIELD_CHECKS.get(field)?.(value) ?? false;

/** The numbers with the change in them. */
export function changed(numbers: FollowNumbers, change: FollowChange): FollowNumbers {
	const all = Object.entries({ ...numbers, ...change });
	return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}

/** What is left of a change that would alter something. */
export function lasting(numbers: FollowNumbers, change: FollowChange): FollowChange {
	const entries = Object.entries(change) as [FollowField, FollowValue | null][];
	return Object.fromEntries(entries.filter(([field, value]) => (numbers[field] ?? null) !== value));
}

/** Changes by form that were not saved yet, from a draft: what is out of shape is left out. */
export type FollowChanges = Readonly<Partial<Record<FollowForm, FollowChange>>>;

export function readChanges(stored: unknown): FollowChanges {
	const all = isRecord(stored) ? stored : {};
	return Object.fromEntries(
		FOLLOW_FORMS.flatMap((form) => {
			const change = all[form];
			return isRecord(change) ? [[form, readChange(change)]] : [];
		}),
	);
}

function readChange(change: Readonly<Record<string, unknown>>): FollowChange {
	const fits = ([field, value]: [string, unknown]) =>
		FIELD_CHECKS.has(field) && (value === null || isFieldValue(field, value));
	return Object.fromEntries(Object.entries(change).filter(fits));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

const numberAt = (numbers: FollowNumbers, field: FollowField): number | null => {
	const value = numbers[field];
	return typeof value === "number" ? value : null;
};

export function promOf(numbers: FollowNumbers): PromAnswers {
	return Object.fromEntries(PROM_ITEMS.map((item) => [item, numberAt(numbers, `prom_${item}`)]));
}

/** What goes to the report, by code: sums and counts only, nothing that was not answered. */
export function valuesOf(form: FollowForm, numbers: FollowNumbers): readonly MeasureValue[] {
	const when = form === "baseline" ? "before" : "after";
	const plain = ["nps", ...COUNTS] as const;
	const values: (readonly [string, number | null])[] = [
		...plain.map((code) => [code, numberAt(numbers, code)] as const),
		[`prom_${when}`, promScore(promOf(numbers))],
		[`prom_own_${when}`, numberAt(numbers, "own")],
		...TOPICS.flatMap((topic) => {
			const result = numbers[`outcome_${topic}`];
			return result === undefined ? [] : [[`outcome_${topic}_${result}`, 1] as const];
		}),
	];
	return values
		.flatMap(([code, n]) => (n === null ? [] : [{ code, n }]))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
}

export const sameValues = (a: readonly MeasureValue[], b: readonly MeasureValue[]): boolean =>
	a.length === b.length && a.every(({ code, n }, i) => b[i]?.code === code && b[i]?.n === n);

/** Digits typed so close to each other make one number. */
const TYPING_MS = 1_000;

/** The number after a digit key: added to the last one if that was just typed and both make a number that may be. */
export function typedNumber(
	digit: number,
	last: { readonly n: number; readonly at: number } | null,
	now: number,
	range: { readonly min: number; readonly max: number },
): number | null {
	const fits = (n: number) => n >= range.min && n <= range.max;
	const both = last !== null && now - last.at <= TYPING_MS ? last.n * 10 + digit : null;
	if (both !== null && last?.n !== 0 && fits(both)) return both;
	return fits(digit) ? digit : null;
}

const DAY_MS = 86_400_000;
/** A follow-up may be done so long before its day. */
const EARLY_MS = 14 * DAY_MS;
const THREE_MONTHS_FROM_MS = 28 * DAY_MS;
const HALF_YEAR_FROM_MS = 150 * DAY_MS;

/** The form of this time: by the dates of the follow-ups, or where none are set by the age of the case. */
export function formOfNow(at: {
	readonly now: number;
	readonly createdAt: number;
	readonly due: readonly { readonly what: string; readonly due: number }[];
}): FollowForm {
	const dueOf = (what: string) => at.due.find((one) => one.what === what && one.due > 0)?.due;
	const [first, half] = [dueOf("first"), dueOf("half-year")];
	const reached = (due: number | undefined) => due !== undefined && due - EARLY_MS <= at.now;
	if (reached(half)) return "half-year";
	if (reached(first)) return "three-months";
	const age = at.now - at.createdAt;
	if (half === undefined && age >= HALF_YEAR_FROM_MS) return "half-year";
	if (first === undefined && age >= THREE_MONTHS_FROM_MS) return "three-months";
	return "baseline";
}

// ---------------------------------------------------------------- feedback after the hour

export const FEEDBACK = {
	worker: ["worker_hour_useful", "worker_time_saved"],
	contact: ["contact_question_clear", "worker_hour_useful"],
} as const satisfies Record<"worker" | "contact", readonly MeasureCode[]>;
export type FeedbackCode = (typeof FEEDBACK)["worker" | "contact"][number];

/** Asked for so long after the hour. */
export const FEEDBACK_ASKED_MS = 14 * DAY_MS;
/** An answer may be changed for so long after it was first given. */
export const FEEDBACK_CHANGED_MS = DAY_MS;

/** A place that was talked about. */
const HELD: readonly PlaceState[] = ["handled", "carried-over", "interrupted"];

/** It has been held, and nothing of it that I may see is still to come: now is the time to ask how it was. */
export function isHeld(hour: Pick<Hour, "state" | "endsAt" | "places">, now: number): boolean {
	const seen = hour.places.filter((place) => place.case !== null || HELD.includes(place.state));
	const over = (state: PlaceState) => HELD.includes(state) || state === "answered";
	return (
		hour.state === "planned" &&
		seen.some(({ state }) => HELD.includes(state)) &&
		(hour.endsAt <= now || seen.every(({ state }) => over(state)))
	);
}

export const isFeedbackCode = (code: string): code is FeedbackCode =>
	[...FEEDBACK.worker, ...FEEDBACK.contact].some((one) => one === code);
