// Whose numbers were compared, and the log's checkpoints: what follows a person to a new device, and what a broker may
// not take away or change.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { concat, fromB64, toB64 } from "../src/crypto/bytes.ts";
import { fingerprintHash, identityOf } from "../src/crypto/keys.ts";
import { lp, lpOpen } from "../src/crypto/lp.ts";
import { openDraft, sealDraft } from "../src/crypto/objects.ts";
import { randomBytes, sign, signSeedPair, sodiumReady } from "../src/crypto/sodium.ts";
import { readTab } from "../src/crypto/vault/records.ts";
import { MemoryStore } from "../src/crypto/vault/store.ts";
import type { DirectoryView } from "../src/crypto/vault.ts";
import { code, flip, type Member, reloaded, World } from "./world.ts";

let world: World;
let county: Member;
let nurse: Member;
let mate: Member;
let third: Member;

before(async () => {
	await sodiumReady();
	world = new World();
	county = await world.founder(0, "koordinaattori");
	nurse = await world.person(county, "hoitaja.a", "worker");
	mate = await world.person(county, "ohjaaja.a", "worker");
	third = await world.person(county, "ohjaaja.b", "worker");
	for (const member of [nurse, mate, third]) await world.syncDirectory(member);
});

const numberOf = (view: DirectoryView, uid: string): string =>
	view.people.find((person) => person.uid === uid)?.number ?? "";

const verified = (view: DirectoryView, uid: string) =>
	view.people.find((person) => person.uid === uid)?.verified;

async function compare(by: Member, whom: Member): Promise<void> {
	const view = await world.syncDirectory(by);
	await by.vault.markVerified(whom.uid, numberOf(view, whom.uid));
}

async function identity(member: Member) {
	const kept = await member.store.get("tab/tab-1");
	assert.ok(kept);
	const { seed, encSk } = readTab(kept);
	return identityOf(seed, encSk);
}

/** A marks record as only the person's own keys make it, but with any content. */
async function record(member: Member, changes: { g?: Uint8Array; uid?: Uint8Array; dir?: number }) {
	const { sign: keys, enc } = await identity(member);
	const uid = fromB64(member.uid, 16);
	const hash = randomBytes(32);
	const fields = [changes.g ?? world.g, changes.uid ?? uid, world.nowMs] as const;
	const bytes = lp("ET1/marks", ...fields, changes.dir ?? 1, hash, 0, world.g);
	return sealDraft(enc.sk, world.g, uid, "marks", concat(bytes, sign(bytes, keys.sk)));
}

test("marks follow a person to a new device, with the time they were made", async () => {
	await compare(nurse, mate);
	const madeAt = world.nowMs;
	const sealed = await nurse.vault.marksSeal();
	await world.pass(1000);
	const there = await world.newDevice(nurse);
	assert.equal(verified(await world.syncDirectory(there), mate.uid), "no");
	const { behind, ahead, view } = await there.vault.marksOpen(sealed);
	assert.deepEqual([behind, ahead], [false, false]);
	assert.equal(verified(view, mate.uid), "yes");
	assert.equal(view.people.find(({ uid }) => uid === mate.uid)?.verifiedAt, madeAt);
	assert.equal(verified(view, third.uid), "no");
	// And stay on it.
	const again = await reloaded(world, there);
	assert.equal(
		verified(await again.vault.directoryAdd(world.directory, world.head()), mate.uid),
		"yes",
	);
});

test("the record's bytes are what the contract says", async () => {
	const { sign: keys, enc } = await identity(nurse);
	const uid = fromB64(nurse.uid, 16);
	const signed = openDraft(enc.sk, world.g, uid, "marks", await nurse.vault.marksSeal());
	const r = lpOpen(signed.slice(0, -64), "ET1/marks");
	assert.equal(toB64(r.b32()), toB64(world.g));
	assert.equal(toB64(r.id()), nurse.uid);
	assert.equal(r.u64(), world.nowMs);
	assert.deepEqual({ seq: r.u64(), hash: toB64(r.b32()) }, world.head());
	assert.deepEqual([r.u64(), toB64(r.b32())], [0, toB64(world.g)]);
	const other = await identity(mate);
	const fp = fingerprintHash(world.g, fromB64(mate.uid, 16), other.sign.pk, other.enc.pk);
	assert.deepEqual([toB64(r.id()), toB64(r.b32())], [mate.uid, toB64(fp)]);
	assert.ok(r.u64() > 0);
	r.end();
	assert.deepEqual(toB64(sign(signed.slice(0, -64), keys.sk)), toB64(signed.slice(-64)));
});

test("an older record takes no mark away, and says that it is behind", async () => {
	const older = await nurse.vault.marksSeal();
	await world.pass(1000);
	await compare(nurse, third);
	const { behind, view } = await nurse.vault.marksOpen(older);
	assert.equal(behind, true);
	assert.deepEqual([verified(view, mate.uid), verified(view, third.uid)], ["yes", "yes"]);
	const { behind: still } = await nurse.vault.marksOpen(await nurse.vault.marksSeal());
	assert.equal(still, false);
});

