// One example of everything that is signed or sealed, with every single bit flipped once: refused each time, by the code
// that opens it in the vault. A chunk is in bit-flips-chunk.test.ts, what only a whole vault opens in
// bit-flips-vault.test.ts, what the broker opens in C.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import { CASE_KINDS, type CaseBody } from "../src/crypto/case-body.ts";
import { CaseChain } from "../src/crypto/case-chain.ts";
import { Directory } from "../src/crypto/directory.ts";
import { beaconBody } from "../src/crypto/directory-body.ts";
import { cardBody, cardText } from "../src/crypto/directory-org-body.ts";
import {
	isForMembers,
	membersKey,
	openSignal,
	type RoomReader,
	SIGNAL_TYPES,
	sealSignal,
	sessionKey,
} from "../src/crypto/envelope.ts";
import { genesisBytes, genesisMatches, readGenesis } from "../src/crypto/genesis.ts";
import { grantBody, openWrap, readGrant, sealWrap } from "../src/crypto/grants.ts";
import { newIdentity, openBundle, sealBundle } from "../src/crypto/keys.ts";
import { openDraft, openObject, sealDraft, sealObject } from "../src/crypto/objects.ts";
import { fingerprintText, sdpProblem } from "../src/crypto/sdp.ts";
import { hash, OpenError, randomBytes, sign, sodiumReady } from "../src/crypto/sodium.ts";
import type { Signed, Statement } from "../src/crypto/statement.ts";
import { Case } from "./case-kit.ts";
import { Flips } from "./flips.ts";
import { HOUR, id, Land, NONE, signed, T } from "./land.ts";

before(sodiumReady);

/** Keeps what a chain takes in. */
function recording(chain: { add(signed: Signed): unknown }): Signed[] {
	const kept: Signed[] = [];
	const add = chain.add.bind(chain);
	chain.add = (statement: Signed) => {
		const result = add(statement);
		kept.push(statement);
		return result;
	};
	return kept;
}

/** Takes the statements in again, the first of each kind only after all its flips. */
function flipChain(
	flips: Flips,
	what: string,
	chain: { add(signed: Signed): Statement | { statement: Statement }; readonly head: unknown },
	statements: readonly Signed[],
): void {
	const seen = new Set<string>();
	for (const original of statements) {
		const kind = kindOf(original);
		const name = `${what} ${kind}`;
		if (!seen.has(kind)) {
			seen.add(kind);
			const before = chain.head;
			const { stmt, sig } = original;
			flips.rest(name, stmt, (flipped) => chain.add({ stmt: flipped, sig }));
			flips.rest(`${name}, signature`, sig, (flipped) => chain.add({ stmt, sig: flipped }));
			assert.equal(chain.head, before, "nothing was taken in");
		}
		chain.add(original);
	}
}

/** The kind is the last field but one. */
function kindOf({ stmt }: Signed): string {
	const fields: Buffer[] = [];
	const bytes = Buffer.from(stmt);
	for (let at = 0; at < bytes.length; ) {
		const len = bytes.readUInt32BE(at);
		fields.push(bytes.subarray(at + 4, at + 4 + len));
		at += 4 + len;
	}
	return fields.at(-2)?.toString() ?? "";
}

/** Every kind of the directory at least once. */
function everyDirectoryKind(land: Land): Signed[] {
	const kept = recording(land.directory);
	land.settle();
	const { county, kela, mate, stranger, contact, otherContact, directory } = land;
	directory.add(land.substitute(county, mate, stranger, T, T + HOUR));
	directory.add(land.substitute(kela, contact, otherContact, T, T + HOUR));
	directory.add(land.policy("off"));
	directory.add(land.hourSet());
	directory.add(land.template());
	directory.add(land.team());
	directory.add(land.retention(30));
	const words = land.cardWords();
	directory.add(land.card(contact, mate, words));
	directory.add(land.cardDrop(mate, words.card));
	directory.add(signed(directory, county, "beacon", beaconBody()));
	land.rekey(county, stranger, 0, ["worker"]);
	land.revoke(kela, otherContact, 1);
	return kept;
}

