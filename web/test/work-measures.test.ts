// Measures from the work layer, over a broker that keeps the record and the books of numbers by its published rules: what a
// cut leaves behind, two workers at once, a correction, taking back, feedback.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { bytesText, textBytes } from "../src/crypto/bytes.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import type { FollowChange } from "../src/state/measures.ts";
import { WireError } from "../src/wire/errors.ts";
import { Chains } from "../src/work/chains.ts";
import { DirectorySync } from "../src/work/directory.ts";
import type { Drafts } from "../src/work/drafts.ts";
import { Feedback } from "../src/work/feedback.ts";
import type { Hours } from "../src/work/hours.ts";
import type { Link } from "../src/work/link.ts";
import { Measures } from "../src/work/measures.ts";
import { Store } from "../src/work/store.ts";
import type { Series } from "../src/work/work.ts";
import { Broker } from "./broker.ts";
import { Office } from "./office.ts";
import type { Member } from "./world.ts";

before(sodiumReady);

/** `measure-put` and `measure-drop` as PROTOCOL says: by id once, the same again is nothing, what is dropped stays so. */
class Books {
	readonly rows = new Map<string, string | null>();
	/** Everything that the server was told. */
	readonly heard: string[] = [];

	take(cmd: string, params: { id: string }): void {
		const said = JSON.stringify(params);
		this.heard.push(said);
		const before = this.rows.get(params.id);
		if (cmd === "measure-drop") {
			if (before == null) throw new WireError("not_found");
			this.rows.set(params.id, null);
		} else if (before === undefined) this.rows.set(params.id, said);
		else if (before !== said) throw new WireError("conflict");
	}

	/** What counts now. */
	get counted(): readonly Record<string, number>[] {
		return [...this.rows.values()].flatMap((said) => {
			if (said === null) return [];
			const { values } = JSON.parse(said) as { values: { code: string; n: number }[] };
			return [Object.fromEntries(values.map(({ code, n }) => [code, n]))];
		});
	}
}

/** One person's device. The drafts are the person's: they outlive it. */
class Desk {
	readonly measures: Measures;
	/** "lost": sent and done, the answer never comes. "cut": not even sent. */
	fails: Partial<Record<string, "lost" | "cut">> = {};
	/** The broker takes nothing of it any more, as after the year of its quarter. */
	refuses: (params: { form?: string }) => boolean = () => false;
	readonly #chains: Chains;

	constructor(office: Office, member: Member, books: Books, drafts = new Map<string, string>()) {
		const { vault } = member;
		const broker = new Broker(office.world, member);
		for (const cmd of ["measure-put", "measure-drop"])
			broker.answers[cmd] = (params: { id: string; form?: string }) => {
				if (this.refuses(params)) throw new WireError("bad_param", "quarter");
				books.take(cmd, params);
				return {};
			};
		const { request } = broker.link as unknown as {
			request(cmd: string, ...rest: unknown[]): Promise<unknown>;
		};
		const link = {
			now: office.world.now,
			request: (cmd: string, ...rest: unknown[]) => this.#answer(cmd, () => request(cmd, ...rest)),
		} as unknown as Link;
		const store = new Store();
		const directory = new DirectorySync(store, link, vault);
		directory.begin(member.uid);
		store.series.value = {
			kind: "ready",
			value: [{ series: office.series, pairs: [office.pair] } as unknown as Series],
		};
		const chains = new Chains(link, vault);
		this.#chains = chains;
		const kept = {
			load: async (key: string) => JSON.parse(drafts.get(key) ?? "null"),
			save: async (key: string, value: unknown) => void drafts.set(key, JSON.stringify(value)),
		} as unknown as Drafts;
		const hours = { find: () => ({ series: office.series }) } as unknown as Hours;
		const feedback = new Feedback({ drafts: kept, link, hours });
		this.measures = new Measures({ store, link, chains, drafts: kept, directory, feedback });
	}

