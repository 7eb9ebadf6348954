// Quarters of a year as the measures and the report name them ("2026Q4"), by the day in Helsinki. Pure.
import type { DateText } from "../work/documents.ts";
import { dayOf } from "./dates.ts";

/** `2026Q4`; compares as text. */
export type QuarterText = string;

const SHAPE = /^(\d{4})Q([1-4])$/;

const made = (year: number, quarter: number): QuarterText =>
	`${String(year).padStart(4, "0")}Q${quarter}`;

/** Null if it is none. */
export function readQuarter(
	text: string,
): { readonly year: number; readonly quarter: number } | null {
	const found = SHAPE.exec(text);
	return found === null ? null : { year: Number(found[1]), quarter: Number(found[2]) };
}

export const isQuarter = (text: string): boolean => SHAPE.test(text);

export function quarterOfDay(date: DateText): QuarterText {
	return made(Number(date.slice(0, 4)), Math.ceil(Number(date.slice(5, 7)) / 3));
}

/** The quarter in Helsinki at this instant. */
export const quarterOf = (ms: number): QuarterText => quarterOfDay(dayOf(ms));

/** So many quarters on, or back if negative. */
export function addQuarters(quarter: QuarterText, count: number): QuarterText {
	const read = readQuarter(quarter);
	if (read === null) throw new RangeError(`no quarter: ${quarter}`);
	const at = read.year * 4 + read.quarter - 1 + count;
	return made(Math.floor(at / 4), (at % 4) + 1);
}

export const previousQuarter = (quarter: QuarterText): QuarterText => addQuarters(quarter, -1);

/** From the first to the last, both with them; none if they are the wrong way round. */
export function quartersFrom(first: QuarterText, last: QuarterText): readonly QuarterText[] {
	const list: QuarterText[] = [];
	for (let one = first; one <= last; one = addQuarters(one, 1)) list.push(one);
	return list;
}
