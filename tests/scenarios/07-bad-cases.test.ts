// Case statements that are wrong in one thing: place in the chain, author, signature, kind, members, grants, objects,
// consents. Each is refused with its one code and {index}; the chain stays where it was; Kela gets nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { type ConsentBody, readCaseBody } from "../../web/src/crypto/case-body.ts";
import { LpReader, lp } from "../../web/src/crypto/lp.ts";
import { hash, randomBytes } from "../../web/src/crypto/sodium.ts";
import { newId, type Person, Server, World } from "./kit.ts";
import { CaseFile, type Draft } from "./kit-case.ts";

const DAY_MS = 86_400_000;

let server: Server;
let world: World;
let nurse: Person;
let counsellor: Person;
let contact: Person;
let kela: Person;
/** A worker of the county in another pair. */
let stranger: Person;
let otherPair: Uint8Array;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, counsellor, contact, kela } = world.people);
	stranger = await world.person(world.people.county, "vieras.hoitaja", "worker");
	otherPair = await world.pairSet(world.people.county, "Työpari B", [stranger]);
});
after(() => server?.dispose());

type Row = [code: string, what: string, write: (draft: Draft) => void];

/** Every row is refused with its code at its last statement, and the chain is as it was. */
async function refuses(file: CaseFile, author: Person, rows: readonly Row[], reader = nurse) {
	for (const [code, what, write] of rows) {
		const last = file.draft(author, write).made.length - 1;
		const error = await file.refused(author, write);
		assert.equal(error.code, code, `${what}: ${JSON.stringify(error)}`);
		assert.equal(error.index, last, what);
		if (file.known.seq === 0) continue;
		assert.deepEqual(await file.serverHead(reader), file.head, what);
	}
}

const message = (draft: Draft) => draft.object("thread", "viesti");
const confirmNothing = { kind: "prepare", state: "ready" } as const;

test("statements that do not belong where they are put", async () => {
	const file = await world.caseInForce();
	const other = await world.caseInForce();
	const body = { kind: "unqueue", hour: randomBytes(16), reason: "" } as const;
	await refuses(file, nurse, [
		["bad_statement", "another G", (d) => d.add(body, [], { g: randomBytes(32) })],
		["bad_statement", "another case", (d) => d.add(body, [], { caseId: other.id })],
		["conflict", "a seq too high", (d) => d.add(body, [], { seq: d.known.seq + 2 })],
		["conflict", "a seq again", (d) => d.add(body, [], { seq: d.known.seq })],
		["bad_statement", "seq 0", (d) => d.add(body, [], { seq: 0 })],
		["conflict", "another prev", (d) => d.add(body, [], { prev: randomBytes(32) })],
		["conflict", "the start of a chain", (d) => d.add(body, [], { seq: 1, prev: world.g })],
		["forbidden", "a colleague's name", (d) => d.add(body, [], { author: counsellor.uid })],
		[
			"bad_signature",
			"a colleague's key",
			(d) => d.add(body, [], { key: counsellor.identity.sign.sk }),
		],
		["bad_statement", "an unknown kind", (d) => d.add(body, [], { kind: "unqueues" })],
		["bad_statement", "a kind of the directory", (d) => d.add(body, [], { kind: "beacon" })],
		["bad_statement", "a kind in capitals", (d) => d.add(body, [], { kind: "Unqueue" })],
		["bad_statement", "another kind's body", (d) => d.add(body, [], { kind: "close" })],
		[
			"bad_statement",
			"a body too long",
			(d) => d.add(lp("ET1/close", "", ""), [], { kind: "close" }),
		],
		[
			"bad_statement",
			"a reason too long",
			(d) => d.add({ kind: "close", reason: "x".repeat(257) }),
		],
		["bad_statement", "no body", (d) => d.add(new Uint8Array(), [], { kind: "close" })],
		[
			"bad_statement",
			"data that it has none of",
			(d) => d.add({ kind: "close", reason: "" }, [new Uint8Array(40)]),
		],
		["clock_skew", "too early", (d) => d.add(body, [], { time: Date.now() - 121_000 })],
		["clock_skew", "too late", (d) => d.add(body, [], { time: Date.now() + 125_000 })],
		["clock_skew", "before the last one", (d) => d.add(body, [], { time: d.known.time - 1 })],
		[
			"bad_statement",
			"the bad third of three",
			(d) => {
				message(d);
				message(d);
				d.add(body, [], { kind: "nothing" });
			},
		],
		[
			"conflict",
			"the second beside the first",
			(d) => {
				message(d);
				d.add(body, [], { seq: d.known.seq });
			},
		],
	]);
	const conflict = await file.refused(nurse, (d) => d.add(body, [], { seq: d.known.seq }));
	assert.deepEqual(conflict.head, file.head);
	for (const at of [0, 31, 63]) {
		const draft = file.draft(nurse, message);
		const { params, blobs } = draft.request();
		const sig = blobs[1] ?? new Uint8Array();
		const spoilt = blobs.with(1, sig.with(at, (sig[at] ?? 0) ^ 1));
		const error = await nurse.wire.refused("case-append", params, spoilt);
		assert.equal(error.code, "bad_signature");
	}
	await file.append(nurse, message);
	assert.deepEqual(await other.serverHead(nurse), other.head);
});

