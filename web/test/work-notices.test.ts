// What is told of a case's place: what others have named, once, to everyone of the case; nothing of one's own acts, and
// nothing of what the broker's own event tells.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseView } from "../src/crypto/vault/api.ts";
import { newsOf } from "../src/work/notices.ts";

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