test("two devices compare two people: each ends up with both, whichever record is read last", async () => {
	const [one, two] = [await world.newDevice(third), await world.newDevice(third)];
	await compare(one, nurse);
	await compare(two, mate);
	const [first, second] = [await one.vault.marksSeal(), await two.vault.marksSeal()];
	for (const [device, sealed] of [
		[two, first],
		[one, second],
	] as const) {
		const { view, behind } = await device.vault.marksOpen(sealed);
		assert.deepEqual([verified(view, nurse.uid), verified(view, mate.uid)], ["yes", "yes"]);
		assert.equal(behind, true);
	}
});

test("a record of somebody else, of another deployment, spoilt or unsigned is not taken in", async () => {
	const mine = await nurse.vault.marksSeal();
	const bad = [
		await mate.vault.marksSeal(),
		await record(nurse, { uid: fromB64(mate.uid, 16) }),
		await record(nurse, { g: randomBytes(32) }),
		await nurse.vault.draftSeal("marks", randomBytes(200)),
		...[0, 30, mine.length - 1].map((at) => flip(mine, at)),
	];
	const before = await world.syncDirectory(nurse);
	for (const sealed of bad) {
		await assert.rejects(nurse.vault.marksOpen(sealed), code("not_verified", "object"));
	}
	// Of mine, but under another key of the drafts.
	const uid = fromB64(nurse.uid, 16);
	const elsewhere = sealDraft((await identity(nurse)).enc.sk, world.g, uid, "plan/1", mine);
	await assert.rejects(nurse.vault.marksOpen(elsewhere), code("not_verified", "object"));
	const after = await world.syncDirectory(nurse);
	assert.deepEqual(after.people, before.people);
	assert.equal(await nurse.vault.alarm(), null);
});

test("what my other device saw of the directory counts here: a fork, and one that is longer", async () => {
	const there = await world.newDevice(nurse);
	await world.syncDirectory(there);
	const forked = await record(nurse, { dir: 2 });
	await assert.rejects(there.vault.marksOpen(forked), code("not_verified", "directory-fork"));
	assert.equal((await there.vault.alarm())?.reason, "directory-fork");

	const made = await world.signDirectory(county, {
		kind: "pair-set",
		pair: null,
		name: "P",
		workers: [nurse.uid, mate.uid],
	});
	// The other device has seen one statement more, which the broker keeps from this one.
	const behind = await world.newDevice(nurse);
	await world.syncDirectory(behind);
	await world.signDirectory(county, { kind: "beacon" });
	await world.syncDirectory(nurse);
	const sealed = await nurse.vault.marksSeal();
	assert.equal((await behind.vault.marksOpen(sealed)).ahead, true);
	const acts = [
		{ kind: "create", pair: made.id ?? "", lane: "client" },
		{ kind: "share", uid: mate.uid },
	] as const;
	const sharing = behind.vault.caseSign({ case: null, acts });
	await assert.rejects(sharing, code("not_verified", "directory-rollback"));
	const short = world.directory.slice(0, -1);
	const last = await world.newDevice(nurse);
	await last.vault.directoryAdd(short, headAfter(short.length));
	await last.vault.marksOpen(sealed);
	const still = last.vault.directoryAdd([], headAfter(short.length));
	await assert.rejects(still, code("not_verified", "directory-rollback"));
	// Given the rest, it goes on.
	assert.ok(await world.syncDirectory(behind));
	assert.ok(await behind.vault.caseSign({ case: null, acts }));
});

test("a record from before the memory was forgotten: its marks stand, its heads count no more", async () => {
	const home = await world.newDevice(nurse);
	await world.syncDirectory(home);
	await compare(home, mate);
	await home.vault.checkpoint(checkpoint(9, 1000));
	const later = await home.vault.marksSeal();
	const length = world.directory.length - 1;
	await home.vault.forgetPins();
	await world.pass(1);
	const signIn = async ({ store }: Member) => {
		const vault = await world.vault(store);
		await vault.login({ ...world.loginInput(nurse), accountKey: nurse.accountKey });
		await vault.loggedIn(nurse.reply);
		await vault.directoryAdd(world.directory.slice(0, length), headAfter(length));
		return vault;
	};
	const vault = await signIn(home);
	await vault.checkpoint(checkpoint(9, 2000, randomBytes(32)));
	const { behind, ahead, view } = await vault.marksOpen(later);
	assert.deepEqual([behind, ahead, verified(view, mate.uid)], [true, false, "yes"]);
	const renewed = await vault.marksSeal();
	assert.equal((await vault.marksOpen(renewed)).behind, false);
	assert.equal(await vault.alarm(), null);
	// The same person where nothing was forgotten, and where nothing was known.
	const fresh = { ...nurse, store: new MemoryStore(world.now) };
	const other = await signIn(fresh);
	assert.equal((await other.marksOpen(renewed)).ahead, false);
	assert.equal(await other.marksOpen(later).catch((e) => e.reason), "log-fork");
	await vault.lock();
	const again = await signIn(home);
	assert.equal((await again.marksOpen(later)).ahead, false);
	await world.pass(1);
	const unforgotten = await world.newDevice(nurse);
	await world.syncDirectory(unforgotten);
	const newest = await unforgotten.vault.marksSeal();
	assert.equal((await again.marksOpen(newest)).ahead, true);
});

