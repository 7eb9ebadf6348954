// The rules of the directory, each broken once by somebody whose signature is in order: a colluding coordinator, not
// only a lying server. What must hold stands in PROTOCOL §3.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Directory } from "../src/crypto/directory.ts";
import { beaconBody } from "../src/crypto/directory-body.ts";
import { newIdentity } from "../src/crypto/keys.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import type { Signed } from "../src/crypto/statement.ts";
import { DAY, HOUR, id, Land, person, signed, T } from "./land.ts";

before(sodiumReady);

const refused = (directory: Directory, statement: Signed, why: RegExp): void => {
	const { head } = directory;
	assert.throws(() => directory.add(statement), why);
	assert.deepEqual(directory.head, head, "nothing has changed");
};

test("founding: once, with the founding key, by the founder, with one log key", () => {
	const land = new Land();
	const { directory, county, kela, founding } = land;
	refused(directory, land.found(county, 0, {}, founding[1]), /founding signature/);
	refused(directory, land.found(county, 0, { uid: kela.uid }), /not by the founder/);
	refused(directory, land.found(county, 0, { ipkS: kela.keys.sign.pk }), /signature/);
	refused(directory, land.found(county, 0, { notAfter: T + 500 * DAY }), /not_after/);
	refused(directory, land.found(county, 0, { org: id() }), /unknown organisation/);
	directory.add(land.found(county, 0));
	refused(directory, land.found(person("second"), 0), /founded already/);
	refused(directory, land.found(kela, 1, { logPk: randomBytes(32) }), /log key/);
	refused(directory, land.found(kela, 1, { username: "county" }), /user name taken/);
	directory.add(land.found(kela, 1));
});

test("who certifies whom", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, contact } = land;
	const newcomer = person("newcomer");
	refused(directory, land.invite(nurse, newcomer, 0, ["worker"]), /no coordinator/);
	refused(directory, land.invite(kela, newcomer, 0, ["worker"]), /another organisation/);
	refused(directory, land.invite(county, newcomer, 0, ["contact"]), /role/);
	refused(directory, land.invite(kela, newcomer, 1, ["worker"]), /role/);
	refused(directory, land.invite(county, newcomer, 0, ["worker"], T + 73 * HOUR), /expires/);
	refused(directory, land.invite(county, newcomer, 0, ["worker"], T), /expires/);
	refused(directory, land.userAdd(county, newcomer, 0, ["worker"]), /never invited/);
	directory.add(land.invite(county, newcomer, 0, ["worker"]));
	refused(directory, land.userAdd(county, newcomer, 0, ["coordinator"]), /never invited/);
	refused(directory, land.userAdd(county, newcomer, 0, ["worker"], T + 401 * DAY), /not_after/);
	const twin = { ...newcomer, keys: nurse.keys };
	refused(directory, land.userAdd(county, twin, 0, ["worker"]), /key taken/);
	directory.add(land.userAdd(county, newcomer, 0, ["worker"]));
	refused(directory, land.userAdd(county, newcomer, 0, ["worker"]), /never invited/);
	refused(directory, land.pairSet(county, []), /number of workers/);
	refused(directory, land.pairSet(county, [nurse, nurse]), /twice/);
	refused(directory, land.pairSet(county, [nurse, contact]), /not a worker/);
	refused(directory, land.pairSet(county, [person("x")]), /not certified/);
	refused(directory, land.pairSet(kela, [contact], id(), 1), /county/);
	refused(directory, signed(directory, nurse, "beacon", beaconBody()), /no coordinator/);
	refused(directory, signed(directory, county, "beacon", beaconBody(), T - 1), /backwards/);
	refused(directory, signed(directory, county, "user-drop", beaconBody()), /unknown kind/);
	refused(directory, signed(directory, county, "beacon", beaconBody(), T + 366 * DAY), /certified/);
});

test("a name that the broker takes, 80 characters of any kind, locks nobody out", () => {
	const land = new Land().settle();
	const { directory, county, nurse } = land;
	const named = (name: string) => land.pairSet(county, [nurse], id(), 0, T, name);
	directory.add(named("🙂".repeat(80)));
	refused(directory, named("🙂".repeat(129)), /name/);
	refused(directory, named(""), /name/);
});

