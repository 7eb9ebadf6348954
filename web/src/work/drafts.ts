// Drafts: sealed by the vault under the person's own key, kept by the broker, mine alone.
import { bytesText, textBytes } from "../crypto/bytes.ts";
import type { VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { Link } from "./link.ts";
import { Serials } from "./serial.ts";
import type { DraftActions } from "./work.ts";

export class Drafts implements DraftActions {
	readonly #link: Link;
	readonly #vault: VaultApi;
	/** One by one for each key: a draft that is being sealed must not overtake its dropping. */
	readonly #serials = new Serials();
	/** Forms on the screen that may hold letters not saved yet. */
	readonly #forms = new Set<() => Promise<void>>();

	constructor(link: Link, vault: VaultApi) {
		this.#link = link;
		this.#vault = vault;
	}

	save(key: string, value: unknown): Promise<void> {
		const plain = textBytes(JSON.stringify(value));
		return this.#serials.run(key, async () => {
			const data = await this.#vault.draftSeal(key, plain);
			await this.#link.request("draft-put", { key, data: 0 }, { blobs: [data] });
		});
	}

	async load(key: string): Promise<unknown> {
		try {
			const { blobs } = await this.#link.request("draft-get", { key });
			const [data] = blobs;
			if (data === undefined) throw new WireError("bad_reply", "data");
			return JSON.parse(bytesText(await this.#vault.draftOpen(key, data)));
		} catch (error) {
			if (error instanceof WireError && error.code === "not_found") return null;
			throw error;
		}
	}

	beforeLock(form: () => Promise<void>): () => void {
		this.#forms.add(form);
		return () => this.#forms.delete(form);
	}

	/** Saves what the forms hold. A form that cannot be saved is its own to tell. */
	async flush(): Promise<void> {
		await Promise.allSettled([...this.#forms].map((form) => form()));
	}

	drop(key: string): Promise<void> {
		return this.#serials.run(key, async () => {
			await this.#link.request("draft-drop", { key });
		});
	}
}
