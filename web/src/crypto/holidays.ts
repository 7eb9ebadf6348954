// Days on which Finnish offices are shut: public holidays and two eves, computed for every year as in the server's
// domain/holiday.c (Act 388/1937 as amended, and the church year's movable feasts). Pure.
import { dayNumber, weekdayOf } from "./calendar.ts";

/** In the order of precedence: a day that is two at once is the one further up. */
export const HOLIDAYS = [
	"new-year", // 1.1.
	"epiphany", // 6.1.
	"good-friday", // Easter − 2
	"easter",
	"easter-monday",
	"may-day", // 1.5.
	"ascension", // Easter + 39
	"pentecost", // Easter + 49
	"midsummer-eve",
	"midsummer", // the Saturday of 20.6. to 26.6.
	"all-saints", // the Saturday of 31.10. to 6.11.
	"independence", // 6.12.
	"christmas-eve",
	"christmas",
	"boxing-day",
] as const;
export type Holiday = (typeof HOLIDAYS)[number];

const SATURDAY = 6;

const FIXED: Readonly<Record<string, Holiday>> = {
	"01-01": "new-year",
	"01-06": "epiphany",
	"05-01": "may-day",
	"12-06": "independence",
	"12-24": "christmas-eve",
	"12-25": "christmas",
	"12-26": "boxing-day",
};

const FROM_EASTER: Readonly<Record<number, Holiday>> = {
	[-2]: "good-friday",
	0: "easter",
	1: "easter-monday",
	39: "ascension",
	49: "pentecost",
};

/** Easter Sunday, in days since 1970: the anonymous Gregorian computus. */
export function easterOf(year: number): number {
	const part = (a: number, b: number) => Math.floor(a / b);
	const [a, b, c] = [year % 19, part(year, 100), year % 100];
	const [d, e, f] = [part(b, 4), b % 4, part(b + 8, 25)];
	const g = part(b - f + 1, 3);
	const h = (19 * a + b - d - g + 15) % 30;
	const l = (32 + 2 * e + 2 * part(c, 4) - h - (c % 4)) % 7;
	const m = part(a + 11 * h + 22 * l, 451);
	const n = h + l - 7 * m + 114;
	return Date.UTC(year, part(n, 31) - 1, (n % 31) + 1) / 86_400_000;
}

/** Is that day the Saturday of the seven days that begin with month and day (`MM-DD`)? */
function isSaturdayFrom(days: number, year: string, start: string): boolean {
	const past = days - dayNumber(`${year}-${start}`);
	return weekdayOf(days) === SATURDAY && past >= 0 && past < 7;
}

/** What the day (`YYYY-MM-DD`) is; null: offices are open as far as the calendar goes. */
export function holidayOf(day: string): Holiday | null {
	const year = day.slice(0, 4);
	const days = dayNumber(day);
	const fixed = FIXED[day.slice(5)];
	const easter = FROM_EASTER[days - easterOf(Number(year))];
	const both = [fixed, easter].filter((one) => one !== undefined);
	if (both.length > 0) return HOLIDAYS.find((one) => both.includes(one)) ?? null;
	if (isSaturdayFrom(days, year, "06-20")) return "midsummer";
	if (isSaturdayFrom(days + 1, year, "06-20")) return "midsummer-eve";
	if (isSaturdayFrom(days, year, "10-31")) return "all-saints";
	return null;
}
