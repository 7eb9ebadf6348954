// The client's receipt: made by a vault from rows of the log, read and checked from nothing but its text.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { verdictOf } from "../src/check/verdict.ts";
import { EncodingError, fromB64, toB64 } from "../src/crypto/bytes.ts";
import { checkpointBytes } from "../src/crypto/checkpoint.ts";
import { lp } from "../src/crypto/lp.ts";
import { checkReceipt, RECEIPT_TEXT_MAX, readReceipt, receiptText } from "../src/crypto/receipt.ts";
import { hash, randomBytes, sign, sodiumReady } from "../src/crypto/sodium.ts";
import { readVarints, varints } from "../src/crypto/varint.ts";
import { Office } from "./office.ts";
import { inventedReceipt, logKeysNew } from "./receipt-kit.ts";
import { code, DAY_MS } from "./world.ts";

before(sodiumReady);

test("what was written is what is read, and both signatures hold", () => {
	const { receipt, sk } = inventedReceipt();
	const text = receiptText(receipt, sk);
	assert.match(text, /^ETATUNTI1\.[A-Za-z0-9_-]+$/);
	assert.deepEqual(readReceipt(text), receipt);
	const checked = checkReceipt(` ${text.slice(0, 50)}\n${text.slice(50)} `);
	assert.deepEqual(checked.receipt, receipt);
	assert.deepEqual([checked.signed, checked.logged, checked.covered], [true, true, true]);
	assert.match(checked.number, /^(\d{5} ){5}\d{5}$/);
	const none = { ...receipt, entries: [], checkpoint: null };
	assert.deepEqual(readReceipt(receiptText(none, sk)), none);
	const bare = checkReceipt(receiptText(none, sk));
	assert.deepEqual([bare.signed, bare.logged, bare.covered], [true, null, false]);
});

test("any letter changed is told: no receipt, or a signature that does not hold", () => {
	const { receipt, sk } = inventedReceipt();
	const text = receiptText(receipt, sk);
	const refused = (changed: string, what: string) => {
		try {
			assert.equal(checkReceipt(changed).signed, false, what);
		} catch (error) {
			assert.ok(error instanceof EncodingError, `${what}: ${error}`);
		}
	};
	for (let i = 0; i < text.length; i++) {
		refused(text.slice(0, i) + (text[i] === "A" ? "B" : "A") + text.slice(i + 1), `letter ${i}`);
		refused(text.slice(0, i), `cut at ${i}`);
	}
	assert.throws(() => readReceipt(""), EncodingError);
	assert.throws(() => readReceipt("https://example.org/"), EncodingError);
});

test("a checkpoint of another log, or of an earlier place, is not called good", () => {
	const { receipt, sk } = inventedReceipt();
	const { checkpoint } = receipt;
	assert.ok(checkpoint);
	const other = { ...receipt, logPk: logKeysNew().pk };
	assert.equal(checkReceipt(receiptText(other, sk)).logged, false);
	const moved = { ...receipt, checkpoint: { ...checkpoint, seq: 100 } };
	assert.equal(checkReceipt(receiptText(moved, sk)).logged, false);
	const later = checkReceipt(receiptText({ ...receipt, lastSeq: 100 }, sk));
	assert.deepEqual([later.signed, later.logged, later.covered], [true, true, false]);
	assert.equal(checkReceipt(receiptText(receipt, logKeysNew().sk)).signed, false);
});

test("the page's verdict: good, bad, or no receipt; of a bad one nothing is told", () => {
	const { receipt, sk } = inventedReceipt();
	const text = receiptText(receipt, sk);
	assert.equal(verdictOf(text).kind, "good");
	assert.equal(verdictOf(receiptText({ ...receipt, checkpoint: null }, sk)).kind, "good");
	assert.deepEqual(verdictOf(receiptText(receipt, logKeysNew().sk)), { kind: "bad" });
	assert.equal(verdictOf(receiptText({ ...receipt, logPk: logKeysNew().pk }, sk)).kind, "badLog");
	for (const none of ["", "moi", text.slice(0, -1), text.slice(1), "ETATUNTI1."])
		assert.deepEqual(verdictOf(none), { kind: "notOne" }, none.slice(0, 20));
});

test("a time that no calendar has, well signed, is no receipt: the page could not show it", () => {
	const { receipt, sk } = inventedReceipt();
	const { checkpoint } = receipt;
	const [entry] = receipt.entries;
	assert.ok(checkpoint && entry);
	const far = 8_640_000_000_000_000 + 60_000;
	const consent = { number: 1, from: 0, to: far };
	for (const forged of [
		{ ...receipt, at: far },
		{ ...receipt, checkpoint: { ...checkpoint, at: far } },
		{ ...receipt, entries: [{ ...entry, last: far }] },
		{ ...receipt, entries: [{ ...entry, consent }] },
	])
		assert.deepEqual(verdictOf(receiptText(forged, sk)), { kind: "notOne" });
});

