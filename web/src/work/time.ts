// Wall-clock dates of Europe/Helsinki as instants. Pure; knows daylight saving only through Intl.
import type { DateText } from "./documents.ts";

const DAY_MS = 86_400_000;
const parts = new Intl.DateTimeFormat("en-GB", {
	timeZone: "Europe/Helsinki",
	hourCycle: "h23",
	year: "numeric",
	month: "2-digit",
	day: "2-digit",
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
});

export interface WallTime {
	readonly date: DateText;
	/** "HH:MM" */
	readonly time: string;
	/** 1 Monday … 7 Sunday. */
	readonly weekday: number;
}

/** How far the wall clock in Helsinki is ahead of UTC at an instant. */
function offsetMs(at: number): number {
	const get = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
	const wall = Date.UTC(
		Number(get.year),
		Number(get.month) - 1,
		Number(get.day),
		Number(get.hour),
		Number(get.minute),
		Number(get.second),
	);
	return wall - Math.floor(at / 1000) * 1000;
}

/** The instant at which a date begins in Helsinki. */
export function startOfDay(date: DateText): number {
	const utc = Date.parse(`${date}T00:00:00Z`);
	return utc - offsetMs(utc - offsetMs(utc));
}

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
