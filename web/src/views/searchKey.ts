// The key / leads to the search of the page, or to that of the cases; whoever does not want it switches it off (WCAG 2.1.4).
// Kept on the device.
import { effect, signal } from "@preact/signals";
import type { Route } from "../state/route.ts";
import type { Me } from "../work/work.ts";
import { go, route } from "./router.ts";

const KEY = "etatunti.search-key";
const OFF = "off";

/** Where nothing is being filled in and nobody is talked to. */
const LEADS_AWAY: readonly Route["at"][] = [
	...(["today", "hours", "hour", "case", "follow-up", "report", "shelf"] as const),
	...(["people", "person", "professionals", "settings", "figures"] as const),
];

export const isOn = signal(localStorage.getItem(KEY) !== OFF);
effect(() => {
	if (isOn.value) localStorage.removeItem(KEY);
	else localStorage.setItem(KEY, OFF);
});

/** Somebody is on the way to the search of the cases. */
let wanted = false;

/** The search is there: true if somebody came for it. */
export function cameToSearch(): boolean {
	const came = wanted;
	wanted = false;
	return came;
}

const TYPED =
	"input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]";

export function onSearchKey(event: KeyboardEvent, me: Me): void {
	const { key, ctrlKey, altKey, metaKey, target } = event;
	if (key !== "/" || ctrlKey || altKey || metaKey || event.defaultPrevented || !isOn.peek()) return;
	if (target instanceof Element && target.closest(TYPED) !== null) return;
	if (document.querySelector("dialog[open]") !== null) return;
	const field = document.querySelector<HTMLInputElement>("main input[type=search]");
	if (field !== null) {
		field.focus();
		field.select();
	} else if (me.roles.some((role) => role !== "coordinator")) {
		if (!LEADS_AWAY.includes(route.peek().at)) return;
		wanted = true;
		go({ at: "cases" });
	} else return;
	event.preventDefault();
}
