// Follow-ups from the work layer: set by the pair's clients once both sides have confirmed a plan, by two at the same moment
// no more than once; moved by a plan confirmed anew; and the chain believed, not what the broker lists.
import assert from "node:assert/strict";
import { before, mock, test } from "node:test";
import { textBytes } from "../src/crypto/bytes.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import type { CaseView } from "../src/crypto/vault.ts";
import { type Confirmed, dueOf } from "../src/state/follow-up.ts";
import { recordNote } from "../src/state/record-note.ts";
import { CaseList } from "../src/work/case-list.ts";
import { Chains } from "../src/work/chains.ts";
import { DirectorySync } from "../src/work/directory.ts";
import { EMPTY_PLAN, type PlanDoc } from "../src/work/documents.ts";
import { FollowUps } from "../src/work/follow-up.ts";
import { storedPlan } from "../src/work/plan-code.ts";
import { Pen } from "../src/work/plan-pen.ts";
import { NOTHING } from "../src/work/plan-shared.ts";
import { Store } from "../src/work/store.ts";
import type { CaseSummary } from "../src/work/work.ts";
import { Broker } from "./broker.ts";
import { Office } from "./office.ts";
import type { Member } from "./world.ts";

before(sodiumReady);

/** One person at work. */
class Desk {
	readonly store = new Store();
	readonly broker: Broker;
	readonly followUps: FollowUps;
	readonly chains: Chains;
	readonly list: CaseList;
	readonly #office: Office;
	readonly #directory: DirectorySync;

	constructor(office: Office, member: Member) {
		const { store } = this;
		this.#office = office;
		this.broker = new Broker(office.world, member);
		const { link } = this.broker;
		const directory = new DirectorySync(store, link, member.vault);
		const chains = new Chains(link, member.vault);
		directory.begin(member.uid);
		this.#directory = directory;
		this.chains = chains;
		this.list = new CaseList({ store, link, chains, directory });
		chains.onView = (view) => this.list.follow(view);
		this.followUps = new FollowUps({ store, link, chains, directory, shown: async () => {} });
		this.followUps.begin();
		const me = { roles: ["worker"] };
		store.session.value = { kind: "in", me } as unknown as typeof store.session.value;
	}

	/** What the broker lists, and says of follow-ups. */
	async listed(id: string, said: CaseSummary["followUps"] = []): Promise<CaseView> {
		const { world, pair } = this.#office;
		const row = {
			...{ case: id, pair, lane: "client", state: "open", consent: null, series: null },
			...{ hour: null, waiting_pos: null, consent_gap: false, minutes: null, place_state: null },
			...{ session: null, updated_at: 0, follow_ups: said, hold: false },
			...world.caseHead(id),
		};
		this.broker.answers["case-list"] = () => ({ cases: [row] });
		await this.#directory.sync();
		await this.list.refresh();
		return this.chains.sync(id);
	}

	get summary(): CaseSummary | undefined {
		const { value } = this.store.cases;
		return value.kind === "ready" ? value.value[0] : undefined;
	}
}

const plan = (change: Partial<PlanDoc> = {}): Uint8Array =>
	textBytes(JSON.stringify({ ...EMPTY_PLAN, date: "2025-11-24", ...change }));

const dueIn = (view: CaseView) =>
	Object.fromEntries(view.followUps.map((one) => [one.what, one.due]));

/** A plan of both, confirmed by Kela; what is left is the nurse's. */
async function planned(office: Office, refreshBy: string) {
	const { world, nurse, contact } = office;
	const { id } = await office.withContact();
	const stored = { kind: "object", type: "plan", plain: plan({ refreshBy }) } as const;
	const { signed } = await world.act(nurse, id, stored);
	const object = signed.ids[0] ?? "";
	const confirm = { kind: "confirm", object } as const;
	await world.sync(contact, id);
	await world.act(contact, id, confirm);
	await world.sync(nurse, id);
	return { id, confirm, stored: { ...stored, object } };
}

async function settled(desks: readonly Desk[], id: string): Promise<CaseView> {
	// The moments of each client's own are over; what they do then takes real turns of the loop.
	mock.timers.tick(2_000);
	for (let turns = 0; turns < 400; turns++) await new Promise((next) => setImmediate(next));
	const [first] = desks;
	assert.ok(first !== undefined);
	return first.chains.sync(id);
}

