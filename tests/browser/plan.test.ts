// One plan, two workers of the pair and Kela's contact in the room of the case, each at a keyboard: they write at once, into
// the same fields and different ones, while connections are cut and a page is loaded anew. At the end all three show one
// plan, with every word that was typed and not taken back in it once. Then it is confirmed, changed and confirmed again.
// ET_MINUTES: how long they write; ET_SEED: another script. What is measured is printed.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { seeded } from "../../web/test/seeded.ts";
import * as kit from "./kit.ts";
import { Browser, Cable, fi, Machine, Server, type Talk, Talks, type Window } from "./kit.ts";
import { planOn, watchWords, Writer, wordsIn, wordsSeen } from "./kit-plan.ts";

const WRITE_MS = Number(process.env["ET_MINUTES"] ?? 1) * 60_000;
const SEED = Number(process.env["ET_SEED"] ?? 20261123);
/** Of words typed into whatever fields, by people who see each other: on the others' screens. */
const LIVE_P50_MS = 1_000;
/** Who types in the very same field sees the others' words once they pause there for a second. */
const LIVE_P95_MS = 6_000;
const CUT_MS = 6_000;
const CUT_EVERY_MS = 20_000;

let server: Server;
let browser: Browser;
let talks: Talks;
let talk: Talk;
let toWorker: Cable;
let toContact: Cable;
/** The two whose networks are cut have browsers of their own. */
let worker: Machine;
let contact: Machine;
let colleague: Window;

