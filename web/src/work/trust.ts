// Whose number I have compared: marks that I sign for myself and that follow me from device to device, and doubts about
// numbers that did not match. Knows no case; who gives keys asks here whether it may.
import type { VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { DirectorySync } from "./directory.ts";
import type { Drafts } from "./drafts.ts";
import type { Link } from "./link.ts";
import { Serial } from "./serial.ts";
import type { Store } from "./store.ts";
import { type Id, type Person, WorkError } from "./work.ts";

const MARKS = "marks";
const DOUBTS = "doubts";

export class Trust {
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #drafts: Drafts;
	readonly #directory: DirectorySync;
	readonly #serial = new Serial();
	/** uid → the number that did not match what they read to me. */
	#doubts = new Map<Id, string>();

	constructor(deps: {
		store: Store;
		link: Link;
		vault: VaultApi;
		drafts: Drafts;
		directory: DirectorySync;
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#vault = deps.vault;
		this.#drafts = deps.drafts;
		this.#directory = deps.directory;
	}

	/** Nothing is given to this person before their number has been compared. */
	needsNumber(person: Person): boolean {
		const doubted = this.#doubts.get(person.uid) === person.number;
		return doubted || (person.rekeyed && person.verified !== "yes");
	}

	/** What I have compared on any device; after the directory, since marks are about keys that stand in it. */
	load(): Promise<void> {
		return this.#serial.run(async () => {
			const behind = await this.#loadMarks();
			if (behind) await this.#saveMarks();
			await this.#loadDoubts();
			await this.#directory.look();
		});
	}

	/** The number that this client shows for the person is, or is not, what they have read to me. */
	compare(uid: Id, matches: boolean): Promise<void> {
		return this.#serial.run(async () => {
			const person = this.#directory.person(uid);
			if (person === null) throw new WorkError("not_found");
			this.#store.settle("keys_changed", uid);
			if (matches) {
				await this.#mark(uid, person.number);
				if (this.#doubts.delete(uid)) await this.#saveDoubts();
			} else {
				this.#store.notify("keys_changed", { at: this.#link.now(), person: uid });
				this.#doubts.set(uid, person.number);
				await this.#saveDoubts();
			}
		});
	}

	/** A coordinator has certified somebody by these digits: that was a comparison. */
	compared(uid: Id, number: string): Promise<void> {
		return this.#serial.run(() => this.#mark(uid, number));
	}

	forget(): void {
		this.#doubts = new Map();
	}

	/** On top of what other devices of mine have marked meanwhile. */
	async #mark(uid: Id, number: string): Promise<void> {
		await this.#loadMarks();
		await this.#vault.markVerified(uid, number);
		await this.#saveMarks();
		await this.#directory.look();
	}

	async #saveMarks(): Promise<void> {
		const data = await this.#vault.marksSeal();
		await this.#link.request("draft-put", { key: MARKS, data: 0 }, { blobs: [data] });
	}

	/** True: this device knows marks that the record lacks. */
	async #loadMarks(): Promise<boolean> {
		try {
			const { blobs } = await this.#link.request("draft-get", { key: MARKS });
			const [data] = blobs;
			if (data === undefined) throw new WireError("bad_reply", "data");
			const { behind, ahead } = await this.#vault.marksOpen(data);
			if (ahead) await this.#directory.sync();
			return behind;
		} catch (error) {
			if (!(error instanceof WireError) || error.code !== "not_found") throw error;
			return false;
		}
	}

	#saveDoubts(): Promise<void> {
		return this.#drafts.save(DOUBTS, { v: 1, doubts: [...this.#doubts] });
	}

	async #loadDoubts(): Promise<void> {
		const kept = (await this.#drafts.load(DOUBTS)) as { doubts?: unknown } | null;
		if (!Array.isArray(kept?.doubts)) return;
		const pairs = kept.doubts.filter(
			(one): one is [Id, string] =>
				Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === "string"),
		);
		this.#doubts = new Map(pairs);
	}
}
