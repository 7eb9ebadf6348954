// The rules of a case's chain, each broken once by somebody whose signature is in order: a colluding member, not only
// a lying server. What must hold stands in PROTOCOL §5; the directory's rules are in directory.test.ts.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import type { CaseBody } from "../src/crypto/case-body.ts";
import { owedNow, staleComps } from "../src/crypto/case-members.ts";
import { lp } from "../src/crypto/lp.ts";
import { hash, sodiumReady } from "../src/crypto/sodium.ts";
import { Case } from "./case-kit.ts";
import { DAY, HOUR, id, NONE, signed, T } from "./land.ts";

before(sodiumReady);

test("create: by a worker of the pair, first and once", () => {
	const made = new Case();
	const { nurse, stranger, contact, mate } = made.land;
	made.refuses(stranger, made.create(), /not of the pair/);
	made.refuses(contact, made.create(), /not by this side/);
	made.refuses(nurse, made.create(id()), /not of the pair/);
	made.refuses(nurse, made.object("plan"), /create is the first|not of the pair/);
	made.add(nurse, made.create());
	made.refuses(nurse, made.create(), /create is the first/);
	made.refuses(mate, made.object("question"), /no member/);
	made.refuses(stranger, made.object("question"), /not of the pair/);
	const forged = { ...nurse, keys: stranger.keys };
	made.refuses(forged, made.object("question"), /signature/);
});

