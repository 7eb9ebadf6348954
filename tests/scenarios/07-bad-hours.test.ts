// The hour's rules attacked: the consent over it, its four places and sixty minutes, turns, sessions, rooms, plans.
// Each refusal has its code; fifth case and 61st minute come with the next hour; the agenda stays as it was.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { newId, type Person, Server, World } from "./kit.ts";
import type { CaseFile, Draft } from "./kit-case.ts";
import { type Hour, weeklyAt } from "./kit-people.ts";

const DAY_MS = 86_400_000;

let server: Server;
let world: World;
let nurse: Person;
let counsellor: Person;
let contact: Person;
let stranger: Person;
let now: Hour;
let next: Hour;
/** An hour of the same pair that is over, and one of another pair. */
let past: string;
let foreign: string;
/** Whose they are. */
let pastSeries: Uint8Array;
let foreignSeries: Uint8Array;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, counsellor, contact } = world.people);
	const { county } = world.people;
	stranger = await world.person(county, "vieras.hoitaja", "worker");
	const other = await world.pairSet(county, "Työpari B", [stranger]);
	const soon = { ...weeklyAt(Date.now() + DAY_MS), contact: contact.uid, pairs: [other] };
	const theirs = await world.seriesSet(county, soon);
	foreignSeries = fromB64(theirs);
	foreign = (await world.hoursOf(stranger, theirs))[0]?.hour ?? "";
	const lately = weeklyAt(Date.now() - DAY_MS);
	const who = { contact: contact.uid, pairs: [world.pair] };
	const series = await world.seriesSet(county, { ...lately, ...who });
	pastSeries = fromB64(series);
	past = (await world.hoursOf(nurse, series))[0]?.hour ?? "";
	const [first, second] = world.hours;
	assert.ok(first !== undefined && second !== undefined);
	[now, next] = [first, second];
});
after(() => server?.dispose());

type Row = [code: string, what: string, write: (draft: Draft) => void];

async function refuses(file: CaseFile, author: Person, rows: readonly Row[]) {
	const before = await agenda();
	for (const [code, what, write] of rows) {
		const error = await file.refused(author, write);
		assert.equal(error.code, code, `${what}: ${JSON.stringify(error)}`);
	}
	assert.deepEqual(await file.serverHead(nurse), file.head);
	assert.deepEqual(await agenda(), before);
}

const agenda = () => world.hoursOf(nurse, world.series);
const queue =
	(hour: string, minutes = 10, series?: Uint8Array) =>
	(d: Draft) =>
		d.queue(hour, minutes, series);

test("no place without a consent in force over the hour", async () => {
	const file = await world.newCase();
	await refuses(file, nurse, [["no_consent", "no consent", queue(now.hour)]]);
	await file.append(nurse, (d) => d.consent({ validTo: next.starts_at + 60_000 }));
	await refuses(file, nurse, [["no_consent", "not acknowledged", queue(now.hour)]]);
	await file.append(counsellor, (d) => d.acknowledge());
	await refuses(file, nurse, [
		["no_consent", "over before the hour's end", queue(next.hour)],
		[
			"no_consent",
			"another consent",
			(d) => {
				const place = { hour: fromB64(now.hour), minutes: 10, urgency: "normal" } as const;
				const { series } = d.file;
				d.add({ kind: "queue", series, ...place, consent: randomBytes(16) });
			},
		],
	]);
	await file.append(nurse, queue(now.hour));
	await file.append(nurse, (d) => d.revoke());
	await refuses(file, nurse, [["no_consent", "withdrawn", queue(now.hour)]]);
});

