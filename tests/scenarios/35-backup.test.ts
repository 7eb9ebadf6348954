// `etatunti backup` and `etatunti restore` on the record of a real server: copied while people write, cut in the middle, with
// no room for it; put back in DATA's place, which is kept. Whatever goes wrong, what was there is there, and nothing half
// stands under the name that was asked for.
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import {
	existsSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	watch,
	writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type Ended, type Person, run, Server, World, within } from "./kit.ts";
import type { CaseFile, Draft } from "./kit-case.ts";

const FILES = ["checkpoints.log", "etatunti.db", "log.key"];
const BACKUPS = 5;
const KILLS = 12;
const program =
	process.env.ET_SERVER ?? join(process.env.ET_SOURCE_DIR ?? process.cwd(), "build/etatunti");

let server: Server;
let world: World;
let nurse: Person;
let file: CaseFile;
let serial = 0;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse } = world.people);
	file = await world.newCase();
});
after(() => server?.dispose());

const message = (draft: Draft) => draft.object("thread", "viesti");
const fresh = (): string => join(server.dir, `copy-${++serial}`);
const backup = (out: string, data = server.data): Promise<Ended> => run(["backup", data, out]);

/** Folders beside DATA that have no business there. */
const leftovers = (): string[] => readdirSync(server.dir).filter((name) => name.includes(".new-"));

/** Exit 0, one line, nothing else. */
function done({ code, signal, out, err }: Ended, says: RegExp): void {
	assert.deepEqual([code, signal, err], [0, null, ""], err);
	assert.match(out, says);
}

/** A sentence on stderr, the code; nothing was left behind. */
function failed(ended: Ended, code: number, says: RegExp): void {
	assert.deepEqual([ended.code, ended.signal], [code, null], `${ended.out}${ended.err}`);
	assert.match(ended.err, says);
	for (const line of ended.err.trim().split("\n")) assert.match(line, /^etatunti \w+: \S.{10,}$/);
	assert.deepEqual(leftovers(), []);
}

/** It verifies; how many statements of cases it has. */
async function statements(data: string): Promise<number> {
	const { code, out } = await run(["verify", data]);
	assert.equal(code, 0, out);
	assert.match(out, /the whole record holds\n$/);
	return Number(/^cases: (\d+) statements/m.exec(out)?.[1]);
}

/** The folder is a whole copy, for nobody else's eyes. */
function isCopy(out: string): void {
	assert.deepEqual(readdirSync(out).sort(), FILES);
	assert.equal(statSync(out).mode & 0o777, 0o700);
	for (const name of FILES) assert.equal(statSync(join(out, name)).mode & 0o777, 0o600, name);
	const key = (data: string) => readFileSync(join(data, "log.key"));
	assert.deepEqual(key(out), key(server.data));
}

/** Everything of a folder that counts, to see that nothing has changed. */
const bytesOf = (data: string) => FILES.map((name) => readFileSync(join(data, name)));

test("while people write: each copy verifies, with all that was acknowledged before it was asked for", async () => {
	let acknowledged = (await world.caseInForce()).accepted.length + file.accepted.length;
	let writing = true;
	const writer = (async () => {
		while (writing) {
			await file.append(nurse, message);
			acknowledged += 1;
		}
	})();
	const copies: string[] = [];
	const before: number[] = [];
	const after: number[] = [];
	for (let n = 0; n < BACKUPS; n++) {
		const out = fresh();
		before.push(acknowledged);
		done(await backup(out), /^.*: copied to .*\n$/);
		after.push(acknowledged);
		copies.push(out);
	}
	writing = false;
	await writer;
	assert.ok((after.at(-1) ?? 0) > (before[0] ?? 0), "nobody has written meanwhile");
	for (const [n, out] of copies.entries()) {
		isCopy(out);
		const found = await statements(out);
		// One more may be stored than the writer has heard of.
		const [from = 0, to = 0] = [before[n], after[n]];
		assert.ok(from <= found && found <= to + 1, `${from} <= ${found} <= ${to} + 1`);
	}
	assert.deepEqual(leftovers(), []);
	const two = await Promise.all([backup(fresh()), backup(fresh())]);
	const both = two.filter(({ code }) => code === 0).length;
	assert.ok(both >= 1, "one at a time");
	for (const { code, err } of two)
		assert.ok(code === 0 || /another backup of .* is being made|has hung up/.test(err), err);
});

