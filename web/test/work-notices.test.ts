// What is told of a case's place: what others have named, once, to everyone of the case; nothing of one's own acts, and
// nothing of what the broker's own event tells.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseView } from "../src/crypto/vault/api.ts";
import { newsOf, tellOfHour } from "../src/work/notices.ts";
import { Store } from "../src/work/store.ts";

type Queued = NonNullable<CaseView["queued"]>;

function view(queued: Partial<Queued> | null, session: CaseView["session"] = null): CaseView {
	const asked = {
		series: "s",
		hour: null,
		minutes: 20,
		urgency: "normal",
		state: "queued",
	} as const;
	const place = queued === null ? null : { ...asked, by: "sanna", at: 1, ...queued };
	const nothing = { consents: [], objects: [], confirms: [], answered: null };
	return { ...nothing, queued: place, session } as unknown as CaseView;
}

const told = (before: CaseView, after: CaseView, me: string, stood?: string | null) =>
	newsOf(before, after, me, (uid) => uid === "kimmo", stood).map((news) => news.code);

test("a place that the pair has named anew is told once to everyone but to who named it", () => {
	const [before, after] = [view({ hour: "h1" }), view({ hour: "h2", at: 2 })];
	assert.deepEqual(told(before, after, "sanna"), []);
	assert.deepEqual(told(before, after, "heli"), ["place_moved"]);
	assert.deepEqual(told(before, after, "kimmo"), ["place_moved"]);
	assert.deepEqual(told(after, after, "heli"), []);
});

test("another position in the hour that the broker had put it in is no move; out of that hour is one", () => {
	const [before, after] = [view({ hour: null }), view({ hour: "h1", at: 2 })];
	assert.deepEqual(told(before, after, "heli", "h1"), []);
	assert.deepEqual(told(before, after, "heli", null), ["place_moved"]);
	assert.deepEqual(told(before, after, "heli"), ["place_moved"]);
	// Named for h1, put into h2 by the broker, and moved back by the pair: the chain alone does not tell.
	const back = view({ hour: "h1", at: 3 });
	assert.deepEqual(told(after, back, "heli", "h2"), ["place_moved"]);
	// Anything else in the chain is no move, wherever the broker has put it.
	const ready = view({ hour: "h1", at: 2, state: "ready" });
	assert.deepEqual(told(after, ready, "heli", "h2"), ["ready"]);
});

test("a case that is queued is news to Kela alone, and is not moved by it", () => {
	for (const hour of ["h1", null]) {
		const [before, after] = [view(null), view({ hour })];
		assert.deepEqual(told(before, after, "sanna"), []);
		assert.deepEqual(told(before, after, "heli"), []);
		assert.deepEqual(told(before, after, "kimmo"), ["queued"]);
	}
});

test("out of an hour into the line is the broker's to tell", () => {
	const session = { hour: "h1", session: "x", at: 0, epoch: 1, of: null };
	for (const before of [view({ hour: "h1" }), view(null, session)]) {
		for (const me of ["sanna", "heli", "kimmo"])
			assert.deepEqual(told(before, view({ hour: null }), me), []);
	}
});

test("hours of a series that change at once are told in one notice, which stays the only one", () => {
	const store = new Store();
	const series = new Set(["h1", "h2", "h3"]);
	const tell = (hour: string, at: number, of = series) => {
		const news = tellOfHour(store.notices.value, hour, of, at);
		if (news === null) return;
		if (news.instead !== null) store.dismiss(news.instead);
		store.notify(news.code, { at, hour: news.hour });
	};
	const told = () => store.notices.value.map(({ code, hour }) => `${code} ${hour}`);
	tell("h1", 0);
	tell("x", 0, new Set(["x"]));
	assert.deepEqual(told(), ["hour_changed h1", "hour_changed x"]);
	tell("h2", 100);
	tell("h3", 200);
	assert.deepEqual(told(), ["hour_changed x", "hours_changed h1"]);
	tell("h2", 60_000);
	assert.deepEqual(told().at(-1), "hour_changed h2", "another day's change is another notice");
});