before(async () => {
	server = await Server.start();
	talks = await Talks.start(server);
	await talks.openHour();
	talk = await talks.newCase("a");
	talks.stop();
	browser = await Browser.launch("plan", server.origin);
	[toWorker, toContact] = await Promise.all([Cable.lay(server.port), Cable.lay(server.port)]);
	const settle = async () => undefined;
	worker = new Machine(browser, "worker", toWorker, settle);
	contact = new Machine(browser, "contact", toContact, settle);
	await worker.on();
	await contact.on();
	colleague = await browser.person("colleague");
	const [first, second] = talks.cast.pairA;
	await kit.signInByLink(worker.page, server.origin, first.account);
	await kit.signInByLink(contact.page, server.origin, talks.contact.account);
	await kit.signInByLink(colleague.page, server.origin, second.account);
});
after(async () => {
	await worker?.off();
	await contact?.off();
	await browser?.close();
	toWorker?.close();
	toContact?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);
const pages = (): readonly Page[] => [worker.page, contact.page, colleague.page];
const away = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const nameOf = { worker: () => talks.cast.pairA[0].account.display, contact: () => talks.contact.account.display };

async function allShow(what: string, passes: (plan: readonly string[]) => boolean): Promise<void> {
	for (const page of pages()) await kit.eventually(what, async () => passes(await planOn(page)));
}

step("three in the room of the case", async () => {
	const quiet = { camera: false };
	await Promise.all(pages().map((page) => kit.intoLobby(page, talks.hour, quiet)));
	await kit.openInTurn(worker.page, talk.reference);
	await Promise.all([contact.page, colleague.page].map((page) => kit.joinInTurn(page, talk.reference)));
	await Promise.all(pages().map((page) => kit.together(page, 2)));
	for (const page of pages()) await watchWords(page);
});

step("who writes in a field is seen there; the caret and what is selected stay by their words", async () => {
	await core(worker.page).focus();
	await worker.page.keyboard.type("eka toka kolmas ");
	for (const page of [contact.page, colleague.page]) {
		await page.getByTestId("plan-here-core").getByText(nameOf.worker()).waitFor();
		await kit.eventually("the words", async () => (await core(page).inputValue()) === "eka toka kolmas ");
	}
	await worker.page.keyboard.press("Control+ArrowLeft");
	await worker.page.keyboard.press("Control+Shift+ArrowLeft");
	const selected = () =>
		core(worker.page).evaluate((one) => {
			const { value, selectionStart, selectionEnd } = one as HTMLTextAreaElement;
			return value.slice(selectionStart, selectionEnd);
		});
	assert.equal(await selected(), "toka ");
	await core(contact.page).focus();
	await contact.page.keyboard.press("Control+Home");
	await contact.page.keyboard.type("nolla ");
	await kit.eventually("Kela's word", async () => (await core(worker.page).inputValue()).startsWith("nolla eka"));
	assert.equal(await selected(), "toka ");
	await worker.page.keyboard.type("korvattu ");
	await allShow("one text", (plan) => plan[0]?.endsWith("nolla eka korvattu kolmas ") === true);
	await worker.page.getByTestId("plan-here-core").getByText(nameOf.contact()).waitFor();
});

step("a step that others move or take away leaves the keyboard where it was", async () => {
	for (const name of ["yksi", "kaksi"]) {
		await kit.press(worker.page, fi.plan.addStep);
		await worker.page.keyboard.type(name); // the new step has the focus
	}
	const what = (page: Page, no: number) => kit.field(page, `${no}. ${fi.plan.what}`);
	await kit.eventually("both steps", async () => (await what(contact.page, 2).inputValue().catch(() => "")) === "kaksi");
	await what(contact.page, 2).focus();
	await contact.page.keyboard.press("End");
	await worker.page.getByTestId("step-up-2").focus();
	await worker.page.keyboard.press("Enter");
	await kit.eventually("the move", async () => (await what(contact.page, 1).inputValue()) === "kaksi");
	await contact.page.keyboard.type(" jatkuu");
	await kit.eventually("the end of it", async () => (await what(worker.page, 1).inputValue()) === "kaksi jatkuu");
	const focused = () => worker.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
	assert.equal(await focused(), "step-up-1", "the button that moved it has lost the focus");
	await what(contact.page, 2).focus();
	await kit.button(worker.page, fi.plan.removeStep(2)).click();
	await kit.eventually("one step", async () => (await contact.page.getByTestId("plan-step").count()) === 1);
	for (const page of [worker.page, contact.page])
		assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY", "focus is lost");
});

interface Cutting {
	readonly writer: Writer;
	readonly machine: Machine;
	readonly cable: Cable;
}

/** Cuts one or the other until `end`; every second time the network that comes back is another one. */
async function cut(all: readonly Cutting[], end: number): Promise<void> {
	const rand = seeded(SEED ^ 0x5bd1e995);
	for (let nth = 0; ; nth++) {
		await away(CUT_EVERY_MS / 2 + rand(CUT_EVERY_MS / 2));
		const from = Date.now();
		if (from + CUT_MS > end) return;
		const { writer, machine, cable } = all[nth % all.length] as Cutting;
		writer.script.push("— the network is cut");
		cable.cut();
		await machine.context.setOffline(true);
		await away(CUT_MS);
		if (nth % 2 === 0) cable.mend();
		else cable.change();
		await machine.context.setOffline(false);
		await kit.together(machine.page, 2);
		writer.script.push("— the network is back");
		cuts.push([nth % all.length, from, Date.now()]);
	}
}

let writers: readonly Writer[] = [];
let seenBefore: ReadonlyMap<string, number> = new Map();
/** When whose network was cut: [who, from, to]. */
const cuts: (readonly [number, number, number])[] = [];

step(`they write at once for ${WRITE_MS / 60_000} min, with cuts and a reload`, async () => {
	writers = ["ainon", "kelan", "paulan"].map(
		(name, i) => new Writer(name, SEED + i, () => pages()[i] as Page),
	);
	const [one, two, three] = writers as [Writer, Writer, Writer];
	const begun = Date.now();
	const end = begun + WRITE_MS;
	let reloads = 1;
	const writes = async (writer: Writer, reloadAt: number) => {
		while (Date.now() < end) {
			await writer.act();
			if (Date.now() < reloadAt || reloads-- < 1) continue;
			writer.script.push("— loads the page anew");
			await away(500); // what the room has not been told yet is on this page only
			seenBefore = await wordsSeen(colleague.page);
			await colleague.page.reload();
			await kit.together(colleague.page, 2);
			await watchWords(colleague.page);
		}
	};
	const cutting = [
		{ writer: one, machine: worker, cable: toWorker },
		{ writer: two, machine: contact, cable: toContact },
	];
	await Promise.all([
		cut(cutting, end),
		writes(one, Infinity),
		writes(two, Infinity),
		writes(three, begun + WRITE_MS / 2),
	]);
	console.log(`seed ${SEED}: ${cuts.length} cuts, 1 reload`);
	for (const { name, script } of writers) console.log(`${name}: ${script.join("; ")}`);
});

step("all three show the same plan, and every word once", async () => {
	const typed = writers.flatMap(({ kept }) => [...kept]);
	for (const page of pages()) await page.getByTestId("plan-saved").waitFor();
	const all = (plan: readonly string[]) => wordsIn(plan).length >= typed.length;
	await allShow("every word", all).catch(() => undefined);
	const plans = await Promise.all(pages().map(planOn));
	for (const plan of plans) {
		const there = wordsIn(plan);
		assert.deepEqual(there.toSorted(), typed.toSorted(), "a word is lost, or stands twice");
	}
	assert.deepEqual(plans[1], plans[0]);
	assert.deepEqual(plans[2], plans[0]);
	console.log(`${typed.length} words by three, each there once on every screen`);
});

step("words appear at the others while they are typed", async () => {
	const seen = await Promise.all(pages().map(wordsSeen));
	seen[2] = new Map([...(seen[2] ?? []), ...seenBefore]);
	const apart = (person: number, from: number, to: number) =>
		cuts.some(([who, begun, over]) => who === person && begun <= to && from <= over);
	const took = writers.flatMap(({ kept }, i) =>
		[...kept].flatMap((word) =>
			seen.flatMap((there, j) => {
				const [from, to] = [seen[i]?.get(word) ?? 0, there.get(word) ?? Infinity];
				return i === j || apart(i, from, to) || apart(j, from, to) ? [] : [Math.max(0, to - from)];
			}),
		),
	);
	console.log(`a word at the others, cuts left out: ${kit.figures(took)}`);
	assert.ok(kit.quantile(took, 0.5) <= LIVE_P50_MS);
	assert.ok(kit.quantile(took, 0.95) <= LIVE_P95_MS);
});

const core = (page: Page) => kit.field(page, fi.plan.core);

/** Both sides have confirmed what stands now, on every screen. */
async function confirmed(): Promise<void> {
	await kit.press(worker.page, fi.plan.confirm);
	await worker.page.getByText(fi.plan.confirmedMine).waitFor();
	await contact.page.getByText(fi.plan.confirmedBy(nameOf.worker())).waitFor();
	await kit.press(contact.page, fi.plan.confirm);
	for (const page of pages()) await page.getByTestId("plan-confirmed").waitFor();
}

step("a plan with a day too far ahead is not confirmed; one that is whole is, by both sides", async () => {
	const refresh = kit.field(worker.page, fi.plan.refreshBy);
	const day = await refresh.inputValue();
	await refresh.fill("1.1.2028");
	await kit.press(worker.page, fi.plan.confirm);
	await worker.page.getByText(fi.formErrors["over-half-year"]).first().waitFor();
	await colleague.look("room", { phone: true });
	await refresh.fill(day);
	await worker.page.getByTestId("plan-saved").waitFor();
	await confirmed();
});

step("what is changed afterwards has to be confirmed anew", async () => {
	await core(contact.page).focus();
	await contact.page.keyboard.press("Control+End");
	await contact.page.keyboard.type(" täydennys");
	for (const page of pages()) {
		await page.getByTestId("plan-confirmed").waitFor({ state: "detached" });
		await kit.button(page, fi.plan.confirm).waitFor();
	}
	await contact.page.getByTestId("plan-saved").waitFor();
	await confirmed();
});

step("a step that is ticked as done leaves it confirmed", async () => {
	const done = (page: Page) => page.getByTestId("plan-step").first().getByRole("checkbox");
	await done(worker.page).check();
	for (const page of pages()) await kit.eventually("the tick", () => done(page).isChecked());
	for (const page of pages()) await page.getByTestId("plan-confirmed").waitFor();
});

step("outside the room: the versions, who stored and confirmed them, and what changed", async () => {
	for (const page of [worker.page, contact.page]) {
		await kit.leaveRoom(page);
		await kit.to(page, `/cases/${talk.id}/plan`);
		await kit.heading(page, fi.plan.title);
		await kit.press(page, fi.plan.historyShow);
		const versions = page.getByTestId("plan-version");
		await versions.nth(1).waitFor();
		const both = versions.filter({ hasText: nameOf.worker() }).filter({ hasText: nameOf.contact() });
		assert.ok((await both.count()) >= 2, "two versions that both have confirmed");
		await kit.field(page, fi.plan.from).selectOption({ label: fi.plan.start });
		const change = page.getByTestId("plan-difference").locator("ins");
		await change.filter({ hasText: "täydennys" }).waitFor();
		const by = change.filter({ hasText: "täydennys" }).locator("xpath=following-sibling::span[1]");
		assert.equal((await by.innerText()).trim(), `(${nameOf.contact()})`);
	}
});

step("written outside the room without a network, in two tabs of one person: all of it is there", async () => {
	const second = await worker.context.newPage();
	await kit.signInByLink(second, server.origin, talks.cast.pairA[0].account);
	await kit.to(second, `/cases/${talk.id}/plan`);
	await kit.heading(second, fi.plan.title);
	toWorker.cut();
	await worker.context.setOffline(true);
	for (const [page, text] of [
		[worker.page, " eka1 välilehti1"],
		[second, " toka2 välilehti2"],
	] as const) {
		await core(page).focus();
		await page.keyboard.press("Control+End");
		await page.keyboard.type(text);
	}
	await core(contact.page).focus();
	await contact.page.keyboard.press("Control+Home");
	await contact.page.keyboard.type("Kelan3 ");
	await contact.page.getByTestId("plan-saved").waitFor();
	await worker.page.getByTestId("plan-unsaved").waitFor();
	await away(CUT_MS);
	toWorker.change();
	await worker.context.setOffline(false);
	const words = ["eka1", "välilehti1", "toka2", "välilehti2", "Kelan3", "täydennys"];
	for (const page of [worker.page, second, contact.page])
		await kit.eventually("all six words once", async () => {
			const there = (await core(page).inputValue()).split(/\s+/);
			return words.every((word) => there.filter((one) => one === word).length === 1);
		});
	await second.close();
});

step("no page errors, no policy violations, no third host, no barriers", async () => {
	await worker.off();
	await contact.off();
	await browser.close();
	// Networks were away: of that the console speaks.
	assert.deepEqual(browser.problems.filter((one) => /: error: |policy|third host/.test(one)), []);
	assert.deepEqual(browser.barriers, []);
});
