// Dates, times and lists as they are written in the language that is on; always Finnish time.
import { dayOf, isMidnight, noonOf, ZONE } from "../state/dates.ts";
import type { DateText } from "../work/documents.ts";
import { type Language, language, t } from "./first.ts";

export const LOCALES = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" } as const;
const made = new Map<string, Intl.DateTimeFormat>();

function format(
	ms: number,
	kind: string,
	options: Intl.DateTimeFormatOptions,
	own: Language = language.value,
): string {
	const locale = LOCALES[own] ?? LOCALES[language.value];
	const key = `${locale} ${kind}`;
	let found = made.get(key);
	if (found === undefined) {
		found = new Intl.DateTimeFormat(locale, { ...options, timeZone: ZONE });
		made.set(key, found);
	}
	return found.format(ms);
}

/** 9.20 */
export function clock(ms: number, own?: Language): string {
	return format(ms, "clock", { hour: "numeric", minute: "2-digit" }, own);
}

/** The same of a time that belongs to no day: "09:20". */
export function clockOf(time: string): string {
	const [hour = "", minute = ""] = time.split(":");
	return `${Number(hour)}${language.value === "en" ? ":" : "."}${minute}`;
}

/** Between a day and a time of it. */
const AT = { fi: " klo ", sv: " kl. ", en: ", " } as const;
const at = (day: string, time: string, own: Language = language.value): string =>
	`${day}${AT[own] ?? AT[language.value]}${time}`;

/** klo 9.20: in a sentence. */
export function atClock(ms: number): string {
	return language.value === "en" ? `at ${clock(ms)}` : at("", clock(ms)).trimStart();
}

/** For the start of a heading. */
export function capital(text: string): string {
	return text.charAt(0).toLocaleUpperCase(LOCALES[language.value]) + text.slice(1);
}

/** keskiviikko 25. marraskuuta */
export function longDay(ms: number): string {
	const text = format(ms, "long", { weekday: "long", day: "numeric", month: "long" });
	// A heading breaks before the number or after the month.
	return language.value === "en" ? text.replace(/ (?=\p{L}+$)/u, "\u00a0") : text;
}

/** ke 25.11.; in English Wed 25 Nov, which nobody takes for a month of its own. */
export function shortDay(ms: number): string {
	const month = language.value === "en" ? "short" : "numeric";
	return format(ms, "short", { weekday: "short", day: "numeric", month });
}

/** 25.11.2026; in a document's own language if it has one. */
export function plainDate(date: DateText, own?: Language): string {
	if (date === "") return "";
	return format(noonOf(date), "date", { day: "numeric", month: "numeric", year: "numeric" }, own);
}

export function dateOf(ms: number, own?: Language): string {
	return plainDate(dayOf(ms), own);
}

/** ke 25.11. klo 9.20 */
export function dayAndClock(ms: number): string {
	return at(shortDay(ms), clock(ms));
}

/** keskiviikko 25. marraskuuta klo 9.20 */
export function longDayAndClock(ms: number): string {
	return at(longDay(ms), clock(ms));
}

/** 25.11.2026 klo 9.20 */
export function dateAndClock(ms: number, own?: Language): string {
	return at(dateOf(ms, own), clock(ms, own), own);
}

/** 25.11.2026–27.11.2026, of whole days; else with times: 25.11.2026 klo 9.20–10.20. `to` is exclusive. */
export function timeSpan(from: number, to: number, own?: Language): string {
	if (isMidnight(from) && isMidnight(to)) {
		const [first, last] = [dateOf(from, own), dateOf(to - 1, own)];
		return first === last ? first : `${first}–${last}`;
	}
	const sameDay = dayOf(from) === dayOf(to);
	return `${dateAndClock(from, own)}${sameDay ? `–${clock(to, own)}` : ` – ${dateAndClock(to, own)}`}`;
}

/** "12 min", "3 t 5 min", "2 pv": how long until. */
export function span(ms: number): string {
	const minutes = Math.max(1, Math.ceil(ms / 60_000));
	const unit = (n: number, name: "minute" | "hour" | "day", short: boolean) =>
		new Intl.NumberFormat(LOCALES[language.value], {
			style: "unit",
			unit: name,
			unitDisplay: short ? "short" : "long",
		}).format(n);
	if (minutes < 60) return unit(minutes, "minute", true);
	if (minutes < 24 * 60) {
		const rest = minutes % 60;
		const hours = unit(Math.floor(minutes / 60), "hour", true);
		return rest === 0 ? hours : `${hours} ${unit(rest, "minute", true)}`;
	}
	// "pv" goes into any Finnish sentence; "d" is no Swedish.
	return unit(Math.round(minutes / 1440), "day", language.value === "fi");
}

const unitOf = (n: number, unit: "second" | "minute"): string =>
	new Intl.NumberFormat(LOCALES[language.value], {
		style: "unit",
		unit,
		unitDisplay: "short",
	}).format(n);

/** "45 s", "3 min": a short while, without its beginning or end. */
export function duration(seconds: number): string {
	return seconds < 90 ? unitOf(seconds, "second") : unitOf(Math.round(seconds / 60), "minute");
}

/** "4 min 5 s", for a clock that runs down. */
export function countdown(ms: number): string {
	const all = Math.max(0, Math.ceil(ms / 1000));
	const minutes = Math.floor(all / 60);
	const seconds = unitOf(all % 60, "second");
	return minutes === 0 ? seconds : `${unitOf(minutes, "minute")} ${seconds}`;
}

/** "A, B ja C" */
export function list(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	if (names.length < 2) return last;
	return `${names.slice(0, -1).join(", ")} ${t().common.and} ${last}`;
}
