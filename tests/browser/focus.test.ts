// The focus is never lost. On each page that holds a form or a list the focus stands in a field, with half a word and the caret in
// its middle, or on a row's button; then somebody else's work arrives: rows come, move and go, a case is closed, a consent is
// withdrawn, the network changes. What had the focus has it still, letter by letter; where it is rightly gone, the focus is on
// what it stood in, by name, and never nowhere.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { openCase, queued } from "../../web/src/demo/fill.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { until } from "../../web/src/demo/person.ts";
import type { CaseFile } from "../../web/src/work/work.ts";
import * as kit from "./kit.ts";
import { Browser, Cable, fi, Server, type Window } from "./kit.ts";

const TYPED = "Tähän jäi kesken";
const CARET = 5;

let server: Server;
let cable: Cable;
let browser: Browser;
let cast: Cast;
let worker: Window;
let coordinator: Window;
let contact: Window;
/** In the hour, with its consent; and the hour. */
let own: string;
let reference: string;
let hour: string;
/** A second of the pair's, without consent. */
let bare: string;

before(async () => {
	server = await Server.start();
	({ cast, reference, id: own, hour } = await kit.strangers(server));
	const [first] = cast.pairA;
	bare = await openCase(first, cast.pairs.a, CASES.family, "none");
	cable = await Cable.lay(server.port);
	const args = cable.args(`localhost:${server.port}`);
	browser = await Browser.launch("focus", server.origin, { args });
	const seat = async (name: string, { account }: Member) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	worker = await seat("worker", first);
	contact = await seat("contact", cast.contact);
	coordinator = await seat("coordinator", cast.coordinator);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	cable?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

declare global {
	var etHeld: Element | null | undefined;
}

/** Half a word in that field, the caret in its middle. */
async function write(field: Locator): Promise<void> {
	await field.fill(TYPED);
	await field.evaluate((one: HTMLInputElement, caret) => {
		one.focus();
		one.setSelectionRange(caret, caret);
		globalThis.etHeld = one;
	}, CARET);
}

async function focus(on: Locator): Promise<void> {
	await on.focus();
	await on.evaluate((one) => {
		globalThis.etHeld = one;
	});
}

/** The focus is where it was, on the very same element. */
async function holds(page: Page, what: string): Promise<void> {
	const now = await page.evaluate(() => ({
		same: document.activeElement === globalThis.etHeld,
		on: document.activeElement?.outerHTML.slice(0, 160) ?? "nothing",
	}));
	assert.ok(now.same, `${what}: the focus is on ${now.on}`);
}

/** And so are the letters and the caret. */
async function holdsWords(page: Page, what: string): Promise<void> {
	await holds(page, what);
	const [value, caret] = await page.evaluate(() => {
		const one = document.activeElement as HTMLInputElement;
		return [one.value, one.selectionStart] as const;
	});
	assert.deepEqual([value, caret], [TYPED, CARET], what);
}

/** What had it has gone: the focus is on what stands for it. */
async function passes(page: Page, to: Locator, what: string): Promise<void> {
	const element = await to.elementHandle();
	await page
		.waitForFunction((one) => document.activeElement === one, element, { timeout: 5_000 })
		.catch(async () => {
			const on = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160));
			assert.fail(`${what}: the focus is on ${on}`);
		});
}

async function fileOf(one: Member, id: string, passed: (file: CaseFile) => boolean): Promise<void> {
	await one.work.cases.open(id);
	await until(
		one.work.state.file,
		(state) => state.kind === "ready" && state.file.case === id && passed(state.file),
		`${one.account.username} to have the case open`,
	);
}

const colleague = (): Member => cast.pairA[1];

step("a note and a message on the case's page: others write, Kela marks it ready, the network changes", async () => {
	const { page } = worker;
	await kit.to(page, `#/cases/${own}`);
	await write(page.getByTestId("note"));
	await fileOf(colleague(), own, () => true);
	await colleague().work.cases.say("Työparin toinen kirjoittaa.");
	await page.getByText("Työparin toinen kirjoittaa.").waitFor();
	await holdsWords(page, "a message came");
	await write(page.getByTestId("message"));
	await cast.contact.work.cases.markReady(own);
	await page.getByTestId("thread").getByText("Työparin toinen kirjoittaa.").waitFor();
	await holdsWords(page, "Kela is ready");
	cable.change();
	await page.getByTestId("online-again").waitFor();
	await holdsWords(page, "the network has changed");
	await page.getByTestId("message").fill("");
	await page.getByTestId("note").fill("");
});

step("Kela's contact writes a question while the pair writes too", async () => {
	const { page } = contact;
	await kit.to(page, `#/cases/${own}`);
	await page.getByTestId("message").waitFor();
	await write(page.getByTestId("message"));
	await colleague().work.cases.say("Liite tulee huomenna.");
	await page.getByText("Liite tulee huomenna.").waitFor();
	await holdsWords(page, "the pair wrote");
});

step("the hour's table: a row comes, my row moves, and goes", async () => {
	const { page } = worker;
	await kit.to(page, `#/hours/${hour}`);
	const row = page.getByTestId("place").filter({ hasText: reference });
	await focus(row.getByTestId("place-next"));
	const housing = await queued(
		[colleague(), cast.pairA[0]],
		cast.pairs.a,
		{ one: CASES.housing, hour, minutes: 15 },
	);
	const rows = page.getByTestId("place");
	await rows.nth(1).waitFor();
	await holds(page, "a row came");
	const above = async (first: string) =>
		rows.first().filter({ hasText: first }).getByTestId("place-case").waitFor();
	await colleague().work.cases.moveUp(housing);
	await above(CASES.housing.question.reference);
	await holds(page, "my row went down");
	await colleague().work.cases.moveDown(housing);
	await above(reference);
	await holds(page, "my row went up");
	await focus(rows.nth(1).getByTestId("place-next"));
	await colleague().work.cases.unqueue(housing, "");
	await rows.nth(1).waitFor({ state: "detached" });
	await passes(page, page.getByTestId("places"), "my row has gone");
	// The question about a row that goes meanwhile: the focus is on what is left.
	await row.getByTestId("place-next").focus();
});

