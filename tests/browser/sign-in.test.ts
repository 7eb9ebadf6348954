// The way in on one device: an account half made waits while something else is read; somebody else signs in; a person is
// taken off the device and needs the sheet again. On a phone, as a reception's tablet would at its narrowest.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { help } from "../../web/src/text/fi/help.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";
import { keptInVault } from "./kit-vault.ts";

const NARROW = { width: 360, height: 740 };
const KAISA = {
	display: "Kaisa Koordinaattori",
	username: "kaisa.koordinaattori",
	passphrase: "kuikka saari tervas valkea",
};
const KALLE = {
	display: "Kalle Kelasta",
	username: "kalle.kelasta",
	passphrase: "tervas valkea kuikka saari",
};

let server: Server;
let browser: Browser;
let window: Window;
let page: Page;
let key = "";

before(async () => {
	server = await Server.start();
	browser = await Browser.launch("sign-in", server.origin);
	window = await browser.window("reception", await browser.profile(NARROW, true));
	page = window.page;
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

const foot = (word: string) => kit.link(page.getByRole("contentinfo"), word);
/** What the heading that has the focus says: where a screen reader goes on. */
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");

/** Account keys of this profile, by whose. */
const known = async (on: Page): Promise<string[]> =>
	(await keptInVault(on, "account/")).map(({ name }) => name);

/** Reads that page, and comes back by the button there. */
async function readsBetween(word: string, title: string | RegExp, back: string | RegExp) {
	await foot(word).click();
	await kit.heading(page, title);
	await page.getByTestId("enrol-waits").waitFor();
	assert.match(await page.title(), typeof title === "string" ? new RegExp(`^${title}`) : title);
	await page.getByTestId("enrol-on").click();
	await kit.heading(page, back);
	await page.waitForFunction((word) => document.title.startsWith(word), String(back)); // set once it is drawn
	assert.equal(await focused(), back);
}

step("the account half made: what was typed is there after the privacy page was read", async () => {
	await page.goto(server.links.county);
	await kit.press(page, fi.enrol.start);
	await kit.heading(page, fi.enrol.passTitle);
	await kit.field(page, fi.enrol.nameTitle).fill(KAISA.display);
	await kit.field(page, fi.enrol.asUser).fill(KAISA.username);
	await kit.field(page, fi.enrol.pass).fill(KAISA.passphrase);
	await readsBetween(fi.shell.privacy, help.privacy.title, fi.enrol.passTitle);
	assert.equal(await kit.field(page, fi.enrol.asUser).inputValue(), KAISA.username);
	assert.equal(await kit.field(page, fi.enrol.pass).inputValue(), KAISA.passphrase);
	await kit.field(page, fi.enrol.passAgain).fill(KAISA.passphrase);
	await kit.press(page, fi.common.next);
	await kit.heading(page, fi.enrol.sheetTitle);
});

step("the sheet is the same one after help was read, by the browser's own button too", async () => {
	const shown = () => page.getByTestId("account-key").textContent();
	const before = await shown();
	await foot(fi.shell.help).click();
	await page.getByTestId("enrol-waits").waitFor();
	assert.ok(!(await page.getByTestId("account-key").isVisible()));
	await window.look("waits");
	await page.goBack();
	await kit.heading(page, fi.enrol.sheetTitle);
	assert.equal(await shown(), before);
	key = (before ?? "").replace(/\s/g, "");
	await kit.press(page, fi.enrol.sheetDone);
	await kit.field(page, fi.enrol.retype).fill(key.slice(-6, -2));
	await readsBetween(fi.shell.accessibility, help.accessibility.title, fi.enrol.retypeTitle);
	assert.equal(await kit.field(page, fi.enrol.retype).inputValue(), key.slice(-6, -2));
	await kit.field(page, fi.enrol.retype).fill(key.slice(-6));
	await kit.press(page, fi.enrol.finish);
	await kit.heading(page, /^Tänään, /);
});

step("locked, and somebody else signs in: no name is proposed, and no new device assumed", async () => {
	const second = await browser.window("second", page.context());
	await kit.enrol(second.page, server.links.kela, KALLE, true);
	assert.deepEqual((await known(page)).toSorted(), [KAISA.username, KALLE.username]);
	await second.page.close();
	await page.getByTestId("name-menu").click();
	await page.getByTestId("lock").click();
	await kit.heading(page, fi.signIn.unlockTitle);
	await page.getByTestId("other-user").click();
	await kit.heading(page, fi.signIn.title);
	assert.equal(await page.getByTestId("username").inputValue(), "");
	assert.equal(await page.getByTestId("passphrase").getAttribute("autocomplete"), "new-password");
	await page.getByTestId(`choose-${KALLE.username}`).waitFor();
	await window.look("other");
	await page.getByTestId(`choose-${KALLE.username}`).tap();
	assert.equal(await page.getByTestId("username").inputValue(), KALLE.username);
	assert.equal(await page.evaluate(() => document.activeElement?.id), "passphrase");
	await page.keyboard.type(KALLE.passphrase);
	await page.keyboard.press("Enter");
	await kit.heading(page, /^Tänään, /);
});

step("taken off the device from settings: signed out, the key is gone, the others' stay", async () => {
	await kit.to(page, "/settings");
	await kit.heading(page, fi.settings.title);
	await page.getByTestId(`remove-${KALLE.username}`).tap();
	const dialog = page.getByRole("dialog", { name: fi.account.removeTitle(KALLE.username) });
	await dialog.getByText(fi.account.removeSheet).waitFor();
	await window.look("remove", { window: true });
	await kit.press(dialog, fi.common.cancel);
	assert.equal((await known(page)).length, 2, "asked, not done");
	await page.getByTestId(`remove-${KALLE.username}`).tap();
	await page.getByTestId("remove-confirm").tap();
	await kit.heading(page, fi.signIn.title);
	assert.deepEqual(await known(page), [KAISA.username]);
	await page.reload();
	await kit.heading(page, fi.signIn.title);
	assert.equal(await page.getByTestId("username").inputValue(), KAISA.username);
	assert.equal(await page.getByTestId(`choose-${KALLE.username}`).count(), 0);
});

step("taken off the device from the sign-in page: the next time wants the sheet, and it opens", async () => {
	await page.getByTestId(`remove-${KAISA.username}`).tap();
	await page.getByTestId("remove-confirm").tap();
	await kit.heading(page, fi.signIn.newDeviceTitle);
	assert.deepEqual(await known(page), []);
	await page.getByTestId("new-device").tap();
	await kit.heading(page, fi.signIn.title);
	await kit.field(page, fi.signIn.username).fill(KAISA.username);
	await kit.field(page, fi.signIn.pass).fill(KAISA.passphrase);
	await kit.press(page, fi.signIn.submit);
	await page.getByTestId("error-summary").getByText(fi.errors.no_account_key).waitFor();
	await kit.signInByLink(page, server.origin, { ...KAISA, accountKey: key });
	assert.deepEqual(await known(page), [KAISA.username]);
});

step("no error, no barrier", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
