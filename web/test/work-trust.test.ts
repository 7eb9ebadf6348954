// Trust at the height of the screens: references read aloud, who stands for whom, what is told of new keys, owed keys over
// all cases, the clock's next moment, an alarm that outlives the session it ended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import type { CaseView, DirectoryView, PersonView, VaultApi } from "../src/crypto/vault/api.ts";
import { VaultError } from "../src/crypto/vault/errors.ts";
import { AlarmBell } from "../src/work/alarm.ts";
import { Boundary } from "../src/work/boundary.ts";
import type { Acts, Chains } from "../src/work/chains.ts";
import type { DirectorySync } from "../src/work/directory.ts";
import { newsOfDirectory } from "../src/work/directory-news.ts";
import { concerning, contactsOf, seriesFor, workersOf } from "../src/work/directory-view.ts";
import { KeysKeeper } from "../src/work/keys.ts";
import type { Link } from "../src/work/link.ts";
import { readReference, referenceOf } from "../src/work/reference.ts";
import { Store } from "../src/work/store.ts";
import type { Trust } from "../src/work/trust.ts";
import { type CaseSummary, WorkError } from "../src/work/work.ts";

const NOW = 1_000_000;

test("a case's reference is 8 characters, and is read back as people say and type it", () => {
	const id = toB64(Uint8Array.from({ length: 16 }, (_, i) => 255 - 37 * i));
	assert.match(referenceOf(id), /^[0-9A-HJKMNP-TV-Z]{8}$/);
	assert.equal(referenceOf(toB64(new Uint8Array(16))), "00000000");
	assert.equal(referenceOf(toB64(new Uint8Array(16).fill(255))), "ZZZZZZZZ");
	assert.equal(readReference(" zz zz-zzzz "), "ZZZZZZZZ");
	assert.equal(readReference("oOiIlL23"), "00111123");
	for (const wrong of ["", "ZZZZZZZ", "ZZZZZZZZZ", "ZZZZZZZU", "ZZZZ ZZZ!"])
		assert.equal(readReference(wrong), null, wrong);
});

const person = (uid: string, change: Partial<PersonView> = {}): PersonView => ({
	uid,
	username: uid,
	display: uid,
	org: "county",
	orgName: "",
	orgKind: "county",
	roles: ["worker"],
	notAfter: NOW * 2,
	state: "active",
	keysSince: 0,
	rekeyed: false,
	number: `${uid} 1`,
	verified: "no",
	verifiedAt: null,
	...change,
});

const WEEKLY = { weekday: 1, start: "09:00", first: "2026-01-05", last: null, capacity: 4 };
const series = (id: string, contact: string, pairs: readonly string[]) => ({
	...{ ...WEEKLY, series: id, org: "county", name: id, contact, pairs },
	...{ every: 1 as const, onHolidays: false, phone: "" },
});

/** Pairs A (a1, a2) and B (b1, b2), each with its hour; x has left; b1 stands for a2 now, k2 for k from later on. */
function directory(people: Readonly<Record<string, Partial<PersonView>>> = {}): DirectoryView {
	const uids = ["me", "a2", "b1", "b2", "k", "k2", "x"];
	const gone = { x: { state: "revoked" }, ...people } as typeof people;
	return {
		head: { seq: 1, hash: "" },
		freshAt: NOW,
		fresh: "fresh",
		orgs: [],
		people: uids.map((uid) => person(uid, gone[uid] ?? {})),
		pairs: [
			{ pair: "A", org: "county", name: "A", workers: ["me", "a2", "x"] },
			{ pair: "B", org: "county", name: "B", workers: ["b1", "b2"] },
		],
		series: [series("SA", "k", ["A"]), series("SB", "k2", ["B"])],
		substitutes: [
			{ substitute: "1", for: "a2", by: "b1", from: NOW - 1, to: NOW + 10 },
			{ substitute: "2", for: "k", by: "k2", from: NOW + 10, to: NOW + 20 },
		],
		policies: {},
		retentions: {},
		templates: [],
		teams: [],
		cards: [],
		invites: [],
	};
}