const headAfter = (count: number) => {
	const whole = world.directory.splice(count);
	const head = world.head();
	world.directory.push(...whole);
	return head;
};

test("new keys begin anew: the record of the old ones is theirs", async () => {
	const old = await world.person(county, "vaihtaja", "worker");
	await compare(old, mate);
	const sealed = await old.vault.marksSeal();
	const fresh = await world.rekey(county, old, "worker");
	const { behind, view } = await fresh.vault.marksOpen(sealed);
	assert.deepEqual([behind, verified(view, mate.uid)], [false, "no"]);
	await compare(fresh, mate);
	assert.equal((await fresh.vault.marksOpen(sealed)).behind, true);
});

const row: Uint8Array = new Uint8Array(32).fill(7);
const checkpoint = (seq: number, at: number, hashed = row, sk = world.logKeys.sk) => {
	const ckpt = lp("ET1/ckpt", world.g, seq, hashed, at);
	return { ckpt: toB64(ckpt), sig: toB64(sign(ckpt, sk)) };
};

test("checkpoints: signed by the log's key, never another at the same place, never back", async () => {
	const { vault } = mate;
	assert.deepEqual(await vault.checkpoint(checkpoint(5, 1000)), { seq: 5, at: 1000 });
	assert.equal((await vault.checkpoint(checkpoint(6, 2000))).seq, 6);
	const other = lp("ET1/ckpt", randomBytes(32), 7, row, 3000);
	const strange = { ckpt: toB64(other), sig: toB64(sign(other, world.logKeys.sk)) };
	const foreign = signSeedPair(randomBytes(32)).sk;
	for (const [bad, reason] of [
		[checkpoint(6, 2000, randomBytes(32)), "log-fork"],
		[checkpoint(5, 1000, randomBytes(32)), "log-fork"],
		[checkpoint(4, 3000), "log-rollback"],
		[checkpoint(7, 1999), "log-rollback"],
		[checkpoint(7, 3000, row, foreign), "log-broken"],
		[strange, "log-broken"],
	] as const) {
		const device = await world.newDevice(mate);
		await world.syncDirectory(device);
		await device.vault.checkpoint(checkpoint(5, 1000));
		await device.vault.checkpoint(checkpoint(6, 2000));
		await assert.rejects(device.vault.checkpoint(bad), code("not_verified", reason));
		const again = await reloaded(world, device);
		assert.equal((await again.vault.alarm())?.reason, reason);
	}
});

test("checkpoints that are remembered are asked for again: each must be there, as it was", async () => {
	const device = await world.newDevice(mate);
	await world.syncDirectory(device);
	for (let seq = 1; seq <= 60; seq++) await device.vault.checkpoint(checkpoint(seq, seq));
	const seqs = await device.vault.checkpointsKnown();
	assert.deepEqual([seqs.length, seqs[0], seqs.at(-1)], [50, 11, 60]);
	const list = seqs.map((seq) => checkpoint(seq, seq));
	await device.vault.checkpointsCheck({ seqs, checkpoints: list });
	await device.vault.checkpointsCheck({ seqs: seqs.slice(9), checkpoints: list.slice(9) });
	for (const [checkpoints, reason] of [
		[list.slice(1), "log-rollback"],
		[[], "log-rollback"],
		[list.with(3, checkpoint(14, 14, randomBytes(32))), "log-fork"],
		[list.with(3, checkpoint(14, 14, row, signSeedPair(randomBytes(32)).sk)), "log-broken"],
	] as const) {
		const next = await reloaded(world, device);
		await next.vault.directoryAdd(world.directory, world.head());
		const checking = next.vault.checkpointsCheck({ seqs, checkpoints });
		await assert.rejects(checking, code("not_verified", reason));
	}
});

test("the log that my other device saw is the log: another one here is a fork", async () => {
	const [one, two] = [await world.newDevice(third), await world.newDevice(third)];
	for (const { vault } of [one, two]) await vault.directoryAdd(world.directory, world.head());
	await one.vault.checkpoint(checkpoint(70, 70_000));
	await two.vault.marksOpen(await one.vault.marksSeal());
	assert.equal((await two.vault.checkpoint(checkpoint(71, 71_000))).seq, 71);
	const older = two.vault.checkpoint(checkpoint(69, 72_000));
	await assert.rejects(older, code("not_verified", "log-rollback"));
	const last = await world.newDevice(third);
	await last.vault.directoryAdd(world.directory, world.head());
	await last.vault.checkpoint(checkpoint(70, 70_000, randomBytes(32)));
	const opening = last.vault.marksOpen(await one.vault.marksSeal());
	await assert.rejects(opening, code("not_verified", "log-fork"));
});
