// What a worker hears who does not see the screen: every push once and in words, in the order in which it came; nothing that is
// said too late, twice, under a dialog or after a lock. What a screen reader finds on the main pages; and stillness for whom
// moving things make ill.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import { acknowledge, openCase, queueInto } from "../../web/src/demo/fill.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { loaded } from "../../web/src/demo/person.ts";
import { hourChangeDraft, hourChangeOf } from "../../web/src/state/hourChange.ts";
import { HIDE_KEY } from "../../web/src/state/stage.ts";
import { dayAndClock } from "../../web/src/text/dates.ts";
import { caseNaming, inviteTo, knocksWith, TULKKI } from "../scenarios/kit-guest.ts";
import { type Cast, castOf, openHour, stopAll } from "../scenarios/kit-work.ts";
import { controlsOf, hearsSaid, saidOn, unheardOn, withEars } from "./kit-ears.ts";
import * as kit from "./kit.ts";
import { Browser, Cable, fi, Server } from "./kit.ts";

const [FIRST, SECOND, THIRD] = [CASES.sickLeave, CASES.housing, CASES.student].map(
	({ question }) => question.reference,
) as [string, string, string];
const { notices, room } = fi;

let server: Server;
let cable: Cable;
let browser: Browser;
let cast: Cast;
let page: Page;
let hour: string;
let ids: { readonly first: string; readonly second: string; readonly third: string };
/** Everything that is to be heard, in order. */
const expected: string[] = [];

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	const { pairA, pairs } = cast;
	const [first, second] = await Promise.all([
		caseNaming(pairA, pairs.a),
		kit.caseInForce(pairA[0], pairA[1], pairs.a, "housing"),
	]);
	await queueInto(pairA[0], first, hour, 20);
	await queueInto(pairA[0], second.id, hour, 10);
	const third = await openCase(pairA[0], pairs.a, CASES.student, "drawn");
	ids = { first, second: second.id, third };
	cable = await Cable.lay(server.port);
	const { host } = new URL(server.origin);
	const args = cable.args(host);
	browser = await Browser.launch("live", server.origin, { args });
	const context = await browser.profile();
	await withEars(context);
	({ page } = await browser.window("worker", context));
	await kit.signInByLink(page, server.origin, cast.pairA[0].account);
	await page.getByTestId("todo-consent-wait").waitFor();
	assert.deepEqual(await heard(), []);
});
after(async () => {
	if (cast !== undefined) stopAll(cast);
	await browser?.close();
	cable?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** How long something takes is said on slow machines only. */
const WAITING: readonly string[] = [
	...[fi.common.connecting, fi.common.loading, fi.cases.opening, fi.signIn.working],
	room.switchingText,
];
/** What stood on lobby and room as the focus came to their headings: it is read on from there. */
const STOOD_THERE: readonly string[] = [
	...[fi.lobby.nextMine, fi.lobby.nobodyTurn, fi.lobby.messageNone],
	...[room.nobody.joining, room.nobody.alone],
];
const heard = async () => (await saidOn(page)).filter((one) => !WAITING.includes(one));

/** What happens, and what is heard of it; nothing else by then. */
async function hears(what: () => Promise<unknown>, ...sentences: readonly string[]): Promise<void> {
	await what();
	expected.push(...sentences);
	for (const one of sentences) await hearsSaid(page, one, expected.filter((each) => each === one).length);
	assert.deepEqual(await heard(), expected);
}

step("a colleague acknowledges, Kela asks and is ready: once each, by the pair's own mark", async () => {
	const { contact, pairA } = cast;
	await hears(() => acknowledge(pairA[1], ids.third), notices.consent_acknowledged(THIRD));
	await hears(() => contact.work.cases.needsInfo(ids.first, "Onko lausunto?"), notices.needs_info(FIRST));
	await hears(() => contact.work.cases.markReady(ids.first), notices.ready(FIRST));
});

step("an hour is cancelled while a question is open: the dialog says it, not what lies under it", async () => {
	const { work } = cast.coordinator;
	const hours = await loaded(work.state.hours, "hours");
	const later = hours.find((one) => one.hour !== hour) ?? assert.fail("no later hour");
	await kit.to(page, `#/cases/${ids.third}`);
	await kit.heading(page, THIRD);
	await page.getByTestId("withdraw").click();
	await page.getByTestId("withdraw-dialog").waitFor();
	const change = hourChangeOf(hourChangeDraft(""), "cancelled", later);
	await hears(
		() => work.coordinator.setHour({ ...change, reason: "Koulutus" }),
		notices.hour_changed(dayAndClock(later.startsAt)),
	);
	await page.keyboard.press("Escape");
});

step("the connection is lost, and back", async () => {
	browser.cut = true;
	await hears(async () => {
		cable.change();
		cable.cut();
	}, fi.common.offline);
	await hears(async () => cable.change(), fi.common.onlineAgain);
	browser.cut = false;
});

step("what is typed is kept: said once, and not after every word", async () => {
	await kit.to(page, "#/cases/new/question");
	await kit.heading(page, fi.newCase.questionTitle);
	const field = kit.field(page, fi.newCase.reference);
	await hears(() => field.fill("I-9"), fi.common.draftSaved);
	await field.fill("I-99");
	await page.getByTestId("draft-saving").waitFor();
	await page.getByTestId("draft-saved").waitFor();
	assert.deepEqual(await heard(), expected);
});

/** Pages that are looked at for names and for stillness; what must be among what is met there, in that order. */
const PAGES = (): readonly (readonly [string, string | RegExp, readonly string[]])[] => [
	["#/", /^Tänään, /, [`link ${FIRST}`, `button ${fi.today.join}`, `heading ${fi.today.todo}`, `link ${fi.cases.add}`]],
	[`#/cases/${ids.first}`, FIRST, [`link ${fi.common.back}`, `heading ${FIRST}`, `button ${fi.consent.withdraw}`, `link ${fi.cases.task.consent}`, `textbox ${fi.cases.reply}`, `button ${fi.cases.send}`]],
	[`#/cases/${ids.first}/consent`, fi.consent.title, [`heading ${fi.consent.title}`, `link ${fi.consent.recordNew}`, `button ${fi.consent.limit}`, `button ${fi.consent.withdraw}`]],
	[`#/cases/${ids.third}/queue`, fi.queue.title, [`radio ${fi.queue.first}`, `radio ${fi.common.minutes(15)}`, `button ${fi.queue.submit}`]],
	[`#/cases/${ids.first}/plan`, fi.plan.title, [`textbox ${fi.plan.core}`, `button ${fi.plan.addStep}`, `textbox ${fi.plan.responsible}`, `button ${fi.plan.confirm}`]],
];

/** In that order, whatever stands between; once all of them are there. */
async function inOrder(to: string, main: Locator, wanted: readonly string[]): Promise<void> {
	let found: readonly string[] = [];
	await kit.eventually(`${wanted.join(", ")} on ${to}`, async () => {
		found = await controlsOf(main);
		let from = 0;
		return wanted.every((one) => {
			const at = found.indexOf(one, from);
			from = at + 1;
			return at >= 0;
		});
	}).catch((error: unknown) => assert.fail(`${error}:\n${found.join("\n")}`));
	assert.deepEqual(found.filter((one) => !one.includes(" ")), [], `without a name on ${to}`);
}

/** Longer than what reduced motion leaves of a movement. */
const MOVES_MS = 10;
const moving = (): Promise<readonly string[]> =>
	page.evaluate(
		(most) =>
			document.getAnimations().flatMap((one) => {
				const { endTime } = one.effect?.getComputedTiming() ?? {};
				return Number(endTime) > most ? [`${one.id} ${endTime}`] : [];
			}),
		MOVES_MS,
	);

/** Something that turns, as where something is loading. */
const turn = () =>
	page.evaluate(() => {
		const mark = document.createElement("span");
		mark.className = "icon spin";
		document.querySelector("main")?.append(mark);
	});

step("every control of the main pages has its name, in the order in which things are done", async () => {
	for (const [to, title, wanted] of PAGES()) {
		await kit.to(page, to);
		await kit.heading(page, title);
		const main = page.getByRole("main");
		await inOrder(to, main, wanted);
	}
});

step("for whom moving things make ill nothing moves, and nothing scrolls by itself", async () => {
	for (const [to, title] of PAGES()) {
		await kit.to(page, to);
		await kit.heading(page, title);
		await turn();
		assert.deepEqual(await moving(), [], to);
		assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
	}
	await page.emulateMedia({ reducedMotion: "no-preference" });
	await turn();
	assert.notDeepEqual(await moving(), [], "the mark turns for everybody else");
	await page.emulateMedia({ reducedMotion: "reduce" });
});

step("in the room: who hears, who knocks, and the next case", async () => {
	await kit.intoLobby(page, hour);
	await hears(() => kit.openInTurn(page, FIRST), room.nobody.alone);
	await hears(
		async () => knocksWith(server, await inviteTo(cast.pairA[0], ids.first)),
		fi.guest.knocks(TULKKI.name, fi.call.guestRole[TULKKI.role]),
	);
	await hears(async () => {
		await kit.nextCase(page);
		await kit.inRoom(page, SECOND);
	}, room.nobody.alone);
});

step("under the cover nothing is said, nor afterwards; shown again, the focus is at the case and who hears is said", async () => {
	const { cases } = cast.pairA[1].work;
	await cases.open(ids.third);
	await page.keyboard.press(HIDE_KEY);
	await page.getByTestId("cover").waitFor();
	assert.equal(await page.getByTestId("live").textContent(), "");
	await cases.say("Tulkki on varattu.");
	// There, under the cover, and gone again after its time: it had all the time to be said.
	const toast = page.getByTestId("notices").getByText(notices.message(THIRD));
	await toast.waitFor({ state: "attached" });
	await toast.waitFor({ state: "detached" });
	assert.deepEqual(await heard(), expected);
	await hears(() => page.getByTestId("show-again").click(), room.nobody.alone);
	await page.locator("h1:focus").getByText(room.title(SECOND)).waitFor();
});

step("a withdrawal closes the room and says why", async () => {
	const { consent } = cast.pairA[1].work;
	await hears(
		() => consent.withdraw(ids.second, "client", "oral"),
		room.closed.withdrawn,
		notices.consent_withdrawn(SECOND),
	);
});

step("after a lock nothing is said, and nothing said is left in the page", async () => {
	await page.getByTestId("name-menu").click();
	await page.getByTestId("lock").click();
	await page.getByTestId("unlock").waitFor();
	await cast.contact.work.cases.markReady(ids.first).catch(() => undefined);
	await cast.pairA[1].work.consent.withdraw(ids.first, "client", "oral");
	await page.getByTestId("passphrase").fill(cast.pairA[0].account.passphrase);
	assert.equal(await page.getByTestId("live").textContent(), "");
	assert.deepEqual(await heard(), expected);
	const known = [...WAITING, ...STOOD_THERE];
	assert.deepEqual((await unheardOn(page)).filter((one) => !known.includes(one)), []);
	assert.deepEqual(browser.problems, []);
});
