// What a screen reader would say by itself: changes in live regions that were there before their words, and alerts as they come;
// nothing from what lies under an open dialog. And what it finds on a page: roles and names. Changes nothing of the page.
import type { BrowserContext, Locator, Page } from "playwright-core";

interface Ears {
	readonly said: string[];
	/** Words of a region that came with them, or that lay under a dialog: nobody hears them. */
	readonly unheard: string[];
}

declare global {
	var etEars: Ears;
}

/** Self-contained: it is sent into the page as text. */
function installEars(): void {
	const ears: Ears = { said: [], unheard: [] };
	globalThis.etEars = ears;
	const LIVE = "[aria-live], [role=status], [role=alert], [role=log]";
	const known = new WeakSet<Element>();
	const words = (node: Node): string => {
		if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
		if (!(node instanceof Element) || node.getAttribute("aria-hidden") === "true") return "";
		const text = [...node.childNodes].map(words).join("");
		return /^(P|H\d|LI|DIV|BUTTON)$/.test(node.tagName) ? ` ${text} ` : text;
	};
	const tidy = (text: string) => text.replaceAll(/\s+/g, " ").trim();
	const under = (region: Element) =>
		[...document.querySelectorAll("dialog:modal")].some((dialog) => !dialog.contains(region));
	const tell = (region: Element, text: string, heard: boolean) => {
		if (text !== "") (heard && !under(region) ? ears.said : ears.unheard).push(text);
	};
	const whole = (region: Element) => /^(status|alert)$/.test(region.role ?? "");
	/** One frame's changes, as they are gathered before they are spoken. */
	const listen = (records: readonly MutationRecord[]) => {
		const told = new Set<Element>();
		for (const record of records) {
			const added = record.type === "characterData" ? [record.target] : [...record.addedNodes];
			for (const node of added) {
				if (!node.isConnected) continue;
				const inside = node instanceof Element ? [node, ...node.querySelectorAll("*")] : [];
				for (const alert of inside.filter((one) => one.matches("[role=alert]")))
					if (!told.has(alert) && told.add(alert)) tell(alert, tidy(words(alert)), true);
				const from = node instanceof Element ? node : node.parentElement;
				const region = from?.closest(LIVE) ?? null;
				if (region === null || told.has(region) || region.getAttribute("aria-live") === "off") {
					for (const one of inside)
						if (one.matches("[role=status], [aria-live=polite]") && !known.has(one))
							tell(one, tidy(words(one)), false);
					continue;
				}
				if (whole(region)) told.add(region);
				tell(region, tidy(words(whole(region) ? region : node)), known.has(region));
			}
		}
		for (const region of document.querySelectorAll(LIVE)) known.add(region);
	};
	new MutationObserver(listen).observe(document, {
		...{ subtree: true, childList: true, characterData: true },
	});
}

export const withEars = (context: BrowserContext): Promise<unknown> => context.addInitScript(installEars);

/** All that was said so far. */
export const saidOn = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => [...globalThis.etEars.said]);

/** What came into a region and nobody hears. */
export const unheardOn = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => [...globalThis.etEars.unheard]);

/** That sentence has been said, so many times. */
export const hearsSaid = (page: Page, sentence: string, times = 1): Promise<unknown> =>
	page.waitForFunction(
		([text, n]) => globalThis.etEars.said.filter((one) => one === text).length >= n,
		[sentence, times] as const,
		{ polling: 100 },
	);

const CONTROL = /^\s*- '?(button|link|textbox|searchbox|radio|checkbox|combobox|heading)(?: "((?:[^"\\]|\\.)*)")?/;

/** Headings and what can be used, "role name", in the order in which they are met; only the role: it has no name. */
export async function controlsOf(part: Locator): Promise<readonly string[]> {
	const lines = (await part.ariaSnapshot()).split("\n");
	return lines.flatMap((line) => {
		const [, role, name] = CONTROL.exec(line) ?? [];
		return role === undefined ? [] : [name === undefined ? role : `${role} ${name}`];
	});
}
