// The cases of a session: verified chains and the case keys that reached me. Opens and seals content; the signing of
// acts is in acts.ts, the rooms in rooms.ts.
import { equal, fromB64, toB64 } from "../bytes.ts";
import { CaseChain } from "../case-chain.ts";
import {
	type ConsentRecord,
	consentFacts,
	type ObjectRecord,
	type Revision,
} from "../case-state.ts";
import { consentState, unwrapDocument } from "../consent.ts";
import { COMPS, type Comp, openWrap } from "../grants.ts";
import { fileHash, openFile, openObject, sealFile } from "../objects.ts";
import { hash, randomBytes, wipe } from "../sodium.ts";
import type { CaseView, ConsentView, VaultApi } from "./api.ts";
import { VaultError } from "./errors.ts";
import { type Clock, checkPin, headRef, type Session } from "./session.ts";

type Input<K extends keyof VaultApi> = Parameters<VaultApi[K]>[0];

/** A file whose sealed chunks are being put, waiting for the act that records it. */
export interface SealedFile {
	readonly type: "attachment" | "consent-file";
	readonly caseId: string;
	readonly epoch: number;
	readonly ctHash: Uint8Array;
	readonly size: number;
	readonly chunks: number;
}

export class Cases {
	readonly session: Session;
	readonly now: Clock;
	readonly files = new Map<string, SealedFile>();
	readonly #chains = new Map<string, CaseChain>();
	/** By case, then by "comp/epoch". */
	readonly #keys = new Map<string, Map<string, Uint8Array>>();

	constructor(session: Session, now: Clock) {
		this.session = session;
		this.now = now;
	}

