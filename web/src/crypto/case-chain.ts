// One case's chain, verified from its first statement (PROTOCOL §5): who is a member, which keys were granted on
// what ground, which consent is in force, which session is open. Enforces every rule about people, keys, consent
// and objects; the places of an hour are the server's to enforce. Holds no key.
import { equal, toB64 } from "./bytes.ts";
import {
	type CaseBody,
	type CasePlace,
	type ConsentBody,
	OBJECT_TYPES,
	type ObjectBody,
	readCaseBody,
} from "./case-body.ts";
import {
	type CaseState,
	type ConsentRecord,
	consentFacts,
	newCaseState,
	type ObjectRecord,
} from "./case-state.ts";
import { CONSENT_SPAN_MAX_MS, inForceAround } from "./consent.ts";
import { type Certified, CLOCK_SLACK_MS, type Directory } from "./directory.ts";
import type { Comp, Grant } from "./grants.ts";
import { CHUNKS_MAX } from "./objects.ts";
import {
	ChainError,
	type Head,
	type Prefix,
	readStatement,
	type Signed,
	type Statement,
	startOf,
	statementHash,
	verifySignature,
} from "./statement.ts";

const isZero = (id: Uint8Array): boolean => id.every((byte) => byte === 0);

type Side = "pair" | "contact";

/** Which side may make which kind; null state rules are in the handlers. */
const MAKERS: Record<CaseBody["kind"], readonly Side[]> = {
	create: ["pair"],
	"member-add": ["pair"],
	grant: ["pair", "contact"],
	object: ["pair", "contact"],
	consent: ["pair"],
	"consent-ack": ["pair"],
	"consent-seen": ["contact"],
	revoke: ["pair", "contact"],
	queue: ["pair"],
	unqueue: ["pair"],
	prepare: ["contact"],
	"session-open": ["pair"],
	"session-close": ["pair"],
	confirm: ["pair", "contact"],
	close: ["pair"],
};

/** Kinds that need a consent in force, whoever makes them; a contact needs one for everything but a revoke. */
const NEED_CONSENT: readonly CaseBody["kind"][] = ["session-open", "prepare", "consent-seen"];

interface Act {
	readonly s: Statement;
	readonly hash: Uint8Array;
	readonly author: Certified;
	readonly side: Side;
}

function fail(why: string, s: Statement): never {
	throw new ChainError(`${s.kind}: ${why}`, s.seq);
}

export class CaseChain {
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
		const body = readCaseBody(this.place, s.kind, s.body);
		const author = this.#certified(s.author, s);
		verifySignature(signed, author.ipkS, s.seq);
		const act: Act = { s, hash: statementHash(signed), author, side: this.#side(author, body, s) };
		this.#may(act, body);
		this.#apply(act, body);
		this.history.push(act.hash);
		this.#head = { seq: s.seq, hash: act.hash, time: s.time };
		return { statement: s, body };
	}

	/** The consent in force at this instant, judged strictly: for one's own acts. */
	consentNow(nowMs: number): ConsentRecord | null {
		return this.#inForce(nowMs, 0);
	}

	/** The member's certified keys, or null: no member with this compartment, run out, or out of the pair by now. */
	memberWith(uid: Uint8Array, comp: Comp, nowMs: number): Certified | null {
		const { members, pair } = this.#state;
		if (!members.get(toB64(uid))?.includes(comp)) return null;
		const person = this.directory.certifiedAt(uid, nowMs);
		if (person === null || this.isContact(person)) return person;
		return pair !== null && this.directory.inPair(pair, uid, nowMs) ? person : null;
	}

	isContact(person: Certified): boolean {
		return person.org.kind === "kela";
	}