test("places that are none", async () => {
	const file = await world.caseInForce();
	await refuses(file, nurse, [
		["bad_statement", "9 minutes", queue(now.hour, 9)],
		["bad_statement", "31 minutes", queue(now.hour, 31)],
		["bad_statement", "no minutes", queue(now.hour, 0)],
		["bad_statement", "minutes beyond all measure", queue(now.hour, Number.MAX_SAFE_INTEGER)],
		[
			"bad_statement",
			"another urgency",
			(d) => {
				const consent = d.known.consent?.id ?? randomBytes(16);
				const place = { series: d.file.series, hour: fromB64(now.hour), minutes: 10 };
				d.add({ kind: "queue", ...place, urgency: "vital" as "urgent", consent });
			},
		],
		["bad_statement", "no such hour", queue(newId())],
		["hour_closed", "an hour that is over", queue(past, 10, pastSeries)],
		["forbidden", "an hour of another pair", queue(foreign, 10, foreignSeries)],
		["bad_statement", "given back before it was had", (d) => d.unqueue(now.hour)],
		["bad_statement", "a turn before it was queued", (d) => d.open(now.hour)],
		[
			"bad_statement",
			"two places at once",
			(d) => {
				d.queue(now.hour, 10);
				d.queue(next.hour, 10);
			},
		],
	]);
	await file.append(nurse, queue(next.hour));
	await refuses(file, nurse, [
		["bad_statement", "a second place", queue(now.hour)],
		["bad_statement", "another hour's given back", (d) => d.unqueue(now.hour)],
		["bad_statement", "closed with a place ahead", (d) => d.add({ kind: "close", reason: "" })],
		["hour_closed", "a turn a week ahead", (d) => d.open(next.hour)],
		["bad_statement", "a turn in another hour", (d) => d.open(now.hour)],
		["forbidden", "prepared by the pair", (d) => d.add({ kind: "prepare", state: "ready" })],
	]);
	const early = await file.refused(nurse, (d) => d.open(next.hour));
	assert.equal(early.opens_at, next.opens_at);
	assert.equal((await nurse.wire.refused("lobby-enter", { hour: next.hour })).code, "hour_closed");
	assert.equal((await nurse.wire.refused("lobby-enter", { hour: foreign })).code, "forbidden");
	await file.append(nurse, (d) => d.unqueue(next.hour));
	await file.append(nurse, (d) => d.add({ kind: "close", reason: "" }));
	await refuses(file, nurse, [
		["bad_statement", "a message to a closed case", (d) => d.object("thread", "x")],
		["bad_statement", "a place for it", queue(next.hour)],
		["bad_statement", "closed again", (d) => d.add({ kind: "close", reason: "" })],
	]);
	const put = { case: file.name, object: newId(), index: 0, data: 0 };
	assert.equal(
		(await nurse.wire.refused("chunk-put", put, [new Uint8Array(65_576)])).code,
		"bad_statement",
	);
});

test("the fifth case is offered the next hour", async () => {
	for (let n = 1; n <= 4; n++) await world.caseQueued(10, next);
	const fifth = await world.caseInForce();
	const [, , third] = world.hours;
	const before = await agenda();
	const error = await fifth.refused(nurse, queue(next.hour));
	const offered = { next_hour: third?.hour, next_starts_at: third?.starts_at };
	assert.deepEqual(error, { code: "hour_full", ...offered, index: 0 });
	assert.deepEqual(await agenda(), before);
	assert.equal(before[1]?.free_places, 0);
	await fifth.append(nurse, queue(String(error.next_hour)));
	const short = await world.newCase();
	await short.append(nurse, (d) => d.consent({ validTo: next.ends_at }));
	await short.append(counsellor, (d) => d.acknowledge());
	const last = await short.refused(nurse, queue(next.hour));
	const nothing = { next_hour: null, next_starts_at: null };
	assert.deepEqual(last, { code: "hour_full", ...nothing, index: 0 }, "no consent reaches further");
});

test("the 61st minute is offered the next hour with room", async () => {
	const [, , third, fourth] = world.hours;
	assert.ok(third !== undefined && fourth !== undefined);
	await world.caseQueued(30, third); // beside the ten minutes of the fifth case
	const file = await world.caseInForce();
	const error = await file.refused(nurse, queue(third.hour, 21));
	const offered = { next_hour: fourth.hour, next_starts_at: fourth.starts_at };
	assert.deepEqual(error, { code: "hour_minutes", ...offered, index: 0 });
	await file.append(nurse, queue(third.hour, 20));
	const [, , full] = await agenda();
	assert.deepEqual([full?.free_minutes, full?.free_places], [0, 1]);
	const more = await world.caseInForce();
	assert.equal((await more.refused(nurse, queue(third.hour))).code, "hour_minutes");
});

