// A substitution as it is filled in: who for whom, from which day to which. Pure.
import { startOfDay } from "../work/time.ts";
import type { Hour, Substitute } from "../work/work.ts";
import { addDays, dayOf, daysBetween, isDate } from "./dates.ts";
import { collect, type Errors } from "./form.ts";

export interface SubstituteDraft {
	readonly for: string;
	readonly by: string;
	readonly from: string;
	/** The last day, inclusive. */
	readonly to: string;
}

const DAYS_MAX = 200;

/** From today, for a week. */
export const emptySubstitute = (today: string): SubstituteDraft => ({
	for: "",
	by: "",
	from: today,
	to: addDays(today, 6),
});

/** For the contact of one hour, on its day only. */
export const substituteForHour = (hour: Hour): SubstituteDraft => ({
	for: hour.contact,
	by: "",
	from: hour.date,
	to: hour.date,
});

export const substituteDraft = (one: Substitute): SubstituteDraft => ({
	for: one.for,
	by: one.by,
	from: dayOf(one.from),
	to: dayOf(one.to - 1),
});

export function substituteErrors(
	form: SubstituteDraft,
	today: string,
	others: readonly Substitute[],
): Errors {
	const from = isDate(form.from);
	const to = isDate(form.to);
	const chained =
		from &&
		to &&
		others.some(
			(one) =>
				one.for === form.by &&
				one.from < startOfDay(addDays(form.to, 1)) &&
				one.to > startOfDay(form.from),
		);
	return collect({
		for: form.for === "" ? "choose" : null,
		by:
			form.by === "" ? "choose" : form.by === form.for ? "same-person" : chained ? "chained" : null,
		from: from ? null : "not-date",
		to: !to
			? "not-date"
			: form.to < today
				? "date-past"
				: !from
					? null
					: form.to < form.from
						? "date-order"
						: daysBetween(form.from, form.to) >= DAYS_MAX
							? "too-far"
							: null,
	});
}

/** `to` is exclusive there: the beginning of the day after the last. */
export const substituteOf = (form: SubstituteDraft) => ({
	for: form.for,
	by: form.by,
	from: startOfDay(form.from),
	to: startOfDay(addDays(form.to, 1)),
});
