// One case's chain, verified from its first statement (PROTOCOL §5): order, signature, who may make which kind in which
// state of the case; the rules of each kind are in case-members.ts, case-consent.ts, case-objects.ts, case-queue.ts
// and case-after.ts.
// Holds no key.
import { equal, toB64 } from "./bytes.ts";
import { type Act, fail, type Ground, isContact, pairOf, type Side } from "./case-act.ts";
import { addAfter } from "./case-after.ts";
import { type CaseBody, type CasePlace, readCaseBody } from "./case-body.ts";
import {
	addConsent,
	addConsentPoint,
	addRevoke,
	basisAround,
	consentAround,
} from "./case-consent.ts";
import { addOfGuest, guestInSession } from "./case-guest.ts";
import {
	addCreate,
	addGrant,
	addMember,
	addRotate,
	mustBeErasedByAnother,
	placeNow,
	removeMember,
} from "./case-members.ts";
import { addConfirm, addObject } from "./case-objects.ts";
import { addOfHour, type HourBody } from "./case-queue.ts";
import { type CaseState, type ConsentRecord, newCaseState } from "./case-state.ts";
import { type Certified, CLOCK_SLACK_MS, type Directory } from "./directory.ts";
import type { Comp } from "./grants.ts";
import { verify } from "./sodium.ts";
import {
	type Head,
	type Prefix,
	readStatement,
	type Signed,
	type Statement,
	startOf,
	statementHash,
} from "./statement.ts";

/** Which side may make which kind; all but these need an open case. */
const MAKERS: Record<CaseBody["kind"], readonly Side[]> = {
	create: ["pair"],
	"member-add": ["pair"],
	"member-remove": ["pair"],
	rotate: ["pair"],
	grant: ["pair", "contact"],
	object: ["pair", "contact"],
	consent: ["pair"],
	"consent-ack": ["pair"],
	"consent-seen": ["contact"],
	revoke: ["pair", "contact", "coordinator"],
	queue: ["pair"],
	unqueue: ["pair"],
	place: ["pair"],
	prepare: ["contact"],
	"session-open": ["pair"],
	"session-close": ["pair"],
	confirm: ["pair", "contact"],
	"guest-invite": ["pair"],
	"guest-admit": ["pair"],
	"guest-remove": ["pair"],
	"follow-up": ["pair"],
	hold: ["pair", "coordinator"],
	close: ["pair"],
	erase: ["pair"],
};

const AFTER_CLOSE: readonly CaseBody["kind"][] = ["revoke", "hold", "erase"];

/** Kinds that need a consent in force, whoever makes them; a contact needs one for everything but a revoke. */
const NEED_CONSENT: readonly CaseBody["kind"][] = [
	"session-open",
	"prepare",
	"consent-seen",
	"guest-invite",
	"guest-admit",
];

export class CaseChain implements Ground {
	readonly place: CasePlace;
	readonly prefix: Prefix;
	readonly directory: Directory;
	/** Hash of each statement; [0] is G. */
	readonly history: Uint8Array[];
	#head: Head;
	#state: CaseState;

	constructor(directory: Directory, caseId: Uint8Array) {
		const { g } = directory.genesis;
		this.place = { g, caseId };
		this.prefix = ["ET1/case", g, caseId];
		this.directory = directory;
		this.history = [g];
		this.#head = startOf(g);
		this.#state = newCaseState();
	}

	get head(): Head {
		return this.#head;
	}

	get state(): CaseState {
		return this.#state;
	}

	/** A copy to try statements on. */
	clone(): CaseChain {
		const copy = new CaseChain(this.directory, this.place.caseId);
		copy.history.push(...this.history.slice(1));
		copy.#head = this.#head;
		copy.#state = structuredClone(this.#state);
		return copy;
	}

