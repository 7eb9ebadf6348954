// Which hints have been closed on this device: one word for each role, nothing about who.
import { signal } from "@preact/signals";
import { GUIDE_ROLES, type GuideRole } from "../../state/route.ts";

const KEY = "etatunti.hints-closed";

function kept(): readonly GuideRole[] {
	try {
		const words = (localStorage.getItem(KEY) ?? "").split(" ");
		return GUIDE_ROLES.filter((role) => words.includes(role));
	} catch {
		return GUIDE_ROLES; // storage is off: a hint that always comes back helps nobody
	}
}

const closed = signal(kept());

/** The first of one's roles whose hint has not been closed. */
export function hintFor(roles: readonly GuideRole[]): GuideRole | null {
	const shut = closed.value;
	return GUIDE_ROLES.find((role) => roles.includes(role) && !shut.includes(role)) ?? null;
}

export function closeHint(role: GuideRole): void {
	closed.value = [...closed.peek(), role];
	try {
		localStorage.setItem(KEY, closed.value.join(" "));
	} catch {
		// As above.
	}
}