test("a socket for the owner, gone with the server; a stopped one is copied as well, and not changed", async () => {
	const socket = join(server.data, "control");
	assert.ok(statSync(socket).isSocket());
	assert.equal(statSync(socket).mode & 0o777, 0o600);
	assert.equal((await server.stop()).code, 0);
	assert.equal(existsSync(socket), false);
	const was = bytesOf(server.data);
	const out = fresh();
	done(await backup(`${out}///`), /copied/);
	isCopy(out);
	assert.deepEqual(bytesOf(server.data), was);
	assert.equal(await statements(out), await statements(server.data));
	await server.serve();
	// A killed one leaves its socket and its WAL.
	await world.resume(nurse);
	await file.append(nurse, message);
	await server.killCore();
	assert.ok(existsSync(socket));
	assert.ok(existsSync(join(server.data, "etatunti.db-wal")));
	const late = fresh();
	done(await backup(late), /copied/);
	isCopy(late);
	assert.ok((await statements(late)) > (await statements(out)));
	await server.serve();
	done(await backup(fresh()), /copied/);
	await world.resume(nurse);
});

test("what can't be done is said in a sentence", async () => {
	const out = fresh();
	done(await backup(out), /copied/);
	const was = bytesOf(out);
	failed(await backup(out), 2, /is there already; nothing was changed/);
	failed(await backup(server.cert), 2, /is there already/);
	failed(await backup(join(server.dir, "no/where")), 2, /can't be made: No such file/);
	failed(await backup("x".repeat(5000)), 2, /name/);
	failed(await backup(fresh(), server.cert), 2, /holds no record/);
	failed(await run(["backup", server.data]), 2, /etatunti backup DATA OUT/);
	failed(await run(["restore", out]), 2, /etatunti restore BACKUP DATA/);
	failed(await run(["backup", server.data, fresh(), "more"]), 2, /"more" was not expected/);
	failed(await run(["backup", server.data, fresh(), "--checkpoints", "/no"]), 1, /\/no can't be/);
	failed(await run(["restore", out, server.data]), 2, /is being served: stop the server first/);
	failed(await run(["restore", server.cert, fresh()]), 2, /holds no record/);
	failed(await run(["restore", out, server.dir]), 2, /is there and holds no record/);
	failed(await run(["restore", out, fresh(), "--genesis", "x"]), 2, /--genesis must be/);
	const other = `${"A".repeat(26)}A`;
	const wrong = await run(["restore", out, fresh(), "--genesis", other]);
	assert.match(wrong.out, /BROKEN: genesis: .*another deployment/);
	failed(wrong, 1, /nothing was replaced/);
	assert.deepEqual(bytesOf(out), was);
	await file.append(nurse, message); // the server has not minded
});

test("no room for the copy: a sentence, nothing under its name, and commands go on; with room again it is made", async () => {
	const limit = (what: string) =>
		execFileSync("prlimit", ["--pid", String(server.corePid), `--fsize=${what}:`]);
	for (const bytes of [0, 5000, 300_000]) {
		limit(String(bytes));
		const out = fresh();
		failed(await backup(out), 1, /can't be copied: .*(full|too large|no space)/i);
		assert.equal(existsSync(out), false);
		limit("unlimited");
		await file.append(nurse, message);
	}
	done(await backup(fresh()), /copied/);
	// The same of the command's own writing: nobody serves.
	const whole = fresh();
	assert.equal((await server.stop()).code, 0);
	done(await backup(whole), /copied/);
	const was = bytesOf(server.data);
	for (const blocks of [0, 4, 300]) {
		const limited = (...args: string[]) => under(blocks, args);
		const out = fresh();
		failed(await limited("backup", server.data, out), 1, /can't be copied/);
		assert.equal(existsSync(out), false);
		failed(await limited("restore", whole, server.data), 1, /nothing was replaced/);
		assert.deepEqual(bytesOf(server.data), was);
	}
	await server.serve();
	await world.resume(nurse);
});

/** The program with files of so many KiB at the most. */
function under(blocks: number, args: readonly string[]): Promise<Ended> {
	const child = spawn("bash", ["-c", `ulimit -f ${blocks}; exec "$0" "$@"`, program, ...args]);
	return ended(child);
}

function ended(child: ChildProcess): Promise<Ended> {
	let out = "";
	let err = "";
	child.stdout?.on("data", (data) => {
		out += data;
	});
	child.stderr?.on("data", (data) => {
		err += data;
	});
	const end = new Promise<Ended>((resolve) => {
		child.once("close", (code, signal) => resolve({ code, signal, out, err }));
	});
	return within(end, "the end of the command");
}

/** Until the folder in which the copy is made has its database. */
async function begun(out: string): Promise<string> {
	const parent = dirname(out);
	const found = () => readdirSync(parent).find((name) => name.startsWith(`${basename(out)}.new-`));
	const dir = await appears(parent, found);
	await appears(join(parent, dir), () =>
		readdirSync(join(parent, dir)).find((name) => name === "etatunti.db"),
	);
	return join(parent, dir);
}

function appears(folder: string, look: () => string | undefined): Promise<string> {
	const there = new Promise<string>((resolve) => {
		const watcher = watch(folder);
		const check = () => {
			const name = look();
			if (name === undefined) return;
			watcher.close();
			resolve(name);
		};
		watcher.on("change", check);
		check();
	});
	return within(there, `something in ${folder}`);
}

/** The process has a line to another: before that a server that ends is one that nobody serves. */
async function connected(pid: number | undefined): Promise<void> {
	const [PACKETS, CONNECTED] = ["0005", "03"]; // what a command's stdout goes to is of another type
	const lines = () =>
		readFileSync("/proc/net/unix", "utf8")
			.split("\n")
			.map((line) => line.split(/ +/))
			.filter((row) => row[4] === PACKETS && row[5] === CONNECTED)
			.map((row) => `socket:[${row[6]}]`);
	const isLine = () => {
		const own = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
		const all = new Set(lines());
		return own.some((one) => all.has(one));
	};
	const there = async () => {
		while (!isLine()) await pause(1);
	};
	await within(there(), "a line to the server");
}

test("the server is killed before the end, or the command is: nothing stands under the name, the next one is whole", async () => {
	const core = server.corePid;
	process.kill(core, "SIGSTOP");
	let out = fresh();
	let child = spawn(program, ["backup", server.data, out]);
	let end = ended(child);
	await begun(out);
	await connected(child.pid);
	await server.killCore();
	failed(await end, 1, /the server of .* has hung up before the end/);
	assert.equal(existsSync(out), false);
	await server.serve();
	await world.resume(nurse);

	process.kill(server.corePid, "SIGSTOP");
	out = fresh();
	child = spawn(program, ["backup", server.data, out]);
	end = ended(child);
	const half = await begun(out);
	child.kill("SIGKILL");
	assert.equal((await end).signal, "SIGKILL");
	process.kill(server.corePid, "SIGCONT");
	assert.equal(existsSync(out), false);
	assert.ok(existsSync(half), "it had begun");
	rmSync(half, { recursive: true });
	await file.append(nurse, message);
	done(await backup(out), /copied/);
	await statements(out);
});

test("told to stop: it takes away what it has begun, and says so", async () => {
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.kill(server.corePid, "SIGSTOP");
		for (const args of [
			["backup", server.data, fresh()],
			["restore", server.data, fresh()],
		]) {
			const out = args[2] ?? "";
			const child = spawn(program, args);
			const end = ended(child);
			await begun(out);
			child.kill(signal);
			failed(await end, 1, /stopped before the end; nothing was changed/);
			assert.equal(existsSync(out), false);
		}
		process.kill(server.corePid, "SIGCONT");
		await file.append(nurse, message);
	}
});

test("killed at any moment: there is a whole copy or none, and the record goes on", async () => {
	let cut = 0;
	const since = performance.now();
	done(await backup(fresh()), /copied/);
	const took = Math.ceil(performance.now() - since);
	for (let n = 0; n < KILLS; n++) {
		const out = fresh();
		const child = spawn(program, ["backup", server.data, out]);
		const end = ended(child);
		// The first at once, so that one is cut in any case.
		await pause(n === 0 ? 0 : randomInt(took + 1));
		if (n % 3 === 2) await server.killCore();
		else child.kill("SIGKILL");
		const { code } = await end;
		if (code !== 0) cut += 1;
		if (code === 0 || existsSync(out)) {
			isCopy(out);
			await statements(out);
		}
		if (n % 3 === 2) {
			await server.serve();
			await world.resume(nurse);
		}
		await file.append(nurse, message);
	}
	assert.ok(cut > 0, "none was cut");
	for (const name of leftovers()) rmSync(join(server.dir, name), { recursive: true });
});

test("restored: the backup in DATA's place, what was there beside it; served, it goes on from there", async () => {
	const early = fresh();
	done(await backup(early), /copied/);
	const then = await statements(early);
	await file.append(nurse, message);
	await file.append(nurse, message);
	assert.equal((await server.stop()).code, 0);
	const now = await statements(server.data);
	assert.equal(now, then + 2);
	// By another name for it: the folder itself is replaced, not the link.
	const link = join(server.dir, "link");
	symlinkSync(server.data, link);
	const { code, out, err } = await run(["restore", early, link]);
	assert.deepEqual([code, err], [0, ""]);
	assert.match(out, /the whole record holds\n.*: restored from .*\nwhat was there is .*\n$/);
	const aside = /^what was there is (.*)$/m.exec(out)?.[1] ?? "";
	assert.match(aside, /\/data\.before-\d{4}-\d\d-\d\d-\d{6}(-\d+)?$/);
	assert.equal(await statements(server.data), then);
	assert.equal(await statements(aside), now);
	isCopy(server.data);
	assert.deepEqual(bytesOf(early)[1], bytesOf(server.data)[1], "the same database");
	// And back: a folder that was moved aside is as good as a backup.
	assert.equal((await run(["restore", aside, server.data])).code, 0);
	assert.equal(await statements(server.data), now);
	assert.deepEqual(leftovers(), []);
	const elsewhere = fresh();
	done(await run(["restore", early, `${elsewhere}/`]), /restored from/);
	isCopy(elsewhere);
	await server.serve();
	await world.resume(nurse);
	await file.append(nurse, message);
});

test("a backup that does not verify replaces nothing", async () => {
	const good = fresh();
	done(await backup(good), /copied/);
	assert.equal((await server.stop()).code, 0);
	const was = bytesOf(server.data);
	const spoil = async (name: string, change: (bytes: Buffer) => Buffer, says: RegExp) => {
		const bad = fresh();
		done(await backup(bad, good), /copied/);
		writeFileSync(join(bad, name), change(readFileSync(join(bad, name))));
		const end = await run(["restore", bad, server.data]);
		assert.match(`${end.out}${end.err}`, says);
		failed(end, 1, /nothing was replaced/);
		assert.deepEqual(bytesOf(server.data), was);
	};
	const flipAt = (needle: string) => (bytes: Buffer) => {
		const at = bytes.indexOf(needle);
		assert.ok(at > 0);
		bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
		return bytes;
	};
	await spoil("etatunti.db", flipAt("Ikaalinen"), /BROKEN: /);
	await spoil("etatunti.db", (bytes) => bytes.subarray(0, bytes.length / 2), /BROKEN|can't be/);
	await spoil("etatunti.db", () => Buffer.alloc(9000, 7), /not a database/);
	await spoil("log.key", (bytes) => bytes.reverse(), /is not the key of its database/);
	await spoil("log.key", (bytes) => bytes.subarray(1), /is no key/);
	await spoil(
		"checkpoints.log",
		(bytes) => Buffer.from(bytes.toString().replace(/^../, "ff")),
		/BROKEN: checkpoint file line 1/,
	);
	await server.serve();
	await world.resume(nurse);
	await file.append(nurse, message);
});