test("who stands for whom goes by the clock, and who is revoked stands for nobody", () => {
	const view = directory();
	assert.deepEqual(workersOf(view, "A", NOW), ["me", "a2", "b1"]);
	assert.deepEqual(workersOf(view, "A", NOW + 10), ["me", "a2"]);
	assert.deepEqual(contactsOf(view, "SA", NOW), ["k"]);
	assert.deepEqual(contactsOf(view, "SA", NOW + 10), ["k", "k2"]);
	assert.deepEqual(contactsOf(view, "none", NOW), []);
	const names = (uid: string, at: number) => seriesFor(view, uid, at).map((one) => one.series);
	assert.deepEqual(names("me", NOW), ["SA"]);
	assert.deepEqual(names("b1", NOW), ["SA", "SB"]);
	assert.deepEqual(names("b1", NOW + 10), ["SB"]);
	assert.deepEqual(names("k2", NOW), ["SB"]);
	assert.deepEqual(names("k2", NOW + 10), ["SA", "SB"]);
	assert.deepEqual([...concerning(view, "me")].sort(), ["a2", "b1", "k", "k2", "x"]);
	assert.deepEqual([...concerning(view, "b2")].sort(), ["b1", "k2"]);
});

test("new keys are told to whom they concern, also after the fact, until they are compared", () => {
	const none = new Set<string>();
	const told = (before: DirectoryView | null, after: DirectoryView, met = none) =>
		newsOfDirectory(before, after, "me", met, NOW)
			.filter(({ code }) => code === "keys_changed")
			.map((one) => one.person);
	const rekeyed = { number: "another", rekeyed: true };
	const after = directory({ a2: rekeyed, b2: rekeyed });
	assert.deepEqual(told(directory(), after), ["a2"]);
	assert.deepEqual(told(directory(), after, new Set(["b2"])), ["a2", "b2"]);
	assert.deepEqual(told(after, after), [], "once");
	assert.deepEqual(told(null, after), ["a2"], "at the next sign-in again");
	assert.deepEqual(told(null, directory({ b2: { ...rekeyed, verified: "changed" } })), ["b2"]);
	assert.deepEqual(told(null, directory({ a2: { ...rekeyed, verified: "yes" } })), []);
	const substitutes = newsOfDirectory(null, directory(), "me", none, NOW);
	assert.deepEqual(substitutes, [{ code: "substitute", person: "b1" }]);
});

/** A keeper over two cases that owe a2 and k their keys. */
function keeper(needsNumber: readonly string[] = []) {
	const store = new Store();
	const stale = new Map<string, boolean>();
	const owes = new Map<string, CaseView["owed"]>([
		["one", [{ uid: "a2", why: "new-keys" }]],
		[
			"two",
			[
				{ uid: "a2", why: "new-keys" },
				{ uid: "k", why: "contact" },
			],
		],
	]);
	const view = (id: string) =>
		({
			case: id,
			closed: null,
			session: null,
			keys: ["P", "S", "C"],
			stale: stale.get(id) === true ? ["S"] : [],
			owed: owes.get(id) ?? [],
			inForce: "c",
			consents: [{ consent: "c", validFrom: 0, validTo: NOW + 50 }],
		}) as unknown as CaseView;
	const signed: string[] = [];
	const refuse = new Map<string, string>();
	const chains: Partial<Chains> = {
		ids: () => ["one", "two"],
		known: view,
		refreshed: async (id) => view(id),
		append: async (id: string, acts: Acts) => {
			const wanted = typeof acts === "function" ? await acts(view(id)) : acts;
			if (wanted === null) return null;
			const code = refuse.get(id);
			if (code !== undefined) throw new WorkError(code as "no_consent");
			for (const act of wanted) {
				signed.push(`${id} ${act.kind}`);
				if (act.kind === "rotate") stale.set(id, false);
				if (act.kind === "share")
					owes.set(
						id,
						view(id).owed.filter(({ uid }) => uid !== act.uid),
					);
			}
			return { case: id, statements: [], ids: [] };
		},
	};
	const people = directory({ k: { orgKind: "kela" } });
	const sync: Partial<DirectorySync> = {
		me: "me",
		view: people,
		person: (uid) => people.people.find((one) => one.uid === uid) ?? null,
		isContact: (uid) => uid.startsWith("k"),
		substitutionOf: () => null,
	};
	const keys = new KeysKeeper({
		store,
		chains: chains as Chains,
		directory: sync as DirectorySync,
		link: { now: () => NOW } as unknown as Link,
		trust: { needsNumber: ({ uid }) => needsNumber.includes(uid) } as Partial<Trust> as Trust,
	});
	keys.begin();
	const cases = ["one", "two"].map((id) => ({ case: id }) as CaseSummary);
	store.cases.value = { kind: "ready", value: cases };
	return { store, keys, signed, refuse, stale };
}