test("new keys: by an invite, for the same person, of the own organisation, never anybody's keys again", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, mate, contact } = land;
	const fresh = { ...nurse, keys: newIdentity() };
	const rekey = (changes: object = {}, by = county, who = fresh) =>
		land.userRekey(by, who, 0, ["worker"], changes);
	refused(directory, rekey(), /never invited/);
	// The name is the person's for ever: nobody else is invited under it, in no other shape, from nowhere else.
	const impostor = { ...person("x"), name: nurse.name };
	refused(directory, land.invite(kela, impostor, 1, ["contact"]), /name of somebody else/);
	refused(directory, land.invite(county, impostor, 0, ["coordinator"]), /name of somebody else/);
	directory.add(land.invite(county, fresh, 0, ["worker"]));
	refused(directory, land.userAdd(county, fresh, 0, ["worker"]), /uid taken/);
	refused(directory, land.userAdd(county, impostor, 0, ["worker"]), /user name taken/);
	refused(directory, rekey({}, kela), /another organisation/);
	refused(directory, rekey({}, nurse), /no coordinator/);
	refused(directory, rekey({ uid: id() }), /not certified before/);
	refused(directory, rekey({ uid: mate.uid }), /changed/);
	refused(directory, rekey({ display: "Other" }), /changed/);
	refused(directory, rekey({ roles: ["coordinator"] }), /changed/);
	refused(directory, rekey({ ipkE: nurse.keys.enc.pk }), /key taken/);
	refused(directory, rekey({ ipkS: mate.keys.sign.pk }), /key taken/);
	refused(directory, rekey({ ipkS: contact.keys.sign.pk }), /key taken/);
	refused(directory, rekey({ notAfter: T + 401 * DAY }), /not_after/);
	directory.add(rekey());
	assert.equal(directory.rekeyed(nurse.uid), true);
	refused(directory, rekey({ ipkS: nurse.keys.sign.pk, ipkE: nurse.keys.enc.pk }), /never invited/);
	directory.add(land.invite(county, nurse, 0, ["worker"]));
	refused(directory, land.userRekey(county, nurse, 0, ["worker"]), /key taken/);
	const self = { ...county, keys: newIdentity() };
	directory.add(land.invite(county, self, 0, ["coordinator"]));
	refused(directory, land.userRekey(county, self, 0, ["coordinator"]), /oneself/);
});

test("a renewal: the same keys and enrolment, later; oneself only while valid, nobody who is revoked", () => {
	const land = new Land().settle();
	const { directory, county, nurse, mate } = land;
	const renew = (who = nurse, changes: object = {}, at = T + DAY) =>
		land.userRekey(county, who, 0, ["worker"], changes, at);
	refused(directory, renew(nurse, { eh: randomBytes(32) }), /another enrolment/);
	refused(directory, renew(nurse, { notAfter: T + 500 * DAY }), /not_after/);
	refused(directory, renew(nurse, { notAfter: T + 365 * DAY }), /renews nothing/);
	directory.add(renew());
	assert.equal(directory.rekeyed(nurse.uid), false);
	assert.equal(directory.keysSince(nurse.uid), T);
	assert.equal(directory.person(nurse.uid)?.notAfter, T + DAY + 365 * DAY);
	directory.add(land.userRekey(county, county, 0, ["coordinator"], {}, T + DAY));
	directory.add(land.userRevoke(county, mate, 0, T + DAY));
	refused(directory, renew(mate), /revoked/);
	// Run out is not revoked: a colleague renews it, the person themselves can't.
	const late = T + DAY + 366 * DAY;
	refused(directory, land.userRekey(county, county, 0, ["coordinator"], {}, late), /certified/);
});

test("keys count in their own time: old statements stay, new ones by old keys don't", () => {
	const land = new Land().settle();
	const { directory, county, nurse } = land;
	const fresh = { ...nurse, keys: newIdentity() };
	directory.add(land.invite(county, fresh, 0, ["worker"], T + 10 * DAY + HOUR, T + 10 * DAY));
	directory.add(land.userRekey(county, fresh, 0, ["worker"], {}, T + 10 * DAY));
	directory.add(land.userRevoke(county, fresh, 0, T + 20 * DAY));
	const at = (days: number) => directory.certifiedAt(nurse.uid, T + days * DAY)?.ipkS ?? null;
	assert.equal(directory.certifiedAt(nurse.uid, T - 1), null);
	assert.deepEqual([at(0), at(9)], [nurse.keys.sign.pk, nurse.keys.sign.pk]);
	assert.deepEqual([at(10), at(19)], [fresh.keys.sign.pk, fresh.keys.sign.pk]);
	assert.deepEqual([at(20), at(400)], [null, null]);
	const around = (ms: number) => directory.versionsAround(nurse.uid, T + 10 * DAY + ms).length;
	assert.deepEqual(
		[around(-240_001), around(-240_000), around(239_999), around(240_000)],
		[1, 2, 2, 1],
	);
	assert.equal(directory.inPair(land.pair, nurse.uid, T + 19 * DAY), true);
	assert.equal(
		directory.inPair(land.pair, nurse.uid, T + 21 * DAY),
		false,
		"in the pair, but revoked",
	);
	// Back again: invited under the same name, with keys that nobody has had.
	const back = { ...nurse, keys: newIdentity() };
	directory.add(land.invite(county, back, 0, ["worker"], T + 30 * DAY + HOUR, T + 30 * DAY));
	directory.add(land.userRekey(county, back, 0, ["worker"], {}, T + 30 * DAY));
	assert.deepEqual([at(25), at(31)], [null, back.keys.sign.pk]);
	assert.equal(directory.inPair(land.pair, nurse.uid, T + 31 * DAY), true);
});

