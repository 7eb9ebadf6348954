// A case's statements about its hour, and the general lane: what each amounts to on the chain, and what it refuses.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import type { CaseBody } from "../src/crypto/case-body.ts";
import { owedNow } from "../src/crypto/case-members.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import { Case } from "./case-kit.ts";
import { id, T, ZERO } from "./land.ts";

before(sodiumReady);

function queue(made: Case, changes: object = {}): CaseBody {
	const { consent } = made;
	const place = { series: made.land.series, hour: id(), minutes: 20, urgency: "urgent" } as const;
	return { kind: "queue", ...place, consent, ...changes };
}

test("queued to the first free place, placed by hand, withdrawn, queued anew", () => {
	const made = new Case().shared();
	const { nurse, mate, contact } = made.land;
	const hour = id();
	made.refuses(nurse, { kind: "place", hour, pos: 1 }, /not queued/);
	made.refuses(nurse, queue(made, { consent: id() }), /names no open consent/);
	made.add(nurse, queue(made, { hour: ZERO }));
	const by = toB64(nurse.uid);
	const asked = { series: toB64(made.land.series), minutes: 20, urgency: "urgent", by, at: T };
	assert.deepEqual(made.chain.state.queued, { ...asked, hour: null, state: "queued" });
	made.refuses(contact, { kind: "place", hour, pos: 1 }, /not by this side/);
	made.add(contact, { kind: "prepare", state: "ready" });
	made.add(mate, { kind: "place", hour, pos: 0 });
	const placed = { ...asked, hour: toB64(hour), state: "ready", by: toB64(mate.uid) };
	assert.deepEqual(made.chain.state.queued, placed, "what Kela has prepared stays prepared");
	made.add(nurse, { kind: "unqueue", hour: ZERO, reason: "" });
	assert.equal(made.chain.state.queued, null);
});

test("answered in writing, the case is out of the queue until it is queued again", () => {
	const made = new Case().shared();
	const { nurse, contact } = made.land;
	made.add(nurse, queue(made));
	made.refuses(nurse, { kind: "prepare", state: "answered" }, /not by this side/);
	made.add(contact, { kind: "prepare", state: "answered" });
	assert.equal(made.chain.state.queued, null);
	assert.deepEqual(made.chain.state.answered, { by: toB64(contact.uid), at: T });
	made.add(nurse, queue(made));
	assert.deepEqual({ ...made.chain.state, objects: null }.answered, null);
});

test("carried over, the case waits as it was queued; handled, it does not", () => {
	for (const outcome of ["carried-over", "handled", "interrupted"] as const) {
		const made = new Case().shared();
		const { nurse } = made.land;
		const [hour, session] = [id(), id()];
		made.add(nurse, queue(made, { hour }));
		made.add(nurse, { kind: "session-open", hour, session });
		made.add(nurse, { kind: "session-close", session, outcome });
		const { queued } = made.chain.state;
		assert.equal(made.chain.state.session, null);
		if (outcome !== "carried-over") assert.equal(queued, null, outcome);
		else {
			const by = toB64(nurse.uid);
			const asked = { series: toB64(made.land.series), minutes: 20, urgency: "urgent", by, at: T };
			assert.deepEqual(queued, { ...asked, hour: null, state: "queued" });
		}
	}
});

test("a general question needs no consent, takes none, and has no background", () => {
	const made = new Case();
	const { nurse, mate, contact } = made.land;
	made.add(nurse, made.create(made.land.pair, "general"));
	made.add(nurse, { kind: "member-add", uid: mate.uid, comps: "PSC" });
	const refused = /a question without a client/;
	made.refuses(nurse, made.object("consent-doc"), refused);
	const background = { ...made.object("question"), type: "background", comp: "P" } as CaseBody;
	made.refuses(nurse, background, refused);
	made.refuses(nurse, made.consentBody(), refused);
	made.refuses(nurse, made.revoke(), /no such open consent/);
	made.add(nurse, made.object("question"));
	assert.equal(made.chain.consentNow(T), null);
	assert.ok(made.chain.basisNow(T));
	made.add(nurse, { kind: "member-add", uid: contact.uid, comps: "SC" });
	made.refuses(nurse, made.grant(contact, { basis: id() }), /no consent/);
	made.add(nurse, made.grant(contact));
	made.refuses(nurse, queue(made), /names a consent/);
	const hour = id();
	made.add(nurse, queue(made, { hour, consent: ZERO }));
	const why = owedNow(made.chain, T).map((one) => one.why);
	assert.ok(why.includes("contact"), "Kela's contact is entitled: of C there is no grant yet");
	made.add(contact, { kind: "prepare", state: "needs-info" });
	made.add(nurse, { kind: "session-open", hour, session: id() });
	assert.equal(made.chain.state.lane, "general");
});

test("the same grant without a ground is refused in the client lane", () => {
	const made = new Case().inForce();
	const { nurse, contact } = made.land;
	made.add(nurse, { kind: "member-add", uid: contact.uid, comps: "SC" });
	made.refuses(nurse, made.grant(contact, { basis: ZERO }), /no consent/);
	made.refuses(nurse, queue(made, { consent: ZERO }), /names no open consent/);
});