/** Every kind of a case at least once. */
function everyCaseKind(made: Case): Signed[] {
	const kept = recording(made.chain);
	const { nurse, mate, contact } = made.shared().land;
	const statement = made.chain.state.consents.at(-1)?.statement ?? randomBytes(32);
	const [hour, session, plan, ctHash] = [id(), id(), id(), randomBytes(32)];
	const queue: CaseBody = {
		kind: "queue",
		series: id(),
		hour,
		minutes: 20,
		urgency: "normal",
		consent: made.consent,
	};
	made.add(contact, { kind: "consent-seen", consent: made.consent, statement });
	made.add(nurse, queue);
	made.add(nurse, { kind: "place", hour: id(), pos: 2 });
	made.add(nurse, { kind: "unqueue", hour, reason: "siirretään" });
	made.add(nurse, queue);
	made.add(contact, { kind: "prepare", state: "ready" });
	made.add(nurse, { kind: "session-open", hour, session });
	const [guest, otherGuest] = [id(), id()];
	const invite = { kind: "guest-invite", linkPk: NONE, consent: made.consent } as const;
	const stands = { ctHash: NONE, epoch: 1, expiresAt: T + 2 * HOUR };
	made.add(nurse, { ...invite, ...stands, guest });
	made.add(nurse, { ...invite, ...stands, guest: otherGuest });
	const keys = { pkS: randomBytes(32), pkE: NONE, wrapHash: NONE };
	made.add(mate, { kind: "guest-admit", guest, session, ...keys });
	made.add(mate, { kind: "guest-remove", guest: otherGuest });
	made.add(nurse, made.object("plan", { object: plan, ctHash }));
	made.add(contact, { kind: "confirm", object: plan, rev: 1, ctHash });
	made.add(nurse, { kind: "session-close", session, outcome: "handled" });
	made.add(nurse, { kind: "follow-up", what: "first", due: T + 2 * HOUR });
	const { county, directory, pair } = made.land;
	const left = T + HOUR;
	directory.add(made.land.pairSet(county, [nurse], pair, 0, left));
	made.add(nurse, { kind: "member-remove", uid: mate.uid }, left);
	made.add(nurse, made.rotate(), left);
	made.add(nurse, made.revoke(left), left);
	made.add(nurse, { kind: "close", reason: "valmis" }, left);
	made.add(nurse, { kind: "hold", on: true, reason: "kantelu" }, left);
	made.add(county, { kind: "hold", on: false, reason: "" }, left);
	made.add(nurse, { kind: "erase", reason: "säilytysaika" }, left + HOUR);
	return kept;
}

test("each bit of a statement of every kind, and of its signature", () => {
	const flips = new Flips();
	const made = new Case(false);
	const directory = everyDirectoryKind(made.land);
	const { genesis } = made.land.directory;
	flipChain(flips, "directory", new Directory(genesis), directory);
	assert.equal(flips.refused.size, 2 * DIRECTORY_KINDS, "all kinds of the directory");
	const statements = everyCaseKind(made);
	flipChain(flips, "case", new CaseChain(made.land.directory, made.caseId), statements);
	assert.equal(flips.refused.size, 2 * (DIRECTORY_KINDS + CASE_KINDS.length), "and all of a case");
	assert.equal(CASE_KINDS.length, 24);
	const lengths = [...flips.refused.values()];
	assert.ok(lengths.every((bits) => bits >= 64 * 8));
	assert.equal(flips.total, STATEMENT_BITS);
});

const DIRECTORY_KINDS = 16;

/** 38 statements and signatures; the same in every run, for only ids and keys are random. */
const STATEMENT_BITS = 102_984;

test("each bit of a grant's body, signed anew by a colluding granter, and of its wrap", () => {
	const flips = new Flips();
	const made = new Case().inForce();
	const { nurse, mate } = made.land;
	const at = { ...made.chain.place, comp: "S", epoch: 1 } as const;
	const wrap = sealWrap(at, made.ck, mate.keys.enc.pk);
	const grant = made.grant(mate, { wrapHash: hash(wrap) });
	assert.equal(grant.kind, "grant");
	if (grant.kind !== "grant") return;
	const body = grantBody(at.g, at.caseId, grant);
	// As the vault does it: the statement onto the chain, then the wrap by what the chain says of it.
	const take = (bytes: Uint8Array, sealed: Uint8Array): void => {
		const chain = made.chain.clone();
		chain.add(signed(chain, nurse, "grant", bytes));
		const taken = chain.state.grants.get(chain.head.seq);
		if (taken === undefined || toB64(hash(sealed)) !== toB64(taken.wrapHash)) {
			throw new OpenError("wrap: bytes");
		}
		openWrap({ ...at, comp: taken.comp, epoch: taken.epoch }, sealed, mate.keys.enc, taken.kc);
	};
	flips.every("grant body", body, (bytes) => take(bytes, wrap));
	flips.every("wrap", wrap, (sealed) => take(body, sealed));
	flips.every("wrap, opened", wrap, (sealed) => openWrap(at, sealed, mate.keys.enc, made.kc(1)));
	assert.equal(readGrant(at.g, at.caseId, body).epoch, 1);
	assert.equal(flips.total, 8 * (body.length + 2 * wrap.length));
	assert.equal(wrap.length, 167);
});

