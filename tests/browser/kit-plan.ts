// Writers of one plan in their windows: seeded acts at the keyboard, what each page shows and when a word was first seen on
// it. Words look like "a12w": nothing else does, so that each can be counted. Knows the plan's fields and no network.
import type { Page } from "playwright-core";
import { type Rand, seeded } from "../../web/test/seeded.ts";
import { fi, field } from "./kit-screens.ts";

declare global {
	var etWords: Map<string, number> | undefined;
}

/** Notes in the page when each word is first on it, from now on. */
export const watchWords = (page: Page): Promise<void> =>
	page.evaluate(() => {
		if (globalThis.etWords !== undefined) return;
		const words = new Map<string, number>();
		globalThis.etWords = words;
		const fields = '[data-testid="plan-form"] :is(textarea, input[type="text"])';
		const look = () => {
			const now = performance.timeOrigin + performance.now();
			for (const one of document.querySelectorAll<HTMLInputElement>(fields))
				for (const word of one.value.match(/[a-z]\d+w/g) ?? [])
					if (!words.has(word)) words.set(word, now);
			requestAnimationFrame(look);
		};
		look();
	});

/** When each word was first seen on that page, on the machine's clock. */
export const wordsSeen = async (page: Page): Promise<ReadonlyMap<string, number>> =>
	new Map(await page.evaluate(() => [...(globalThis.etWords ?? [])]));

/** Every field of the plan as it stands on that page, in its order. */
export const planOn = (page: Page): Promise<readonly string[]> =>
	page
		.locator('[data-testid="plan-form"]')
		.first()
		.locator('textarea, input[type="text"], select')
		.evaluateAll((all) =>
			all.map((one) => `${one.closest("fieldset, form")?.className ?? ""}: ${(one as HTMLInputElement).value}`),
		);

export const wordsIn = (plan: readonly string[]): readonly string[] =>
	plan.join(" ").match(/[a-z]\d+w/g) ?? [];

const TEXTS = [fi.plan.core, fi.plan.situation, fi.plan.followUpHow, fi.plan.coordination] as const;
const WHERE = ["at the end", "at the beginning", "inside"] as const;
const STEPS_MAX = 6;
const KEY_MS = 35;

export class Writer {
	readonly name: string;
	/** Typed and not taken back: each has to stand, once. */
	readonly kept = new Set<string>();
	/** What was done, a line an act. */
	readonly script: string[] = [];
	readonly #page: () => Page;
	readonly #rand: Rand;
	#words = 0;

	constructor(name: string, seed: number, page: () => Page) {
		this.name = name;
		this.#rand = seeded(seed);
		this.#page = page;
	}

	/** One more act of the script, whatever the plan looks like by now. */
	async act(): Promise<void> {
		const page = this.#page();
		const steps = await page.getByTestId("plan-step").count();
		const [what, which] = [this.#rand(12), this.#rand(1000)];
		if (what === 0 && steps < STEPS_MAX) return this.#addStep(page, steps);
		if (what === 1 && steps > 1) return this.#move(page, (which % (steps - 1)) + 2);
		if (what < 6 && steps > 0) {
			const no = (which % steps) + 1;
			return this.#type(page, `${no}. ${fi.plan.what}`);
		}
		return this.#type(page, TEXTS[which % (what < 9 ? 1 : TEXTS.length)] ?? fi.plan.core);
	}

	async #addStep(page: Page, before: number): Promise<void> {
		this.script.push("adds a step");
		await page.getByTestId("add-step").click();
		await page.getByTestId("plan-step").nth(before).waitFor();
	}

	async #move(page: Page, no: number): Promise<void> {
		this.script.push(`moves step ${no} up`);
		await page.getByTestId(`step-up-${no}`).click();
	}

	async #type(page: Page, label: string): Promise<void> {
		const where = WHERE[this.#rand(WHERE.length)] ?? "at the end";
		const count = 1 + this.#rand(4);
		const takesBack = this.#rand(6) === 0;
		const words = Array.from({ length: count }, () => `${this.name[0]}${++this.#words}w`);
		this.script.push(`${words.join(" ")} ${where} of "${label}"${takesBack ? ", takes the last back" : ""}`);
		await field(page, label).focus();
		await page.keyboard.press(where === "at the beginning" ? "Control+Home" : "Control+End");
		if (where === "inside")
			for (let left = this.#rand(8); left >= 0; left--) await page.keyboard.press("Control+ArrowLeft");
		// A space first, towards what stands behind: letters typed against another's word would change that word, and where
		// two do so at once it stands twice, changed by each (PROTOCOL, "Merging").
		await page.keyboard.type(" ");
		if (where !== "at the end") await page.keyboard.press("ArrowLeft");
		for (const [i, word] of words.entries()) {
			await page.keyboard.type(i === 0 ? word : ` ${word}`, { delay: KEY_MS });
			this.kept.add(word);
		}
		const last = words.at(-1) ?? "";
		if (!takesBack) return;
		for (let letters = last.length; letters > 0; letters--) await page.keyboard.press("Backspace");
		this.kept.delete(last);
	}
}
