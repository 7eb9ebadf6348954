// What is on the screen at this moment, seen by a program: the language it is brought into, and what is wrong on any screen:
// said in red, wider than its window, cut off. Knows no screen by name.
import type { Page } from "playwright-core";
import type { Language, Shows } from "./screens-row.ts";

/** How long a screen may take to come. */
export const PATIENCE_MS = 30_000;

/** After the frame that is being drawn, and the effects that follow it. */
export const drawn = (page: Page): Promise<void> =>
	page.evaluate(
		() =>
			new Promise<void>((done) => {
				requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
			}),
	);

/** Nothing is being fetched any more. */
export async function settled(page: Page): Promise<void> {
	await page.waitForFunction(
		() =>
			document.querySelector("main .spin, main [aria-busy=true]") === null &&
			document.fonts.status === "loaded",
		undefined,
		{ timeout: PATIENCE_MS },
	);
}

/** In place, past whatever dialog is open; a client who has the device has a choice of their own. */
export async function choose(page: Page, language: Language): Promise<void> {
	await page.evaluate((one) => {
		const where = ["header [data-testid=language-X]", "[data-testid=client-language-X]", "nav > button[lang=X]"];
		const all = where.map((selector) => selector.replace("X", one)).join(", ");
		for (const button of document.querySelectorAll<HTMLElement>(all)) button.click();
	}, language);
	await page.locator(`html[lang="${language}"]`).waitFor({ state: "attached", timeout: PATIENCE_MS });
	await drawn(page);
}

/** What others do meanwhile is told on every page: no part of this one. */
export const putAwayNotices = (page: Page): Promise<void> =>
	page.evaluate(async () => {
		const all = document.querySelectorAll<HTMLElement>("[data-testid=notices] button");
		for (const button of all) button.click();
		if (all.length > 0) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	});

/** What is wrong on the screen as it is, a line each. */
export async function faultsOn(page: Page, shows: Shows): Promise<readonly string[]> {
	const { said, wide, isNowhere } = await page.evaluate(() => {
		const red = '[role="alert"], .box.bad, .wrong, .offline-bar, .alarm-bar, .demo-bar.stale';
		const outermost = [...document.querySelectorAll<HTMLElement>(red)].filter(
			(one) => one.checkVisibility() && one.parentElement?.closest(red) == null,
		);
		const boxes = [document.documentElement, ...document.querySelectorAll("dialog[open]")];
		return {
			said: outermost.map((one) => ({
				name: one.closest("[data-testid]")?.getAttribute("data-testid") ?? one.className,
				text: (one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 160),
			})),
			wide: Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth)),
			isNowhere: document.querySelector('[data-testid="dead-end"]') !== null,
		};
	});
	const { alerts = [], nowhere = false } = shows;
	const errors = said.filter(({ name, text }) => text !== "" && !alerts.some((one) => name.startsWith(one)));
	return [
		...errors.map(({ name, text }) => `says in red (${name}): ${text}`),
		...(wide > 0 ? [`${wide} px wider than the window`] : []),
		...(isNowhere !== nowhere ? [nowhere ? "it is a page" : "there is no such page"] : []),
		...(alerts.length > 0 && said.length === 0 ? [`does not say what it should: ${alerts.join(", ")}`] : []),
	];
}

/** What does not fit where it stands: texts that are cut off, and what scrolls sideways inside the page. */
export const tightOn = (page: Page): Promise<{ readonly cut: readonly string[]; readonly sideways: readonly string[] }> =>
	page.evaluate(() => {
		const nameOf = (one: Element) =>
			`${one.localName}.${one.getAttribute("class") ?? ""} ${(one.textContent ?? "").trim().slice(0, 40)}`;
		const found = { cut: [] as string[], sideways: [] as string[] };
		// What is there for ears only counts in a box's scrollWidth, and is not cut off.
		const sticksOut = (one: Element) =>
			one.childElementCount === 0 ||
			[...one.querySelectorAll("*")].some((part) => part.getBoundingClientRect().right > one.getBoundingClientRect().right + 1);
		for (const one of document.querySelectorAll<HTMLElement>("body, main, main *, dialog[open] *, header *")) {
			if (one.scrollWidth <= one.clientWidth + 1 || one.clientWidth < 2) continue;
			if (one.closest(".hidden-text, input, textarea, video, svg") !== null || !one.checkVisibility()) continue;
			const { overflowX } = getComputedStyle(one);
			if (overflowX === "auto" || overflowX === "scroll") found.sideways.push(nameOf(one));
			if ((overflowX === "hidden" || overflowX === "clip") && sticksOut(one)) found.cut.push(nameOf(one));
		}
		return found;
	});
