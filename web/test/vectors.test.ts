// Every expected value of tests/vectors/protocol-vectors.json, reproduced byte for byte by the modules that the
// browser runs; and single flipped bits in what was signed or sealed, which must not pass.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { concat, fromHex, textBytes, toB64, toHex } from "../src/crypto/bytes.ts";
import { reloginBytes } from "../src/crypto/enrolment-body.ts";
import {
	envelopeAd,
	openSignal,
	sealSignal,
	sessionKey,
	signalInner,
} from "../src/crypto/envelope.ts";
import { genesisBytes, type Org, type OrgKind, readGenesis } from "../src/crypto/genesis.ts";
import { grantBody, keyCommitment, openWrap, readGrant, wrapPlain } from "../src/crypto/grants.ts";
import {
	fingerprint,
	identityOf,
	invitePair,
	kdfSalt,
	loginBytes,
	loginPair,
	masterKey,
	openBundle,
	passphraseKey,
	sealBundle,
	wrapKey,
} from "../src/crypto/keys.ts";
import { blobKey, objectAd, objectKey, openObject, sealObject } from "../src/crypto/objects.ts";
import {
	boxPair,
	hash,
	OpenError,
	sign,
	signSeedPair,
	sodiumReady,
	verify,
} from "../src/crypto/sodium.ts";
import {
	readStatement,
	startOf,
	statementBytes,
	statementHash,
	verifySignature,
} from "../src/crypto/statement.ts";
import { encodeRequest } from "../src/wire/frames.ts";
import {
	expectedBytes,
	expectedHex,
	expectedNames,
	inBytes,
	inNumber,
	inRecord,
	inText,
	safetyNumber,
} from "./vectors.ts";

const seen = new Set<string>();

function expectVector(name: string, actual: Uint8Array): void {
	seen.add(name);
	assert.equal(toHex(actual), expectedHex(name), name);
}

const g = expectedBytes("G");
const uid = inBytes("uid");
const caseId = inBytes("case_id");
const ck = inBytes("ck");
const nonce = inBytes("nonce");
const place = { g, caseId, comp: "S", epoch: inNumber("epoch") } as const;
const cost = { ops: inNumber("ops"), mem: inNumber("mem") };

// The vectors' X25519 secret key is that of crypto_box_seed_keypair: SHA-512 of the seed, first half.
const encSk = async (): Promise<Uint8Array> => {
	const seed = inBytes("id_enc_seed");
	const digest = await crypto.subtle.digest("SHA-512", Uint8Array.from(seed));
	return new Uint8Array(digest).slice(0, 32);
};
let identity = {} as ReturnType<typeof identityOf>;

before(async () => {
	await sodiumReady();
	identity = identityOf(inBytes("id_sign_seed"), await encSk());
});

/** `bytes` with one bit flipped, for each of `count` places spread over it. */
function* flipped(bytes: Uint8Array, count = 40): Generator<Uint8Array> {
	for (let i = 0; i < count; i++) {
		const at = Math.floor((i * (bytes.length - 1)) / (count - 1));
		const copy = bytes.slice();
		copy[at] = (copy[at] ?? 0) ^ (1 << (i % 8));
		yield copy;
	}
}

test("founding invites and genesis", () => {
	const org = (name: "org1" | "org2", secret: string, pk: string): Org => {
		const { id = "", kind = "", name: orgName = "" } = inRecord(name);
		const keys = invitePair(inBytes(secret));
		expectVector(pk, keys.pk);
		return { id: fromHex(id), kind: kind as OrgKind, name: orgName, founderInvitePk: keys.pk };
	};
	const orgs = [
		org("org1", "founder1_invite_secret", "founder1_invite_pk"),
		org("org2", "founder2_invite_secret", "founder2_invite_pk"),
	];
	const bytes = genesisBytes(inBytes("deployment_id"), inNumber("created_ms"), orgs);
	expectVector("genesis", bytes);
	expectVector("G", hash(bytes));
	assert.deepEqual(readGenesis(bytes).orgs, orgs);
});

test("from the passphrase to the login key and Kw", () => {
	const salt = kdfSalt(g, inText("username"), inBytes("server_salt"));
	expectVector("salt", salt);
	const k0 = passphraseKey(inText("passphrase"), salt, cost);
	expectVector("K0", k0);
	const mk = masterKey(inBytes("ak"), g, uid, k0);
	expectVector("MK", mk);
	expectVector("login_pk", loginPair(mk).pk);
	expectVector("Kw", wrapKey(mk));
});

