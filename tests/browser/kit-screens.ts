// The screens as people go through them, in Finnish: by the names of buttons, links and fields, each step waiting for
// what a person would wait for. Nothing here goes past the screen.
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { fi } from "../../web/src/text/fi.ts";

export { fi };

export interface Account {
	readonly display: string;
	readonly username: string;
	readonly passphrase: string;
}

export const button = (on: Page | Locator, name: string | RegExp): Locator =>
	on.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
export const link = (on: Page | Locator, name: string | RegExp): Locator =>
	on.getByRole("link", typeof name === "string" ? { name, exact: true } : { name });
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** By its whole label. */
export const field = (on: Page | Locator, label: string): Locator =>
	on.getByLabel(new RegExp(`^\\s*${escaped(label)}\\s*(${escaped(fi.common.optional)})?\\s*$`));

/** The page with that heading is there. */
export const heading = async (page: Page, name: string | RegExp): Promise<void> =>
	page.getByRole("heading", { level: 1, name }).waitFor();

/** Once it is there, in view and can be pressed. */
export async function press(page: Page | Locator, name: string | RegExp): Promise<void> {
	await button(page, name).click();
}

/** From the main menu, which a narrow window opens first, to the page of that heading. */
export async function go(page: Page, word: string, title: string | RegExp = word): Promise<void> {
	const menu = page.getByTestId("menu");
	if (await menu.isVisible()) await menu.click();
	await link(page.getByRole("navigation", { name: fi.shell.nav }), word).click();
	await heading(page, word === fi.shell.today ? /^Tänään, / : title);
}

const digitsOf = async (at: Locator): Promise<string> =>
	((await at.textContent()) ?? "").replace(/\D/g, "");

// ------------------------------------------------------------------ enrolment

/** Looks at each page of a task as it comes up; does nothing where a test does not care. */
export type Look = (what: string) => Promise<void>;
const noLook: Look = async () => undefined;

/** By the link to the end of the task. Gives the account key, as it stands on the sheet. */
export async function enrol(
	page: Page,
	address: string,
	{ display, username, passphrase }: Account,
	founder: boolean,
	look = noLook,
): Promise<string> {
	await page.goto(address);
	await heading(page, fi.enrol.title);
	await button(page, fi.enrol.start).waitFor();
	assert.ok(!page.url().includes("#i="), "the link's secret stays in the address");
	await look("invited");
	await press(page, fi.enrol.start);
	await heading(page, fi.enrol.passTitle);
	if (founder) {
		await field(page, fi.enrol.nameTitle).fill(display);
		await field(page, fi.enrol.asUser).fill(username);
	}
	await field(page, fi.enrol.pass).fill(passphrase);
	await field(page, fi.enrol.passAgain).fill(passphrase);
	await look("passphrase");
	await press(page, fi.common.next);
	await heading(page, fi.enrol.sheetTitle);
	const key = ((await page.getByTestId("account-key").textContent()) ?? "").replace(/\s/g, "");
	assert.match(key, /^[A-Z2-7]{28}$/);
	await look("sheet");
	await press(page, fi.enrol.sheetDone);
	await field(page, fi.enrol.retype).fill(key.slice(-6).toLowerCase());
	await look("retype");
	await press(page, fi.enrol.finish);
	await heading(page, founder ? /^Tänään, / : fi.enrol.waitTitle);
	return key;
}

/** The link that is shown once. */
export async function invite(
	page: Page,
	{ display, username }: Account,
	look = noLook,
): Promise<string> {
	await go(page, fi.shell.people);
	await link(page, fi.people.invite).click();
	await field(page, fi.people.name).fill(display);
	await field(page, fi.people.username).fill(username);
	await press(page, fi.people.makeLink);
	await heading(page, fi.people.linkTitle);
	await look("invite-link");
	return field(page, fi.people.link).inputValue();
}

/** As on the newcomer's screen, to be read over the phone. */
export const numberShown = (page: Page): Promise<string> => digitsOf(page.getByTestId("my-number"));

