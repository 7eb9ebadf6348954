// Days of the calendar, and wall-clock times of Europe/Helsinki as instants: the same answers as the server's
// domain/calendar.c. Pure; knows daylight saving only through Intl.

/** `YYYY-MM-DD` */
type Day = string;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
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

/** How far the wall clock in Helsinki is ahead of UTC at an instant. */
export function offsetMs(at: number): number {
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

/** `HH:MM` in minutes. */
export const minuteOf = (time: string): number =>
	Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The instant of a wall-clock time: of a doubled one the first, of a skipped one that much later. */
export function instantOf(day: Day, time: string): number {
	const local = dayNumber(day) * DAY_MS + minuteOf(time) * MINUTE_MS;
	// The offset changes at most once in these two days.
	const before = offsetMs(local - DAY_MS);
	const after = offsetMs(local + DAY_MS);
	const [first, second] = [local - before, local - after];
	return offsetMs(first) === before || offsetMs(second) !== after ? first : second;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export const isTime = (text: string): boolean => TIME.test(text);

export const isDay = (text: string): boolean =>
	DAY.test(text) && !Number.isNaN(dayNumber(text)) && dayOfNumber(dayNumber(text)) === text;

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

export const dayOfNumber = (days: number): Day =>
	new Date(days * DAY_MS).toISOString().slice(0, 10);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;
