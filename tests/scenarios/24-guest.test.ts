// A guest of one case: invited on a consent that names others, at the door, let in by the pair, heard and verified by
// everybody, back after a cut and a reload, and out with the case. Everything through the clients against the real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64 } from "../../web/src/crypto/bytes.ts";
import { Server } from "./kit.ts";
import {
	caseNaming,
	type Guest,
	guestAt,
	inviteTo,
	knockAt,
	OTHERS,
	TULKKI,
	verifiedIn,
	visitIs,
} from "./kit-guest.ts";
import { Search } from "./kit-search.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

const NONE = { microphone: false, camera: false };
let server: Server;
let cast: Cast;
let hour: string;
/** The consent names others; the other case's names nobody. */
let id: string;
let bare: string;

const guests: Guest[] = [];

async function browser(): Promise<Guest> {
	const guest = await guestAt(server);
	guests.push(guest);
	return guest;
}

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	const [worker] = cast.pairA;
	bare = await caseInForce(cast.pairA, cast.pairs.a, CASES.housing);
	id = await caseNaming(cast.pairA, cast.pairs.a);
	for (const one of [id, bare]) await queueInto(worker, one, hour, 15);
});
after(async () => {
	for (const guest of guests) guest.stop();
	stopAll(cast);
	await server?.dispose();
});

/** A reload finds nothing of the visit. */
async function forgotten(guest: Guest): Promise<void> {
	const again = await guest.reload();
	guests.push(again);
	await again.work.visit.open(null);
	assert.equal(again.work.state.visit.value.kind, "none");
}

/** What stands in the links, none of which the server may ever have had. */
const secrets: string[] = [];

async function invite(): Promise<string> {
	const secret = await inviteTo(cast.pairA[0], id);
	secrets.push(secret.split(".")[1] ?? "");
	return secret;
}

test("a consent that names nobody lets nobody be invited", async () => {
	const [worker] = cast.pairA;
	assert.deepEqual(await worker.work.guests.covered(bare), { kind: "nobody" });
	await refused(worker.work.guests.invite(bare, TULKKI), "not_covered");
	assert.deepEqual(await worker.work.guests.covered(id), { kind: "named", others: OTHERS });
});

test("the link says who invites whom; it opens nothing by itself, and a bent one is said to be so", async () => {
	const secret = await invite();
	const guest = await browser();
	await guest.work.visit.open(secret);
	const visit = await visitIs(guest, "shown");
	assert.ok(visit.kind === "shown");
	assert.equal(visit.greeting.by, cast.pairA[0].account.display);
	assert.deepEqual([visit.greeting.name, visit.greeting.role], [TULKKI.name, TULKKI.role]);
	const other = await browser();
	await refused(other.work.visit.open(secret.slice(0, -3)), "bad_link");
	await refused(other.work.visit.open("x"), "bad_link");
	await guest.work.visit.forget();
	await forgotten(guest);
});

let inside: Guest;

test("knocked, seen by name at the pair, let in, verified by all and heard by name", async () => {
	const [worker, colleague] = cast.pairA;
	for (const one of [worker, colleague, cast.contact]) await one.work.hour.enterLobby(hour);
	const secret = await invite();
	inside = await browser();
	await inside.work.visit.open(secret);
	await visitIs(inside, "shown");
	await inside.work.visit.knock(); // before the case is in turn: whoever enters later sees it too
	await visitIs(inside, "knocking");
	await worker.work.hour.openCaseInTurn(id, NONE);
	await until(
		cast.contact.work.state.lobby,
		(lobby) => lobby?.turn?.session != null,
		"the turn at Kela",
	);
	await cast.contact.work.hour.join(NONE);
	await verifiedIn(worker, 1);
	const { guest: knocker, name, genuine } = await knockAt(worker);
	assert.deepEqual([name, genuine], [TULKKI.name, true]);
	assert.deepEqual(cast.contact.work.state.knocks.value, [], "the door is the pair's");
	assert.equal(inside.media.running, 0, "no device before one is let in");
	await worker.work.guests.admit(knocker);
	await visitIs(inside, "in");
	for (const one of [worker, cast.contact, inside]) await verifiedIn(one, 2);
	for (const one of [worker, cast.contact]) {
		const there = one.work.state.room.value?.others.find((other) => other.uid === knocker);
		assert.deepEqual(there?.guest, { name: TULKKI.name, role: TULKKI.role });
	}
	assert.deepEqual(worker.work.state.knocks.value, []);
	assert.ok(worker.work.state.file.value.kind === "ready");
});

