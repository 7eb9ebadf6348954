// Bytes that are no command, commands that are none of this server's, params out of shape, the wrong state, the wrong
// role: each has its one error code and leaves the connection usable, or closes it with its code. Nothing is stored.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { loginBytes } from "../../web/src/crypto/keys.ts";
import { randomBytes, sign } from "../../web/src/crypto/sodium.ts";
import { frame, newId, type Person, Server, Wire, World } from "./kit.ts";
import type { CaseFile } from "./kit-case.ts";

const KIB = 1024;
const TOO_BIG = 1009;
const POLICY = 1008;
const UNSUPPORTED = 1003;
const BAD_TEXT = 1007;
/** More than core gives a connection at once, less than front lets through. */
const FLOOD = 200;

let server: Server;
let world: World;
let nurse: Person;
let county: Person;
let contact: Person;
let file: CaseFile;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, county, contact } = world.people);
	file = await world.caseQueued();
});
after(() => server?.dispose());

/** What stands on the server that an attack could have changed. */
async function state() {
	return {
		directory: await world.dirHead(county),
		case: await file.serverHead(nurse),
		series: (await county.wire.ask("series-list")).series,
		hours: await world.hoursOf(nurse, world.series),
		pending: (await county.wire.ask("pending-list")).pending,
	};
}

const envelope = (rest: string): string => `{"v":1,"id":"${newId()}",${rest}}`;

/** Texts that are refused before anything is done, and the codes. */
const texts: [what: string, code: string, make: () => string][] = [
	["no JSON", "bad_json", () => "hei"],
	["a number", "bad_json", () => "1"],
	["cut JSON", "bad_json", () => '{"v":1'],
	["something behind it", "bad_json", () => `${envelope('"cmd":"genesis","params":{}')}x`],
	["a key twice", "bad_json", () => envelope('"cmd":"genesis","cmd":"genesis","params":{}')],
	["a param twice", "bad_json", () => envelope('"cmd":"dir-get","params":{"from":1,"from":1}')],
	["a float", "bad_json", () => envelope('"cmd":"dir-get","params":{"from":1.0}')],
	["an exponent", "bad_json", () => envelope('"cmd":"dir-get","params":{"from":1e0}')],
	["a float deep inside", "bad_json", () => envelope('"cmd":"x","params":{"a":[[{"b":0.5}]]}')],
	["an integer over 63 bits", "bad_json", () => envelope(`"cmd":"x","params":{"a":${2n ** 63n}}`)],
	["U+0000", "bad_json", () => envelope('"cmd":"hi","params":{"user":"a\\u0000b"}')],
	["half a surrogate pair", "bad_json", () => envelope('"cmd":"hi","params":{"user":"\\ud800"}')],
	["nine levels", "bad_json", () => envelope(`"cmd":"x","params":{"a":${nested(7)}}`)],
	["an array", "bad_envelope", () => "[]"],
	["an empty object", "bad_envelope", () => "{}"],
	["one key too many", "bad_envelope", () => envelope('"cmd":"genesis","params":{},"sudo":true')],
	[
		"blobs in a text frame",
		"bad_envelope",
		() => envelope('"cmd":"genesis","params":{},"blobs":[]'),
	],
	["no params", "bad_envelope", () => envelope('"cmd":"genesis"')],
	["params as a list", "bad_envelope", () => envelope('"cmd":"genesis","params":[]')],
	["a command that is no text", "bad_envelope", () => envelope('"cmd":7,"params":{}')],
	["another version", "bad_envelope", () => versioned("2")],
	["the version as a text", "bad_envelope", () => versioned('"1"')],
	["no id", "bad_envelope", () => '{"v":1,"cmd":"genesis","params":{}}'],
	["a short id", "bad_envelope", () => withId("AAAA")],
	["a padded id", "bad_envelope", () => withId(`${newId().slice(0, 20)}==`)],
	["an id with stray bits", "bad_envelope", () => withId("AAAAAAAAAAAAAAAAAAAAAB")],
	["an id of zeros", "bad_envelope", () => withId("A".repeat(22))],
	["an unknown command", "unknown_command", () => envelope('"cmd":"sudo","params":{}')],
	["an empty command", "unknown_command", () => envelope('"cmd":"","params":{}')],
	["eight levels", "unknown_command", () => envelope(`"cmd":"x","params":{"a":${nested(6)}}`)],
];

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const versioned = (v: string): string => `{"v":${v},"id":"${newId()}","cmd":"genesis","params":{}}`;
const withId = (id: string): string => `{"v":1,"id":"${id}","cmd":"genesis","params":{}}`;

