// Signing in, the key bundle, the change of passphrase; what stays on a device and what is wiped. The keys are in the
// vault only, so each test asks the vault, its store, or the very bytes.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { concat, equal, fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import { newIdentity } from "../src/crypto/keys.ts";
import { lp, lpOpen } from "../src/crypto/lp.ts";
import { hash, randomBytes, sodiumReady, verify } from "../src/crypto/sodium.ts";
import { VAULT_METHODS } from "../src/crypto/vault/api.ts";
import { Device } from "../src/crypto/vault/device.ts";
import { readTab } from "../src/crypto/vault/records.ts";
import { Session } from "../src/crypto/vault/session.ts";
import { MemoryStore } from "../src/crypto/vault.ts";
import { code, flip, type Member, ORIGIN, reloaded, World } from "./world.ts";

const MINUTE_MS = 60_000;

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
	await county.vault.setInCall(true); // her idle time is not what is looked at here
});

test("login: the right passphrase and account key, and nothing less", async () => {
	const vault = await world.vault(nurse.store);
	const input = world.loginInput(nurse);
	await assert.rejects(vault.login({ ...input, accountKey: "AAAA" }), code("wrong_account_key"));
	await assert.rejects(vault.login({ ...input, username: "nobody" }), code("no_account_key"));
	const later = { ...input.challenge, now: world.nowMs + 120_001 };
	await assert.rejects(vault.login({ ...input, challenge: later }), code("clock_skew"));
	assert.equal(await nurse.vault.accountKey(nurse.passphrase), nurse.accountKey);
	await assert.rejects(nurse.vault.accountKey("wrong one altogether"), code("wrong_passphrase"));
});

test("login: what waits for an answer is wiped when none comes", async () => {
	const vault = await world.vault(nurse.store);
	await vault.login(world.loginInput(nurse));
	world.nowMs += MINUTE_MS;
	await vault.tick();
	await vault.loggedIn(nurse.reply);
	await vault.login(world.loginInput(nurse));
	world.nowMs += MINUTE_MS + 1;
	await vault.tick();
	await assert.rejects(vault.loggedIn(nurse.reply), code("bad_param"));
});

test("login: KDF parameters under the floor and over the cap are refused, at the invite too", async () => {
	const vault = await world.vault(nurse.store);
	const input = world.loginInput(nurse);
	const mib = 1024 * 1024;
	const bad = [
		{ ops: 2 },
		{ ops: 11 },
		{ mem: 64 * mib - 1 },
		{ mem: 1024 * mib + 1 },
		{ ops: 3.5 },
	];
	for (const cost of bad) {
		const challenge = { ...input.challenge, ...cost };
		await assert.rejects(vault.login({ ...input, challenge }), code("weak_kdf", "kdf"));
	}
	const org = world.orgIds[0];
	const fragment = [org, world.founderSecrets[0], world.g.slice(0, 20)].map(toB64).join(".");
	for (const cost of bad) {
		const shown = { ...world.shown(org, null), ...cost };
		await assert.rejects(vault.inviteOpen(`#i=${fragment}`, shown), code("weak_kdf", "kdf"));
	}
});

test("login: another deployment's genesis is no place to sign in", async () => {
	const other = new World();
	const input = { ...world.loginInput(nurse), genesis: toB64(other.genesis) };
	const known = await world.vault(nurse.store);
	await assert.rejects(known.login(input), code("other_deployment", "genesis"));
	// A device that knows nothing signs with keys that hang on that genesis: the true bundle stays shut.
	const fresh = await world.vault(new MemoryStore(world.now));
	await fresh.login({ ...input, accountKey: nurse.accountKey });
	await assert.rejects(fresh.loggedIn(nurse.reply), code("not_verified", "bundle"));
});

