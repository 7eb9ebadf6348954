// The device handed over to the client and taken back: holds the PIN (in memory only), tells the vault and the other tabs,
// and refuses meanwhile what the client's page does not need. Knows no page; the rules are state/handing.ts.
import type { VaultApi } from "../crypto/vault/api.ts";
import {
	type HandedMark,
	type HandedPage,
	isPin,
	lockBy,
	markText,
	PASSPHRASE_ONLY,
	PASSPHRASE_TRIES,
	readMark,
	tried,
} from "../state/handing.ts";
import type { Keepsake } from "./deps.ts";
import type { Aside } from "./drafts.ts";
import { asWorkError } from "./errors.ts";
import type { HandingActions } from "./handing-state.ts";
import type { Store } from "./store.ts";
import { type Language, type Me, type Ms, type Work, WorkError } from "./work.ts";

const MARK = "handed";

interface Deps {
	readonly store: Store;
	readonly vault: VaultApi;
	readonly keepsake: Keepsake | null;
	now(): Ms;
	/** Saves what forms still hold. */
	flush(): Promise<void>;
	lock(): Promise<void>;
}

export class HandingKeeper implements HandingActions {
	readonly #d: Deps;
	#lock = PASSPHRASE_ONLY;
	/** Wrong passphrases since it was given: this device alone has judged them. */
	#wrong = 0;
	/** Somebody is proving by passphrase who they are. */
	#signingIn = false;

