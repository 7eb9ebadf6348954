// The states of every page, by the table that the unit test goes by too (web/test/states-table.ts): for every role each address
// with an id that nobody has and with another pair's; with the cable pulled out and put back; over a slow network; a case that
// is closed. Everywhere one heading, the title that says the same, the focus on it, and the very sentence.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { openCase } from "../../web/src/demo/fill.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { mayEnter } from "../../web/src/state/entry.ts";
import { href, type Route } from "../../web/src/state/route.ts";
import { help } from "../../web/src/text/fi/help.ts";
import { EVERYWHERE, STATES } from "../../web/test/states-table.ts";
import * as kit from "./kit.ts";
import { Browser, Cable, fi, Server, type Window } from "./kit.ts";

const NOBODYS = "q3-_ab9ZyXwVuTsRqPoNmA";
/** So much later comes whatever is sent over the slow network. */
const SLOW_MS = 500;
/** After so long a page that was not fetched is tried again by itself (views/parts/later.tsx). */
const RETRY_MS = 5_000;
const { common } = fi;

let server: Server;
let cable: Cable;
let browser: Browser;
let cast: Cast;
let others: string;
let own: string;

interface Seat {
	readonly name: string;
	readonly window: Window;
	readonly me: Parameters<typeof mayEnter>[1];
}
let seats: readonly Seat[];
const pageOf = (name: string): Page => {
	const seat = seats.find((one) => one.name === name);
	assert.ok(seat, name);
	return seat.window.page;
};

before(async () => {
	server = await Server.start();
	({ cast, id: own } = await kit.strangers(server));
	const [worker] = cast.pairA;
	others = await openCase(cast.pairB[0], cast.pairs.b, CASES.family, "none");
	cable = await Cable.lay(server.port);
	const args = cable.args(`localhost:${server.port}`);
	browser = await Browser.launch("states", server.origin, { args });
	const seat = async (name: string, member: Cast["contact"], me: Seat["me"]) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, member.account);
		return { name, window, me };
	};
	// One after the other: each asks for a whole processor and 64 MB.
	seats = [
		await seat("worker", worker, { roles: ["worker"], orgKind: "county" }),
		await seat("contact", cast.contact, { roles: ["contact"], orgKind: "kela" }),
		await seat("coordinator", cast.coordinator, { roles: ["coordinator"], orgKind: "county" }),
		await seat("kela", cast.kela, { roles: ["coordinator"], orgKind: "kela" }),
	];
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	cable?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

interface Stands {
	readonly headings: readonly string[];
	readonly title: string;
	readonly focus: string;
	readonly said: string;
	readonly busy: boolean;
}

const stands = (page: Page): Promise<Stands> =>
	page.evaluate(() => ({
		headings: [...document.querySelectorAll("main h1")].map((one) => one.textContent?.trim() ?? ""),
		title: document.title,
		focus: `${document.activeElement?.tagName ?? ""} ${document.activeElement?.textContent?.trim() ?? ""}`,
		said: (document.querySelector("main")?.innerText ?? "").replace(/\s+/g, " "),
		busy: document.querySelector("main [aria-busy=true]") !== null,
	}));

/** Once it has come to rest: one heading, the title of the same words, the focus on it; without a network parts of it may still wait. */
async function settled(page: Page, where: string, waits = false): Promise<Stands> {
	let now = await stands(page);
	for (const until = Date.now() + 8_000; Date.now() < until; now = await stands(page)) {
		const [heading = ""] = now.headings;
		const whole = now.headings.length === 1 && (waits || !now.busy);
		const titled = now.title.replace(/^\(\d+\) /, "") === `${heading} · ${common.name}`;
		if (whole && titled && now.focus === `H1 ${heading}`) return now;
		await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
	}
	assert.fail(`${where} does not come to rest: ${JSON.stringify(now)}`);
}