test("login: a bundle of somebody else's, spoilt, or under other parameters does not open", async () => {
	const { reply } = nurse;
	const kb = fromB64(reply.kb);
	const replies = [
		{ ...reply, kb: mate.reply.kb },
		{ ...reply, kb: mate.reply.kb, ipk_s: mate.reply.ipk_s, ipk_e: mate.reply.ipk_e },
		{ ...mate.reply },
		{ ...reply, kbver: 2 },
		{ ...reply, ipk_s: mate.reply.ipk_s },
		{ ...reply, username: mate.username },
		...[0, 30, kb.length - 1].map((at) => ({ ...reply, kb: toB64(flip(kb, at)) })),
	];
	for (const bad of replies) {
		const vault = await world.vault(nurse.store);
		await vault.login(world.loginInput(nurse));
		await assert.rejects(vault.loggedIn(bad), code("not_verified", "bundle"));
		await assert.rejects(vault.loggedIn(reply), code("bad_param"), "nothing waits after a failure");
	}
	// Another salt or, within the limits, other parameters than the bundle was sealed under.
	const { challenge, ...input } = world.loginInput(nurse);
	for (const lie of [{ salt: toB64(randomBytes(16)) }, { ops: 4 }, { mem: 80 * 1024 * 1024 }]) {
		const vault = await world.vault(nurse.store);
		await vault.login({ ...input, challenge: { ...challenge, ...lie } });
		await assert.rejects(vault.loggedIn(reply), code("not_verified", "bundle"));
	}
});

test("a change of passphrase: signed by both keys, the same identity, the old bundle never again", async () => {
	const next = "uusi lause jota kukaan ei arvaa";
	const { vault, passphrase } = mate;
	const ask = (old: string, fresh: string) =>
		vault.relogin({ passphrase: old, newPassphrase: fresh });
	await assert.rejects(ask("vaara lause kokonaan", next), code("wrong_passphrase"));
	await assert.rejects(ask(passphrase, "lyhyt"), code("weak_passphrase"));
	await assert.rejects(vault.reloginDone(), code("bad_param"));
	const { stmt, sigId, sigOld, kb } = await ask(passphrase, next);
	const r = lpOpen(stmt, "ET1/relogin");
	assert.ok(equal(r.b32(), world.g));
	assert.equal(toB64(r.id()), mate.uid);
	assert.equal(r.u64(), 2, "kbver");
	const lpk = r.b32();
	const salt = toB64(r.id());
	// Its own parameters, whatever the broker would like.
	const { ops, mem } = world.challenge(mate.uid, salt);
	assert.deepEqual([r.u64(), r.u64()], [ops, mem]);
	assert.ok(equal(r.b32(), hash(kb)));
	assert.equal(r.u64(), world.nowMs);
	assert.ok(verify(sigId, stmt, fromB64(mate.reply.ipk_s)));
	assert.equal(verify(sigOld, stmt, lpk), false, "by the login key that goes, not by the new one");

	await vault.reloginDone();
	await assert.rejects(vault.accountKey(passphrase), code("wrong_passphrase"));
	assert.equal(await vault.accountKey(next), mate.accountKey, "the account key stays");
	const again = await reloaded(world, mate);
	assert.equal(await again.vault.accountKey(next), mate.accountKey, "after a reload too");

	const before = { ...mate };
	mate = { ...mate, passphrase: next, salt, reply: { ...mate.reply, kb: toB64(kb), kbver: 2 } };
	await world.login(mate);
	await world.syncDirectory(mate);
	// The broker goes back to the bundle of the old passphrase, which somebody may have learnt.
	const tricked = await world.vault(mate.store);
	await tricked.login(world.loginInput(before));
	await assert.rejects(tricked.loggedIn(before.reply), code("not_verified", "bundle"));
});