	/** Looks once: what comes later is not known here until it is fetched again. */
	async look(id: string): Promise<void> {
		await this.#chains.sync(id);
	}

	/** What the broker answers, unless the way there or back is cut. */
	async #answer(cmd: string, ask: () => Promise<unknown>): Promise<unknown> {
		const fate = this.fails[cmd];
		if (fate === "cut") throw new WireError("offline");
		const reply = await ask();
		if (fate === "lost") throw new WireError("timeout");
		return reply;
	}
}

const FIRST: FollowChange = { calls_saved: 4, nps: 9, "outcome_housing-allowance": "granted" };
const FIRST_NUMBERS = { calls_saved: 4, nps: 9, "outcome_housing-allowance_granted": 1 };

async function start() {
	const office = await Office.open();
	const { id } = await office.withConsent();
	const books = new Books();
	const drafts = new Map<string, string>();
	const nurse = new Desk(office, office.nurse, books, drafts);
	const mate = new Desk(office, office.counsellor, books);
	for (const desk of [nurse, mate]) await desk.look(id);
	return { office, id, books, drafts, nurse, mate };
}

test("what is entered is in the case, and its numbers in the books; neither case nor person is named there", async () => {
	const { office, id, books, nurse, mate } = await start();
	const doc = await nurse.measures.actions.save(id, "baseline", FIRST);
	assert.deepEqual(books.counted, [FIRST_NUMBERS]);
	const [entry] = doc.entries;
	assert.deepEqual(entry?.numbers, FIRST);
	assert.equal(entry?.sending?.landed, true);
	await mate.look(id);
	assert.deepEqual((await mate.measures.actions.read(id)).entries, doc.entries);
	const said = JSON.parse(books.heard[0] ?? "{}");
	assert.deepEqual(Object.keys(said).sort(), ["form", "id", "quarter", "series", "values"]);
	for (const secret of [id, office.nurse.uid, office.pair])
		assert.ok(!books.heard.some((one) => one.includes(secret)));
});

test("cut between the object and the numbers: a reload finds what is owed, and sends it once", async () => {
	for (const fate of ["cut", "lost"] as const) {
		const { office, id, books, drafts, nurse } = await start();
		nurse.fails = { "measure-put": fate };
		const doc = await nurse.measures.actions.save(id, "baseline", FIRST);
		assert.equal(doc.entries[0]?.sending?.landed, false);
		assert.equal(books.counted.length, fate === "cut" ? 0 : 1);
		const reloaded = new Desk(office, office.nurse, books, drafts);
		await reloaded.measures.resume();
		assert.deepEqual(books.counted, [FIRST_NUMBERS]);
		const after = await reloaded.measures.actions.read(id);
		assert.equal(after.entries[0]?.sending?.landed, true);
		assert.equal(after.entries[0]?.sending?.id, doc.entries[0]?.sending?.id);
		assert.equal(drafts.get("unsent"), "[]");
	}
});

test("the colleague who opens the page sends what the other could not", async () => {
	const { id, books, nurse, mate } = await start();
	nurse.fails = { "measure-put": "cut" };
	await nurse.measures.actions.save(id, "baseline", FIRST);
	await mate.look(id);
	const doc = await mate.measures.actions.read(id);
	assert.equal(doc.entries[0]?.sending?.landed, true);
	assert.deepEqual(books.counted, [FIRST_NUMBERS]);
	nurse.fails = {};
	await nurse.measures.resume();
	assert.deepEqual(books.counted, [FIRST_NUMBERS]);
});

test("two workers at once: another form or another field of the same, nothing is lost, nothing counted twice", async () => {
	const { id, books, nurse, mate } = await start();
	await Promise.all([
		nurse.measures.actions.save(id, "baseline", FIRST),
		mate.measures.actions.save(id, "baseline", { meeting_avoided: 1, nps: 7 }),
		mate.measures.actions.save(id, "half-year", { calls_saved: 2 }),
	]);
	await nurse.look(id);
	const doc = await nurse.measures.actions.read(id);
	const [baseline, half] = doc.entries;
	assert.equal(baseline?.numbers.calls_saved, 4);
	assert.equal(baseline?.numbers.meeting_avoided, 1);
	assert.equal(half?.numbers.calls_saved, 2);
	assert.deepEqual(doc.recalled, []);
	const sums = books.counted.map((one) => [one["calls_saved"], one["meeting_avoided"]]);
	assert.deepEqual(sums.sort(), [
		[2, undefined],
		[4, 1],
	]);
});

