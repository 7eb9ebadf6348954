// 100,000 messages and 10,000 handshakes, heads and frames made wrong (seeded; ET_SEED, ET_FAULT_ROUNDS times as many), over
// real sockets against a server whose rates are lifted, so that all of them are looked at. Each message has one answer or
// ends its connection; nothing dies, nobody else is dropped, and the record verifies.
import "./kit-load-bystander.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { pairSetBody } from "../../web/src/crypto/directory-body.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { Server, World, within } from "../scenarios/kit.ts";
import { Dice, rounds } from "./kit-dice.ts";
import { Bystander } from "./kit-load-bystander.ts";
import { ENROLLING, type Login, loginOf, signIn } from "./kit-load-people.ts";
import { type At, address, at, each, message, Raw, range } from "./kit-load-raw.ts";
import { clientHello, frames, heads, hellos } from "./kit-malformed.ts";
import { mutated, type Sample } from "./kit-mutate.ts";

const MESSAGES = 100_000;
const HANDSHAKES = 10_000;
const BATCH = 250;
const BATCH_MS = 60_000;
const WIDTH = 8;
/** One in a hundred is not wrong enough to be ended before its time is over. */
const WIDTH_WRONG = 48;

let server: Server;
let world: World;
let to: At;
let bystander: Bystander;
let logins: readonly Login[];
let samples: readonly [Sample, ...Sample[]];
let pids: readonly number[];

before(async () => {
	server = await Server.start(ENROLLING);
	world = await World.make(server);
	to = at(server);
	const { county, nurse, counsellor, contact } = world.people;
	const file = await world.caseQueued();
	samples = await rightOnes(file.draft(nurse, (draft) => draft.object("question", "?")).request());
	logins = [county, counsellor, contact].map((one) => loginOf(to, world, one));
	bystander = await Bystander.come(loginOf(to, world, nurse));
	pids = [server.corePid, server.frontPid];
});
after(async () => {
	bystander?.go();
	await server?.dispose();
});

/** What is made wrong: a message of each sort. */
async function rightOnes(append: Omit<Sample, "cmd">): Promise<readonly [Sample, ...Sample[]]> {
	const { county } = world.people;
	const [hour] = world.hours;
	const body = pairSetBody({ pair: randomBytes(16), org: county.org, name: "B", workers: [] });
	const { stmt, sig } = world.dirStatement(county, await world.dirHead(county), "pair-set", body);
	const kase = String(append.params.case);
	const id = toB64(randomBytes(16));
	const text = (cmd: string, params: Sample["params"] = {}): Sample => ({ cmd, params, blobs: [] });
	return [
		{ cmd: "case-append", ...append },
		{ cmd: "dir-append", params: { stmt: 0, sig: 1 }, blobs: [stmt, sig] },
		{ cmd: "draft-put", params: { key: "k", data: 0 }, blobs: [randomBytes(300)] },
		{
			cmd: "chunk-put",
			params: { case: kase, object: id, index: 0, data: 0 },
			blobs: [randomBytes(2000)],
		},
		text("case-get", { case: kase, from: 1 }),
		text("object-get", { case: kase, object: id, rev: 1 }),
		text("hour-list", { from: Date.now(), to: Date.now() + 1e9 }),
		text("lobby-enter", { hour: hour?.hour ?? id }),
		text("room-join", { case: kase, session: id }),
		text("dir-get", { from: 1 }),
		text("hi", { user: "hoitaja.a" }),
		text("login", { cn: id, spk: id, now: Date.now(), sig: id }),
		text("invite-show", { invite: id }),
		text("report", { from: "2026-01", to: "2026-03" }),
		text("reach-set", { email: "a@example.fi", language: "fi" }),
		text("session-list", { uid: toB64(county.uid) }),
	];
}

interface Seen {
	sent: number;
	answered: number;
	/** Connections that ended with what was sent. */
	ended: number;
	readonly codes: Map<string, number>;
}