test("keys owed over all cases are one line a person, told once, given in one step", async () => {
	const { store, keys, signed } = keeper();
	await keys.look();
	assert.deepEqual(
		store.owed.value.map(({ uid, why, cases, until }) => [uid, why, cases, until]),
		[
			["a2", "new-keys", ["one", "two"], null],
			["k", "contact", ["two"], NOW + 50],
		],
	);
	await keys.look();
	const codes = store.notices.value.map(({ code, person: uid }) => `${code} ${uid}`);
	assert.deepEqual(codes, ["owed a2", "owed k"]);
	assert.deepEqual(await keys.giveKeys("a2"), { cases: 2, refused: 0 });
	assert.deepEqual(signed, ["one share", "two share"]);
	assert.deepEqual(
		store.owed.value.map(({ uid }) => uid),
		["k"],
	);
	assert.ok(!store.notices.value.some((one) => one.person === "a2"), "what is done is not told");
	assert.deepEqual(await keys.giveKeys("a2"), { cases: 0, refused: 0 });
	keys.stop();
});

test("an uncompared number stops the giving; a case that has lost its consent is passed over", async () => {
	const barred = keeper(["a2"]);
	await barred.keys.look();
	assert.equal(barred.store.owed.value[0]?.needsNumber, true);
	await assert.rejects(barred.keys.giveKeys("a2"), { code: "key_changed" });
	assert.deepEqual(barred.signed, []);
	barred.keys.stop();
	const { keys, refuse, signed } = keeper();
	await keys.look();
	refuse.set("one", "no_consent");
	assert.deepEqual(await keys.giveKeys("a2"), { cases: 1, refused: 1 });
	assert.deepEqual(signed, ["two share"]);
	refuse.set("two", "stale_directory");
	await assert.rejects(keys.giveKeys("k"), { code: "stale_directory" });
	keys.stop();
});

test("a stale key is changed without asking, once", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { keys, stale, signed } = keeper();
	stale.set("two", true);
	await keys.look();
	await keys.look();
	t.mock.timers.tick(2_500);
	await keys.look();
	assert.deepEqual(signed, ["two rotate"]);
	keys.stop();
});

test("the next moment of many is waited for, past ones are not", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	let due = 0;
	const boundary = new Boundary(
		() => NOW,
		() => {
			due += 1;
		},
	);
	boundary.watch([NOW - 10_000, NOW + 5_000, NOW + 2_000]);
	t.mock.timers.tick(2_400);
	assert.equal(due, 0);
	t.mock.timers.tick(200);
	assert.equal(due, 1);
	boundary.watch([NOW - 10_000]);
	t.mock.timers.tick(100_000_000);
	assert.equal(due, 1);
});

test("whatever finds a fork rings, and the alarm outlives the session that it ended", async () => {
	const store = new Store();
	let error = new VaultError("not_verified", "", "directory-fork");
	const vault: Partial<VaultApi> = {
		alarm: async () => Promise.reject(new VaultError("locked")),
		directoryAdd: async () => Promise.reject(error),
	};
	const bell = new AlarmBell(store, vault as VaultApi, () => NOW);
	const add = () => bell.vault.directoryAdd([], { seq: 1, hash: "" });
	await assert.rejects(add(), { reason: "directory-fork" });
	assert.deepEqual(store.alarm.value, { reason: "directory-fork", at: NOW, case: null });
	store.forgetPerson();
	assert.equal(store.alarm.value?.reason, "directory-fork");
	store.alarm.value = null;
	error = new VaultError("not_verified", "", "object");
	await assert.rejects(add(), { reason: "object" });
	assert.equal(store.alarm.value, null, "what is only not openable is no alarm");
});