step("my own press moves my row: the focus stays on its button", async () => {
	const { page } = worker;
	const housing = await caseAgain();
	const row = page.getByTestId("place").filter({ hasText: CASES.housing.question.reference });
	await focus(row.getByTestId("place-up"));
	await page.keyboard.press("Enter");
	await page.getByTestId("place-moved").getByText(/\S/).first().waitFor();
	await page.getByTestId("place").first().filter({ hasText: CASES.housing.question.reference }).waitFor();
	await holds(page, "moved up by my own press");
	await colleague().work.cases.unqueue(housing, "");
	await passes(page, page.getByTestId("places"), "it was taken out");
});

/** The case of the step before, in its place again. */
async function caseAgain(): Promise<string> {
	const { cases, hours } = colleague().work.state;
	const list = cases.value.kind === "ready" ? cases.value.value : [];
	const id = list.find(({ question }) => question?.reference === CASES.housing.question.reference)?.case ?? "";
	const all = hours.value.kind === "ready" ? hours.value.value : [];
	const series = all.find((one) => one.hour === hour)?.series ?? "";
	await colleague().work.cases.queue(id, { series, hour, minutes: 15, urgency: "normal" });
	await worker.page.getByTestId("place").nth(1).waitFor();
	return id;
}

step("the list of cases and the choice of an hour, while places are taken and given back", async () => {
	const { page } = worker;
	await kit.to(page, "#/cases");
	await kit.heading(page, fi.cases.title);
	const linked = kit.link(page, CASES.family.question.reference);
	await focus(linked.first());
	const id = await openCase(colleague(), cast.pairs.a, CASES.student, "none");
	await kit.link(page, CASES.student.question.reference).first().waitFor();
	await holds(page, "a case came into the list");
	await colleague().work.cases.closeCase(id, "");
	await holds(page, "a case was closed");
});

step("the plan: another writes in it, then the case is closed", async () => {
	const { page } = worker;
	const [first] = cast.pairA;
	await kit.to(page, `#/cases/${bare}/plan`);
	await write(page.getByTestId("core"));
	await fileOf(colleague(), bare, ({ question }) => question !== null);
	colleague().work.plan.edit({ situation: "Toinen kirjoittaa tilanteesta." });
	await colleague().work.plan.save();
	await page.waitForFunction(
		() => document.querySelector<HTMLTextAreaElement>("[data-testid=planSituation]")?.value !== "",
	);
	await holdsWords(page, "another wrote elsewhere in the plan");
	await page.getByTestId("plan-saved").waitFor();
	await colleague().work.cases.closeCase(bare, "");
	await page.getByTestId("plan-closed").waitFor();
	await passes(page, page.getByRole("heading", { level: 1 }), "nobody writes in it any more");
	assert.equal(first.work.state.session.value.kind, "in");
});

step("a consent being filled in: the directory changes, the network changes", async () => {
	const { page } = worker;
	await kit.to(page, `#/cases/${own}/consent/client`);
	await write(page.getByTestId("clientName"));
	const { kela } = cast;
	const text = { name: "Uusi tiimi", task: "", whenToTurn: "", contact: "" };
	await kela.work.coordinator.setTeam(null, text);
	await until(
		cast.pairA[0].work.state.directory,
		(now) => now.kind === "ready" && now.value.org.teams.some(({ name }) => name === text.name),
		"the new team",
	);
	await holdsWords(page, "the directory changed");
	cable.change();
	await page.getByTestId("online-again").waitFor();
	await holdsWords(page, "the network changed");
});

step("the coordinator's forms and lists: series, team, people", async () => {
	const { page } = coordinator;
	const { kela } = cast;
	const push = async (name: string) =>
		void (await kela.work.coordinator.setTeam(null, { name, task: "", whenToTurn: "", contact: "" }));
	for (const [where, field] of [
		["#/series/new", "name"],
		["#/professionals/new", "task"],
		["#/people/invite", "display"],
	] as const) {
		await kit.to(page, where);
		await write(page.getByTestId(field));
		await push(`Tiimi ${field}`);
		cable.change();
		await page.getByTestId("online-again").waitFor();
		await holdsWords(page, where);
	}
	await kit.to(page, "#/people");
	await kit.heading(page, fi.people.title);
	const person = kit.link(page, new RegExp(cast.pairB[0].account.display)).first();
	await focus(person);
	await kela.work.coordinator.invite({ username: "uusi.henkilo", display: "Uusi Henkilö", roles: ["contact"] });
	await push("Tiimi ihmisten aikana");
	await holds(page, "people");
});

step("a consent that is withdrawn takes Kela's page away: the focus is on what is left", async () => {
	const { page } = contact;
	await focus(page.getByTestId("message"));
	await cast.pairA[0].work.consent.withdraw(own, "client", "oral");
	await page.getByTestId("message").waitFor({ state: "detached" });
	await page.waitForFunction(() => document.activeElement !== null && document.activeElement !== document.body);
	const on = await page.evaluate(() => document.activeElement?.tagName ?? "");
	assert.match(on, /^H[123]$/, `the focus is on ${on}`);
});
