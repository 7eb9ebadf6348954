// Acts of a case made into signed statements, on a copy of the verified chain: contents, consents, the hour, the end.
// Those about keys are in key-acts.ts, the signing itself in signing.ts.
import { equal, fromB64, toB64 } from "../bytes.ts";
import type { CaseBody, ObjectType } from "../case-body.ts";
import { caseBodyBytes, OBJECT_TYPES } from "../case-body.ts";
import { CaseChain } from "../case-chain.ts";
import { openConsent } from "../case-consent.ts";
import { mustBeErasedByAnother } from "../case-members.ts";
import { wrapDocument } from "../consent.ts";
import { OBJECT_MAX_BYTES, sealObject } from "../objects.ts";
import { hash, randomBytes } from "../sodium.ts";
import { nextTime, type Signed, signStatement } from "../statement.ts";
import type { CaseAct, CaseSigned, FoundHead, NamedHour, VaultApi } from "./api.ts";
import type { Cases } from "./cases.ts";
import { VaultError } from "./errors.ts";
import { GuestActs } from "./guests.ts";
import { hourSeries } from "./hours.ts";
import { KeyActs } from "./key-acts.ts";
import { SKEW_MAX_MS } from "./session.ts";
import { Signing } from "./signing.ts";

const ZERO_ID = new Uint8Array(16);
const ZERO_HASH = new Uint8Array(32);

type Make<K extends CaseAct["kind"]> = Extract<CaseAct, { kind: K }>;

export function signActs(
	cases: Cases,
	input: { readonly case: string | null; readonly acts: readonly CaseAct[] },
): CaseSigned {
	const caseId = input.case ?? toB64(randomBytes(16));
	const chain =
		input.case === null
			? new CaseChain(cases.session.directory, fromB64(caseId, 16))
			: cases.chain(caseId).clone();
	const signing = new Signing(cases, caseId, chain);
	const signer = new Signer(signing);
	const ids = input.acts.map((act) => signer.act(act));
	return { case: caseId, statements: signing.statements, ids };
}

/**
 * A coordinator's statement about a case found by its reference: on a head that only the broker vouches for, so nothing but
 * this one statement follows from it.
 */
function signFound(
	cases: Cases,
	found: FoundHead,
	make: (timeMs: number) => Extract<CaseBody, { kind: "revoke" | "hold" }>,
): Signed {
	const { session, now } = cases;
	const me = session.directory.certifiedAt(session.uid, now());
	if (me === null || !me.roles.includes("coordinator")) {
		throw new VaultError("refused", "no coordinator");
	}
	const { prefix, place } = new CaseChain(session.directory, fromB64(found.case, 16));
	const head = { seq: found.head.seq, hash: fromB64(found.head.hash, 32), time: found.time };
	// The broker's word too: a time to come would end the consent only then.
	if (head.time - now() > SKEW_MAX_MS) throw new VaultError("clock_skew", "found: head");
	const time = nextTime(head, now());
	const made = make(time);
	const body = caseBodyBytes(place, made);
	const what = { time, author: session.uid, kind: made.kind, body };
	return signStatement(prefix, head, what, session.identity.sign.sk);
}

export function signRevoke(cases: Cases, input: Parameters<VaultApi["revokeSign"]>[0]): Signed {
	const consent = fromB64(input.consent, 16);
	const { who, how } = input;
	return signFound(cases, input, (effective) => {
		return { kind: "revoke", consent, who, how, effective };
	});
}

export function signHold(cases: Cases, input: Parameters<VaultApi["holdSign"]>[0]): Signed {
	const { on, reason } = input;
	return signFound(cases, input, () => ({ kind: "hold", on, reason }));
}

class Signer {
	readonly #signing: Signing;
	readonly #keys: KeyActs;
	readonly #guests: GuestActs;

	constructor(signing: Signing) {
		this.#signing = signing;
		this.#guests = new GuestActs(signing);
		this.#keys = new KeyActs(signing);
	}