test("corrected: the old number goes, the new one counts; taken back: nothing does", async () => {
	const { id, books, nurse } = await start();
	const first = await nurse.measures.actions.save(id, "baseline", FIRST);
	const second = await nurse.measures.actions.save(id, "baseline", { calls_saved: 3, nps: null });
	const { nps: _, ...left } = FIRST_NUMBERS;
	assert.deepEqual(books.counted, [{ ...left, calls_saved: 3 }]);
	assert.notEqual(first.entries[0]?.sending?.id, second.entries[0]?.sending?.id);
	// One PROM item alone makes no number: nothing is said anew.
	const heard = books.heard.length;
	const third = await nurse.measures.actions.save(id, "baseline", { prom_health: 4 });
	assert.equal(books.heard.length, heard);
	assert.equal(third.entries[0]?.sending?.id, second.entries[0]?.sending?.id);
	const gone = await nurse.measures.actions.drop(id, "baseline");
	assert.deepEqual([gone.entries, gone.recalled, books.counted], [[], [], []]);
});

test("corrected while the first was still under way: that one lands in nothing when it comes", async () => {
	const { office, id, books, drafts, nurse, mate } = await start();
	nurse.fails = { "measure-put": "cut" };
	const doc = await nurse.measures.actions.save(id, "baseline", FIRST);
	await mate.look(id);
	await mate.measures.actions.save(id, "baseline", { calls_saved: 1 });
	assert.deepEqual(books.counted, [{ ...FIRST_NUMBERS, calls_saved: 1 }]);
	const { landed: _, ...late } = doc.entries[0]?.sending ?? { landed: false };
	assert.throws(() => books.take("measure-put", late as { id: string }), /conflict/);
	const reloaded = new Desk(office, office.nurse, books, drafts);
	await reloaded.measures.resume();
	assert.deepEqual(books.counted, [{ ...FIRST_NUMBERS, calls_saved: 1 }]);
});

test("cut while taking back: it is taken back later", async () => {
	const { id, books, nurse } = await start();
	await nurse.measures.actions.save(id, "baseline", FIRST);
	nurse.fails = { "measure-drop": "cut" };
	const doc = await nurse.measures.actions.drop(id, "baseline");
	assert.deepEqual([doc.entries.length, doc.recalled.length, books.counted.length], [0, 1, 1]);
	nurse.fails = {};
	await nurse.measures.resume();
	assert.deepEqual(books.counted, []);
	assert.deepEqual((await nurse.measures.actions.read(id)).recalled, []);
});

test("a document of tomorrow, or one that is none, is not read and never written over", async () => {
	const { office, id, books, nurse } = await start();
	const { world } = office;
	const entry = { form: "baseline", at: 1, by: office.nurse.uid, numbers: {}, sending: null };
	for (const doc of [
		{ v: 2, entries: [], recalled: [] },
		{ v: 1, entries: [] },
		{ v: 1, entries: [entry, entry], recalled: [] },
		{ v: 1, entries: [{ ...entry, numbers: { nps: 11 } }], recalled: [] },
		{ v: 1, entries: [{ ...entry, numbers: { name: "Aino" } }], recalled: [] },
	]) {
		const plain = textBytes(JSON.stringify(doc));
		const object = (await world.sync(office.nurse, id)).objects.find(
			(one) => one.type === "follow-up",
		);
		const act = { kind: "object", type: "follow-up", plain } as const;
		await world.act(
			office.nurse,
			id,
			object === undefined ? act : { ...act, object: object.object },
		);
		await nurse.look(id);
		const head = world.caseHead(id).seq;
		await assert.rejects(nurse.measures.actions.read(id), /bad_reply/);
		await assert.rejects(nurse.measures.actions.save(id, "baseline", FIRST), /bad_reply/);
		assert.equal(world.caseHead(id).seq, head, bytesText(plain));
	}
	assert.deepEqual(books.heard, []);
});

