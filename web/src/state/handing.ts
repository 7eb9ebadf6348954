// The device in the client's hands: which PIN will do, what a try of it comes to, to which page the address is held, and
// what this browser remembers of it. Pure. A PIN locks a screen and nothing else: no key comes of it.
import type { Language } from "../work/work-state.ts";
import type { Route } from "./route.ts";

export const PIN_MIN = 4;
export const PIN_MAX = 12;
/** So many wrong ones, and only the passphrase opens. */
export const PIN_TRIES = 5;
/** So many wrong ones, and the vault locks. */
export const PASSPHRASE_TRIES = 5;

/** What the client does on the device; nothing else of that case is shown. */
export interface HandedPage {
	readonly what: "consent" | "measures";
	readonly case: string;
}

/** Digits only; neither one digit over and over nor a run of them, up or down. */
export function isPin(text: string): boolean {
	if (!/^\d+$/.test(text) || text.length < PIN_MIN || text.length > PIN_MAX) return false;
	const digits = [...text].map(Number);
	const steps = new Set(digits.slice(1).map((digit, i) => digit - (digits[i] ?? 0)));
	const [step = 0, ...others] = steps;
	return others.length > 0 || Math.abs(step) > 1;
}

/** Of the screen; `pin` is null where only the passphrase opens. */
export interface ScreenLock {
	readonly pin: string | null;
	readonly left: number;
}
export const PASSPHRASE_ONLY: ScreenLock = { pin: null, left: 0 };

export const lockBy = (pin: string | null): ScreenLock =>
	pin === null ? PASSPHRASE_ONLY : { pin, left: PIN_TRIES };

/** What is left of the lock after that try; null: it is open. */
export function tried(lock: ScreenLock, pin: string): ScreenLock | null {
	if (lock.pin === null) return PASSPHRASE_ONLY;
	if (lock.pin === pin) return null;
	return lock.left <= 1 ? PASSPHRASE_ONLY : { pin: lock.pin, left: lock.left - 1 };
}

/** The worker's own page of the same thing: where the address stays meanwhile, and where the work goes on. */
export function pageBehind(page: HandedPage): Route {
	return page.what === "consent"
		? { at: "consent-new", case: page.case, step: "sign" }
		: { at: "measures", case: page.case };
}

/** Outlives the tab and is read by every other: whose device it is, and what the client was doing. No secret. */
export interface HandedMark {
	readonly page: HandedPage;
	readonly username: string;
	readonly display: string;
	/** The client's. */
	readonly language: Language;
	readonly since: number;
}

export const markText = (mark: HandedMark): string => {
	const { page, username, display, language, since } = mark;
	return JSON.stringify({ v: 1, page, username, display, language, since });
};

const LANGUAGES: readonly Language[] = ["fi", "sv", "en"];

/** Null for what is no mark. */
export function readMark(text: string | null): HandedMark | null {
	const { page, username, display, language, since } = fields(parsed(text));
	const { what, case: id } = fields(page);
	const own = LANGUAGES.find((one) => one === language);
	if (what !== "consent" && what !== "measures") return null;
	if (typeof id !== "string" || !/^[\w-]{22}$/.test(id) || own === undefined) return null;
	if (typeof username !== "string" || typeof display !== "string") return null;
	if (username === "" || typeof since !== "number") return null;
	return { page: { what, case: id }, username, display, language: own, since };
}

function parsed(text: string | null): unknown {
	try {
		return JSON.parse(text ?? "null");
	} catch {
		return null;
	}
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
