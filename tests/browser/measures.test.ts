// Measures on the screen, in seconds: by mouse, by digits, by the client on the worker's device in another language; kept
// over a reload, saved, corrected, taken back; the colleague sees them.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { PROM_ITEMS } from "../../web/src/state/prom.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const PHONE = { width: 360, height: 740 };
const PIN = "4071";

let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let mate: Window;

before(async () => {
	server = await Server.start();
	cast = await kit.furnish(server);
	browser = await Browser.launch("measures", server.origin);
	const person = async (name: string, { account }: Cast["coordinator"]) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	worker = await person("worker", cast.pairA[0]);
	mate = await person("mate", cast.pairA[1]);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

async function openMeasures(page: Page): Promise<void> {
	await kit.go(page, fi.shell.cases);
	await kit.link(page, CASES.sickLeave.question.reference).first().click();
	await page.getByTestId("to-measures").click();
	await kit.heading(page, fi.measures.title);
	await page.getByTestId("scale-nps").waitFor();
}

const answer = (page: Page, field: string, n: number) =>
	page.getByTestId(`${field}-${n}`).check();

/** A picture at the width of a small phone as well. */
async function lookSmall(one: Window, what: string): Promise<void> {
	await one.look(what);
	const size = one.page.viewportSize();
	await one.page.setViewportSize(PHONE);
	await one.look(`${what}-small`);
	if (size !== null) await one.page.setViewportSize(size);
}

step("nothing is answered beforehand; digits answer, and the score waits for the last of the eight", async () => {
	const { page } = worker;
	await openMeasures(page);
	assert.equal(await page.locator(".scale input:checked:not([name=form])").count(), 0);
	await lookSmall(worker, "empty");
	await page.getByTestId("calls_saved-0").focus();
	await page.keyboard.press("1");
	await page.keyboard.press("2");
	await page.getByTestId("calls_saved-more").click();
	assert.equal(await page.getByTestId("scale-calls_saved").getByText("13").count(), 1);
	for (const item of PROM_ITEMS.slice(1)) {
		await page.getByTestId(`prom_${item}-0`).focus();
		await page.keyboard.press("3");
	}
	await page.getByTestId("score").getByText(fi.measures.open(1)).waitFor();
	await page.getByTestId("nps-0").focus();
	await page.keyboard.press("1");
	await page.keyboard.press("0");
	await page.getByTestId("nps-promoter").waitFor();
});

step("an answer has its colours at once where less motion is asked for", async () => {
	const answer = worker.page.getByTestId("prom_quality-of-life-4");
	const moving = await answer.evaluate((input: HTMLInputElement) => {
		const words = input.parentElement?.querySelector(".scale-words");
		if (!words) throw new Error("an answer has no words");
		const style = getComputedStyle(words);
		const before = style.color;
		input.click();
		return { changed: before !== style.color, moves: document.getAnimations().length };
	});
	assert.deepEqual(moving, { changed: true, moves: 0 });
	await worker.page.getByTestId("score").getByText(fi.measures.open(1)).waitFor({ state: "detached" });
	await answer.click(); // taken away again
	await worker.page.getByTestId("score").getByText(fi.measures.open(1)).waitFor();
});

step("what is not saved yet outlives a reload", async () => {
	const { page } = worker;
	await page.getByTestId("draft-saved").waitFor();
	await page.reload();
	await page.getByTestId("score").getByText(fi.measures.open(1)).waitFor();
});

step("the client answers the last one on the device, in Swedish", async () => {
	const { page } = worker;
	await page.getByTestId("hand").click();
	await page.getByTestId("give-pin").fill(PIN);
	await page.getByTestId("give-confirm").click();
	await kit.heading(page, fi.measures.handed);
	for (const away of ["navigation", "contentinfo"] as const)
		assert.equal(await page.getByRole(away).count(), 0, `the client has the ${away}`);
	assert.equal(await page.getByTestId("back").count(), 0);
	await page.getByTestId("client-language-sv").check();
	await page.getByText("Hur bedömer ni er livskvalitet?").waitFor();
	await kit.heading(page, "Svara på frågorna");
	await answer(page, "prom_quality-of-life", 1);
	await lookSmall(worker, "handed");
	await page.getByTestId("handed-done").click();
	await page.getByTestId("handed-thanks").waitFor();
	await worker.look("thanks");
	assert.equal(await page.getByRole("navigation").count(), 0);
	await page.getByTestId("handed-back").click();
	await page.getByTestId("take-pin").fill(PIN);
	await page.getByTestId("take-confirm").click();
	await page.getByRole("navigation", { name: fi.shell.nav }).waitFor();
	// 7 × 3 + 2 = 23, 23/8 = 2.875
	await page.getByTestId("score").getByText(fi.measures.scoreOf("2,88")).waitFor();
});

step("saved with one button, and its numbers are in the report", async () => {
	const { page } = worker;
	await answer(page, "meeting_avoided", 1);
	await page.getByTestId("save-measures").click();
	await page.getByTestId("measures-saved").waitFor();
	await page.getByTestId("numbers-sent").waitFor();
	await lookSmall(worker, "saved");
});

step("the colleague sees it and corrects it; the change comes to the other's screen", async () => {
	const { page } = mate;
	await openMeasures(page);
	await page.getByTestId("numbers-sent").waitFor();
	await answer(page, "nps", 6);
	await page.getByTestId("save-measures").click();
	await page.getByTestId("measures-saved").waitFor();
	await worker.page.getByTestId("nps-detractor").waitFor();
});

step("a later stage stands beside the first, and says what has changed", async () => {
	const { page } = worker;
	await answer(page, "form", 2);
	for (const item of PROM_ITEMS) await answer(page, `prom_${item}`, 3);
	await page.getByTestId("score").getByText(fi.measures.change("+1,12")).waitFor();
	await worker.look("half-year");
	await page.getByTestId("language-sv").click();
	await worker.look("half-year-sv");
	await page.getByTestId("language-en").click();
	await worker.look("half-year-en");
	await page.getByTestId("language-fi").click();
});

step("taken back after a question", async () => {
	const { page } = worker;
	await answer(page, "form", 0);
	await page.getByTestId("drop-measures").click();
	await worker.look("drop");
	await page.getByTestId("drop-measures-confirm").click();
	await page.getByTestId("numbers-sent").waitFor({ state: "detached" });
	assert.equal(await page.locator(".scale input:checked:not([name=form])").count(), 0);
});

step("no error, no barrier", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
