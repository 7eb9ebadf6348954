// The verified directory: brought up to date from the broker, appended to (cards: by workers and contacts; all else: by
// coordinators), shown as state.
// Every statement goes through the vault, which verifies from the genesis on; the broker is believed in nothing.
import type {
	DirectoryAct,
	DirectorySigned,
	DirectoryView,
	PendingEntry,
	PendingView,
	VaultApi,
} from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { directoryOf, personOf } from "./directory-view.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Coalesced, Serial } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import type { Id, Person, Substitute } from "./work.ts";

/** Two coordinators at work at once: one of the two wins each round. */
const TRIES = 10;

interface Waiting {
	readonly entry: PendingEntry;
	readonly view: PendingView;
}

export class DirectorySync {
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #serial = new Serial();
	readonly #pendingOnce = new Coalesced(() => this.#loadPending());
	#view: DirectoryView | null = null;
	/** How far the vault has come. */
	#seq = 0;
	#pending: readonly Waiting[] = [];
	#me: Id | null = null;
	/** Told of every view that says something else than the one before; null: the first of a session. */
	onView: (view: DirectoryView, before: DirectoryView | null) => void = () => {};

	constructor(store: Store, link: Link, vault: VaultApi) {
		this.#store = store;
		this.#link = link;
		this.#vault = vault;
	}

	/** Before the first sync of a session: nothing is known yet. */
	begin(me: Id): void {
		this.#me = me;
		this.#view = null;
		this.#seq = 0;
		this.#pending = [];
	}

	get me(): Id | null {
		return this.#me;
	}

	get view(): DirectoryView | null {
		return this.#view;
	}

	person(uid: Id): Person | null {
		const person = this.#view?.people.find((one) => one.uid === uid);
		return person === undefined ? null : personOf(person);
	}

	isContact(uid: Id): boolean {
		return this.person(uid)?.orgKind === "kela";
	}

	/** For whom this person stands now, and until when. */
	substitutionOf(uid: Id): Substitute | null {
		const now = this.#link.now();
		const all = this.#view?.substitutes ?? [];
		return all.find((one) => one.by === uid && one.from <= now && now < one.to) ?? null;
	}

	/** Fetches and verifies what is new. */
	sync(): Promise<void> {
		return this.#serial.run(() => this.#fetch());
	}

	/** The view anew, for what hangs on marks and on the time. */
	look(): Promise<void> {
		return this.#serial.run(async () => {
			if (this.#view === null) return;
			this.#take(await this.#vault.directoryAdd([], this.#view.head));
		});
	}

	/** Signs an act on the newest head; if somebody was faster, once more after theirs. */
	append(act: DirectoryAct): Promise<DirectorySigned> {
		return this.#serial.run(async () => {
			for (let tries = 1; ; tries++) {
				const signed = await this.#vault.directorySign(act);
				try {
					const blobs = [signed.stmt, signed.sig];
					await this.#link.request("dir-append", { stmt: 0, sig: 1 }, { blobs });
					await this.#fetch();
					return signed;
				} catch (error) {
					const moved = error instanceof WireError && error.code === "conflict";
					if (!moved || error.extra.head === undefined || tries === TRIES) throw error;
					await this.#fetch();
				}
			}
		});
	}

	/** Coordinators: who has enrolled and waits. */
	loadPending(): Promise<void> {
		return this.#pendingOnce.run();
	}

	pendingEntry(uid: Id): Waiting | null {
		return this.#pending.find((entry) => entry.view.uid === uid) ?? null;
	}

	get amCoordinator(): boolean {
		return this.#me !== null && (this.person(this.#me)?.roles.includes("coordinator") ?? false);
	}

	async #fetch(): Promise<void> {
		let view: DirectoryView;
		for (;;) {
			const from = this.#seq + 1;
			const { ok, blobs } = await this.#link.request("dir-get", { from });
			const reader = new Reader(ok);
			const head = reader.head("head");
			const count = reader.int("count");
			if (blobs.length !== 2 * count) throw new WireError("bad_reply", "count");
			const statements = Array.from({ length: count }, (_, i) => ({
				stmt: blobs[2 * i] ?? new Uint8Array(),
				sig: blobs[2 * i + 1] ?? new Uint8Array(),
			}));
			view = await this.#vault.directoryAdd(statements, head);
			this.#seq = view.head.seq;
			if (view.head.seq >= head.seq) break;
			if (count === 0) throw new WireError("bad_reply", "count");
		}
		this.#take(view);
	}

	#take(view: DirectoryView): void {
		const before = this.#view;
		this.#view = view;
		this.#show();
		this.onView(view, before);
	}

	async #loadPending(): Promise<void> {
		if (!this.amCoordinator) return;
		const { ok } = await this.#link.request("pending-list", {});
		const entries = new Reader(ok).list("pending", (r) => ({
			invite: r.id("invite"),
			e: r.text("e"),
			sig_id: r.text("sig_id"),
			sig_inv: r.text("sig_inv"),
		}));
		const known = new Set(this.#pending.map(({ view }) => view.invite));
		const opened = await Promise.all(
			entries.map(async (entry) => {
				// One that does not verify is nobody: it is not shown, and can't be confirmed.
				const view = await this.#vault.pendingOpen(entry).catch(() => null);
				return view === null ? [] : [{ entry, view }];
			}),
		);
		this.#pending = opened.flat();
		for (const { view } of this.#pending) {
			if (known.has(view.invite)) continue;
			this.#store.notify("pending_person", { at: this.#link.now(), person: view.uid });
		}
		this.#show();
	}

	#show(): void {
		const view = this.#view;
		if (view === null) return;
		const waiting = this.#pending.map((one) => one.view);
		const value = directoryOf(view, waiting, this.#me, this.#link.now());
		this.#store.directory.value = { kind: "ready", value };
	}
}

/** Is the name in use, as far as this client knows? */
export function nameTaken(store: Store, username: string): boolean {
	const directory = valueOr(store.directory.value, null);
	if (directory === null) return false;
	const name = username.normalize("NFC");
	const { people, invites, pending } = directory;
	return [people, invites, pending].some((all: readonly { readonly username: string }[]) =>
		all.some((one) => one.username === name),
	);
}
