// Small parts of the work layer: errors at this height, pauses that the broker asks for, one run for many calls, dates
// of Helsinki, and what the browser's device errors mean.
import assert from "node:assert/strict";
import { test } from "node:test";
import { VaultError } from "../src/crypto/vault/errors.ts";
import { failureOf } from "../src/media/devices.ts";
import { loudness } from "../src/media/speaking.ts";
import { WireError } from "../src/wire/errors.ts";
import { asWorkError } from "../src/work/errors.ts";
import { inLanes } from "../src/work/lanes.ts";
import { patient } from "../src/work/link.ts";
import { Reader } from "../src/work/replies.ts";
import { Coalesced, Serial } from "../src/work/serial.ts";
import { addDays, startOfDay, wallTime } from "../src/work/time.ts";

test("errors: the broker's keep their name and detail, the rest are told in ours", () => {
	const full = new WireError("hour_full", null, { next_hour: "h", next_starts_at: 5 });
	assert.deepEqual(asWorkError(full).detail, { nextHour: "h", nextStartsAt: 5 });
	const none = new WireError("hour_full", null, { next_hour: null, next_starts_at: null });
	assert.deepEqual(asWorkError(none).detail, { nextHour: null, nextStartsAt: null });
	assert.equal(asWorkError(new WireError("timeout")).code, "offline");
	assert.equal(asWorkError(new WireError("bad_signature")).code, "not_verified");
	assert.equal(asWorkError(new VaultError("no_key")).code, "no_key");
	assert.equal(asWorkError(new VaultError("locked")).code, "denied");
	assert.equal(asWorkError(new VaultError("stale_directory")).code, "stale_directory");
	assert.equal(asWorkError(new TypeError("x")).code, "internal");
});

test("a pause that the broker asks for is waited out; a long one and another refusal are told", async () => {
	let calls = 0;
	const limited = (retry_ms: number) => new WireError("rate_limited", null, { retry_ms });
	const reply = await patient(async () => {
		calls += 1;
		if (calls < 3) throw limited(1);
		return { ok: {}, blobs: [] };
	});
	assert.deepEqual([calls, reply.ok], [3, {}]);
	await assert.rejects(
		patient(async () => Promise.reject(limited(60_000))),
		/rate_limited/,
	);
	await assert.rejects(
		patient(async () => Promise.reject(new WireError("denied"))),
		/denied/,
	);
});

/** Asks for pieces that answer when told to, the newest first; knows how many were out at a time. */
function answerer() {
	const out: { index: number; alone: boolean; answer: (error?: Error) => void }[] = [];
	let most = 0;
	const asked: number[] = [];
	return {
		out,
		asked,
		most: () => most,
		ask: (index: number, alone: boolean) =>
			new Promise<string>((resolve, reject) => {
				asked.push(index);
				const answer = (error?: Error) => (error ? reject(error) : resolve(`piece ${index}`));
				out.push({ index, alone, answer });
				most = Math.max(most, out.length);
			}),
	};
}

test("pieces of a file: some at a time, whole and in order however they are answered", async () => {
	const pieces = answerer();
	const all = inLanes(11, 4, pieces.ask);
	while (pieces.out.length > 0) {
		pieces.out.pop()?.answer();
		await new Promise((resolve) => setImmediate(resolve));
	}
	assert.deepEqual(
		await all,
		Array.from({ length: 11 }, (_, index) => `piece ${index}`),
	);
	assert.equal(pieces.most(), 4);
	assert.deepEqual(await inLanes(0, 4, pieces.ask), []);
});