test("identity, key bundle, safety number", () => {
	expectVector("id_sign_pk", identity.sign.pk);
	expectVector("id_enc_pk", identity.enc.pk);
	const kw = expectedBytes("Kw");
	const at = { g, uid, kbver: 1, ipkS: identity.sign.pk, ipkE: identity.enc.pk, ...cost };
	// The vector's ciphertext stands without its nonce; on the wire it is nonce‖ciphertext.
	const bundle = sealBundle(kw, at, identity, inNumber("created_ms"), nonce);
	expectVector("key_bundle_ct", bundle.slice(24));
	assert.deepEqual(openBundle(kw, at, bundle), identity);
	for (const bad of flipped(bundle)) assert.throws(() => openBundle(kw, at, bad), OpenError);
	assert.throws(() => openBundle(kw, { ...at, kbver: 2 }, bundle), OpenError);
	assert.throws(() => openBundle(kw, { ...at, ops: 4 }, bundle), OpenError);
	assert.equal(fingerprint(g, uid, identity.sign.pk, identity.enc.pk), safetyNumber);
});

test("a change of passphrase", () => {
	const next = signSeedPair(inBytes("relogin_login_seed"));
	expectVector("relogin_lpk", next.pk);
	const stmt = reloginBytes(g, {
		uid,
		kbver: inNumber("relogin_kbver"),
		lpk: next.pk,
		salt: inBytes("relogin_salt"),
		ops: inNumber("relogin_ops"),
		mem: inNumber("relogin_mem"),
		kbHash: hash(inBytes("relogin_kb")),
		time: inNumber("relogin_time_ms"),
	});
	expectVector("relogin_stmt", stmt);
	const sigId = sign(stmt, identity.sign.sk);
	const sigOld = sign(stmt, loginPair(expectedBytes("MK")).sk);
	expectVector("relogin_sig_id", sigId);
	expectVector("relogin_sig_old", sigOld);
	expectVector("relogin_hash", hash(concat(stmt, sigId, sigOld)));
	for (const bad of flipped(stmt)) assert.equal(verify(sigId, bad, identity.sign.pk), false);
});

test("login proof", () => {
	const login = loginPair(expectedBytes("MK"));
	const bytes = loginBytes({
		g,
		origin: inText("origin"),
		username: inText("username"),
		conn: inBytes("conn"),
		ch: inBytes("ch"),
		cn: inBytes("cn"),
		// The vector's session public key is 32 bytes of 5e; it is no input of its own.
		spk: new Uint8Array(32).fill(0x5e),
		now: inNumber("now_ms"),
	});
	expectVector("login_bytes", bytes);
	expectVector("login_sig", sign(bytes, login.sk));
	for (const bad of flipped(bytes)) {
		assert.equal(verify(expectedBytes("login_sig"), bad, login.pk), false);
	}
});

test("grant: commitment, wrap, body", () => {
	const kc = keyCommitment(place, ck);
	expectVector("kc", kc);
	expectVector("wrap_plain", wrapPlain(place, ck));
	const wrap = expectedBytes("wrap_sealed");
	expectVector("wrap_sealed", wrap); // random by nature: opened instead of rebuilt
	assert.deepEqual(openWrap(place, wrap, identity.enc, kc), ck);
	for (const bad of flipped(wrap)) {
		assert.throws(() => openWrap(place, bad, identity.enc, kc), OpenError);
	}
	assert.throws(() => openWrap({ ...place, epoch: 2 }, wrap, identity.enc, kc), OpenError);
	assert.throws(() => openWrap({ ...place, comp: "P" }, wrap, identity.enc, kc), OpenError);
	assert.throws(() => openWrap(place, wrap, identity.enc, hash(kc)), OpenError);

	const body = grantBody(g, caseId, {
		comp: "S",
		epoch: 1,
		kc,
		recipient: uid,
		recipientIpkE: identity.enc.pk,
		wrapHash: hash(wrap),
		granter: uid,
		time: inNumber("grant_time_ms"),
		basis: inBytes("basis_id"),
	});
	expectVector("grant", body);
	expectVector("grant_sig", sign(body, identity.sign.sk));
	assert.deepEqual(readGrant(g, caseId, body).basis, inBytes("basis_id"));
	assert.throws(() => readGrant(g, uid, body), OpenError);
	for (const bad of flipped(body)) {
		assert.equal(verify(expectedBytes("grant_sig"), bad, identity.sign.pk), false);
	}
});