test("a text that is not in NFC, which the server can't tell, is read by clients all the same", async () => {
	const file = await world.caseInForce();
	const reason = Buffer.from("e\u0301");
	await file.append(nurse, (d) => d.add(lp("ET1/close", reason), [], { kind: "close" }));
	const at = { g: world.g, caseId: file.id };
	const [last] = file.accepted.slice(-1);
	assert.ok(last !== undefined);
	const fields = new LpReader(last.stmt);
	let body = fields.bytes();
	while (fields.left > 0) body = fields.bytes();
	assert.deepEqual(readCaseBody(at, "close", body), { kind: "close", reason: "e\u0301" });
});

test("whoever is not of the case", async () => {
	const file = await world.caseInForce();
	const rows: Row[] = [
		["forbidden", "a message", message],
		["forbidden", "a revocation", (d) => d.revoke()],
		["forbidden", "making oneself a member", (d) => d.member(d.author, "PSC")],
		["forbidden", "a key for oneself", (d) => d.grant(d.author, "S")],
	];
	for (const author of [stranger, contact]) {
		await refuses(file, author, rows);
		for (const [cmd, params] of [
			["case-get", { case: file.name, from: 1 }],
			["object-get", { case: file.name, objects: [{ object: newId(), rev: 1 }] }],
			["chunk-get", { case: file.name, object: newId(), index: 0 }],
			["room-join", { case: file.name, session: newId() }],
		] as const)
			assert.equal((await author.wire.refused(cmd, params)).code, "forbidden", cmd);
		const { cases } = await author.wire.ask<{ cases: unknown[] }>("case-list");
		assert.deepEqual(cases, []);
	}
	const chunk = new Uint8Array(65_576);
	const put = { case: file.name, object: newId(), index: 0, data: 0 };
	assert.equal((await stranger.wire.refused("chunk-put", put, [chunk])).code, "forbidden");
	assert.equal((await contact.wire.refused("chunk-put", put, [chunk])).code, "forbidden");
});

test("opening a case that is not one's to open", async () => {
	const fresh = (pair = world.pair) => new CaseFile(world.g, pair);
	const nobodys = fresh(randomBytes(16));
	await refuses(nobodys, nurse, [["forbidden", "no such pair", (d) => d.create()]]);
	await refuses(fresh(otherPair), nurse, [["forbidden", "another pair", (d) => d.create()]]);
	await refuses(fresh(), stranger, [["forbidden", "as a stranger", (d) => d.create()]]);
	await refuses(fresh(), contact, [["forbidden", "by Kela's contact", (d) => d.create()]]);
	await refuses(fresh(), nurse, [
		["forbidden", "without create", (d) => d.object("question", "x")],
		[
			"forbidden",
			"create twice",
			(d) => {
				d.create();
				d.create();
			},
		],
		[
			"conflict",
			"from seq 2 on",
			(d) => {
				d.known.seq = 1;
				d.create();
			},
		],
	]);
	const taken = await world.newCase();
	const again = fresh();
	const error = await again.refused(nurse, (d) =>
		d.add(
			{
				kind: "create",
				pair: world.pair,
				lane: "client",
				kc: { P: randomBytes(32), S: randomBytes(32), C: randomBytes(32) },
			},
			[],
			{ caseId: taken.id },
		),
	);
	assert.equal(error.code, "bad_statement", "its name must be the one of the frame");
});

