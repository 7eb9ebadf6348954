// Every screen of every role in three languages at the narrow end (320 px, as at 400 % zoom), and the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { href, type Route } from "../../web/src/state/route.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const NARROW = { width: 320, height: 640 };
const ID = "([\\w-]{22})";

let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let contact: Window;
let coordinator: Window;

before(async () => {
	server = await Server.start();
	cast = await kit.furnish(server);
	browser = await Browser.launch("accessibility", server.origin);
	const person = async (name: string, { account }: Member) => {
		const window = await browser.window(name, await browser.profile(NARROW));
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	worker = await person("worker", cast.pairA[0]);
	contact = await person("contact", cast.contact);
	coordinator = await person("coordinator", cast.coordinator);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** The id in the address of a link. */
async function idOf(link: ReturnType<typeof kit.link>, path: string): Promise<string> {
	const address = (await link.first().getAttribute("href")) ?? "";
	const id = new RegExp(`#/${path}/${ID}`).exec(address)?.[1];
	assert.ok(id, `no ${path} in ${address}`);
	return id;
}

/** Goes there, waits until nothing is being fetched, and judges it in every language. */
async function visit(window: Window, route: Route): Promise<void> {
	const { page } = window;
	await page.goto(`${server.origin}/${href(route)}`);
	await page.getByRole("heading", { level: 1 }).waitFor();
	for (const language of ["SV", "EN", "FI"]) {
		await choose(page, language);
		await window.judge(`${window.name} ${href(route)} ${language}`);
	}
	await window.look(`${window.name}-${route.at}`);
}

async function choose(page: Page, language: string): Promise<void> {
	const choice = new RegExp(`^${language}\\b`);
	await page.getByRole("banner").getByRole("button", { name: choice }).click();
	await page.locator(`html[lang="${language.toLowerCase()}"]`).waitFor({ state: "attached" });
	await settled(page);
}

const settled = (page: Page) =>
	page.waitForFunction(() => document.querySelector("main .spin, main [aria-busy=true]") === null);

/** After the frame that is being drawn, and the effects that follow it: the focus is where it belongs. */
const drawn = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<void>((done) => {
				requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
			}),
	);

step("the guards see what is wrong when something is", async () => {
	const { page } = worker;
	await page.evaluate(() => {
		const bad = document.createElement("img");
		bad.id = "bad";
		bad.src = "data:,";
		bad.style.cssText = "display:block;width:900px;height:1px";
		document.querySelector("main")?.append(bad);
	});
	await worker.judge("made bad");
	const found = browser.barriers.splice(0);
	assert.ok(found.some((one) => one.includes("image-alt")), "axe does not see a picture without a text");
	assert.ok(found.some((one) => one.includes("wider")), "the ruler does not see what sticks out");
	await page.evaluate(() => document.getElementById("bad")?.remove());
});

step("the worker's screens", async () => {
	const { page } = worker;
	const ref = CASES.sickLeave.question.reference;
	await kit.go(page, fi.shell.cases);
	const id = await idOf(kit.link(page, ref), "cases");
	const open = await idOf(kit.link(page, CASES.student.question.reference), "cases");
	await kit.go(page, fi.shell.hours);
	const hour = await idOf(page.getByTestId("hours-coming").getByRole("link"), "hours");
	const routes: readonly Route[] = [
		{ at: "today" },
		{ at: "hours" },
		{ at: "hour", hour },
		{ at: "room", hour },
		{ at: "devices", hour },
		{ at: "cases" },
		{ at: "case", case: id },
		{ at: "case", case: open },
		{ at: "case-queue", case: open, hour: null },
		{ at: "consent", case: id },
		{ at: "consent-new", case: open, step: "client" },
		{ at: "consent-new", case: open, step: "scope" },
		{ at: "consent-new", case: open, step: "sign" },
		{ at: "plan", case: id },
		{ at: "case-new", step: "question", hour: null },
		{ at: "case-new", step: "topics", hour: null },
		{ at: "case-new", step: "situation", hour: null },
		{ at: "case-new", step: "signals", hour: null },
		{ at: "case-new", step: "background", hour: null },
		{ at: "general-new" },
		{ at: "report", case: id },
		{ at: "people" },
		{ at: "person", person: cast.contact.uid },
		{ at: "settings" },
		{ at: "passphrase" },
		{ at: "integrity" },
		{ at: "accessibility" },
		{ at: "unknown" },
	];
	for (const route of routes) await visit(worker, route);
});

step("Kela's screens", async () => {
	const { page } = contact;
	await kit.go(page, fi.shell.cases, fi.cases.titleKela);
	const id = await idOf(kit.link(page, CASES.sickLeave.question.reference), "cases");
	await kit.go(page, fi.shell.hours);
	const hour = await idOf(page.getByTestId("hours-coming").getByRole("link"), "hours");
	const routes: readonly Route[] = [
		{ at: "today" },
		{ at: "hour", hour },
		{ at: "cases" },
		{ at: "case", case: id },
		{ at: "consent", case: id },
		{ at: "plan", case: id },
		{ at: "people" },
		{ at: "person", person: cast.pairA[0].uid },
	];
	for (const route of routes) await visit(contact, route);
});

step("the coordinator's screens", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.shell.series);
	const series = await idOf(page.getByTestId("edit-series"), "series");
	const hour = await idOf(page.getByTestId("week-hour").getByRole("link"), "hours");
	const routes: readonly Route[] = [
		{ at: "today" },
		{ at: "series" },
		{ at: "series-new" },
		{ at: "series-edit", series },
		{ at: "people" },
		{ at: "person", person: cast.pairA[0].uid },
		{ at: "invite" },
		{ at: "pairs" },
		{ at: "pair", pair: null },
		{ at: "substitutes" },
		{ at: "substitute", substitute: null, hour: null },
		{ at: "hour", hour },
		{ at: "hour-change", hour, to: "moved" },
		{ at: "hour-change", hour, to: "cancelled" },
		{ at: "withdrawal" },
		{ at: "settings" },
	];
	for (const route of routes) await visit(coordinator, route);
});

