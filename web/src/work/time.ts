// Wall-clock dates of Europe/Helsinki as the work layer asks for them. Pure; the arithmetic is crypto/calendar.ts.
import { dayNumber, instantOf, offsetMs, weekdayOf } from "../crypto/calendar.ts";
import { holidayOf } from "../crypto/holidays.ts";
import type { DateText } from "./documents.ts";

const DAY_MS = 86_400_000;
const SATURDAY = 6;

export interface WallTime {
	readonly date: DateText;
	/** "HH:MM" */
	readonly time: string;
	/** 1 Monday … 7 Sunday. */
	readonly weekday: number;
}

/** The instant at which a date begins in Helsinki. */
export const startOfDay = (date: DateText): number => instantOf(date, "00:00");

/** The instant of a wall-clock time (HH:MM) of a date in Helsinki. */
export const instantAt = (date: DateText, time: string): number => instantOf(date, time);

export function dayAfter(date: DateText): DateText {
	return addDays(date, 1);
}

export function addDays(date: DateText, days: number): DateText {
	return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function wallTime(at: number): WallTime {
	const wall = new Date(at + offsetMs(at));
	const text = wall.toISOString();
	return { date: text.slice(0, 10), time: text.slice(11, 16), weekday: wall.getUTCDay() || 7 };
}

/** Offices are open on it, as far as the calendar goes. */
export const isWorkday = (date: DateText): boolean =>
	weekdayOf(dayNumber(date)) < SATURDAY && holidayOf(date) === null;
