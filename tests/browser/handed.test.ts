// The device in the client's hands, by a client who tries every way out: back, reload, typed addresses, a second tab, keys,
// what is pushed, a call that rings, five wrong PINs. Nothing of anybody else is seen, and nothing that was signed is lost.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { inventedCode } from "../../web/src/demo/invented.ts";
import { href } from "../../web/src/state/route.ts";
import { sv } from "../../web/src/text/sv.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Talk, Talks, type Window } from "./kit.ts";

const PIN = "4071";
const CLIENT = "Sirkka Satunnainen";
const TABLET = { width: 820, height: 1180 };
/** A phone, a tablet held upright and across. */
const WIDTHS = [
	{ width: 360, height: 740 },
	{ width: 768, height: 1024 },
	{ width: 1024, height: 768 },
];
const LANGUAGES = ["en", "fi", "sv"] as const;
const IDLE_MS = 16 * 60_000;

let server: Server;
let browser: Browser;
let talks: Talks;
let talk: Talk;
let worker: Window;
let mate: Window;

before(async () => {
	server = await Server.start();
	talks = await Talks.start(server);
	await talks.openHour();
	talk = await talks.newCase("a");
	browser = await Browser.launch("handed", server.origin);
	const [first, second] = talks.cast.pairA;
	worker = await browser.window("worker", await browser.profile(TABLET, true));
	mate = await browser.person("mate");
	await kit.signInByLink(worker.page, server.origin, first.account);
	await kit.signInByLink(mate.page, server.origin, second.account);
});
after(async () => {
	talks?.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);
const faults: string[] = [];
const consentPage = () => href({ at: "consent-new", case: talk.id, step: "sign" });

async function give(page: Page, pin: string): Promise<void> {
	await page.getByTestId("hand").click();
	await page.getByTestId("give-pin").fill(pin);
	await page.getByTestId("give-confirm").click();
}

async function askBack(page: Page, field: "take-pin" | "take-passphrase", word: string) {
	if (!(await page.getByTestId("take-dialog").isVisible()))
		await page.getByTestId("handed-back").click();
	await page.getByTestId(field).fill(word);
	await page.getByTestId("take-confirm").click();
}

/** Nothing on the screen but the client's page: no way on, and nobody and nothing that is not theirs. */
async function nothingElse(page: Page, where = consentPage()): Promise<void> {
	await page.getByTestId("handed").waitFor();
	for (const away of ["navigation", "banner", "contentinfo", "link"] as const)
		assert.equal(await page.getByRole(away).count(), 0, `the client has a ${away}`);
	for (const away of ["notices", "ring", "call-bar", "name-menu"])
		assert.equal(await page.getByTestId(away).count(), 0, `the client sees ${away}`);
	const shown = `${await page.title()} ${await page.locator("body").innerText()}`;
	const { pairA, pairB, coordinator } = talks.cast;
	const others = [pairA[1], ...pairB, coordinator, talks.contact].map(({ account }) => account.display);
	for (const name of others) assert.ok(!shown.includes(name), `${name} in: ${shown}`);
	// The pair's own mark; the client's reference on the paper is another thing.
	assert.doesNotMatch(shown, new RegExp(`(?<![\\w-])${talk.reference}(?![\\w-])`));
	assert.equal(new URL(page.url()).hash, where);
}

/** In every language on every such device: no wider than it, and what is pressed is as large as a finger. */
async function readable(what: string): Promise<void> {
	const { page } = worker;
	for (const one of LANGUAGES) {
		await page.getByTestId(`client-language-${one}`).check();
		await page.locator(`html[lang="${one}"]`).waitFor({ state: "attached" });
		await fits(`${what}-${one}`);
	}
}

async function fits(what: string): Promise<void> {
	const { page } = worker;
	for (const size of WIDTHS) {
		await page.setViewportSize(size);
		await worker.look(what);
		const small = await kit.tooSmall(page, kit.FINGER_PX);
		faults.push(...small.map((one) => `${what} ${size.width}: ${one}`));
		const hidden = await kit.obscured(page);
		faults.push(...hidden.map((one) => `${what} ${size.width}: not seen: ${one}`));
	}
	await page.setViewportSize(TABLET);
}

/** All that this browser keeps for the site, but for what is sealed in the vault's own store. */
const keeps = (page: Page): Promise<unknown> =>
	page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, document.cookie]);

/** The browser's button, to the end of what the page makes of it. */
const goBack = (page: Page) =>
	page.evaluate(async () => {
		await new Promise((resolve) => {
			addEventListener("popstate", resolve, { once: true });
			history.back();
		});
		await new Promise((resolve) => requestAnimationFrame(resolve));
	});

