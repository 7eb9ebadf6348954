// The address ↔ the route signal. The only place that touches location and history. Each entry of the history knows how far in
// it stands and where its task began, so that a task that is done leaves no step of its behind.
import { signal } from "@preact/signals";
import { href, isStepOf, parseRoute, type Route } from "../state/route.ts";

export const route = signal<Route>({ at: "today" });
let held: Route | null = null;

interface Entry {
	readonly depth: number;
	/** The depth at which the task began that this page is a step of; its own where it is none. */
	readonly from: number;
}
let here: Entry = { depth: 0, from: 0 };
/** What follows once the history has gone back so far. */
let landing: (() => void) | null = null;
/** The history is on its way back to where it was. */
let staying = false;
/** A browser that does not go where it is told. */
const PATIENCE_MS = 500;

/** Follows the address from now on. */
export function startRouter(): void {
	here = entryOf(history.state) ?? here;
	history.replaceState(here, "");
	// Comes before hashchange: what was typed has left the address before anybody reads it there.
	addEventListener("popstate", ({ state }) => {
		if (held === null) popped(entryOf(state));
		else {
			history.replaceState(here, "", href(held));
			history.pushState(here, "", href(held));
		}
	});
	addEventListener("hashchange", read);
	read();
}

function read(): void {
	if (held !== null) {
		if (location.hash !== href(held)) history.replaceState(here, "", href(held));
		return;
	}
	if (staying || landing !== null) return;
	const to = parseRoute(location.hash);
	const known = entryOf(history.state);
	if (known !== null) here = known;
	else {
		// A step forward: by a link, by go(), or typed.
		const depth = here.depth + 1;
		here = { depth, from: isStepOf(to, route.peek()) ? here.from : depth };
		history.replaceState(here, "");
	}
	route.value = to;
}

function popped(to: Entry | null): void {
	if (landing !== null) {
		here = to ?? here;
		const land = landing;
		landing = null;
		land();
	} else if (staying) staying = to?.depth !== here.depth;
	else if (to !== null && to.depth < here.depth) {
		// Back means out of the question that is asked, and not out of the page below it.
		const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
		if (dialog === undefined) return;
		staying = true;
		history.go(here.depth - to.depth);
		dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
	}
}

/** A step forward that the back button takes back. */
export function go(to: Route): void {
	location.hash = href(to);
}

/** In place of the present page: after something was finished that one does not go back into. */
export function replace(to: Route): void {
	history.replaceState(here, "", href(to));
	route.value = to;
}

/** The task that this page is the last step of is done: back leads to where it was begun from, and into none of its steps. */
export function finish(to: Route): void {
	const first = here.from === 0;
	const back = here.depth - here.from + (first ? 0 : 1);
	if (back === 0) {
		replace(to);
		return;
	}
	const land = () => {
		if (first) replace(to);
		else go(to);
	};
	landing = land;
	route.value = to;
	history.go(-back);
	setTimeout(() => {
		if (landing !== land) return;
		landing = null;
		replace(to);
	}, PATIENCE_MS);
}

/** The address stays there, whatever is typed and however often one goes back; null: it moves again. */
export function holdAt(to: Route | null): void {
	held = to;
	if (to === null) return;
	replace(to);
	// A step back is taken back by popstate; there must be one to take.
	if (history.length < 2) history.pushState(here, "", href(to));
}

function entryOf(state: unknown): Entry | null {
	if (typeof state !== "object" || state === null) return null;
	const { depth, from } = state as Partial<Record<keyof Entry, unknown>>;
	return typeof depth === "number" && typeof from === "number" ? { depth, from } : null;
}
