// Trust that does not lean on the server, on the screen: a number compared in the call and remembered, a consent
// withdrawn by the client's paper, the report, a lost passphrase, and somebody who is out at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Cast } from "../../web/src/demo/cast.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { compare } from "../../web/src/demo/person.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const NEW_PASSPHRASE = "haapa lautta kuura 9";
let server: Server;
let browser: Browser;
let cast: Cast;
let reference = "";
let printed = "";
const windows = {} as Record<"worker" | "colleague" | "contact" | "coordinator", Window>;
const display = { worker: "", colleague: "", contact: "" };

before(async () => {
	server = await Server.start();
	({ cast, reference } = await kit.strangers(server));
	const [nurse, counsellor] = cast.pairA;
	// The two of the pair have met before: the mark is their own, on every device.
	await compare(nurse, counsellor.uid);
	for (const one of cast.everyone) one.stop();
	browser = await Browser.launch("trust", server.origin);
	const people = {
		worker: nurse,
		colleague: counsellor,
		contact: cast.contact,
		coordinator: cast.coordinator,
	};
	for (const [name, { account }] of Object.entries(people)) {
		const window = await browser.person(name);
		windows[name as keyof typeof windows] = window;
		await kit.signInByLink(window.page, server.origin, account);
	}
	display.worker = nurse.account.display;
	display.colleague = counsellor.account.display;
	display.contact = cast.contact.account.display;
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

step("in the call: not compared yet, then compared by voice, then said no more", async () => {
	const { worker, contact } = windows;
	printed = await kit.referenceOf(worker.page, reference);
	await Promise.all([kit.enterLobby(worker.page), kit.enterLobby(contact.page)]);
	await kit.openInTurn(worker.page, reference);
	await kit.joinInTurn(contact.page, reference);
	await kit.heardBy(worker.page, display.contact);
	await worker.page.getByText(fi.room.notCompared(display.contact)).waitFor();
	await worker.look("not-compared", { phone: true });
	await kit.compareNow(worker.page, display.contact).click();
	await kit.compareNow(contact.page, display.worker).click();
	const here = worker.page.getByRole("dialog", { name: fi.trust.compareTitle(display.contact) });
	const there = contact.page.getByRole("dialog", { name: fi.trust.compareTitle(display.worker) });
	const [mine, theirs] = await Promise.all([kit.numbersOf(here), kit.numbersOf(there)]);
	assert.deepEqual(mine, { theirs: theirs.mine, mine: theirs.theirs });
	await worker.look("compare-in-call", { phone: true, window: true });
	// The call has gone on behind the dialog.
	await kit.framesGrow(worker.page);
	await kit.press(here, fi.trust.match);
	await worker.page.getByTestId("compared-no").waitFor({ state: "detached" });
	await kit.press(there, fi.trust.differ);
	await there.getByText(fi.trust.differTitle).waitFor();
	await contact.look("numbers-differ", { window: true });
	await kit.press(there, fi.common.close);
	await contact.page.getByText(fi.room.differs(display.worker)).waitFor();
});

step("the coordinator withdraws by the client's paper: the running call ends on both sides", async () => {
	const { worker, contact, coordinator } = windows;
	await kit.withdrawByPaper(coordinator.page, printed);
	for (const { page } of [worker, contact]) {
		await page.getByText(fi.room.closed.withdrawn).waitFor();
		await kit.allStopped(page);
	}
	await coordinator.look("withdrawn-by-paper", { phone: true });
	const seen = await coordinator.page.getByRole("main").innerText();
	assert.ok(!seen.includes(reference), "the coordinator is shown what the case is called");
	assert.ok(!seen.includes(CASES.sickLeave.question.question));
	for (const { page } of [worker, contact]) await kit.press(page, fi.room.toLobby);
});

step("the number is remembered: after a reload, and as a mark on the list of people", async () => {
	const { page } = windows.worker;
	await page.goto(`${server.origin}/#/people`);
	await page.reload();
	await kit.heading(page, fi.person.people);
	const row = page.getByRole("row").filter({ hasText: display.contact });
	await row.getByTestId("verified-yes").waitFor();
	const known = page.getByRole("row").filter({ hasText: display.colleague });
	await known.getByTestId("verified-yes").waitFor();
	await windows.worker.look("people", { phone: true });
});

step("the client's report: who, whose, what, when, on what consent; and as paper", async () => {
	const { worker } = windows;
	const { page } = worker;
	await kit.go(page, fi.shell.cases);
	await kit.link(page, reference).click();
	await kit.heading(page, reference);
	await kit.link(page, fi.report.open).click();
	await kit.heading(page, fi.report.title);
	const table = page.getByTestId("report");
	await table.waitFor();
	const rows = table.getByRole("row");
	const all = await rows.count();
	const read = rows.filter({ hasText: fi.report.actions["object-get"] });
	const disclosed = read.filter({ hasText: display.contact }).first();
	await disclosed.getByTestId("disclosure").waitFor();
	await disclosed.getByText(fi.report.consent(1)).waitFor();
	await rows.filter({ hasText: fi.report.actions.revoke }).first().waitFor();
	await rows.filter({ hasText: fi.report.actions["room-join"] }).first().waitFor();
	const text = await table.innerText();
	assert.ok(!/Muu toimi|undefined|null/.test(text), `an action without words: ${text}`);
	await worker.look("report", { phone: true });
	await kit.field(page, fi.report.filters.disclosures).check();
	const kela = await rows.count();
	assert.ok(kela > 1 && kela < all, `${kela} of ${all}`);
	await kit.field(page, fi.report.filters.all).check();
	await onPaper(worker, printed);
});

/** What a printer would get: no shell and no buttons, the table's head, the reference and when it was made. */
async function onPaper({ page }: Window, printedReference: string): Promise<void> {
	await page.emulateMedia({ media: "print" });
	const paper = await page.evaluate(() => {
		const shown = (selector: string) =>
			[...document.querySelectorAll<HTMLElement>(selector)].some(
				(one) => one.getClientRects().length > 0,
			);
		const head = document.querySelector(".report thead");
		return {
			shell: shown(".shell-top, .shell-foot, button, .no-print"),
			head: head === null ? "" : getComputedStyle(head).display,
			reference: document.querySelector<HTMLElement>(".report thead")?.innerText ?? "",
			row: getComputedStyle(document.querySelector(".report tbody tr") as Element).breakInside,
			text: document.querySelector("main")?.innerText ?? "",
		};
	});
	assert.equal(paper.shell, false, "buttons on paper");
	assert.equal(paper.head, "table-header-group");
	assert.equal(paper.row, "avoid");
	assert.ok(paper.reference.includes(printedReference), "no reference on each page");
	assert.ok(paper.text.includes(printedReference), "no reference on paper");
	assert.ok(paper.text.includes(fi.report.made), "no time on paper");
	await page.emulateMedia({ media: "screen" });
}

step("a lost passphrase: invited anew, confirmed by the number, keys given again in one step", async () => {
	const { worker, colleague, coordinator } = windows;
	const link = await kit.reinvite(coordinator.page, display.colleague);
	const again = await browser.person("colleague-again");
	const { username } = cast.pairA[1].account;
	const account = { display: display.colleague, username, passphrase: NEW_PASSPHRASE };
	await kit.enrol(again.page, link, account, false);
	const number = await kit.numberShown(again.page);
	await kit.go(coordinator.page, fi.shell.people);
	await coordinator.page.getByTestId("pending-rekey").waitFor();
	await coordinator.look("pending-rekey");
	await kit.link(coordinator.page, `${fi.people.compare} ${display.colleague}`).click();
	await kit.heading(coordinator.page, fi.person.rekeyTitle(display.colleague));
	const shown = await coordinator.page.getByTestId("their-number").textContent();
	assert.equal(shown?.replace(/\D/g, ""), number);
	await kit.field(coordinator.page, fi.people.confirmSame).check();
	await kit.press(coordinator.page, fi.people.confirm);
	// The old keys are out at once, wherever they were signed in.
	await kit.heading(colleague.page, fi.signIn.unlockTitle);
	await kit.signInHere(again.page, NEW_PASSPHRASE);
	await kit.go(worker.page, fi.shell.today);
	await worker.page.getByText(fi.trust.changedTitle(display.colleague)).first().waitFor();
	await worker.look("keys-changed", { phone: true });
	await kit.press(worker.page, fi.trust.giveCompare);
	const dialog = worker.page.getByRole("dialog", { name: fi.trust.giveTitle(display.colleague) });
	assert.equal((await kit.numbersOf(dialog)).theirs, number);
	await kit.press(dialog, fi.trust.giveMatch);
	await dialog.getByTestId("keys-given").waitFor();
	await worker.look("keys-given", { window: true });
	await kit.press(dialog, fi.common.close);
	await worker.page.getByTestId("keys-changed").waitFor({ state: "detached" });
	await kit.go(again.page, fi.shell.cases);
	await kit.link(again.page, reference).click();
	await again.page.getByText(CASES.sickLeave.question.question).waitFor();
});

step("who is revoked while signed in is out at once and stays out", async () => {
	const { coordinator } = windows;
	const { account } = cast.pairB[0];
	const out = await browser.person("out");
	await kit.signInByLink(out.page, server.origin, account);
	await kit.revoke(coordinator.page, account.display, fi.person.reasons.stolen);
	await kit.heading(out.page, fi.signIn.unlockTitle);
	await kit.field(out.page, fi.signIn.pass).fill(account.passphrase);
	await kit.press(out.page, fi.signIn.unlock);
	await out.page.getByText(fi.errors.wrong_passphrase).waitFor();
	await kit.press(out.page, fi.signIn.otherName);
	await kit.heading(out.page, fi.signIn.title);
	// No name is proposed to somebody else; one's own opens nothing any more.
	assert.equal(await kit.field(out.page, fi.signIn.username).inputValue(), "");
	await kit.field(out.page, fi.signIn.username).fill(account.username);
	await kit.field(out.page, fi.signIn.pass).fill(account.passphrase);
	await kit.press(out.page, fi.signIn.submit);
	await out.page.getByText(fi.errors.denied).waitFor();
	await kit.go(coordinator.page, fi.shell.people);
	const row = coordinator.page.getByRole("row").filter({ hasText: account.display });
	await row.getByTestId("person-revoked").waitFor();
	await coordinator.look("people-revoked", { phone: true });
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