test("members who may not be", async () => {
	const file = await world.newCase();
	const add = (uid: Uint8Array, comps: "PSC" | "SC") => (d: Draft) =>
		d.add({ kind: "member-add", uid, comps });
	await refuses(file, nurse, [
		["no_consent", "Kela's contact without consent", add(contact.uid, "SC")],
		["bad_statement", "Kela's contact as one of the pair", add(contact.uid, "PSC")],
		["bad_statement", "a coordinator of Kela's", add(kela.uid, "SC")],
		["bad_statement", "a worker of another pair", add(stranger.uid, "PSC")],
		["bad_statement", "a worker as a contact", add(stranger.uid, "SC")],
		["bad_statement", "a colleague twice", add(counsellor.uid, "PSC")],
		["bad_statement", "nobody", add(randomBytes(16), "PSC")],
		[
			"bad_statement",
			"a part of the compartments",
			(d) => d.add(lp("ET1/member-add", stranger.uid, "S"), [], { kind: "member-add" }),
		],
	]);
});

test("a grant for Kela without a consent in force", async () => {
	const file = await world.newCase();
	const member = (d: Draft) => d.member(contact, "SC");
	await refuses(file, nurse, [["no_consent", "none at all", member]]);
	await file.append(nurse, (d) => d.consent());
	await refuses(file, nurse, [["no_consent", "not acknowledged", member]]);
	await refuses(file, nurse, [["forbidden", "the witness's own word", (d) => d.acknowledge()]]);
	await file.append(counsellor, (d) => d.acknowledge());
	await file.append(nurse, (d) => d.shareWith(contact));
	await file.append(nurse, (d) => d.revoke());
	await refuses(file, nurse, [
		["no_consent", "withdrawn", (d) => d.grant(contact, "S")],
		["no_consent", "withdrawn, and C", (d) => d.grant(contact, "C")],
		["no_consent", "on nothing", (d) => d.grant(contact, "S", { basis: new Uint8Array(16) })],
	]);
	const withdrawn = file.known.consent?.id ?? randomBytes(16);
	await file.append(nurse, (d) => d.consent());
	await file.append(counsellor, (d) => d.acknowledge());
	await refuses(file, nurse, [
		["no_consent", "on the one before", (d) => d.grant(contact, "S", { basis: withdrawn })],
		["no_consent", "on nothing", (d) => d.grant(contact, "S", { basis: new Uint8Array(16) })],
	]);
	await file.append(nurse, (d) => d.grant(contact, "S"));
});

test("grants that give another key, or to another hand", async () => {
	const file = await world.caseInForce();
	await file.append(nurse, (d) => d.shareWith(contact));
	const grant =
		(change: Parameters<Draft["grant"]>[2], to = counsellor) =>
		(d: Draft) =>
			d.grant(to, "S", change);
	await refuses(file, nurse, [
		["bad_statement", "another commitment", grant({ kc: randomBytes(32) })],
		["bad_statement", "a key that is not certified", grant({ recipientIpkE: randomBytes(32) })],
		["bad_statement", "somebody else's key", grant({ recipientIpkE: contact.identity.enc.pk })],
		["bad_statement", "another wrap", grant({ wrapHash: randomBytes(32) })],
		["bad_statement", "an epoch to come", grant({ epoch: 2 })],
		["bad_statement", "epoch 0", grant({ epoch: 0 })],
		["bad_statement", "in a colleague's name", grant({ granter: counsellor.uid })],
		["bad_statement", "of another time", grant({ time: Date.now() - 1000 })],
		["bad_statement", "to no member", grant({}, stranger)],
		["bad_statement", "P to Kela", (d) => d.grant(contact, "P")],
		[
			"bad_statement",
			"for a colleague on a consent",
			grant({ basis: file.known.consent?.id ?? new Uint8Array() }),
		],
		[
			"bad_statement",
			"without a wrap",
			(d) => {
				const { stmt, sig, kind } = d.grant(counsellor, "S");
				d.made.pop();
				d.made.push({ stmt, sig, kind, data: [] });
			},
		],
		[
			"bad_statement",
			"with a shorter wrap",
			(d) => {
				const wrap = randomBytes(100);
				d.grant(counsellor, "S", { wrapHash: hash(wrap) });
				const made = d.made.pop();
				assert.ok(made);
				d.made.push({ ...made, data: [wrap] });
			},
		],
	]);
	await refuses(file, contact, [["forbidden", "P by Kela", (d) => d.grant(counsellor, "P")]]);
});

