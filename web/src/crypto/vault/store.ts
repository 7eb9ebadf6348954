// Where the vault keeps its few records between reloads: `tab/…` (a session), `account/…` (an account key),
// `pins/…` (what this device has seen of the chains). Knows no format of theirs. The browser's form is store-idb.ts.

export interface VaultStore {
	get(name: string): Promise<Uint8Array | null>;
	put(name: string, secret: Uint8Array): Promise<void>;
	drop(name: string): Promise<void>;
	/** Names that begin with `prefix`, last put first, each with the time of its last put. */
	list(prefix: string): Promise<{ readonly name: string; readonly at: number }[]>;
}

/** For node clients and tests: nothing outlives the process. */
export class MemoryStore implements VaultStore {
	readonly #records = new Map<string, { secret: Uint8Array; at: number }>();
	readonly #now: () => number;

	constructor(now: () => number = Date.now) {
		this.#now = now;
	}

	async get(name: string): Promise<Uint8Array | null> {
		return this.#records.get(name)?.secret.slice() ?? null;
	}

	async put(name: string, secret: Uint8Array): Promise<void> {
		this.#records.delete(name);
		this.#records.set(name, { secret: secret.slice(), at: this.#now() });
	}

	async drop(name: string): Promise<void> {
		this.#records.get(name)?.secret.fill(0);
		this.#records.delete(name);
	}

	async list(prefix: string): Promise<{ name: string; at: number }[]> {
		return [...this.#records]
			.filter(([name]) => name.startsWith(prefix))
			.map(([name, { at }]) => ({ name, at }))
			.reverse();
	}
}
