// Guests in a case's chain: who may be invited on what ground, let in once and into what, and what ends it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import type { CaseBody } from "../src/crypto/case-body.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { Case } from "./case-kit.ts";
import { DAY, HOUR, id, NONE, T } from "./land.ts";

let guest: Uint8Array;
let session: Uint8Array;
let pkS: Uint8Array;
let pkE: Uint8Array;

before(async () => {
	await sodiumReady();
	[guest, session, pkS, pkE] = [id(), id(), randomBytes(32), randomBytes(32)];
});

type Invite = Extract<CaseBody, { kind: "guest-invite" }>;
type Admit = Extract<CaseBody, { kind: "guest-admit" }>;

const invite = (made: Case, changes: Partial<Invite> = {}): Invite => ({
	kind: "guest-invite",
	guest,
	linkPk: NONE,
	consent: made.consent,
	epoch: 1,
	expiresAt: T + 2 * DAY,
	ctHash: NONE,
	...changes,
});

const admit = (changes: Partial<Admit> = {}): Admit => ({
	...{ kind: "guest-admit", guest, session, pkS, pkE, wrapHash: NONE },
	...changes,
});

/** Invited, and the case in turn. */
function inTurn(): Case {
	const made = new Case().shared();
	made.add(made.land.nurse, invite(made));
	made.add(made.land.nurse, { kind: "session-open", hour: id(), session });
	return made;
}

const keyOf = (made: Case, atMs = T) => made.chain.guestKey(guest, atMs);

test("an invite: by the pair, on the consent in force, for at most 14 days, four at a time", () => {
	const made = new Case().begin();
	const { nurse, mate, contact } = made.land;
	made.refuses(nurse, invite(made), /no consent/);
	made.add(nurse, made.consentBody());
	made.refuses(nurse, invite(made), /no consent/);
	made.add(mate, made.ack());
	made.add(nurse, { kind: "member-add", uid: contact.uid, comps: "SC" });
	made.refuses(contact, invite(made), /not by this side/);
	made.refuses(nurse, invite(made, { consent: id() }), /no consent/);
	made.refuses(nurse, invite(made, { epoch: 2 }), /epoch/);
	made.refuses(nurse, invite(made, { expiresAt: T + 14 * DAY + HOUR }), /too long/);
	made.refuses(nurse, invite(made, { expiresAt: T - HOUR }), /expired/);
	for (const { uid } of [nurse, contact])
		made.refuses(nurse, invite(made, { guest: uid }), /id of a person/);
	made.add(nurse, invite(made));
	made.refuses(mate, invite(made), /id used before/);
	const more = [id(), id(), id()] as const;
	for (const one of more) made.add(mate, invite(made, { guest: one }));
	made.refuses(nurse, invite(made, { guest: id() }), /too many/);
	made.add(nurse, { kind: "guest-remove", guest: more[0] });
	made.add(nurse, invite(made, { guest: id() }));
});

test("let in: once, into the session that is open, with a key that is not the link's", () => {
	const made = inTurn();
	const { nurse, mate, contact } = made.land;
	made.refuses(contact, admit(), /not by this side/);
	made.refuses(mate, admit({ guest: id() }), /no such invite/);
	made.refuses(mate, admit({ session: id() }), /not the open session/);
	made.refuses(mate, admit({ pkS: NONE }), /the key of the link/);
	made.refuses(mate, admit(), /expired/, T + 2 * DAY + HOUR);
	assert.equal(keyOf(made), null, "invited is not let in");
	made.add(mate, admit());
	assert.equal(toB64(keyOf(made) ?? NONE), toB64(pkS));
	assert.equal(made.chain.guestKey(id(), T), null);
	made.refuses(nurse, admit({ pkS: randomBytes(32) }), /admitted already/);
	made.refuses(nurse, admit(), /admitted already/);
	made.add(nurse, { kind: "session-close", session, outcome: "carried-over" });
	assert.equal(keyOf(made), null, "gone with the session");
	made.add(nurse, { kind: "session-open", hour: id(), session: id() });
	assert.equal(keyOf(made), null, "and not in the next one");
});

test("who is sent away is out, before and after being let in", () => {
	const before = inTurn();
	before.add(before.land.nurse, { kind: "guest-remove", guest });
	before.refuses(before.land.mate, admit(), /invite over/);
	before.refuses(before.land.mate, { kind: "guest-remove", guest }, /removed already/);
	const after = inTurn();
	after.add(after.land.mate, admit());
	after.add(after.land.nurse, { kind: "guest-remove", guest });
	assert.equal(keyOf(after), null);
});

test("a consent that ends takes its invites and its guests with it", () => {
	const withdrawn = inTurn();
	withdrawn.add(withdrawn.land.mate, admit());
	withdrawn.add(withdrawn.land.contact, withdrawn.revoke());
	assert.equal(keyOf(withdrawn), null);

	const replaced = new Case().shared();
	const { nurse, mate } = replaced.land;
	replaced.add(nurse, invite(replaced));
	const consent = id();
	replaced.add(nurse, replaced.consentBody({ consent, replaces: replaced.consent }));
	const { statement } = replaced.chain.state.consents.at(-1) ?? { statement: NONE };
	replaced.add(mate, { kind: "consent-ack", consent, statement });
	replaced.add(nurse, { kind: "session-open", hour: id(), session });
	replaced.refuses(mate, admit(), /invite over/);

	const ranOut = new Case().shared();
	ranOut.add(ranOut.land.nurse, invite(ranOut));
	ranOut.add(ranOut.land.nurse, { kind: "session-open", hour: id(), session });
	ranOut.add(ranOut.land.mate, admit());
	assert.notEqual(keyOf(ranOut, T + 29 * DAY), null);
	assert.equal(keyOf(ranOut, T + 31 * DAY), null, "by its dates");
});

test("in a question without a client an invite rests on no consent", () => {
	const made = new Case();
	const { nurse } = made.land;
	made.add(nurse, made.create(made.land.pair, "general"));
	made.refuses(nurse, invite(made), /no consent/);
	made.add(nurse, invite(made, { consent: new Uint8Array(16) }));
});
