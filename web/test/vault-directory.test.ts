// The directory through people's vaults, over a store that gives them what a hostile broker would: what must not be
// believed is refused by the vaults themselves, and remembered by the device.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fromB64, toB64 } from "../src/crypto/bytes.ts";
import { beaconBody, userRekeyBody } from "../src/crypto/directory-body.ts";
import { formatInviteFragment } from "../src/crypto/genesis.ts";
import { identityOf, newIdentity } from "../src/crypto/keys.ts";
import { hash, randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { type Signed, signStatement, statementHash } from "../src/crypto/statement.ts";
import { hourId } from "../src/crypto/vault/hours.ts";
import { noPins, readPins, readTab } from "../src/crypto/vault/records.ts";
import { MemoryStore } from "../src/crypto/vault/store.ts";
import { code, DAY_MS, flip, type Member, reloaded, World } from "./world.ts";

let world: World;
let county: Member;
let kela: Member;
let nurse: Member;
let counsellor: Member;
let contact: Member;
let pair = "";

before(async () => {
	await sodiumReady();
	world = new World();
	county = await world.founder(0, "koordinaattori");
	kela = await world.founder(1, "kela.koordinaattori");
	nurse = await world.person(county, "hoitaja.a", "worker");
	counsellor = await world.person(county, "ohjaaja.a", "worker");
	contact = await world.person(kela, "yhteys", "contact");
	const made = await world.signDirectory(county, {
		kind: "pair-set",
		pair: null,
		name: "Työpari A",
		workers: [nurse.uid, counsellor.uid],
	});
	pair = made.id ?? "";
});

test("a founder whom a slow reply told the clock signs by the newest look, not before the other founder", async () => {
	const two = new World();
	const [, org] = two.orgIds;
	const [, secret] = two.founderSecrets;
	const slow = await two.vault(new MemoryStore(two.now));
	const shown = { ...two.shown(org, null), now: two.now() - 5_000 };
	await slow.inviteOpen(formatInviteFragment(org, secret.slice(), two.g), shown);
	const names = { username: "kela.koordinaattori", display: "Kela" };
	await slow.enrolKeys({ ...names, passphrase: "hidas vastaus kulkee kauan" });
	const first = await two.founder(0, "koordinaattori");
	const request = await slow.enrolRequest({ head: two.head(), now: two.now() });
	assert.ok(request.found !== null && request.foundSig !== null);
	two.directory.push({ stmt: request.found, sig: request.foundSig });
	assert.equal((await two.syncDirectory(first)).people.length, 2);
});

test("the directory shows verified people and their numbers", async () => {
	const view = await world.syncDirectory(contact);
	assert.deepEqual(
		view.people.map((person) => person.username),
		["koordinaattori", "kela.koordinaattori", "hoitaja.a", "ohjaaja.a", "yhteys"],
	);
	assert.deepEqual(view.pairs[0]?.workers, [nurse.uid, counsellor.uid]);
	const person = view.people.find((one) => one.uid === nurse.uid);
	assert.match(person?.number ?? "", /^(\d{5} ){5}\d{5}$/);
	await assert.rejects(contact.vault.markVerified(nurse.uid, "1"), code("not_verified"));
	await contact.vault.markVerified(nurse.uid, person?.number.replaceAll(" ", "") ?? "");
	const after = await world.syncDirectory(contact);
	assert.equal(after.people.find((one) => one.uid === nurse.uid)?.verified, "yes");
});

test("a directory statement with one flipped bit stops the chain", async () => {
	for (const n of [0, 2, world.directory.length - 1]) {
		const statement = world.directory[n];
		assert.ok(statement);
		const spoilt = [
			...Array.from({ length: 24 }, (_, i) => ({
				...statement,
				stmt: flip(statement.stmt, Math.floor((i * (statement.stmt.length - 1)) / 23), i % 8),
			})),
			{ ...statement, sig: flip(statement.sig, 3) },
		];
		for (const bad of spoilt) {
			const fresh = await reloaded(world, contact);
			const chain = world.directory.with(n, bad);
			await assert.rejects(fresh.vault.directoryAdd(chain, world.head()), code("not_verified"));
		}
	}
});

test("a directory that is cut or replaced is refused by a device that has seen more", async () => {
	const fresh = await reloaded(world, contact);
	const shorter = world.directory.slice(0, -1);
	const last = shorter.at(-1);
	assert.ok(last);
	const head = { seq: shorter.length, hash: toB64(hash(Buffer.concat([last.stmt, last.sig]))) };
	await assert.rejects(fresh.vault.directoryAdd(shorter, head), code("not_verified"));
	const lie = { ...world.head(), hash: toB64(randomBytes(32)) };
	await assert.rejects(
		(await reloaded(world, contact)).vault.directoryAdd(world.directory, lie),
		code("not_verified"),
	);
});

test("only a coordinator signs for the directory, and only of their own kind", async () => {
	const invite = { kind: "invite", username: "x.y", display: "X" } as const;
	await assert.rejects(
		nurse.vault.directorySign({ ...invite, roles: ["worker"] }),
		code("refused"),
	);
	await world.syncDirectory(kela);
	await assert.rejects(kela.vault.directorySign({ ...invite, roles: ["worker"] }), code("refused"));
	await assert.rejects(
		kela.vault.directorySign({ kind: "pair-set", pair: null, name: "P", workers: [nurse.uid] }),
		code("refused"),
	);
});

test("nobody is certified without their number, nor from a changed enrolment", async () => {
	const invite = await world.signDirectory(county, {
		kind: "invite",
		username: "uusi",
		display: "Uusi",
		roles: ["worker"],
	});
	const vault = await world.vault(nurse.store);
	await vault.inviteOpen(invite.fragment ?? "", world.shown(world.orgIds[0], invite));
	const passphrase = "aivan uusi tunnuslause täällä";
	const keys = await vault.enrolKeys({ username: "muu", display: "Muu", passphrase });
	assert.equal(keys.username, "uusi", "names come from the invite");
	const request = await vault.enrolRequest({ head: world.head(), now: world.now() });
	const pending = {
		invite: invite.id ?? "",
		e: toB64(request.e),
		sig_id: toB64(request.sigId),
		sig_inv: toB64(request.sigInv),
	};
	assert.equal((await county.vault.pendingOpen(pending)).number, keys.number);
	const wrong = { kind: "user-add", pending, number: "00000 ".repeat(6).trim() } as const;
	await assert.rejects(county.vault.directorySign(wrong), code("not_verified"));
	for (let at = 0; at < request.e.length; at += 37) {
		const changed = { ...pending, e: toB64(flip(request.e, at)) };
		await assert.rejects(county.vault.pendingOpen(changed));
	}
});

test("an invite link must fit the deployment and its key", async () => {
	const shown = world.shown(world.orgIds[0], null);
	const vault = await world.vault(nurse.store);
	const org = toB64(world.orgIds[0]);
	const secret = toB64(world.founderSecrets[0]);
	const g20 = toB64(world.g.slice(0, 20));
	const open = (fragment: string) => vault.inviteOpen(fragment, shown);
	assert.equal((await open(`#i=${org}.${secret}.${g20}`)).orgName, "Ikaalinen");
	await assert.rejects(open(`#i=${org}.${secret}`), code("bad_link"));
	const other = toB64(randomBytes(32));
	await assert.rejects(open(`#i=${org}.${other}.${g20}`), code("bad_link"));
	const elsewhere = toB64(randomBytes(20));
	await assert.rejects(open(`#i=${org}.${secret}.${elsewhere}`), code("other_deployment"));
	const cheap = { ...shown, mem: 1024 * 1024 };
	await assert.rejects(vault.inviteOpen(`#i=${org}.${secret}.${g20}`, cheap), code("weak_kdf"));
	await open(`#i=${org}.${secret}.${g20}`);
	const keys = { username: "k", display: "K", passphrase: "salasana123456" };
	await assert.rejects(vault.enrolKeys(keys), code("weak_passphrase"));
});

/** The head of a chain as the broker says it. */
const headOf = (chain: readonly Signed[]) => {
	const last = chain.at(-1);
	return { seq: chain.length, hash: toB64(last === undefined ? world.g : statementHash(last)) };
};

/** What a coordinator would sign if her client did not mind: on any chain, any body. */
async function signedBy(
	member: Member,
	chain: readonly Signed[],
	kind: string,
	body: Uint8Array,
): Promise<Signed> {
	const kept = await member.store.get("tab/tab-1");
	assert.ok(kept);
	const { seed, encSk } = readTab(kept);
	const { seq, hash: hashed } = headOf(chain);
	const head = { seq, hash: fromB64(hashed, 32), time: world.nowMs };
	const what = { time: world.nowMs, author: fromB64(member.uid, 16), kind, body };
	return signStatement(["ET1/dir", world.g], head, what, identityOf(seed, encSk).sign.sk);
}

/** A device like nurse's that has seen what she has; it is spoilt by the test. */
async function victim(): Promise<Member> {
	const there = await world.newDevice(nurse);
	await world.syncDirectory(there);
	return there;
}

test("a rekey: compared, certified, the person goes on under the same uid and is new to all", async () => {
	const anna = await world.person(county, "anna", "worker");
	const mark = (view: Awaited<ReturnType<World["syncDirectory"]>>) =>
		view.people.find(({ uid }) => uid === anna.uid);
	const before = mark(await world.syncDirectory(nurse));
	await nurse.vault.markVerified(anna.uid, before?.number ?? "");
	assert.equal(before?.rekeyed, false);

	await world.pass(60_000);
	const asked = await world.newcomer(county, "anna", "worker", anna.uid);
	const view = await county.vault.pendingOpen(asked.pending);
	assert.deepEqual([view.rekey, view.uid, view.number], [true, anna.uid, asked.number]);
	const { pending } = asked;
	const sign = (kind: "user-add" | "user-rekey", number: string) =>
		county.vault.directorySign({ kind, pending, number });
	await assert.rejects(sign("user-rekey", before?.number ?? ""), code("not_verified", "number"));
	await assert.rejects(sign("user-add", asked.number), code("bad_param"));

	const fresh = await world.rekey(county, anna, "worker");
	const after = mark(await world.syncDirectory(nurse));
	assert.deepEqual(
		[after?.verified, after?.rekeyed, after?.state, after?.keysSince],
		["changed", true, "active", world.nowMs],
	);
	assert.notEqual(after?.number, before?.number);
	await nurse.vault.markVerified(anna.uid, after?.number ?? "");
	assert.equal(mark(await world.syncDirectory(nurse))?.verified, "yes");
	assert.ok(await fresh.vault.draftSeal("k", new Uint8Array(1)));
});

test("a rekey under my own name: the vault with the true keys says so and stops", async () => {
	const bert = await world.person(county, "bert", "worker");
	// A coordinator and the broker together: an invite that bert never saw, answered by somebody else.
	const { pending, number } = await world.newcomer(county, "bert", "worker", bert.uid);
	await world.signDirectory(county, { kind: "user-rekey", pending, number });
	await assert.rejects(world.syncDirectory(bert), code("not_verified", "directory-broken"));
	const alarm = await bert.vault.alarm();
	assert.equal(alarm?.reason, "directory-broken");
	const again = (await reloaded(world, bert)).vault;
	const chain = again.directoryAdd(world.directory, world.head());
	await assert.rejects(chain, code("not_verified", "directory-broken"), "after a reload too");
});

test("a rekey by the other organisation's coordinator is nobody's", async () => {
	const there = await victim();
	const person = (await world.syncDirectory(county)).people.find(
		({ uid }) => uid === counsellor.uid,
	);
	const keys = newIdentity();
	const body = userRekeyBody({
		uid: fromB64(counsellor.uid, 16),
		username: person?.username ?? "",
		display: person?.display ?? "",
		org: world.orgIds[0],
		roles: ["worker"],
		ipkS: keys.sign.pk,
		ipkE: keys.enc.pk,
		notAfter: world.nowMs + DAY_MS,
		eh: randomBytes(32),
	});
	const forged = await signedBy(kela, world.directory, "user-rekey", body);
	const chain = [...world.directory, forged];
	const taking = there.vault.directoryAdd([forged], headOf(chain));
	await assert.rejects(taking, code("not_verified", "directory-broken"));
	assert.equal((await there.vault.alarm())?.reason, "directory-broken");
});

test("a revocation left out: refused where it was seen, and by whoever hears another's head", async () => {
	const carl = await world.person(county, "carl", "worker");
	const before = [...world.directory];
	await world.signDirectory(county, { kind: "user-revoke", uid: carl.uid, reason: "left" });
	const there = await victim();
	const state = (await world.syncDirectory(there)).people.find(
		({ uid }) => uid === carl.uid,
	)?.state;
	assert.equal(state, "revoked");
	// At the next login the broker serves the chain without it.
	const next = (await reloaded(world, there)).vault;
	const rolledBack = next.directoryAdd(before, headOf(before));
	await assert.rejects(rolledBack, code("not_verified", "directory-rollback"));
	// Or without it and something else in its place.
	const beacon = await signedBy(kela, before, "beacon", beaconBody());
	const forked = [...before, beacon];
	const other = (await reloaded(world, there)).vault;
	const refused = other.directoryAdd(forked, headOf(forked));
	await assert.rejects(refused, code("not_verified", "directory-fork"));
	// Even when the broker says that more is to come.
	const third = (await reloaded(world, there)).vault;
	const more = { seq: forked.length + 5, hash: toB64(randomBytes(32)) };
	await assert.rejects(third.directoryAdd(forked, more), code("not_verified", "directory-fork"));
});

test("statements in another order, or twice, are no chain", async () => {
	const { directory } = world;
	const [a, b] = [directory[3], directory[4]];
	assert.ok(a && b);
	for (const chain of [
		directory.with(3, b).with(4, a),
		[...directory.slice(0, 4), a, ...directory.slice(4)],
		[...directory.slice(0, 3), ...directory.slice(4)],
	]) {
		const { vault } = await reloaded(world, await victim());
		const taking = vault.directoryAdd(chain, headOf(chain));
		await assert.rejects(taking, code("not_verified", "directory-broken"));
	}
});

test("a head that is claimed, and nothing to reach it by", async () => {
	const there = await victim();
	const more = { seq: world.directory.length + 1, hash: toB64(randomBytes(32)) };
	const taking = there.vault.directoryAdd([], more);
	await assert.rejects(taking, code("not_verified", "directory-broken"));
});

test("another deployment's directory is no directory of this one", async () => {
	const other = new World();
	await other.founder(0, "joku");
	const { vault } = await reloaded(world, await victim());
	const taking = vault.directoryAdd(other.directory, other.head());
	await assert.rejects(taking, code("not_verified", "directory-broken"));
});

test("an alarm survives a reload and a new login, stops what goes out in trust, and goes only with the memory", async () => {
	const boss = await world.newDevice(county);
	await world.syncDirectory(boss);
	const { pending, number } = await world.newcomer(county, "uusi.halyttaja", "worker");
	await world.syncDirectory(boss);
	const lie = { ...world.head(), hash: toB64(randomBytes(32)) };
	await assert.rejects(boss.vault.directoryAdd([], lie), code("not_verified", "directory-fork"));
	const stopped = async ({ vault }: Member) => {
		assert.equal((await vault.alarm())?.reason, "directory-fork");
		const add = vault.directorySign({ kind: "user-add", pending, number });
		await assert.rejects(add, code("not_verified", "directory-fork"));
		const renew = vault.directorySign({ kind: "renew", uid: nurse.uid });
		await assert.rejects(renew, code("not_verified", "directory-fork"));
		const beacon = vault.directorySign({ kind: "beacon" });
		await assert.rejects(beacon, code("not_verified", "directory-fork"));
		// What takes trust away is never stopped.
		const revoke = { kind: "user-revoke", uid: nurse.uid, reason: "stolen" } as const;
		assert.ok(await vault.directorySign(revoke));
	};
	await stopped(boss);
	const again = await reloaded(world, boss);
	await again.vault.directoryAdd(world.directory, world.head());
	await stopped(again);
	const fresh = { ...boss, vault: await world.vault(boss.store) };
	await world.login(fresh);
	await world.syncDirectory(fresh);
	await stopped(fresh);

	await fresh.vault.forgetPins();
	await assert.rejects(fresh.vault.alarm(), code("locked"));
	const [left] = await boss.store.list("pins/");
	const kept = await boss.store.get(left?.name ?? "");
	assert.ok(kept);
	assert.deepEqual(readPins(kept), { ...noPins(), forgotAt: world.nowMs });
	assert.deepEqual(await boss.store.list("tab/"), []);
	await world.login(fresh);
	await world.syncDirectory(fresh);
	assert.equal(await fresh.vault.alarm(), null);
	assert.ok(await fresh.vault.directorySign({ kind: "user-add", pending, number }));
});

test("an alarm in one tab stops the other", async () => {
	const one = await victim();
	const two = await reloaded(world, one);
	await two.vault.directoryAdd(world.directory, world.head());
	assert.equal(await two.vault.alarm(), null);
	const lie = { ...world.head(), hash: toB64(randomBytes(32)) };
	await assert.rejects(one.vault.directoryAdd([], lie), code("not_verified", "directory-fork"));
	assert.equal((await two.vault.alarm())?.reason, "directory-fork");
});

test("the directory is fresh, old after 7 days without a signature, stale after 14", async () => {
	await world.signDirectory(county, { kind: "beacon" });
	const there = await victim();
	const fresh = async () => (await world.syncDirectory(there)).fresh;
	assert.equal(await fresh(), "fresh");
	await world.pass(7 * DAY_MS);
	assert.equal(await fresh(), "fresh");
	await world.pass(1);
	assert.equal(await fresh(), "old");
	await world.pass(7 * DAY_MS - 1);
	assert.equal(await fresh(), "old");
	await world.pass(1);
	assert.equal(await fresh(), "stale");
	const create = { kind: "create", pair, lane: "client" } as const;
	const share = { kind: "share", uid: counsellor.uid } as const;
	await world.syncDirectory(nurse);
	const sharing = nurse.vault.caseSign({ case: null, acts: [create, share] });
	await assert.rejects(sharing, code("stale_directory"));
	await world.signDirectory(county, { kind: "beacon" });
	assert.equal(await fresh(), "fresh");
	await world.syncDirectory(nurse);
	assert.ok(await nurse.vault.caseSign({ case: null, acts: [create, share] }));
});

test("signed series, substitutes and policies are shown as they were signed last", async () => {
	const series = await world.series(county, pair, contact);
	const stand = await world.person(kela, "sijainen", "contact");
	const span = { for: contact.uid, by: stand.uid, from: world.nowMs, to: world.nowMs + DAY_MS };
	const named = { kind: "substitute", substitute: null, ...span } as const;
	const { id } = await world.signDirectory(county, named);
	assert.ok(id);
	await world.signDirectory(county, { kind: "policy", consentAck: "off" });
	await assert.rejects(
		kela.vault.directorySign({ kind: "policy", consentAck: "off" }),
		code("refused"),
	);
	const view = await world.syncDirectory(nurse);
	const shown = view.series.find((one) => one.series === series);
	assert.deepEqual([shown?.contact, shown?.last, shown?.pairs], [contact.uid, null, [pair]]);
	assert.deepEqual(
		view.substitutes.find((one) => one.substitute === id),
		{ substitute: id, ...span },
	);
	assert.equal(view.policies[toB64(world.orgIds[0])], "off");
	const ended = { ...named, substitute: id, to: world.nowMs } as const;
	await world.signDirectory(county, { ...ended, from: world.nowMs - 1 });
	const later = await world.syncDirectory(nurse);
	assert.equal(later.substitutes.find((one) => one.substitute === id)?.to, world.nowMs);
	const other = { ...named, substitute: id, by: contact.uid, for: stand.uid } as const;
	await assert.rejects(county.vault.directorySign(other), code("refused"));
});

test("an hour's id, times and state follow from what is signed", async () => {
	const series = await world.series(county, pair, contact);
	await world.syncDirectory(nurse);
	const date = "2026-05-04";
	const hour = toB64(hourId(world.g, fromB64(series), date));
	const startsAt = Date.parse("2026-05-04T06:00Z");
	const claim = { hour, series, date, startsAt, state: "planned" } as const;
	const claims = [
		claim,
		{ ...claim, hour: toB64(randomBytes(16)) },
		{ ...claim, date: "2026-05-11" },
		{ ...claim, date: "4.5.2026" },
		{ ...claim, series: toB64(randomBytes(16)) },
		{ ...claim, startsAt: startsAt + 1 },
		{ ...claim, state: "cancelled" as const },
	];
	const [signed, ...wrong] = await nurse.vault.hourCheck(claims);
	const by = county.uid;
	assert.deepEqual(signed, { startsAt, state: "planned", reason: "", moved: false, by });
	assert.deepEqual(wrong, Array(6).fill(null));
	const cancel = { date, state: "cancelled", toDate: null, toStart: null, reason: "loma" } as const;
	await world.signDirectory(county, { kind: "hour-set", series, ...cancel });
	await world.syncDirectory(nurse);
	const [after] = await nurse.vault.hourCheck([{ ...claim, state: "cancelled" }]);
	assert.equal(after?.reason, "loma");
	assert.equal(await nurse.vault.alarm(), null, "the chain itself is whole");
});