/** What is on the screen now, in every language. */
async function judgeHere(window: Window, what: string): Promise<void> {
	for (const language of ["SV", "EN", "FI"]) {
		await choose(window.page, language);
		await window.judge(`${window.name} ${what} ${language}`);
	}
	await window.look(`${window.name}-${what}`);
}

step("the check of devices, running", async () => {
	const { page } = worker;
	await page.goto(`${server.origin}/${href({ at: "devices", hour: null })}`);
	await kit.press(page, fi.devices.start);
	await page.getByTestId("self-view").waitFor();
	await page.getByTestId("check-connection-state").getByText(fi.devices.way.none).waitFor();
	await judgeHere(worker, "check");
});

step("lobby and room at the narrow end, with all that the room asks", async () => {
	const { page } = worker;
	await kit.enterLobby(page);
	await judgeHere(worker, "lobby");
	await kit.openInTurn(page, CASES.sickLeave.question.reference);
	await contact.page.getByTestId("ring").waitFor();
	await judgeHere(contact, "ring");
	await kit.press(contact.page, fi.ring.answer);
	await kit.joinInTurn(contact.page, CASES.sickLeave.question.reference);
	await kit.heardBy(page, cast.contact.account.display);
	await judgeHere(worker, "room");
	for (const [button, dialog] of ROOM_DIALOGS) {
		await page.getByTestId("more").click();
		await page.getByTestId(button).click();
		await page.getByTestId(dialog).waitFor();
		await worker.judge(`${worker.name} ${dialog}`);
		await page.keyboard.press("Escape");
		await page.getByTestId(dialog).waitFor({ state: "detached" });
		await page.getByTestId("more").click();
	}
});

const ROOM_DIALOGS = [
	["share", "share-dialog"],
	["beside", "beside-dialog"],
	["call-help", "help-dialog"],
] as const;

step("a key hides everything; neither that key nor Esc shows it again, a button does", async () => {
	const { page } = worker;
	const cover = page.getByTestId("cover");
	await page.keyboard.press("F8");
	await cover.waitFor();
	for (const key of ["Escape", "Escape", "F8", "Escape"]) await page.keyboard.press(key);
	assert.ok(await cover.isVisible(), "a key has shown what was hidden");
	assert.equal(await page.locator("video").count(), 0);
	assert.equal(await page.title(), fi.common.name);
	await contact.page.getByTestId("tile").getByText(fi.call.theyHide).waitFor();
	await worker.judge(`${worker.name} cover`);
	await kit.press(page, fi.call.show);
	await cover.waitFor({ state: "detached" });
	await kit.heardBy(page, cast.contact.account.display);
	await kit.press(page, fi.room.leave);
	await kit.press(contact.page, fi.room.leave);
});

