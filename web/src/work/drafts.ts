// Drafts: sealed by the vault under the person's own key, kept by the broker, mine alone.
import { bytesText, textBytes } from "../crypto/bytes.ts";
import type { VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { Link } from "./link.ts";
import type { DraftActions } from "./work.ts";

export class Drafts implements DraftActions {
	readonly #link: Link;
	readonly #vault: VaultApi;

	constructor(link: Link, vault: VaultApi) {
		this.#link = link;
		this.#vault = vault;
	}

	async save(key: string, value: unknown): Promise<void> {
		const data = await this.#vault.draftSeal(key, textBytes(JSON.stringify(value)));
		await this.#link.request("draft-put", { key, data: 0 }, { blobs: [data] });
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

	async drop(key: string): Promise<void> {
		await this.#link.request("draft-drop", { key });
	}
}