test("both sides have confirmed: two workers' clients at once set each follow-up, once", async (t) => {
	const office = await Office.open();
	const { world, nurse, counsellor, contact } = office;
	const { id, confirm } = await planned(office, "2026-03-01");
	mock.timers.enable({ apis: ["setTimeout"] });
	t.after(() => mock.timers.reset());
	mock.method(Math, "random", () => 0.5);
	t.after(() => mock.restoreAll());
	const desks = [nurse, counsellor, contact].map((one) => new Desk(office, one));
	const [one, two, kela] = desks as [Desk, Desk, Desk];
	for (const desk of desks) await desk.listed(id);
	await one.followUps.look();
	assert.deepEqual((await settled(desks, id)).followUps, [], "one side is not enough");
	const at = world.nowMs;
	await world.act(nurse, id, confirm);
	for (const desk of desks) {
		await desk.listed(id);
		await desk.followUps.look();
	}
	const before = world.stored(id).statements.length;
	const view = await settled(desks, id);
	const confirmed: Confirmed = { at, date: "2025-11-24", refreshBy: "2026-03-01" };
	const wanted = Object.fromEntries(
		(["first", "half-year", "plan"] as const).map((what) => [what, dueOf(what, confirmed, at)]),
	);
	assert.deepEqual(dueIn(view), wanted);
	assert.equal(world.stored(id).statements.length, before + 3, "nothing twice");
	assert.equal(one.broker.conflicts + two.broker.conflicts, 1, "and both had begun");
	for (const desk of [one, two]) await desk.followUps.look();
	await settled(desks, id);
	assert.equal(world.stored(id).statements.length, before + 3);
	assert.deepEqual(dueIn(await kela.chains.sync(id)), wanted, "Kela reads them");
	await assert.rejects(kela.followUps.actions.set(id, "first", at + 1e9), { code: "refused" });
});

test("moved and done by hand stand; a plan confirmed anew moves its own only", async (t) => {
	const office = await Office.open();
	const { world, nurse, contact } = office;
	const { id, confirm, stored } = await planned(office, "2026-03-02");
	await world.act(nurse, id, confirm);
	mock.timers.enable({ apis: ["setTimeout"] });
	t.after(() => mock.timers.reset());
	const desk = new Desk(office, nurse);
	await desk.listed(id);
	await desk.followUps.look();
	await settled([desk], id);
	const moved = world.nowMs + 40 * 86_400_000;
	await desk.followUps.actions.set(id, "first", moved);
	await desk.followUps.actions.done(id, "half-year");
	await desk.followUps.actions.set(id, "plan", moved);
	assert.deepEqual(desk.summary?.followUps.map(({ what }) => what).sort(), ["first", "plan"]);
	await desk.followUps.look();
	const by = { first: moved, "half-year": 0, plan: moved };
	assert.deepEqual(dueIn(await settled([desk], id)), by);
	world.nowMs += 60_000;
	await world.act(nurse, id, { ...stored, plain: plan({ refreshBy: "2026-04-01" }) }, confirm);
	await world.sync(contact, id);
	await world.act(contact, id, confirm);
	await desk.listed(id);
	await desk.followUps.look();
	const refreshed = { at: world.nowMs, date: "2025-11-24", refreshBy: "2026-04-01" };
	const anew = dueOf("plan", refreshed, world.nowMs);
	assert.deepEqual(dueIn(await settled([desk], id)), { ...by, plan: anew });
});

test("what the broker lists is believed only until the chain is read", async () => {
	const office = await Office.open();
	const { world, nurse } = office;
	const id = await office.newCase();
	const due = world.nowMs + 86_400_000;
	await world.act(nurse, id, { kind: "follow-up", what: "first", due });
	const desk = new Desk(office, nurse);
	const lie = [{ what: "plan", due: due + 5 }] as const;
	// Not opened yet: the chain does not come.
	const withheld = desk.chains.syncTo;
	desk.chains.syncTo = () => Promise.reject(new Error("withheld"));
	desk.broker.answers["case-get"] = () => assert.fail("not asked");
	await desk.listed(id, lie).catch(() => undefined);
	desk.chains.syncTo = withheld;
	await desk.listed(id, lie);
	const told = desk.summary?.followUps.map(({ what, due: at }) => [what, at]);
	assert.deepEqual(told, [["first", due]], "hidden and invented ones are seen through");
	assert.equal(await desk.followUps.isDue(id, "plan", due + 5), false);
	assert.equal(await desk.followUps.isDue(id, "first", due), false, "not before its day");
	const today = world.nowMs + 60_000;
	await world.act(nurse, id, { kind: "follow-up", what: "half-year", due: today });
	assert.equal(await desk.followUps.isDue(id, "half-year", today), true);
	await world.act(nurse, id, { kind: "close", reason: "" });
	assert.equal(await desk.followUps.isDue(id, "half-year", today), false, "nobody is reminded");
});