	constructor(deps: Deps) {
		this.#d = deps;
		const { store, keepsake } = deps;
		const found = readMark(keepsake?.read(MARK) ?? null);
		if (found !== null) store.handed.value = { ...found, here: false, tries: null };
		keepsake?.watch(MARK, (text) => void this.#elsewhere(readMark(text)));
		store.session.subscribe(({ kind }) => {
			const handed = store.handed.peek();
			if (kind === "in") {
				// By no passphrase: found by a reload just before the device was given, or enrolled in another tab.
				if (handed?.here === false && !this.#signingIn) void deps.lock();
				return;
			}
			if (handed?.here !== true) return;
			this.#lock = PASSPHRASE_ONLY;
			store.handed.value = { ...handed, here: false, tries: null };
		});
	}

	/** A client has the device, or had it when this page was loaded. */
	get away(): boolean {
		return this.#d.store.handed.value !== null;
	}

	async give(page: HandedPage, language: Language, pin: string | null): Promise<void> {
		const { store, vault, keepsake, now, flush } = this.#d;
		this.#mayGive();
		if (pin !== null && !isPin(pin)) throw new WorkError("bad_param", "pin");
		await flush();
		const { username, display } = this.#mayGive(); // a call may have begun meanwhile
		const mark: HandedMark = { page, username, display, language, since: now() };
		keepsake?.write(MARK, markText(mark));
		// What is not written, no other tab and no reload would find.
		if (keepsake !== null && readMark(keepsake.read(MARK)) === null)
			throw new WorkError("no_storage");
		try {
			await vault.setHanded(true);
		} catch (error) {
			keepsake?.write(MARK, null);
			throw error;
		}
		this.#lock = lockBy(pin);
		this.#wrong = 0;
		store.handed.value = { ...mark, here: true, tries: pin === null ? null : this.#lock.left };
	}

	#mayGive(): Me {
		const session = this.#d.store.session.value;
		if (session.kind !== "in" || this.away) throw new WorkError("denied");
		const room = this.#d.store.room.value;
		if (room !== null && room.phase !== "closed") throw new WorkError("conflict");
		return session.me;
	}

	speak(language: Language): void {
		const { store, keepsake } = this.#d;
		const handed = store.handed.value;
		if (handed === null) return;
		store.handed.value = { ...handed, language };
		keepsake?.write(MARK, markText({ ...handed, language }));
	}

	async takeBack(by: { readonly pin: string } | { readonly passphrase: string }): Promise<void> {
		const { store, vault, flush } = this.#d;
		const handed = store.handed.value;
		if (handed === null) return;
		if (!handed.here) throw new WorkError("denied");
		if ("passphrase" in by) await this.#confirm(by.passphrase);
		else {
			const left = tried(this.#lock, by.pin);
			if (left !== null) {
				this.#lock = left;
				store.handed.value = { ...handed, tries: left.pin === null ? null : left.left };
				throw new WorkError("wrong_pin");
			}
		}
		await flush();
		await vault.setHanded(false);
		this.#over();
	}

	/** Guessed wrong too often, the vault locks: from then on the broker judges, and counts. */
	async #confirm(passphrase: string): Promise<void> {
		const { vault, lock } = this.#d;
		try {
			await vault.confirm(passphrase);
		} catch (error) {
			if (asWorkError(error).code === "wrong_passphrase") this.#wrong += 1;
			if (this.#wrong >= PASSPHRASE_TRIES) await lock();
			throw error;
		}
	}

	/**
	 * Whoever signs in has proved by passphrase who they are, and has the device back. denied: it was given to a client in
	 * another tab while this waited for the network; nobody comes in.
	 */
	async signingIn(signIn: () => Promise<void>): Promise<void> {
		const { store, lock } = this.#d;
		const since = store.handed.peek()?.since;
		this.#signingIn = true;
		try {
			await signIn();
			if (store.handed.peek()?.since !== since && this.away) {
				await lock();
				throw new WorkError("denied");
			}
			if (this.away) this.#over();
		} finally {
			this.#signingIn = false;
		}
	}

	#over(): void {
		this.#lock = PASSPHRASE_ONLY;
		this.#d.store.handed.value = null;
		this.#d.keepsake?.write(MARK, null);
	}

	/** Another tab of this browser was handed over, or taken back. */
	async #elsewhere(mark: HandedMark | null): Promise<void> {
		const { store, lock } = this.#d;
		const handed = store.handed.peek();
		if (handed?.here === true) return; // this tab's own lock opens here alone
		store.handed.value = mark === null ? null : { ...mark, here: false, tries: null };
		if (mark !== null) await lock(); // nobody in: nothing to lock
	}

	/** What is written on the client's page lies sealed on this device until the broker has it. */
	get aside(): Aside {
		const { store, keepsake } = this.#d;
		const nameOf = (key: string) => {
			const session = store.session.peek();
			return `draft/${session.kind === "in" ? session.me.uid : ""}/${key}`;
		};
		return {
			get on() {
				return store.handed.value !== null;
			},
			read: (key) => keepsake?.read(nameOf(key)) ?? null,
			write: (key, sealed) => keepsake?.write(nameOf(key), sealed),
		};
	}
}

/** Of each group, what the client's page and taking back need. */
const WITH_CLIENT: { readonly [G in keyof Work]?: readonly (keyof Work[G])[] } = {
	drafts: ["save", "load", "beforeLock"],
	measures: ["read"],
	cases: ["close", "reference", "note"],
	handing: ["give", "speak", "takeBack"],
	session: ["signIn", "signInOnNewDevice", "lock", "signOut"],
};
/** These answer nothing: a page that is left may still call them. */
const SILENT: readonly string[] = ["edit", "choose", "at"];

/** Of what stands in no group: what moves nothing but this tab, and what the program itself calls. */
const UNGATED: readonly string[] = [
	...([
		"state",
		"now",
		"refresh",
		"dismissNotice",
		"dismissCall",
		"touch",
	] satisfies (keyof Work)[]),
	...["vaultLocked", "nudge", "networkChanged", "stop"],
];

/** The same interface; while a client has the device, all but that is `denied`. */
export function withClient<T extends Work>(work: T, away: () => boolean): T {
	const groups = Object.entries(work).map(([group, actions]) => {
		if (UNGATED.includes(group)) return [group, actions];
		if (typeof actions === "function") return [group, refusing(actions as Call, away, false)];
		const open: readonly string[] = WITH_CLIENT[group as keyof Work] ?? [];
		const members = Object.entries(actions as object).map(([name, action]) => [
			name,
			open.includes(name) ? action : refusing(action, away, SILENT.includes(name)),
		]);
		return [group, Object.fromEntries(members)];
	});
	return Object.fromEntries(groups) as T;
}

type Call = (...args: readonly unknown[]) => unknown;

function refusing(action: Call, away: () => boolean, silent: boolean): Call {
	return (...args) => {
		if (!away()) return action(...args);
		return silent ? undefined : Promise.reject(new WorkError("denied"));
	};
}
