// `etatunti verify` on the record of a real server: clean as it is; with one byte of it changed, cut, or put back to an
// older state it ends with 1 and names the first bad row. Places are found by their content, as with a hex editor.
import assert from "node:assert/strict";
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fromB64, fromHex, toHex } from "../../web/src/crypto/bytes.ts";
import { randomBytes, sign, signSeedPair } from "../../web/src/crypto/sodium.ts";
import { statementHash } from "../../web/src/crypto/statement.ts";
import { type Ended, type Person, run, Server, World } from "./kit.ts";
import type { CaseFile } from "./kit-case.ts";

/** More than one checkpoint takes. */
const LOG_ROWS = 300;
const DATABASE = "etatunti.db";
const CHECKPOINTS = "checkpoints.log";
const PAGE_LEN = 4096;
const RANDOM_FLIPS = 48;

let server: Server;
let world: World;
let nurse: Person;
let file: CaseFile;
/** The record as it was before the first case. */
let early: string;
let directory: readonly Uint8Array[];
let checkpoints: readonly string[];
let db: Buffer;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse } = world.people);
	assert.equal((await server.stop()).code, 0);
	early = server.copy("early");
	await server.serve();
	for (const person of Object.values(world.people)) await world.resume(person);
	await fill();
	directory = (await nurse.wire.ask("dir-get", { from: 1 })).blobs;
	assert.equal((await server.stop()).code, 0);
	checkpoints = readFileSync(join(server.data, CHECKPOINTS), "utf8").trim().split("\n");
	db = readFileSync(join(server.data, DATABASE));
});
after(() => server?.dispose());

/** One case with everything in it up to an open session, and many more rows of the log. */
async function fill(): Promise<void> {
	const { counsellor, contact } = world.people;
	file = await world.caseQueued();
	await file.append(contact, (d) => {
		d.seen();
		d.add({ kind: "prepare", state: "ready" });
	});
	await file.append(nurse, (d) => d.open(world.hours[0]?.hour ?? ""));
	const { known } = await file.append(nurse, (d) => d.object("plan", '{"v":1}'));
	const [id, plan] = [...known.objects].at(-1) ?? [];
	assert.ok(id !== undefined && plan !== undefined);
	const confirm = { kind: "confirm", object: fromB64(id), rev: 1, ctHash: plan.ctHash } as const;
	await file.append(counsellor, (d) => d.add(confirm));
	for (let rows = 0; rows < LOG_ROWS; ) rows += (await world.caseInForce()).accepted.length;
	const pair = await world.pairSet(world.people.county, "Työpari B", [counsellor]);
	assert.equal(pair.length, 16);
}

/** Verifies a copy that was changed; removes it. */
async function verifyChanged(change: (data: string) => void): Promise<Ended> {
	const data = server.copy("changed");
	try {
		change(data);
		return await server.verify(data);
	} finally {
		rmSync(data, { recursive: true });
	}
}

const withDatabase = (bytes: Uint8Array) => (data: string) =>
	writeFileSync(join(data, DATABASE), bytes);
const withCheckpoints = (lines: readonly string[]) => (data: string) =>
	writeFileSync(join(data, CHECKPOINTS), `${lines.join("\n")}\n`);

/** Exit 1, and the last line says what is broken. */
function broken({ code, signal, out, err }: Ended, what: string): string {
	assert.deepEqual([code, signal, err], [1, null, ""], `${what}: ${out}`);
	const sentence = /^.*: BROKEN: (.+)\n$/m.exec(out)?.[1];
	assert.ok(sentence !== undefined && out.endsWith(`${sentence}\n`), `${what}: ${out}`);
	return sentence;
}

test("as it is: clean, twice, and unchanged by looking", async () => {
	for (let n = 0; n < 2; n++) {
		const { code, out, err } = await server.verify();
		assert.equal(code, 0, out);
		assert.equal(err, "");
		assert.match(out, /the whole record holds\n$/);
		const log = /^log: (\d+) rows, (\d) checkpoints, (\d) of them in the file$/m.exec(out);
		assert.ok(Number(log?.[1]) > LOG_ROWS, out);
		assert.deepEqual([log?.[2], log?.[3]], [`${checkpoints.length}`, `${checkpoints.length}`]);
	}
	assert.deepEqual(readFileSync(join(server.data, DATABASE)), db);
});