test("numbers in few bytes: there and back, strictly", () => {
	const numbers = [0, 1, 127, 128, 300, 16_383, 16_384, 1_764_000_000, 2 ** 53 - 1];
	assert.deepEqual(readVarints(varints(numbers)), numbers);
	assert.deepEqual([...varints([300])], [0xac, 0x02]);
	for (const bad of [
		[0x80],
		[0x80, 0x00],
		[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
	]) {
		assert.throws(() => readVarints(Uint8Array.from(bad)), EncodingError);
	}
	assert.throws(() => varints([-1]), EncodingError);
	assert.throws(() => varints([1.5]), EncodingError);
});

// ------------------------------------------------------------ from a vault

async function cased() {
	const office = await Office.open();
	const { world, nurse, contact } = office;
	const { id } = await office.withContact();
	const question = (await nurse.vault.caseView(id)).objects.find(({ type }) => type === "question");
	assert.ok(question);
	await world.sync(nurse, id);
	let prev: Uint8Array = randomBytes(32);
	let seq = 40;
	const rows: Uint8Array[] = [];
	const row = (
		at: number,
		org: Uint8Array | undefined,
		object: string | null,
		result = "ok",
		by: readonly [uid: string, org: Uint8Array] = [contact.uid, world.orgIds[1]],
	) => {
		const bytes = lp(
			...["ET1/log", world.g, seq++, prev, at, fromB64(by[0]), by[1]],
			...[object === null ? "case-get" : "object-get", fromB64(id)],
			...[
				object === null ? new Uint8Array(16) : fromB64(object),
				object === null ? "" : "S",
				"case",
			],
			...[org ?? new Uint8Array(16), result, new Uint8Array(32)],
		);
		prev = hash(bytes);
		rows.push(bytes);
		return bytes;
	};
	return { office, world, nurse, id, rows, row, question: question.object };
}

test("a vault tells of what went to the other organisation, and of nothing else", async () => {
	const { world, nurse, id, rows, row, question } = await cased();
	const [county, kela] = world.orgIds;
	const at = world.nowMs;
	const told = [
		row(at, kela, null),
		row(at + 1000, kela, question),
		row(at + 2000, kela, question),
	];
	row(at + 3000, kela, question, "no_consent");
	row(at + 3000, county, question);
	row(at + 3000, undefined, null);
	told.push(row(at + 2 * DAY_MS, kela, question));
	told.push(row(at + 40 * DAY_MS, kela, question));
	// The nurse gives it: it goes to Kela, not to the nurse.
	told.push(row(at + 41 * DAY_MS, kela, null, "ok", [nurse.uid, county]));
	const point = { seq: 46, hash: randomBytes(32), at };
	const ckpt = checkpointBytes(world.g, point);
	const checkpoint = { ckpt: toB64(ckpt), sig: toB64(sign(ckpt, world.logKeys.sk)) };
	const text = await nurse.vault.receipt({ case: id, rows, checkpoint });
	assert.ok(text.length <= RECEIPT_TEXT_MAX, String(text.length));
	const { receipt, signed, logged, covered, number } = checkReceipt(text);
	assert.deepEqual([signed, logged, covered], [true, true, false]);
	const view = await world.syncDirectory(nurse);
	assert.equal(number, view.people.find(({ uid }) => uid === nurse.uid)?.number);
	assert.deepEqual(receipt.rowsHash, hash(Buffer.concat(told.map((one) => hash(one)))));
	assert.deepEqual(
		receipt.entries.map(({ what, count, consent }) => [what, count, consent?.number ?? null]),
		[
			["case", 1, 1],
			["question", 2, 1],
			["question", 1, 1],
			["question", 1, null],
			["case", 1, null],
		],
	);
	assert.equal(receipt.entries.at(-1)?.who, "");
	const [first] = receipt.entries;
	assert.equal(first?.first, Math.floor(at / 1000) * 1000);
	assert.ok(first?.org !== "" && first?.who !== "");
	assert.equal(receipt.lastSeq, 48);
	assert.equal(toB64(receipt.caseId), id);
});

test("of hundreds of rows on as many days, the code still holds; rows that do not follow are refused", async () => {
	const { world, nurse, id, rows, row, question } = await cased();
	for (let i = 0; i < 300; i++)
		row(world.nowMs + i * 2 * 3_600_000 * 13, world.orgIds[1], question);
	const text = await nurse.vault.receipt({ case: id, rows, checkpoint: null });
	assert.ok(text.length <= RECEIPT_TEXT_MAX, String(text.length));
	const { receipt, signed, logged } = checkReceipt(text);
	assert.deepEqual([signed, logged], [true, null]);
	assert.equal(
		receipt.entries.reduce((sum, one) => sum + one.count, 0),
		300,
	);
	assert.ok(receipt.entries.every(({ who }) => who === ""));
	const broken = [...rows.slice(0, 5), ...[...rows.slice(5, 7)].reverse()];
	await assert.rejects(
		nurse.vault.receipt({ case: id, rows: broken, checkpoint: null }),
		code("not_verified", "log-broken"),
	);
});