test("texts that are no command, before and after signing in", async () => {
	const before = await state();
	const stranger = await Wire.open(server);
	for (const wire of [stranger, nurse.wire]) {
		for (const [what, code, make] of texts) {
			await wire.send(make());
			const { error } = await wire.reply();
			assert.equal(error?.code, code, what);
		}
		await wire.ask("genesis");
		assert.equal(wire.unclaimed, 0);
	}
	await stranger.close();
	assert.deepEqual(await state(), before);
});

/** A frame of kind 1 with everything as said. */
function binary(
	json: string,
	rest = new Uint8Array(),
	change: { len?: number; head?: number[] } = {},
) {
	const text = Buffer.from(json);
	const prefix = Buffer.from([...(change.head ?? [1, 0, 0, 0]), 0, 0, 0, 0]);
	prefix.writeUInt32BE(change.len ?? text.length, 4);
	return Buffer.concat([prefix, text, rest]);
}

const put = (blobs: string, data = "0"): string =>
	envelope(`"cmd":"draft-put","params":{"key":"k","data":${data}},"blobs":${blobs}`);
const ten = new Uint8Array(10);

const binaries: [what: string, code: string, make: () => Uint8Array][] = [
	["blobs that sum up to less", "bad_envelope", () => binary(put("[9]"), ten)],
	["blobs that sum up to more", "bad_envelope", () => binary(put("[11]"), ten)],
	["one of two that is not there", "bad_envelope", () => binary(put("[10,1]"), ten)],
	["a sum that overflows", "bad_envelope", () => binary(put(`[${2n ** 63n - 1n},11]`), ten)],
	["a negative length", "bad_envelope", () => binary(put("[-1,11]"), ten)],
	["a length as a text", "bad_envelope", () => binary(put('["10"]'), ten)],
	["lengths as a number", "bad_envelope", () => binary(put("10"), ten)],
	["65 blobs", "bad_envelope", () => binary(put(`[${"0,".repeat(64)}10]`), ten)],
	["no lengths", "bad_envelope", () => binary(envelope('"cmd":"genesis","params":{}'), ten)],
	["a float for a length", "bad_json", () => binary(put("[10.0]"), ten)],
	["JSON over 64 KiB", "too_large", () => binary(put("[10]").padEnd(64 * KIB + 1), ten)],
	["a blob that is not there", "bad_param", () => binary(put("[10]", "1"), ten)],
	["a negative index", "bad_param", () => binary(put("[10]", "-1"), ten)],
	["an index as a text", "bad_param", () => binary(put("[10]", '"0"'), ten)],
	[
		"a blob over the command's limit",
		"bad_param",
		() => {
			const large = new Uint8Array(64 * KIB + 1);
			return binary(put(`[${large.length}]`), large);
		},
	],
];

test("binary frames that are no command", async () => {
	const before = await state();
	for (const [what, code, make] of binaries) {
		await nurse.wire.send(make());
		const { error } = await nurse.wire.reply();
		assert.equal(error?.code, code, what);
	}
	const { error } = await nurse.wire.request("draft-get", { key: "k" });
	assert.equal(error?.code, "not_found");
	assert.equal(nurse.wire.unclaimed, 0);
	assert.deepEqual(await state(), before);
});

const closing: [
	what: string,
	code: number,
	error: string | null,
	send: (wire: Wire) => Promise<void>,
][] = [
	[
		"a text of 64 KiB + 1",
		TOO_BIG,
		null,
		(wire) => wire.send(envelope('"cmd":"genesis","params":{}').padEnd(64 * KIB + 1)),
	],
	[
		"a frame of 1 MiB + 1",
		TOO_BIG,
		null,
		(wire) => wire.send(new Uint8Array(KIB * KIB + 1).fill(1)),
	],
	[
		"text that is not UTF-8",
		BAD_TEXT,
		null,
		(wire) => wire.send(Uint8Array.of(0x22, 0xff, 0x22), false),
	],
	["no frame of kind 3", UNSUPPORTED, null, (wire) => wire.send(Uint8Array.of(3, 0, 0, 0))],
	["no frame at all", UNSUPPORTED, null, (wire) => wire.send(new Uint8Array())],
	["a header that is cut", POLICY, "bad_frame", (wire) => wire.send(Uint8Array.of(1, 0, 0, 0, 0))],
	[
		"reserved bytes",
		POLICY,
		"bad_frame",
		(wire) => wire.send(binary(put("[]"), ten, { head: [1, 0, 0, 1] })),
	],
	[
		"JSON longer than the frame",
		POLICY,
		"bad_frame",
		(wire) => wire.send(binary(put("[]"), ten, { len: 64 * KIB })),
	],
];

