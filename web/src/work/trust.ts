// Whose number I have compared, and what came of it: marks that I sign for myself and that follow me from device to
// device. Knows no case; who gives keys asks here whether it may.
import type { VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { DirectorySync } from "./directory.ts";
import type { Link } from "./link.ts";
import { Serial } from "./serial.ts";
import type { Store } from "./store.ts";
import type { Id, Person } from "./work.ts";

const MARKS = "marks";

export class Trust {
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #directory: DirectorySync;
	readonly #serial = new Serial();

	constructor(deps: {
		store: Store;
		link: Link;
		vault: VaultApi;
		directory: DirectorySync;
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#vault = deps.vault;
		this.#directory = deps.directory;
	}

	/** Nothing is given to this person before their number has been compared. */
	needsNumber(person: Person): boolean {
		return person.verified === "differs" || (person.rekeyed && person.verified !== "yes");
	}

	/** What I have compared on any device; after the directory, since marks are about keys that stand in it. */
	load(): Promise<void> {
		return this.#serial.run(async () => {
			try {
				const behind = await this.#loadMarks();
				if (behind) await this.#saveMarks();
			} finally {
				await this.#directory.look(); // with this device's own marks, if the kept ones do not hold
			}
		});
	}

	/** `number`, as it stood on the screen, is or is not what they have read to me. */
	compare(uid: Id, number: string, matches: boolean): Promise<void> {
		return this.#serial.run(async () => {
			await this.#mark(uid, number, matches);
			this.#store.settle("keys_changed", uid);
		});
	}

	/** A coordinator has certified somebody by these digits: that was a comparison. */
	compared(uid: Id, number: string): Promise<void> {
		return this.#serial.run(() => this.#mark(uid, number, true));
	}

	/** On top of what other devices of mine have marked meanwhile. */
	async #mark(uid: Id, number: string, matches: boolean): Promise<void> {
		if (!matches) await this.#vault.markDiffers(uid, number); // on this device at once, whatever the broker does
		await this.#loadMarks();
		if (matches) await this.#vault.markVerified(uid, number);
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
}