test("pieces of a file: refused for their number they go one by one, and nothing is left out", async () => {
	const pieces = answerer();
	const limited = new WireError("rate_limited", null, { retry_ms: 1 });
	const all = inLanes(9, 4, pieces.ask);
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	for (const one of pieces.out.splice(0)) one.answer(limited);
	await turn();
	const alone: boolean[] = [];
	while (pieces.out.length > 0) {
		assert.equal(pieces.out.length, 1);
		const one = pieces.out.pop();
		alone.push(one?.alone ?? false);
		one?.answer();
		await turn();
	}
	assert.equal(
		(await all).join(),
		Array.from({ length: 9 }, (_, index) => `piece ${index}`).join(),
	);
	assert.ok(alone.every(Boolean)); // who is alone waits out what the broker asks for
});

test("pieces of a file: another refusal is the whole's, and no more is asked for", async () => {
	const pieces = answerer();
	const all = inLanes(20, 4, pieces.ask);
	pieces.out[2]?.answer(new WireError("forbidden"));
	await assert.rejects(all, /forbidden/);
	for (const one of pieces.out) one.answer();
	await new Promise((resolve) => setImmediate(resolve));
	assert.deepEqual(pieces.asked, [0, 1, 2, 3]);
	const refused = answerer();
	const single = inLanes(2, 1, refused.ask);
	refused.out[0]?.answer(new WireError("rate_limited", null, { retry_ms: 60_000 }));
	await assert.rejects(single, /rate_limited/); // it has waited already
});

test("calls that come while one runs share one more run after it", async () => {
	let runs = 0;
	let release = (): void => {};
	const gate = new Promise<void>((resolve) => {
		release = resolve;
	});
	const once = new Coalesced(async () => {
		runs += 1;
		await gate;
	});
	const all = [once.run(), once.run(), once.run()];
	release();
	await Promise.all(all);
	assert.equal(runs, 2);
	await once.run();
	assert.equal(runs, 3);
});

test("a failure of one thing in a row does not stop the next", async () => {
	const serial = new Serial();
	const order: number[] = [];
	const first = serial.run(async () => {
		order.push(1);
		throw new Error("first");
	});
	const second = serial.run(async () => order.push(2));
	await assert.rejects(first, /first/);
	await second;
	assert.deepEqual(order, [1, 2]);
});

test("dates are Helsinki's, over both edges of daylight saving", () => {
	assert.equal(startOfDay("2026-11-22"), Date.parse("2026-11-21T22:00:00Z"));
	assert.equal(startOfDay("2026-06-01"), Date.parse("2026-05-31T21:00:00Z"));
	assert.equal(startOfDay("2026-03-30") - startOfDay("2026-03-29"), 23 * 3_600_000);
	assert.equal(startOfDay("2026-10-26") - startOfDay("2026-10-25"), 25 * 3_600_000);
	assert.equal(addDays("2026-12-31", 1), "2027-01-01");
	assert.deepEqual(wallTime(Date.parse("2026-11-22T22:30:00Z")), {
		date: "2026-11-23",
		time: "00:30",
		weekday: 1,
	});
});

test("a reply out of shape is refused at the first field", () => {
	const reader = new Reader({ n: 1.5, id: "short", list: [1] });
	assert.throws(() => reader.int("n"), /bad_reply/);
	assert.throws(() => reader.id("id"), /bad_reply/);
	assert.throws(() => reader.ids("list"), /bad_reply/);
	assert.throws(() => reader.part("none"), /bad_reply/);
});

test("device errors: refused, missing and taken by another program are told apart", () => {
	const named = (name: string) => new DOMException("", name);
	assert.equal(failureOf(named("NotAllowedError")), "blocked");
	assert.equal(failureOf(named("NotFoundError")), "missing");
	assert.equal(failureOf(named("OverconstrainedError")), "missing");
	assert.equal(failureOf(named("NotReadableError")), "busy");
	assert.equal(failureOf(new Error("x")), "blocked");
});

test("loudness of silence and of a tone", () => {
	assert.equal(loudness(new Float32Array(512)), 0);
	const tone = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i));
	assert.ok(Math.abs(loudness(tone) - Math.SQRT1_2) < 0.01);
});