test("frames that close the connection, and the session goes on elsewhere", async () => {
	for (const [what, code, wanted, send] of closing) {
		const { wire } = nurse;
		await send(wire);
		if (wanted !== null) assert.equal((await wire.reply()).error?.code, wanted, what);
		assert.equal((await wire.closed).code, code, what);
		assert.equal(wire.unclaimed, 0, what);
		await world.resume(nurse);
		assert.deepEqual(await file.serverHead(nurse), file.head);
	}
});

test("exactly 64 KiB of text is a command", async () => {
	await nurse.wire.send(envelope('"cmd":"genesis","params":{}').padEnd(64 * KIB));
	assert.notEqual((await nurse.wire.reply()).ok, null);
});

test("params out of shape name the field", async () => {
	const before = await state();
	const cases: [Person, string, Record<string, unknown>, string][] = [
		[nurse, "dir-get", {}, "from"],
		[nurse, "dir-get", { from: "1" }, "from"],
		[nurse, "dir-get", { from: true }, "from"],
		[nurse, "dir-get", { from: null }, "from"],
		[nurse, "dir-get", { from: [1] }, "from"],
		[nurse, "dir-get", { from: 0 }, "from"],
		[nurse, "dir-get", { from: 2 ** 31 }, "from"],
		[nurse, "dir-get", { from: 1, to: 2 }, "to"],
		[nurse, "case-get", { case: file.name.slice(1), from: 1 }, "case"],
		[nurse, "case-get", { case: `${file.name}==`, from: 1 }, "case"],
		[nurse, "case-get", { case: 1, from: 1 }, "case"],
		[nurse, "case-get", { case: "A".repeat(22), from: 1 }, "case"],
		[nurse, "object-get", { case: file.name, objects: [] }, "objects"],
		[nurse, "object-get", { case: file.name, objects: [{ object: newId() }] }, "objects"],
		[
			nurse,
			"object-get",
			{ case: file.name, objects: [{ object: newId(), rev: 1, x: 1 }] },
			"objects",
		],
		[nurse, "object-get", { case: file.name, objects: [newId()] }, "objects"],
		[
			nurse,
			"object-get",
			{ case: file.name, objects: Array(17).fill({ object: newId(), rev: 1 }) },
			"objects",
		],
		[nurse, "hour-list", { from: 0, to: -1 }, "to"],
		[nurse, "draft-get", { key: "" }, "key"],
		[nurse, "case-append", { case: file.name, statements: [] }, "statements"],
		[
			nurse,
			"case-append",
			{ case: file.name, statements: [{ stmt: 0, sig: 1, data: [] }] },
			"statements",
		],
		[nurse, "chunk-put", { case: file.name, object: newId(), index: 160, data: 0 }, "index"],
	];
	for (const [person, cmd, params, field] of cases) {
		const error = await person.wire.refused(cmd, params);
		assert.deepEqual(
			[error.code, error.field],
			["bad_param", field],
			`${cmd} ${JSON.stringify(params)}`,
		);
	}
	assert.deepEqual(await state(), before);
});

test("commands in a wrong state", async () => {
	const wire = await Wire.open(server);
	const login = { cn: toB64(randomBytes(32)), spk: toB64(randomBytes(32)), now: Date.now() };
	const sig = toB64(randomBytes(64));
	const strangers: [string, Record<string, unknown>][] = [
		["dir-get", { from: 1 }],
		["case-list", {}],
		["hour-list", { from: 0, to: 1 }],
		["series-list", {}],
		["logout", {}],
		["lobby-enter", { hour: world.hours[0]?.hour }],
		["draft-get", { key: "k" }],
		["pending-list", {}],
		["login", { ...login, sig }],
		["reproof", { sig }],
	];
	for (const [cmd, params] of strangers)
		assert.equal((await wire.refused(cmd, params)).code, "bad_state", cmd);
	await wire.ask("hi", { user: nurse.username });
	assert.equal((await wire.refused("hi", { user: nurse.username })).code, "bad_state");
	assert.equal((await wire.refused("re", { uid: newId(), sid: newId() })).code, "bad_state");
	assert.equal((await wire.refused("case-list")).code, "bad_state");
	assert.equal(
		(await wire.refused("reproof", { sig })).code,
		"denied",
		"the proof of the other door",
	);
	await wire.close();
	for (const cmd of ["hi", "re", "login", "reproof", "invite-show"])
		assert.equal((await nurse.wire.refused(cmd)).code, "bad_state", cmd);
});

