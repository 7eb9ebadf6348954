// What comes after the hour, in time: on which day each follow-up of a plan falls, where it may be moved to, and which
// steps and follow-ups are late, soon or later. Days are Helsinki's; what falls due does so at 08:00 of a working day. Pure.
import type { DateText, PlanStep } from "../work/documents.ts";
import { instantAt, isWorkday } from "../work/time.ts";
import type { CasePlan, CaseSummary, FollowUpKind, Id, Ms } from "../work/work.ts";
import { addDays, addMonths, dayOf, isDate } from "./dates.ts";
import type { FieldError } from "./form.ts";

export const FOLLOW_UP_KINDS: readonly FollowUpKind[] = ["first", "half-year", "plan"];
const MORNING = "08:00";
const FIRST_MONTHS = { from: 1, usual: 2, to: 3 } as const;
const HALF_YEAR_MONTHS = 6;
/** A plan is refreshed so soon after its meeting, at the latest. */
const PLAN_MONTHS = 6;
const SOON_DAYS = 7;
/** A plan to be refreshed is told of earlier: a new hour has to be found for it. */
const PLAN_SOON_DAYS = 14;

/** A plan that both sides have confirmed. */
export interface Confirmed {
	readonly at: Ms;
	/** Of its meeting. */
	readonly date: DateText | "";
	readonly refreshBy: DateText | "";
}

/** The morning of that day, or of the next working day after it. */
export function morningFrom(day: DateText): Ms {
	let open = day;
	while (!isWorkday(open)) open = addDays(open, 1);
	return instantAt(open, MORNING);
}

/** The morning of that day, or of the last working day before it. */
function morningBy(day: DateText): Ms {
	let open = day;
	while (!isWorkday(open)) open = addDays(open, -1);
	return instantAt(open, MORNING);
}

/** As the plan says, and at the latest six months from the meeting; the chain takes no day that is over 400 days off. */
export function refreshDay({ at, date, refreshBy }: Confirmed): DateText {
	const [said, farthest] = [isDate(date) ? date : dayOf(at), addMonths(dayOf(at), PLAN_MONTHS)];
	const last = addMonths(said < farthest ? said : farthest, PLAN_MONTHS);
	return isDate(refreshBy) && refreshBy < last ? refreshBy : last;
}

/** When that follow-up of a confirmed plan falls due unless somebody moves it; what would be past is due tomorrow. */
export function dueOf(what: FollowUpKind, confirmed: Confirmed, now: Ms): Ms {
	const months = what === "first" ? FIRST_MONTHS.usual : HALF_YEAR_MONTHS;
	const due =
		what === "plan"
			? morningBy(refreshDay(confirmed))
			: morningFrom(addMonths(dayOf(confirmed.at), months));
	return due > now ? due : morningFrom(addDays(dayOf(now), 1));
}

/** Between which days a follow-up may be moved; one that is over its time, within a month from now. */
export function movable(
	what: FollowUpKind,
	plan: { readonly confirmedAt: Ms | null; readonly refreshBy: DateText | "" },
	now: Ms,
): { readonly from: DateText; readonly to: DateText } {
	const today = dayOf(now);
	const tomorrow = addDays(today, 1);
	const [confirmed, grace] = [dayOf(plan.confirmedAt ?? now), addMonths(today, 1)];
	const later = (a: DateText, b: DateText) => (a > b ? a : b);
	if (what === "first")
		return {
			from: later(tomorrow, addMonths(confirmed, FIRST_MONTHS.from)),
			to: later(grace, addMonths(confirmed, FIRST_MONTHS.to)),
		};
	if (what === "plan") {
		const last = isDate(plan.refreshBy) ? plan.refreshBy : addMonths(confirmed, PLAN_MONTHS);
		return { from: tomorrow, to: later(grace, last) };
	}
	return { from: tomorrow, to: later(grace, addMonths(confirmed, 2 * HALF_YEAR_MONTHS)) };
}

/** What keeps a day that was typed from being the day of a follow-up. */
export function moveProblem(
	day: string,
	{ from, to }: { readonly from: DateText; readonly to: DateText },
): FieldError | null {
	if (day === "") return "required";
	if (!isDate(day)) return "not-date";
	if (day < from || day > to) return "not-within";
	return null;
}

export type When = "late" | "soon" | "later" | "none";

export function whenOf(day: DateText | "", now: Ms, soonDays = SOON_DAYS): When {
	if (!isDate(day)) return "none";
	const today = dayOf(now);
	if (day < today) return "late";
	return day <= addDays(today, soonDays) ? "soon" : "later";
}

