// Cases as signed statements. A Draft holds statements that are not sent yet, each with fields that a test may change
// before the signature; a CaseFile knows the accepted chain, its keys and its consent. Checks nothing by itself.
import { fromB64, textBytes, toB64 } from "../../web/src/crypto/bytes.ts";
import {
	type CaseBody,
	type ConsentBody,
	caseBodyBytes,
	OBJECT_TYPES,
	type ObjectBody,
	type ObjectType,
} from "../../web/src/crypto/case-body.ts";
import { wrapDocument } from "../../web/src/crypto/consent.ts";
import { type Comp, type Grant, keyCommitment, sealWrap } from "../../web/src/crypto/grants.ts";
import { sealObject } from "../../web/src/crypto/objects.ts";
import { hash, randomBytes, sign } from "../../web/src/crypto/sodium.ts";
import { type Statement, statementBytes, statementHash } from "../../web/src/crypto/statement.ts";
import type { Head } from "../../web/src/wire/messages.gen.ts";
import type { Person } from "./kit-people.ts";
import type { Refused } from "./kit-wire.ts";

export type Comps = Comp;

const DAY_MS = 86_400_000;
const ZERO_ID = new Uint8Array(16);
const ZERO_HASH = new Uint8Array(32);

/** A statement as it goes out. */
export interface Made {
	readonly stmt: Uint8Array;
	readonly sig: Uint8Array;
	readonly data: readonly Uint8Array[];
	readonly kind: string;
}

/** What may differ from what is right, before signing (and `key`: who signs). */
export interface Spoil extends Partial<Statement> {
	readonly g?: Uint8Array;
	readonly caseId?: Uint8Array;
	readonly key?: Uint8Array;
}

export interface ConsentRef {
	readonly id: Uint8Array;
	readonly statement: Uint8Array;
}

/** What the chain is known to hold. */
interface Known {
	seq: number;
	hash: Uint8Array;
	time: number;
	consent: ConsentRef | null;
	contacts: ReadonlySet<string>;
	/** Newest ciphertext hash and revision by object id. */
	objects: ReadonlyMap<string, { readonly rev: number; readonly ctHash: Uint8Array }>;
}

export class Draft {
	readonly made: Made[] = [];
	readonly file: CaseFile;
	readonly author: Person;
	known: Known;

	constructor(file: CaseFile, author: Person) {
		this.file = file;
		this.author = author;
		this.known = { ...file.known };
	}

	/** Any statement at all. `body` may be typed, or bytes that are wrong on purpose (with `kind` in spoil). */
	add(
		body: CaseBody | Uint8Array | ((time: number) => CaseBody),
		data: readonly Uint8Array[] = [],
		spoil: Spoil = {},
	): Made {
		const { g = this.file.g, caseId = this.file.id, key, ...fields } = spoil;
		const time = fields.time ?? Math.max(Date.now(), this.known.time);
		const said = typeof body === "function" ? body(time) : body;
		const raw = said instanceof Uint8Array;
		const stmt = statementBytes(["ET1/case", g, caseId], {
			seq: this.known.seq + 1,
			prev: this.known.hash,
			author: this.author.uid,
			kind: raw ? "" : said.kind,
			body: raw ? said : caseBodyBytes({ g: this.file.g, caseId: this.file.id }, said),
			...fields,
			time,
		});
		const sig = sign(stmt, key ?? this.author.identity.sign.sk);
		const made = { stmt, sig, data, kind: fields.kind ?? (raw ? "" : said.kind) };
		this.made.push(made);
		this.known = { ...this.known, seq: this.known.seq + 1, hash: statementHash(made), time };
		return made;
	}