/** To that page from another one, by its address. */
async function open(page: Page, to: Route, where: string, waits = false): Promise<Stands> {
	const address = to.at === "unknown" ? "#/nowhere" : href(to);
	const [from, past] = to.at === "hours" ? ["#/people", fi.people.title] : ["#/hours", fi.hours.title];
	await kit.to(page, from);
	await kit.heading(page, past);
	await kit.to(page, address);
	// A page that is not there for me may be called as the one I come from.
	await page.waitForFunction(
		(old) => {
			const main = document.querySelector("main");
			const heading = main?.querySelector("h1")?.textContent?.trim() ?? "";
			return heading !== old || main?.querySelector("[data-testid=dead-end]") !== null;
		},
		past,
	);
	return settled(page, where, waits);
}

/** What the table says of an id that is nobody's, and of a role that the page is not for. */
function judge(at: Route["at"], me: Seat["me"], now: Stands, where: string): void {
	const { to, gone } = STATES[at];
	const expected = mayEnter(to(NOBODYS), me)
		? gone === null
			? null
			: ([gone.title(fi), gone.text(fi)] as const)
		: ([common.noAccessTitle, common.noAccess] as const);
	const [heading = ""] = now.headings;
	if (expected === null) {
		assert.ok(heading !== "" && heading !== common.notFound && heading !== common.noAccessTitle, where);
		return;
	}
	assert.equal(heading, expected[0], where);
	assert.ok(now.said.includes(expected[1]), `${where}: ${now.said}`);
	assert.ok(now.said.includes(common.toToday), `${where}: no way on`);
}

step("every role, every page, by an id that nobody has: the sentence, and the way on", async () => {
	await Promise.all(
		seats.map(async ({ name, window, me }) => {
			for (const at of EVERYWHERE) {
				const where = `${name} at ${at}`;
				judge(at, me, await open(window.page, STATES[at].to(NOBODYS), where), where);
			}
		}),
	);
});

