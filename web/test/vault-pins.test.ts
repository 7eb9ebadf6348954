// What a device has seen of the chains, with two tabs of one person writing it down.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { Device } from "../src/crypto/vault/device.ts";
import type { TabRecord } from "../src/crypto/vault/records.ts";
import { MemoryStore } from "../src/crypto/vault/store.ts";

const ref = (seq: number, hash = `h${seq}`) => ({ seq, hash });

before(sodiumReady);

test("two tabs: nothing that either has seen is forgotten, whoever writes last", async () => {
	const store = new MemoryStore();
	const [one, two] = [new Device(store, "tab-1"), new Device(store, "tab-2")];
	const mine = await one.pins("g", "me");
	const other = await two.pins("g", "me");
	mine.directory = ref(9);
	mine.cases["a"] = ref(7);
	mine.marks["anna"] = { fp: "111", at: 1 };
	mine.checkpoints = [
		{ ...ref(1), at: 1 },
		{ ...ref(3), at: 3 },
	];
	mine.alarm = { reason: "case-fork", at: 5, case: "a" };
	mine.bundle = { ipkS: "k", kbver: 3 };
	await one.keepPins("g", "me", mine);
	other.directory = ref(4);
	other.cases["a"] = ref(2);
	other.cases["b"] = ref(5);
	other.checkpoints = [{ ...ref(2), at: 2 }];
	other.bundle = { ipkS: "k", kbver: 2 };
	const kept = await two.keepPins("g", "me", other);
	assert.deepEqual(kept, await one.pins("g", "me"));
	assert.deepEqual(kept.directory, ref(9));
	assert.deepEqual(kept.cases, { a: ref(7), b: ref(5) });
	assert.deepEqual(kept.marks, { anna: { fp: "111", at: 1 } });
	assert.deepEqual(
		kept.checkpoints.map(({ seq }) => seq),
		[1, 2, 3],
	);
	assert.deepEqual(kept.alarm, mine.alarm);
	assert.deepEqual(kept.bundle, { ipkS: "k", kbver: 3 });
});

test("the newer mark stands, whoever writes it last", async () => {
	const device = new Device(new MemoryStore(), "tab-1");
	const stale = await device.pins("g", "me");
	stale.marks["anna"] = { fp: "111", at: 1 };
	await device.keepPins("g", "me", stale);
	const fresh = await device.pins("g", "me");
	fresh.marks["anna"] = { fp: "222", at: 2 };
	await device.keepPins("g", "me", fresh);
	assert.equal((await device.keepPins("g", "me", stale)).marks["anna"]?.fp, "222");
});

test("another head of the same length does not replace the one seen first", async () => {
	const device = new Device(new MemoryStore(), "tab-1");
	const pins = await device.pins("g", "me");
	pins.cases["a"] = ref(3);
	await device.keepPins("g", "me", pins);
	pins.cases["a"] = ref(3, "forked");
	assert.deepEqual((await device.keepPins("g", "me", pins)).cases["a"], ref(3));
});

/** A store that is slow to write, as IndexedDB and WebCrypto are. */
class SlowStore extends MemoryStore {
	readonly begun: (() => void)[] = [];

	override async put(name: string, secret: Uint8Array): Promise<void> {
		const kept = secret.slice();
		await new Promise<void>((go) => this.begun.push(go));
		await super.put(name, kept);
	}
}

const record = (touchedAt: number): TabRecord => ({
	touchedAt,
	genesis: "g",
	uid: "u",
	sid: "s",
	username: "näppäin",
	loginPk: "l",
	salt: "s",
	ops: 3,
	mem: 1,
	kbver: 2,
	seed: randomBytes(32),
	encSk: randomBytes(32),
	sessionSeed: randomBytes(32),
});

test("a tab's record comes back as it was, until its idle time is over", async () => {
	const store = new MemoryStore();
	const device = new Device(store, "tab-1");
	const kept = record(1_000);
	await device.keepTab(kept);
	const found = await device.tab(1_000 + 15 * 60_000);
	assert.deepEqual(JSON.stringify(found), JSON.stringify(kept));
	assert.equal(await device.tab(1_001 + 15 * 60_000), null);
	assert.equal(await store.get("tab/tab-1"), null);
});

test("a write that was under way does not bring a dropped session back", async () => {
	const store = new SlowStore();
	const device = new Device(store, "tab-1");
	const writing = device.keepTab(record(1));
	const dropping = device.dropTab();
	await new Promise((go) => setImmediate(go));
	assert.equal(store.begun.length, 1);
	store.begun[0]?.();
	await Promise.all([writing, dropping]);
	assert.equal(await store.get("tab/tab-1"), null);
});
