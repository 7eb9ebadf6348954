// The coordinator's window on the weeks: where it begins, how long it is, and what stands out in it. Pure.
import { startOfDay } from "../work/time.ts";
import type { Hour, Series } from "../work/work.ts";
import { addDays, daysBetween } from "./dates.ts";

export const WEEK_COUNTS: readonly number[] = [8, 13, 26, 53];

/** Hours are made 26 weeks ahead; as far as this, all of them have been. */
const MADE_MS = 25 * 7 * 86_400_000;

/** The series goes on in that week, whose hour has not been made yet. */
export function comesLater(series: Series, monday: string, now: number): boolean {
	const { first, last, every } = series;
	const day = addDays(monday, series.weekday - 1);
	if (startOfDay(day) <= now + MADE_MS) return false;
	if (day < first || (last !== null && day > last)) return false;
	return Math.floor(daysBetween(first, day) / 7) % every === 0;
}

/** So many weeks on or back from where the window begins. */
export const shifted = (from: string, weeks: number): string => addDays(from, 7 * weeks);

/** Hours on holidays that nobody has decided about and that have not begun. */
export const proposalsOf = (hours: readonly Hour[], now: number): readonly Hour[] =>
	hours
		.filter((hour) => hour.state === "proposed" && hour.startsAt > now)
		.sort((a, b) => a.startsAt - b.startsAt);
