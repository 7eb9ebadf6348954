// Somebody does another's work for a while, a worker of the pair or Kela's contact: before their time they are nobody,
// during it a colleague gives them the keys with one confirmation, after it they are out and the keys are new.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Hour } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import {
	bringIn,
	type Cast,
	caseInForce,
	castOf,
	fileOf,
	listed,
	type Member,
	openHour,
	queueInto,
	owedTo,
	refused,
	siteOf,
	stopAll,
	told,
	until,
} from "./kit-work.ts";

const HOUR_MS = 3_600_000;
/** Long enough to look at "before", and for the keys to be given in. */
const LEAD_MS = 3_000;
const SPAN_MS = 9_000;
const PATIENCE_MS = 30_000;

let server: Server;
let cast: Cast;
let first: Member;
/** Stands for Kela's contact, and for the second worker of pair A. */
let deputy: Member;
let standIn: Member;
let hour: string;
let id: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[first] = cast.pairA;
	[standIn] = cast.pairB;
	const person = {
		username: "kela.sijainen",
		display: "Siiri Sijainen",
		passphrase: "sijaisen pitkä salalause",
	};
	deputy = await bringIn(siteOf(server), cast.kela, person, ["contact"]);
	({ hour } = await openHour(cast));
	id = await caseInForce(cast.pairA, cast.pairs.a);
	await queueInto(first, id, hour, 20, "normal");
	await listed(cast.contact, id, true);
});
after(async () => {
	deputy?.stop();
	stopAll(cast);
	await server?.dispose();
});

/** The hours that this person is shown, without having asked for them. */
const shown = (one: Member, right: (hours: readonly Hour[]) => boolean, what: string) =>
	until(one.work.state.hours, (all) => all.kind === "ready" && right(all.value), what, PATIENCE_MS);
const isThere = (hours: readonly Hour[]) => hours.some((one) => one.hour === hour);

const gone = (uid: string) => (file: { members: readonly string[] }) => !file.members.includes(uid);

test("Kela's substitute: told beforehand, entitled to nothing yet", async () => {
	const from = cast.kela.work.now() + LEAD_MS;
	const span = { for: cast.contact.uid, by: deputy.uid, from, to: from + SPAN_MS };
	await cast.kela.work.coordinator.setSubstitute({ substitute: null, ...span });
	await Promise.all(
		[first, cast.contact, deputy].map((one) => told(one, "substitute", deputy.uid)),
	);
	assert.deepEqual(first.work.state.owed.value, []);
	await listed(deputy, id, false);
	await refused(deputy.work.cases.open(id), "forbidden");
	await shown(deputy, (hours) => !isThere(hours), "no hours yet");
	assert.ok(cast.kela.work.now() < from, "this machine is too slow for this test");
});

test("when the time begins a worker gives the keys with one confirmation", async () => {
	const owed = await owedTo(first, deputy.uid, 1);
	assert.deepEqual([owed.why, owed.needsNumber], ["substitute", false]);
	assert.ok(owed.until !== null);
	assert.deepEqual(await first.work.trust.giveKeys(deputy.uid), { cases: 1, refused: 0 });
	await listed(deputy, id, true);
	await shown(deputy, isThere, "the hours of the one who is away");
	const file = await fileOf(deputy, id, ({ question }) => question !== null, "the question");
	assert.equal(file.background, null, "the pair's own part stays with the pair");
	await deputy.work.cases.say("Sijainen kysyy");
});

test("after the last moment the substitute is out, and the pair's client has changed the keys", async () => {
	await until(
		deputy.work.state.cases,
		(list) => list.kind === "ready" && list.value.length === 0,
		"an empty list",
		PATIENCE_MS,
	);
	await refused(deputy.work.cases.say("Vielä"), "no_key");
	await fileOf(first, id, gone(deputy.uid), "the substitute gone");
	await until(first.work.state.owed, (list) => list.length === 0, "nobody to be owed a key");
	const kept = await fileOf(cast.contact, id, (file) => file.question !== null, "the question");
	assert.equal(kept.thread.length, 1, "the contact reads on, under the new keys");
	await first.work.cases.say("Vastaus yhteyshenkilölle");
	await fileOf(cast.contact, id, (file) => file.thread.length === 2, "what was written after");
});

test("a worker's substitute gets everything of the pair's, until the coordinator ends it", async () => {
	const now = cast.coordinator.work.now();
	const { coordinator } = cast.coordinator.work;
	const [, absent] = cast.pairA;
	await listed(standIn, id, false);
	const span = { for: absent.uid, by: standIn.uid, from: now, to: now + HOUR_MS };
	const substitute = await coordinator.setSubstitute({ substitute: null, ...span });
	const owed = await owedTo(first, standIn.uid, 1);
	assert.equal(owed.why, "substitute");
	await first.work.trust.giveKeys(standIn.uid);
	await listed(standIn, id, true);
	const file = await fileOf(standIn, id, ({ background }) => background !== null, "the background");
	assert.ok(file.question !== null);
	await coordinator.endSubstitute(substitute);
	await listed(standIn, id, false);
	await fileOf(first, id, gone(standIn.uid), "the substitute gone");
	await refused(standIn.work.cases.open(id), "forbidden");
});

test("who may be named: of the same organisation and role, and nobody for themselves", async () => {
	const { coordinator } = cast.coordinator.work;
	const [, absent] = cast.pairA;
	const from = cast.coordinator.work.now();
	const span = { substitute: null, from, to: from + HOUR_MS };
	const name = (whose: string, by: string) =>
		coordinator.setSubstitute({ ...span, for: whose, by });
	await refused(name(absent.uid, absent.uid), "forbidden");
	await refused(name(absent.uid, cast.contact.uid), "forbidden");
	await refused(name(absent.uid, cast.coordinator.uid), "forbidden");
	await name(cast.contact.uid, deputy.uid); // a county whose series the contact serves
	const stands = (hours: readonly Hour[]) => hours.some((one) => one.substitute === deputy.uid);
	for (const one of [first, cast.coordinator])
		await shown(one, stands, "who stands in, at the hour");
});

test("opening the case in the hour gives a substitute named since nothing: a worker does, by name", async () => {
	const { why } = await owedTo(first, deputy.uid, 1);
	assert.equal(why, "substitute");
	await first.work.hour.enterLobby(hour);
	await first.work.hour.openCaseInTurn(id, { microphone: false, camera: false });
	const opened = await fileOf(first, id, ({ queued }) => queued?.state === "in-turn", "its turn");
	assert.ok(opened.members.includes(cast.contact.uid));
	assert.ok(!opened.members.includes(deputy.uid));
	await owedTo(first, deputy.uid, 1);
	await listed(deputy, id, false);
	await first.work.trust.giveKeys(deputy.uid);
	await listed(deputy, id, true);
});

test("the whole record verifies", async () => {
	deputy.stop();
	stopAll(cast);
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});