	get #cases(): Cases {
		return this.#signing.cases;
	}

	get #case(): string {
		return this.#signing.caseId;
	}

	get #chain(): CaseChain {
		return this.#signing.chain;
	}

	readonly #sign: Signing["sign"] = (...what) => this.#signing.sign(...what);

	/** Signs what the act takes; the id it made, if any. */
	act(act: CaseAct): string | null {
		switch (act.kind) {
			case "create":
				return this.#keys.create(act);
			case "share":
				return this.#keys.share(act);
			case "member-remove":
				return this.#keys.removeMember(act.uid);
			case "rotate":
				return this.#keys.rotate(act);
			case "object":
				return this.#newRevision(act.type, act.object ?? null, act.plain).object;
			case "attachment":
				return this.#file(act.object, "attachment").object;
			case "consent":
				return this.#consent(act);
			case "consent-ack":
			case "consent-seen":
				return this.#consentPoint(act);
			case "revoke": {
				const consent = fromB64(act.consent, 16);
				const { who, how } = act;
				this.#sign((effective) => ({ kind: "revoke", consent, who, how, effective }));
				return act.consent;
			}
			case "guest-invite":
			case "guest-admit":
			case "guest-remove":
				return this.#guests.act(act);
			default:
				return this.#ofHour(act);
		}
	}

	#ofHour(
		act: Make<
			| "queue"
			| "place"
			| "unqueue"
			| "prepare"
			| "session-open"
			| "session-close"
			| "confirm"
			| "follow-up"
			| "hold"
			| "close"
			| "erase"
		>,
	): string | null {
		switch (act.kind) {
			case "queue":
				return this.#queue(act);
			case "place":
				return this.#place(act);
			case "session-open":
				return this.#sessionOpen(act);
			case "session-close":
				return this.#sessionClose(act);
			case "confirm":
				return this.#confirm(act);
			case "unqueue": {
				const hour = act.hour === null ? ZERO_ID : fromB64(act.hour, 16);
				this.#sign(() => ({ kind: "unqueue", hour, reason: act.reason }));
				return null;
			}
			case "erase":
				return this.#erase(act);
			case "prepare":
			case "follow-up":
			case "hold":
			case "close":
				this.#sign(() => act);
				return null;
		}
	}

	#erase(act: Make<"erase">): null {
		const { session, now } = this.#cases;
		if (mustBeErasedByAnother(this.#chain, session.uid, now(), 0)) {
			throw new VaultError("needs_colleague", "erase: by who closed it");
		}
		this.#sign(() => act);
		return null;
	}

	#newRevision(type: ObjectType, object: string | null, plain: Uint8Array) {
		if (plain.length > OBJECT_MAX_BYTES) throw new VaultError("bad_param", "object: too large");
		const { comp } = OBJECT_TYPES[type];
		const epoch = this.#signing.epoch(comp);
		const ck = this.#signing.key(comp, epoch);
		const objectId = object === null ? randomBytes(16) : fromB64(object, 16);
		const id = toB64(objectId);
		const rev = (this.#chain.state.objects.get(id)?.revs.length ?? 0) + 1;
		const author = this.#cases.session.uid;
		const ct = sealObject(
			ck,
			{ ...this.#chain.place, comp, epoch, type, objectId, rev, author },
			plain,
		);
		const ctHash = hash(ct);
		const size = ct.length;
		this.#sign(
			() => ({ kind: "object", object: objectId, type, comp, epoch, rev, ctHash, size, chunks: 0 }),
			[ct],
		);
		return { object: id, ctHash };
	}

	#file(object: string, type: "attachment" | "consent-file") {
		const file = this.#cases.files.get(object);
		if (file === undefined || file.type !== type || file.caseId !== this.#case) {
			throw new VaultError("not_found", "file");
		}
		const { epoch, ctHash, size, chunks } = file;
		const { comp } = OBJECT_TYPES[type];
		const objectId = fromB64(object, 16);
		this.#sign(() => ({
			kind: "object",
			object: objectId,
			type,
			comp,
			epoch,
			rev: 1,
			ctHash,
			size,
			chunks,
		}));
		return { object, ctHash };
	}

	/** The newest consent, if it is neither withdrawn nor replaced. */
	#openConsent() {
		const newest = this.#chain.state.consents.at(-1);
		return newest === undefined ? undefined : openConsent(this.#chain, newest.body.consent);
	}

	#consent(act: Make<"consent">): string {
		const { plain, dh } = wrapDocument(act.doc);
		const doc = this.#newRevision("consent-doc", null, plain);
		const file = act.file === null ? null : this.#file(act.file, "consent-file");
		const consent = randomBytes(16);
		const open = this.#openConsent()?.body;
		const stands = open !== undefined && open.validTo > this.#cases.now();
		const replaces = stands ? open.consent : ZERO_ID;
		this.#sign(() => ({
			kind: "consent",
			consent,
			dh,
			docObject: fromB64(doc.object, 16),
			docHash: doc.ctHash,
			fileObject: file === null ? ZERO_ID : fromB64(file.object, 16),
			fileHash: file === null ? ZERO_HASH : file.ctHash,
			validFrom: act.validFrom,
			validTo: act.validTo,
			template: act.template,
			capture: act.capture,
			replaces,
		}));
		return toB64(consent);
	}

	#consentPoint(act: Make<"consent-ack" | "consent-seen">): string {
		const found = this.#chain.state.consents.find((c) => toB64(c.body.consent) === act.consent);
		if (found === undefined) throw new VaultError("not_found", "consent");
		const { statement } = found;
		this.#sign(() => ({ kind: act.kind, consent: found.body.consent, statement }));
		return act.consent;
	}

	#queue(act: Make<"queue">): null {
		const { lane } = this.#chain.state;
		const consent = lane === "general" ? ZERO_ID : this.#openConsent()?.body.consent;
		if (consent === undefined) throw new VaultError("no_consent");
		const series = fromB64(act.series, 16);
		this.#ofPair(act.series);
		const hour = act.hour === null ? ZERO_ID : this.#hour(act.series, act.hour);
		const { minutes, urgency } = act;
		this.#sign(() => ({ kind: "queue", series, hour, minutes, urgency, consent }));
		return null;
	}

	#place(act: Make<"place">): null {
		const { queued } = this.#chain.state;
		if (queued === null) throw new VaultError("refused", "place: not queued");
		const hour = this.#hour(queued.series, act.hour);
		this.#sign(() => ({ kind: "place", hour, pos: act.pos }));
		return null;
	}

	#ofPair(id: string): void {
		const series = this.#cases.session.directory.seriesById(fromB64(id, 16));
		if (series === null) throw new VaultError("not_found", "series");
		const { pair } = this.#chain.state;
		if (pair === null || !series.pairs.some((one) => equal(one, pair))) {
			throw new VaultError("refused", "queue: not an hour of this pair");
		}
	}

	/** The hour's id, which follows from its series and date. */
	#hour(series: string, { hour, date }: NamedHour): Uint8Array {
		hourSeries(this.#cases.session.directory, hour, series, date);
		return fromB64(hour, 16);
	}

	#sessionOpen(act: Make<"session-open">): string {
		if (this.#chain.basisNow(this.#cases.now()) === null) throw new VaultError("no_consent");
		const session = randomBytes(16);
		this.#sign(() => ({ kind: "session-open", hour: fromB64(act.hour, 16), session }));
		return toB64(session);
	}

	#sessionClose(act: Make<"session-close">): string {
		const open = this.#chain.state.session;
		if (open === null) throw new VaultError("not_found", "session");
		const session = fromB64(open.session, 16);
		this.#sign(() => ({ kind: "session-close", session, outcome: act.outcome }));
		return open.session;
	}

	#confirm(act: Make<"confirm">): string {
		const newest = this.#chain.state.objects.get(act.object)?.revs.at(-1);
		if (newest === undefined) throw new VaultError("not_found", "plan");
		const { rev, ctHash } = newest;
		this.#sign(() => ({ kind: "confirm", object: fromB64(act.object, 16), rev, ctHash }));
		return act.object;
	}
}