/** What goes out together, and a right question behind it: false if the connection has ended with it. */
async function exchange(raw: Raw, batch: readonly Buffer[], seen: Seen): Promise<boolean> {
	let answered = 0;
	raw.onStray = (json) => {
		if (json.ev !== undefined) return;
		answered++;
		const { code = "ok" } = (json.error ?? {}) as { readonly code?: string };
		seen.codes.set(code, (seen.codes.get(code) ?? 0) + 1);
	};
	seen.sent += batch.length;
	raw.socket.write(Buffer.concat(batch));
	const after = raw.reply("genesis").then(
		() => true,
		() => false,
	);
	const went = await within(after, "an answer to what comes after a batch", BATCH_MS);
	seen.answered += answered;
	if (went) assert.equal(answered, batch.length, `answers to a batch of ${batch.length}`);
	else seen.ended++;
	return went;
}

/** So many on one connection after another. What breaks a frame goes alone: it takes the connection along. */
async function send(dice: Dice, count: number, login: Login | null, from: string): Promise<Seen> {
	const seen: Seen = { sent: 0, answered: 0, ended: 0, codes: new Map() };
	let raw: Raw | null = null;
	while (seen.sent < count) {
		if (raw === null || raw.isClosed) {
			raw = await Raw.open(to, from);
			if (login !== null) await signIn(raw, login);
		}
		const batch: Buffer[] = [];
		let last: Buffer | null = null;
		while (last === null && batch.length < Math.min(count - seen.sent, BATCH)) {
			const one = mutated(dice, dice.one(samples), dice.one(samples), toB64(randomBytes(16)));
			if (one.closes) last = message(one.bytes);
			else batch.push(message(one.bytes));
		}
		if ((await exchange(raw, batch, seen)) && last !== null) await exchange(raw, [last], seen);
		if (raw.isClosing) await raw.cut();
	}
	await raw?.cut();
	return seen;
}

test("mutated messages", async (t) => {
	const dice = Dice.throwFor(t);
	const count = rounds(MESSAGES);
	const began = Date.now();
	const codes = new Map<string, number>();
	const seen = { sent: 0, answered: 0, ended: 0 };
	const measure = await bystander.during(async () => {
		const all = await each(range(WIDTH), WIDTH, (n) =>
			send(new Dice(dice.below(2 ** 31)), count / WIDTH, logins[n % 4] ?? null, address(10 + n)),
		);
		for (const one of all) {
			seen.sent += one.sent;
			seen.answered += one.answered;
			seen.ended += one.ended;
			for (const [code, n] of one.codes) codes.set(code, (codes.get(code) ?? 0) + n);
		}
	});
	t.diagnostic(JSON.stringify({ ...seen, s: (Date.now() - began) / 1000 }));
	t.diagnostic(JSON.stringify(Object.fromEntries([...codes].sort((a, b) => b[1] - a[1]))));
	assert.ok(seen.sent >= count);
	assert.ok(seen.answered + seen.ended > count * 0.95, JSON.stringify(seen));
	assert.equal(codes.get("internal"), undefined);
	assert.equal(measure.failed, 0, JSON.stringify(measure));
	assert.deepEqual([server.corePid, server.frontPid], pids);
});

test("malformed handshakes, heads and frames", async (t) => {
	const dice = Dice.throwFor(t);
	const hello = await clientHello();
	const count = rounds(HANDSHAKES);
	const began = Date.now();
	const ends = new Map<string, number>();
	const sorts = [hellos, heads, frames];
	const measure = await bystander.during(async () => {
		const all = await each(range(count), WIDTH_WRONG, (n) => {
			const sort = sorts[n % sorts.length] ?? heads;
			return sort(new Dice(dice.below(2 ** 31)), to, address(20 + (n % 64)), hello);
		});
		for (const end of all) ends.set(end, (ends.get(end) ?? 0) + 1);
	});
	t.diagnostic(JSON.stringify({ count, s: (Date.now() - began) / 1000 }));
	t.diagnostic(JSON.stringify(Object.fromEntries([...ends].sort((a, b) => b[1] - a[1]))));
	assert.equal(measure.failed, 0, JSON.stringify(measure));
	assert.deepEqual([server.corePid, server.frontPid], pids);
});

test("the record is whole, and who comes is served", async () => {
	const raw = await Raw.open(to, address(9));
	await signIn(raw, loginOf(to, world, world.people.counsellor));
	await raw.ask("series-list");
	await raw.cut();
	await server.stop();
	const { code, err } = await server.verify();
	assert.equal(code, 0, err);
});