	/** Only the newest consent counts: whatever came before it has ended with it. */
	#inForce(atMs: number, slackMs: number): ConsentRecord | null {
		const newest = this.#state.consents.at(-1);
		return newest !== undefined && inForceAround(consentFacts(newest), atMs, slackMs)
			? newest
			: null;
	}

	#certified(uid: Uint8Array, s: Statement): Certified {
		return this.directory.certifiedAt(uid, s.time - CLOCK_SLACK_MS) ?? fail("not certified", s);
	}

	#side(author: Certified, body: CaseBody, s: Statement): Side {
		const pair = body.kind === "create" ? body.pair : this.#state.pair;
		if (this.isContact(author)) return "contact";
		if (pair === null || !this.directory.inPair(pair, author.uid, s.time)) {
			fail("author not of the pair", s);
		}
		return "pair";
	}

	#may({ s, author, side }: Act, body: CaseBody): void {
		const first = body.kind === "create";
		if (first !== (s.seq === 1)) fail("create is the first statement and no other", s);
		if (!MAKERS[body.kind].includes(side)) fail("not by this side", s);
		if (!first && !this.#state.members.has(toB64(author.uid))) fail("author no member", s);
		if (this.#state.closed !== null && body.kind !== "revoke") fail("case closed", s);
		const byContact = side === "contact" && body.kind !== "revoke";
		if ((byContact || NEED_CONSENT.includes(body.kind)) && !this.#inForce(s.time, CLOCK_SLACK_MS)) {
			fail("no consent in force", s);
		}
	}

	#apply(act: Act, body: CaseBody): void {
		const { s } = act;
		const state = this.#state;
		switch (body.kind) {
			case "create":
				state.pair = body.pair;
				state.created = { by: toB64(s.author), at: s.time };
				state.members.set(toB64(s.author), "PSC");
				for (const comp of ["P", "S", "C"] as const) {
					state.commitments[comp].set(1, body.kc[comp]);
				}
				return;
			case "member-add":
				return this.#memberAdd(act, body.uid, body.comps);
			case "grant":
				return this.#grant(act, body);
			case "object":
				return this.#object(act, body);
			case "consent":
				return this.#consent(act, body);
			case "consent-ack":
			case "consent-seen":
				return this.#consentPoint(act, body);
			case "revoke":
				return this.#revoke(act, body);
			case "queue":
				if (!this.#openConsent(body.consent)) fail("names no open consent", s);
				state.queued = {
					hour: toB64(body.hour),
					minutes: body.minutes,
					urgency: body.urgency,
					state: "queued",
				};
				return;
			case "unqueue":
				state.queued = null;
				return;
			case "prepare":
				if (state.queued !== null) state.queued = { ...state.queued, state: body.state };
				return;
			case "session-open":
				// Which place is whose turn is the server's to know; the room's key comes from this session alone.
				state.session = { hour: toB64(body.hour), session: toB64(body.session), at: s.time };
				state.queued = null;
				return;
			case "session-close":
				if (state.session?.session === toB64(body.session)) state.session = null;
				return;
			case "confirm":
				return this.#confirm(act, body);
			case "close":
				state.closed = { by: toB64(s.author), at: s.time, reason: body.reason };
		}
	}

	#memberAdd({ s }: Act, uid: Uint8Array, comps: "PSC" | "SC"): void {
		const state = this.#state;
		const person = this.#certified(uid, s);
		if (state.members.has(toB64(uid))) fail("member already", s);
		if (this.isContact(person)) {
			if (comps !== "SC" || !person.roles.includes("contact")) fail("compartments", s);
			if (!this.#inForce(s.time, CLOCK_SLACK_MS)) fail("no consent in force", s);
		} else {
			const ofPair = state.pair !== null && this.directory.inPair(state.pair, uid, s.time);
			if (comps !== "PSC" || !ofPair) fail("not of the pair", s);
		}
		state.members.set(toB64(uid), comps);
	}

	#grant({ s, author }: Act, grant: Grant): void {
		const { members, commitments, grants } = this.#state;
		const kc = commitments[grant.comp].get(grant.epoch);
		if (kc === undefined || !equal(kc, grant.kc)) fail("key commitment", s);
		if (!equal(grant.granter, s.author) || grant.time !== s.time) fail("granter or time", s);
		if (!members.get(toB64(author.uid))?.includes(grant.comp)) fail("granter lacks it", s);
		if (!members.get(toB64(grant.recipient))?.includes(grant.comp)) fail("recipient no member", s);
		const recipient = this.#certified(grant.recipient, s);
		if (!equal(recipient.ipkE, grant.recipientIpkE)) fail("not the certified key", s);
		if (this.isContact(recipient)) {
			const basis = this.#inForce(s.time, CLOCK_SLACK_MS);
			if (basis === null || !equal(basis.body.consent, grant.basis)) fail("no consent", s);
		} else if (!isZero(grant.basis)) fail("basis", s);
		grants.set(s.seq, grant);
	}

	#object({ s, author, side }: Act, body: ObjectBody): void {
		const rule = OBJECT_TYPES[body.type];
		const { members, commitments, objects } = this.#state;
		if (rule.comp !== body.comp) fail("compartment of another type", s);
		if (side === "contact" && !rule.byContact) fail("not for a contact to write", s);
		if (!members.get(toB64(author.uid))?.includes(body.comp)) fail("author lacks the key", s);
		if (!commitments[body.comp].has(body.epoch)) fail("unknown epoch", s);
		const chunksOk = rule.chunked
			? body.chunks >= 1 && body.chunks <= CHUNKS_MAX
			: body.chunks === 0;
		if (!chunksOk) fail("chunks", s);
		const id = toB64(body.object);
		const before = objects.get(id);
		if (before !== undefined && before.type !== body.type) fail("type changed", s);
		if (body.rev !== (before?.revs.length ?? 0) + 1) fail("revision", s);
		const record: ObjectRecord = before ?? {
			object: id,
			type: body.type,
			comp: body.comp,
			revs: [],
		};
		record.revs.push({
			rev: body.rev,
			epoch: body.epoch,
			ctHash: body.ctHash,
			size: body.size,
			chunks: body.chunks,
			author: toB64(s.author),
			at: s.time,
			seq: s.seq,
		});
		objects.set(id, record);
	}

	#consent({ s, hash }: Act, body: ConsentBody): void {
		const { consents } = this.#state;
		if (consents.some((c) => equal(c.body.consent, body.consent))) fail("id used before", s);
		if (body.validTo <= s.time - CLOCK_SLACK_MS || body.validTo <= body.validFrom) fail("dates", s);
		if (body.validTo > body.validFrom + CONSENT_SPAN_MAX_MS) fail("longer than a year", s);
		this.#evidence(s, body.docObject, body.docHash, "consent-doc");
		const hasFile = !isZero(body.fileObject);
		if (hasFile) this.#evidence(s, body.fileObject, body.fileHash, "consent-file");
		if ((body.capture !== "drawn") !== hasFile) fail("capture and file do not fit", s);
		if (!isZero(body.replaces)) {
			const replaced = this.#openConsent(body.replaces) ?? fail("replaces no open consent", s);
			replaced.replaced = true;
			this.#state.session = null;
		}
		consents.push({
			body,
			statement: hash,
			by: toB64(s.author),
			at: s.time,
			acknowledged: null,
			seen: [],
			withdrawn: null,
			replaced: false,
		});
	}

	#evidence(s: Statement, object: Uint8Array, hash: Uint8Array, type: string): void {
		const record = this.#state.objects.get(toB64(object));
		const first = record?.revs[0];
		if (record?.type !== type || first === undefined || !equal(first.ctHash, hash)) {
			fail(`${type} is not on the record`, s);
		}
	}

	/** The consent of that id, if neither withdrawn nor replaced. */
	#openConsent(id: Uint8Array): ConsentRecord | undefined {
		return this.#state.consents.find(
			(c) => equal(c.body.consent, id) && c.withdrawn === null && !c.replaced,
		);
	}

	#consentPoint(
		{ s }: Act,
		body: Extract<CaseBody, { kind: "consent-ack" | "consent-seen" }>,
	): void {
		const consent = this.#openConsent(body.consent) ?? fail("no such open consent", s);
		if (!equal(consent.statement, body.statement)) fail("another statement", s);
		const note = { by: toB64(s.author), at: s.time };
		if (body.kind === "consent-seen") consent.seen.push(note);
		else if (note.by === consent.by) fail("by the witness", s);
		else consent.acknowledged ??= note;
	}

	#revoke({ s }: Act, body: Extract<CaseBody, { kind: "revoke" }>): void {
		const consent = this.#openConsent(body.consent) ?? fail("no such open consent", s);
		if (body.effective !== s.time) fail("effective", s);
		consent.withdrawn = { by: toB64(s.author), who: body.who, how: body.how, at: s.time };
		this.#state.queued = null;
		this.#state.session = null;
	}

	#confirm({ s }: Act, body: Extract<CaseBody, { kind: "confirm" }>): void {
		const plan = this.#state.objects.get(toB64(body.object));
		const newest = plan?.revs.at(-1);
		if (plan?.type !== "plan" || newest === undefined) return fail("no such plan", s);
		if (newest.rev !== body.rev || !equal(newest.ctHash, body.ctHash)) fail("not its newest", s);
		this.#state.confirms.push({
			object: plan.object,
			rev: body.rev,
			by: toB64(s.author),
			at: s.time,
		});
	}
}
