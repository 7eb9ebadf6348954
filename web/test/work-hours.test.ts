// The hours that are fetched: in as many requests as the broker can answer, and of what has changed no more than that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import type { VaultApi } from "../src/crypto/vault/api.ts";
import { WireError } from "../src/wire/errors.ts";
import type { AlarmBell } from "../src/work/alarm.ts";
import type { DirectorySync } from "../src/work/directory.ts";
import { Hours } from "../src/work/hours.ts";
import type { Link } from "../src/work/link.ts";
import { Store, valueOr } from "../src/work/store.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-03-02T06:00Z");
const WEEKS = 35;
const id = (n: number, kind: number): string =>
	toB64(Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? kind : at === 1 ? n : 1)));

interface Row {
	readonly hour: string;
	startsAt: number;
	revision: number;
}

/** A broker with one series, weekly from 60 days back, that answers `limit` hours at the most. */
class Broker {
	readonly series = id(0, 9);
	readonly rows: Row[] = Array.from({ length: WEEKS }, (_, n) => ({
		hour: id(n, 1),
		startsAt: NOW - 59 * DAY + n * 7 * DAY,
		revision: 0,
	}));
	limit = 1000;
	asked: (readonly [number, number])[] = [];
	readonly store = new Store();
	readonly hours: Hours;

	constructor() {
		const link = {
			now: () => NOW,
			request: async (_cmd: string, { from, to }: { from: number; to: number }) => {
				this.asked.push([from, to]);
				const found = this.rows.filter((one) => one.startsAt >= from && one.startsAt < to);
				if (found.length > this.limit) throw new WireError("too_large");
				return { ok: { hours: found.map((one) => this.#wire(one)) }, blobs: [] };
			},
		};
		const vault = {
			hourCheck: async (claims: readonly { readonly startsAt: number }[]) =>
				claims.map(({ startsAt }) => ({
					...{ startsAt, state: "planned", reason: "", moved: false, by: id(1, 5) },
				})),
		};
		const series = { series: this.series, name: "Keskiviikko", contact: id(2, 5), capacity: 4 };
		const directory = {
			view: { series: [series], people: [], substitutes: [] },
			sync: async () => undefined,
		};
		this.hours = new Hours({
			store: this.store,
			link: link as unknown as Link,
			vault: vault as unknown as VaultApi,
			directory: directory as unknown as DirectorySync,
			alarm: { ring: () => assert.fail("an alarm") } as unknown as AlarmBell,
		});
	}

	#wire({ hour, startsAt, revision }: Row) {
		const date = new Date(startsAt).toISOString().slice(0, 10);
		const times = { starts_at: startsAt, ends_at: startsAt + 3_600_000, opens_at: startsAt };
		const free = { capacity: 4, free_places: 4, free_minutes: 60, missing_consents: 0 };
		return {
			...{ hour, series: this.series, name: "x", date, moved_from: null, ...times, ...free },
			...{ state: "planned", reason: null, revision, contact: id(2, 5), substitute: null },
			places: [],
		};
	}

	get shown() {
		return valueOr(this.store.hours.value, []);
	}
}

test("what is too large for one answer is asked for in spans; none is missing or doubled", async () => {
	const broker = new Broker();
	await broker.hours.refresh();
	assert.equal(broker.asked.length, 1, "as a rule one answer holds them all");
	const whole = broker.shown;
	assert.ok(whole.length > 30);
	broker.limit = 6;
	await broker.hours.refresh();
	assert.deepEqual(broker.shown, whole);
	const after = broker.asked.length;
	await broker.hours.refresh();
	assert.deepEqual(broker.shown, whole);
	const spans = broker.asked.slice(after);
	assert.ok(spans.length < 12, "what was too large once is not asked for again");
	for (const [n, [from]] of spans.entries())
		if (n > 0) assert.equal(from, spans[n - 1]?.[1], "one span after the other");
	broker.limit = 0;
	await broker.hours.refresh();
	assert.deepEqual(
		broker.shown,
		whole,
		"a broker that never answers ends it, and what was there stays",
	);
});

test("of an hour that has changed only that time is fetched; moved, unknown or after a failure, all are", async () => {
	const broker = new Broker();
	await broker.hours.refresh();
	broker.asked = [];
	const [, , row] = broker.rows;
	assert.ok(row !== undefined);
	row.revision = 7;
	await broker.hours.refreshOnly([row.hour]);
	assert.deepEqual(broker.asked, [[row.startsAt, row.startsAt + 1]]);
	assert.equal(broker.hours.find(row.hour)?.revision, 7);
	assert.equal(broker.shown.length, new Set(broker.shown.map((one) => one.hour)).size);
	const count = broker.shown.length;

	row.startsAt += DAY;
	await broker.hours.refreshOnly([row.hour]);
	assert.equal(broker.hours.find(row.hour)?.startsAt, row.startsAt);
	assert.equal(broker.shown.length, count);

	broker.asked = [];
	await broker.hours.refreshOnly([id(99, 1)]);
	assert.equal(broker.asked.length, 1);
	assert.ok((broker.asked[0]?.[1] ?? 0) > NOW + 100 * DAY);

	broker.limit = 0;
	row.revision = 8;
	await broker.hours.refreshOnly([row.hour]);
	broker.limit = 1000;
	await broker.hours.refreshOnly([]);
	assert.equal(broker.hours.find(row.hour)?.revision, 8, "what failed is made good by the next");
});

test("changes that come while one fetch runs are all in the next", async () => {
	const broker = new Broker();
	await broker.hours.refresh();
	const [one, two, three] = broker.rows;
	assert.ok(one !== undefined && two !== undefined && three !== undefined);
	broker.asked = [];
	const first = broker.hours.refreshOnly([one.hour]);
	two.revision = 1;
	three.revision = 1;
	await Promise.all([
		first,
		broker.hours.refreshOnly([two.hour]),
		broker.hours.refreshOnly([three.hour]),
	]);
	assert.equal(broker.asked.length, 3);
	assert.equal(broker.hours.find(two.hour)?.revision, 1);
	assert.equal(broker.hours.find(three.hour)?.revision, 1);
});
