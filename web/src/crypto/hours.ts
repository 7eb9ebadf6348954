// The hours of a series as its coordinators have signed them (PROTOCOL §4): which days a rule has, and what an hour is
// after every change of the rule and every decision about it, in the order of the directory. Pure.
import { dayNumber, instantOf, weekdayOf } from "./calendar.ts";
import type { HourSetBody, SeriesBody } from "./directory-body.ts";
import { holidayOf } from "./holidays.ts";

/** What was signed about a series, oldest first. `since`: the statement's time. `by`: its issuer. */
export type SeriesAct = { readonly since: number; readonly by: string } & (
	| { readonly kind: "rule"; readonly rule: SeriesBody }
	| { readonly kind: "hour"; readonly set: HourSetBody }
);

export interface HourFacts {
	readonly startsAt: number;
	readonly state: "planned" | "proposed" | "cancelled";
	/** "rule", "ended" (the rule's last day is before it), "holiday", or what a coordinator wrote. */
	readonly reason: string;
	/** It does not take place when its rule says. */
	readonly moved: boolean;
	readonly decided: boolean;
	/** Who signed what it follows from last. */
	readonly by: string;
}

const hasEnded = (rule: SeriesBody, date: string): boolean =>
	rule.last !== "" && dayNumber(date) > dayNumber(rule.last);

/** Does the rule have an hour on that day? */
export function ruleHas(rule: SeriesBody, date: string): boolean {
	const [day, first] = [dayNumber(date), dayNumber(rule.first)];
	const start = first + ((rule.weekday - weekdayOf(first) + 7) % 7);
	return !hasEnded(rule, date) && day >= start && (day - start) % (7 * rule.every) === 0;
}

/** The hour of that day of the rule; null: there is none. */
export function hourFacts(acts: readonly SeriesAct[], date: string): HourFacts | null {
	let hour: HourFacts | null = null;
	let rule: SeriesBody | null = null;
	for (const act of acts) {
		if (act.kind === "rule") {
			// The first rule holds for days gone by as well, later ones for what is ahead of them.
			hour = byRule(hour, act, date, rule === null ? 0 : act.since);
			rule = act.rule;
		} else if (act.set.date === date && hour !== null && rule !== null) {
			hour = { ...byDecision(hour, act.set, rule), by: act.by };
		}
	}
	return hour;
}

function byRule(
	before: HourFacts | null,
	{ rule, by }: Extract<SeriesAct, { kind: "rule" }>,
	date: string,
	since: number,
): HourFacts | null {
	if (before !== null && (before.decided || before.startsAt <= since)) return before;
	const startsAt = ruleHas(rule, date) ? instantOf(date, rule.start) : null;
	if (startsAt === null || startsAt <= since) {
		const reason = hasEnded(rule, date) ? "ended" : "rule";
		return before === null ? null : { ...before, state: "cancelled", reason, by };
	}
	const shut = !rule.onHolidays && holidayOf(date) !== null;
	return {
		startsAt,
		state: shut ? "proposed" : "planned",
		reason: shut ? "holiday" : "",
		moved: false,
		decided: false,
		by,
	};
}

function byDecision(before: HourFacts, set: HourSetBody, rule: SeriesBody): Omit<HourFacts, "by"> {
	const decided = { reason: set.reason, decided: true };
	switch (set.state) {
		case "cancelled":
			return { ...before, ...decided, state: "cancelled" };
		case "planned":
			return { ...decided, state: "planned", startsAt: decidedStart(set, rule), moved: false };
		case "moved":
			return { ...decided, state: "planned", startsAt: decidedStart(set, rule), moved: true };
	}
}

/** When an hour that takes place starts by that decision: at the rule's time of now, or where it is moved to. */
export const decidedStart = (set: HourSetBody, rule: SeriesBody): number =>
	set.state === "moved" ? instantOf(set.toDate, set.toStart) : instantOf(set.date, rule.start);