	create(pair = this.file.pair): Made {
		const kc = {
			P: keyCommitment(this.#place("P"), this.file.keys.P),
			S: keyCommitment(this.#place("S"), this.file.keys.S),
			C: keyCommitment(this.#place("C"), this.file.keys.C),
		};
		return this.add({ kind: "create", pair, lane: "client", kc });
	}

	#place(comp: Comp) {
		return { g: this.file.g, caseId: this.file.id, comp, epoch: 1 };
	}

	member(person: Person, comps: "PSC" | "SC"): Made {
		if (comps === "SC")
			this.known = {
				...this.known,
				contacts: new Set([...this.known.contacts, toB64(person.uid)]),
			};
		return this.add({ kind: "member-add", uid: person.uid, comps });
	}

	grant(to: Person, comp: Comp, change: Partial<Grant> = {}): Made {
		const place = this.#place(comp);
		const wrap = sealWrap(place, this.file.keys[comp], to.identity.enc.pk);
		const contact = this.known.contacts.has(toB64(to.uid));
		return this.add(
			(time) => ({
				kind: "grant",
				comp,
				epoch: 1,
				kc: keyCommitment(place, this.file.keys[comp]),
				recipient: to.uid,
				recipientIpkE: to.identity.enc.pk,
				wrapHash: hash(wrap),
				granter: this.author.uid,
				time,
				basis: contact ? (this.known.consent?.id ?? ZERO_ID) : ZERO_ID,
				...change,
			}),
			[wrap],
		);
	}

	/** Kela's contact as a member with the keys of S and C. */
	shareWith(contact: Person): void {
		if (!this.known.contacts.has(toB64(contact.uid))) this.member(contact, "SC");
		this.grant(contact, "S");
		this.grant(contact, "C");
	}

	/** A new object, or with `id` the next revision of one. */
	object(type: ObjectType, text: string, id = randomBytes(16), change: Partial<ObjectBody> = {}) {
		const { comp } = OBJECT_TYPES[type];
		const rev = (this.known.objects.get(toB64(id))?.rev ?? 0) + 1;
		const at = { ...this.#place(comp), type, objectId: id, rev, author: this.author.uid };
		const ct = sealObject(this.file.keys[comp], at, textBytes(text));
		const ctHash = hash(ct);
		const about = { object: id, type, comp, epoch: 1, rev, ctHash };
		this.add({ kind: "object", ...about, size: ct.length, chunks: 0, ...change }, [ct]);
		const objects = new Map(this.known.objects).set(toB64(id), { rev, ctHash });
		this.known = { ...this.known, objects };
		return { id, rev, ctHash, ct };
	}

	/** The document as an object and the consent on it: since yesterday, for 90 days. */
	consent(change: Partial<ConsentBody> = {}): ConsentRef {
		const { plain, dh } = wrapDocument('{"v":1,"clientName":"Testi Asiakas","health":true}');
		const doc = this.object("consent-doc", new TextDecoder().decode(plain));
		const id = randomBytes(16);
		const made = this.add({
			kind: "consent",
			consent: id,
			dh,
			docObject: doc.id,
			docHash: doc.ctHash,
			fileObject: ZERO_ID,
			fileHash: ZERO_HASH,
			validFrom: Date.now() - DAY_MS,
			validTo: Date.now() + 90 * DAY_MS,
			template: "et-consent-1",
			capture: "drawn",
			replaces: ZERO_ID,
			...change,
		});
		const ref = { id, statement: statementHash(made) };
		this.known = { ...this.known, consent: ref };
		return ref;
	}

	#consent(): ConsentRef {
		if (this.known.consent === null) throw new Error("no consent yet");
		return this.known.consent;
	}

	acknowledge(): Made {
		const { id, statement } = this.#consent();
		return this.add({ kind: "consent-ack", consent: id, statement });
	}

	seen(): Made {
		const { id, statement } = this.#consent();
		return this.add({ kind: "consent-seen", consent: id, statement });
	}

	revoke(): Made {
		const consent = this.#consent().id;
		const how = { who: "client", how: "oral" } as const;
		return this.add((time) => ({ kind: "revoke", consent, ...how, effective: time }));
	}

	/** Into that hour of that series. */
	queue(hour: string, minutes = 15, series = this.file.series): Made {
		const place = { hour: fromB64(hour), minutes, urgency: "normal" } as const;
		const consent = this.known.consent?.id ?? ZERO_ID;
		return this.add({ kind: "queue", series, ...place, consent });
	}

	unqueue(hour: string): Made {
		return this.add({ kind: "unqueue", hour: fromB64(hour), reason: "" });
	}

	open(hour: string, session = randomBytes(16)): Uint8Array {
		this.add({ kind: "session-open", hour: fromB64(hour), session });
		return session;
	}

	/** Frames as case-append wants them. */
	request() {
		const blobs: Uint8Array[] = [];
		const index = (blob: Uint8Array) => blobs.push(blob) - 1;
		const statements = this.made.map(({ stmt, sig, data }) => ({
			stmt: index(stmt),
			sig: index(sig),
			data: data.map(index),
		}));
		return { params: { case: toB64(this.file.id), statements }, blobs };
	}
}

export class CaseFile {
	readonly id = randomBytes(16);
	readonly g: Uint8Array;
	readonly pair: Uint8Array;
	/** What the pair queues for. */
	readonly series: Uint8Array;
	readonly keys: Record<Comp, Uint8Array> = {
		P: randomBytes(32),
		S: randomBytes(32),
		C: randomBytes(32),
	};
	known: Known;
	/** Everything that was accepted, in order. */
	readonly accepted: Made[] = [];

	constructor(g: Uint8Array, pair: Uint8Array, series: Uint8Array = ZERO_ID) {
		this.g = g;
		this.pair = pair;
		this.series = series;
		const objects: Known["objects"] = new Map();
		this.known = { seq: 0, hash: g, time: 0, consent: null, contacts: new Set(), objects };
	}

	get name(): string {
		return toB64(this.id);
	}

	get head(): Head {
		return { seq: this.known.seq, hash: toB64(this.known.hash) };
	}

	/** Writes statements as `author`; nothing is sent. */
	draft(author: Person, write: (draft: Draft) => void): Draft {
		const draft = new Draft(this, author);
		write(draft);
		return draft;
	}

	/** Takes a draft for what the chain holds now. */
	accept(draft: Draft): void {
		this.known = draft.known;
		this.accepted.push(...draft.made);
	}

	/** Signs, sends and waits for the acknowledgement; throws Refused. */
	async append(author: Person, write: (draft: Draft) => void): Promise<Draft> {
		const draft = this.draft(author, write);
		const { params, blobs } = draft.request();
		const done = await author.wire.ask<Head>("case-append", params, blobs);
		const { seq, hash: newest } = draft.known;
		if (done.seq !== seq || done.hash !== toB64(newest)) throw new Error("another head");
		this.accept(draft);
		return draft;
	}

	/** Sends a draft that must be refused, and gives the error; nothing is taken over. */
	async refused(author: Person, write: (draft: Draft) => void): Promise<Refused["error"]> {
		const { params, blobs } = this.draft(author, write).request();
		return author.wire.refused("case-append", params, blobs);
	}

	/** The server's head, as a member gets it. */
	async serverHead(reader: Person): Promise<Head> {
		const { seq } = this.known;
		const params = { case: this.name, from: Math.max(1, seq) };
		return (await reader.wire.ask<{ head: Head }>("case-get", params)).head;
	}
}