step("given with a PIN that is one; the client's page is all there is", async () => {
	const { page } = worker;
	await kit.to(page, href({ at: "consent-new", case: talk.id, step: "client" }).slice(1));
	await kit.field(page, fi.consent.clientName).fill(CLIENT);
	await kit.field(page, fi.consent.clientCode).fill(inventedCode("08", "01", "1979", 973));
	await kit.press(page, fi.common.next);
	await kit.heading(page, fi.consent.scopeTitle);
	await give(page, "1234");
	await page.getByTestId("error-summary").waitFor();
	await worker.look("give");
	await page.getByTestId("give-pin").fill(PIN);
	await page.getByTestId("give-confirm").click();
	await kit.heading(page, fi.handed.scopeTitle);
	await nothingElse(page);
	await readable("scope");
});

step("in the client's language", async () => {
	const { page } = worker;
	await page.getByTestId("client-language-sv").check();
	await kit.heading(page, sv.handed.scopeTitle);
	await page.locator('html[lang="sv"]').waitFor({ state: "attached" });
	await page.getByText(sv.consent.health).waitFor();
});

step("printed, it is the client's page and no button", async () => {
	const { page } = worker;
	await page.emulateMedia({ media: "print" });
	await nothingElse(page);
	assert.ok(!(await page.getByTestId("handed-back").isVisible()));
	assert.ok(!(await page.getByTestId("handed-next").isVisible()));
	await page.emulateMedia({ media: "screen" });
});

step("back leads nowhere, and so does every address that is typed", async () => {
	const { page } = worker;
	const stays = async () => {
		await page.waitForFunction((where) => location.hash === where, consentPage());
		await kit.heading(page, sv.handed.scopeTitle);
		await nothingElse(page);
	};
	for (let times = 0; times < 6; times++) {
		await goBack(page);
		await stays();
	}
	const guest = `#/guest/${"A".repeat(40)}`;
	const typed = ["#/", "#/cases", `#/cases/${talk.id}`, "#/people", "#/settings", "#/accessibility"];
	for (const where of [...typed, "#/integrity", `#/room/${talks.hour}`, guest, "#i=a.b.c", "#s=x.Y"]) {
		await page.evaluate((hash) => {
			location.hash = hash;
		}, where);
		await stays();
		await goBack(page);
		await stays();
	}
});

step("no key leads away", async () => {
	const { page } = worker;
	for (const key of ["F8", "/", "Escape", "Control+k", "Alt+1", "Enter"]) await page.keyboard.press(key);
	for (let times = 0; times < 40; times++) {
		await page.keyboard.press("Tab");
		const inside = await page.evaluate(
			() => document.activeElement === document.body || document.activeElement?.closest("main") !== null,
		);
		assert.ok(inside, "the focus stands outside the client's page");
	}
	await kit.heading(page, sv.handed.scopeTitle);
	await nothingElse(page);
});

step("what is pushed is for the worker, later; a call rings without a name, and is silenced", async () => {
	const { page } = worker;
	await kit.to(mate.page, `/cases/${talk.id}`);
	await mate.page.getByText(talk.reference).first().waitFor();
	await talks.contact.work.cases.needsInfo(talk.id, "Milloin lausunto on päivätty?");
	await mate.page.getByTestId("notice-needs_info").waitFor();
	await nothingElse(page);
	await talks.contact.work.hour.enterLobby(talks.hour);
	await talks.contact.work.hour.callPerson(talks.cast.pairA[0].uid);
	await page.getByTestId("handed-ring").waitFor();
	await nothingElse(page);
	await worker.look("ring");
	await page.getByTestId("ring-quiet").click();
	await page.getByTestId("ring-quiet").waitFor({ state: "detached" });
});

step("a second tab, and one that was open and signed in, show nothing either", async () => {
	const second = await browser.window("second", worker.page.context());
	await second.page.goto(server.origin);
	await second.page.getByTestId("handed-locked").waitFor();
	await kit.heading(second.page, sv.handed.lockedTitle);
	await nothingElse(second.page);
	await kit.to(second.page, "/cases");
	await nothingElse(second.page);
	await second.look("second-tab");
	await second.page.goto(`${server.origin}/#/guest/${"A".repeat(40)}`);
	await second.page.reload();
	await second.page.getByTestId("handed-locked").waitFor();
	await nothingElse(second.page);
	await second.page.close();
});

