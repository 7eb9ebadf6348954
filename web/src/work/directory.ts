// The verified directory: brought up to date from the broker, appended to by coordinators, shown as state.
// Every statement goes through the vault, which verifies from the genesis on; the broker is believed in nothing.
import type {
	DirectoryAct,
	DirectorySigned,
	DirectoryView,
	VaultApi,
} from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Coalesced, Serial } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import type { Id, Pending, Person, Role } from "./work.ts";

/** Two coordinators at work at once: one of the two wins each round. */
const TRIES = 10;

export class DirectorySync {
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #serial = new Serial();
	readonly #pendingOnce = new Coalesced(() => this.#loadPending());
	#view: DirectoryView | null = null;
	#pending: readonly PendingEntryView[] = [];
	#me: Id | null = null;

	constructor(store: Store, link: Link, vault: VaultApi) {
		this.#store = store;
		this.#link = link;
		this.#vault = vault;
	}

	/** Before the first sync of a session: nothing is known yet. */
	begin(me: Id): void {
		this.#me = me;
		this.#view = null;
		this.#pending = [];
	}

	get me(): Id | null {
		return this.#me;
	}

	get view(): DirectoryView | null {
		return this.#view;
	}

	person(uid: Id): Person | null {
		return this.#view?.people.find((person) => person.uid === uid) ?? null;
	}

	isContact(uid: Id): boolean {
		return this.person(uid)?.orgKind === "kela";
	}

	/** Fetches and verifies what is new. */
	sync(): Promise<void> {
		return this.#serial.run(() => this.#fetch());
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

	pendingEntry(uid: Id): PendingEntryView | null {
		return this.#pending.find((entry) => entry.view.uid === uid) ?? null;
	}

	get amCoordinator(): boolean {
		return this.#me !== null && (this.person(this.#me)?.roles.includes("coordinator") ?? false);
	}

	async #fetch(): Promise<void> {
		for (;;) {
			const from = (this.#view?.head.seq ?? 0) + 1;
			const { ok, blobs } = await this.#link.request("dir-get", { from });
			const reader = new Reader(ok);
			const head = reader.head("head");
			const count = reader.int("count");
			if (blobs.length !== 2 * count) throw new WireError("bad_reply", "count");
			const statements = Array.from({ length: count }, (_, i) => ({
				stmt: blobs[2 * i] ?? new Uint8Array(),
				sig: blobs[2 * i + 1] ?? new Uint8Array(),
			}));
			this.#view = await this.#vault.directoryAdd(statements, head);
			if (this.#view.head.seq >= head.seq) break;
			if (count === 0) throw new WireError("bad_reply", "count");
		}
		this.#show();
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
		const known = new Set(this.#pending.map((entry) => entry.view.uid));
		const opened = await Promise.all(
			entries.map(async (entry) => {
				// One that does not verify is nobody: it is not shown, and can't be confirmed.
				const view = await this.#vault.pendingOpen(entry).catch(() => null);
				return view === null ? [] : [{ entry, view }];
			}),
		);
		this.#pending = opened.flat();
		for (const { view } of this.#pending) {
			if (known.has(view.uid)) continue;
			this.#store.notify("pending_person", { at: this.#link.now(), person: view.uid });
		}
		this.#show();
	}

	#show(): void {
		const view = this.#view;
		const org = this.#me === null ? undefined : this.person(this.#me)?.org;
		if (view === null) return;
		const people = new Set(view.people.map((person) => person.uid));
		const waiting = this.#pending
			.map(({ view: pending }) => pending)
			.filter((p) => !people.has(p.uid));
		this.#store.directory.value = {
			kind: "ready",
			value: {
				people: view.people,
				pairs: view.pairs,
				invites: view.invites
					.filter((invite) => invite.org === org && invite.expiresAt > this.#link.now())
					.filter((invite) => !waiting.some((pending) => pending.invite === invite.invite))
					.map(({ org: _org, ...invite }) => invite),
				pending: waiting,
				beaconAt: view.freshAt,
			},
		};
	}
}

export interface PendingEntryView {
	readonly entry: Parameters<VaultApi["pendingOpen"]>[0];
	readonly view: Pending;
}

/** Is the name in use, as far as this client knows? */
export function nameTaken(store: Store, username: string): boolean {
	const directory = valueOr(store.directory.value, null);
	const name = username.normalize("NFC");
	return (
		directory !== null &&
		[...directory.people, ...directory.invites, ...directory.pending].some(
			(one: { readonly username: string; readonly roles: readonly Role[] }) =>
				one.username === name,
		)
	);
}
