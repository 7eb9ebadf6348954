// What a device has seen of the chains, with two tabs of one person writing it down.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Device } from "../src/crypto/vault/device.ts";
import { MemoryStore } from "../src/crypto/vault/store.ts";

const ref = (seq: number, hash = `h${seq}`) => ({ seq, hash });

test("two tabs: nothing that either has seen is forgotten, whoever writes last", async () => {
	const store = new MemoryStore();
	const [one, two] = [new Device(store, "tab-1"), new Device(store, "tab-2")];
	const mine = await one.pins("g", "me");
	const other = await two.pins("g", "me");
	mine.directory = ref(9);
	mine.cases["a"] = ref(7);
	mine.verified["anna"] = "111";
	mine.checkpoints = [
		{ ...ref(1), at: 1 },
		{ ...ref(3), at: 3 },
	];
	await one.keepPins("g", "me", mine, "anna");
	other.directory = ref(4);
	other.cases["a"] = ref(2);
	other.cases["b"] = ref(5);
	other.checkpoints = [{ ...ref(2), at: 2 }];
	const kept = await two.keepPins("g", "me", other, null);
	assert.deepEqual(kept, await one.pins("g", "me"));
	assert.deepEqual(kept.directory, ref(9));
	assert.deepEqual(kept.cases, { a: ref(7), b: ref(5) });
	assert.deepEqual(kept.verified, { anna: "111" });
	assert.deepEqual(
		kept.checkpoints.map(({ seq }) => seq),
		[1, 2, 3],
	);
});

test("a number compared anew stands over an older mark; an old mark in another tab does not", async () => {
	const device = new Device(new MemoryStore(), "tab-1");
	const stale = await device.pins("g", "me");
	stale.verified["anna"] = "111";
	await device.keepPins("g", "me", stale, "anna");
	const fresh = await device.pins("g", "me");
	fresh.verified["anna"] = "222";
	await device.keepPins("g", "me", fresh, "anna");
	assert.equal((await device.keepPins("g", "me", stale, null)).verified["anna"], "222");
});

test("another head of the same length does not replace the one seen first", async () => {
	const device = new Device(new MemoryStore(), "tab-1");
	const pins = await device.pins("g", "me");
	pins.cases["a"] = ref(3);
	await device.keepPins("g", "me", pins, null);
	pins.cases["a"] = ref(3, "forked");
	assert.deepEqual((await device.keepPins("g", "me", pins, null)).cases["a"], ref(3));
});
