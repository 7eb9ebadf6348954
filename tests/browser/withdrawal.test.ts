// A consent withdrawn in a real call, again and again, by everyone who may: how long until nothing of the other is heard
// on either side, the connection is closed, camera and microphone are off. In some of the runs one side's network is dead
// at that moment, while sound and pictures still go from browser to browser. ET_RUNS says how often.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cast, gatherCast, weeklyFrom } from "../../web/src/demo/cast.ts";
import { acknowledge, nextStart, openCase, queueInto } from "../../web/src/demo/fill.ts";
import { bringIn, type Member } from "../../web/src/demo/found.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { until } from "../../web/src/demo/person.ts";
import { Search } from "../scenarios/kit-search.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";
import {
	callSecrets,
	giveNetwork,
	lastHeard,
	listen,
	silentSince,
	takeNetwork,
	withNetwork,
} from "./kit-meter.ts";

const RUNS = Number(process.env["ET_RUNS"] ?? 20);
const LIMIT_MS = 2_000;
/** Chromium's own sound is a beep every second or so: this long without one is silence. */
const QUIET_MS = 2_500;
const PLACES = 4;
const WAYS = ["colleague", "contact", "coordinator", "worker"] as const;
type Way = (typeof WAYS)[number];

let server: Server;
let browser: Browser;
let cast: Cast;
/** The hour that is open now, with four places: a session that was interrupted keeps its own. */
let hour: string;
/** Of that hour, and of no other: a contact has one at a time. */
let contact: Member;
const windows = {} as Record<Way, Window>;
const page = (way: Way) => windows[way].page;

interface Talk {
	readonly id: string;
	readonly reference: string;
	/** As on the client's paper. */
	readonly printed: string;
}

let passphrases = 0;