test("members: colleagues, and Kela's contact only on a consent in force", () => {
	const made = new Case().begin();
	const { nurse, stranger, contact, kela, mate } = made.land;
	const add = (uid: Uint8Array, comps: "PSC" | "SC"): CaseBody => ({
		kind: "member-add",
		uid,
		comps,
	});
	made.refuses(nurse, add(stranger.uid, "PSC"), /not of the pair/);
	made.refuses(nurse, add(contact.uid, "SC"), /no consent/);
	made.refuses(nurse, add(mate.uid, "PSC"), /member already/);
	const ready = new Case().inForce();
	ready.refuses(ready.land.nurse, add(ready.land.otherContact.uid, "SC"), /the pair's contact/);
	ready.refuses(ready.land.nurse, add(ready.land.contact.uid, "PSC"), /compartments/);
	ready.refuses(ready.land.nurse, add(ready.land.kela.uid, "SC"), /compartments/);
	ready.add(ready.land.nurse, add(ready.land.contact.uid, "SC"));
	ready.refuses(ready.land.contact, add(kela.uid, "SC"), /not by this side/);
});

test("who has left the pair is nobody to talk to in its rooms", () => {
	const made = new Case().inForce();
	const { county, nurse, mate, directory } = made.land;
	const mayTalk = (atMs: number) => made.chain.memberWith(mate.uid, "S", atMs) !== null;
	assert.equal(mayTalk(T), true);
	directory.add(made.land.pairSet(county, [nurse]));
	assert.equal(mayTalk(T + HOUR), false);
	assert.notEqual(made.chain.memberWith(nurse.uid, "S", T + HOUR), null);
});

test("grants: the committed key, to a member's certified key, on the consent in force", () => {
	const made = new Case().inForce();
	const { nurse, mate, contact, stranger } = made.land;
	made.refuses(nurse, made.grant(contact), /recipient no member/);
	made.refuses(nurse, made.grant(stranger), /recipient no member/);
	made.refuses(nurse, made.grant(mate, { kc: hash(NONE) }), /key commitment/);
	made.refuses(nurse, made.grant(mate, { epoch: 2 }), /key commitment/);
	made.refuses(nurse, made.grant(mate, { recipientIpkE: stranger.keys.enc.pk }), /certified key/);
	made.refuses(nurse, made.grant(mate, { granter: mate.uid }), /granter/);
	made.refuses(nurse, made.grant(mate, { time: T + 1 }), /granter or time/);
	made.refuses(nurse, made.grant(mate, { basis: made.consent }), /basis/);
	made.add(nurse, made.grant(mate));
	made.add(nurse, { kind: "member-add", uid: contact.uid, comps: "SC" });
	made.refuses(nurse, made.grant(contact), /no consent/);
	made.refuses(nurse, made.grant(contact, { basis: id() }), /no consent/);
	made.refuses(
		nurse,
		made.grant(contact, { basis: made.consent, comp: "P" }),
		/recipient no member/,
	);
	made.add(nurse, made.grant(contact, { basis: made.consent }));
	made.add(nurse, {
		kind: "revoke",
		consent: made.consent,
		who: "client",
		how: "oral",
		effective: T,
	});
	made.refuses(nurse, made.grant(contact, { basis: made.consent }), /no consent/);
});

test("consent: evidence on the record, dates, four eyes, one at a time", () => {
	const made = new Case().begin();
	const { nurse, mate } = made.land;
	made.refuses(nurse, made.consentBody({ docObject: id() }), /not on the record/);
	made.refuses(nurse, made.consentBody({ docHash: hash(NONE) }), /not on the record/);
	made.refuses(nurse, made.consentBody({ capture: "scan" }), /capture and file/);
	made.refuses(nurse, made.consentBody({ validTo: T + 400 * DAY }), /longer/);
	made.refuses(nurse, made.consentBody({ validTo: T - DAY / 2, validFrom: T - DAY }), /dates/);
	made.refuses(nurse, made.consentBody({ replaces: id() }), /replaces no open/);
	made.add(nurse, made.consentBody());
	assert.equal(made.chain.consentNow(T), null, "not before the second worker");
	made.refuses(nurse, made.ack(), /by the witness/);
	made.refuses(
		mate,
		{ kind: "consent-ack", consent: made.consent, statement: NONE },
		/another statement/,
	);
	made.add(mate, made.ack());
	assert.ok(made.chain.consentNow(T));
	assert.equal(made.chain.consentNow(T + 30 * DAY), null, "the end is exclusive");
	assert.equal(made.chain.consentNow(T - 2 * DAY), null);
	made.refuses(nurse, made.consentBody(), /id used before/);
	made.refuses(nurse, made.consentBody({ consent: id() }), /another one stands/);
	made.add(nurse, made.consentBody({ consent: id(), replaces: made.consent }));
	assert.equal(made.chain.consentNow(T), null, "the new one waits for its own ack");
	const end = { kind: "revoke", consent: made.consent, who: "client", how: "oral" } as const;
	made.refuses(nurse, { ...end, effective: T }, /no such open consent/);
});

test("objects, plans and rooms: who, when, which revision", () => {
	const made = new Case().inForce();
	const { nurse, contact } = made.land;
	made.add(nurse, { kind: "member-add", uid: contact.uid, comps: "SC" });
	made.refuses(contact, made.object("question"), /not for a contact/);
	made.refuses(nurse, made.object("plan", { comp: "P" }), /compartment/);
	made.refuses(nurse, made.object("plan", { epoch: 2 }), /epoch/);
	made.refuses(nurse, made.object("plan", { epoch: 0 }), /epoch/);
	made.refuses(nurse, made.object("plan", { rev: 2 }), /revision/);
	made.refuses(nurse, made.object("plan", { chunks: 1 }), /chunks/);
	const plan = id();
	made.add(contact, made.object("plan", { object: plan }));
	made.refuses(nurse, made.object("question", { object: plan, rev: 2 }), /type changed/);
	made.add(nurse, made.object("plan", { object: plan, rev: 2, ctHash: hash(NONE) }));
	const confirm = { kind: "confirm", object: plan } as const;
	made.refuses(contact, { ...confirm, rev: 1, ctHash: NONE }, /not its newest/);
	made.add(contact, { ...confirm, rev: 2, ctHash: hash(NONE) });
	const open = { kind: "session-open", hour: id(), session: id() } as const;
	made.refuses(contact, open, /not by this side/);
	const late = T + 31 * DAY;
	made.refuses(nurse, open, /no consent/, late);
	made.refuses(contact, made.object("plan", { object: plan, rev: 3 }), /no consent/, late);
	made.add(nurse, open);
	made.add(contact, {
		kind: "revoke",
		consent: made.consent,
		who: "client",
		how: "oral",
		effective: T,
	});
	assert.equal(made.chain.state.session, null);
	made.add(nurse, { kind: "close", reason: "valmis" });
	made.refuses(nurse, made.object("plan", { object: plan, rev: 3 }), /closed/);
});

const remove = (uid: Uint8Array): CaseBody => ({ kind: "member-remove", uid });

test("leaving: who has no part any more, by another; all grants go, and coming back is a new start", () => {
	const made = new Case().shared();
	const { nurse, mate, contact, stranger, county, directory, pair } = made.land;
	made.add(nurse, made.grant(mate));
	assert.equal(made.chain.state.grants.size, 2);
	made.refuses(nurse, remove(nurse.uid), /oneself/);
	made.refuses(nurse, remove(stranger.uid), /no member/);
	made.refuses(contact, remove(mate.uid), /not by this side/);
	made.refuses(nurse, remove(mate.uid), /has a part/, T + HOUR);
	made.refuses(nurse, remove(contact.uid), /has a part/, T + HOUR);
	directory.add(made.land.pairSet(county, [nurse], pair, 0, T + HOUR));
	made.refuses(nurse, remove(mate.uid), /has a part/, T + HOUR - 5 * 60_000);
	const left = T + HOUR - 60_000; // a clock that goes behind
	made.add(nurse, remove(mate.uid), left);
	directory.add(made.land.pairSet(county, [nurse, mate], pair, 0, T + 2 * HOUR));
	assert.equal(made.chain.state.grants.size, 1, "the mate's is gone");
	const time = T + 3 * HOUR;
	made.refuses(mate, made.rotate(), /no member/, time);
	made.refuses(mate, made.object("question"), /no member/, time);
	made.refuses(nurse, made.grant(mate, { time }), /recipient no member/, time);
	made.refuses(nurse, remove(mate.uid), /no member/, time);
	made.add(nurse, { kind: "member-add", uid: mate.uid, comps: "PSC" }, time);
	made.add(nurse, made.grant(mate, { time }), time);
	made.add(mate, made.object("question"), time);
});

test("new keys: the next epoch, by who holds the compartment; contents only under the newest", () => {
	const made = new Case().shared();
	const { nurse, mate, contact, county, stranger, directory } = made.land;
	made.refuses(contact, made.rotate(), /not by this side/);
	made.refuses(stranger, made.rotate(), /not of the pair/);
	made.refuses(nurse, made.rotate({ epoch: 1 }), /epoch/);
	made.refuses(nurse, made.rotate({ epoch: 3 }), /epoch/);
	made.add(nurse, made.rotate());
	made.refuses(mate, made.rotate(), /epoch/, T); // the one who lost the race
	made.refuses(nurse, made.object("question"), /not the newest epoch/);
	made.add(nurse, made.object("question", { epoch: 2 }));
	made.refuses(nurse, made.grant(mate, { epoch: 2 }), /key commitment/);
	made.refuses(nurse, made.grant(mate, { epoch: 3, kc: made.kc(3) }), /key commitment/);
	made.add(nurse, made.grant(mate, { epoch: 2, kc: made.kc(2) }));
	made.add(nurse, made.grant(mate)); // an old one, so that they can read
	directory.add(made.land.pairSet(county, [nurse]));
	made.refuses(mate, made.rotate({ epoch: 3, kc: made.kc(3) }), /not of the pair/, T + HOUR);
	made.refuses(nurse, made.grant(mate, { time: T + HOUR }), /left the pair/, T + HOUR);
});

test("a coordinator of the pair's organisation withdraws, and does nothing else", () => {
	const made = new Case().shared();
	const { nurse, county, kela, contact } = made.land;
	made.refuses(kela, made.revoke(), /no member/);
	made.refuses(county, made.object("question"), /not by this side/);
	made.refuses(county, made.rotate(), /not by this side/);
	made.refuses(county, { kind: "close", reason: "" }, /not by this side/);
	made.refuses(county, { kind: "erase", reason: "" }, /not by this side/);
	made.add(county, made.revoke());
	assert.equal(made.chain.consentNow(T), null);
	assert.equal(made.chain.state.grants.size, 0, "Kela has no grant of S any more");
	made.refuses(contact, made.object("plan"), /no consent/);
	const later = new Case().shared();
	later.add(later.land.nurse, { kind: "close", reason: "" });
	later.refuses(later.land.nurse, later.rotate(), /case closed/);
	later.add(later.land.county, later.revoke());
	assert.ok(nurse);
});

test("erased: only what is closed, and nothing follows, not even a withdrawal", () => {
	const made = new Case().shared();
	const { nurse, mate, county, contact } = made.land;
	const erase: CaseBody = { kind: "erase", reason: "säilytysaika" };
	made.refuses(nurse, erase, /not closed/);
	made.add(nurse, { kind: "close", reason: "valmis" });
	made.refuses(contact, erase, /not by this side/);
	made.refuses(nurse, erase, /by who closed it/, T + HOUR);
	made.add(mate, erase);
	assert.equal(made.chain.state.erased?.by, toB64(mate.uid));
	made.refuses(nurse, made.revoke(), /erased/);
	made.refuses(county, made.revoke(), /erased/);
	made.refuses(nurse, erase, /erased/);
	made.refuses(nurse, made.object("question"), /erased/);
	const reason = "x".repeat(257);
	const other = new Case().inForce();
	other.refuses(other.land.nurse, { kind: "close", reason }, /too long/);
});

test("erased by who closed it: only where nobody else is in the pair, nor stands in for who is", () => {
	const made = new Case().shared();
	const { nurse, stranger, county, directory, pair } = made.land;
	const erase: CaseBody = { kind: "erase", reason: "" };
	made.add(nurse, { kind: "close", reason: "valmis" });
	directory.add(made.land.substitute(county, nurse, stranger, T + DAY, T + 2 * DAY));
	directory.add(made.land.pairSet(county, [nurse], pair, 0, T + HOUR));
	made.refuses(nurse, erase, /by who closed it/, T + HOUR - 5 * 60_000);
	made.refuses(nurse, erase, /by who closed it/, T + DAY + HOUR);
	made.add(nurse, erase, T + 3 * DAY);
});

test("a reason that the broker takes, in another form than NFC, locks nobody out", () => {
	const made = new Case().inForce();
	// 85 letters of 3 bytes, each two letters in NFC.
	const raw = new TextEncoder().encode("\u0958".repeat(85));
	made.chain.add(signed(made.chain, made.land.nurse, "close", lp("ET1/close", raw)));
	assert.equal(made.chain.state.closed?.reason.length, 85);
});

test("new keys of a person: old statements stand, new ones need the new signature and the new address", () => {
	const made = new Case().shared();
	const { nurse, mate, county } = made.land;
	made.add(mate, made.object("question"));
	const later = T + DAY;
	const again = made.land.rekey(county, mate, 0, ["worker"], later - HOUR);
	made.refuses(mate, made.object("question"), /signature/, later);
	made.add(again, made.object("question"), later);
	const time = later;
	made.refuses(nurse, made.grant(mate, { time }), /not the certified key/, later);
	made.add(nurse, made.grant(again, { time }), later);
	made.land.revoke(county, again, 0, later + HOUR);
	const after = later + 2 * HOUR;
	made.refuses(again, made.object("question"), /not certified/, after);
	made.refuses(nurse, made.grant(again, { time: after }), /not certified/, after);
});

test("a substitute has the place from its day to its end, a contact only while contact of the pair", () => {
	const made = new Case().inForce();
	const { nurse, mate, stranger, county, kela, contact, otherContact, directory } = made.land;
	const add = (uid: Uint8Array, comps: "PSC" | "SC"): CaseBody => ({
		kind: "member-add",
		uid,
		comps,
	});
	made.refuses(nurse, add(stranger.uid, "PSC"), /not of the pair/);
	directory.add(made.land.substitute(county, mate, stranger, T + DAY, T + 3 * DAY));
	directory.add(made.land.substitute(kela, contact, otherContact, T + DAY, T + 3 * DAY));
	made.refuses(nurse, add(stranger.uid, "PSC"), /not of the pair/, T + HOUR);
	made.add(nurse, add(stranger.uid, "PSC"), T + DAY);
	made.add(nurse, add(otherContact.uid, "SC"), T + DAY);
	const basis = made.consent;
	made.add(nurse, made.grant(otherContact, { basis, time: T + DAY }), T + DAY);
	made.add(otherContact, made.object("plan"), T + 2 * DAY);
	made.add(stranger, made.object("question"), T + 2 * DAY);
	const after = T + 3 * DAY + HOUR;
	made.refuses(stranger, made.object("question"), /not of the pair/, after);
	made.refuses(otherContact, made.object("plan"), /not the pair's contact/, after);
	made.refuses(nurse, made.grant(otherContact, { basis, time: after }), /left the pair/, after);
	assert.equal(made.chain.memberWith(otherContact.uid, "S", after), null);
	made.add(nurse, add(contact.uid, "SC"), after);
	directory.add(made.land.seriesSet(otherContact, {}, after));
	made.refuses(contact, made.object("plan"), /not the pair's contact/, after + HOUR);
});

test("the county's policy decides about the second worker, from its statement on", () => {
	const made = new Case().begin();
	const { nurse, contact, directory } = made.land;
	const member: CaseBody = { kind: "member-add", uid: contact.uid, comps: "SC" };
	made.add(nurse, made.consentBody());
	made.refuses(nurse, member, /no consent in force/);
	assert.equal(made.chain.consentNow(T), null);
	directory.add(made.land.policy("off", T + DAY));
	made.refuses(nurse, member, /no consent in force/);
	assert.ok(made.chain.consentNow(T + DAY));
	made.add(nurse, member, T + DAY);
	directory.add(made.land.policy("required", T + 2 * DAY));
	const grant = made.grant(contact, { basis: made.consent, time: T + 3 * DAY });
	made.refuses(nurse, grant, /no consent/, T + 3 * DAY);
	assert.equal(made.chain.consentNow(T + 3 * DAY), null);
});

test("stale: a newest key with somebody who is out, ended, or under other keys by now", () => {
	const made = new Case().shared();
	const { nurse, mate, contact, county, kela, directory } = made.land;
	const stale = (atMs: number) => staleComps(made.chain, atMs).join("");
	made.add(nurse, made.grant(mate));
	assert.equal(stale(T), "");
	assert.equal(stale(T + 31 * DAY), "S", "the consent has run out");
	made.add(nurse, made.revoke());
	assert.equal(stale(T), "S");
	made.add(nurse, made.rotate());
	assert.equal(stale(T), "");
	made.add(nurse, made.grant(mate, { epoch: 2, kc: made.kc(2) }));
	made.land.rekey(county, mate, 0, ["worker"], T + HOUR);
	assert.equal(stale(T + HOUR), "S", "whoever has the lost device has that key");
	made.add(nurse, made.rotate({ epoch: 3, kc: made.kc(3) }), T + HOUR);
	assert.equal(stale(T + HOUR), "");
	directory.add(made.land.pairSet(county, [mate], made.land.pair, 0, T + 2 * HOUR));
	assert.equal(stale(T + 2 * HOUR), "PSC", "the nurse made all of them");
	assert.ok(contact && kela);
});

test("owed: who is entitled and lacks the newest key, and why", () => {
	const made = new Case().inForce();
	const { nurse, mate, stranger, contact, otherContact, county, kela, directory } = made.land;
	const owed = (atMs: number) =>
		owedNow(made.chain, atMs)
			.filter(({ uid }) => uid !== toB64(nurse.uid))
			.map(({ uid, why }) => `${names.get(uid)} ${why}`);
	const all = [nurse, mate, stranger, contact, otherContact];
	const names = new Map(all.map((one) => [toB64(one.uid), one.name]));
	assert.deepEqual(owed(T), ["mate colleague"], "Kela's not before the case waits for an hour");
	const [hour, consent] = [id(), made.consent];
	const { series } = made.land;
	made.add(nurse, { kind: "queue", series, hour, minutes: 20, urgency: "normal", consent });
	assert.deepEqual(owed(T), ["mate colleague", "contact contact"]);
	directory.add(made.land.substitute(county, mate, stranger, T, T + DAY));
	directory.add(made.land.substitute(kela, contact, otherContact, T, T + DAY));
	assert.deepEqual(owed(T), [
		"mate colleague",
		"stranger substitute",
		"contact contact",
		"other contact substitute",
	]);
	assert.deepEqual(owed(T + DAY), ["mate colleague", "contact contact"]);
	made.land.rekey(county, mate, 0, ["worker"], T + DAY);
	assert.deepEqual(owed(T + DAY), ["mate new-keys", "contact contact"]);
	assert.deepEqual(owed(T + 31 * DAY), ["mate new-keys"], "the consent has run out");
	made.add(nurse, made.revoke());
	assert.deepEqual(owed(T + DAY), ["mate new-keys"]);
});

test("owed: only with whom the case has been in the queue, of a pair with hours of two contacts", () => {
	const made = new Case().inForce();
	const { nurse, mate, contact, otherContact, kela, directory, series } = made.land;
	const other = id();
	directory.add(made.land.seriesSet(otherContact, { series: other }));
	const owed = (atMs = T) =>
		owedNow(made.chain, atMs)
			.filter(({ uid }) => uid !== toB64(nurse.uid) && uid !== toB64(mate.uid))
			.map(({ uid, why }) => `${uid === toB64(contact.uid) ? "contact" : "other"} ${why}`);
	const { consent } = made;
	const queue = (to: Uint8Array) =>
		made.add(nurse, {
			...{ kind: "queue", series: to, hour: id(), consent },
			...({ minutes: 20, urgency: "normal" } as const),
		});
	assert.deepEqual(owed(), []);
	queue(series);
	assert.deepEqual(owed(), ["contact contact"]);
	const [hour, session] = [id(), id()];
	made.add(nurse, { kind: "session-open", hour, session });
	made.add(nurse, { kind: "session-close", session, outcome: "handled" });
	assert.deepEqual(owed(), ["contact contact"], "after its hour too");
	directory.add(made.land.substitute(kela, contact, otherContact, T, T + DAY));
	assert.deepEqual(owed(), ["contact contact", "other substitute"], "in the other's place");
	assert.deepEqual(owed(T + DAY), ["contact contact"]);
	queue(other);
	assert.deepEqual(owed(T + DAY), ["contact contact", "other contact"]);
});