test("each bit of a proposed card, and of its proposer's signature, under a right signature of who checks", () => {
	const flips = new Flips();
	const land = new Land().settle();
	const { directory, nurse, contact } = land;
	const { g } = directory.genesis;
	const words = land.cardWords();
	const sig = sign(cardText(g, words), nurse.keys.sign.sk);
	const body = cardBody({ ...words, proposer: nurse.uid, sig });
	flips.every("card", body, (bytes) =>
		directory.clone().add(signed(directory, contact, "card", bytes)),
	);
	assert.equal(flips.total, 8 * body.length);
});

test("each bit of a genesis", () => {
	const flips = new Flips();
	const orgs = ["county", "kela"] as const;
	const bytes = genesisBytes(
		id(),
		T,
		orgs.map((kind) => ({ id: id(), kind, name: `Org ${kind}`, founderInvitePk: randomBytes(32) })),
	);
	const link = hash(bytes).slice(0, 20);
	flips.every("genesis", bytes, (changed) => {
		if (!genesisMatches(readGenesis(changed), link)) throw new OpenError("genesis: another");
	});
	assert.equal(flips.total, 8 * bytes.length);
});

test("each bit of a key bundle, an object, a draft", () => {
	const flips = new Flips();
	const identity = newIdentity();
	const [kw, g, uid] = [randomBytes(32), randomBytes(32), id()];
	const cost = { ops: 3, mem: 67_108_864 };
	const at = { g, uid, kbver: 1, ipkS: identity.sign.pk, ipkE: identity.enc.pk, ...cost };
	const bundle = sealBundle(kw, at, identity, T);
	flips.every("bundle", bundle, (bytes) => openBundle(kw, at, bytes));
	const place = { g, caseId: id(), comp: "S", epoch: 1 } as const;
	const object = { ...place, type: "plan", objectId: id(), rev: 1, author: uid };
	const plain = new TextEncoder().encode('{"v":1,"topics":[]}');
	const ct = sealObject(kw, object, plain);
	flips.every("object", ct, (bytes) => openObject(kw, object, bytes));
	const draft = sealDraft(kw, g, uid, "plan/1", plain);
	flips.every("draft", draft, (bytes) => openDraft(kw, g, uid, "plan/1", bytes));
	assert.equal(ct.length, 40 + 256);
	assert.equal(draft.length, 40 + 256);
	assert.equal(flips.total, 8 * (bundle.length + ct.length + draft.length));
});

test("each bit of a message of every type", () => {
	const flips = new Flips();
	const ana = newIdentity();
	const at = { g: randomBytes(32), caseId: id(), sessionId: id() };
	const ck = randomBytes(32);
	const [ksess, kmembers] = [sessionKey(ck, at), membersKey(ck, at)];
	const [uid, from, own] = [id(), id(), id()];
	const room = (): RoomReader => ({
		ksess,
		kmembers,
		at,
		ownConn: own,
		keyOf: (who) => (toB64(who) === toB64(uid) ? ana.sign.pk : null),
		seen: new Map(),
	});
	for (const [i, type] of SIGNAL_TYPES.entries()) {
		const message = { fromUid: uid, fromConn: from, toConn: own, ctr: i + 1, timeMs: T, type };
		const payload = new TextEncoder().encode(`payload of ${type}`);
		const key = isForMembers(type) ? kmembers : ksess;
		const body = sealSignal(key, at, { ...message, payload }, ana.sign.sk);
		flips.every(type, body, (bytes) => openSignal(room(), from, bytes, T, toB64));
	}
	assert.equal(flips.refused.size, 9);
	assert.equal(flips.total, 9 * 8 * (8 + 40 + 1024));
});

test("each bit of a fingerprint, in the description or in the hello", () => {
	const flips = new Flips();
	const print = randomBytes(32);
	const sdp = (bytes: Uint8Array) =>
		`v=0\r\na=setup:actpass\r\na=fingerprint:sha-256 ${fingerprintText(bytes)}\r\n`;
	const check = (description: string, hello: Uint8Array): void => {
		const problem = sdpProblem(description, [fingerprintText(hello)]);
		if (problem !== null) throw new OpenError(`sdp: ${problem}`);
	};
	const original = print.slice();
	flips.every("description", print, (changed) => check(sdp(changed), original));
	flips.every("hello", print, (changed) => check(sdp(original), changed));
	assert.equal(flips.total, 2 * 8 * 32);
});
