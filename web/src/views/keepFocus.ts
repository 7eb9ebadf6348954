// The focus is never lost. When what had it is moved in the page, it gets it back at once; when it has gone (a row that somebody
// else took away, a form that was closed), the focus passes to what it stood in: its table, its part's heading, the page's own.
// Knows no page.

/** A page that opens, a dialog that closes and a summary of errors take the focus themselves: they come first. */
const SETTLE_MS = 50;
const OFF = ["disabled", "hidden", "inert", "open"];

export function keepFocus(root: Element): void {
	/** What has the focus, and all that it stands in, nearest first. */
	let path: readonly Element[] = [];
	/** A press beside everything takes the focus away, and that is meant. */
	let pressed = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	addEventListener("focusin", ({ target }) => {
		pressed = false;
		path = target instanceof Element ? pathOf(target) : [];
	});
	addEventListener("pointerdown", () => {
		pressed = true;
	});
	addEventListener("keydown", () => {
		if (!isLost()) pressed = false;
	});
	const pass = () => {
		if (isLost() && !pressed && path.length > 0) take(standIn(path));
	};
	const look = () => {
		if (!isLost() || pressed) return;
		const [was] = path;
		if (was === undefined) return;
		if (was.isConnected && !was.matches(":disabled")) take(was);
		clearTimeout(timer);
		timer = setTimeout(pass, SETTLE_MS);
	};
	new MutationObserver(look).observe(root, {
		childList: true,
		subtree: true,
		attributeFilter: OFF,
	});
}

function isLost(): boolean {
	const now = document.activeElement;
	return now === null || now === document.body;
}

function pathOf(element: Element): readonly Element[] {
	const path: Element[] = [];
	for (let at: Element | null = element; at !== null; at = at.parentElement) path.push(at);
	return path;
}

/** What is left of where it was, with a name. */
function standIn(path: readonly Element[]): Element | null {
	for (const part of path) {
		if (!part.isConnected || part === path[0]) continue;
		if (part instanceof HTMLTableElement) return part;
		const named = document.getElementById(part.getAttribute("aria-labelledby") ?? "");
		const heading = named ?? part.querySelector(":scope > :is(h1, h2, h3)");
		if (heading !== null) return heading;
		if (part.id === "main") break;
	}
	return document.querySelector("main h1") ?? document.getElementById("main");
}

function take(element: Element | null): void {
	if (!(element instanceof HTMLElement)) return;
	element.focus({ preventScroll: true });
	if (document.activeElement === element) return;
	element.tabIndex = -1;
	element.focus({ preventScroll: true });
}
