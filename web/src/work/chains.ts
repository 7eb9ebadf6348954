// The verified chains of cases: brought up to date, appended to, and the content that they name fetched and opened.
// The vault verifies and opens everything; what does not verify stops here as an error and is never shown.
import { bytesText, textBytes } from "../crypto/bytes.ts";
import type { CaseAct, CaseSigned, CaseView, VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { newestOf } from "./casefile.ts";
import { inLanes } from "./lanes.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Serials } from "./serial.ts";
import type { Id } from "./work.ts";

const TRIES = 10;
const OBJECTS_AT_ONCE = 16;
/** Chunks of a file on their way at a time, each of 64 KiB: the broker commits what comes together at once. */
const CHUNKS_AT_ONCE = 16;
/** On a thin line each waits for those before it. */
const CHUNK_MS = 120_000;
/** So many of an object's revisions stay opened here; an older one is asked for again. */
const REVS_KEPT = 32;
/** Of one case-append (PROTOCOL §5). */
export const STATEMENTS_MAX = 16;

/** The plain text of an object. */
export const jsonBytes = (doc: unknown): Uint8Array => textBytes(JSON.stringify(doc));

/** Undefined: somebody has stored what no client of ours does, and no page has to fail for it. */
function parsed(plain: Uint8Array | undefined): unknown {
	try {
		return JSON.parse(bytesText(plain ?? new Uint8Array()));
	} catch {
		return undefined;
	}
}

/** Acts to be signed; as a function where they depend on what stands in the chain at that moment. Null: nothing to do. */
export type Acts =
	| readonly CaseAct[]
	| ((view: CaseView) => readonly CaseAct[] | null | Promise<readonly CaseAct[] | null>);

export class Chains {
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #serials = new Serials();
	readonly #docs = new Map<string, Promise<unknown>>();
	/** Told of every view, also of those that came by themselves. */
	onView: (view: CaseView, before: CaseView | null) => void = () => {};
	readonly #views = new Map<Id, CaseView>();
	#left = false;

	constructor(link: Link, vault: VaultApi) {
		this.#link = link;
		this.#vault = vault;
	}

	/** Somebody else may be in: nothing is known yet. */
	begin(): void {
		this.#left = false;
		this.#docs.clear();
		this.#views.clear();
	}

	/** What was opened goes, and what is still under way is not kept; the chains themselves are the vault's, gone by its lock. */
	leave(): void {
		this.begin();
		this.#left = true;
	}

	known(id: Id): CaseView | null {
		return this.#views.get(id) ?? null;
	}

	/** The cases that are known here, listed or not. */
	ids(): readonly Id[] {
		return [...this.#views.keys()];
	}

	/** Everybody in the cases that are known here. */
	members(): ReadonlySet<Id> {
		const views = [...this.#views.values()];
		return new Set(views.flatMap((view) => view.members.map((member) => member.uid)));
	}

	/** Fetches and verifies what is new of a case. */
	sync(id: Id): Promise<CaseView> {
		return this.#serials.run(id, () => this.#fetch(id));
	}

	/** As sync, unless the chain is known at least as far as `seq`. */
	syncTo(id: Id, seq: number): Promise<CaseView> {
		return this.#serials.run(id, async () => {
			const known = this.#views.get(id);
			return known !== undefined && known.head.seq >= seq ? known : this.#fetch(id);
		});
	}

	/** The view anew, for what depends on the time (consents). */
	async refreshed(id: Id): Promise<CaseView> {
		const view = await this.#vault.caseView(id);
		this.#keep(view);
		return view;
	}

	/** A new case: signed and sent in one. */
	async create(acts: readonly CaseAct[]): Promise<CaseSigned> {
		const signed = await this.#vault.caseSign({ case: null, acts });
		await this.#serials.run(signed.case, () => this.#send(signed));
		return signed;
	}

	/** Signs acts on the newest head and sends them; if somebody was faster, anew after theirs. Null: there was nothing to do. */
	append(id: Id, acts: Acts): Promise<CaseSigned | null> {
		return this.#serials.run(id, async () => {
			let view = this.#views.get(id) ?? (await this.#fetch(id));
			for (let tries = 1; ; tries++) {
				const wanted = typeof acts === "function" ? await acts(view) : acts;
				if (wanted === null || wanted.length === 0) return null;
				const signed = await this.#vault.caseSign({ case: id, acts: wanted });
				if (signed.statements.length === 0) return null;
				try {
					await this.#send(signed);
					return signed;
				} catch (error) {
					const moved = error instanceof WireError && error.code === "conflict";
					if (!moved || error.extra.head === undefined || tries === TRIES) throw error;
					view = await this.#fetch(id);
				}
			}
		});
	}

	/** The newest revision of an object as JSON, by `read`. */
	async doc<T>(view: CaseView, object: Id, rev: number): Promise<T> {
		const [doc] = await this.docs<T>(view, [{ object, rev }]);
		return doc as T;
	}

	/** The newest revision of the newest object of a type; null when there is none, or no key of mine opens it. */
	async newestDoc<T>(
		view: CaseView,
		type: "question" | "background" | "plan" | "follow-up",
	): Promise<T | null> {
		const object = newestOf(view, type);
		if (object === null || view.erased !== null || !view.keys.includes(object.comp)) return null;
		return this.doc<T>(view, object.object, object.revs.length);
	}

	/** Several at once, fetched together. Kept, since a revision never changes, but for old ones. What is no JSON is undefined. */
	async docs<T>(view: CaseView, wanted: readonly { object: Id; rev: number }[]): Promise<T[]> {
		const name = (one: { object: Id; rev: number }) => `${view.case}/${one.object}/${one.rev}`;
		const docs = this.#left ? new Map<string, Promise<unknown>>() : this.#docs;
		const missing = wanted.filter((one) => !docs.has(name(one)));
		for (let at = 0; at < missing.length; at += OBJECTS_AT_ONCE) {
			const some = missing.slice(at, at + OBJECTS_AT_ONCE);
			const fetched = this.#objects(view.case, some);
			some.forEach((one, i) => {
				const doc = fetched.then((plains) => parsed(plains[i]));
				doc.catch(() => docs.delete(name(one)));
				docs.set(name(one), doc);
			});
		}
		const found = wanted.map((one) => docs.get(name(one)) as Promise<T>);
		// A plan that is being written has a revision every few seconds, each of them whole.
		for (const { object, rev } of missing) docs.delete(name({ object, rev: rev - REVS_KEPT }));
		return Promise.all(found);
	}

	/** The ciphertext of an object's revision. */
	async ciphertext(id: Id, object: Id, rev: number): Promise<Uint8Array> {
		const [ct] = await this.#ciphertexts(id, [{ object, rev }]);
		return ct as Uint8Array;
	}

	/** Seals a file and puts its chunks; the act that records it comes after. */
	async putFile(id: Id, type: "attachment" | "consent-file", plain: Uint8Array): Promise<Id> {
		const { object, chunks } = await this.#vault.fileSeal({ case: id, type, plain });
		await inLanes(chunks.length, CHUNKS_AT_ONCE, (index, waits) => {
			const params = { case: id, object, index, data: 0 };
			const blobs = [chunks[index] as Uint8Array];
			return this.#link.request("chunk-put", params, { blobs, waits, timeoutMs: CHUNK_MS });
		});
		return object;
	}

	async getFile(view: CaseView, object: Id): Promise<Uint8Array> {
		const count = view.objects.find((one) => one.object === object)?.revs[0]?.chunks ?? 0;
		const chunks = await inLanes(count, CHUNKS_AT_ONCE, async (index, waits) => {
			const params = { case: view.case, object, index };
			const { blobs } = await this.#link.request("chunk-get", params, {
				waits,
				timeoutMs: CHUNK_MS,
			});
			return blobs[0] ?? new Uint8Array();
		});
		return this.#vault.fileOpen({ case: view.case, object, chunks });
	}

	async #fetch(id: Id): Promise<CaseView> {
		for (;;) {
			const from = await this.#vault.caseNext(id);
			const { ok, blobs } = await this.#link.request("case-get", { case: id, from });
			const reader = new Reader(ok);
			const count = reader.int("count");
			const head = reader.head("head");
			const seqs = reader.values("wraps").map(Number);
			if (blobs.length !== 2 * count + seqs.length) throw new WireError("bad_reply", "blobs");
			const blob = (i: number) => blobs[i] ?? new Uint8Array();
			const view = await this.#vault.caseAdd({
				case: id,
				statements: Array.from({ length: count }, (_, i) => ({
					stmt: blob(2 * i),
					sig: blob(2 * i + 1),
				})),
				wraps: seqs.map((seq, i) => ({ seq, wrap: blob(2 * count + i) })),
				head,
			});
			if (view.head.seq >= head.seq) {
				this.#keep(view);
				return view;
			}
			if (count === 0) throw new WireError("bad_reply", "count");
		}
	}

	/** In as few commands as may be; each is all or nothing, and what one gives to read stands behind what it rests on. */
	async #send(signed: CaseSigned): Promise<void> {
		for (let at = 0; at < signed.statements.length; at += STATEMENTS_MAX) {
			const statements = signed.statements.slice(at, at + STATEMENTS_MAX);
			await this.#sendSome({ ...signed, statements });
		}
	}

	async #sendSome(signed: CaseSigned): Promise<void> {
		const blobs: Uint8Array[] = [];
		const put = (bytes: Uint8Array) => blobs.push(bytes) - 1;
		const statements = signed.statements.map(({ stmt, sig, data }) => ({
			stmt: put(stmt),
			sig: put(sig),
			data: data.map(put),
		}));
		const params = { case: signed.case, statements };
		const { ok } = await this.#link.request("case-append", params, { blobs });
		const reader = new Reader(ok);
		const head = { seq: reader.int("seq"), hash: reader.text("hash") };
		const view = await this.#vault.caseAdd({
			case: signed.case,
			statements: signed.statements,
			head,
		});
		this.#keep(view);
	}

	#keep(view: CaseView): void {
		if (this.#left) return;
		const before = this.#views.get(view.case) ?? null;
		this.#views.set(view.case, view);
		if (before?.keys.some((comp) => !view.keys.includes(comp))) this.#forgetDocs(view.case);
		this.onView(view, before);
	}

	/** A key is gone: what it had opened goes too. */
	#forgetDocs(id: Id): void {
		for (const name of [...this.#docs.keys()])
			if (name.startsWith(`${id}/`)) this.#docs.delete(name);
	}

	async #ciphertexts(
		id: Id,
		objects: readonly { object: Id; rev: number }[],
	): Promise<readonly Uint8Array[]> {
		const { blobs } = await this.#link.request("object-get", { case: id, objects });
		if (blobs.length !== objects.length) throw new WireError("bad_reply", "blobs");
		return blobs;
	}

	async #objects(id: Id, objects: readonly { object: Id; rev: number }[]): Promise<Uint8Array[]> {
		const blobs = await this.#ciphertexts(id, objects);
		return Promise.all(
			objects.map(({ object, rev }, i) =>
				this.#vault.objectOpen({ case: id, object, rev, ct: blobs[i] ?? new Uint8Array() }),
			),
		);
	}
}