	/** Takes the next statement in. ChainError (EncodingError for malformed bytes): the chain must not be used on. */
	add(signed: Signed): { statement: Statement; body: CaseBody } {
		const s = readStatement(this.prefix, this.#head, signed);
		const author = this.#author(signed, s);
		const body = readCaseBody(this.place, s.kind, s.body);
		if ((body.kind === "create") !== (s.seq === 1)) {
			fail("create is the first statement and no other", s);
		}
		const act: Act = { s, hash: statementHash(signed), author, side: this.#side(author, body, s) };
		this.#may(act, body);
		this.#apply(act, body);
		this.history.push(act.hash);
		this.#head = { seq: s.seq, hash: act.hash, time: s.time };
		return { statement: s, body };
	}

	/** The consent in force at this instant, judged strictly: for one's own acts. */
	consentNow(nowMs: number): ConsentRecord | null {
		return consentAround(this, nowMs, 0);
	}

	/** As consentNow, and in the general lane always: may Kela's contact have a part in the case? */
	basisNow(nowMs: number): Uint8Array | null {
		return basisAround(this, nowMs, 0);
	}

	/** The member's certified keys, or null: no member with this compartment, run out, or out of the pair by now. */
	memberWith(uid: Uint8Array, comp: Comp, nowMs: number): Certified | null {
		const has = this.#state.members.get(toB64(uid))?.includes(comp) ?? false;
		return has ? placeNow(this, uid, nowMs) : null;
	}

	/** The signing key of a guest who is let into the session that is open, with a consent in force; or null. */
	guestKey(guest: Uint8Array, nowMs: number): Uint8Array | null {
		return this.basisNow(nowMs) === null ? null : (guestInSession(this.#state, guest)?.pkS ?? null);
	}

	/** The key version of the author, around the time of the statement, that signed it. */
	#author(signed: Signed, s: Statement): Certified {
		const versions = this.directory.versionsAround(s.author, s.time);
		if (versions.length === 0) fail("not certified", s);
		const author = versions.find((one) => verify(signed.sig, signed.stmt, one.ipkS));
		return author ?? fail("signature", s);
	}

	#side(author: Certified, body: CaseBody, s: Statement): Side {
		if (isContact(author)) return "contact";
		const pair = body.kind === "create" ? body.pair : pairOf(this.#state);
		const inPair = this.directory.inPair(pair, author.uid, s.time);
		const member = body.kind === "create" || this.#state.members.has(toB64(author.uid));
		if (inPair && member) return "pair";
		const org = this.directory.orgOfPair(pair);
		const ofOrg = org !== null && equal(org.id, author.org.id);
		if (ofOrg && author.roles.includes("coordinator")) return "coordinator";
		return fail(inPair ? "author no member" : "author not of the pair", s);
	}

	#may(act: Act, body: CaseBody): void {
		const { s, side } = act;
		if (!MAKERS[body.kind].includes(side)) fail("not by this side", s);
		if (side === "contact") this.#contactStands(act);
		const { closed, erased } = this.#state;
		if (erased !== null) fail("case erased", s);
		if (closed !== null && !AFTER_CLOSE.includes(body.kind)) fail("case closed", s);
		if (closed === null && body.kind === "erase") fail("case not closed", s);
		const byContact = side === "contact" && body.kind !== "revoke";
		if (byContact || NEED_CONSENT.includes(body.kind)) {
			if (basisAround(this, s.time, CLOCK_SLACK_MS) === null) fail("no consent in force", s);
		}
	}

	#contactStands({ s, author }: Act): void {
		if (!this.#state.members.has(toB64(author.uid))) fail("author no member", s);
		if (!this.directory.contactOf(pairOf(this.#state), author.uid, s.time)) {
			fail("author not the pair's contact", s);
		}
	}

	#apply(act: Act, body: CaseBody): void {
		switch (body.kind) {
			case "create":
				return addCreate(this, act, body);
			case "member-add":
				return addMember(this, act, body);
			case "member-remove":
				return removeMember(this, act, body);
			case "rotate":
				return addRotate(this, act, body);
			case "grant":
				return addGrant(this, act, body);
			case "object":
				return addObject(this, act, body);
			case "confirm":
				return addConfirm(this, act, body);
			case "consent":
				return addConsent(this, act, body);
			case "consent-ack":
			case "consent-seen":
				return addConsentPoint(this, act, body);
			case "revoke":
				return addRevoke(this, act, body);
			case "guest-invite":
			case "guest-admit":
			case "guest-remove":
				return addOfGuest(this, act, body);
			case "follow-up":
			case "hold":
				return addAfter(this, act, body);
			default:
				return this.#hourOrEnd(act, body);
		}
	}

	#hourOrEnd(act: Act, body: HourBody | Extract<CaseBody, { kind: "close" | "erase" }>): void {
		const note = { by: toB64(act.s.author), at: act.s.time };
		switch (body.kind) {
			case "close":
				this.#state.closed = { ...note, reason: body.reason };
				return;
			case "erase":
				if (this.#state.hold !== null) fail("held", act.s);
				if (mustBeErasedByAnother(this, act.s.author, act.s.time, -CLOCK_SLACK_MS)) {
					fail("by who closed it", act.s);
				}
				this.#state.erased = { ...note, reason: body.reason };
				return;
			default:
				return addOfHour(this, act, body);
		}
	}
}