test("objects that are not what they say", async () => {
	const file = await world.caseInForce();
	const { known } = await file.append(nurse, (d) => d.object("plan", "v1"));
	const [plan] = [...known.objects.keys()].slice(-1).map((id) => Buffer.from(id, "base64url"));
	assert.ok(plan !== undefined);
	const object = (change: Parameters<Draft["object"]>[3], id?: Uint8Array) => (d: Draft) =>
		d.object("plan", "v", id, change);
	const ofSize = (len: number) => (d: Draft) => {
		const ct = randomBytes(len);
		d.object("thread", "", undefined, { ctHash: hash(ct), size: len });
		const made = d.made.pop();
		assert.ok(made);
		d.made.push({ ...made, data: [ct] });
	};
	await refuses(file, nurse, [
		["bad_statement", "a first revision 2", object({ rev: 2 })],
		["bad_statement", "revision 0", object({ rev: 0 })],
		["bad_statement", "the same revision again", object({ rev: 1 }, plan)],
		["bad_statement", "a revision left out", object({ rev: 3 }, plan)],
		["bad_statement", "another type", object({ type: "thread" }, plan)],
		["bad_statement", "another compartment", object({ comp: "C" })],
		["bad_statement", "an epoch to come", object({ epoch: 2 })],
		["bad_statement", "another ciphertext", object({ ctHash: randomBytes(32) })],
		["bad_statement", "another size", object({ size: 300 })],
		["bad_statement", "chunks it does not have", object({ chunks: 1 })],
		["bad_statement", "a file in one piece", object({ type: "attachment" })],
		["bad_statement", "an id of zeros", object({}, new Uint8Array(16))],
		["bad_statement", "not padded", ofSize(297)],
		["bad_statement", "no ciphertext to speak of", ofSize(40)],
		["bad_statement", "over 512 KiB", ofSize(40 + 256 * 2049)],
	]);
	const chunked = (change: object) => (d: Draft) => {
		d.object("attachment", "", undefined, { chunks: 1, size: 65_576, ...change });
		const made = d.made.pop();
		assert.ok(made);
		d.made.push({ ...made, data: [] });
	};
	await refuses(file, nurse, [["bad_statement", "chunks that nobody put", chunked({})]]);
	const attachment = randomBytes(16);
	const chunk = randomBytes(65_576);
	const put = { case: file.name, object: toB64(attachment), index: 0, data: 0 };
	for (const len of [0, 1, 65_575, 65_577]) {
		const error = await nurse.wire.refused("chunk-put", put, [randomBytes(len)]);
		assert.deepEqual([error.code, error.field], ["bad_param", "data"]);
	}
	await nurse.wire.ask("chunk-put", put, [chunk]);
	const ctHash = hash(hash(chunk));
	const taken = { object: attachment, ctHash };
	await refuses(file, counsellor, [["bad_statement", "another's chunks", chunked(taken)]]);
	await refuses(file, nurse, [
		["bad_statement", "fewer than said", chunked({ ...taken, chunks: 2, size: 2 * 65_576 })],
		["bad_statement", "other chunks", chunked({ ...taken, ctHash: hash(chunk) })],
		["bad_statement", "another size", chunked({ ...taken, size: 65_575 })],
	]);
	await file.append(nurse, chunked(taken));
	assert.equal((await nurse.wire.refused("chunk-put", put, [chunk])).code, "conflict");
	const whole = { case: file.name, objects: [{ object: toB64(attachment), rev: 1 }] };
	assert.equal((await nurse.wire.refused("object-get", whole)).code, "bad_param");
});

test("what Kela's contact may not write, nor read after the end", async () => {
	const file = await world.caseInForce();
	await file.append(nurse, (d) => d.shareWith(contact));
	await file.append(contact, (d) => d.seen());
	await refuses(file, contact, [
		["forbidden", "background", (d) => d.object("background", "x")],
		["forbidden", "a question", (d) => d.object("question", "x")],
		["forbidden", "a consent document", (d) => d.object("consent-doc", "x")],
		[
			"forbidden",
			"a consent",
			(d) => {
				d.add({ ...consentLike(), docObject: randomBytes(16), docHash: randomBytes(32) });
			},
		],
		["forbidden", "an acknowledgement", (d) => d.acknowledge()],
		["forbidden", "a place", (d) => d.queue(world.hours[0]?.hour ?? "")],
		["forbidden", "a member", (d) => d.member(stranger, "PSC")],
		["forbidden", "the end", (d) => d.add({ kind: "close", reason: "" })],
		["bad_statement", "prepared without a place", (d) => d.add(confirmNothing)],
	]);
	const question = [...file.known.objects.keys()][0] ?? "";
	const background = [...file.known.objects.keys()][1] ?? "";
	const read = (object: string) => ({ case: file.name, objects: [{ object, rev: 1 }] });
	await contact.wire.ask("object-get", read(question));
	assert.equal((await contact.wire.refused("object-get", read(background))).code, "forbidden");
	await file.append(nurse, (d) => d.revoke());
	await refuses(file, contact, [
		["no_consent", "a message", message],
		["no_consent", "seen again", (d) => d.seen()],
		["bad_statement", "withdrawn again", (d) => d.revoke()],
	]);
	assert.equal((await contact.wire.refused("object-get", read(question))).code, "no_consent");
	const got = await contact.wire.ask<{ count: number; wraps: number[] }>("case-get", {
		case: file.name,
		from: 1,
	});
	assert.equal(got.wraps.length, 1, "of C alone");
});

