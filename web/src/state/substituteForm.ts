// A substitution as it is filled in: who for whom, over whole days or from one minute to another. Pure.
import { instantAt, startOfDay, wallTime } from "../work/time.ts";
import type { Hour, Substitute } from "../work/work.ts";
import { addDays, dayOf, daysBetween, isDate, isMidnight, readTime } from "./dates.ts";
import { collect, type Errors, type FieldError } from "./form.ts";

/** Whole days, or to the minute. */
export type SubstituteSpan = "days" | "minutes";
export const SUBSTITUTE_SPANS: readonly SubstituteSpan[] = ["days", "minutes"];

export interface SubstituteDraft {
	readonly for: string;
	readonly by: string;
	readonly span: SubstituteSpan;
	readonly from: string;
	/** As typed: 12.00; of "minutes" only. */
	readonly fromTime: string;
	/** The last day, inclusive. */
	readonly to: string;
	readonly toTime: string;
}

const DAYS_MAX = 200;
const MAX_MS = DAYS_MAX * 86_400_000;

/** As it is typed: 12.00 */
const typed = (time: string): string => time.replace(":", ".");

const exactly = (from: number, to: number) => ({
	span: "minutes" as const,
	from: wallTime(from).date,
	fromTime: typed(wallTime(from).time),
	to: wallTime(to).date,
	toTime: typed(wallTime(to).time),
});

/** From today, for a week. */
export const emptySubstitute = (today: string): SubstituteDraft => ({
	for: "",
	by: "",
	span: "days",
	from: today,
	fromTime: "",
	to: addDays(today, 6),
	toTime: "",
});

/** For the contact of one hour, while it lasts. */
export const substituteForHour = (hour: Hour): SubstituteDraft => ({
	for: hour.contact,
	by: "",
	...exactly(hour.startsAt, hour.endsAt),
});

export function substituteDraft(one: Substitute): SubstituteDraft {
	const { for: away, by } = one;
	const exact = exactly(one.from, one.to);
	return isMidnight(one.from) && isMidnight(one.to)
		? { for: away, by, ...exact, span: "days", to: dayOf(one.to - 1) }
		: { for: away, by, ...exact };
}

/** From when to when; null where a field does not say. `to` is exclusive: of days, where the one after the last begins. */
function instants(form: SubstituteDraft): { from: number | null; to: number | null } {
	if (form.span === "days")
		return {
			from: isDate(form.from) ? startOfDay(form.from) : null,
			to: isDate(form.to) ? startOfDay(addDays(form.to, 1)) : null,
		};
	const at = (day: string, time: string | null) =>
		isDate(day) && time !== null ? instantAt(day, time) : null;
	return {
		from: at(form.from, readTime(form.fromTime)),
		to: at(form.to, readTime(form.toTime)),
	};
}

export function substituteErrors(
	form: SubstituteDraft,
	now: number,
	others: readonly Substitute[],
): Errors {
	const { from, to } = instants(form);
	const chained =
		from !== null &&
		to !== null &&
		others.some((one) => one.for === form.by && one.from < to && one.to > from);
	const exact = form.span === "minutes";
	return collect({
		for: form.for === "" ? "choose" : null,
		by:
			form.by === "" ? "choose" : form.by === form.for ? "same-person" : chained ? "chained" : null,
		from: isDate(form.from) ? null : "not-date",
		fromTime: exact && readTime(form.fromTime) === null ? "not-time" : null,
		to: endError(form, now),
		toTime: !exact
			? null
			: readTime(form.toTime) === null
				? "not-time"
				: form.from === form.to && from !== null && to !== null && to <= from
					? "time-order"
					: null,
	});
}

/** What is wrong with the last day, as far as it is the day's fault. */
function endError(form: SubstituteDraft, now: number): FieldError | null {
	const { from, to } = instants(form);
	if (!isDate(form.to)) return "not-date";
	if (to !== null && to <= now) return "date-past";
	if (!isDate(form.from)) return null;
	if (form.to < form.from) return "date-order";
	const days = form.span === "days" && daysBetween(form.from, form.to) >= DAYS_MAX;
	return days || (from !== null && to !== null && to - from > MAX_MS) ? "too-far" : null;
}

/** Of a form without errors. */
export function substituteOf(form: SubstituteDraft) {
	const { from, to } = instants(form);
	return { for: form.for, by: form.by, from: from ?? 0, to: to ?? 0 };
}
