// What helps: the guides and the first hint, the pages for everybody with the address for feedback on them, the client's sheet
// on one page of paper in the client's language, and the warning before it locks by itself.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { GUIDE_ROLES } from "../../web/src/state/route.ts";
import { helpIn } from "../../web/src/text/help.ts";
import { sv } from "../../web/src/text/sv.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const ADDRESS = "palaute@ikaalinen.example";
/** No printer reaches the very edge, and no hole is punched into words. */
const MARGIN_MM = 12;
const MINUTE_MS = 60_000;
const help = helpIn("fi");

let server: Server;
let browser: Browser;
let cast: Cast;
let nurse: Window;
let stranger: Window;
let id: string;

before(async () => {
	server = await Server.start(["--feedback", ADDRESS, "--login-deadline-ms", "60000"]);
	cast = await kit.furnish(server);
	browser = await Browser.launch("help", server.origin);
	[nurse, stranger] = await Promise.all([browser.person("nurse"), browser.person("stranger")]);
	await kit.signInByLink(nurse.page, server.origin, cast.pairA[0].account);
	const { cases } = cast.pairA[0].work.state;
	id = cases.value.kind === "ready" ? (cases.value.value.find((one) => one.consent !== null)?.case ?? "") : "";
	await stranger.page.goto(server.origin);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

async function speaks(page: Page, word: string): Promise<void> {
	await page.evaluate(async (wanted) => {
		localStorage.setItem("etatunti.language", wanted);
	}, word);
	await page.reload();
	await page.locator(`html[lang=${word}]`).waitFor();
}

step("where feedback goes is on every page that speaks of it, for strangers too", async () => {
	const { page } = stranger;
	for (const [at, title] of [
		["accessibility", help.accessibility.title],
		["privacy", help.privacy.title],
		["feedback", help.feedback.title],
	] as const) {
		await kit.to(page, `#/${at}`);
		await kit.heading(page, title);
		const link = kit.link(page.getByRole("main"), ADDRESS);
		await link.waitFor();
		assert.equal(await link.getAttribute("href"), `mailto:${ADDRESS}`);
		await stranger.look(at, { phone: true });
	}
	for (const own of ["sv", "en"] as const) {
		await speaks(page, own);
		for (const at of ["accessibility", "privacy", "feedback"] as const) {
			await kit.to(page, `#/${at}`);
			await kit.heading(page, helpIn(own)[at].title);
			await kit.link(page.getByRole("main"), ADDRESS).waitFor();
			await stranger.look(`${at}-${own}`, { phone: true });
		}
	}
	await speaks(page, "fi");
});

step("where to begin stands on the first page until one closes it", async () => {
	const { page } = nurse;
	await page.getByTestId("first-time").waitFor();
	await nurse.look("hint", { phone: true });
	await page.getByTestId("hint-close").click();
	await page.getByTestId("first-time").waitFor({ state: "detached" });
	assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
	await page.reload();
	await kit.heading(page, /^Tänään, /);
	assert.equal(await page.getByTestId("first-time").count(), 0);
});

step(
	"a guide for each role; its pictures say what they show, and nothing moves as they come",
	async () => {
		const { page } = nurse;
		for (const own of ["fi", "sv", "en"] as const) {
			await speaks(page, own);
			await kit.to(page, "#/help");
			await kit.heading(page, helpIn(own).title);
			await nurse.look(`index-${own}`, { phone: true });
			for (const role of GUIDE_ROLES) {
				await kit.to(page, `#/help/${role}`);
				await page.getByTestId("guide-part").first().waitFor();
				for (const picture of await page.locator("img").all()) {
					assert.notEqual(await picture.getAttribute("alt"), "");
					for (const side of ["width", "height"])
						assert.match((await picture.getAttribute(side)) ?? "", /^\d+$/, `${role} ${own}`);
					assert.equal(await picture.getAttribute("loading"), "lazy");
				}
				await nurse.look(`guide-${role}-${own}`, { phone: true });
			}
		}
		await speaks(page, "fi");
	},
);

step(
	"the client's sheet: from the consent in the client's language, on one page of paper, and back",
	async () => {
		const { page } = nurse;
		await kit.to(page, `#/cases/${id}/consent/client`);
		await kit.heading(page, fi.consent.clientTitle);
		await kit.link(page, fi.consent.information).click();
		const sheet = page.getByTestId("information");
		await sheet.waitFor();
		for (const own of ["fi", "sv", "en"] as const) {
			await kit.field(page, fi.papers.languages[own]).check();
			const text = helpIn(own).information;
			await sheet.getByRole("heading", { name: text.heading }).waitFor();
			assert.equal(await sheet.getAttribute("lang"), own);
			const { sheets } = await kit.printed(page, `help-information-${own}`);
			assert.equal(sheets.length, 1, `${own}: ${sheets.length} sheets`);
			assert.ok(
				(sheets[0]?.marginMm ?? 0) >= MARGIN_MM,
				`${own}: margin ${sheets[0]?.marginMm} mm`,
			);
			assert.ok(sheets[0]?.text.includes(text.worker) && sheets[0].text.includes("Ikaalinen"));
		}
		await kit.link(page, fi.common.back).click();
		await kit.heading(page, fi.consent.clientTitle);
	},
);

step(
	"a minute before it locks it says so without taking the focus; any key goes on; else it locks, and drafts stay",
	async () => {
		const { page } = nurse;
		await page.clock.install();
		await page.reload();
		await kit.to(page, "#/cases/new/question");
		const typed = page.locator("main textarea").first();
		await typed.fill("Mitä tukea vuokraan?");
		await page.getByText(fi.common.draftSaved).first().waitFor();
		await typed.focus(); // the heading has it when a page is new, and on a busy machine only after the first words
		const warning = page.getByTestId("idle-warning");
		for (const key of ["Shift", "Escape"]) {
			await page.clock.fastForward(14 * MINUTE_MS + 1_000);
			await warning.waitFor();
			assert.match(
				(await warning.textContent()) ?? "",
				/Etätunti lukittuu \d\d sekunnin kuluttua\./,
			);
			assert.ok(await typed.evaluate((one) => one === document.activeElement), "the focus is gone");
			assert.equal(await warning.locator("xpath=..").getAttribute("role"), "alert");
			if (key === "Shift") await nurse.look("idle", { phone: true });
			await page.keyboard.press(key);
			await warning.waitFor({ state: "detached" });
		}
		await page.clock.fastForward(14 * MINUTE_MS + 1_000);
		await page.getByTestId("idle-go-on").click();
		await warning.waitFor({ state: "detached" });
		await page.clock.fastForward(14 * MINUTE_MS + 1_000);
		await warning.waitFor();
		await page.clock.fastForward(MINUTE_MS);
		await kit.heading(page, fi.signIn.unlockTitle);
		assert.equal(await warning.count(), 0);
		await kit.field(page, fi.signIn.pass).fill(cast.pairA[0].account.passphrase);
		await kit.press(page, fi.signIn.unlock);
		await kit.press(page, fi.newCase.continueDraft);
		await typed.waitFor();
		assert.equal(await typed.inputValue(), "Mitä tukea vuokraan?");
	},
);

step("in Swedish it is said in Swedish, and behind a question it is one itself", async () => {
	const { page } = nurse;
	await speaks(page, "sv");
	await kit.to(page, `#/cases/${id}/consent`);
	await page.getByTestId("withdraw").click();
	await page.getByTestId("withdraw-dialog").waitFor();
	await page.clock.fastForward(14 * MINUTE_MS + 1_000);
	const warning = page.locator("dialog[data-testid=idle-warning]");
	await warning.waitFor();
	assert.match(
		(await warning.getByRole("heading").textContent()) ?? "",
		/^Etätunti låses om \d\d sekunder\.$/,
	);
	await kit.press(page, sv.common.next);
	await warning.waitFor({ state: "detached" });
	assert.ok(await page.getByTestId("withdraw-dialog").isVisible());
	await page.getByTestId("withdraw-cancel").click();
	await speaks(page, "fi");
});

step("nothing went wrong on any screen", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
