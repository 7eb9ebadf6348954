// The coordinator's hours: decided one by one, tried out before, and as a table of series and weeks.
import { dayNumber, dayOfNumber, isDay, isTime, weekdayOf } from "../crypto/calendar.ts";
import { holidayOf } from "../crypto/holidays.ts";
import type { DirectorySync } from "./directory.ts";
import { type Hours, ruleDay } from "./hours.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { type Store, valueOr } from "./store.ts";
import { startOfDay, wallTime } from "./time.ts";
import type { WaitingLists } from "./waiting.ts";
import type { Hour, HourChange, HourPreview, Series, SeriesTable, TableWeek } from "./work.ts";
import { WorkError } from "./work.ts";

const WEEKS_MAX = 53;
const MOVE_DAYS_MAX = 60;
const REASON_MAX = 200;

interface TimetableDeps {
	readonly store: Store;
	readonly link: Link;
	readonly directory: DirectorySync;
	readonly hours: Hours;
	readonly waiting: WaitingLists;
}

export class Timetable {
	readonly #d: TimetableDeps;

	constructor(deps: TimetableDeps) {
		this.#d = deps;
	}

	async setHour(change: HourChange & { readonly reason: string }): Promise<void> {
		const { series, date, state, toDate, toStart } = this.#checked(change);
		const reason = change.reason.trim();
		const length = [...reason].length;
		if (length > REASON_MAX || (length === 0 && state !== "planned"))
			throw new WorkError("bad_param", "reason");
		const act = { kind: "hour-set", series, date, state, toDate, toStart, reason } as const;
		await this.#d.directory.append(act);
		await Promise.all([this.#d.hours.refresh(), this.#d.waiting.refresh()]);
	}

	async preview(change: HourChange): Promise<HourPreview> {
		const { series, date, state, toDate, toStart } = this.#checked(change);
		const to = { to_date: toDate ?? "", to_start: toStart ?? "" };
		const { ok } = await this.#d.link.request("hour-preview", { series, date, state, ...to });
		const reader = new Reader(ok);
		return {
			places: reader.int("places"),
			goes: reader.list("goes", (r) => ({
				toHour: r.idOrNull("to_hour"),
				toStartsAt: r.intOrNull("to_starts_at"),
				count: r.int("count"),
			})),
		};
	}

	async table(from: string, weeks: number): Promise<SeriesTable> {
		if (!isDay(from)) throw new WorkError("bad_param", "from");
		if (!Number.isInteger(weeks) || weeks < 1 || weeks > WEEKS_MAX)
			throw new WorkError("bad_param", "weeks");
		const spans = weeksFrom(from, weeks);
		const monday = spans[0]?.monday ?? from;
		const end = dayOfNumber(dayNumber(monday) + 7 * weeks);
		const hours = await this.#d.hours.list(startOfDay(monday), startOfDay(end));
		return tableOf(valueOr(this.#d.store.series.value, []), spans, hours);
	}

	/** What can be seen to be wrong before it is signed, with the field that it is about. */
	#checked(change: HourChange): HourChange {
		const { series, date, state, toDate, toStart } = change;
		const now = this.#d.link.now();
		const hour = this.#d.hours.ofSeries(series).find((one) => ruleDay(one) === date);
		if (hour === undefined) throw new WorkError("not_found", "date");
		if (hour.startsAt <= now) throw new WorkError("hour_closed", "date");
		if (state !== "moved") return { series, date, state, toDate: null, toStart: null };
		if (toDate === null || !isDay(toDate)) throw new WorkError("bad_param", "toDate");
		if (toStart === null || !isTime(toStart)) throw new WorkError("bad_param", "toStart");
		const today = wallTime(now);
		const past = toDate < today.date || (toDate === today.date && toStart <= today.time);
		const far = Math.abs(dayNumber(toDate) - dayNumber(date)) > MOVE_DAYS_MAX;
		if (past || far) throw new WorkError("bad_param", "toDate");
		return { series, date, state, toDate, toStart };
	}
}

/** Monday to Sunday, with their ISO numbers and what offices are shut for. */
export function weeksFrom(from: string, count: number): readonly TableWeek[] {
	const first = dayNumber(from) - (weekdayOf(dayNumber(from)) - 1);
	return Array.from({ length: count }, (_, n) => weekOf(first + 7 * n));
}

function weekOf(monday: number): TableWeek {
	// A week is of the year that its Thursday is in.
	const year = Number(dayOfNumber(monday + 3).slice(0, 4));
	const week = Math.floor((monday + 3 - dayNumber(`${year}-01-01`)) / 7) + 1;
	const days = Array.from({ length: 7 }, (_, n) => dayOfNumber(monday + n));
	const holidays = days.flatMap((date) => {
		const holiday = holidayOf(date);
		return holiday === null ? [] : [{ date, holiday }];
	});
	return { monday: dayOfNumber(monday), year, week, holidays };
}

export function tableOf(
	series: readonly Series[],
	weeks: readonly TableWeek[],
	hours: readonly Hour[],
): SeriesTable {
	const inWeek = (hour: Hour, { monday }: TableWeek) => {
		const past = dayNumber(hour.date) - dayNumber(monday);
		return past >= 0 && past < 7;
	};
	const rows = series.map((one) => {
		const own = hours.filter((hour) => hour.series === one.series);
		return { series: one, cells: weeks.map((week) => own.filter((hour) => inWeek(hour, week))) };
	});
	return { weeks, rows };
}