step("read, chosen, signed", async () => {
	const { page } = worker;
	await page.getByTestId("handed-next").click();
	await page.getByTestId("error-summary").getByText(sv.formErrors.choose).waitFor();
	await page.getByTestId("health-no").check();
	await page.getByTestId("handed-next").click();
	await kit.heading(page, sv.handed.signTitle);
	await page.getByTestId("consent-paper").getByText(sv.consent.form.healthNo).waitFor();
	await page.getByTestId("handed-done").click();
	await page.getByTestId("error-summary").waitFor();
	await kit.drawByFinger(page, "signature-pad");
	await page.getByTestId("signature-done").waitFor();
	await fits("sign");
	await page.getByTestId("handed-done").click();
	await page.getByTestId("handed-thanks").getByText(sv.handed.thanks).waitFor();
	await page.getByTestId("draft-saved").waitFor();
	await nothingElse(page);
	await fits("thanks");
});

step("five wrong PINs, and the right one opens no more; a wrong passphrase neither", async () => {
	const { page } = worker;
	for (const left of [4, 3, 2, 1]) {
		await askBack(page, "take-pin", "1704");
		await page.getByTestId("tries-left").getByText(fi.handed.triesLeft(left)).waitFor();
	}
	await worker.look("wrong-pin");
	await askBack(page, "take-pin", "1704");
	await page.getByTestId("pin-spent").waitFor();
	assert.equal(await page.getByTestId("take-pin").count(), 0);
	await askBack(page, "take-passphrase", PIN);
	await page.getByTestId("failure-wrong_passphrase").waitFor();
	await page.getByTestId("take-cancel").click();
	await kit.heading(page, sv.handed.thanksTitle);
	await nothingElse(page);
});

step("the passphrase takes it back: the worker's page, the worker's language, the call, the notice, the ink", async () => {
	const { page } = worker;
	await askBack(page, "take-passphrase", talks.cast.pairA[0].account.passphrase);
	await kit.heading(page, fi.consent.signTitle);
	await page.getByTestId("signature-done").waitFor();
	await page.getByTestId("ring").getByText(talks.contact.account.display).waitFor();
	await page.getByTestId("ring-dismiss").click();
	await page.getByTestId("notice-needs_info").waitFor();
	await page.getByText(fi.handed.signedThere).waitFor();
	await worker.look("back");
	await kit.field(page, fi.consent.witnessed).check();
	await kit.press(page, fi.common.next);
	await kit.press(page, fi.consent.store);
	await kit.heading(page, fi.consent.title);
	await page.getByTestId("consent-paper").getByText(sv.consent.form.healthNo).waitFor();
});

const measuresPage = () => href({ at: "measures", case: talk.id });

async function toMeasures(): Promise<void> {
	const { page } = worker;
	await kit.to(page, measuresPage().slice(1));
	await kit.heading(page, fi.measures.title);
	await page.getByTestId("scale-nps").waitFor();
}

/** Given and kept. */
async function answer(page: Page, which: string): Promise<void> {
	await page.getByTestId(which).check();
	await page.getByTestId("draft-saving").waitFor();
	await page.getByTestId("draft-saved").waitFor();
}

step("loaded anew the device is locked, says so to the client, and the answers are there for the worker", async () => {
	const { page } = worker;
	await toMeasures();
	await give(page, PIN);
	await page.getByTestId("handed-done").waitFor();
	await readable("measures");
	await answer(page, "prom_health-4");
	await page.reload();
	await page.getByTestId("handed-locked").waitFor();
	await nothingElse(page, measuresPage());
	await worker.look("locked", { phone: true });
	// The PIN was of the screen that is gone.
	await page.getByTestId("handed-back").click();
	await page.getByTestId("take-passphrase").waitFor();
	assert.equal(await page.getByTestId("take-pin").count(), 0);
	await worker.look("locked-back");
	await askBack(page, "take-passphrase", "arvaus arvaus arvaus");
	await page.getByTestId("failure-wrong_passphrase").waitFor();
	await askBack(page, "take-passphrase", talks.cast.pairA[0].account.passphrase);
	await kit.heading(page, fi.measures.title);
	assert.ok(await page.getByTestId("prom_health-4").isChecked());
});