test("two pairs' clients race for the last place: one gets it", async () => {
	const hour = world.hours[5];
	assert.ok(hour !== undefined);
	for (let n = 1; n <= 3; n++) await world.caseQueued(10, hour);
	const files = [await world.caseInForce(), await world.caseInForce()] as const;
	const tries = await Promise.allSettled([
		files[0].append(nurse, queue(hour.hour)),
		files[1].append(counsellor, queue(hour.hour)),
	]);
	const won = tries.filter(({ status }) => status === "fulfilled");
	assert.equal(won.length, 1);
	const [lost] = tries.filter((one) => one.status === "rejected");
	assert.equal(lost?.reason.code, "hour_full");
});

test("turns, rooms and plans out of order", async () => {
	const file = await world.caseQueued(10);
	const other = await world.caseQueued(10);
	await refuses(file, contact, [
		["forbidden", "opened by Kela", (d) => d.open(now.hour)],
		["bad_statement", "an unknown word", (d) => d.add({ kind: "prepare", state: "no" as "ready" })],
	]);
	const join = (by: Person, session: Uint8Array, of = file) =>
		by.wire.refused("room-join", { case: of.name, session: toB64(session) });
	const session = randomBytes(16);
	assert.equal((await join(nurse, session)).code, "forbidden", "before it is open");
	await refuses(file, nurse, [
		[
			"bad_statement",
			"closed before it was open",
			(d) => d.add({ kind: "session-close", session, outcome: "handled" }),
		],
		["bad_statement", "a session of zeros", (d) => d.open(now.hour, new Uint8Array(16))],
	]);
	await file.append(nurse, (d) => d.open(now.hour, session));
	await refuses(file, nurse, [
		["bad_statement", "opened twice", (d) => d.open(now.hour)],
		["bad_statement", "given back in its turn", (d) => d.unqueue(now.hour)],
		["bad_statement", "closed as a case in its turn", (d) => d.add({ kind: "close", reason: "" })],
		[
			"bad_statement",
			"another session closed",
			(d) => d.add({ kind: "session-close", session: randomBytes(16), outcome: "handled" }),
		],
		[
			"bad_statement",
			"an unknown outcome",
			(d) => d.add({ kind: "session-close", session, outcome: "lost" as "handled" }),
		],
	]);
	await refuses(other, nurse, [
		["bad_statement", "a second turn beside it", (d) => d.open(now.hour)],
		["bad_statement", "the same session", (d) => d.open(now.hour, session)],
	]);
	assert.equal((await join(nurse, randomBytes(16))).code, "forbidden", "no such session");
	assert.equal((await join(nurse, session, other)).code, "forbidden", "another case's session");
	assert.equal((await join(stranger, session)).code, "forbidden", "a stranger");
	await nurse.wire.ask("room-join", { case: file.name, session: toB64(session) });
	await contact.wire.ask("room-join", { case: file.name, session: toB64(session) });

	const { known } = await file.append(nurse, (d) => d.object("plan", "v1"));
	const [id, plan] = [...known.objects].at(-1) ?? [];
	assert.ok(id !== undefined && plan !== undefined);
	const confirm =
		(change: object = {}) =>
		(d: Draft) =>
			d.add({ kind: "confirm", object: fromB64(id), rev: 1, ctHash: plan.ctHash, ...change });
	const [question] = [...known.objects];
	await refuses(file, contact, [
		["bad_statement", "a revision to come", confirm({ rev: 2 })],
		["bad_statement", "another text", confirm({ ctHash: randomBytes(32) })],
		["bad_statement", "no such plan", confirm({ object: randomBytes(16) })],
		[
			"bad_statement",
			"not a plan",
			confirm({
				object: fromB64(question?.[0] ?? ""),
				ctHash: question?.[1].ctHash,
			}),
		],
	]);
	await file.append(contact, confirm());
	await refuses(file, contact, [["bad_statement", "confirmed twice", confirm()]]);
	await file.append(nurse, (d) => d.object("plan", "v2", fromB64(id)));
	await refuses(file, nurse, [["bad_statement", "a revision that is past", confirm()]]);

	await file.append(nurse, (d) => d.add({ kind: "session-close", session, outcome: "handled" }));
	assert.equal((await join(nurse, session)).code, "hour_closed");
	await refuses(other, nurse, [
		["bad_statement", "a session's id again", (d) => d.open(now.hour, session)],
	]);
	await other.append(nurse, (d) => d.open(now.hour));
});

test("and the record holds", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
