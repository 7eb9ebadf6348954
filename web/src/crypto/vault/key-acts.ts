// Acts about who holds which key: create, share, rotate. A caller names people, never keys: recipients' certified keys,
// the consent in force and what is missing are found here. Nobody is given a key on an alarm, on a stale directory, or
// under keys that are new and not compared, or whose number did not match.
import { equal, fromB64, toB64 } from "../bytes.ts";
import { isContact } from "../case-act.ts";
import { entitledNow, memberComps, missingKeys, placeNow, staleComps } from "../case-members.ts";
import type { Certified } from "../directory.ts";
import { COMPS, type Comp, keyCommitment, sealWrap } from "../grants.ts";
import { hash, randomBytes } from "../sodium.ts";
import type { CaseAct } from "./api.ts";
import { VaultError } from "./errors.ts";
import type { Signing } from "./signing.ts";

const NO_BASIS = new Uint8Array(16);

type Make<K extends CaseAct["kind"]> = Extract<CaseAct, { kind: K }>;

export class KeyActs {
	readonly #signing: Signing;

	constructor(signing: Signing) {
		this.#signing = signing;
	}

	create(act: Make<"create">): string {
		const { chain, cases, caseId } = this.#signing;
		const place = { ...chain.place, epoch: 1 };
		const kc = Object.fromEntries(
			COMPS.map((comp) => {
				const ck = randomBytes(32);
				return [comp, cases.make(keyCommitment({ ...place, comp }, ck), ck)];
			}),
		) as Record<Comp, Uint8Array>;
		this.#signing.sign(() => ({ kind: "create", pair: fromB64(act.pair, 16), lane: act.lane, kc }));
		for (const comp of COMPS) this.#grant(this.#me(), comp, 1, NO_BASIS);
		return caseId;
	}

	share(act: Make<"share">): string {
		const { chain, cases } = this.#signing;
		cases.session.mayGrant(cases.now());
		const person = cases.session.directory.certifiedAt(fromB64(act.uid, 16), cases.now());
		if (person === null) throw new VaultError("not_found", "person");
		const basis = this.#basis(person);
		if (!this.#mayHave(person)) throw new VaultError("key_changed", act.uid);
		if (!chain.state.members.has(act.uid)) {
			const comps = memberComps(person);
			this.#signing.sign(() => ({ kind: "member-add", uid: person.uid, comps }));
		}
		this.#giveMissing(person, basis);
		return act.uid;
	}

	/** Only of who has no part any more. */
	removeMember(uid: string): string {
		const { chain, cases } = this.#signing;
		if (placeNow(chain, fromB64(uid, 16), cases.now()) !== null) {
			throw new VaultError("refused", "member-remove: has a part");
		}
		this.#signing.sign(() => ({ kind: "member-remove", uid: fromB64(uid, 16) }));
		return uid;
	}

	/** One step: who is out goes, stale keys are replaced, and who rightly had the old one gets the new one. */
	rotate(act: Make<"rotate">): null {
		const { chain, cases } = this.#signing;
		const now = cases.now();
		const wanted = (comp: Comp) => act.comp === undefined || act.comp === comp;
		const stale = staleComps(chain, now).filter(wanted);
		if (stale.length === 0) return null;
		cases.session.mayGrant(now);
		for (const uid of [...chain.state.members.keys()]) {
			const out = placeNow(chain, fromB64(uid, 16), now) === null;
			if (out && uid !== toB64(cases.session.uid)) this.removeMember(uid);
		}
		const given = stale.map((comp) => ({ comp, people: this.#receivers(comp, now) }));
		for (const comp of stale) this.#newKey(comp);
		for (const { comp, people } of given) {
			for (const person of people) {
				this.#grant(person, comp, this.#signing.epoch(comp), this.#basis(person));
			}
		}
		return null;
	}

	#newKey(comp: Comp): void {
		const { chain, cases } = this.#signing;
		const epoch = this.#signing.epoch(comp) + 1;
		const ck = randomBytes(32);
		const kc = cases.make(keyCommitment({ ...chain.place, comp, epoch }, ck), ck);
		this.#signing.sign(() => ({ kind: "rotate", comp, epoch, kc }));
	}

	/**
	 * Members with this compartment who are entitled to its newest key and have it, and I. Who is owed it stays so: keys
	 * under new keys of a person, or on a new consent, are given by a share, which somebody confirms and which goes back
	 * to the first epoch.
	 */
	#receivers(comp: Comp, now: number): Certified[] {
		const { chain, cases } = this.#signing;
		const { session } = cases;
		return [...chain.state.members]
			.filter(([, comps]) => comps.includes(comp))
			.map(([uid]) => entitledNow(chain, fromB64(uid, 16), now))
			.filter((person) => person !== null)
			.filter((person) => this.#mayHave(person))
			.filter((person) => equal(person.uid, session.uid) || !this.#lacks(person, comp));
	}

	#lacks(person: Certified, comp: Comp): boolean {
		const newest = this.#signing.epoch(comp);
		const missing = missingKeys(this.#signing.chain, person, this.#basis(person));
		return missing.some((one) => one.comp === comp && one.epoch === newest);
	}

	#me(): Certified {
		const { session, now } = this.#signing.cases;
		const me = session.directory.certifiedAt(session.uid, now());
		if (me === null) throw new VaultError("refused", "not certified");
		return me;
	}

	/** Keys whose number did not match are given nothing; nor are those that are not a person's first ones, uncompared. */
	#mayHave(person: Certified): boolean {
		const { session } = this.#signing.cases;
		if (equal(person.uid, session.uid)) return true;
		const compared = session.compared(person);
		if (compared === "differs") return false;
		return compared === "yes" || !session.directory.rekeyed(person.uid);
	}

	/** On what ground the person gets a key: Kela's contact on the consent in force; in the general lane on none. no_consent. */
	#basis(person: Certified): Uint8Array {
		if (!isContact(person)) return NO_BASIS;
		const { chain, cases } = this.#signing;
		const basis = chain.basisNow(cases.now());
		if (basis === null) throw new VaultError("no_consent");
		return basis;
	}

	/** Old epochs too, so that a newcomer can read; those whose key never reached me I pass over, but not the newest. */
	#giveMissing(person: Certified, basis: Uint8Array): void {
		const { chain, cases, caseId } = this.#signing;
		for (const { comp, epoch } of missingKeys(chain, person, basis)) {
			const newest = epoch === this.#signing.epoch(comp);
			if (newest || cases.holds(caseId, comp, epoch)) this.#grant(person, comp, epoch, basis);
		}
	}

	#grant(person: Certified, comp: Comp, epoch: number, basis: Uint8Array): void {
		const { chain, cases } = this.#signing;
		const ck = this.#signing.key(comp, epoch);
		const place = { ...chain.place, comp, epoch };
		const wrap = sealWrap(place, ck, person.ipkE);
		this.#signing.sign(
			(time) => ({
				kind: "grant",
				comp,
				epoch,
				kc: keyCommitment(place, ck),
				recipient: person.uid,
				recipientIpkE: person.ipkE,
				wrapHash: hash(wrap),
				granter: cases.session.uid,
				time,
				basis,
			}),
			[wrap],
		);
	}
}