step("left with the client for a quarter of an hour it locks itself, and the page says so", async () => {
	const { page } = worker;
	await toMeasures();
	await give(page, PIN);
	await answer(page, "prom_self-2");
	await page.evaluate((ms) => {
		const real = Date.now;
		Date.now = () => real() + ms;
	}, IDLE_MS);
	await page.getByTestId("handed-locked").waitFor();
	await nothingElse(page, measuresPage());
	await page.reload();
	await page.getByTestId("handed-locked").waitFor();
	// Somebody else of the house may sign in on that tablet; the client's page is not theirs.
	await page.getByTestId("handed-back").click();
	await page.getByTestId("other-user").click();
	await kit.heading(page, fi.signIn.title);
	assert.equal(await page.getByTestId("accountKey").count(), 0, "this device may know them");
	// What a browser has kept of those who work here, it does not fill in for a client.
	assert.equal(await page.getByTestId("username").getAttribute("autocomplete"), "off");
	assert.equal(await page.getByTestId("passphrase").getAttribute("autocomplete"), "new-password");
	assert.equal(await page.getByTestId("username").inputValue(), "", "a name of somebody who works here");
	await worker.look("other");
	await page.getByTestId("handed-cancel").click();
	await askBack(page, "take-passphrase", talks.cast.pairA[0].account.passphrase);
	await kit.heading(page, fi.measures.title);
	assert.ok(await page.getByTestId("prom_self-2").isChecked());
});

step("another tab that is signed in is locked at once", async () => {
	const { page } = worker;
	const other = await browser.window("other-tab", page.context());
	await kit.signInByLink(other.page, server.origin, talks.cast.pairB[0].account);
	const before = await keeps(page);
	await give(page, PIN);
	await other.page.getByTestId("handed-locked").waitFor();
	await nothingElse(other.page, measuresPage());
	await askBack(page, "take-pin", PIN);
	await kit.heading(page, fi.measures.title);
	await other.page.getByTestId("unlock").waitFor();
	await other.page.close();
	assert.deepEqual(await keeps(page), before, "something of the hand-over is left on the device");
});

step("a tab that slept, and heard nothing, is locked when it is looked at again", async () => {
	const { page } = worker;
	const other = await browser.window("asleep", page.context());
	await other.page.addInitScript(() =>
		addEventListener("storage", (event) => event.stopImmediatePropagation()),
	);
	await kit.signInByLink(other.page, server.origin, talks.cast.pairB[0].account);
	await give(page, PIN);
	await page.getByTestId("handed-done").waitFor();
	assert.equal(await other.page.getByTestId("handed-locked").count(), 0, "it has heard");
	await other.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
	await other.page.getByTestId("handed-locked").waitFor();
	await nothingElse(other.page, measuresPage());
	await other.page.close();
	await askBack(page, "take-pin", PIN);
	await kit.heading(page, fi.measures.title);
});

step("the server is started anew and the consent withdrawn meanwhile: the page stays, the PIN opens", async () => {
	const { page } = worker;
	const wrong = browser.problems.length;
	await toMeasures();
	await give(page, PIN);
	await page.getByTestId("handed-done").waitFor();
	await server.stop();
	await page.getByTestId("handed-offline").waitFor();
	await page.getByTestId("prom_self-3").check();
	await nothingElse(page, measuresPage());
	await server.serve();
	await page.getByTestId("handed-offline").waitFor({ state: "detached" });
	// Chromium tells of each socket that found nobody.
	const said = browser.problems.splice(wrong);
	assert.deepEqual(said.filter((one) => !/WebSocket|ERR_CONNECTION/.test(one)), []);
	await talks.cast.pairA[1].work.consent.withdraw(talk.id, "client", "oral");
	await page.getByTestId("draft-saved").waitFor();
	await nothingElse(page, measuresPage());
	await askBack(page, "take-pin", PIN);
	await kit.heading(page, fi.measures.title);
	assert.ok(await page.getByTestId("prom_self-3").isChecked());
});

step("no PIN was chosen; five wrong passphrases lock the vault, and the server counts on", async () => {
	const { page } = worker;
	await page.getByTestId("hand").click();
	await page.getByTestId("give-confirm").click();
	await page.getByTestId("handed-done").waitFor();
	for (let tries = 1; tries < 5; tries++) {
		await askBack(page, "take-passphrase", `arvaus ${tries} arvaus`);
		await page.getByTestId("failure-wrong_passphrase").waitFor();
	}
	assert.equal(await page.getByTestId("handed-locked").count(), 0);
	await askBack(page, "take-passphrase", "arvaus viisi arvaus");
	await page.getByTestId("handed-locked").waitFor();
	await nothingElse(page, measuresPage());
	await askBack(page, "take-passphrase", talks.cast.pairA[0].account.passphrase);
	await kit.heading(page, fi.measures.title);
});

step("no error, no barrier, nothing too small for a finger", async () => {
	assert.deepEqual(faults, []);
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