const consentLike = (): ConsentBody => ({
	kind: "consent",
	consent: randomBytes(16),
	dh: randomBytes(32),
	docObject: randomBytes(16),
	docHash: randomBytes(32),
	fileObject: new Uint8Array(16),
	fileHash: new Uint8Array(32),
	validFrom: Date.now() - DAY_MS,
	validTo: Date.now() + 90 * DAY_MS,
	template: "et-consent-1",
	capture: "drawn",
	replaces: new Uint8Array(16),
});

test("consents that cannot hold", async () => {
	const file = await world.newCase();
	const consent = (change: Partial<ConsentBody>) => (d: Draft) => d.consent(change);
	const now = Date.now();
	const bad: [string, Partial<ConsentBody>][] = [
		["from and to reversed", { validFrom: now + 2 * DAY_MS, validTo: now + DAY_MS }],
		["no time at all", { validFrom: now + DAY_MS, validTo: now + DAY_MS }],
		["over already", { validFrom: now - 3 * DAY_MS, validTo: now - DAY_MS }],
		["368 days", { validFrom: now, validTo: now + 368 * DAY_MS }],
		["a document that is not there", { docObject: randomBytes(16) }],
		["another document", { docHash: randomBytes(32) }],
		["a scan without a file", { capture: "scan" }],
		[
			"a file that is not there",
			{ capture: "drawn+scan", fileObject: randomBytes(16), fileHash: randomBytes(32) },
		],
		["a file for none", { fileObject: randomBytes(16), fileHash: randomBytes(32) }],
		["an unknown capture", { capture: "oral" as "drawn" }],
		["no template", { template: "" }],
		["no document hash", { dh: new Uint8Array(32) }],
		["an id of zeros", { consent: new Uint8Array(16) }],
		["in place of one that is not there", { replaces: randomBytes(16) }],
	];
	await refuses(
		file,
		nurse,
		bad.map(([what, change]) => ["bad_statement", what, consent(change)]),
	);
	await file.append(nurse, (d) => d.consent());
	const first = file.known.consent;
	assert.ok(first !== null);
	await refuses(file, counsellor, [
		[
			"bad_statement",
			"an acknowledgement of another text",
			(d) => d.add({ kind: "consent-ack", consent: first.id, statement: randomBytes(32) }),
		],
		[
			"bad_statement",
			"an acknowledgement of another consent",
			(d) => d.add({ kind: "consent-ack", consent: randomBytes(16), statement: first.statement }),
		],
		["bad_statement", "a second consent beside it", consent({})],
		["bad_statement", "its id again", consent({ consent: first.id, replaces: first.id })],
		[
			"bad_statement",
			"a withdrawal at another time",
			(d) => d.add({ kind: "revoke", consent: first.id, who: "client", how: "oral", effective: 1 }),
		],
		[
			"bad_statement",
			"a withdrawal of another one",
			(d) =>
				d.add((effective) => ({
					kind: "revoke",
					consent: randomBytes(16),
					who: "client",
					how: "oral",
					effective,
				})),
		],
		[
			"bad_statement",
			"a withdrawal by nobody",
			(d) =>
				d.add((effective) => ({
					kind: "revoke",
					consent: first.id,
					who: "nobody" as "client",
					how: "oral",
					effective,
				})),
		],
		["forbidden", "seen by one of the pair", (d) => d.seen()],
	]);
	await file.append(counsellor, (d) => d.acknowledge());
	await refuses(file, counsellor, [
		["bad_statement", "acknowledged twice", (d) => d.acknowledge()],
	]);
});

test("and the record holds", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
