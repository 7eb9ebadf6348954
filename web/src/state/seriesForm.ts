// A weekly hour as it is filled in, new or changed. Pure.
import type { NewSeries, Series } from "../work/work.ts";
import { addDays, isDate, readTime } from "./dates.ts";
import { collect, type Errors, textError } from "./form.ts";

/** As the protocol takes it (PROTOCOL.md, `series-set`). */
const PHONE = /^[0-9+ ()-]{0,40}$/;

export interface SeriesDraft {
	readonly name: string;
	readonly pairs: readonly string[];
	readonly contact: string;
	/** 1 Monday … 7 Sunday. */
	readonly weekday: number;
	/** As typed: 12.00 */
	readonly start: string;
	readonly first: string;
	readonly last: string;
	readonly capacity: number;
	readonly every: 1 | 2;
	readonly onHolidays: boolean;
	readonly phone: string;
}

/** Wednesdays at noon, from tomorrow on: what the pilot did. */
export function emptySeries(today: string): SeriesDraft {
	return {
		name: "",
		pairs: [],
		contact: "",
		weekday: 3,
		start: "12.00",
		first: addDays(today, 1),
		last: "",
		capacity: 4,
		every: 1,
		onHolidays: false,
		phone: "",
	};
}

/** One that runs already: its first day may lie in the past. */
export const seriesDraft = ({ series: _id, ...rule }: Series): SeriesDraft => ({
	...rule,
	start: rule.start.replace(":", "."),
	last: rule.last ?? "",
});

export function seriesErrors(form: SeriesDraft, today: string, running = false): Errors {
	return collect({
		name: textError(form.name, 80),
		pairs: form.pairs.length === 0 ? "choose" : null,
		contact: form.contact === "" ? "choose" : null,
		start: readTime(form.start) === null ? "not-time" : null,
		first: !isDate(form.first) ? "not-date" : !running && form.first < today ? "date-past" : null,
		last:
			form.last === ""
				? null
				: !isDate(form.last)
					? "not-date"
					: form.last < form.first
						? "date-order"
						: null,
		phone: PHONE.test(form.phone.trim()) ? null : "not-phone",
	});
}

export function newSeriesOf(form: SeriesDraft): NewSeries {
	return {
		...form,
		name: form.name.trim(),
		phone: form.phone.trim(),
		start: readTime(form.start) ?? form.start,
		last: form.last === "" ? null : form.last,
	};
}