/** The coordinator compares what the newcomer reads with their own screen. */
export async function confirmPerson(
	page: Page,
	display: string,
	numberRead: string,
	look = noLook,
): Promise<void> {
	await go(page, fi.shell.people);
	await link(page, `${fi.people.compare} ${display}`).click();
	await heading(page, fi.people.confirmTitle(display));
	const shown = await digitsOf(page.getByTestId("their-number"));
	assert.equal(shown.length, 30);
	assert.equal(shown, numberRead);
	await field(page, fi.people.confirmSame).check();
	await look("compare-number");
	await press(page, fi.people.confirm);
	await heading(page, fi.people.title);
	await page.getByRole("row").filter({ hasText: display }).waitFor();
}

/** After the confirmation the waiting page leads here by itself. */
export async function signInHere(page: Page, passphrase: string): Promise<void> {
	await heading(page, fi.signIn.title);
	await field(page, fi.signIn.pass).fill(passphrase);
	await press(page, fi.signIn.submit);
	await heading(page, /^Tänään, /);
}

/** With the sheet's link, on a device that has not seen this person. */
export async function signInByLink(
	page: Page,
	origin: string,
	account: { username: string; accountKey: string; passphrase: string },
): Promise<void> {
	await page.goto(`${origin}/#s=${encodeURIComponent(account.username)}.${account.accountKey}`);
	await heading(page, fi.signIn.newDeviceTitle);
	assert.ok(!page.url().includes("#s="), "the account key stays in the address");
	await field(page, fi.signIn.pass).fill(account.passphrase);
	await press(page, fi.signIn.submit);
	await heading(page, /^Tänään, /);
}

// ------------------------------------------------------------------ coordinator

export async function makePair(page: Page, name: string, workers: readonly string[], look = noLook) {
	await go(page, fi.organisation.title);
	await link(page, fi.pairs.title).click();
	await link(page, fi.pairs.add).click();
	await field(page, fi.pairs.name).fill(name);
	for (const worker of workers) await field(page, worker).check();
	await look("pair-form");
	await press(page, fi.common.save);
	await link(page, name).waitFor();
}

export interface Weekly {
	readonly name: string;
	readonly pair: string;
	readonly contact: string;
	/** In Helsinki: "2026-11-25", "12:00", 1 Monday … 7 Sunday. */
	readonly date: string;
	readonly time: string;
	readonly weekday: number;
}

export async function makeSeries(page: Page, weekly: Weekly, look = noLook): Promise<void> {
	const [year, month, day] = weekly.date.split("-").map(Number);
	await go(page, fi.shell.series);
	await link(page, fi.series.add).click();
	await field(page, fi.series.name).fill(weekly.name);
	await field(page, weekly.pair).check();
	await field(page, fi.series.contact).selectOption({ label: weekly.contact });
	const weekday = fi.series.weekdays[weekly.weekday - 1] ?? "";
	await field(page, fi.series.weekday).selectOption({ label: weekday });
	await field(page, fi.series.start).fill(weekly.time.replace(":", "."));
	await field(page, fi.series.first).fill(`${day}.${month}.${year}`);
	await field(page, fi.series.holidays).check();
	await look("series-form");
	await press(page, fi.common.save);
	await page.getByTestId("series").getByText(weekly.name).waitFor();
}

// ------------------------------------------------------------------ a case and its consent

export interface Case {
	readonly reference: string;
	readonly question: string;
	readonly topics: readonly string[];
	readonly situation: string;
	/** Who is in the client's network; left out: the page of the service situation is skipped. */
	readonly network?: string;
	readonly background: string;
	readonly clientName: string;
	readonly clientCode: string;
}

/** One thing a page, to the consent's first page. Gives the case's id, from the address. */
export async function openCase(page: Page, one: Case, look = noLook): Promise<string> {
	await go(page, fi.shell.cases);
	await link(page, fi.cases.add).first().click();
	await heading(page, fi.newCase.questionTitle);
	await field(page, fi.newCase.reference).fill(one.reference);
	await field(page, fi.newCase.question).fill(one.question);
	await look("case-question");
	await press(page, fi.common.next);
	await heading(page, fi.newCase.topicsTitle);
	for (const topic of one.topics) await field(page, topic).check();
	await look("case-topics");
	await press(page, fi.common.next);
	await heading(page, fi.newCase.situationTitle);
	await field(page, fi.newCase.situation).fill(one.situation);
	await look("case-situation");
	await press(page, fi.common.next);
	await heading(page, fi.signals.title);
	await look("case-signals");
	if (one.network === undefined) await link(page, fi.signals.skip).click();
	else {
		await field(page, fi.signals.suuntimaCodes.verkosto).check();
		await field(page, fi.signals.triggerCodes["over-six-visits"]).check();
		await field(page, fi.signals.network).fill(one.network);
		await press(page, fi.common.next);
	}
	await heading(page, fi.newCase.backgroundTitle);
	await field(page, fi.newCase.background).fill(one.background);
	await look("case-background");
	await press(page, fi.common.next);
	await heading(page, fi.newCase.checkTitle);
	await look("case-check");
	await press(page, fi.newCase.create);
	await heading(page, fi.consent.clientTitle);
	return /#\/cases\/([\w-]{22})\//.exec(page.url())?.[1] ?? "";
}