test("a reload within the idle time goes on, later it is locked; not during a call", async () => {
	let locked = 0;
	const vault = await world.vault(nurse.store, () => {
		locked += 1;
	});
	const me = await vault.restore();
	assert.equal(me?.username, nurse.username);
	const challenge = { conn: toB64(randomBytes(16)), ch: toB64(randomBytes(32)), now: world.nowMs };
	const { sig } = await vault.reconnect({ origin: ORIGIN, ...challenge });
	assert.equal(fromB64(sig).length, 64);
	await vault.setInCall(true);
	for (let minute = 0; minute < 20; minute++) {
		world.nowMs += MINUTE_MS;
		await vault.tick();
	}
	assert.equal(locked, 0);
	assert.ok(await (await world.vault(nurse.store)).restore(), "a reload in a long call goes on");
	await vault.setInCall(false);
	world.nowMs += 15 * MINUTE_MS;
	await vault.tick();
	assert.equal(locked, 0);
	world.nowMs += 1;
	await vault.tick();
	assert.equal(locked, 1);
	await assert.rejects(vault.draftSeal("k", textBytes("x")), code("locked"));
	assert.deepEqual(await nurse.store.list("tab/"), [], "nothing to go on with");
	assert.equal(await (await world.vault(nurse.store)).restore(), null);
	assert.deepEqual(await vault.remembered(), [nurse.username]);
	await world.login(nurse);
	await world.syncDirectory(nurse);
});

test("a worker that slept wakes up locked: the first word from the page finds nothing", async () => {
	let locked = 0;
	const vault = await world.vault(nurse.store, () => {
		locked += 1;
	});
	await vault.restore();
	world.nowMs += 15 * MINUTE_MS + 1;
	// A touch, not a tick: timers stand still under a closed lid.
	await vault.touch();
	assert.equal(locked, 1);
	await assert.rejects(vault.draftSeal("k", textBytes("x")), code("locked"));
	assert.deepEqual(await nurse.store.list("tab/"), []);
	await world.login(nurse);
	await world.syncDirectory(nurse);
});

test("a clock set back does not lengthen the idle time", async () => {
	const vault = await world.vault(nurse.store);
	await vault.restore();
	world.nowMs -= 16 * MINUTE_MS;
	await assert.rejects(vault.draftSeal("k", textBytes("x")), code("locked"));
	world.nowMs += 16 * MINUTE_MS;
	await world.login(nurse);
	await world.syncDirectory(nurse);
});

test("lock drops the tab's record and every operation; the other tab goes on", async () => {
	const vault = await world.vault(nurse.store);
	await vault.restore();
	const draft = await vault.draftSeal("k", textBytes("x"));
	await vault.lock();
	assert.deepEqual(await nurse.store.list("tab/"), []);
	assert.equal(await (await world.vault(nurse.store)).restore(), null);
	for (const refused of [
		() => vault.draftOpen("k", draft),
		() => vault.directorySign({ kind: "beacon" }),
		() => vault.reconnect({ origin: ORIGIN, conn: "", ch: "", now: world.nowMs }),
		() => vault.accountKey(nurse.passphrase),
		() => vault.relogin({ passphrase: nurse.passphrase, newPassphrase: nurse.passphrase }),
		() => vault.marksSeal(),
		() => vault.alarm(),
	]) {
		await assert.rejects(refused(), code("locked"));
	}
	await vault.touch();
	assert.deepEqual(
		await nurse.store.list("tab/"),
		[],
		"a touch that comes late brings nothing back",
	);
	await world.login(nurse);
	await world.syncDirectory(nurse);
});

test("a session that is wiped has nothing but zeroes where its keys were", async () => {
	const { seed, sign, enc } = newIdentity();
	const sessionSeed = randomBytes(32);
	const secrets = [seed, enc.sk, sessionSeed];
	const session = await Session.open(new Device(new MemoryStore(world.now), "t"), {
		touchedAt: world.nowMs,
		genesis: toB64(world.genesis),
		uid: toB64(randomBytes(16)),
		sid: toB64(randomBytes(16)),
		username: "u",
		loginPk: "",
		salt: "",
		ops: 3,
		mem: 1,
		kbver: 1,
		seed,
		encSk: enc.sk,
		sessionSeed,
	});
	assert.ok(equal(session.identity.sign.pk, sign.pk));
	secrets.push(session.identity.sign.sk, session.sessionKey.sk);
	assert.ok(secrets.every((secret) => secret.some((byte) => byte !== 0)));
	session.wipe();
	for (const secret of secrets) assert.ok(secret.every((byte) => byte === 0));
});

