// What a finger needs of a page: targets large enough, and nothing that is in use under something that sticks to the
// window's edge or behind the on-screen keyboard. Knows no screen of Etätunti.
import type { Page } from "playwright-core";

/** WCAG 2.2: 2.5.8. */
export const LEAST_PX = 24;
/** Of what is pressed in a hurry. */
export const FINGER_PX = 44;

/** What can be pressed and is smaller, as it begins. Links within a sentence are excepted; a tick is as large as its label. */
export const tooSmall = (page: Page, px: number, among = "a[href], button, input, select, textarea, summary") =>
	page.evaluate(
		({ px, among }) => {
			const root = document.querySelector("dialog[open]") ?? document;
			const boxOf = (one: Element) => {
				const own = one.getBoundingClientRect();
				const ticks = one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type);
				const label = ticks ? (one.labels?.[0] ?? null) : null;
				if (label === null) return { width: own.width, height: own.height };
				const { left, right, top, bottom } = label.getBoundingClientRect();
				const width = Math.max(right, own.right) - Math.min(left, own.left);
				return { width, height: Math.max(bottom, own.bottom) - Math.min(top, own.top) };
			};
			const inSentence = (one: Element) =>
				one.tagName === "A" &&
				getComputedStyle(one).display === "inline" &&
				(one.parentElement?.textContent ?? "").trim() !== (one.textContent ?? "").trim();
			return [...root.querySelectorAll<HTMLElement>(among)]
				.filter((one) => one.checkVisibility() && !one.classList.contains("skip"))
				.filter((one) => !inSentence(one))
				.flatMap((one) => {
					const { width, height } = boxOf(one);
					// Half a pixel is rounding.
					if (width === 0 || (width >= px - 0.5 && height >= px - 0.5)) return [];
					return [`${Math.round(width)}×${Math.round(height)} ${one.outerHTML.slice(0, 90)}`];
				});
		},
		{ px, among },
	);

/**
 * Each thing that can have the focus gets it in turn; gives those of which nothing is to be seen then (WCAG 2.2: 2.4.11).
 */
export const obscured = (page: Page, among = "a[href], button, input, select, textarea, summary, [tabindex='0']") =>
	page.evaluate((among) => {
		const root = document.querySelector("dialog[open]") ?? document;
		const found: string[] = [];
		for (const one of root.querySelectorAll<HTMLElement>(among)) {
			if (!one.checkVisibility() || one.closest("[inert]") !== null) continue;
			if (one.classList.contains("skip")) continue; // comes forth by the keyboard only
			one.focus();
			if (document.activeElement !== one || !one.isConnected) continue;
			const { left, top, width, height } = one.getBoundingClientRect();
			const isSeen = (x: number, y: number) => {
				const hit = document.elementFromPoint(left + width * x, top + height * y);
				return hit !== null && (one.contains(hit) || hit.contains(one) === (hit.tagName === "LABEL"));
			};
			const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [x, y] as const));
			if (!points.some(([x, y]) => isSeen(x, y))) found.push(one.outerHTML.slice(0, 90));
		}
		return found;
	}, among);

/** As when the keyboard has come up: so much of the window is left. */
export async function withKeyboard(page: Page, work: () => Promise<void>): Promise<void> {
	const size = page.viewportSize() ?? { width: 360, height: 740 };
	await page.setViewportSize({ width: size.width, height: Math.round(size.height * 0.55) });
	await work();
	await page.setViewportSize(size);
}

/** Whole in the window, and nothing lies over its middle. */
export const inSight = (page: Page, testid: string): Promise<boolean> =>
	page.getByTestId(testid).first().evaluate((one) => {
		const { left, top, right, bottom } = one.getBoundingClientRect();
		const inside = left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
		const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
		return inside && hit !== null && one.contains(hit);
	});

/** A line across the middle of it, by one finger that sets off, moves and lifts. */
export async function drawByFinger(page: Page, testid: string): Promise<void> {
	const pad = page.getByTestId(testid);
	await pad.scrollIntoViewIfNeeded();
	const box = await pad.boundingBox();
	if (box === null) throw new Error(`${testid} is not on the screen`);
	const cdp = await page.context().newCDPSession(page);
	const at = (part: number) => [
		{ x: box.x + box.width * part, y: box.y + box.height * (0.3 + 0.4 * Math.abs(part - 0.5)) },
	];
	const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
		cdp.send("Input.dispatchTouchEvent", { type, touchPoints });
	await send("touchStart", at(0.1));
	for (let part = 0.15; part < 0.9; part += 0.05) await send("touchMove", at(part));
	await send("touchEnd", []);
	await cdp.detach();
}
