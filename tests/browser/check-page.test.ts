// check.html as a client has it: a file on a disk, in a browser without a network. It tells a good receipt from a bad one, and
// says what that does and does not show.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { type Browser as Chromium, chromium, type Page } from "playwright-core";
import { CHECK_TEXTS } from "../../web/src/check/texts.ts";
import { checkReceipt, receiptText } from "../../web/src/crypto/receipt.ts";
import { sodiumReady } from "../../web/src/crypto/sodium.ts";
import { inventedReceipt, logKeysNew } from "../../web/test/receipt-kit.ts";
import { chromeOf, PROFILE } from "./kit-browser.ts";

const site = process.env["ET_WEB_DIR"] ?? "build/web";
const pictures = join(process.env["ET_BUILD_DIR"] ?? "build", "browser");
const address = pathToFileURL(join(site, "check.html")).href;
const { fi, sv, en } = CHECK_TEXTS;

let chrome: Chromium;
let page: Page;
const asked: string[] = [];
const complaints: string[] = [];

before(async () => {
	await sodiumReady();
	chrome = await chromium.launch(chromeOf({ devices: false, allows: false }));
	const context = await chrome.newContext({ ...PROFILE, offline: true });
	page = await context.newPage();
	page.on("request", (request) => asked.push(request.url()));
	page.on("console", (message) => complaints.push(message.text()));
	page.on("pageerror", (error) => complaints.push(String(error)));
	await page.goto(address);
	await page.getByRole("heading", { name: fi.title }).waitFor();
});
after(async () => {
	await chrome?.close();
});

async function verdict(text: string): Promise<string | null> {
	await page.locator("#code").fill(text);
	await page.getByRole("button", { name: fi.check }).click();
	return page.locator("[data-verdict]").getAttribute("data-verdict");
}

test("a good receipt: what it says, what it shows and what it does not", async () => {
	const { receipt, sk } = inventedReceipt();
	const text = receiptText(receipt, sk);
	assert.equal(await verdict(`  ${text.slice(0, 200)}\n${text.slice(200)}\n`), "good");
	await page.getByText(fi.good).waitFor();
	await page.getByText(checkReceipt(text).number).waitFor();
	await page.getByText(receipt.worker).waitFor();
	assert.equal(await page.locator("tbody tr").count(), receipt.entries.length);
	await page.getByText(fi.provesLog).waitFor();
	for (const one of fi.nots) await page.getByText(one).waitFor();
	for (const [name, texts] of [
		["På svenska", sv],
		["In English", en],
		["Suomeksi", fi],
	] as const) {
		await page.getByRole("button", { name }).click();
		await page.getByRole("heading", { name: texts.title }).waitFor();
		await page.getByText(texts.good).waitFor();
	}
	mkdirSync(pictures, { recursive: true });
	await page.screenshot({ path: join(pictures, "check-page.png"), fullPage: true });
	writeFileSync(join(pictures, "check-page.pdf"), await page.pdf({ format: "A4" }));
});

test("a changed one, one of another log, and what is none", async () => {
	const { receipt, sk } = inventedReceipt();
	const text = receiptText(receipt, sk);
	assert.equal(await verdict(receiptText(receipt, logKeysNew().sk)), "bad");
	assert.equal(await page.locator("table").count(), 0, "nothing of it is told");
	assert.equal(await verdict(receiptText({ ...receipt, logPk: logKeysNew().pk }, sk)), "badLog");
	assert.equal(await verdict(text.slice(0, 300)), "notOne");
	assert.equal(await verdict(""), "notOne");
});

test("the text may stand in the address, too, and nothing was asked of any network", async () => {
	const { receipt, sk } = inventedReceipt();
	await page.goto("about:blank");
	await page.goto(`${address}#${receiptText(receipt, sk)}`);
	await page.locator('[data-verdict="good"]').waitFor();
	const out = asked.filter((url) => !/^(file|data|about):/.test(url));
	assert.deepEqual(out, []);
	assert.deepEqual(complaints, []);
});