/** From the consent's first page to the stored consent. The scan is a picture file; null: ink alone. */
export async function recordConsent(
	page: Page,
	one: Case,
	scan: Uint8Array | null,
	look = noLook,
): Promise<void> {
	await field(page, fi.consent.clientName).fill(one.clientName);
	await field(page, fi.consent.clientCode).fill(one.clientCode);
	await look("consent-client");
	await press(page, fi.common.next);
	await heading(page, fi.consent.scopeTitle);
	await field(page, fi.consent.healthYes).check();
	await look("consent-scope");
	await press(page, fi.common.next);
	await heading(page, fi.consent.signTitle);
	await drawSignature(page);
	if (scan !== null) {
		await page.getByTestId("scan").setInputFiles({
			name: "suostumus.png",
			mimeType: "image/png",
			buffer: Buffer.from(scan),
		});
		await page.getByTestId("scan-done").waitFor();
	}
	await field(page, fi.consent.witnessed).check();
	await look("consent-sign");
	await press(page, fi.common.next);
	await heading(page, fi.consent.checkTitle);
	await look("consent-check");
	await press(page, fi.consent.store);
	await page.getByText(fi.consent.now["waiting-ack"]).waitFor();
}

/** With the mouse, two strokes. */
export async function drawSignature(page: Page): Promise<void> {
	const pad = page.getByTestId("signature-pad");
	await pad.scrollIntoViewIfNeeded();
	const box = await pad.boundingBox();
	if (box === null) throw new Error("no place to sign");
	const stroke = async (points: readonly (readonly [number, number])[]) => {
		const [[x, y] = [0, 0], ...rest] = points;
		await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
		await page.mouse.down();
		for (const [px, py] of rest) await page.mouse.move(box.x + px * box.width, box.y + py * box.height);
		await page.mouse.up();
	};
	await stroke(
		Array.from({ length: 40 }, (_, i) => [0.1 + i * 0.016, 0.5 + 0.25 * Math.sin(i / 2.2)] as const),
	);
	await stroke([
		[0.1, 0.8],
		[0.45, 0.76],
		[0.8, 0.82],
	]);
	await page.getByTestId("signature-done").waitFor();
}

/** The colleague: from what is to be done today. */
export async function acknowledge(page: Page, reference: string, look = noLook): Promise<void> {
	await go(page, fi.shell.today);
	await link(page, fi.today.todos["consent-ack"](reference)).click();
	await page.getByTestId("consent-paper").waitFor();
	await page.getByTestId("signature-picture").waitFor();
	await field(page, fi.consent.acknowledgeTick).check();
	await look("acknowledge");
	await press(page, fi.consent.acknowledge);
	await page.getByText(inForce).waitFor();
}

export const inForce = /^Suostumus on voimassa .* asti\.$/;

/** On the page where an hour is chosen for a case: the first one that is listed, and not whichever has room. */
export async function toQueuePage(page: Page, reference: string): Promise<void> {
	await go(page, fi.shell.cases);
	await link(page, reference).click();
	await page.getByTestId("task-queue").click();
	await heading(page, fi.queue.title);
	const hours = page.getByRole("group", { name: fi.queue.hour }).getByRole("radio");
	await hours.nth(1).check();
	await field(page, fi.common.minutes(15)).check();
}

export async function queueCase(page: Page, reference: string, look = noLook): Promise<void> {
	await toQueuePage(page, reference);
	await look("choose-hour");
	await press(page, fi.queue.submit);
	await page.getByTestId("place-case").filter({ hasText: reference }).waitFor();
}
