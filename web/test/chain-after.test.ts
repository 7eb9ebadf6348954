// A case's statements about what comes after its hour: follow-ups and holds, and what each refuses.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fromB64, toB64 } from "../src/crypto/bytes.ts";
import { type CaseBody, caseBodyBytes, readCaseBody } from "../src/crypto/case-body.ts";
import { lp } from "../src/crypto/lp.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import { Case } from "./case-kit.ts";
import { DAY, T } from "./land.ts";

before(sodiumReady);

const followUp = (what: "first" | "half-year" | "plan", due: number): CaseBody => ({
	...{ kind: "follow-up", what, due },
});
const hold = (on: boolean, reason = ""): CaseBody => ({ kind: "hold", on, reason });
const close: CaseBody = { kind: "close", reason: "" };
const erase: CaseBody = { kind: "erase", reason: "" };

test("a follow-up is the pair's to set, move and end; the newest of each sort stands", () => {
	const made = new Case().shared();
	const { nurse, mate, contact, county } = made.land;
	const { followUps } = made.chain.state;
	for (const other of [contact, county])
		made.refuses(other, followUp("first", T + DAY), /not by this side/);
	made.add(nurse, followUp("first", T + 60 * DAY));
	made.add(nurse, followUp("plan", T + 180 * DAY));
	made.add(mate, followUp("first", T + 30 * DAY), T + 5);
	const byMate = { by: toB64(mate.uid), at: T + 5 };
	assert.deepEqual(followUps.get("first"), { ...byMate, due: T + 30 * DAY });
	assert.equal(followUps.get("plan")?.due, T + 180 * DAY);
	made.add(mate, followUp("first", 0), T + 5);
	assert.deepEqual(followUps.get("first"), { ...byMate, due: 0 });
	made.refuses(nurse, followUp("plan", T + 5), /due/, T + 5);
	made.refuses(nurse, followUp("plan", T + 5 + 400 * DAY + 1), /due/, T + 5);
	made.add(nurse, followUp("plan", T + 5 + 400 * DAY), T + 5);
	made.add(nurse, close, T + 5);
	made.refuses(nurse, followUp("plan", 0), /case closed/, T + 5);
});

test("under a hold nobody erases; the pair or a coordinator of its county puts it on and takes it off", () => {
	const made = new Case().shared();
	const { nurse, mate, contact, county, kela } = made.land;
	made.refuses(contact, hold(true), /not by this side/);
	made.refuses(kela, hold(true), /not by this side/);
	made.refuses(nurse, hold(false), /is so already/);
	made.add(county, hold(true, "kantelu"));
	const { state } = made.chain;
	assert.deepEqual(state.hold, { by: toB64(county.uid), at: T, reason: "kantelu" });
	made.refuses(mate, hold(true), /is so already/);
	made.add(nurse, close);
	made.refuses(mate, erase, /held/);
	made.add(mate, hold(false));
	assert.equal(state.hold, null);
	made.add(mate, hold(true));
	made.add(county, hold(false));
	made.add(mate, erase);
	made.refuses(nurse, hold(true), /case erased/);
});

test("their bodies come back as they were, and nothing else is taken", () => {
	const at = { g: fromB64("A".repeat(43), 32), caseId: fromB64("A".repeat(22), 16) };
	const back = (body: CaseBody) => readCaseBody(at, body.kind, caseBodyBytes(at, body));
	for (const body of [
		followUp("half-year", T),
		followUp("plan", 0),
		hold(true, "syy"),
		hold(false),
	])
		assert.deepEqual(back(body), body);
	const wrong: [string, Uint8Array][] = [
		["follow-up", lp("ET1/follow-up", "second", T)],
		["follow-up", lp("ET1/follow-up", "plan", T, "")],
		["hold", lp("ET1/hold", 2, "")],
		["hold", lp("ET1/hold", 1, "ä".repeat(101))],
	];
	for (const [kind, bytes] of wrong) assert.throws(() => readCaseBody(at, kind, bytes));
	assert.deepEqual(back(hold(true, "ä".repeat(100))), hold(true, "ä".repeat(100)));
});
