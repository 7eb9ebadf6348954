// The list of cases while hundreds are being opened: what is in hand first, few at a time, drawn some times a second; nobody
// waits for the last, what has not changed is not opened again, and nothing is opened for who has left.
import assert from "node:assert/strict";
import { mock, type TestContext, test } from "node:test";
import { effect } from "@preact/signals";
import type { CaseView } from "../src/crypto/vault.ts";
import { CaseList } from "../src/work/case-list.ts";
import type { Chains } from "../src/work/chains.ts";
import type { DirectorySync } from "../src/work/directory.ts";
import type { Link } from "../src/work/link.ts";
import { Rows } from "../src/work/rows.ts";
import { Store } from "../src/work/store.ts";
import type { CaseSummary } from "../src/work/work.ts";

const ID = (number: number): string => `${`${number}`.padStart(4, "0")}AAAAAAAAAAAAAAAAAA`;

const rowOf = (number: number, change: object = {}) => ({
	...{ case: ID(number), pair: ID(0), lane: "client", seq: 1, state: "closed", consent: null },
	...{ series: null, hour: null, waiting_pos: null, consent_gap: false, minutes: null },
	...{ place_state: null, session: null, updated_at: number, follow_ups: [] },
	...change,
});

const viewOf = (id: string, seq: number) =>
	({
		...{ case: id, head: { seq, hash: "" }, consents: [], confirms: [], objects: [], keys: ["S"] },
		...{ followUps: [], guests: [], members: [], closed: null, erased: null, answered: null },
	}) as unknown as CaseView;

/** Chains that answer one by one, when they are told to. */
class Desk {
	readonly store = new Store();
	readonly list: CaseList;
	rows: readonly object[] = [];
	/** Whose chains were asked for, in order. */
	readonly asked: string[] = [];
	readonly #views = new Map<string, CaseView>();
	readonly #waiting: (() => void)[] = [];

	constructor() {
		const { store } = this;
		store.session.value = { kind: "in", me: { roles: ["worker"] } } as never;
		const link = { request: async () => ({ ok: { cases: this.rows }, blobs: [] }) };
		const chains = {
			known: (id: string) => this.#views.get(id) ?? null,
			syncTo: (id: string, seq: number) =>
				new Promise<CaseView>((resolve) => {
					this.asked.push(id);
					this.#waiting.push(() => {
						this.#views.set(id, viewOf(id, seq));
						resolve(viewOf(id, seq));
					});
				}),
			refreshed: async (id: string) => this.#views.get(id),
			newestDoc: async () => ({ reference: "A-1" }),
		};
		this.list = new CaseList({
			store,
			link: link as unknown as Link,
			chains: chains as unknown as Chains,
			directory: { isContact: () => false } as unknown as DirectorySync,
		});
	}

	/** The next so many answers come. */
	async answer(count: number): Promise<void> {
		for (let i = 0; i < count; i++) {
			this.#waiting.shift()?.();
			await turns();
		}
	}

	get opened(): number {
		const { value } = this.store.cases;
		return value.kind === "ready"
			? value.value.filter(({ question }) => question !== null).length
			: 0;
	}
}

async function turns(): Promise<void> {
	for (let i = 0; i < 20; i++) await new Promise((next) => setImmediate(next));
}

function fakeTimers(t: TestContext): void {
	mock.timers.enable({ apis: ["setTimeout"] });
	t.after(() => mock.timers.reset());
}

test("the list is there before any case is open; in an hour, in hand, over; four at a time", async (t) => {
	fakeTimers(t);
	const desk = new Desk();
	desk.rows = [
		...[rowOf(1), rowOf(2), rowOf(3, { state: "open" }), rowOf(4, { state: "open" })],
		rowOf(5, { state: "open", series: ID(9), place_state: "queued" }),
	];
	await desk.list.refresh();
	assert.equal(desk.opened, 0);
	assert.deepEqual(desk.asked, [5, 4, 3, 2].map(ID));
	await desk.answer(1);
	assert.deepEqual(desk.asked.at(-1), ID(1));
	await desk.answer(4);
	await desk.list.allOpened();
	assert.equal(desk.opened, 5);
});

test("of two hundred that are opened the screen is drawn a few times", async (t) => {
	fakeTimers(t);
	const desk = new Desk();
	desk.rows = Array.from({ length: 200 }, (_, i) => rowOf(i + 1));
	await desk.list.refresh();
	let drawn = 0;
	t.after(effect(() => void (desk.store.cases.value && drawn++)));
	await desk.answer(100);
	assert.equal(drawn, 2, "as it was, and the first that came");
	mock.timers.tick(200);
	assert.equal(drawn, 3);
	assert.equal(desk.opened, 100);
	await desk.answer(100);
	await desk.list.allOpened();
	assert.equal(desk.opened, 200);
	assert.ok(drawn <= 5, `${drawn}`);
});

test("a refresh meanwhile waits for the list and for what was open, and what is the same is not opened again", async () => {
	const desk = new Desk();
	desk.rows = Array.from({ length: 50 }, (_, i) => rowOf(i + 1));
	await desk.list.refresh();
	await desk.answer(10);
	const before = desk.asked.length;
	desk.rows = [rowOf(50, { seq: 2 }), ...desk.rows.slice(0, 49)];
	const again = desk.list.refresh();
	await turns();
	assert.deepEqual(desk.asked.slice(before), [ID(50)]);
	await desk.answer(5);
	await again;
	await desk.answer(100);
	await desk.list.allOpened();
	assert.equal(desk.opened, 50);
	assert.equal(desk.asked.filter((id) => id === ID(49)).length, 1);
	assert.equal(desk.asked.filter((id) => id === ID(50)).length, 2);
});

test("who has left has nothing opened, and the next one has a list of their own", async () => {
	const desk = new Desk();
	desk.rows = Array.from({ length: 50 }, (_, i) => rowOf(i + 1));
	await desk.list.refresh();
	desk.store.forgetPerson();
	await desk.answer(10);
	assert.ok(desk.asked.length <= 4, `${desk.asked.length}`);
	assert.equal(desk.store.cases.value.kind, "loading");
	await desk.list.allOpened();
	desk.rows = [rowOf(7, { state: "open" })];
	await desk.list.refresh();
	await desk.answer(1);
	await desk.list.allOpened();
	assert.equal(desk.opened, 1);
});

test("of rows that were not shown yet nothing is left for who comes after", (t) => {
	fakeTimers(t);
	const store = new Store();
	const rows = new Rows(store);
	const row = (reference: string) =>
		({ case: ID(1), question: { reference } }) as unknown as CaseSummary;
	rows.set([row("")]);
	rows.replace(row("shown at once"));
	rows.replace(row("waits"));
	store.forgetPerson();
	// Somebody with no list of their own: a coordinator.
	store.cases.value = { kind: "ready", value: [] };
	rows.show();
	mock.timers.tick(1_000);
	assert.deepEqual(store.cases.value, { kind: "ready", value: [] });
	assert.equal(rows.get(ID(1)), null);
});
