// What keeps a microphone or camera from working, told apart; on which browser and system one is; how loud is loud.
// Pure: the browser's own answers come in as words.

export type Trouble = "missing" | "busy" | "blocked-browser" | "blocked-system";
export type Browser = "chrome" | "edge" | "firefox" | "safari" | "other";
export type System = "windows" | "mac" | "linux" | "android" | "ios" | "other";

export interface Refusal {
	/** Name and message of what getUserMedia threw. */
	readonly name: string;
	readonly message: string;
	/** Of the Permissions API; null where the browser does not say. */
	readonly permission: "granted" | "denied" | "prompt" | null;
	/** Devices of that kind that the browser lists. */
	readonly devices: number;
}

/** Whoever refused: there is none, another program has it, the browser, or the system under the browser. */
export function troubleOf({ name, message, permission, devices }: Refusal): Trouble {
	if (name === "NotFoundError" || name === "OverconstrainedError")
		// Firefox says the same where the system hides devices that it lists.
		return devices > 0 && permission === "granted" && name === "NotFoundError"
			? "blocked-system"
			: "missing";
	if (name === "NotReadableError" || name === "AbortError") return "busy";
	// Chrome says who it was; elsewhere: the browser has allowed it, so it was not the browser.
	if (/by system/i.test(message) || permission === "granted") return "blocked-system";
	return "blocked-browser";
}

/** Of the user agent's own line. Edge and Chrome call themselves Safari too, so the order matters. */
export function browserOf(agent: string): Browser {
	if (/\bEdg(e|A|iOS)?\//.test(agent)) return "edge";
	if (/\b(Firefox|FxiOS)\//.test(agent)) return "firefox";
	if (/(Chrome|Chromium|CriOS)\//.test(agent)) return "chrome";
	return /\bSafari\//.test(agent) ? "safari" : "other";
}

/** iPads call themselves Macs; no Mac has a touch screen. */
export function systemOf(agent: string, touchPoints: number): System {
	if (/\b(iPhone|iPad|iPod)\b/.test(agent)) return "ios";
	if (/\bMacintosh\b/.test(agent)) return touchPoints > 1 ? "ios" : "mac";
	if (/\bAndroid\b/.test(agent)) return "android";
	if (/\bWindows\b/.test(agent)) return "windows";
	return /\b(Linux|CrOS)\b/.test(agent) ? "linux" : "other";
}

/** Where the permission is given back: on phones the way is another than on a desk. */
export type Where = Browser | "chrome-android" | "firefox-android" | "ios";

export function whereOf(browser: Browser, system: System): Where {
	if (system === "ios") return "ios";
	if (system !== "android") return browser;
	return browser === "firefox" ? "firefox-android" : "chrome-android";
}

export const LEVELS = 12;
const QUIET_DB = -54;
const LOUD_DB = -14;

/** How many of the meter's marks are lit at this loudness (root mean square, 0…1). */
export function levelOf(loudness: number): number {
	if (loudness <= 0) return 0;
	const share = (20 * Math.log10(loudness) - QUIET_DB) / (LOUD_DB - QUIET_DB);
	return Math.round(Math.min(1, Math.max(0, share)) * LEVELS);
}

/** From here on the microphone is taken to hear somebody. */
export const HEARD_LEVEL = 4;

/** How the network lets calls through. none: this server offers nothing to try with. */
export type Way = "direct" | "relayed" | "blocked" | "none";

/** Said in seconds up to here, then in minutes; from `CLOCK_BAD_MS` on it is a fault. */
export const CLOCK_BAD_MS = 30_000;

export function clockOff(serverMs: number, ownMs: number): { ok: boolean; seconds: number } {
	const off = ownMs - serverMs;
	return { ok: Math.abs(off) < CLOCK_BAD_MS, seconds: Math.round(off / 1000) };
}
