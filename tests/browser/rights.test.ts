// What people can do about their own account and the client's rights: a new passphrase, sessions, a substitute, a consent
// that is limited, a case that is closed and erased.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Cast } from "../../web/src/demo/cast.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const NEW_PASSPHRASE = "haapa lautta kuura 9";
const FREE_CASE = CASES.family.question.reference;
const HEALTH = CASES.sickLeave.question.reference;
let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let coordinator: Window;

before(async () => {
	server = await Server.start();
	cast = await kit.furnish(server);
	browser = await Browser.launch("rights", server.origin);
	[worker, coordinator] = await Promise.all([
		browser.person("worker"),
		browser.person("coordinator"),
	]);
	await kit.signInByLink(worker.page, server.origin, cast.pairA[0].account);
	await kit.signInByLink(coordinator.page, server.origin, cast.coordinator.account);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

step("a new passphrase: the other session ends, the old words open nothing, the sheet stays", async () => {
	const { account } = cast.pairB[1];
	const [here, there] = await Promise.all([browser.person("here"), browser.person("there")]);
	await kit.signInByLink(here.page, server.origin, account);
	await kit.signInByLink(there.page, server.origin, account);
	await kit.readOwnNumber(here.page);
	await here.page.getByTestId("end-session").first().waitFor();
	await here.look("settings", { phone: true });
	await kit.link(here.page, fi.account.change).click();
	const fill = async (old: string) => {
		await kit.field(here.page, fi.account.old).fill(old);
		await kit.field(here.page, fi.account.fresh).fill(NEW_PASSPHRASE);
		await kit.field(here.page, fi.account.again).fill(NEW_PASSPHRASE);
		await kit.press(here.page, fi.account.change);
	};
	await fill("aivan muut sanat 1");
	await here.page.getByText(fi.errors.wrong_passphrase).waitFor();
	await fill(account.passphrase);
	await here.page.getByText(fi.account.changed).waitFor();
	await kit.heading(there.page, fi.signIn.unlockTitle);
	await kit.field(there.page, fi.signIn.pass).fill(account.passphrase);
	await kit.press(there.page, fi.signIn.unlock);
	await there.page.getByText(fi.errors.wrong_passphrase).waitFor();
	await kit.field(there.page, fi.signIn.pass).fill(NEW_PASSPHRASE);
	await kit.press(there.page, fi.signIn.unlock);
	await kit.heading(there.page, /^Tänään, /);
	// And this one is ended from the other.
	await kit.readOwnNumber(here.page);
	await kit.press(here.page, fi.account.endOthers);
	await kit.heading(there.page, fi.signIn.unlockTitle);
});

step("a substitute is named for some days, and the pair gives the keys with one confirmation", async () => {
	const [sick, standIn] = [cast.pairA[1].account.display, cast.pairB[1].account.display];
	const { page } = coordinator;
	await kit.go(page, fi.organisation.title);
	await kit.link(page, fi.substitutes.title).click();
	await kit.heading(page, fi.substitutes.title);
	await kit.link(page, fi.substitutes.add).click();
	const option = async (label: string, name: string) => {
		const choice = kit.field(page, label);
		const value = await choice.locator("option", { hasText: name }).getAttribute("value");
		await choice.selectOption(value ?? "");
	};
	await option(fi.substitutes.for, sick);
	await option(fi.substitutes.by, standIn);
	await kit.press(page, fi.common.save);
	const row = page.getByRole("listitem").filter({ hasText: fi.substitutes.row(standIn, sick) });
	await row.getByTestId("substitute-now").waitFor();
	await coordinator.look("substitutes", { phone: true });
	await kit.go(worker.page, fi.shell.today);
	const card = worker.page.getByTestId("owed").filter({ hasText: standIn });
	await card.waitFor();
	await worker.look("owed", { phone: true });
	await card.getByRole("button").click();
	const dialog = worker.page.getByRole("dialog", { name: fi.trust.giveTitle(standIn) });
	await kit.press(dialog, fi.trust.give);
	await dialog.getByTestId("keys-given").waitFor();
	await kit.press(dialog, fi.common.close);
	await card.waitFor({ state: "detached" });
	await row.getByTestId("end-substitute").click();
	await kit.press(page.getByRole("dialog"), fi.substitutes.end);
	await row.getByTestId("substitute-over").waitFor();
});

step("a consent is limited: the form comes filled, the new one replaces it, and both stay in the history", async () => {
	const { page } = worker;
	await kit.go(page, fi.shell.cases);
	await kit.link(page, HEALTH).click();
	await kit.link(page, fi.cases.task.consent).click();
	await kit.press(page, fi.consent.limit);
	await kit.heading(page, fi.consent.scopeTitle);
	assert.ok(await kit.field(page, fi.codes.directions["pair-to-kela"]).isChecked());
	await kit.field(page, fi.codes.directions["kela-to-pair"]).uncheck();
	await kit.field(page, fi.consent.healthNo).check();
	await worker.look("limit", { phone: true });
	await kit.press(page, fi.common.next);
	await kit.heading(page, fi.consent.signTitle);
	const pad = page.getByTestId("signature-pad");
	await pad.scrollIntoViewIfNeeded();
	const box = await pad.boundingBox();
	assert.ok(box);
	await page.mouse.move(box.x + 60, box.y + 90);
	await page.mouse.down();
	await page.mouse.move(box.x + 220, box.y + 60, { steps: 6 });
	await page.mouse.up();
	await kit.field(page, fi.consent.witnessed).check();
	await kit.press(page, fi.common.next);
	await kit.heading(page, fi.consent.checkTitle);
	await kit.press(page, fi.consent.store);
	await kit.heading(page, fi.consent.title);
	const past = page.getByTestId("consent-past");
	await past.nth(1).waitFor();
	await past.nth(1).getByTestId("consent-replaced").waitFor();
	await past.nth(0).getByText(fi.codes.consent["waiting-ack"]).waitFor();
	await page.getByTestId("consent-paper").getByText(fi.consent.form.healthNo).waitFor();
	await worker.look("history", { phone: true });
});

step("a case is closed with a reason, and erased by the colleague once its reference is typed", async () => {
	const { page } = worker;
	const printed = await kit.referenceOf(page, FREE_CASE);
	await kit.press(page, fi.ending.close);
	await kit.field(page, fi.ending.closeReason).fill("Asia hoitui");
	await kit.press(page.getByRole("dialog"), fi.ending.closeConfirm);
	await kit.press(page, fi.ending.erase);
	const dialog = page.getByRole("dialog", { name: fi.ending.eraseTitle });
	const typed = kit.field(dialog, fi.ending.eraseType(printed));
	await typed.fill("0000-0000");
	await kit.press(dialog, fi.ending.eraseConfirm);
	await dialog.getByText(fi.formErrors["not-typed"]).first().waitFor();
	await worker.look("erase", { window: true });
	await typed.fill(printed);
	await kit.press(dialog, fi.ending.eraseConfirm);
	await dialog.getByText(fi.errors.needs_colleague).waitFor();
	await worker.look("erase-needs-colleague", { phone: true });
	await kit.press(dialog, fi.common.cancel);
	const colleague = await browser.person("colleague");
	await kit.signInByLink(colleague.page, server.origin, cast.pairA[1].account);
	await kit.referenceOf(colleague.page, FREE_CASE);
	await kit.press(colleague.page, fi.ending.erase);
	const theirs = colleague.page.getByRole("dialog", { name: fi.ending.eraseTitle });
	await kit.field(theirs, fi.ending.eraseType(printed)).fill(printed);
	await kit.press(theirs, fi.ending.eraseConfirm);
	await colleague.page.getByTestId("case-erased").waitFor();
	await page.getByTestId("case-erased").waitFor();
	await worker.look("erased", { phone: true });
	assert.equal(await page.getByText(CASES.family.question.question).count(), 0);
	await kit.link(page, fi.report.open).click();
	await page.getByTestId("report-erase").waitFor();
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
