// From the press of a button to the other's first picture, again and again; and three and four people in one room: all
// lines up within five seconds of joining, pictures that move. Direct, on loopback; what is measured is printed.
import assert from "node:assert/strict";
import { availableParallelism, loadavg } from "node:os";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { compare, until } from "../../web/src/demo/person.ts";
import * as kit from "./kit.ts";
import { Browser, Server, type Talk, Talks, type Window } from "./kit.ts";

const JOINS = Math.max(10, Number(process.env["ET_RUNS"] ?? 10));
const FIRST_FRAME_MS = 2_500;
const MESH_UP_MS = 5_000;
const FRAMES_PER_S = 15;
const WATCH_MS = 4_000;
/** The pictures begin small and blurred: what counts is what they come to. */
const SETTLE_MS = 3_000;

let server: Server;
let browser: Browser;
let talks: Talks;
let talk: Talk;
let worker: Window;
let contact: Window;
let colleague: Window;
let substitute: Window;

before(async () => {
	server = await Server.start();
	talks = await Talks.start(server);
	await talks.openHour();
	talk = await talks.newCase("a");
	await nameSubstitute();
	talks.stop();
	const { pairA, pairB } = talks.cast;
	browser = await Browser.launch("call-join", server.origin);
	const person = async (name: string, { account }: (typeof pairA)[0]) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	worker = await person("worker", pairA[0]);
	contact = await person("contact", talks.contact);
	colleague = await person("colleague", pairA[1]);
	substitute = await person("substitute", pairB[0]);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

/** The fourth: from the other pair, for some days in this one, with the keys of its cases. */
async function nameSubstitute(): Promise<void> {
	const { coordinator, pairA, pairB } = talks.cast;
	const [giver] = pairA;
	const [one] = pairB;
	const from = coordinator.work.now();
	const to = from + 7 * 24 * 3_600_000;
	await coordinator.work.coordinator.setSubstitute({
		...{ substitute: null, for: pairA[1].uid, by: one.uid, from, to },
	});
	const { owed } = giver.work.state;
	await until(owed, (all) => all.some(({ uid }) => uid === one.uid), "keys to give");
	await compare(giver, one.uid);
	const given = await giver.work.trust.giveKeys(one.uid);
	assert.deepEqual(given, { cases: 1, refused: 0 });
}

const step = kit.stepsOf(() => browser);

step(`join to first frame, ${JOINS} times: p95 within ${FIRST_FRAME_MS} ms`, async () => {
	await Promise.all([worker, contact].map(({ page }) => kit.intoLobby(page, talks.hour)));
	await kit.openInTurn(worker.page, talk.reference);
	const here: number[] = [];
	const there: number[] = [];
	for (let nth = 0; nth < JOINS; nth++) {
		const pressed = await kit.joinInTurn(contact.page, talk.reference);
		const [mine, theirs] = await Promise.all([contact, worker].map(({ page }) => kit.firstFrame(page)));
		here.push((mine ?? 0) - pressed);
		there.push((theirs ?? 0) - pressed);
		await kit.together(worker.page, 1);
		if (nth === JOINS - 1) break;
		await kit.leaveRoom(contact.page);
		await worker.page.getByTestId("tile").waitFor({ state: "detached" });
	}
	console.log(`join to first frame, who joins: ${kit.figures(here)}`);
	console.log(`join to first frame, who is there: ${kit.figures(there)}`);
	assert.ok(kit.quantile(here, 0.95) <= FIRST_FRAME_MS);
	assert.ok(kit.quantile(there, 0.95) <= FIRST_FRAME_MS);
});

interface Stream {
	readonly frames: number;
	readonly width: number;
}

/** Of each picture that comes in on this page: frames decoded so far, and how wide it is. */
const streams = (page: Page): Promise<readonly Stream[]> =>
	page.evaluate(async () => {
		const all: { frames: number; width: number }[] = [];
		for (const pc of globalThis.etProbe.connections)
			if (pc.connectionState === "connected")
				for (const one of (await pc.getStats()).values())
					if (one.type === "inbound-rtp" && one.kind === "video" && one.framesDecoded > 0)
						all.push({ frames: one.framesDecoded, width: one.frameWidth ?? 0 });
		return all;
	});

const pause = (page: Page, ms: number) =>
	page.evaluate((wait) => new Promise((resolve) => setTimeout(resolve, wait)), ms);

/** One more comes in: how long until everybody has everybody. */
async function joins(newcomer: Window, there: readonly Window[]): Promise<void> {
	await kit.intoLobby(newcomer.page, talks.hour);
	const pressed = await kit.joinInTurn(newcomer.page, talk.reference);
	const everyone = [...there, newcomer];
	const up = await Promise.all(
		everyone.map(async ({ page }) => {
			await kit.together(page, there.length);
			return (await kit.nowIn(page)) - pressed;
		}),
	);
	const last = Math.max(...up);
	console.log(`${everyone.length} in the room: all lines up ${last.toFixed(0)} ms after the press`);
	assert.ok(last <= MESH_UP_MS);
}

/** Frames a second of every picture, over some seconds. */
async function pictures(everyone: readonly Window[]): Promise<void> {
	const lines = everyone.length - 1;
	for (const { page } of everyone)
		await kit.eventually(`${lines} pictures`, async () => (await streams(page)).length === lines);
	const [{ page }] = everyone as [Window];
	await pause(page, SETTLE_MS);
	const count = async () => Promise.all(everyone.map((one) => streams(one.page)));
	const before = await count();
	const begun = performance.now();
	await pause(page, WATCH_MS);
	const after = await count();
	const seconds = (performance.now() - begun) / 1000;
	const rates = after.flatMap((mine, i) =>
		mine.map(({ frames }, j) => (frames - (before[i]?.[j]?.frames ?? 0)) / seconds),
	);
	const widths = [...new Set(after.flat().map(({ width }) => width))].toSorted((a, b) => a - b);
	console.log(
		`${everyone.length} in the room, ${rates.length} pictures, ${widths.join(" and ")} px wide: ` +
			`${Math.min(...rates).toFixed(1)} to ${Math.max(...rates).toFixed(1)} frames/s decoded ` +
			`(${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)})`,
	);
	assert.equal(rates.length, everyone.length * lines);
	assert.ok(Math.min(...rates) >= FRAMES_PER_S, `${rates.map((rate) => rate.toFixed(1))}`);
}

step("three in the room", async () => {
	await joins(colleague, [worker, contact]);
	await pictures([worker, contact, colleague]);
	await worker.look("three", { window: true });
});

step("four in the room", async () => {
	await joins(substitute, [worker, contact, colleague]);
	await pictures([worker, contact, colleague, substitute]);
	await contact.look("four", { window: true });
	await contact.look("four-all", { phone: true });
});

step("one goes: the others have each other and nothing of them", async () => {
	await kit.leaveRoom(substitute.page);
	await kit.allStopped(substitute.page);
	for (const { page } of [worker, contact, colleague]) {
		await kit.together(page, 2);
		assert.equal((await kit.lines(page)).alive, 2);
	}
});

step("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
