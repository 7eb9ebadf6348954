// `./run screenshots`: every screen of the table (screens.ts) in three languages and two widths, as pictures and a page to leaf
// through. No test of its own: it ends with the list of screens that could not be reached or show what they should not.
// Environment: ET_PICTURES the folder; ET_ONLY beginnings of names, by spaces; ET_GUIDES: the guides' pictures instead, into web/pictures.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { GUIDE_VIEWS, guidePictures, inGuides } from "./pictures-guides.ts";
import { indexOf, type Picture } from "./pictures-index.ts";
import { tightOn } from "./screens-look.ts";
import { ROLES } from "./screens-row.ts";
import { Stage } from "./screens-stage.ts";
import { DESKTOP, type Seen, SMALL, walk } from "./screens-walk.ts";

const folder = process.env["ET_PICTURES"] ?? "build/screenshots";
const guides = process.env["ET_GUIDES"] !== undefined;
const only = (process.env["ET_ONLY"] ?? "").split(" ").filter((word) => word !== "");
const wanted = (name: string): boolean => only.length === 0 || only.some((word) => name.startsWith(word));
const OURS = new RegExp(`^(${ROLES.join("|")})-[a-z-]+-(fi|sv|en)-\\d+\\.png$`);
const pictures: Picture[] = [];
const started = performance.now();
const seconds = (): string => ((performance.now() - started) / 1000).toFixed(0);

let stage: Stage;

before(async () => {
	if (!guides) clear();
	stage = await Stage.set("screens");
	console.log(`the demo's record is made, everybody has signed in: ${seconds()} s`);
});
after(() => stage?.clear());

/** Of screens that there are no more; those that are not asked for stay, and whatever else lies there. */
function clear(): void {
	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync(folder))
		if (OURS.test(name) && wanted(name)) rmSync(join(folder, name));
}

/** What stays in view while one scrolls stands in its place on a picture of the whole page; gives it back. */
async function unstuck(page: Page): Promise<() => Promise<void>> {
	const held = await page.evaluateHandle(() => {
		const all = [...document.querySelectorAll<HTMLElement>("body *")];
		const bars = all.filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position));
		for (const { style } of bars) {
			style.setProperty("position", "relative", "important");
			style.setProperty("inset", "auto", "important");
		}
		return bars;
	});
	return async () => {
		await held.evaluate((bars) => {
			for (const { style } of bars) for (const name of ["position", "inset"]) style.removeProperty(name);
		});
		await held.dispose();
	};
}

async function picture({ id, page, view, language }: Seen): Promise<void> {
	const file = `${id}-${language}-${view.width}.png`;
	// A dialog stands in the window; of all else the whole page is shown.
	const isDialog = await page.evaluate(() => document.querySelector("dialog[open]") !== null);
	const restore = isDialog ? async () => undefined : await unstuck(page);
	await page.screenshot({ path: join(folder, file), fullPage: !isDialog, animations: "disabled" });
	await restore();
	pictures.push({ id, file, language, width: view.width, remarks: await remarksOn(page) });
}

/** No faults, but worth a look. */
async function remarksOn(page: Page): Promise<readonly string[]> {
	const { cut, sideways } = await tightOn(page);
	return [...cut.map((one) => `is cut off: ${one}`), ...sideways.map((one) => `scrolls sideways: ${one}`)];
}

test("every screen has been reached and shows nothing wrong", { skip: guides }, async () => {
	const faults = await walk(stage, { views: [DESKTOP, SMALL], judge: picture, wanted, waits: true, tell: console.log });
	const { browser } = stage;
	for (const window of browser.windows) await window.violations().catch(() => undefined); // one is closed
	const policy = browser.problems.filter((one) => one.includes("content policy"));
	writeFileSync(join(folder, "index.html"), indexOf(pictures, [...faults, ...policy]));
	console.log(`${pictures.length} pictures in ${folder}: ${seconds()} s`);
	assert.equal([...faults, ...policy].join("\n"), "");
});

test("the guides have their pictures", { skip: !guides }, async () => {
	const judge = async (seen: Seen): Promise<void> => {
		for (const name of await guidePictures(seen, folder)) console.log(name);
	};
	const faults = await walk(stage, { views: GUIDE_VIEWS, judge, wanted: inGuides, waits: true, tell: console.log });
	assert.equal(faults.join("\n"), "");
});
