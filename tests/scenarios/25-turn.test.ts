// Ways through TURN over the real coturn: credentials of the server open it, for as long as they say; a name with
// another date, somebody else's credential and one that is over do not. Nobody outside gets one.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { startTurn, type Turn } from "../browser/kit-turn.ts";
import { type Person, Server, World } from "./kit.ts";
import { freePort } from "./kit-server.ts";
import { allocate, type Credential } from "./kit-stun.ts";

interface Ways {
	readonly ice: readonly (Partial<Credential> & { readonly urls: string })[];
	readonly relay_only: boolean;
}

let server: Server;
let turn: Turn;
let world: World;
let nurse: Person;
let contact: Person;
let port: number;

before(async () => {
	server = Server.prepare();
	turn = await startTurn(server);
	port = Number(/:(\d+)\?/.exec(turn.url("udp"))?.[1]);
	server.port = await freePort();
	await server.init();
	await server.serve([...turn.flags(), "--ice", "stun:127.0.0.1:3478", "--turn-ttl", "120"]);
	world = await World.make(server);
	({ nurse, contact } = world.people);
});
after(async () => {
	await turn?.dispose();
	await server?.dispose();
});

/** All of them by one credential, which is good for so many seconds. */
function credentialOf(ways: Ways, seconds: number): Credential {
	assert.deepEqual(
		ways.ice.map((one) => one.urls),
		["stun:127.0.0.1:3478", ...turn.urls],
	);
	assert.equal(ways.relay_only, false);
	const [stun, first, ...rest] = ways.ice;
	const { username = "", credential = "" } = first ?? {};
	assert.deepEqual([stun?.username, stun?.credential], [undefined, undefined]);
	for (const one of rest) assert.deepEqual([one.username, one.credential], [username, credential]);
	const [until, name] = username.split(":");
	assert.ok(Math.abs(Number(until) - Date.now() / 1000 - seconds) < 5, username);
	assert.match(name ?? "", /^[\w-]{12}$/);
	return { username, credential };
}

const secret = () => readFileSync(turn.secretFile, "utf8").trim();

/** As the server makes them, for whatever second. */
function signed(seconds: number): Credential {
	const username = `${Math.floor(Date.now() / 1000) + seconds}:AAAAAAAAAAAA`;
	const credential = createHmac("sha1", secret()).update(username).digest("base64");
	return { username, credential };
}

test("in a room, and again in it: each credential is another one, and opens the relay", async () => {
	const file = await world.caseQueued(10);
	const session = randomBytes(16);
	const where = { case: file.name, session: toB64(session) };
	await file.append(nurse, (d) => d.open(world.hours[0]?.hour ?? "", session));
	assert.equal((await nurse.wire.refused("room-ice", where)).code, "forbidden");
	const joined = credentialOf(await nurse.wire.ask<Ways>("room-join", where), 120);
	const fresh = credentialOf(await nurse.wire.ask<Ways>("room-ice", where), 120);
	const other = credentialOf(await contact.wire.ask<Ways>("room-join", where), 120);
	assert.equal(new Set([joined, fresh, other].map((one) => one.username)).size, 3);
	for (const one of [joined, fresh, other]) assert.equal(await allocate(port, one), null);
	// Their parts do not fit each other, and a name that says more is another name.
	assert.equal(await allocate(port, { ...joined, username: other.username }), 401);
	const [until, name] = joined.username.split(":");
	assert.equal(
		await allocate(port, { ...joined, username: `${Number(until) + 9999}:${name}` }),
		401,
	);
	assert.equal(await allocate(port, { ...joined, credential: "" }), 401);
	await file.append(nurse, (d) => d.add({ kind: "session-close", session, outcome: "handled" }));
	assert.notEqual((await nurse.wire.refused("room-ice", where)).code, undefined);
});

test("trying out: for a minute, for the people of the hour", async () => {
	const hour = world.hours[0]?.hour ?? "";
	assert.equal(
		await allocate(port, credentialOf(await nurse.wire.ask<Ways>("turn-probe", { hour }), 60)),
		null,
	);
	const later = world.hours[1]?.hour ?? "";
	assert.equal((await nurse.wire.refused("turn-probe", { hour: later })).code, "hour_closed");
	const stranger = await world.person(world.people.county, "vieras", "worker");
	assert.equal((await stranger.wire.refused("turn-probe", { hour })).code, "forbidden");
});

test("one that is over opens nothing, whoever made it", async () => {
	assert.equal(await allocate(port, signed(5)), null);
	assert.equal(await allocate(port, signed(-1)), 401);
});

test("a relay that was away takes the credentials of before", async () => {
	const good = signed(60);
	await turn.stop();
	assert.equal(await allocate(port, good), "silent");
	await turn.start();
	assert.equal(await allocate(port, good), null);
});

test("the secret is in no file of the record, and not among what the server says", async () => {
	assert.equal((await server.stop()).code, 0);
	assert.equal(server.stderr.includes(secret()), false);
	const files = readdirSync(server.data).map((name) => join(server.data, name));
	assert.ok(files.length >= 3);
	for (const file of files) assert.equal(readFileSync(file).includes(secret()), false, file);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
