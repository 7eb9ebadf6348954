// Ways through the pages: what the back button does after links, in a form, over a question and after a task of several steps;
// an address that is pasted before signing in; what is behind somebody who has signed out. And what can be taken back.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let own: string;
let ownReference: string;
let hour: string;

before(async () => {
	server = await Server.start();
	({ cast, reference: ownReference, id: own, hour } = await kit.strangers(server));
	const [first] = cast.pairA;
	for (const one of cast.everyone) if (one !== first) one.stop();
	browser = await Browser.launch("back", server.origin);
	worker = await browser.person("worker");
	await kit.signInByLink(worker.page, server.origin, first.account);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** There, by heading and address, and the focus on it. */
async function at(page: Page, title: string | RegExp, hash: string | RegExp): Promise<void> {
	await kit.heading(page, title);
	await page.waitForFunction(
		([source, flags]) => new RegExp(source ?? "", flags).test(location.hash),
		typeof hash === "string" ? [`^${hash.replace(/[?]/g, "\\?")}$`, ""] : [hash.source, hash.flags],
	);
	await page.waitForFunction(() => document.activeElement?.tagName === "H1");
}

step("back and forward go through the pages as one came", async () => {
	const { page } = worker;
	await kit.to(page, `#/cases/${own}`);
	await at(page, ownReference, `#/cases/${own}`);
	await page.getByTestId("queued-at").getByRole("link").click();
	await at(page, /klo|\d/, `#/hours/${hour}`);
	await page.goBack();
	await at(page, ownReference, `#/cases/${own}`);
	await page.goBack();
	await at(page, /^Tänään, /, /^#?\/?$/);
	await page.goForward();
	await at(page, ownReference, `#/cases/${own}`);
});

step("back over a question leaves the question, and the page stays; forward is not lost", async () => {
	const { page } = worker;
	await page.getByTestId("unqueue").click();
	const dialog = page.getByTestId("unqueue-dialog");
	await dialog.waitFor();
	await page.goBack();
	await dialog.waitFor({ state: "detached" });
	await at2(page, `#/cases/${own}`);
	const focus = await page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
	assert.equal(focus, "unqueue", "the focus is on what opened the question");
	await page.goBack();
	await at(page, /^Tänään, /, /^#?\/?$/);
	await page.goForward();
	await kit.heading(page, ownReference);
});

/** Still there. */
async function at2(page: Page, hash: string): Promise<void> {
	await page.waitForFunction((one) => location.hash === one, hash);
	await kit.heading(page, ownReference);
}

step("a form of several steps: back is a step back and keeps what was typed", async () => {
	const { page } = worker;
	const { question } = CASES.housing;
	await kit.go(page, fi.shell.cases);
	await kit.link(page, fi.cases.add).first().click();
	await at(page, fi.newCase.questionTitle, /^#\/cases\/new\/question$/);
	await kit.field(page, fi.newCase.reference).fill("K-7");
	await kit.field(page, fi.newCase.question).fill(question.question);
	await kit.press(page, fi.common.next);
	await at(page, fi.newCase.topicsTitle, /topics$/);
	await page.goBack();
	await at(page, fi.newCase.questionTitle, /question$/);
	assert.equal(await kit.field(page, fi.newCase.question).inputValue(), question.question);
	await page.goForward();
	await at(page, fi.newCase.topicsTitle, /topics$/);
	await page.getByRole("checkbox").first().check();
	await kit.press(page, fi.common.next);
	await kit.field(page, fi.newCase.situation).fill(question.situation);
	await kit.press(page, fi.common.next);
	await kit.link(page, fi.signals.skip).click();
	await kit.heading(page, fi.newCase.backgroundTitle);
	await kit.press(page, fi.common.next);
	await kit.heading(page, fi.newCase.checkTitle);
	await kit.press(page, fi.newCase.create);
	await at(page, fi.consent.clientTitle, /^#\/cases\/[\w-]{22}\/consent\/client$/);
});

step("a task that is done: neither back nor forward opens a step of it", async () => {
	const { page } = worker;
	await page.goBack();
	await at(page, fi.cases.title, "#/cases");
	await page.goForward();
	await at(page, fi.consent.clientTitle, /consent\/client$/);
	await page.goBack();
	await at(page, fi.cases.title, "#/cases");
	await page.goBack();
	await kit.heading(page, ownReference);
});

step("a draft is found again, and starting over can be undone", async () => {
	const { page } = worker;
	await kit.to(page, "#/cases/new/question");
	await kit.heading(page, fi.newCase.questionTitle);
	await kit.field(page, fi.newCase.question).fill("Kesken jäänyt kysymys");
	await page.getByTestId("draft-saved").waitFor();
	await kit.go(page, fi.shell.cases);
	await page.goBack();
	await kit.heading(page, fi.newCase.found);
	await page.getByTestId("start-over").click();
	await kit.heading(page, fi.newCase.questionTitle);
	assert.equal(await kit.field(page, fi.newCase.question).inputValue(), "");
	await page.getByTestId("draft-cleared").getByText(fi.newCase.cleared).waitFor();
	await page.getByTestId("draft-cleared-undo").click();
	await page.getByTestId("draft-cleared").getByText(fi.common.undone).waitFor();
	assert.equal(await kit.field(page, fi.newCase.question).inputValue(), "Kesken jäänyt kysymys");
	const focus = await page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
	assert.equal(focus, "draft-cleared", "the focus stays where the button was");
});

step("a place that was moved to the next hour comes back by undo", async () => {
	const { page } = worker;
	await kit.to(page, `#/hours/${hour}`);
	await page.getByTestId("place-case").waitFor();
	await page.getByTestId("place-next").click();
	const line = page.getByTestId("place-moved");
	await line.getByText(fi.queue.movedNext(ownReference)).waitFor();
	await page.getByTestId("place-case").waitFor({ state: "detached" });
	await page.getByTestId("place-moved-undo").click();
	await page.getByTestId("place-case").getByText(ownReference).waitFor();
	await line.getByText(fi.common.undone).waitFor();
});

step("after signing out back shows nothing; a pasted address is come to after signing in", async () => {
	const { page } = worker;
	const [{ account }] = cast.pairA;
	await kit.to(page, `#/cases/${own}`);
	await kit.heading(page, ownReference);
	await page.getByTestId("name-menu").click();
	await page.getByTestId("sign-out").click();
	await kit.heading(page, fi.signIn.title);
	await page.waitForFunction(() => ["", "#/"].includes(location.hash));
	for (let turns = 0; turns < 3; turns++) {
		await page.goBack();
		await kit.heading(page, fi.signIn.title);
		assert.equal((await page.content()).includes(ownReference), false, "the case is behind");
	}
	await kit.to(page, `#/cases/${own}`);
	await kit.heading(page, fi.signIn.title);
	await kit.field(page, fi.signIn.pass).fill(account.passphrase);
	await kit.press(page, fi.signIn.submit);
	await at(page, ownReference, `#/cases/${own}`);
});

step("a secret leaves the address at once, and no step of the history holds it", async () => {
	const page = (await browser.person("stranger")).page;
	const addresses: string[] = [];
	page.on("framenavigated", (frame) => addresses.push(frame.url()));
	for (const secret of ["i=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "s=joku.ABCDEFGH", "/guest/BBBBBBBBBBBBBBBB"]) {
		await page.goto(`${server.origin}/#${secret}`);
		await page.getByRole("heading", { level: 1 }).waitFor();
		await page.waitForFunction((one) => !location.href.includes(one.slice(3)), secret);
		await kit.to(page, "#/privacy");
		await kit.heading(page, /./);
		await page.goBack();
		assert.equal(page.url().includes(secret.slice(3)), false, "back brings it again");
		await page.goto("about:blank");
	}
});