test("commands of another role", async () => {
	const before = await state();
	const { kela } = world.people;
	const nowhere = { case: newId(), from: 1 };
	const forbidden: [Person, string, Record<string, unknown>][] = [
		[county, "case-list", {}],
		[county, "case-get", nowhere],
		[kela, "case-get", { case: file.name, from: 1 }],
		[county, "room-join", { case: file.name, session: newId() }],
		[county, "lobby-enter", { hour: world.hours[0]?.hour }],
		[nurse, "pending-list", {}],
		[contact, "chunk-put", {}],
		[nurse, "case-get", nowhere],
		[nurse, "lobby-enter", { hour: newId() }],
		[nurse, "room-join", { case: file.name, session: newId() }],
	];
	for (const [person, cmd, params] of forbidden)
		assert.equal((await person.wire.refused(cmd, params)).code, "forbidden", cmd);
	assert.deepEqual(await state(), before);
});

test("one connection asks on and on: it is told to wait, and the others are not", async () => {
	const wire = await Wire.open(server);
	await world.resume(nurse, wire);
	const frames = Array.from({ length: FLOOD }, () => frame("series-list"));
	for (const { bytes } of frames) await wire.send(bytes);
	const answers = await Promise.all(frames.map(({ id }) => wire.answerTo(id)));
	const late = answers.filter((answer) => answer.error?.code === "rate_limited");
	assert.ok(late.length > 0, `${FLOOD} at once, and none was told to wait`);
	for (const { error } of late) assert.ok(Number(error?.retry_ms) > 0, JSON.stringify(error));
	await county.wire.ask("series-list");
});

test("signing in: every failure looks the same, and costs time", async () => {
	const proof = async (wire: Wire, change: object, by = nurse.login.sk) => {
		const hi = await wire.ask<{ conn: string; ch: string }>("hi", { user: nurse.username });
		const cn = randomBytes(32);
		const spk = randomBytes(32);
		const now = Date.now();
		const said = {
			g: world.g,
			origin: server.origin,
			username: nurse.username,
			conn: Buffer.from(hi.conn, "base64url"),
			ch: Buffer.from(hi.ch, "base64url"),
			cn,
			spk,
			now,
			...change,
		};
		const sig = toB64(sign(loginBytes(said), by));
		return { cn: toB64(cn), spk: toB64(spk), now: said.now, sig };
	};
	const wire = await Wire.open(server);
	const late = await proof(wire, { now: Date.now() - 121_000 });
	const skew = await wire.refused("login", late);
	assert.equal(skew.code, "clock_skew");
	assert.ok(Math.abs(Number(skew.now) - Date.now()) < 60_000);
	const elsewhere = await proof(wire, { origin: "https://localhost:1" });
	assert.deepEqual(await wire.refused("login", elsewhere), { code: "denied" });
	const other = await proof(wire, {}, county.login.sk);
	assert.deepEqual(await wire.refused("login", other), { code: "denied" });
	const replay = await proof(wire, { ch: randomBytes(32) });
	assert.deepEqual(await wire.refused("login", replay), { code: "denied" });
	const { error } = await once(wire, "hi", { user: nurse.username });
	assert.equal(error?.code, "rate_limited");
	const wait = Number(error?.retry_ms);
	assert.ok(wait > 0 && wait <= 1000, String(wait));
	await wire.ask("login", await proof(wire, {})); // after the wait, which ask() keeps
	await wire.close();
	const [one, two] = [await hello("ei.ketaan"), await hello("ei.ketaan")];
	assert.deepEqual(
		[one.salt, one.uid],
		[two.salt, two.uid],
		"an invented person is always the same",
	);
	const thief = await Wire.open(server);
	await thief.ask("re", { uid: toB64(county.uid), sid: nurse.session.sid });
	const stolen = await thief.refused("reproof", {
		sig: toB64(sign(randomBytes(8), nurse.session.keys.sk)),
	});
	assert.deepEqual(stolen, { code: "denied" });
	await thief.close();
});

/** Without keeping the wait that the server asks for. */
async function once(wire: Wire, cmd: string, params: object) {
	const id = newId();
	await wire.send(JSON.stringify({ v: 1, id, cmd, params }));
	return wire.answerTo(id);
}

async function hello(user: string) {
	const wire = await Wire.open(server);
	const hi = await wire.ask("hi", { user });
	await wire.close();
	return hi;
}

test("and the record holds", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
