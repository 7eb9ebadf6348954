// What a coordinator decides about one hour: as it is filled in, and what is wrong with it. Pure.

import { instantAt } from "../work/time.ts";
import type { Hour, HourChange } from "../work/work.ts";
import { dayOf, daysBetween, isDate, readTime } from "./dates.ts";
import { collect, type Errors } from "./form.ts";
import type { HourDecision } from "./route.ts";

const MOVE_DAYS_MAX = 60;
const REASON_MAX = 200;

export interface HourChangeDraft {
	readonly toDate: string;
	/** As typed: 12.00 */
	readonly toStart: string;
	readonly reason: string;
}

/** The day of the series' rule: what the hour is called by, wherever it has been moved. */
export const ruleDateOf = (hour: Hour): string => hour.movedFrom ?? hour.date;

/** The same time of day, on a day still to be chosen. */
export const hourChangeDraft = (start: string): HourChangeDraft => ({
	toDate: "",
	toStart: start,
	reason: "",
});

/** What may be decided now: nothing once it has begun, nor where the series' own rule has taken the hour away. */
export function decisionsFor(hour: Hour, now: number): readonly HourDecision[] {
	if (hour.startsAt <= now) return [];
	switch (hour.state) {
		case "planned":
			return hour.movedFrom === null ? ["cancelled", "moved"] : ["cancelled", "moved", "planned"];
		case "proposed":
			return ["planned", "moved"];
		case "cancelled":
			return hour.reason === "rule" || hour.reason === "ended" ? [] : ["planned"];
	}
}

export function hourChangeErrors(
	draft: HourChangeDraft,
	to: HourDecision,
	hour: Hour,
	now: number,
): Errors {
	const reason = draft.reason.trim();
	return collect({
		...(to === "moved" ? whenErrors(draft, hour, now) : {}),
		reason:
			reason === "" && to !== "planned"
				? "required"
				: [...reason].length > REASON_MAX
					? "too-long"
					: null,
	});
}

function whenErrors(draft: HourChangeDraft, hour: Hour, now: number) {
	const { toDate } = draft;
	const time = readTime(draft.toStart);
	const past = time !== null && toDate === dayOf(now) && instantAt(toDate, time) <= now;
	return {
		toDate: !isDate(toDate)
			? "not-date"
			: toDate < dayOf(now)
				? "date-past"
				: Math.abs(daysBetween(ruleDateOf(hour), toDate)) > MOVE_DAYS_MAX
					? "too-far"
					: null,
		toStart: time === null ? "not-time" : past ? "time-past" : null,
	} as const;
}

export function hourChangeOf(draft: HourChangeDraft, to: HourDecision, hour: Hour): HourChange {
	const moved = to === "moved";
	return {
		series: hour.series,
		date: ruleDateOf(hour),
		state: to,
		toDate: moved ? draft.toDate : null,
		toStart: moved ? readTime(draft.toStart) : null,
	};
}
