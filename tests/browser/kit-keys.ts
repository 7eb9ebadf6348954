// A person without a mouse: Tab, arrows, Enter, space and letters, counted. At every stop of the focus it is judged whether
// one sees where one is and whether anything lies over it; names and roles are the browser's own, as a screen reader gets
// them. Knows no screen.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { fi } from "./kit-screens.ts";

/** What Browser.launch has to be given, so that elements tell their names and roles. */
export const NAMES_TOLD = ["--enable-blink-features=ComputedAccessibilityInfo"];

export interface Stop {
	readonly role: string;
	readonly name: string;
	/** A ring round it, or round what stands for it. */
	readonly ring: boolean;
	/** Nothing of it can be seen: out of the window or under something. */
	readonly covered: boolean;
	/** Nothing has the focus. */
	readonly lost: boolean;
	/** An order of its own, against that of the page. */
	readonly ordered: boolean;
	/** Where in the page, to tell a trap from a row of the same. */
	readonly nth: number;
}

type Wanted = string | RegExp;

const fits = (name: string, wanted: Wanted): boolean =>
	typeof wanted === "string"
		? name === wanted || name === `${wanted} ${fi.common.optional}`
		: wanted.test(name);

/** More stops than any page has. */
const STOPS = 250;
const PATIENCE_MS = 10_000;
const LOOK_MS = 50;

export class Keys {
	readonly page: Page;
	readonly #faults: string[] = [];
	#presses = 0;
	#letters = 0;

	constructor(page: Page) {
		this.page = page;
	}

	/** Of all stops so far: no ring, covered, lost, or a trap. */
	get faults(): readonly string[] {
		return [...new Set(this.#faults)];
	}

	/** Keys pressed since the last call; what was typed into fields is counted by itself. */
	counted(): { readonly presses: number; readonly letters: number } {
		const counted = { presses: this.#presses, letters: this.#letters };
		this.#presses = this.#letters = 0;
		return counted;
	}

	async press(key: string, times = 1): Promise<void> {
		for (let left = times; left > 0; left--) await this.page.keyboard.press(key);
		this.#presses += times;
	}

	async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
		this.#letters += text.length;
	}

	/** Instead of what stands in the field. */
	async typeOver(text: string): Promise<void> {
		await this.press("Control+a");
		await this.type(text);
	}

	stop(): Promise<Stop> {
		return this.page.evaluate(stopNow);
	}

	/** On to the next stop of that name, judging each one on the way. */
	async tabTo(role: string, name: Wanted, key: "Tab" | "Shift+Tab" = "Tab"): Promise<Stop> {
		const passed: string[] = [];
		let before = await this.stop();
		if (before.role === role && fits(before.name, name)) return before;
		for (let left = STOPS, ends = 0; left > 0 && ends < 2; left--) {
			await this.press(key);
			const stop = await this.stop();
			if (stop.lost) ends += 1; // past the last one: round to the first
			else this.#judge(stop, before);
			if (stop.role === role && fits(stop.name, name)) return stop;
			passed.push(`${stop.role} “${stop.name}”`);
			before = stop;
		}
		throw new Error(`no ${role} ${name} by ${key}; passed: ${passed.join(", ")}`);
	}

	/** To a button or link and on it. */
	async use(role: "button" | "link", name: Wanted): Promise<void> {
		await this.tabTo(role, name);
		await this.press("Enter");
	}

	/** Into a field and over what stands in it. */
	async fill(name: Wanted, text: string): Promise<void> {
		const { role } = await this.tabTo("textbox", name);
		assert.equal(role, "textbox");
		await this.typeOver(text);
	}

	/** A box: to it, and on. */
	async tick(name: Wanted): Promise<void> {
		await this.tabTo("checkbox", name);
		await this.press("Space");
	}

	/** One of a group of radios, or of a list: from whichever of them Tab comes to, by arrows. */
	async choose(group: Wanted, name: Wanted): Promise<void> {
		await this.tabTo("radio", group);
		for (let left = STOPS; left > 0; left--) {
			const stop = await this.stop();
			if (fits(stop.name, name)) {
				if (!(await this.#isChecked())) await this.press("Space");
				return;
			}
			await this.press("ArrowDown");
		}
		throw new Error(`no choice ${name}`);
	}

	/** After an action: the focus is on something of that name, which is never the bare page. */
	async landed(name: Wanted, role?: string): Promise<void> {
		const end = Date.now() + PATIENCE_MS;
		for (let stop = await this.stop(); ; stop = await this.stop()) {
			if (!stop.lost && fits(stop.name, name) && (role === undefined || role === stop.role)) return;
			if (Date.now() > end)
				assert.fail(`the focus should be on ${name}, and is on ${stop.role} “${stop.name}”`);
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
	}

	#isChecked(): Promise<boolean> {
		return this.page.evaluate(
			() => document.activeElement instanceof HTMLInputElement && document.activeElement.checked,
		);
	}

	#judge(stop: Stop, before: Stop): void {
		const say = (what: string) => this.#faults.push(`${what}: ${stop.role} “${stop.name}”`);
		if (!stop.ring) say("no ring");
		if (stop.covered) say("covered");
		if (stop.ordered) say("an order of its own");
		if (stop.name === "") say("no name");
		if (stop.nth === before.nth) say("a trap");
	}
}

/** Runs in the page; self-contained. */
function stopNow(): Stop {
	const at = document.activeElement;
	if (at === null || at === document.body || at === document.documentElement)
		return { role: "", name: "", ring: false, covered: false, lost: true, ordered: false, nth: -1 };
	const told = at as Element & { computedName?: string; computedRole?: string };
	const has = (one: Element | null) => {
		if (one === null) return false;
		const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
		const outlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
		return outlined || (one === at && boxShadow !== "none");
	};
	// A hidden box shows its ring on what is pressed in its place.
	const shown = [at, at.closest("label"), at.nextElementSibling].filter((one) => one !== null);
	const ringed = shown.find(has);
	const seen = (one: Element) => {
		for (const box of one.getClientRects())
			for (const dx of [0.1, 0.5, 0.9])
				for (const dy of [0.1, 0.5, 0.9]) {
					const top = document.elementFromPoint(box.x + dx * box.width, box.y + dy * box.height);
					if (top !== null && (one.contains(top) || (top !== one && top.contains(one) && top !== document.body && top !== document.documentElement)))
						return true;
				}
		return false;
	};
	return {
		role: told.computedRole ?? "",
		name: (told.computedName ?? "").replaceAll(/\s+/g, " ").trim(),
		ring: ringed !== undefined,
		covered: !shown.some(seen),
		lost: false,
		ordered: at instanceof HTMLElement && at.tabIndex > 0,
		nth: [...document.querySelectorAll("*")].indexOf(at),
	};
}
