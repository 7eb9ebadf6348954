// Measures against the real server: entered by the pair case by case, corrected and taken back; the coordinator's report
// shows sums once five cases have answered and nothing before; what the server keeps of a measure names no case, and the
// log names its sender and its id only.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { lpOpen } from "../../web/src/crypto/lp.ts";
import { type FollowChange, isHeld } from "../../web/src/state/measures.ts";
import { PROM_ITEMS } from "../../web/src/state/prom.ts";
import { quarterOf } from "../../web/src/state/quarters.ts";
import type { Figure, Hour, Loadable } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	elsewhere,
	fileOf,
	type Member,
	openCase,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

const LOG = "ET1/log";
const NPS = [10, 9, 8, 6, 9] as const;

let server: Server;
let cast: Cast;
let hour: string;
let cases: string[];
/** Of what was put, by this test's own knowledge. */
const ids = new Set<string>();

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	cases = [];
	for (const _ of NPS)
		cases.push(await openCase(cast.pairA[0], cast.pairs.a, CASES.sickLeave, "none"));
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const prom = (n: number): FollowChange =>
	Object.fromEntries(PROM_ITEMS.map((item) => [`prom_${item}`, n]));

async function save(i: number, change: FollowChange, by = cast.pairA[0]): Promise<void> {
	const doc = await by.work.measures.save(cases[i] ?? "", "baseline", change);
	const sending = doc.entries[0]?.sending;
	assert.equal(sending?.landed, true, "not in the report");
	ids.add(sending?.id ?? "");
}

/** What the coordinator reads of a code over all series. */
async function figure(code: string): Promise<Figure | undefined> {
	const quarter = quarterOf(Date.now());
	const { figures } = await cast.coordinator.work.figures.load(quarter, quarter);
	return figures.find((one) => one.code === code && one.series === null);
}

test("four cases have answered: the report says that there is something, and not what", async () => {
	for (const i of [0, 1, 2, 3])
		await save(i, { ...prom(i + 1), own: 2, nps: NPS[i] ?? 0, calls_saved: 3 });
	for (const code of ["nps", "calls_saved", "prom_before"]) {
		const hidden = await figure(code);
		assert.deepEqual([hidden?.hidden, hidden?.n, hidden?.sum], [true, null, null], code);
	}
});

test("the fifth answers: sums, scores; a correction counts once, by another worker of the pair", async () => {
	await save(4, { ...prom(5), nps: 3, calls_saved: 5, "outcome_sickness-allowance": "granted" });
	assert.equal((await figure("calls_saved"))?.sum, 17);
	const mate = cast.pairA[1];
	await fileOf(mate, cases[4] ?? "");
	await save(4, { nps: NPS[4], meeting_avoided: 1 }, mate);
	const nps = await figure("nps");
	// Three promoters, a passive, a detractor: 60 % − 20 %.
	assert.deepEqual([nps?.hidden, nps?.n, nps?.sum, nps?.score], [false, 5, 42, 40]);
	const score = await figure("prom_before");
	assert.deepEqual([score?.n, score?.sum], [5, 1500]);
	assert.equal((await figure("meeting_avoided"))?.hidden, true);
});

test("taken back: four are left, hidden again", async () => {
	const doc = await cast.pairA[0].work.measures.drop(cases[0] ?? "", "baseline");
	assert.deepEqual([doc.entries, doc.recalled], [[], []]);
	assert.equal((await figure("nps"))?.hidden, true);
	await save(0, { ...prom(1), own: 2, nps: NPS[0], calls_saved: 3 });
	assert.equal((await figure("nps"))?.sum, 42);
});

test("entered without a network: kept nowhere as done; back on the network it goes once", async () => {
	const device = await elsewhere(server, cast.pairA[0]);
	const id = cases[1] ?? "";
	await device.work.measures.read(id);
	device.setOnline(false);
	const saving = device.work.measures.save(id, "half-year", { calls_saved: 7 });
	saving.catch(() => undefined);
	device.setOnline(true);
	await until(device.work.state.connection, (state) => state === "online", "the network");
	const doc = await saving.catch(() =>
		device.work.measures.save(id, "half-year", { calls_saved: 7 }),
	);
	const sending = doc.entries.find((one) => one.form === "half-year")?.sending;
	assert.equal(sending?.landed, true);
	ids.add(sending?.id ?? "");
	device.stop();
});