test("the guest is told who is there, and nothing of the case", async () => {
	const { visit, file, cases, hours, lobby, directory, room } = inside.work.state;
	assert.ok(visit.value.kind === "in");
	const names = visit.value.roster.map(({ name }) => name).sort();
	const people = [...cast.pairA, cast.contact].map(({ account }) => account.display).sort();
	assert.deepEqual(names, people);
	assert.equal(file.value.kind, "none");
	assert.equal(lobby.value, null);
	for (const list of [cases, hours, directory]) assert.equal(list.value.kind, "loading");
	cast.pairA[0].work.plan.edit({ core: "Jotain, mikä ei kuulu vieraalle" });
	await until(
		cast.contact.work.state.file,
		(open) => open.kind === "ready" && open.file.plan.doc.core.startsWith("Jotain"),
		"the plan at Kela",
	);
	assert.equal(inside.work.state.file.value.kind, "none");
	assert.equal(room.value?.others.length, 2);
});

test("who comes later is made known to the guest", async () => {
	const [, colleague] = cast.pairA;
	await colleague.work.hour.join(NONE);
	for (const one of [...cast.pairA, cast.contact, inside]) await verifiedIn(one, 3);
});

test("a cut, and a reload of the tab: back in the same room without a new admission", async () => {
	const [worker] = cast.pairA;
	inside.setOnline(false);
	await verifiedIn(worker, 2);
	inside.setOnline(true);
	for (const one of [worker, inside]) await verifiedIn(one, 3);
	inside = await inside.reload();
	await inside.work.visit.open(null);
	await visitIs(inside, "in");
	for (const one of [worker, inside]) await verifiedIn(one, 3);
	assert.deepEqual(worker.work.state.knocks.value, []);
});

test("the link is spent: another browser with it is told that it opens nothing", async () => {
	const secret = await invite();
	const [first, second] = [await browser(), await browser()];
	for (const one of [first, second]) {
		await one.work.visit.open(secret);
		await visitIs(one, "shown");
	}
	await first.work.visit.knock();
	const [worker] = cast.pairA;
	await worker.work.guests.admit((await knockAt(worker)).guest);
	await visitIs(first, "in");
	for (const one of [worker, inside, first]) await verifiedIn(one, 4);
	await second.work.visit.knock();
	await visitIs(second, "gone");
	// Sent away: out at once, and the others stay.
	const file = worker.work.state.file.value;
	assert.ok(file.kind === "ready");
	const there = file.file.guests.filter((one) => one.state === "admitted");
	assert.equal(there.length, 2);
	const later = there.at(-1)?.guest ?? "";
	await worker.work.guests.remove(id, later);
	await visitIs(first, "gone");
	assert.equal(first.work.state.room.value, null);
	assert.equal(first.media.running, 0);
	for (const one of [worker, inside]) await verifiedIn(one, 3);
});

test("taken back before the knock: gone, and the pair hears of nobody", async () => {
	const [worker] = cast.pairA;
	const secret = await invite();
	const file = worker.work.state.file.value;
	assert.ok(file.kind === "ready");
	const open = file.file.guests.findLast((one) => one.state === "open");
	await worker.work.guests.remove(id, open?.guest ?? "");
	const guest = await browser();
	await guest.work.visit.open(secret);
	await visitIs(guest, "gone");
	await guest.work.visit.knock();
	await visitIs(guest, "gone");
	assert.deepEqual(worker.work.state.knocks.value, []);
});

test("next case: the guest is out, and their keys open nothing any more", async () => {
	const [worker] = cast.pairA;
	await worker.work.hour.nextCase("handled");
	await visitIs(inside, "gone");
	assert.equal(inside.work.state.room.value, null);
	assert.equal(inside.media.running, 0);
	await until(
		worker.work.state.room,
		(room) => room?.case === bare && room.phase === "open",
		"the next case",
	);
	await verifiedIn(worker, 2);
	await forgotten(inside);
});

test("the record stands, and holds neither a guest's name nor a link's secret", async () => {
	stopAll(cast);
	for (const guest of guests) guest.stop();
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
	assert.equal(secrets.length, 4);
	const known = ["known", cast.pairA[0].account.display] as const;
	const search = new Search([
		known,
		["name", TULKKI.name],
		["others", OTHERS],
		...secrets.map((secret, n) => [`secret ${n}`, fromB64(secret, 32)] as const),
	]);
	search.folder("data", server.data);
	assert.deepEqual([...search.found.keys()], ["known"], "what is there is found, and no more");
});