test("which deployment it is: the G of the links, printed and compared", async () => {
	const g20 = server.links.county.split(".").at(-1) ?? "";
	const verify = (genesis: string) => run(["verify", server.data, "--genesis", genesis]);
	const right = await verify(g20);
	assert.equal(right.code, 0, right.out);
	assert.ok(right.out.startsWith(`genesis: ${g20}\n`), right.out);
	const other = `${g20.startsWith("A") ? "B" : "A"}${g20.slice(1)}`;
	assert.match(broken(await verify(other), "another G"), /^genesis: .*another deployment/);
	for (const wrong of [g20.slice(1), `${g20}=`, "#".repeat(27)]) {
		const { code, err } = await verify(wrong);
		assert.equal(code, 2, err);
		assert.match(err, /^etatunti verify: --genesis [^\n]+\n$/);
	}
});

function some<T>(value: T | undefined): T {
	assert.ok(value !== undefined);
	return value;
}

/** Content to look for, and what the sentence must name wherever it is found. */
function places(): [what: string, content: Uint8Array, names: RegExp][] {
	const { kela, contact } = world.people;
	const sixth = some(file.accepted[5]);
	const grant = some(file.accepted.find(({ kind }) => kind === "grant"));
	const object = some(file.accepted.find(({ kind }) => kind === "object"));
	const hour = some(world.hours[3]);
	const [ckpt = "", sig = ""] = some(checkpoints[0]).split(" ");
	const caseHex = toHex(file.id);
	return [
		["a directory statement", some(directory[4]).slice(40), /^dir_statement seq 3:/],
		["its signature", some(directory[5]), /^dir_statement seq 3:/],
		["a case statement", sixth.stmt, new RegExp(`^statement case ${caseHex} seq 6:`)],
		["its signature", sixth.sig, new RegExp(`^statement case ${caseHex} seq 6:`)],
		["its hash", statementHash(sixth), /^(log seq \d+|statement case .* seq [67])/],
		["a ciphertext", some(object.data[0]), new RegExp(`^object_ct case ${caseHex} object`)],
		["a sealed key", some(grant.data[0]), new RegExp(`^wrap_data case ${caseHex} seq 2:`)],
		["a key bundle", nurse.kb, /^(credential|enrolment) uid/],
		["a login key", contact.login.pk, /^(credential|enrolment) uid/],
		["an identity key", kela.identity.enc.pk, /^(dir_statement seq|user uid|enrolment uid)/],
		[
			"a display name",
			Buffer.from("Henkilö hoitaja.a"),
			/^(user uid|invite invite_id|dir_statement seq)/,
		],
		["a pair's name", Buffer.from("Työpari A"), /^(pair pair_id|dir_statement seq)/],
		["a series' name", Buffer.from("Viikkotunti"), /^(series series_id|dir_statement seq)/],
		["an hour's id", fromB64(hour.hour), /^(hour|log seq)/],
		["an hour's date", Buffer.from(hour.date), /hour/],
		[
			"a consent's id",
			some(file.known.consent ?? undefined).id,
			/(consent|statement|log seq|wrap|place)/,
		],
		["the genesis", Buffer.from("Ikaalinen"), /^(meta|org)/],
		["the log's key", world.logPk, /^(meta log_pk|dir_statement seq)/],
		["a checkpoint", fromHex(ckpt), /^checkpoint seq/],
		["its signature", fromHex(sig), /^checkpoint seq/],
	];
}