test("a revocation: of the own organisation, once, not of oneself; a revoked coordinator signs nothing", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, mate, contact } = land;
	refused(directory, land.userRevoke(kela, nurse), /another organisation/);
	refused(directory, land.userRevoke(kela, nurse, 1), /another organisation/);
	refused(directory, land.userRevoke(nurse, mate), /no coordinator/);
	refused(directory, land.userRevoke(county, county), /oneself/);
	refused(directory, land.userRevoke(county, person("x")), /not certified/);
	directory.add(land.userRevoke(county, nurse));
	refused(directory, land.userRevoke(county, nurse), /already/);
	// An invite to new keys that was on its way goes with the person.
	directory.add(land.invite(county, mate, 0, ["worker"]));
	directory.add(land.userRevoke(county, mate));
	assert.equal(directory.invites.size, 0);
	const again = { ...mate, keys: newIdentity() };
	refused(directory, land.userRekey(county, again, 0, ["worker"]), /never invited/);
	refused(directory, land.pairSet(county, [nurse]), /revoked/);
	refused(directory, land.anySeries(county, { contact: nurse.uid }), /revoked|no contact/);
	const second = person("second");
	land.admit(kela, second, 1, ["coordinator"]);
	directory.add(land.userRevoke(second, kela, 1));
	refused(directory, signed(directory, kela, "beacon", beaconBody()), /not certified any more/);
	refused(directory, land.invite(kela, contact, 1, ["contact"]), /not certified any more/);
	refused(
		directory,
		land.invite(county, { ...person("y"), name: "nurse" }, 0, ["coordinator"]),
		/name/,
	);
});

test("an invite takes the place of the one before: a stolen link certifies nobody", () => {
	const land = new Land().settle();
	const { directory, county } = land;
	const newcomer = person("newcomer");
	directory.add(land.invite(county, newcomer, 0, ["worker"]));
	const [stolen] = [...directory.invites.keys()];
	directory.add(land.invite(county, newcomer, 0, ["worker"]));
	assert.equal(directory.invites.size, 1);
	assert.equal(directory.invites.has(stolen ?? ""), false);
});

test("series: the county's, its own pairs, a contact of Kela's; what may change", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, contact } = land;
	refused(directory, land.anySeries(kela), /another organisation/);
	refused(directory, land.anySeries(kela, { org: land.orgs[1] }), /county/);
	refused(directory, land.anySeries(nurse), /no coordinator/);
	for (const [changes, why] of [
		[{ contact: nurse.uid }, /no contact/],
		[{ contact: kela.uid }, /no contact/],
		[{ contact: id() }, /not certified/],
		[{ pairs: [] }, /number of pairs/],
		[{ pairs: [land.pair, land.pair] }, /twice/],
		[{ pairs: [id()] }, /no such pair/],
		[{ weekday: 0 }, /time/],
		[{ weekday: 8 }, /time/],
		[{ start: "24:00" }, /time/],
		[{ first: "1.12.2025" }, /dates/],
		[{ first: "2025-11-31" }, /dates/],
		[{ last: "2025-11-24" }, /dates/],
		[{ capacity: 0 }, /time/],
		[{ capacity: 5 }, /time/],
		[{ name: "" }, /name/],
	] as const) {
		refused(directory, land.anySeries(county, changes), why);
	}
	directory.add(land.anySeries(county));
	const other = person("other");
	land.admit(kela, other, 1, ["contact"]);
	const later = { name: "Tiistai", contact: other.uid, last: "2026-12-01" };
	directory.add(land.anySeries(county, later, T + DAY));
	const is = (who: Uint8Array, at: number) => directory.contactOf(land.pair, who, at, 0);
	assert.deepEqual([is(contact.uid, T - 1), is(contact.uid, T)], [false, true]);
	assert.deepEqual([is(contact.uid, T + DAY), is(other.uid, T + DAY)], [false, true]);
	assert.equal(directory.contactOf(land.pair, contact.uid, T + DAY + 239_999), true, "with slack");
	assert.equal(directory.contactOf(land.pair, contact.uid, T + DAY + 240_000), false);
	assert.equal(is(nurse.uid, T + DAY), false);
	assert.equal(directory.contactOf(id(), other.uid, T + DAY), false);
	directory.add(land.userRevoke(kela, other, 1, T + 2 * DAY));
	assert.equal(is(other.uid, T + 2 * DAY), false, "a contact who is revoked is none");
});