test("of a plan whose plain part says something else than what is merged, what both have seen counts", async (t) => {
	const office = await Office.open();
	const { world, nurse, contact } = office;
	const { id } = await office.withContact();
	const step = (what: string) => ({
		...{ id: "a", what, side: "pair" as const, by: "" as const, done: null },
		who: { kind: "text" as const, text: "" },
	});
	const seen = { date: "2025-11-24", refreshBy: "2026-03-02", steps: [step("agreed")] } as const;
	const stored = storedPlan(new Pen("aaaaaaaa", contact.uid).write(NOTHING, seen)) as object;
	const forged = { ...stored, refreshBy: "2025-12-31", steps: [step("never said")] };
	await world.sync(contact, id);
	const { signed } = await world.act(contact, id, {
		...{ kind: "object", type: "plan" },
		plain: textBytes(JSON.stringify(forged)),
	});
	const confirm = { kind: "confirm", object: signed.ids[0] ?? "" } as const;
	await world.act(contact, id, confirm);
	await world.sync(nurse, id);
	await world.act(nurse, id, confirm);
	mock.timers.enable({ apis: ["setTimeout"] });
	t.after(() => mock.timers.reset());
	const desk = new Desk(office, nurse);
	await desk.listed(id);
	await desk.followUps.look();
	const { value } = desk.store.plans;
	assert.ok(value.kind === "ready");
	assert.deepEqual(
		value.value.map(({ doc }) => doc.steps.map(({ what }) => what)),
		[["agreed"]],
	);
	const confirmed = { at: world.nowMs, date: seen.date, refreshBy: seen.refreshBy };
	assert.equal(dueIn(await settled([desk], id))["plan"], dueOf("plan", confirmed, world.nowMs));
});

test("a plan confirmed by both is to be copied until a worker notes so; Kela's note, or one of an older plan, is none", async () => {
	const office = await Office.open();
	const { world, nurse, contact } = office;
	const { id, confirm, stored } = await planned(office, "2026-03-02");
	const desk = new Desk(office, nurse);
	const kela = new Desk(office, contact);
	const uncopied = async (at: Desk) => {
		await at.listed(id);
		await at.followUps.look();
		const { value } = at.store.plans;
		assert.ok(value.kind === "ready");
		return value.value[0]?.uncopied;
	};
	const notes = async (by: Member, rev: number) => {
		const text = recordNote({ target: "lifecare", rev, kind: "made" }, "plan");
		await world.sync(by, id);
		await world.act(by, id, {
			...{ kind: "object", type: "thread" },
			plain: textBytes(JSON.stringify({ v: 1, text })),
		});
	};
	assert.equal(await uncopied(desk), null, "one side is not enough");
	world.nowMs += 60_000;
	const first = world.nowMs;
	await world.sync(nurse, id);
	await world.act(nurse, id, confirm);
	assert.equal(await uncopied(desk), first);
	assert.equal(await uncopied(kela), null, "the record is the pair's");
	await notes(contact, 1);
	assert.equal(await uncopied(desk), first);
	await notes(nurse, 1);
	assert.equal(await uncopied(desk), null);
	world.nowMs += 60_000;
	const { nowMs: second } = world;
	await world.act(nurse, id, { ...stored, plain: plan({ refreshBy: "2026-04-01" }) }, confirm);
	await world.sync(contact, id);
	await world.act(contact, id, confirm);
	await notes(nurse, 1);
	assert.equal(await uncopied(desk), second, "written since, of the plan before");
	await notes(nurse, 2);
	assert.equal(await uncopied(desk), null);
});
