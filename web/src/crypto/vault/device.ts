// What this device remembers of people who sign in here: account keys, the session of a tab, and pins (how far each
// chain was seen, whose numbers were compared, the log's last checkpoints). JSON in the store; decides nothing.
import { bytesText, textBytes } from "../bytes.ts";
import type { HeadRef } from "./api.ts";
import type { VaultStore } from "./store.ts";

export const IDLE_MAX_MS = 15 * 60_000;
export const CHECKPOINTS_KEPT = 50;

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
	/** Newest last, at most CHECKPOINTS_KEPT. */
	checkpoints: (HeadRef & { readonly at: number })[];
}

const noPins = (): Pins => ({ v: 1, directory: null, cases: {}, verified: {}, checkpoints: [] });

/**
 * The farthest that either has seen, and the marks of both; of two heads of one length the stored one, so that a fork
 * shows at the next look. `marked` is the person that `own` has just compared: there it is the newer one.
 */
export function mergePins(stored: Pins, own: Pins, marked: string | null): Pins {
	const cases = { ...own.cases };
	for (const [id, head] of Object.entries(stored.cases)) cases[id] = farther(head, cases[id]);
	const verified = { ...own.verified, ...stored.verified };
	const number = marked === null ? undefined : own.verified[marked];
	if (marked !== null && number !== undefined) verified[marked] = number;
	const bySeq = new Map(own.checkpoints.map((one) => [one.seq, one]));
	for (const one of stored.checkpoints) bySeq.set(one.seq, one);
	const checkpoints = [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-CHECKPOINTS_KEPT);
	const directory =
		stored.directory === null
			? own.directory
			: farther(stored.directory, own.directory ?? undefined);
	return { v: 1, directory, cases, verified, checkpoints };
}

const farther = (stored: HeadRef, own: HeadRef | undefined): HeadRef =>
	own !== undefined && own.seq > stored.seq ? own : stored;

/** Reading and writing in one, among all tabs of this origin; node clients have one vault each and no locks. */
const alone = <T>(name: string, work: () => Promise<T>): Promise<T> => {
	const locks = globalThis.navigator?.locks as LockManager | undefined;
	return locks === undefined ? work() : locks.request(name, work);
};

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

	/** Another tab of the same person may have seen more: what is stored never goes back. Returns what is stored now. */
	keepPins(g: string, uid: string, pins: Pins, marked: string | null): Promise<Pins> {
		const name = `pins/${g}/${uid}`;
		return alone(name, async () => {
			const merged = mergePins((await this.#read<Pins>(name)) ?? noPins(), pins, marked);
			await this.#write(name, merged);
			return merged;
		});
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
