// The paths that are walked most, from Today and by keys alone: how many keys and how many pages each takes. The table is
// printed; more than a path may take fails.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Cast } from "../../web/src/demo/cast.ts";
import { openCase } from "../../web/src/demo/fill.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server } from "./kit.ts";
import { Keys, NAMES_TOLD } from "./kit-keys.ts";

interface Path {
	readonly name: string;
	/** Keys that it may take. */
	readonly most: number;
	readonly keys: number;
	/** Pages and questions that come before it is done. */
	readonly pages: number;
}

let server: Server;
let browser: Browser;
let cast: Cast;
let reference: string;
let worker: Keys;
let contact: Keys;
const paths: Path[] = [];

before(async () => {
	server = await Server.start();
	({ cast, reference } = await kit.strangers(server));
	const { pairA, pairs } = cast;
	await kit.caseInForce(pairA[0], pairA[1], pairs.a, "housing");
	await openCase(pairA[1], pairs.a, CASES.student, "drawn");
	browser = await Browser.launch("paths", server.origin, { args: NAMES_TOLD });
	const at = async (name: string, { account }: Member) => {
		const { page } = await browser.person(name);
		await kit.signInByLink(page, server.origin, account);
		// Read once: it does not come again.
		await page.getByTestId("hint-close").click();
		return new Keys(page);
	};
	[worker, contact] = [await at("worker", pairA[0]), await at("contact", cast.contact)];
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** From Today's heading, as one comes to it. */
async function path(keys: Keys, name: string, most: number, pages: number, walk: () => Promise<void>) {
	await fromToday(keys);
	keys.counted();
	await walk();
	const { presses } = keys.counted();
	paths.push({ name, most, keys: presses, pages });
}

async function fromToday(keys: Keys): Promise<void> {
	await kit.to(keys.page, "#/shelf");
	await kit.heading(keys.page, fi.shelf.title);
	await kit.to(keys.page, "#/");
	await keys.landed(/^Tänään, /, "heading");
	await keys.page.getByTestId("next-hour").waitFor();
}

step("a prepared case is queued", async () => {
	const own = CASES.housing.question.reference;
	await worker.page.getByTestId("todo-queue").waitFor();
	await path(worker, "queue a prepared case", 9, 2, async () => {
		await worker.use("link", fi.today.todos.queue(own));
		await worker.landed(fi.queue.title, "heading");
		await worker.page.getByTestId("queue-submit").waitFor();
		await worker.tabTo("radio", fi.queue.first);
		await worker.press("Enter");
		await worker.page.getByTestId("place-case").filter({ hasText: own }).waitFor();
	});
});

step("a consent is acknowledged", async () => {
	const own = CASES.student.question.reference;
	await path(worker, "acknowledge a consent", 11, 1, async () => {
		await worker.use("link", fi.today.todos["consent-ack"](own));
		await worker.landed(fi.consent.title, "heading");
		await worker.page.getByTestId("signature-picture").waitFor();
		await worker.tick(fi.consent.acknowledgeTick);
		await worker.press("Enter");
		await worker.page.getByText(kit.inForce).waitFor();
	});
});

step("Kela's contact marks a case ready", async () => {
	await path(contact, "mark ready", 12, 1, async () => {
		await contact.use("link", new RegExp(`^${reference}: `));
		await contact.landed(reference, "heading");
		await contact.page.getByTestId("mark-ready").waitFor();
		await contact.use("button", fi.cases.markReady);
		await contact.page.getByTestId("is-ready").waitFor();
	});
});

step("the next case", async () => {
	const { page } = worker;
	await fromToday(worker);
	await worker.use("button", fi.today.join);
	await worker.use("button", fi.lobby.enter);
	await page.getByTestId("turn").waitFor();
	await worker.use("button", fi.lobby.open(reference));
	await worker.landed(fi.room.title(reference), "heading");
	worker.counted();
	await worker.press("F2");
	await worker.landed(fi.codes.outcome.handled, "radio");
	await worker.press("Enter");
	await worker.landed(fi.room.title(CASES.housing.question.reference), "heading");
	paths.push({ name: "next case (in the room)", most: 2, keys: worker.counted().presses, pages: 1 });
	await page.getByTestId("leave-room").press("Enter");
	await worker.landed(fi.lobby.title, "heading");
	await page.getByTestId("leave-lobby").press("Enter");
	await page.getByTestId("places").waitFor();
});

step("what has come of a case is entered", async () => {
	const { page } = worker;
	await kit.to(page, "#/follow-up");
	await path(worker, "enter follow-up (by its case)", 12, 2, async () => {
		await worker.use("link", reference);
		await worker.landed(reference, "heading");
		await worker.use("link", fi.measures.title);
		await worker.landed(fi.measures.title, "heading");
		await page.getByTestId("scale-meeting_avoided").waitFor();
		await worker.tabTo("radio", "0");
		await worker.press("1");
		await worker.press("Enter");
		await page.getByTestId("measures-saved").waitFor();
	});
});

step("none takes more keys than it may", async () => {
	console.log("| path | keys | at most | pages |\n| --- | --- | --- | --- |");
	for (const { name, keys, most, pages } of paths) console.log(`| ${name} | ${keys} | ${most} | ${pages} |`);
	assert.equal(paths.length, 5);
	assert.deepEqual(paths.filter(({ keys, most }) => keys > most), []);
	for (const keys of [worker, contact]) assert.deepEqual(keys.faults, []);
	assert.deepEqual(browser.problems, []);
});
