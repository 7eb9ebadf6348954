// The coordinator's window on the weeks: where it begins, how long it is, and what stands out in it. Pure.
import type { Hour } from "../work/work.ts";
import { addDays } from "./dates.ts";

export const WEEK_COUNTS: readonly number[] = [8, 13, 26, 53];

/** So many weeks on or back from where the window begins. */
export const shifted = (from: string, weeks: number): string => addDays(from, 7 * weeks);

/** Hours on holidays that nobody has decided about and that have not begun. */
export const proposalsOf = (hours: readonly Hour[], now: number): readonly Hour[] =>
	hours
		.filter((hour) => hour.state === "proposed" && hour.startsAt > now)
		.sort((a, b) => a.startsAt - b.startsAt);