	next(id: string): number {
		return (this.#chains.get(id)?.head.seq ?? 0) + 1;
	}

	chain(id: string): CaseChain {
		const chain = this.#chains.get(id);
		if (chain === undefined) throw new VaultError("not_found", "case");
		return chain;
	}

	/** The key of a compartment's epoch, checked against the chain's commitment when it came in. */
	key(caseId: string, comp: Comp, epoch: number): Uint8Array {
		const chain = this.#chains.get(caseId);
		if (chain !== undefined) this.#dropEnded(caseId, chain);
		const key = this.#keys.get(caseId)?.get(`${comp}/${epoch}`);
		if (key === undefined) throw new VaultError("no_key", comp);
		return key;
	}

	keepKey(caseId: string, comp: Comp, epoch: number, key: Uint8Array): void {
		const keys = this.#keys.get(caseId) ?? new Map<string, Uint8Array>();
		keys.set(`${comp}/${epoch}`, key);
		this.#keys.set(caseId, keys);
	}

	/** The newest epoch that the chain has a commitment for. */
	epoch(chain: CaseChain, comp: Comp): number {
		return Math.max(...chain.state.commitments[comp].keys());
	}

	async add(input: Input<"caseAdd">): Promise<CaseView> {
		const id = input.case;
		const chain =
			this.#chains.get(id)?.clone() ?? new CaseChain(this.session.directory, fromB64(id, 16));
		for (const signed of input.statements) chain.add(signed);
		const own = headRef(chain.head);
		const pin = this.session.pins.cases[id];
		const complete = input.head !== undefined && own.seq >= input.head.seq;
		if (complete) checkPin(chain.history, input.head, "case");
		if (complete || (pin !== undefined && own.seq >= pin.seq)) checkPin(chain.history, pin, "case");
		for (const { seq, wrap } of input.wraps ?? []) this.#openWrap(id, chain, seq, wrap);
		this.#chains.set(id, chain);
		if (pin === undefined || own.seq > pin.seq) {
			this.session.pins.cases[id] = own;
			await this.session.keepPins();
		}
		return this.view(id);
	}

	view(id: string): CaseView {
		const chain = this.chain(id);
		this.#dropEnded(id, chain);
		const { state } = chain;
		const now = this.now();
		const inForce = chain.consentNow(now);
		if (state.pair === null || state.created === null) throw new VaultError("not_found", "case");
		return {
			case: id,
			head: headRef(chain.head),
			pair: toB64(state.pair),
			created: state.created,
			members: [...state.members].map(([uid, comps]) => ({ uid, comps })),
			keys: COMPS.filter((comp) => this.#keys.get(id)?.has(`${comp}/${this.epoch(chain, comp)}`)),
			objects: [...state.objects.values()].map(({ object, type, comp, revs }) => ({
				object,
				type,
				comp,
				revs: revs.map(({ rev, author, at, size, chunks }) => ({ rev, author, at, size, chunks })),
			})),
			consents: state.consents.map((consent) => consentView(consent, now)),
			inForce: inForce === null ? null : toB64(inForce.body.consent),
			queued: state.queued,
			session: state.session,
			confirms: [...state.confirms],
			closed: state.closed,
		};
	}

	openObject(input: Input<"objectOpen">): Uint8Array {
		const { record, revision } = this.#revision(input.case, input.object, input.rev);
		if (!equal(hash(input.ct), revision.ctHash))
			throw new VaultError("not_verified", "object: bytes");
		const place = {
			...this.#place(input.case, record.comp, revision.epoch),
			type: record.type,
			objectId: fromB64(record.object, 16),
			rev: revision.rev,
			author: fromB64(revision.author, 16),
		};
		return openObject(this.key(input.case, record.comp, revision.epoch), place, input.ct);
	}

	openConsent(input: Input<"consentOpen">): string {
		const { consents } = this.chain(input.case).state;
		const consent = consents.find((c) => toB64(c.body.consent) === input.consent);
		if (consent === undefined) throw new VaultError("not_found", "consent");
		const object = toB64(consent.body.docObject);
		const plain = this.openObject({ case: input.case, object, rev: 1, ct: input.ct });
		return unwrapDocument(plain, consent.body.dh);
	}

	sealFile(input: Input<"fileSeal">): { object: string; chunks: Uint8Array[] } {
		const comp = input.type === "attachment" ? "S" : "C";
		const epoch = this.epoch(this.chain(input.case), comp);
		const objectId = randomBytes(16);
		const place = { ...this.#place(input.case, comp, epoch), objectId };
		const chunks = sealFile(this.key(input.case, comp, epoch), place, input.plain);
		const object = toB64(objectId);
		this.files.set(object, {
			type: input.type,
			caseId: input.case,
			epoch,
			ctHash: fileHash(chunks),
			size: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
			chunks: chunks.length,
		});
		return { object, chunks };
	}

	openFile(input: Input<"fileOpen">): Uint8Array {
		const { record, revision } = this.#revision(input.case, input.object, 1);
		const { chunks } = input;
		if (chunks.length !== revision.chunks || !equal(fileHash(chunks), revision.ctHash)) {
			throw new VaultError("not_verified", "file: bytes");
		}
		const place = {
			...this.#place(input.case, record.comp, revision.epoch),
			objectId: fromB64(record.object, 16),
		};
		return openFile(this.key(input.case, record.comp, revision.epoch), place, chunks);
	}

	wipe(): void {
		for (const keys of this.#keys.values()) wipe(...keys.values());
		this.#keys.clear();
		this.#chains.clear();
		this.files.clear();
	}

	#place(caseId: string, comp: Comp, epoch: number) {
		return { g: this.session.g, caseId: fromB64(caseId, 16), comp, epoch };
	}

	#revision(
		caseId: string,
		object: string,
		rev: number,
	): { record: ObjectRecord; revision: Revision } {
		const record = this.chain(caseId).state.objects.get(object);
		const revision = record?.revs[rev - 1];
		if (record === undefined || revision === undefined) throw new VaultError("not_found", "object");
		return { record, revision };
	}

	/** A wrap counts only through its grant in the verified chain: addressed to me, its hash, its commitment. */
	#openWrap(id: string, chain: CaseChain, seq: number, wrap: Uint8Array): void {
		const { uid, identity } = this.session;
		const grant = chain.state.grants.get(seq);
		if (grant === undefined) throw new VaultError("not_verified", "wrap without its grant");
		if (!equal(grant.recipient, uid) || !equal(grant.recipientIpkE, identity.enc.pk)) {
			throw new VaultError("not_verified", "wrap for somebody else");
		}
		if (!equal(hash(wrap), grant.wrapHash)) throw new VaultError("not_verified", "wrap: bytes");
		const place = this.#place(id, grant.comp, grant.epoch);
		this.keepKey(id, grant.comp, grant.epoch, openWrap(place, wrap, identity.enc, grant.kc));
	}

	/** Kela's contact keeps no S key once no consent is in force; C stays as the ground of its own disclosures. */
	#dropEnded(id: string, chain: CaseChain): void {
		const me = this.session.directory.person(this.session.uid);
		if (me === null || !chain.isContact(me) || chain.consentNow(this.now()) !== null) return;
		const keys = this.#keys.get(id);
		for (const [name, key] of keys ?? []) {
			if (!name.startsWith("S/")) continue;
			wipe(key);
			keys?.delete(name);
		}
	}
}

function consentView(consent: ConsentRecord, now: number): ConsentView {
	const { body } = consent;
	const hasFile = body.fileObject.some((byte) => byte !== 0);
	return {
		consent: toB64(body.consent),
		state: consentState(consentFacts(consent), now),
		validFrom: body.validFrom,
		validTo: body.validTo,
		template: body.template,
		capture: body.capture,
		docObject: toB64(body.docObject),
		fileObject: hasFile ? toB64(body.fileObject) : null,
		by: consent.by,
		at: consent.at,
		acknowledged: consent.acknowledged,
		seen: [...consent.seen],
		withdrawn: consent.withdrawn,
		replaced: consent.replaced,
	};
}