test("no operation hands a private key out", async () => {
	// The names, so that a new operation has to be thought about here.
	const telling = VAULT_METHODS.filter((name) => /key|secret|seed|wrap/i.test(name));
	assert.deepEqual(telling, ["enrolKeys", "accountKey"]);
	const kept = await county.store.get("tab/tab-1");
	assert.ok(kept);
	const { seed, encSk, sessionSeed } = readTab(kept);
	const secrets = [seed, encSk, sessionSeed].map((secret) => Buffer.from(secret));
	const { vault } = county;
	const { pending } = await world.newcomer(county, "salainen", "worker");
	const conn = { conn: toB64(randomBytes(16)), ch: toB64(randomBytes(32)), now: world.nowMs };
	const outputs = [
		await vault.restore(),
		await vault.directoryAdd([], world.head()),
		await vault.directorySign({ kind: "beacon" }),
		await vault.directorySign({ kind: "renew", uid: nurse.uid }),
		await vault.pendingOpen(pending),
		await vault.draftSeal("k", textBytes("x")),
		await vault.marksSeal(),
		await vault.reconnect({ origin: ORIGIN, ...conn }),
		await vault.relogin({ passphrase: county.passphrase, newPassphrase: "uusi ja pitka lause" }),
		await vault.accountKey(county.passphrase),
		await vault.login(world.loginInput(county)),
	];
	const bytes = outputs.flatMap(bytesIn);
	assert.ok(bytes.length > 20);
	for (const secret of secrets) {
		assert.ok(Buffer.from(kept).includes(secret), "where it is, it is found");
		assert.ok(bytes.every((one) => !Buffer.from(one).includes(secret)));
	}
});

/** Every byte string in a value: as such, or as base64url. */
function bytesIn(value: unknown): Uint8Array[] {
	if (value instanceof Uint8Array) return [value];
	if (typeof value === "string") return [textBytes(value), Buffer.from(value, "base64url")];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(bytesIn);
}

test("new keys on the same device take the place of the old account key when they are sent", async () => {
	const anna = await world.person(county, "anna", "worker");
	const { member } = await world.newcomer(county, "anna", "worker", anna.uid, anna.store);
	assert.equal(member.uid, anna.uid);
	assert.notEqual(member.accountKey, anna.accountKey);
	const vault = await world.vault(anna.store);
	assert.deepEqual(await vault.remembered(), ["anna"]);
	// The old bundle with the key of this device: another account key than it was sealed with.
	await vault.login(world.loginInput(anna));
	await assert.rejects(vault.loggedIn(anna.reply), code("not_verified", "bundle"));
	// Until it is confirmed they sign in as before, with the old sheet.
	await vault.login({ ...world.loginInput(anna), accountKey: anna.accountKey });
	await vault.loggedIn(anna.reply);
});

test("reconnect proof is over what the server sent", async () => {
	const conn = randomBytes(16);
	const ch = randomBytes(32);
	const input = { origin: ORIGIN, conn: toB64(conn), ch: toB64(ch), now: world.nowMs };
	const { sig } = await nurse.vault.reconnect(input);
	const sid = fromB64(nurse.reply.sid);
	const bytes = lp("ET1/re", world.g, ORIGIN, fromB64(nurse.uid), sid, conn, ch);
	assert.ok(verify(fromB64(sig), bytes, fromB64(nurse.spk)));
	assert.equal(verify(fromB64(sig), flip(bytes, 60), fromB64(nurse.spk)), false);
	assert.equal(verify(fromB64(sig), concat(bytes, bytes), fromB64(nurse.spk)), false);
});