test("once its last case is closed, the hour asks both sides how it was", async () => {
	const [nurse] = cast.pairA;
	const hourOf = (all: Loadable<readonly Hour[]>) =>
		all.kind === "ready" ? all.value.find((one) => one.hour === hour) : undefined;
	const id = await caseInForce(cast.pairA, cast.pairs.a, CASES.housing);
	await queueInto(nurse, id, hour, 20);
	const asks = (one: Member, yes: boolean) =>
		until(
			one.work.state.hours,
			(all) => {
				const found = hourOf(all);
				return (
					found !== undefined && found.places.length === 1 && isHeld(found, Date.now()) === yes
				);
			},
			`feedback ${yes ? "asked" : "not asked"}`,
		);
	await asks(nurse, false);
	await nurse.work.hour.enterLobby(hour);
	await nurse.work.hour.openCaseInTurn(id, { microphone: false, camera: false });
	await asks(cast.contact, false);
	await nurse.work.hour.endHour("handled");
	for (const one of [nurse, cast.contact]) await asks(one, true);
});

test("feedback of both sides on the hour; what a side is not asked is refused", async () => {
	const { work } = cast.pairA[0];
	await work.measures.giveFeedback(hour, "worker_hour_useful", 5);
	const given = await work.measures.giveFeedback(hour, "worker_hour_useful", 4);
	assert.deepEqual(
		given.answers.map(({ code, n }) => [code, n]),
		[["worker_hour_useful", 4]],
	);
	const kela = cast.contact.work.measures;
	assert.equal((await kela.giveFeedback(hour, "contact_question_clear", 3)).sent, true);
	assert.deepEqual((await kela.feedback(hour)).answers.length, 1);
	await refused(
		cast.coordinator.work.measures.giveFeedback(hour, "worker_hour_useful", 6),
		"bad_param",
	);
	// Another pair's case: nothing of it is there for them.
	await refused(cast.pairB[0].work.measures.read(cases[0] ?? ""), "forbidden");
});

test("the record names no case with a measure: the log has sender and id, the table neither", async () => {
	await server.stop();
	const { code } = await server.verify();
	assert.equal(code, 0);
	const folder = server.copy("looked-at");
	const bytes = Buffer.concat(
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((one) => one.isFile())
			.map((one) => readFileSync(join(one.parentPath, one.name))),
	);
	const rows = measureRows(bytes);
	const [nurse, mate] = cast.pairA.map(({ uid }) => uid);
	for (const id of ids) {
		const of = rows.filter((row) => row.object === id);
		assert.ok(
			of.some(({ action }) => action === "measure-put"),
			"no row of a measure",
		);
		for (const { actor, caseId } of of) {
			assert.ok(actor === nurse || actor === mate);
			assert.equal(/^A+$/.test(caseId), true, "a case stands in the row");
		}
	}
	const schema =
		/CREATE TABLE measure \(([^;]*?)\) STRICT/.exec(bytes.toString("latin1"))?.[1] ?? "";
	const columns = [...schema.matchAll(/^\t(\w+) (?:BLOB|TEXT|INTEGER)/gm)].map(([, name]) => name);
	assert.deepEqual(columns, ["measure_id", "series_id", "quarter", "form", "hash", "dropped"]);
	// What the case's own rows say, they say without the measure's id: only its people can open the object that has it.
	for (const id of ids) {
		const needle = Buffer.from(fromB64(id));
		for (const one of cases) {
			const own = Buffer.from(fromB64(one));
			for (const row of logRows(bytes)) {
				const both = row.includes(needle) && row.includes(own);
				assert.equal(both, false, "a row of the log names a case and a measure");
			}
		}
	}
});

/** Every row of the log that lies in those bytes whole. */
function logRows(bytes: Buffer): Buffer[] {
	const label = Buffer.concat([Buffer.from([0, 0, 0, LOG.length]), Buffer.from(LOG)]);
	const found: Buffer[] = [];
	for (let at = bytes.indexOf(label); at >= 0; at = bytes.indexOf(label, at + 1)) {
		const next = bytes.indexOf(label, at + 1);
		const end = Math.min(next < 0 ? bytes.length : next, at + ROW_MAX);
		const row = lengthOf(bytes.subarray(at, end));
		if (row !== null) found.push(bytes.subarray(at, at + row));
	}
	return found;
}

const ROW_MAX = 4096;
const FIELDS = 15;

/** Of its fields with their lengths; null: cut by the end of a page. */
function lengthOf(bytes: Buffer): number | null {
	let at = 0;
	for (let field = 0; field < FIELDS; field++) {
		if (at + 4 > bytes.length) return null;
		at += 4 + bytes.readUInt32BE(at);
	}
	return at <= bytes.length ? at : null;
}

function measureRows(bytes: Buffer) {
	return logRows(bytes).flatMap((row) => {
		const r = lpOpen(row, LOG);
		for (const skip of [() => r.b32(), () => r.u64(), () => r.b32(), () => r.u64()]) skip();
		const [actor, _org, action] = [toB64(r.id()), r.id(), r.text()];
		const [caseId, object] = [toB64(r.id()), toB64(r.id())];
		return action.startsWith("measure-") ? [{ actor, action, caseId, object }] : [];
	});
}
