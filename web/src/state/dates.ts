// Wall-clock dates in Europe/Helsinki, and arithmetic on `YYYY-MM-DD`. Pure; how a date is worded is in src/text/dates.ts.
import type { DateText } from "../work/documents.ts";

export const ZONE = "Europe/Helsinki";
const isoDay = new Intl.DateTimeFormat("en-CA", {
	timeZone: ZONE,
	year: "numeric",
	month: "2-digit",
	day: "2-digit",
});

/** The day in Helsinki at this instant. */
export function dayOf(ms: number): DateText {
	return isoDay.format(ms);
}

/** Does a day begin in Helsinki at this instant? */
export const isMidnight = (ms: number): boolean => dayOf(ms - 1) !== dayOf(ms);

/** Noon UTC of a date: safe to format in any European zone, and to count days with. */
export function noonOf(date: DateText): number {
	return Date.parse(`${date}T12:00:00Z`);
}

export function isDate(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOfUtc(noonOf(text)) === text;
}

/** What a person types, or an ISO date: 2.12.2026, 02/12/2026, 2026-12-02. Null if it is no date. */
export function readDate(text: string): DateText | null {
	const typed = /^\s*(\d{1,2})[./](\d{1,2})[./](\d{4})\s*$/.exec(text);
	const [, day = "", month = "", year = ""] = typed ?? [];
	const date =
		typed === null ? text.trim() : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
	return isDate(date) ? date : null;
}

/** A time of day as it is typed (12.00, 9:30) → HH:MM, or null. */
export function readTime(text: string): string | null {
	const found = /^\s*(\d{1,2})[.:](\d{2})\s*$/.exec(text);
	const [, hour = "", minute = ""] = found ?? [];
	if (found === null || Number(hour) > 23 || Number(minute) > 59) return null;
	return `${hour.padStart(2, "0")}:${minute}`;
}

function dayOfUtc(ms: number): string {
	return Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 10);
}

export function addDays(date: DateText, days: number): DateText {
	return dayOfUtc(noonOf(date) + days * 86_400_000);
}

/** The same day `months` on, or the last day of that month where there is none. */
export function addMonths(date: DateText, months: number): DateText {
	const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
	const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
	return dayOfUtc(Date.UTC(year, month - 1 + months, Math.min(day, last), 12));
}

/** Whole days from a to b. */
export function daysBetween(a: DateText, b: DateText): number {
	return Math.round((noonOf(b) - noonOf(a)) / 86_400_000);
}