test("a substitute: of the same role and organisation, for a time, no chains, ended when it is said", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, mate, stranger, contact } = land;
	const spare = person("spare");
	land.admit(kela, spare, 1, ["contact"]);
	for (const [sub, why] of [
		[{ by: nurse.uid }, /oneself/],
		[{ by: contact.uid }, /one role/],
		[{ by: county.uid }, /one role/],
		[{ by: id() }, /not certified/],
		[{ to: T }, /from and to/],
		[{ to: T + 201 * DAY }, /from and to/],
		[{ from: T - 2, to: T - 1 }, /over already/],
		[{ for: land.otherContact.uid, by: spare.uid }, /another organisation/],
	] as const) {
		refused(directory, land.anySubstitute(county, sub), why);
	}
	refused(directory, land.anySubstitute(kela, {}), /another organisation/);
	const known = { substitute: id(), from: T + DAY, to: T + 3 * DAY };
	directory.add(land.anySubstitute(county, known));
	const is = (who: Uint8Array, at: number) => directory.inPair(land.pair, who, at, 0);
	assert.deepEqual(
		[0, 1, 2, 3].map((days) => is(stranger.uid, T + days * DAY)),
		[false, true, true, false],
	);
	assert.equal(is(nurse.uid, T + 2 * DAY), true, "who is away stays in the pair");
	// Stranger stands in for nurse, so nobody stands in for stranger meanwhile... and stranger for nobody who is substituted.
	refused(
		directory,
		land.anySubstitute(county, { for: mate.uid, by: nurse.uid, ...span(1, 2) }),
		/substituted/,
	);
	directory.add(land.anySubstitute(county, { for: mate.uid, by: nurse.uid, ...span(3, 4) }));
	refused(directory, land.anySubstitute(county, { ...known, for: mate.uid }), /other people/);
	directory.add(land.anySubstitute(county, { ...known, to: T + 2 * DAY }, T + 2 * DAY));
	assert.deepEqual(
		[is(stranger.uid, T + 2 * DAY - 1), is(stranger.uid, T + 2 * DAY)],
		[true, false],
		"what was signed in its time stays",
	);
	// A contact's substitute: named by Kela, or by the county that has hours with them.
	directory.add(land.anySeries(county, {}, T + 2 * DAY));
	const away = { for: contact.uid, by: spare.uid, from: T + 2 * DAY, to: T + 4 * DAY };
	directory.add(land.anySubstitute(county, away, T + 2 * DAY));
	const isContact = (at: number) => directory.contactOf(land.pair, spare.uid, at, 0);
	assert.deepEqual(
		[2, 3, 4].map((days) => isContact(T + days * DAY)),
		[true, true, false],
	);
	directory.add(land.userRevoke(kela, spare, 1, T + 3 * DAY));
	assert.equal(isContact(T + 3 * DAY), false);
});

const span = (from: number, to: number) => ({ from: T + from * DAY, to: T + to * DAY });

test("the policy: the county's own, from its statement on", () => {
	const land = new Land().settle();
	const { directory, kela, nurse } = land;
	const required = (at: number, slack?: number) =>
		directory.consentAckRequired(land.orgs[0], at, slack);
	refused(directory, land.anyPolicy(kela, {}), /another organisation/);
	refused(directory, land.anyPolicy(kela, { org: land.orgs[1] }), /county/);
	refused(directory, land.anyPolicy(nurse, {}), /no coordinator/);
	directory.add(land.policy("off", T + DAY));
	directory.add(land.policy("required", T + 2 * DAY));
	assert.deepEqual(
		[T, T + DAY - 1, T + DAY, T + 2 * DAY - 1, T + 2 * DAY].map((at) => required(at)),
		[true, true, false, false, true],
	);
	assert.equal(required(T + DAY - 1, 1), false, "as another's clock may have had it");
});
