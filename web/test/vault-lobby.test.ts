// Lines in a lobby: for one person, of one certified person, in one hour, once, now; and nothing of them can be moved.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fromB64, toB64 } from "../src/crypto/bytes.ts";
import { newIdentity } from "../src/crypto/keys.ts";
import { sealLobbyLine } from "../src/crypto/lobby.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { code, flip, type Member, World } from "./world.ts";

const id = () => toB64(crypto.getRandomValues(new Uint8Array(16)));
const [HOUR, OTHER_HOUR, CONN, OTHER_CONN] = [id(), id(), id(), id()];

let world: World;
let county: Member;
let nurse: Member;
let mate: Member;

before(async () => {
	await sodiumReady();
	world = new World();
	county = await world.founder(0, "koordinaattori");
	nurse = await world.person(county, "hoitaja.a", "worker");
	mate = await world.person(county, "ohjaaja.a", "worker");
	for (const one of [county, nurse, mate]) await world.syncDirectory(one);
});

const say = (text: string, from = nurse, to = mate) =>
	from.vault.lobbySeal({ hour: HOUR, to: to.uid, conn: CONN, text });
const hear = (body: Uint8Array, by = mate, hour = HOUR, from = CONN) =>
	by.vault.lobbyOpen({ hour, from, body });
const dropped = (opening: Promise<unknown>) =>
	assert.rejects(opening, code("not_verified", "signal"));

test("a line arrives at the one it is for, with who said it and when", async () => {
	const at = world.nowMs;
	const heard = await hear(await say("Olen kohta paikalla"));
	assert.deepEqual(heard, { uid: nurse.uid, at, text: "Olen kohta paikalla" });
});

test("nobody else opens it, and it holds in no other hour and from no other connection", async () => {
	const body = await say("Moi");
	await dropped(hear(body, county));
	await dropped(hear(body, nurse));
	await dropped(hear(body, mate, OTHER_HOUR));
	await dropped(hear(body, mate, HOUR, OTHER_CONN));
	await hear(body);
});

test("once only, and never later than two minutes", async () => {
	const [first, second, third] = [await say("1"), await say("2"), await say("3")];
	await hear(second);
	await dropped(hear(second));
	await dropped(hear(first));
	await world.pass(120_001);
	await dropped(hear(third));
	await world.pass(-240_002);
	await dropped(hear(third));
	await world.pass(120_001);
	await hear(third);
});

test("every bit of it counts", async () => {
	const body = await say("x");
	for (let at = 0; at < body.length; at += 37) await dropped(hear(flip(body, at, at % 8)));
	await dropped(hear(body.slice(0, -1)));
	await dropped(hear(new Uint8Array()));
	await dropped(hear(new Uint8Array(60_000)));
	await hear(body);
});

test("somebody who is not certified, and who is not any more, says nothing", async () => {
	const stranger = newIdentity();
	const line = (uid: Uint8Array) => ({
		hour: fromB64(HOUR, 16),
		fromUid: uid,
		fromConn: fromB64(CONN, 16),
		toUid: fromB64(mate.uid, 16),
		ctr: 1_000,
		timeMs: world.nowMs,
		text: "Olen Sanna",
	});
	const key = fromB64(mate.reply.ipk_e, 32);
	for (const uid of [randomBytes(16), fromB64(nurse.uid, 16)])
		await dropped(hear(sealLobbyLine(world.g, line(uid), stranger.sign.sk, key)));
	await assert.rejects(say("hei", nurse, { ...mate, uid: id() }), code("refused"));
});

test("one line is 1 to 200 characters", async () => {
	for (const text of ["", "x".repeat(201), "👩".repeat(201)])
		await assert.rejects(say(text), code("bad_param"));
	const long = "👩".repeat(200);
	assert.equal((await hear(await say(long))).text, long);
});