before(async () => {
	server = await Server.start();
	const passphrase = () => `kuikka saari ${++passphrases} tervas valkea`;
	cast = await gatherCast(kit.siteOf(server), server.links, passphrase);
	const { coordinator } = cast;
	const [worker, colleague] = cast.pairA;
	browser = await Browser.launch("withdrawal", server.origin);
	await intoWindow("colleague", colleague);
	await intoWindow("coordinator", coordinator);
	await intoWindow("worker", worker);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

async function intoWindow(way: Way, { account }: Member): Promise<void> {
	const context = await browser.profile();
	await withNetwork(context);
	windows[way] = await browser.window(way, context);
	await kit.signInByLink(page(way), server.origin, account);
}

/** Kela's contact of the hour before goes home; the next one comes, with a series of this single day that is open now. */
async function openHour(nth: number): Promise<void> {
	const { coordinator, kela, pairs } = cast;
	const person = {
		username: `kela.yhteyshenkilo.${nth}`,
		display: `Yhteys ${nth}`,
		passphrase: `kuikka saari ${++passphrases} tervas valkea`,
	};
	contact = await bringIn(kit.siteOf(server), kela, person, ["contact"]);
	const who = { name: `Tunti ${nth}`, pairs: [pairs.a], contact: contact.uid };
	const weekly = weeklyFrom(nextStart(coordinator.work.now()), 0, who);
	const once = { ...weekly, last: weekly.first };
	const series = await coordinator.work.coordinator.createSeries(once);
	const { hours } = cast.pairA[0].work.state;
	const find = (list: typeof hours.value) =>
		list.kind === "ready" ? list.value.find((one) => one.series === series)?.hour : undefined;
	hour = find(await until(hours, (list) => find(list) !== undefined, `hour ${nth}`)) ?? "";
	contact.stop();
	await windows.contact?.violations();
	await windows.contact?.page.context().close();
	await intoWindow("contact", contact);
}

/** On the page of that part of the program, by its address. */
async function to(way: Way, where: string): Promise<void> {
	await page(way).evaluate((hash) => {
		location.hash = hash;
	}, where);
}

/** Of pair A, in force and queued: made by the same client code in node. */
async function newCase(run: number): Promise<Talk> {
	const [worker, colleague] = cast.pairA;
	const { sickLeave } = CASES;
	const reference = `R-${run + 1}`;
	const one = { ...sickLeave, question: { ...sickLeave.question, reference } };
	const id = await openCase(worker, cast.pairs.a, one, "drawn");
	await acknowledge(colleague, id);
	await queueInto(worker, id, hour, 10);
	return { id, reference, printed: worker.work.cases.reference(id) };
}

async function intoLobby(way: Way): Promise<void> {
	await to(way, `/room/${hour}`);
	const present = page(way).getByRole("heading", { name: fi.lobby.present });
	const enter = kit.button(page(way), fi.lobby.enter);
	await present.or(enter).waitFor();
	if (await enter.isVisible()) await enter.click();
	await present.waitFor();
}

/** Both in the room, verified, and heard by each other in fact. */
async function meet({ reference }: Talk): Promise<void> {
	await Promise.all([intoLobby("worker"), intoLobby("contact")]);
	await kit.openInTurn(page("worker"), reference);
	await kit.joinInTurn(page("contact"), reference);
	await kit.heardBy(page("worker"), contact.account.display);
	await kit.heardBy(page("contact"), cast.pairA[0].account.display);
	await Promise.all([listen(page("worker")), listen(page("contact"))]);
}

/** Everything up to the last button. */
async function prepared({ id, printed }: Talk, by: Way): Promise<() => Promise<void>> {
	const on = page(by);
	if (by === "colleague") await to(by, `/cases/${id}`);
	if (by === "coordinator") {
		await to(by, "/");
		await kit.heading(on, /^Tänään, /);
		await to(by, "/withdrawal");
		await kit.field(on, fi.paper.reference).fill(printed);
		await kit.press(on, fi.paper.find);
	} else await kit.press(on, fi.consent.withdraw);
	const form =
		by === "coordinator"
			? on.getByTestId("case-found")
			: on.getByRole("dialog", { name: fi.consent.withdrawTitle });
	await kit.field(form, fi.codes.who.client).check();
	await kit.field(form, fi.codes.how.oral).check();
	const confirm = kit.button(form, fi.consent.withdrawConfirm);
	await confirm.focus();
	return () => on.keyboard.press("Enter");
}

const figures = new Map<string, number[]>();
const note = (what: string, ms: number) => figures.set(what, [...(figures.get(what) ?? []), ms]);

/** Every tenth run one side's network is dead: Kela's, then the worker's. They don't withdraw themselves then. */
function plan(run: number): { by: Way; away: "contact" | "worker" | null } {
	const by = WAYS[run % WAYS.length] ?? "colleague";
	const away = run % 10 === 8 ? "contact" : run % 10 === 3 ? "worker" : null;
	return { by: away === null ? by : run % 20 < 10 ? "colleague" : "coordinator", away };
}

async function run(index: number): Promise<void> {
	if (index % PLACES === 0) await openHour(1 + index / PLACES);
	const talk = await newCase(index);
	await meet(talk);
	if (index === 0) await keptOut();
	const { by, away } = plan(index);
	const confirm = await prepared(talk, by);
	if (away !== null) await takeNetwork(page(away));
	const decided = Date.now();
	await confirm();
	for (const side of ["worker", "contact"] as const) {
		if (side === away) continue;
		const took = (await silentSince(page(side))) - decided;
		note("over on this side", took);
		note(`withdrawn by ${by}`, took);
	}
	if (away !== null) await left(away, decided);
	for (const side of ["worker", "contact"] as const) {
		await page(side).getByText(fi.room.closed.withdrawn).waitFor();
		await kit.allStopped(page(side));
		await kit.press(page(side), fi.room.toLobby);
	}
}

/**
 * Whose network is dead hears nothing more, since the other has closed; nobody hears them for the same reason. Their own
 * devices go off when the network is back.
 */
async function left(away: "contact" | "worker", decided: number): Promise<void> {
	note("last heard without a network", (await lastHeard(page(away), QUIET_MS)) - decided);
	const back = await giveNetwork(page(away));
	note("over after the network is back", (await silentSince(page(away))) - back);
}

/** What the two browsers have made for this call is nowhere in the server. */
async function keptOut(): Promise<void> {
	const both = await Promise.all([callSecrets(page("worker")), callSecrets(page("contact"))]);
	const secrets = [...new Set(both.flat())];
	const candidates = secrets.filter((line) => line.startsWith("a=candidate:"));
	assert.ok(secrets.length > 10 && candidates.length > 0, secrets.join("\n"));
	const { username } = contact.account;
	const search = new Search([...secrets.map((one) => [one, one] as const), ["known", username]]);
	search.folder("file", server.dir);
	search.look("stderr", Buffer.from(server.stderr));
	search.memory("memory of core", server.corePid);
	search.memory("memory of front", server.frontPid);
	assert.deepEqual([...search.found.keys()], ["known"]);
	console.log(
		`${secrets.length} values of two real descriptions, ${candidates.length} candidates: 0 found`,
	);
}

const quantile = (all: readonly number[], q: number): number =>
	all.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(all.length * q) - 1)] ?? 0;

test(`withdrawn in ${RUNS} real calls: silent on both sides within two seconds at p99`, async () => {
	try {
		for (let index = 0; index < RUNS; index++) await run(index);
	} catch (error) {
		await browser.pictureAll();
		throw error;
	} finally {
		for (const [what, all] of figures) {
			const [p50, p99, max] = [0.5, 0.99, 1].map((q) => quantile(all, q));
			console.log(`${what}: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms of ${all.length}`);
		}
	}
	for (const [what, all] of figures)
		assert.ok(quantile(all, 0.99) <= LIMIT_MS, `${what} took too long`);
});

test("no errors, no policy violations, no third host; the record verifies", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	for (const one of cast.everyone) one.stop();
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});
