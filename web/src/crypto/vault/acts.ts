// Acts of a case made into signed statements, on a copy of the verified chain: each is tried there as everybody else
// will judge it. Finds recipients' certified keys and the consent in force by itself; a caller names people, never keys.
import { fromB64, toB64 } from "../bytes.ts";
import type { CaseBody, ObjectType } from "../case-body.ts";
import { caseBodyBytes, OBJECT_TYPES } from "../case-body.ts";
import { CaseChain } from "../case-chain.ts";
import { wrapDocument } from "../consent.ts";
import type { Certified } from "../directory.ts";
import { COMPS, type Comp, keyCommitment, sealWrap } from "../grants.ts";
import { OBJECT_MAX_BYTES, sealObject } from "../objects.ts";
import { hash, randomBytes } from "../sodium.ts";
import { nextTime, type Signed, signStatement } from "../statement.ts";
import type { CaseAct, CaseSigned } from "./api.ts";
import type { Cases } from "./cases.ts";
import { VaultError } from "./errors.ts";

const GRANTS_STOP_MS = 14 * 86_400_000;
const ZERO_ID = new Uint8Array(16);
const ZERO_HASH = new Uint8Array(32);

type Make<K extends CaseAct["kind"]> = Extract<CaseAct, { kind: K }>;
type MadeStatement = Signed & { readonly data: readonly Uint8Array[] };

export function signActs(
	cases: Cases,
	input: { readonly case: string | null; readonly acts: readonly CaseAct[] },
): CaseSigned {
	const caseId = input.case ?? toB64(randomBytes(16));
	const chain =
		input.case === null
			? new CaseChain(cases.session.directory, fromB64(caseId, 16))
			: cases.chain(caseId).clone();
	const signer = new Signer(cases, caseId, chain);
	const ids = input.acts.map((act) => signer.act(act));
	return { case: caseId, statements: signer.statements, ids };
}

class Signer {
	readonly statements: MadeStatement[] = [];
	readonly #cases: Cases;
	readonly #case: string;
	readonly #chain: CaseChain;

	constructor(cases: Cases, caseId: string, chain: CaseChain) {
		this.#cases = cases;
		this.#case = caseId;
		this.#chain = chain;
	}

	/** Signs what the act takes; the id it made, if any. */
	act(act: CaseAct): string | null {
		switch (act.kind) {
			case "create":
				return this.#create(act);
			case "share":
				return this.#share(act);
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
			case "queue":
				return this.#queue(act);
			case "session-open":
				return this.#sessionOpen(act);
			case "session-close":
				return this.#sessionClose(act);
			case "confirm":
				return this.#confirm(act);
			case "unqueue": {
				const hour = fromB64(act.hour, 16);
				this.#sign(() => ({ kind: "unqueue", hour, reason: act.reason }));
				return null;
			}
			case "prepare":
			case "close":
				this.#sign(() => act);
				return null;
		}
	}

	#sign(body: (timeMs: number) => CaseBody, data: readonly Uint8Array[] = []): void {
		const { uid, identity } = this.#cases.session;
		const { prefix, head, place } = this.#chain;
		const time = nextTime(head, this.#cases.now());
		const made = body(time);
		const what = { time, author: uid, kind: made.kind, body: caseBodyBytes(place, made) };
		const signed = signStatement(prefix, head, what, identity.sign.sk);
		try {
			this.#chain.add(signed);
		} catch (error) {
			throw new VaultError("refused", error instanceof Error ? error.message : made.kind);
		}
		this.statements.push({ ...signed, data });
	}

	#create(act: Make<"create">): string {
		const place = { ...this.#chain.place, epoch: 1 };
		const keys = COMPS.map((comp) => ({ comp, ck: randomBytes(32) }));
		const kc = Object.fromEntries(
			keys.map(({ comp, ck }) => [comp, keyCommitment({ ...place, comp }, ck)]),
		) as Record<Comp, Uint8Array>;
		for (const { comp, ck } of keys) this.#cases.keepKey(this.#case, comp, 1, ck);
		this.#sign(() => ({ kind: "create", pair: fromB64(act.pair, 16), kc }));
		for (const { comp } of keys) this.#grant(this.#person(this.#cases.session.uid), comp, ZERO_ID);
		return this.#case;
	}

	#person(uid: Uint8Array): Certified {
		const person = this.#cases.session.directory.certifiedAt(uid, this.#cases.now());
		if (person === null) throw new VaultError("not_found", "person");
		return person;
	}

	#share(act: Make<"share">): string {
		const { directory } = this.#cases.session;
		const now = this.#cases.now();
		if (now - directory.head.time > GRANTS_STOP_MS) throw new VaultError("stale_directory");
		const person = this.#person(fromB64(act.uid, 16));
		const contact = this.#chain.isContact(person);
		const basis = contact ? this.#chain.consentNow(now)?.body.consent : ZERO_ID;
		if (basis === undefined) throw new VaultError("no_consent");
		if (!this.#chain.state.members.has(act.uid)) {
			const comps = contact ? "SC" : "PSC";
			this.#sign(() => ({ kind: "member-add", uid: person.uid, comps }));
		}
		const comps = this.#chain.state.members.get(act.uid) ?? "";
		for (const comp of COMPS) {
			if (comps.includes(comp) && !this.#granted(person, comp, basis)) {
				this.#grant(person, comp, basis);
			}
		}
		return act.uid;
	}

	#granted(person: Certified, comp: Comp, basis: Uint8Array): boolean {
		const epoch = this.#cases.epoch(this.#chain, comp);
		return [...this.#chain.state.grants.values()].some(
			(grant) =>
				toB64(grant.recipient) === toB64(person.uid) &&
				grant.comp === comp &&
				grant.epoch === epoch &&
				toB64(grant.basis) === toB64(basis),
		);
	}

	#grant(person: Certified, comp: Comp, basis: Uint8Array): void {
		const epoch = this.#cases.epoch(this.#chain, comp);
		const ck = this.#cases.key(this.#case, comp, epoch);
		const place = { ...this.#chain.place, comp, epoch };
		const wrap = sealWrap(place, ck, person.ipkE);
		this.#sign(
			(time) => ({
				kind: "grant",
				comp,
				epoch,
				kc: keyCommitment(place, ck),
				recipient: person.uid,
				recipientIpkE: person.ipkE,
				wrapHash: hash(wrap),
				granter: this.#cases.session.uid,
				time,
				basis,
			}),
			[wrap],
		);
	}

	#newRevision(type: ObjectType, object: string | null, plain: Uint8Array) {
		if (plain.length > OBJECT_MAX_BYTES) throw new VaultError("bad_param", "object: too large");
		const { comp } = OBJECT_TYPES[type];
		const epoch = this.#cases.epoch(this.#chain, comp);
		const ck = this.#cases.key(this.#case, comp, epoch);
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
		return newest !== undefined && newest.withdrawn === null && !newest.replaced
			? newest
			: undefined;
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
		const consent = this.#openConsent()?.body.consent;
		if (consent === undefined) throw new VaultError("no_consent");
		const { minutes, urgency } = act;
		const hour = fromB64(act.hour, 16);
		this.#sign(() => ({ kind: "queue", hour, minutes, urgency, consent }));
		return null;
	}

	#sessionOpen(act: Make<"session-open">): string {
		if (this.#chain.consentNow(this.#cases.now()) === null) throw new VaultError("no_consent");
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
