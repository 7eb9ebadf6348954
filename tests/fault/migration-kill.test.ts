// Killed while it brings a record of an earlier schema up to date, by two migrations or more: what is left is whole, of one
// schema or another and nothing between, and the next start goes on from there and serves all that was in it. What a single
// migration leaves: test_disk_migrate.c.
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, watch } from "node:fs";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { Server, World } from "../scenarios/kit.ts";
import { Dice, rounds } from "./kit-dice.ts";
import { DATABASE, migrations, sql, sqlOfCopy } from "./kit-record.ts";
import { type Writer, writers } from "./kit-writers.ts";

const KILLS = 40;
const COMMANDS = 12;

/** The texts, in their order. */
const texts = readdirSync(migrations)
	.sort()
	.map((name) => readFileSync(join(migrations, name), "utf8"));
const TABLE =
	"CREATE TABLE migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT, hash BLOB, applied_at INTEGER);";
const NAMES =
	"SELECT type, name, hex(sql) FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'migration' ORDER BY 1, 2;";
const STATE = `SELECT COUNT(*) FROM migration; PRAGMA integrity_check; ${NAMES}`;

let server: Server;
let all: readonly Writer[];

/** What a record of that schema has, as "table log" and so on. */
const schema = (number: number): readonly string[] =>
	sql(":memory:", `${TABLE}${texts.slice(0, number).join("\n")}${NAMES}`).map((row) =>
		row.join(" "),
	);

/** In which order things that need each other are dropped; they are made the other way round. */
const ORDER = ["trigger", "view", "index", "table"];
const byOrder = ([a = ""]: readonly string[], [b = ""]: readonly string[]) =>
	ORDER.indexOf(a) - ORDER.indexOf(b);
const text = (hex = "") => Buffer.from(hex, "hex").toString();

/**
 * The record as the program of that schema would have left it, beside it: without what was added since, and with the tables
 * that were made anew as they were. look() tells when a migration has done more than that; then it takes a record of
 * tests/past.
 */
function older(number: number): string {
	const dir = join(server.dir, `older-${number}`);
	cpSync(server.data, dir, { recursive: true });
	const file = join(dir, DATABASE);
	const split = (lines: readonly string[]) => lines.map((line) => line.split(" ")).sort(byOrder);
	const was = schema(number);
	const had = new Set(was.map((line) => line.split(" ").slice(0, 2).join(" ")));
	const added = split(schema(texts.length).filter((line) => !was.includes(line)));
	const anew = added.filter(([type, name]) => type === "table" && had.has(`table ${name}`));
	const back = anew.map(([, name]) => {
		const as = split(was).find(([type, one]) => type === "table" && one === name);
		return `ALTER TABLE ${name} RENAME TO later; ${text(as?.[2])};
			INSERT INTO ${name} SELECT * FROM later; DROP TABLE later;`;
	});
	const drops = added
		.filter((one) => !anew.includes(one))
		.map(([type, name]) => `DROP ${type} IF EXISTS ${name};`);
	sql(file, ["PRAGMA legacy_alter_table = ON;", ...back, ...drops].join("\n"));
	const is = new Set(sql(file, NAMES).map((row) => row.join(" ")));
	const gone = split(was.filter((line) => !is.has(line))).reverse();
	const made = gone.map(([, , hex]) => `${text(hex)};`).join("\n");
	sql(file, `${made} DELETE FROM migration WHERE number > ${number}; VACUUM;`);
	assert.equal(look(dir), number);
	return dir;
}

/** Of which schema what lies there is: wholly, or this fails. */
function look(data: string): number {
	const [[applied = ""] = [], [integrity] = [], ...names] = sqlOfCopy(data, STATE);
	assert.equal(integrity, "ok");
	assert.deepEqual(
		names.map((row) => row.join(" ")),
		schema(Number(applied)),
	);
	return Number(applied);
}

before(async () => {
	server = await Server.start();
	all = await writers(await World.make(server, false), 4);
	for (const writer of all) {
		writer.putsMeasures = false;
		for (let n = 0; n < COMMANDS; n++) {
			const job = writer.job();
			writer.take(job, await writer.insist(job.frame));
		}
	}
	assert.equal((await server.stop()).code, 0);
});
after(() => server?.dispose());

interface Start {
	/** When so many writes to the record have been seen, or the server serves: the writes that were. */
	readonly wrote: Promise<number>;
	readonly served: Promise<boolean>;
}

/** What is written goes to the journal first, of which the kernel tells. */
function start(writes: number): Start {
	const wal = `${DATABASE}-wal`;
	const served = server.serve().then(
		() => true,
		() => false, // killed
	);
	const wrote = new Promise<number>((resolve) => {
		let seen = 0;
		const watcher = watch(server.data, (_, name) => {
			if (name !== wal || ++seen < writes) return;
			watcher.close();
			resolve(seen);
		});
		void served.then(() => {
			watcher.close();
			resolve(seen);
		});
	});
	return { wrote, served };
}

/** The record of before in the place of what is there. */
function put(dir: string): void {
	rmSync(server.data, { recursive: true });
	cpSync(dir, server.data, { recursive: true });
}

/** Writes that are seen until it serves, undisturbed. */
async function undisturbed(dir: string): Promise<number> {
	put(dir);
	const { wrote, served } = start(Number.POSITIVE_INFINITY);
	const writes = await wrote;
	assert.ok(await served);
	await server.stop();
	return writes;
}

async function wholeAndUpToDate(): Promise<void> {
	await server.serve();
	for (const writer of all) {
		await writer.comeBack();
		await writer.chainStands();
		await writer.draftStands();
	}
	assert.equal((await server.stop()).code, 0);
	assert.equal(look(server.data), texts.length);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
}

async function killOften(
	t: TestContext,
	dice: Dice,
	number: number,
	count: number,
): Promise<number> {
	const dir = older(number);
	const writes = await undisturbed(dir);
	const left = new Map<number, number>();
	let between = 0;
	for (let round = 0; round < count; round++) {
		put(dir);
		const { wrote, served } = start(1 + dice.below(writes));
		await wrote;
		const { signal } = await server.killCore();
		assert.equal(signal, "SIGKILL");
		const wasServed = await served;
		const found = look(server.data);
		left.set(found, (left.get(found) ?? 0) + 1);
		if (number < found && found < texts.length) between += 1;
		if (wasServed) assert.equal(found, texts.length);
		await wholeAndUpToDate();
	}
	const says = [...left].sort(([a], [b]) => a - b).map(([schema, n]) => `${schema}: ${n}`);
	t.diagnostic(
		`from schema ${number}, ${writes} writes undisturbed; left at schema ${says.join(", ")}`,
	);
	return between;
}

test("killed in the middle of a migration: whole before, whole after", async (t) => {
	const dice = Dice.throwFor(t);
	let between = 0;
	const last = texts.length - 2;
	for (let number = 1; number <= last; number++)
		between += await killOften(t, dice, number, Math.ceil(rounds(KILLS) / last));
	t.diagnostic(`${between} between two migrations`);
	assert.ok(between > 0, "none was killed between two migrations");
});
