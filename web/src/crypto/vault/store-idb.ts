// The vault's records in IndexedDB, each under a WebCrypto AES-GCM key of its own that cannot be exported: a copy of
// the database's files gives the key away only to who can also run code in this origin. Runs in the worker.
import type { VaultStore } from "./store.ts";

const DB = "etatunti-vault";
const TABLE = "records";
const IV_LEN = 12;

interface Row {
	readonly key: CryptoKey;
	readonly iv: Uint8Array<ArrayBuffer>;
	readonly ct: ArrayBuffer;
	readonly at: number;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error("indexeddb"));
	});
}

export class IdbStore implements VaultStore {
	readonly #db: IDBDatabase;

	private constructor(db: IDBDatabase) {
		this.#db = db;
	}

	static async open(): Promise<IdbStore> {
		const request = indexedDB.open(DB, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
		return new IdbStore(await settled(request));
	}

	async get(name: string): Promise<Uint8Array | null> {
		const row = (await settled(this.#table("readonly").get(name))) as Row | undefined;
		if (row === undefined) return null;
		try {
			const additionalData = new TextEncoder().encode(name);
			const aes = { name: "AES-GCM", iv: row.iv, additionalData };
			return new Uint8Array(await crypto.subtle.decrypt(aes, row.key, row.ct));
		} catch {
			await this.drop(name); // damaged: as if it had never been
			return null;
		}
	}

	async put(name: string, secret: Uint8Array): Promise<void> {
		const usages: KeyUsage[] = ["encrypt", "decrypt"];
		const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
		const iv = crypto.getRandomValues(new Uint8Array(IV_LEN));
		const additionalData = new TextEncoder().encode(name);
		const plain = Uint8Array.from(secret);
		const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain);
		plain.fill(0);
		const row: Row = { key, iv, ct, at: Date.now() };
		await settled(this.#table("readwrite").put(row, name));
	}

	async drop(name: string): Promise<void> {
		await settled(this.#table("readwrite").delete(name));
	}

	async list(prefix: string): Promise<{ name: string; at: number }[]> {
		const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
		const table = this.#table("readonly");
		const [names, rows] = await Promise.all([
			settled(table.getAllKeys(range)),
			settled(table.getAll(range)) as Promise<Row[]>,
		]);
		return names
			.map((name, i) => ({ name: String(name), at: rows[i]?.at ?? 0 }))
			.sort((a, b) => b.at - a.at);
	}

	#table(mode: IDBTransactionMode): IDBObjectStore {
		return this.#db.transaction(TABLE, mode).objectStore(TABLE);
	}
}
