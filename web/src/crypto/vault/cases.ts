// The cases of a session: verified chains and the case keys that reached me. Opens and seals content; what a chain amounts
// to for the rest of the client is in case-view.ts, the signing of acts in acts.ts, the rooms in rooms.ts.
import { equal, fromB64, toB64 } from "../bytes.ts";
import { isContact } from "../case-act.ts";
import { takenByRule } from "../case-after.ts";
import { CASE_KINDS } from "../case-body.ts";
import { CaseChain } from "../case-chain.ts";
import { consentThen } from "../case-consent.ts";
import { placeNow } from "../case-members.ts";
import { newestEpoch, type ObjectRecord, type Revision } from "../case-state.ts";
import { unwrapDocument } from "../consent.ts";
import { COMPS, type Comp, keyCommitment, openWrap } from "../grants.ts";
import { hashAt, readLogRows } from "../log-rows.ts";
import { fileHash, openFile, openObject, sealFile } from "../objects.ts";
import { hash, OpenError, randomBytes, wipe } from "../sodium.ts";
import type { CaseView, LogRow, VaultApi } from "./api.ts";
import { caseView, logRowView } from "./case-view.ts";
import { AlarmError, holding, onChain, VaultError } from "./errors.ts";
import { Guests } from "./guests.ts";
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
	readonly guests = new Guests();
	/**
	 * Keys made here, by their commitment: they become keys of a case only if their statement is taken. Where somebody else's
	 * rotate was faster, the epoch's key is theirs, and nothing is ever sealed with the one that lost.
	 */
	readonly made = new Map<string, Uint8Array>();
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

	/** The key of a compartment's epoch, checked against the chain's commitment when it came in. no_key. */
	key(caseId: string, comp: Comp, epoch: number): Uint8Array {
		const chain = this.#chains.get(caseId);
		if (chain !== undefined) this.#dropEnded(caseId, chain);
		const key = this.#keys.get(caseId)?.get(`${comp}/${epoch}`);
		if (key === undefined) throw new VaultError("no_key", comp);
		return key;
	}

	holds(caseId: string, comp: Comp, epoch: number): boolean {
		return this.#keys.get(caseId)?.has(`${comp}/${epoch}`) ?? false;
	}

	/** Remembers a key made here; its commitment `kc`, to be signed. */
	make(kc: Uint8Array, ck: Uint8Array): Uint8Array {
		this.made.set(toB64(kc), ck);
		return kc;
	}

	async add(input: Input<"caseAdd">): Promise<CaseView> {
		const id = input.case;
		const chain =
			this.#chains.get(id)?.clone() ?? new CaseChain(this.session.directory, fromB64(id, 16));
		onChain("case-broken", id, () => {
			for (const signed of input.statements) chain.add(signed);
		});
		const own = headRef(chain.head);
		const pin = this.session.pins.cases[id];
		const complete = input.head !== undefined && own.seq >= input.head.seq;
		if (complete) checkPin(chain.history, input.head, "case", id);
		if (complete || (pin !== undefined && own.seq >= pin.seq)) {
			checkPin(chain.history, pin, "case", id);
		}
		holding("grant", () => {
			for (const { seq, wrap } of input.wraps ?? []) this.#openWrap(id, chain, seq, wrap);
		});
		this.#adoptMade(id, chain);
		holding("grant", () => {
			for (const ct of input.guests ?? []) this.guests.take(this, id, chain, ct);
		});
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
		const keys = COMPS.filter((comp) => this.holds(id, comp, newestEpoch(chain.state, comp)));
		return caseView(id, chain, {
			keys,
			guests: this.guests,
			me: this.session.uid,
			now: this.now(),
		});
	}

	/** Rows of the log about this case, all of them from its first on. */
	logRows(id: string, rows: readonly Uint8Array[]): readonly LogRow[] {
		const chain = this.chain(id);
		return onChain("log-broken", id, () => {
			const read = readLogRows(chain.place, rows);
			for (const seen of this.session.pins.checkpoints) {
				const hashed = hashAt(read, seen.seq);
				if (hashed !== null && hashed !== seen.hash) {
					throw new AlarmError("log-fork", "log: not what a checkpoint said", id);
				}
			}
			this.#statementRows(chain, read);
			return read.map((row) => logRowView(row, consentThen(chain, row.at)));
		});
	}

	/** The statements that rows name are those of the chain, from the first on, in order and none left out. */
	#statementRows(chain: CaseChain, rows: ReturnType<typeof readLogRows>): void {
		const known = new Map(chain.history.map((one, seq) => [toB64(one), seq]));
		const named = rows
			.filter((row) => row.result === "ok" && CASE_KINDS.some((kind) => kind === row.action))
			.map((row) => known.get(toB64(row.statement)));
		// Newer ones than this client has fetched may stand at the end.
		const last = named.findLastIndex((seq) => seq !== undefined);
		for (const [i, seq] of named.slice(0, last + 1).entries()) {
			if (seq !== i + 1) throw new OpenError("log: other statements than the chain");
		}
	}

	openObject(input: Input<"objectOpen">): Uint8Array {
		const { record, revision } = this.#revision(input.case, input.object, input.rev);
		if (!equal(hash(input.ct), revision.ctHash)) {
			throw new VaultError("not_verified", "object: bytes", "object");
		}
		const place = {
			...this.#place(input.case, record.comp, revision.epoch),
			type: record.type,
			objectId: fromB64(record.object, 16),
			rev: revision.rev,
			author: fromB64(revision.author, 16),
		};
		const ck = this.key(input.case, record.comp, revision.epoch);
		return holding("object", () => openObject(ck, place, input.ct));
	}

	openConsent(input: Input<"consentOpen">): string {
		const { consents } = this.chain(input.case).state;
		const consent = consents.find((c) => toB64(c.body.consent) === input.consent);
		if (consent === undefined) throw new VaultError("not_found", "consent");
		const object = toB64(consent.body.docObject);
		const plain = this.openObject({ case: input.case, object, rev: 1, ct: input.ct });
		return holding("consent", () => unwrapDocument(plain, consent.body.dh));
	}

	sealFile(input: Input<"fileSeal">): { object: string; chunks: Uint8Array[] } {
		const comp = input.type === "attachment" ? "S" : "C";
		const epoch = newestEpoch(this.chain(input.case).state, comp);
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
			throw new VaultError("not_verified", "file: bytes", "object");
		}
		const place = {
			...this.#place(input.case, record.comp, revision.epoch),
			objectId: fromB64(record.object, 16),
		};
		const ck = this.key(input.case, record.comp, revision.epoch);
		return holding("object", () => openFile(ck, place, chunks));
	}

	wipe(): void {
		for (const keys of this.#keys.values()) wipe(...keys.values());
		wipe(...this.made.values());
		this.guests.wipe();
		this.#keys.clear();
		this.made.clear();
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

	/** A wrap counts only through its grant that stands in the verified chain: addressed to me, its hash, its commitment. */
	#openWrap(id: string, chain: CaseChain, seq: number, wrap: Uint8Array): void {
		const { uid, identity } = this.session;
		const grant = chain.state.grants.get(seq);
		if (grant === undefined) throw new OpenError("wrap without its grant");
		if (!equal(grant.recipient, uid)) throw new OpenError("wrap for somebody else");
		// To keys that I had before: they are gone with the device or the sheet that held them.
		if (!equal(grant.recipientIpkE, identity.enc.pk)) return this.#oldKeys(grant.recipientIpkE);
		if (!equal(hash(wrap), grant.wrapHash)) throw new OpenError("wrap: bytes");
		const place = this.#place(id, grant.comp, grant.epoch);
		this.#keep(id, grant.comp, grant.epoch, openWrap(place, wrap, identity.enc, grant.kc));
	}

	#oldKeys(ipkE: Uint8Array): void {
		const mine = this.session.directory.versions(this.session.uid);
		if (!mine.some((version) => equal(version.ipkE, ipkE))) {
			throw new OpenError("wrap for somebody else");
		}
	}

	#keep(caseId: string, comp: Comp, epoch: number, key: Uint8Array): void {
		const keys = this.#keys.get(caseId) ?? new Map<string, Uint8Array>();
		keys.set(`${comp}/${epoch}`, key);
		this.#keys.set(caseId, keys);
	}

	/** Keys made here whose statement the chain has taken. */
	#adoptMade(id: string, chain: CaseChain): void {
		for (const comp of COMPS) {
			for (const [epoch, kc] of chain.state.commitments[comp]) {
				const ck = this.made.get(toB64(kc));
				if (ck === undefined) continue;
				this.made.delete(toB64(kc));
				const fits = equal(keyCommitment(this.#place(id, comp, epoch), ck), kc);
				if (fits) this.#keep(id, comp, epoch, ck);
			}
		}
	}

	/**
	 * Nobody keeps a key of an erased case (by the rule too, whether or not the broker tells), or of one they have left. Kela's contact keeps none of S once no consent is in
	 * force; C stays as the ground of its own disclosures.
	 */
	#dropEnded(id: string, chain: CaseChain): void {
		const { directory, uid } = this.session;
		const me = directory.person(uid);
		if (me === null) return;
		const { members, erased } = chain.state;
		const out = placeNow(chain, uid, this.now()) === null || !members.has(toB64(uid));
		const gone = erased !== null || takenByRule(chain, this.now()) !== null;
		if (gone) this.guests.forget(chain.state.guests.keys());
		if (out || gone) return this.#drop(id, () => true);
		if (isContact(me) && chain.basisNow(this.now()) === null) {
			this.#drop(id, (name) => name.startsWith("S/"));
		}
	}

	#drop(id: string, which: (name: string) => boolean): void {
		const keys = this.#keys.get(id);
		for (const [name, key] of keys ?? []) {
			if (!which(name)) continue;
			wipe(key);
			keys?.delete(name);
		}
	}
}
