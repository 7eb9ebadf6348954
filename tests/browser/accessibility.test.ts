// Every screen of the table (screens.ts) judged in three languages, on a desktop and at the narrow end (320 px: a phone, or
// 400 % zoom), and in the system's few colours; then what a judge of single screens does not see: keys and focus.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CASES } from "../../web/src/demo/invented.ts";
import { href } from "../../web/src/state/route.ts";
import * as kit from "./kit.ts";
import { type Browser, fi } from "./kit.ts";
import { drawn, tightOn } from "./screens-look.ts";
import { LANGUAGES } from "./screens-row.ts";
import { Stage } from "./screens-stage.ts";
import { DESKTOP, type Seen, SMALL, type View, walk } from "./screens-walk.ts";

/** 400 % zoom of a desktop: judged by the ruler alone. */
const NARROW: View = { width: 320, height: 640, languages: LANGUAGES };
const forced = (view: View): View => ({ ...view, forced: true });
const VIEWS: readonly View[] = [DESKTOP, forced(DESKTOP), forced(SMALL), SMALL, NARROW];

let browser: Browser;
let stage: Stage;
let faults: readonly string[] = [];

before(async () => {
	stage = await Stage.set("accessibility");
	({ browser } = stage);
});
after(() => stage?.clear());

const step = kit.stepsOf(() => browser);

step("the guards see what is wrong when something is", async () => {
	const worker = stage.window("worker");
	const { page } = worker;
	await page.setViewportSize(NARROW);
	await page.evaluate(() => {
		const bad = document.createElement("img");
		bad.id = "bad";
		bad.src = "data:,";
		bad.style.cssText = "display:block;width:900px;height:1px";
		document.querySelector("main")?.append(bad);
	});
	await worker.judge("made bad");
	const found = browser.barriers.splice(0);
	assert.ok(found.some((one) => one.includes("image-alt")), "axe does not see a picture without a text");
	assert.ok(found.some((one) => one.includes("wider")), "the ruler does not see what sticks out");
	await page.evaluate(() => document.getElementById("bad")?.remove());
});

async function judge({ id, role, page, view, language }: Seen): Promise<void> {
	const what = `${id} ${language} ${view.width}${view.forced ? " forced" : ""}`;
	if (view !== NARROW) return stage.window(role).judge(what, view.forced);
	const { cut } = await tightOn(page);
	browser.barriers.push(...cut.map((one) => `${what}: is cut off: ${one}`));
}

/** Each as it is found: the whole takes minutes. */
async function judgeAndTell(seen: Seen): Promise<void> {
	const known = browser.barriers.length;
	await judge(seen);
	for (const one of browser.barriers.slice(known)) console.log(one);
}

step("every screen of every role", async () => {
	const started = performance.now();
	faults = await walk(stage, { views: VIEWS, judge: judgeAndTell, tell: console.log });
	console.log(`every screen judged: ${((performance.now() - started) / 1000).toFixed(0)} s`);
});

step("a key hides everything; neither that key nor Esc shows it again, a button does", async () => {
	const [page, contact] = [stage.page("worker"), stage.page("contact")];
	// The walk has left the hour at this case.
	for (const one of [page, contact]) {
		await kit.intoLobby(one, stage.known.hour);
		await kit.joinInTurn(one, CASES.housing.question.reference);
	}
	await kit.heardBy(page, stage.cast.contact.account.display);
	const cover = page.getByTestId("cover");
	await page.keyboard.press("F8");
	await cover.waitFor();
	for (const key of ["Escape", "Escape", "F8", "Escape"]) await page.keyboard.press(key);
	assert.ok(await cover.isVisible(), "a key has shown what was hidden");
	assert.equal(await page.locator("video").count(), 0);
	assert.equal(await page.title(), fi.common.name);
	await contact.getByTestId("tile").getByText(fi.call.theyHide).waitFor();
	await kit.press(page, fi.call.show);
	await cover.waitFor({ state: "detached" });
	await kit.heardBy(page, stage.cast.contact.account.display);
	for (const one of [page, contact]) await kit.leaveRoom(one);
});

step("what went wrong is said at the top and takes the focus", async () => {
	const page = stage.page("coordinator");
	await page.setViewportSize(NARROW);
	await page.goto(`${stage.origin}/${href({ at: "series-new" })}`);
	await kit.press(page, fi.common.save);
	const summary = page.getByRole("alert").filter({ hasText: fi.common.errorTitle });
	await summary.waitFor();
	assert.ok(await summary.evaluate((box) => box === document.activeElement));
	await stage.window("coordinator").look("errors");
	await kit.link(summary, /^Tunnin nimi/).click();
	assert.ok(await kit.field(page, fi.series.name).evaluate((box) => box === document.activeElement));
});

step("the keyboard alone: skip link, menu, a new case, a dialog", async () => {
	const page = stage.page("worker");
	await page.setViewportSize(NARROW);
	const focused = () =>
		page.evaluate(() => document.activeElement?.textContent?.trim().replace(/\s+/g, " ") ?? "");
	const press = (key: string) => page.keyboard.press(key);
	await page.goto(`${stage.origin}/#/`);
	await page.reload();
	await kit.heading(page, /^Tänään, /);
	await press("Tab");
	assert.equal(await focused(), fi.common.skip);
	await press("Enter");
	assert.equal(await page.evaluate(() => document.activeElement?.id), "main");

	const name = stage.cast.pairA[0].account.display;
	const menu = kit.button(page.getByRole("banner"), name);
	await menu.focus();
	await press("Enter");
	await kit.button(page, fi.shell.lock).waitFor();
	await press("Escape");
	await kit.button(page, fi.shell.lock).waitFor({ state: "detached" });
	assert.ok(await menu.evaluate((button) => button === document.activeElement));

	await kit.link(page, fi.cases.add).focus();
	await press("Enter");
	await kit.heading(page, fi.newCase.questionTitle);
	await kit.field(page, fi.newCase.reference).waitFor();
	await drawn(page);
	assert.equal(await focused(), fi.newCase.questionTitle);
	await press("Tab");
	await page.keyboard.type("N-1");
	await press("Tab");
	await page.keyboard.type("Mistäpä sen tietää?");
	await press("Tab");
	assert.equal(await focused(), fi.common.next);
	await press("Enter");
	await kit.heading(page, fi.newCase.topicsTitle);

	await kit.go(page, fi.shell.cases);
	await kit.link(page, CASES.housing.question.reference).click();
	await kit.link(page, fi.cases.task.consent).focus();
	await press("Enter");
	await kit.heading(page, fi.consent.title); // the case's page has such a button too
	const withdraw = kit.button(page, fi.consent.withdraw);
	await withdraw.waitFor();
	await drawn(page); // the new page has taken the focus to its title by now
	await withdraw.focus();
	await press("Enter");
	const dialog = page.getByRole("dialog", { name: fi.consent.withdrawTitle });
	await dialog.waitFor();
	for (let i = 0; i < 12; i++) {
		await press("Tab");
		const inside = await dialog.evaluate(
			(box) => box.contains(document.activeElement) || document.activeElement === document.body,
		);
		assert.ok(inside, "the focus leaves the dialog");
	}
	await stage.window("worker").look("dialog");
	await press("Escape");
	await dialog.waitFor({ state: "detached" });
	assert.ok(await withdraw.evaluate((button) => button === document.activeElement));
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual([...faults, ...browser.problems, ...browser.barriers], []);
});