step("another pair's case is no more there than none", async () => {
	const ofCase = EVERYWHERE.filter((at) => /\/cases\//.test(href(STATES[at].to(NOBODYS))) && STATES[at].gone);
	assert.equal(ofCase.length, 9);
	for (const { name, window, me } of seats)
		for (const at of ofCase) {
			if (!mayEnter(STATES[at].to(others), me)) continue;
			const where = `${name} at ${at} of another's`;
			judge(at, me, await open(window.page, STATES[at].to(others), where), where);
		}
});

step("over a slow network: a word after a moment, and the part is marked as busy", async () => {
	const page = pageOf("coordinator");
	cable.slow(SLOW_MS);
	try {
		for (const at of ["figures", "retention"] as const) {
			await kit.to(page, href(STATES[at].to(NOBODYS)));
			const busy = page.locator("main [aria-busy=true]");
			await busy.getByRole("status").getByText(common.loading).waitFor();
			assert.equal((await stands(page)).headings.length, 1, `${at} has its heading while it waits`);
			await busy.waitFor({ state: "detached" });
		}
	} finally {
		cable.slow(0);
	}
});

step("without a network every page still stands, what is typed stays, and all is back by itself", async () => {
	const page = pageOf("worker");
	await kit.to(page, "#/cases/new/question");
	await kit.field(page, fi.newCase.question).fill("Jatkuuko sairauspäiväraha");
	cable.unplug();
	const bar = page.getByTestId("offline-bar");
	await bar.getByText(common.offline).waitFor();
	assert.equal(await kit.field(page, fi.newCase.question).inputValue(), "Jatkuuko sairauspäiväraha");
	for (const at of EVERYWHERE) {
		const where = `offline at ${at}`;
		// What is not fetched beforehand says so; a guide is one of them.
		const now = await open(page, STATES[at].to(own), where, true);
		assert.notEqual(now.headings[0], "", where);
		await bar.waitFor();
	}
	await kit.to(page, "#/cases/new/question");
	cable.mend();
	await page.getByTestId("online-again").getByText(common.onlineAgain).waitFor();
	await bar.waitFor({ state: "detached" });
	await kit.to(page, href(STATES["case"].to(own)));
	await settled(page, "the case after the network is back");
});

step("what is not here without a network says that it comes, and comes when it is back", async () => {
	const page = pageOf("worker");
	// The case itself is open by then; what has used it is not.
	await open(page, STATES["case"].to(own), "the case");
	cable.unplug();
	await page.getByTestId("offline-bar").waitFor();
	await kit.to(page, href(STATES.report.to(own)));
	await kit.heading(page, fi.report.title);
	const busy = page.locator("main [aria-busy=true]");
	await busy.getByText(common.loadingLater).waitFor();
	cable.mend();
	await page.getByTestId("report-count").waitFor();
	assert.equal(await busy.count(), 0);
	await settled(page, "the report");
});

step("what could not be fetched is fetched anew by a press", async () => {
	const { page } = await browser.person("stranger");
	// By the press alone: nothing is tried again by itself.
	await page.addInitScript((retryMs) => {
		const wait = globalThis.setTimeout;
		const later = (done: () => void, ms?: number) => (ms === retryMs ? 0 : wait(done, ms));
		Object.assign(globalThis, { setTimeout: later });
	}, RETRY_MS);
	await page.goto(server.origin);
	await kit.heading(page, fi.signIn.newDeviceTitle);
	cable.refuse();
	try {
		await kit.to(page, href(STATES.privacy.to(NOBODYS)));
		await kit.heading(page, common.notFetched);
		await settled(page, "what is not fetched");
		const failure = page.getByTestId("failure-offline");
		await failure.getByText(fi.errors.offline).waitFor();
		const again = kit.button(failure, common.again);
		const failed = page.waitForEvent("requestfailed");
		await again.press("Enter");
		await failed;
		await again.and(page.locator(":focus:not([aria-disabled])")).waitFor();
		cable.mend();
		await again.press("Enter");
		await kit.heading(page, help.privacy.title);
		await settled(page, "what is fetched by the press");
	} finally {
		cable.mend();
	}
});

step("what is begun to the other side is there when one comes back, and gone once it is sent", async () => {
	const worker = pageOf("worker");
	const contact = pageOf("contact");
	const back = async (page: Page) => {
		await kit.to(page, "#/hours");
		await kit.heading(page, fi.hours.title);
		await open(page, STATES["case"].to(own), "the case");
	};
	await back(worker);
	await worker.getByTestId("message").fill("Liitteet tulevat");
	await back(worker);
	assert.equal(await worker.getByTestId("message").inputValue(), "Liitteet tulevat");
	await worker.getByTestId("message").fill("Liitteet tulevat huomenna.");
	await worker.getByTestId("send-message").click();
	await worker.getByTestId("thread").getByText("Liitteet tulevat huomenna.", { exact: true }).last().waitFor();
	await worker.waitForFunction(
		() => document.querySelector<HTMLTextAreaElement>("[data-testid=message]")?.value === "",
	);
	await back(worker);
	assert.equal(await worker.getByTestId("message").inputValue(), "");

	await back(contact);
	await contact.getByTestId("answer").click();
	await contact.getByTestId("info").fill("Päiväraha jatkuu");
	await back(contact);
	assert.equal(await contact.getByTestId("info").inputValue(), "Päiväraha jatkuu");
	await kit.field(contact, fi.prepare.answerLabel).fill("Päiväraha jatkuu toukokuun loppuun.");
	await contact.getByTestId("answer-send").click();
	await contact.getByTestId("is-answered").waitFor();
	await worker.getByTestId("thread").getByText("Päiväraha jatkuu toukokuun loppuun.").waitFor();
});

step("a case that is closed: every page of it says why nothing can be changed", async () => {
	const page = pageOf("worker");
	const [worker] = cast.pairA;
	const id = await openCase(worker, cast.pairs.a, CASES.student, "none");
	await worker.work.cases.closeCase(id, "");
	for (const at of ["case", "case-queue", "consent-new", "plan", "card"] as const) {
		const where = `${at} of a closed case`;
		const now = await open(page, STATES[at].to(id), where);
		const says = at === "card" ? fi.shelf.closed : fi.ending.closed;
		assert.ok(now.said.includes(says), `${where}: ${now.said}`);
		const fields = page.locator("main :is(input, select, textarea):not(:disabled)");
		if (at !== "case") assert.equal(await fields.count(), 0, `${where} has a field`);
	}
});
