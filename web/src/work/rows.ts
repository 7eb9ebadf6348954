// The rows of the list of cases as they stand, and when the screen is told: what comes one by one while hundreds are being
// opened is shown some times a second, all of it together. Knows not what a row says.
import type { Store } from "./store.ts";
import type { CaseSummary, Id } from "./work.ts";

/** The screen is drawn anew no more often. */
const PAUSE_MS = 200;

export class Rows {
	readonly #store: Store;
	readonly #now = new Map<Id, CaseSummary>();
	/** Something has come that is not shown. */
	#isNewer = false;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(store: Store) {
		this.#store = store;
		// Whoever was in has left: nothing of theirs stays here, or comes up in the next one's list.
		store.cases.subscribe(({ kind }) => {
			if (kind !== "ready") this.#forget();
		});
	}

	#forget(): void {
		this.#now.clear();
		this.#isNewer = false;
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}

	/** Null: not in the list, or nobody is in any more. */
	get(id: Id): CaseSummary | null {
		return this.#isShown ? (this.#now.get(id) ?? null) : null;
	}

	/** The list is another one. */
	set(rows: readonly CaseSummary[]): void {
		this.#now.clear();
		for (const row of rows) this.#now.set(row.case, row);
		this.#isNewer = false;
		this.#store.cases.value = { kind: "ready", value: rows };
	}

	/** Shown soon; what says nothing new is not. */
	replace(row: CaseSummary): void {
		const before = this.get(row.case);
		if (before === null || JSON.stringify(before) === JSON.stringify(row)) return;
		this.#now.set(row.case, row);
		this.#isNewer = true;
		if (this.#timer !== null) return;
		this.show();
		this.#timer = setTimeout(() => {
			this.#timer = null;
			this.show();
		}, PAUSE_MS);
	}

	/** What has come is shown now. */
	show(): void {
		if (!this.#isNewer || !this.#isShown) return;
		this.#isNewer = false;
		this.#store.cases.value = { kind: "ready", value: [...this.#now.values()] };
	}

	get #isShown(): boolean {
		return this.#store.cases.value.kind === "ready";
	}
}