/** The content stands in an index too; which of its words SQLite finds depends on its neighbours there. */
const OF_INDEX = /^(row \d+ missing from|non-unique entry in|wrong # of entries in) index \w+/;

test("one flipped bit at each of many places: found and named, wherever the content stands", async () => {
	let flips = 0;
	for (const [what, content, names] of places()) {
		// Long content goes on on other pages: its beginning is enough to find it by.
		const needle = content.slice(0, 100);
		let found = 0;
		for (let at = db.indexOf(needle); at >= 0; at = db.indexOf(needle, at + 1)) {
			for (const offset of [0, needle.length >> 1, needle.length - 1]) {
				const spoilt = Buffer.from(db);
				spoilt.writeUInt8(spoilt.readUInt8(at + offset) ^ 0x10, at + offset);
				const sentence = broken(await verifyChanged(withDatabase(spoilt)), what);
				assert.ok(names.test(sentence) || OF_INDEX.test(sentence), `${what}: ${sentence}`);
				flips += 1;
			}
			found += 1;
		}
		assert.ok(found > 0, `${what} is not in the file`);
	}
	assert.ok(flips >= 60, String(flips));
});

test("a flipped bit anywhere: found, or in what is no record; never a crash", async () => {
	let step = 1;
	for (let n = 0; n < RANDOM_FLIPS; n++) {
		step = (step * 48_271) % 2_147_483_647;
		const at = step % db.length;
		const spoilt = Buffer.from(db);
		spoilt.writeUInt8(spoilt.readUInt8(at) ^ (1 << (n % 8)), at);
		const ended = await verifyChanged(withDatabase(spoilt));
		assert.equal(ended.signal, null, `byte ${at}: ${ended.err}`);
		if (ended.code !== 0) broken(ended, `byte ${at}`);
	}
});

test("a page of zeros, a page of another place, a database cut anywhere", async () => {
	for (let page = 0; page < db.length / PAGE_LEN; page += 17) {
		const zeros = Buffer.from(db).fill(0, page * PAGE_LEN, (page + 1) * PAGE_LEN);
		const ended = await verifyChanged(withDatabase(zeros));
		assert.equal(ended.signal, null, `page ${page}`);
		if (ended.code === 2) assert.match(ended.err, /^etatunti verify: .+\n$/, `page ${page}`);
		else if (ended.code !== 0) broken(ended, `page ${page}`);
	}
	const at = db.indexOf(some(file.accepted[5]).sig);
	const page = at - (at % PAGE_LEN);
	const moved = Buffer.concat([
		db.subarray(0, page),
		db.subarray(PAGE_LEN, 2 * PAGE_LEN),
		db.subarray(page + PAGE_LEN),
	]);
	broken(await verifyChanged(withDatabase(moved)), "a page over another");
	for (const len of [db.length - 1, db.length - PAGE_LEN, db.length >> 1, PAGE_LEN, 100, 1]) {
		const cut = await verifyChanged((data) => truncateSync(join(data, DATABASE), len));
		broken(cut, `${len} bytes`);
	}
	const empty = await verifyChanged(withDatabase(new Uint8Array()));
	assert.notEqual(empty.code, 0);
	assert.equal(`${empty.out}${empty.err}`.trim().split("\n").length, 1);
	broken(await verifyChanged(withDatabase(randomBytes(3 * PAGE_LEN))), "noise");
});

test("an older database under newer checkpoints is named", async () => {
	const old = readFileSync(join(early, DATABASE));
	const sentence = broken(await verifyChanged(withDatabase(old)), "rolled back");
	assert.match(sentence, /checkpoint/);
	assert.equal((await server.verify(early)).code, 0, "with its own it holds");
});

test("a changed line of the checkpoint file is named", async () => {
	const [ckpt = "", sig = ""] = some(checkpoints[0]).split(" ");
	const digit = (text: string, at: number) =>
		text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
	const mallory = signSeedPair(randomBytes(32));
	const forged = `${ckpt} ${toHex(sign(fromHex(ckpt), mallory.sk))}`;
	const rows: [string, string[]][] = [
		["a digit of the checkpoint", [`${digit(ckpt, ckpt.length - 1)} ${sig}`]],
		["a digit of the signature", [`${ckpt} ${digit(sig, 5)}`]],
		["by another key", [forged]],
		["a line more by another key", [...checkpoints, forged]],
		["a cut line", [`${ckpt} ${sig.slice(2)}`]],
		["no hex", [`${ckpt} ${sig}`.replace(/^../, "xy")]],
		["words", [...checkpoints, "all is well"]],
	];
	for (const [what, lines] of rows) {
		const sentence = broken(await verifyChanged(withCheckpoints(lines)), what);
		assert.match(sentence, /checkpoints\.log|line/, what);
	}
	const elsewhere = await run(["verify", server.data, "--checkpoints", "/nonexistent/file"]);
	assert.deepEqual([elsewhere.code, elsewhere.out], [2, ""]);
	assert.match(elsewhere.err, /^etatunti verify: --checkpoints .+\n$/);
});

test("without the log's key nothing is served, and one sentence says so", async () => {
	const { data } = server;
	const spoil: [string, (to: string) => void][] = [
		["missing", (to) => rmSync(join(to, "log.key"))],
		["cut", (to) => truncateSync(join(to, "log.key"), 31)],
		["of another deployment", (to) => writeFileSync(join(to, "log.key"), randomBytes(32))],
	];
	for (const [what, change] of spoil) {
		const copy = server.copy("keyless");
		change(copy);
		const flags = server.flags().map((flag) => (flag === data ? copy : flag));
		const { code, out, err } = await run(["serve", ...flags]);
		assert.deepEqual([code, out], [2, ""], what);
		assert.match(err, /^etatunti serve: [^\n]*key[^\n]*\n$/, what);
		assert.equal((await server.verify(copy)).code, 0, "the record is whole all the same");
		rmSync(copy, { recursive: true });
	}
});
