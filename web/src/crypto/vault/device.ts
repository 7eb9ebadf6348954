// What this device remembers of people who sign in here, in the store: account keys, the session of a tab, pins
// (records.ts has their forms). Decides nothing but what has run out.
import { bytesText, textBytes } from "../bytes.ts";
import { wipe } from "../sodium.ts";
import { IDLE_MAX_MS } from "./api.ts";
import {
	type AccountRecord,
	accountBytes,
	type GuestTab,
	guestTabBytes,
	mergePins,
	noPins,
	type Pins,
	pinsBytes,
	readAccount,
	readGuestTab,
	readPins,
	readTab,
	type TabRecord,
	tabBytes,
} from "./records.ts";
import type { VaultStore } from "./store.ts";

/** Nobody answers the alarm of a tab that was closed so long ago. */
const LAST_MAX_MS = 24 * 3_600_000;
/** A guest's link and keys wait no longer than this for the tab to come back. */
const GUEST_MAX_MS = 12 * 3_600_000;

/** Reading and writing in one, among all tabs of this origin; node clients have one vault each and no locks. */
const alone = <T>(name: string, work: () => Promise<T>): Promise<T> => {
	const locks = globalThis.navigator?.locks as LockManager | undefined;
	return locks === undefined ? work() : locks.request(name, work);
};

export class Device {
	readonly #store: VaultStore;
	readonly #tab: string;
	readonly #last: string;
	readonly #guest: string;
	/** Writes of the tab's record, one after the other: what a lock drops must not come back by a write begun before. */
	#tabWrites: Promise<unknown> = Promise.resolve();

	constructor(store: VaultStore, tab: string) {
		this.#store = store;
		this.#tab = `tab/${tab}`;
		this.#last = `last/${tab}`;
		this.#guest = `guest/${tab}`;
	}

	async remembered(): Promise<string[]> {
		const found = await this.#store.list("account/");
		return found.map(({ name }) => name.slice("account/".length));
	}

	/** The caller wipes the key. */
	account(username: string): Promise<AccountRecord | null> {
		return this.#read(`account/${username}`, readAccount);
	}

	keepAccount(username: string, record: AccountRecord): Promise<void> {
		return this.#write(`account/${username}`, accountBytes(record));
	}

	async forget(username: string): Promise<void> {
		await this.#store.drop(`account/${username}`);
	}

	/** This tab's session, if it was touched within the idle time; wiped otherwise, and others' that ran out too. */
	async tab(nowMs: number): Promise<TabRecord | null> {
		for (const { name, at } of await this.#store.list("tab/")) {
			if (name !== this.#tab && ranOut(nowMs, at)) await this.#store.drop(name);
		}
		for (const { name, at } of await this.#store.list("last/")) {
			if (name !== this.#last && nowMs - at > LAST_MAX_MS) await this.#store.drop(name);
		}
		const record = await this.#read(this.#tab, readTab);
		if (record !== null && !ranOut(nowMs, record.touchedAt)) return record;
		if (record !== null) wipe(record.seed, record.encSk, record.sessionSeed);
		await this.dropTab();
		return null;
	}

	keepTab(record: TabRecord): Promise<void> {
		const bytes = tabBytes(record);
		return this.#afterTabWrites(() => this.#write(this.#tab, bytes));
	}

	dropTab(): Promise<void> {
		return this.#afterTabWrites(() => this.#store.drop(this.#tab));
	}

	/** This tab's visit as a guest; those of other tabs that are over go. */
	async guest(nowMs: number): Promise<GuestTab | null> {
		for (const { name, at } of await this.#store.list("guest/")) {
			if (Math.abs(nowMs - at) > GUEST_MAX_MS) await this.#store.drop(name);
		}
		return this.#read(this.#guest, readGuestTab);
	}

	keepGuest(visit: GuestTab): Promise<void> {
		return this.#write(this.#guest, guestTabBytes(visit));
	}

	dropGuest(): Promise<void> {
		return this.#store.drop(this.#guest);
	}

	/** Pins belong to a person in a deployment. */
	async pins(g: string, uid: string): Promise<Pins> {
		return (await this.#read(pinsName(g, uid), readPins)) ?? noPins();
	}

	/** Another tab of the same person may have seen more: what is stored never goes back. Returns what is stored now. */
	keepPins(g: string, uid: string, pins: Pins): Promise<Pins> {
		const name = pinsName(g, uid);
		return alone(name, async () => {
			const merged = mergePins((await this.#read(name, readPins)) ?? noPins(), pins);
			await this.#write(name, pinsBytes(merged));
			return merged;
		});
	}

	/** Whose session was the last of this tab: it may be followed by the end of their pins. No secret. */
	keepLast(g: string, uid: string): Promise<void> {
		return this.#store.put(this.#last, textBytes(JSON.stringify({ g, uid })));
	}

	last(): Promise<{ readonly g: string; readonly uid: string } | null> {
		return this.#read(this.#last, (bytes) => JSON.parse(bytesText(bytes)));
	}

	/** Nothing is left of them but when that was. */
	forgetPins(g: string, uid: string, nowMs: number): Promise<void> {
		const name = pinsName(g, uid);
		return alone(name, () => this.#write(name, pinsBytes({ ...noPins(), forgotAt: nowMs })));
	}

	#afterTabWrites(work: () => Promise<void>): Promise<void> {
		const done = this.#tabWrites.then(work);
		this.#tabWrites = done.catch(() => undefined);
		return done;
	}

	/** Null when there is none, or none that can be read: damaged is as if it had never been. */
	async #read<T>(name: string, form: (bytes: Uint8Array) => T): Promise<T | null> {
		const bytes = await this.#store.get(name);
		if (bytes === null) return null;
		try {
			return form(bytes);
		} catch {
			return null;
		} finally {
			wipe(bytes);
		}
	}

	async #write(name: string, bytes: Uint8Array): Promise<void> {
		try {
			await this.#store.put(name, bytes);
		} finally {
			wipe(bytes);
		}
	}
}

const pinsName = (g: string, uid: string): string => `pins/${g}/${uid}`;

export const ranOut = (nowMs: number, touchedAt: number): boolean =>
	Math.abs(nowMs - touchedAt) > IDLE_MAX_MS;