test("statement of a case", () => {
	const prefix = ["ET1/case", g, caseId] as const;
	const stmt = statementBytes(prefix, {
		seq: 1,
		prev: inBytes("prev_hash"),
		time: inNumber("grant_time_ms"),
		author: uid,
		kind: "create",
		body: inBytes("statement_body"),
	});
	expectVector("statement", stmt);
	const sig = sign(stmt, identity.sign.sk);
	expectVector("statement_sig", sig);
	expectVector("statement_hash", statementHash({ stmt, sig }));
	// The server guesses from such a frame what it will have to verify (src/proto/glance.c).
	const statements = [{ stmt: 0, sig: 1, data: [2] }];
	const frame = encodeRequest(
		{
			v: 1,
			id: toB64(inBytes("session_id")),
			cmd: "case-append",
			params: { case: toB64(caseId), statements },
		},
		[stmt, sig, expectedBytes("object_ct")],
	);
	assert.ok(typeof frame !== "string");
	expectVector("case_append_frame", frame);
	const head = { ...startOf(g), hash: inBytes("prev_hash") };
	assert.equal(readStatement(prefix, head, { stmt, sig }).kind, "create");
	for (const bad of flipped(stmt)) {
		assert.throws(() => verifySignature({ stmt: bad, sig }, identity.sign.pk, 1));
	}
	for (const bad of flipped(sig)) {
		assert.throws(() => verifySignature({ stmt, sig: bad }, identity.sign.pk, 1));
	}
});

test("object", () => {
	expectVector("Kobj", objectKey(ck));
	expectVector("Kblob", blobKey(ck));
	const at = {
		...place,
		type: inText("object_type"),
		objectId: inBytes("object_id"),
		rev: inNumber("rev"),
		author: uid,
	};
	expectVector("object_ad", objectAd(at));
	const plain = textBytes(inText("object_plain"));
	const sealed = sealObject(ck, at, plain, nonce);
	expectVector("object_ct", sealed.slice(24));
	assert.deepEqual(openObject(ck, at, sealed), plain);
	for (const bad of flipped(sealed)) assert.throws(() => openObject(ck, at, bad), OpenError);
	assert.throws(() => openObject(ck, { ...at, rev: at.rev + 1 }, sealed), OpenError);
});

test("signalling envelope", () => {
	const at = { g, caseId, sessionId: inBytes("session_id") };
	const ksess = sessionKey(ck, at);
	expectVector("Ksess", ksess);
	const signal = {
		fromUid: uid,
		fromConn: inBytes("from_conn"),
		toConn: inBytes("to_conn"),
		ctr: inNumber("ctr"),
		timeMs: inNumber("sig_time_ms"),
		type: "offer",
		payload: textBytes(inText("sig_payload")),
	} as const;
	const inner = signalInner(at, signal);
	expectVector("sig_inner", inner);
	expectVector("sig_inner_sig", sign(inner, identity.sign.sk));
	expectVector("envelope_ad", envelopeAd(at.sessionId, signal.fromConn, signal.ctr));
	const body = sealSignal(ksess, at, signal, identity.sign.sk, nonce);
	expectVector("envelope_ct", body.slice(8 + 24)); // before it: u64 ctr and the nonce

	const room = () => ({
		ksess,
		at,
		ownConn: signal.toConn,
		kmembers: null,
		keyOf: (who: Uint8Array) => (toB64(who) === toB64(uid) ? identity.sign.pk : null),
		seen: new Map<string, { ctr: number; uid: string }>(),
	});
	const open = (to: ReturnType<typeof room>, frame: Uint8Array, now: number = signal.timeMs) =>
		openSignal(to, signal.fromConn, frame, now, toB64);
	const reader = room();
	assert.deepEqual(open(reader, body), signal);
	assert.throws(() => open(reader, body), /repeated/);
	for (const bad of flipped(body)) assert.throws(() => open(room(), bad));
	assert.throws(() => open(room(), body, signal.timeMs + 120_001), /clock/);
	assert.throws(() => open(room(), body, signal.timeMs - 120_001), /clock/);
	assert.throws(() => open({ ...room(), ownConn: uid }, body), /another connection/);
	assert.throws(() => open({ ...room(), keyOf: () => null }, body), /signature/);
	assert.throws(() => openSignal(room(), signal.toConn, body, signal.timeMs, toB64), OpenError);
	const back = sealSignal(ksess, at, { ...signal, ctr: signal.ctr - 1 }, identity.sign.sk);
	assert.throws(() => open(reader, back), /repeated/);
});

test("an unpadded length never shows", () => {
	const at = { ...place, type: "plan", objectId: uid, rev: 1, author: uid };
	const size = (n: number) => sealObject(ck, at, new Uint8Array(n)).length;
	assert.equal(size(0), size(255));
	assert.equal(size(256), size(255) + 256);
});

test("the X25519 pair is that of the vectors", async () => {
	assert.equal(toHex(boxPair(await encSk()).pk), expectedHex("id_enc_pk"));
	assert.equal(toHex(signSeedPair(inBytes("id_sign_seed")).pk), expectedHex("id_sign_pk"));
	assert.equal(concat().length, 0);
});

after(() => {
	assert.deepEqual(
		expectedNames.filter((name) => !seen.has(name)),
		[],
		"every expected value is reproduced",
	);
});
