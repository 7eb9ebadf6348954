// A case to break the rules of: every statement is signed by whoever should or should not, and tried on the chain.
import assert from "node:assert/strict";
import { type CaseBody, caseBodyBytes, type Lane } from "../src/crypto/case-body.ts";
import { CaseChain } from "../src/crypto/case-chain.ts";
import { keyCommitment } from "../src/crypto/grants.ts";
import { randomBytes } from "../src/crypto/sodium.ts";
import type { Signed } from "../src/crypto/statement.ts";
import { DAY, id, Land, NONE, type Person, signed, T, ZERO } from "./land.ts";

/** A case of the nurse's and the mate's, up to a consent in force. */
export class Case {
	readonly land = new Land();
	readonly chain: CaseChain;
	readonly caseId = id();
	readonly ck = randomBytes(32);
	readonly consent = id();
	readonly doc = id();

	constructor(settled = true) {
		if (settled) this.land.settle();
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

	kc(epoch: number): Uint8Array {
		return keyCommitment({ ...this.chain.place, comp: "S", epoch }, this.ck);
	}

	create(pair = this.land.pair, lane: Lane = "client"): CaseBody {
		const kc = this.kc(1);
		return { kind: "create", pair, lane, kc: { P: kc, S: kc, C: kc } };
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
		return {
			kind: "grant",
			comp: "S",
			epoch: 1,
			kc: this.kc(1),
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

	rotate(changes: object = {}): CaseBody {
		return { kind: "rotate", comp: "S", epoch: 2, kc: this.kc(2), ...changes };
	}

	revoke(effective = T): CaseBody {
		return { kind: "revoke", consent: this.consent, who: "client", how: "oral", effective };
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

	/** In force, and Kela's contact a member with the key of S. */
	shared(): this {
		const { nurse, contact } = this.inForce().land;
		this.add(nurse, { kind: "member-add", uid: contact.uid, comps: "SC" });
		this.add(nurse, this.grant(contact, { basis: this.consent }));
		return this;
	}
}
