// What this device remembers of people who sign in here: account keys, the session of a tab, and pins (how far each
// chain was seen, whose numbers were compared, the log's last checkpoints). JSON in the store; decides nothing.
import { bytesText, textBytes } from "../bytes.ts";
import type { HeadRef } from "./api.ts";
import type { VaultStore } from "./store.ts";

export const IDLE_MAX_MS = 15 * 60_000;

export interface AccountRecord {
	readonly v: 1;
	readonly ak: string;
	readonly g: string;
	readonly uid: string;
}

/** The session of one tab: enough to go on after a reload without the passphrase. */
export interface TabRecord {
	readonly v: 1;
	readonly touchedAt: number;
	readonly genesis: string;
	readonly uid: string;
	readonly sid: string;
	readonly username: string;
	readonly seed: string;
	readonly encSk: string;
	readonly sessionSeed: string;
	/** To check the passphrase again. */
	readonly loginPk: string;
	readonly salt: string;
	readonly ops: number;
	readonly mem: number;
}

export interface Pins {
	readonly v: 1;
	directory: HeadRef | null;
	readonly cases: Record<string, HeadRef>;
	/** uid → the 30 digits that were compared. */
	readonly verified: Record<string, string>;
	/** Newest last, at most 50. */
	checkpoints: (HeadRef & { readonly at: number })[];
}

const noPins = (): Pins => ({ v: 1, directory: null, cases: {}, verified: {}, checkpoints: [] });

export class Device {
	readonly #store: VaultStore;
	readonly #tab: string;

	constructor(store: VaultStore, tab: string) {
		this.#store = store;
		this.#tab = `tab/${tab}`;
	}

	async remembered(): Promise<string[]> {
		const found = await this.#store.list("account/");
		return found.map(({ name }) => name.slice("account/".length));
	}

	account(username: string): Promise<AccountRecord | null> {
		return this.#read<AccountRecord>(`account/${username}`);
	}

	keepAccount(username: string, record: AccountRecord): Promise<void> {
		return this.#write(`account/${username}`, record);
	}

	async forget(username: string): Promise<void> {
		await this.#store.drop(`account/${username}`);
	}

	/** This tab's session, if it was touched within the idle time; wiped otherwise, and others' that ran out too. */
	async tab(nowMs: number): Promise<TabRecord | null> {
		for (const { name, at } of await this.#store.list("tab/")) {
			if (name !== this.#tab && Math.abs(nowMs - at) > IDLE_MAX_MS) await this.#store.drop(name);
		}
		const record = await this.#read<TabRecord>(this.#tab);
		if (record !== null && Math.abs(nowMs - record.touchedAt) <= IDLE_MAX_MS) return record;
		await this.dropTab();
		return null;
	}

	keepTab(record: TabRecord): Promise<void> {
		return this.#write(this.#tab, record);
	}

	dropTab(): Promise<void> {
		return this.#store.drop(this.#tab);
	}

	/** Pins belong to a person in a deployment. */
	async pins(g: string, uid: string): Promise<Pins> {
		return (await this.#read<Pins>(`pins/${g}/${uid}`)) ?? noPins();
	}

	keepPins(g: string, uid: string, pins: Pins): Promise<void> {
		return this.#write(`pins/${g}/${uid}`, pins);
	}

	async #read<T extends { readonly v: 1 }>(name: string): Promise<T | null> {
		const bytes = await this.#store.get(name);
		if (bytes === null) return null;
		const value = JSON.parse(bytesText(bytes)) as T;
		return value.v === 1 ? value : null;
	}

	async #write(name: string, value: object): Promise<void> {
		const bytes = textBytes(JSON.stringify(value));
		await this.#store.put(name, bytes);
		bytes.fill(0);
	}
}
