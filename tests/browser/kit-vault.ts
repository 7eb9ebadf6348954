// What the vault keeps in a profile's IndexedDB, seen from the page as whoever sits at the machine could see it.
import type { Page } from "playwright-core";

export interface Kept {
	/** What follows the beginning that was asked for. */
	readonly name: string;
	/** Whether its key could be taken out; null: it has none. */
	readonly extractable: boolean | null;
}

/** The records whose names begin so. */
export const keptInVault = (page: Page, beginning: string): Promise<readonly Kept[]> =>
	page.evaluate(async (from) => {
		const done = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const db = await done(indexedDB.open("etatunti-vault"));
		const table = db.transaction("records").objectStore("records");
		const range = IDBKeyRange.bound(from, `${from}\uffff`);
		const [names, records] = await Promise.all([done(table.getAllKeys(range)), done(table.getAll(range))]);
		db.close();
		return names.map((name, i) => {
			const { key } = (records[i] ?? {}) as { key?: CryptoKey };
			return { name: String(name).slice(from.length), extractable: key?.extractable ?? null };
		});
	}, beginning);
