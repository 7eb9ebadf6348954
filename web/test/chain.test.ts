// The rules of a case's chain, each broken once by somebody whose signature is in order: a colluding member, not only
// a lying server. What must hold stands in PROTOCOL §5; the directory's rules are in directory.test.ts.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { type CaseBody, caseBodyBytes } from "../src/crypto/case-body.ts";
import { CaseChain } from "../src/crypto/case-chain.ts";
import { keyCommitment } from "../src/crypto/grants.ts";
import { hash, randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import type { Signed } from "../src/crypto/statement.ts";
import { DAY, HOUR, id, Land, NONE, type Person, signed, T, ZERO } from "./land.ts";

before(sodiumReady);

/** A case of the nurse's and the mate's, up to a consent in force. */
class Case {
	readonly land = new Land().settle();
	readonly chain: CaseChain;
	readonly caseId = id();
	readonly ck = randomBytes(32);
	readonly consent = id();
	readonly doc = id();

	constructor() {
		this.chain = new CaseChain(this.land.directory, this.caseId);
	}

	sign(by: Person, body: CaseBody, time = T): Signed {
		const bytes = caseBodyBytes(this.chain.place, body);
		return signed(this.chain, by, body.kind, bytes, time);
	}

	add(by: Person, body: CaseBody, time = T): void {
		this.chain.add(this.sign(by, body, time));
	}

	/** Broken by a signer in good standing: refused on a copy, so that the next try starts from here. */
	refuses(by: Person, body: CaseBody, why: RegExp, time = T): void {
		const statement = this.sign(by, body, time);
		assert.throws(() => this.chain.clone().add(statement), why);
	}

	create(pair = this.land.pair): CaseBody {
		const kc = keyCommitment({ ...this.chain.place, comp: "S", epoch: 1 }, this.ck);
		return { kind: "create", pair, kc: { P: kc, S: kc, C: kc } };
	}

	object(type: "plan" | "question" | "consent-doc", changes: object = {}): CaseBody {
		const comp = type === "consent-doc" ? "C" : "S";
		return {
			kind: "object",
			object: id(),
			type,
			comp,
			epoch: 1,
			rev: 1,
			ctHash: NONE,
			size: 296,
			chunks: 0,
			...changes,
		};
	}

	consentBody(changes: object = {}): CaseBody {
		return {
			kind: "consent",
			consent: this.consent,
			dh: NONE,
			docObject: this.doc,
			docHash: NONE,
			fileObject: ZERO,
			fileHash: NONE,
			validFrom: T - DAY,
			validTo: T + 30 * DAY,
			template: "t",
			capture: "drawn",
			replaces: ZERO,
			...changes,
		};
	}

	grant(to: Person, changes: object = {}): CaseBody {
		const kc = keyCommitment({ ...this.chain.place, comp: "S", epoch: 1 }, this.ck);
		return {
			kind: "grant",
			comp: "S",
			epoch: 1,
			kc,
			recipient: to.uid,
			recipientIpkE: to.keys.enc.pk,
			wrapHash: NONE,
			granter: this.land.nurse.uid,
			time: T,
			basis: ZERO,
			...changes,
		};
	}

	ack(): CaseBody {
		const statement = this.chain.state.consents.at(-1)?.statement ?? NONE;
		return { kind: "consent-ack", consent: this.consent, statement };
	}

	begin(): this {
		const { nurse, mate } = this.land;
		this.add(nurse, this.create());
		this.add(nurse, { kind: "member-add", uid: mate.uid, comps: "PSC" });
		this.add(nurse, this.object("consent-doc", { object: this.doc }));
		return this;
	}

	inForce(): this {
		const { nurse, mate } = this.begin().land;
		this.add(nurse, this.consentBody());
		this.add(mate, this.ack());
		return this;
	}
}

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