/** Every dialog of that page, judged in its language; each closes by Esc. */
async function dialogs(window: Window, route: Route, names: readonly (string | RegExp)[]) {
	const { page } = window;
	await page.goto(`${server.origin}/${href(route)}`);
	for (const name of names) {
		await kit.button(page, name).first().click();
		await page.getByRole("dialog").waitFor();
		await window.judge(`${window.name} ${name}`);
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "detached" });
	}
}

step("what asks first: comparing, giving keys, new keys, no access, the end of a case", async () => {
	await dialogs(worker, { at: "person", person: cast.coordinator.uid }, [/^Vertaa numeroa/]);
	await dialogs(worker, { at: "today" }, [fi.trust.give]);
	await dialogs(coordinator, { at: "person", person: cast.pairA[0].uid }, [
		fi.person.reinvite,
		fi.person.revoke,
	]);
	await dialogs(coordinator, { at: "substitutes" }, [/^Päätä nyt/]);
});

step("what went wrong is said at the top and takes the focus", async () => {
	const { page } = coordinator;
	await page.goto(`${server.origin}/${href({ at: "series-new" })}`);
	await kit.press(page, fi.common.save);
	const summary = page.getByRole("alert").filter({ hasText: fi.common.errorTitle });
	await summary.waitFor();
	assert.ok(await summary.evaluate((box) => box === document.activeElement));
	await coordinator.look("errors");
	await kit.link(summary, /^Tunnin nimi/).click();
	assert.ok(await kit.field(page, fi.series.name).evaluate((box) => box === document.activeElement));
});

step("the keyboard alone: skip link, menu, a new case, a dialog", async () => {
	const { page } = worker;
	const focused = () =>
		page.evaluate(() => document.activeElement?.textContent?.trim().replace(/\s+/g, " ") ?? "");
	const press = (key: string) => page.keyboard.press(key);
	await page.goto(`${server.origin}/#/`);
	await page.reload();
	await kit.heading(page, /^Tänään, /);
	await press("Tab");
	assert.equal(await focused(), fi.common.skip);
	await press("Enter");
	assert.equal(await page.evaluate(() => document.activeElement?.id), "main");

	const name = cast.pairA[0].account.display;
	const menu = kit.button(page.getByRole("banner"), name);
	await menu.focus();
	await press("Enter");
	await kit.button(page, fi.shell.lock).waitFor();
	await press("Escape");
	await kit.button(page, fi.shell.lock).waitFor({ state: "detached" });
	assert.ok(await menu.evaluate((button) => button === document.activeElement));

	await kit.link(page, fi.cases.add).focus();
	await press("Enter");
	await kit.heading(page, fi.newCase.questionTitle);
	await kit.field(page, fi.newCase.reference).waitFor();
	await drawn(page);
	assert.equal(await focused(), fi.newCase.questionTitle);
	await press("Tab");
	await page.keyboard.type("N-1");
	await press("Tab");
	await page.keyboard.type("Voiko hakea takautuvasti?");
	await press("Tab");
	assert.equal(await focused(), fi.common.next);
	await press("Enter");
	await kit.heading(page, fi.newCase.topicsTitle);

	await kit.go(page, fi.shell.cases);
	await kit.link(page, CASES.sickLeave.question.reference).click();
	await kit.link(page, fi.cases.task.consent).focus();
	await press("Enter");
	const withdraw = kit.button(page, fi.consent.withdraw);
	await withdraw.waitFor();
	await drawn(page); // the new page has taken the focus to its title by now
	await withdraw.focus();
	await press("Enter");
	const dialog = page.getByRole("dialog", { name: fi.consent.withdrawTitle });
	await dialog.waitFor();
	for (let i = 0; i < 12; i++) {
		await press("Tab");
		const inside = await dialog.evaluate(
			(box) => box.contains(document.activeElement) || document.activeElement === document.body,
		);
		assert.ok(inside, "the focus leaves the dialog");
	}
	await worker.look("dialog");
	await press("Escape");
	await dialog.waitFor({ state: "detached" });
	assert.ok(await withdraw.evaluate((button) => button === document.activeElement));
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