/** Whose steps: mine by name; those of my side as well that are not somebody else's by name; everybody's. */
export const WHOSE = ["mine", "side", "all"] as const;
export type Whose = (typeof WHOSE)[number];

export interface Doer {
	readonly uid: Id;
	readonly display: string;
	/** Of a plan's step, that I am on. */
	readonly side: "pair" | "kela";
}

const plain = (text: string): string => text.trim().toLocaleLowerCase("fi");

/** By my account, or by my name as it was typed. */
function isMine({ who }: PlanStep, me: Doer): boolean {
	if (who.kind === "person") return who.uid === me.uid;
	return who.kind === "text" && who.text.trim() !== "" && plain(who.text) === plain(me.display);
}

export function concerns(step: PlanStep, me: Doer, whose: Whose): boolean {
	if (whose === "all" || isMine(step, me)) return true;
	return whose === "side" && step.side === me.side && step.who.kind !== "person";
}

export interface StepRow {
	readonly case: Id;
	readonly step: PlanStep;
	readonly when: When;
}

const byDay = (a: string, b: string): number => {
	if (a === b) return 0;
	if (a === "" || b === "") return a === "" ? 1 : -1;
	return a < b ? -1 : 1;
};

/** Steps to be done, the earliest first; those of `kept` (by id) also when they are done. */
export function stepRows(
	plans: readonly CasePlan[],
	me: Doer,
	whose: Whose,
	now: Ms,
	kept: ReadonlySet<Id> = new Set(),
): readonly StepRow[] {
	return plans
		.flatMap(({ case: id, doc }) =>
			doc.steps
				.filter((step) => step.what.trim() !== "")
				.filter((step) => step.done === null || kept.has(step.id))
				.filter((step) => concerns(step, me, whose))
				.map((step) => ({ case: id, step, when: whenOf(step.by, now) })),
		)
		.sort((a, b) => byDay(a.step.by, b.step.by));
}

export interface FollowUpRow {
	readonly case: Id;
	readonly what: FollowUpKind;
	readonly due: Ms;
	readonly when: When;
}

/** Follow-ups of open cases that are not done, the earliest first. */
export function followUpRows(
	cases: readonly CaseSummary[],
	kinds: readonly FollowUpKind[],
	now: Ms,
): readonly FollowUpRow[] {
	return cases
		.filter((one) => one.state === "open")
		.flatMap((one) =>
			one.followUps
				.filter(({ what, due }) => due > 0 && kinds.includes(what))
				.map(({ what, due }) => ({ case: one.case, what, due, when: whenDue(what, due, now) })),
		)
		.sort((a, b) => a.due - b.due);
}

/** What is near, and so many of those that are far ahead. `rows`: the earliest first. */
export const inSight = (rows: readonly FollowUpRow[], later: number): readonly FollowUpRow[] =>
	rows.slice(0, rows.filter(({ when }) => when !== "later").length + later);

/** Those of one case together, where its earliest is. `rows`: the earliest first. */
export function byCase(rows: readonly FollowUpRow[]): readonly (readonly FollowUpRow[])[] {
	const groups = new Map<Id, FollowUpRow[]>();
	for (const row of rows) groups.set(row.case, [...(groups.get(row.case) ?? []), row]);
	return [...groups.values()];
}

export const whenDue = (what: FollowUpKind, due: Ms, now: Ms): When =>
	whenOf(dayOf(due), now, what === "plan" ? PLAN_SOON_DAYS : SOON_DAYS);

/** A follow-up is to be done on its day, and from then on. */
export const isDue = (due: Ms, now: Ms): boolean => dayOf(due) <= dayOf(now);

/** How much waits for me on the page of follow-up: what is late or of today. */
export function waitingCount(
	known: { readonly plans: readonly CasePlan[]; readonly cases: readonly CaseSummary[] },
	me: Doer,
	now: Ms,
): number {
	const today = dayOf(now);
	const steps = stepRows(known.plans, me, "mine", now).filter(
		({ step }) => isDate(step.by) && step.by <= today,
	);
	if (me.side === "kela") return steps.length;
	const due = followUpRows(known.cases, FOLLOW_UP_KINDS, now).filter((row) => isDue(row.due, now));
	return steps.length + due.length;
}

/** Whose steps of a plan are whose. */
export const doerOf = (me: {
	readonly uid: Id;
	readonly display: string;
	readonly orgKind: "county" | "kela";
}): Doer => ({
	uid: me.uid,
	display: me.display,
	side: me.orgKind === "kela" ? "kela" : "pair",
});