test("feedback: sent at once, known on every device of mine, changed for a day, never counted twice", async () => {
	const { office, books, drafts, nurse } = await start();
	const { world } = office;
	const hour = office.hour().hour;
	const { feedback, giveFeedback } = nurse.measures.actions;
	assert.deepEqual(await feedback(hour), { answers: [], sent: true });
	await giveFeedback(hour, "worker_hour_useful", 4);
	await giveFeedback(hour, "worker_time_saved", 5);
	assert.deepEqual(books.counted, [{ worker_hour_useful: 4 }, { worker_time_saved: 5 }]);
	const changed = await giveFeedback(hour, "worker_hour_useful", 2);
	assert.deepEqual(books.counted, [{ worker_time_saved: 5 }, { worker_hour_useful: 2 }]);
	const other = new Desk(office, office.nurse, books, drafts).measures.actions;
	assert.deepEqual(await other.feedback(hour), changed);
	nurse.fails = { "measure-put": "lost" };
	assert.equal((await giveFeedback(hour, "worker_time_saved", 1)).sent, false);
	const reloaded = new Desk(office, office.nurse, books, drafts);
	await reloaded.measures.resume();
	assert.equal((await other.feedback(hour)).sent, true);
	assert.deepEqual(books.counted, [{ worker_hour_useful: 2 }, { worker_time_saved: 1 }]);
	await assert.rejects(other.giveFeedback(hour, "worker_time_saved", 6), /bad_param/);
	await world.pass(86_400_001);
	await assert.rejects(other.giveFeedback(hour, "worker_time_saved", 3), /expired/);
	assert.equal(books.counted.length, 2);
	assert.ok(!books.heard.some((one) => one.includes(hour)));
});

test("what the broker does not take any more holds up nothing of another form", async () => {
	const { office, id, books, drafts, nurse } = await start();
	nurse.fails = { "measure-put": "cut" };
	await nurse.measures.actions.save(id, "baseline", FIRST);
	const later = new Desk(office, office.nurse, books, drafts);
	await later.look(id);
	later.refuses = ({ form }) => form === "baseline";
	const doc = await later.measures.actions.save(id, "three-months", { calls_saved: 2 });
	assert.deepEqual(books.counted, [{ calls_saved: 2 }]);
	assert.equal(doc.entries.length, 2);
	const landed = (await later.measures.actions.read(id)).entries.map((one) => one.sending?.landed);
	assert.deepEqual(landed, [false, true]);
	assert.equal(drafts.get("unsent"), JSON.stringify([id]), "and is not forgotten");
});

test("two devices of mine: neither forgets what the other still owes", async () => {
	const { office, id, books, drafts, nurse } = await start();
	const { id: other } = await office.withConsent();
	const phone = new Desk(office, office.nurse, books, drafts);
	for (const desk of [nurse, phone]) {
		await desk.measures.resume();
		desk.fails = { "measure-put": "cut" };
	}
	await nurse.measures.actions.save(id, "baseline", FIRST);
	await phone.measures.actions.save(other, "baseline", { calls_saved: 1 });
	await new Desk(office, office.nurse, books, drafts).measures.resume();
	assert.deepEqual(books.counted, [FIRST_NUMBERS, { calls_saved: 1 }]);
});

test("Kela's contact has no key of it, and is told so: no empty form", async () => {
	const office = await Office.open();
	const { id } = await office.withContact();
	const kela = new Desk(office, office.contact, new Books());
	await kela.look(id);
	await assert.rejects(kela.measures.actions.read(id), { code: "no_key" });
});
