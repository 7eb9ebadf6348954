// The address ↔ the route signal. The only place that touches location and history.
import { signal } from "@preact/signals";
import { href, parseRoute, type Route } from "../state/route.ts";

export const route = signal<Route>({ at: "today" });

/** Follows the address from now on. */
export function startRouter(): void {
	const read = () => {
		route.value = parseRoute(location.hash);
	};
	addEventListener("hashchange", read);
	read();
}

/** A step forward that the back button takes back. */
export function go(to: Route): void {
	location.hash = href(to);
}

/** In place of the present page: after something was finished that one does not go back into. */
export function replace(to: Route): void {
	history.replaceState(null, "", href(to));
	route.value = to;
}
