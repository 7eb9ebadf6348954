// Drafts: sealed by the vault under the person's own key, kept by the broker, mine alone. While a client has the device,
// each also lies on the device, sealed, until the broker has it: the vault may lock itself before the network is back.
import { bytesText, fromB64, textBytes, toB64 } from "../crypto/bytes.ts";
import type { VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { Link } from "./link.ts";
import { Serials } from "./serial.ts";
import type { DraftActions } from "./work.ts";

/** Where a sealed draft lies until the broker has it; write(…, null) drops it. */
export interface Aside {
	/** Whether drafts are laid aside now. What lies there already is found in any case. */
	readonly on: boolean;
	read(key: string): string | null;
	write(key: string, sealed: string | null): void;
}
const NO_ASIDE: Aside = { on: false, read: () => null, write: () => undefined };

export class Drafts implements DraftActions {
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #aside: Aside;
	/** One by one for each key: a draft that is being sealed must not overtake its dropping, nor a reading its saving. */
	readonly #serials = new Serials();
	readonly #sealing = new Serials();
	/** Forms on the screen that may hold letters not saved yet. */
	readonly #forms = new Set<() => Promise<void>>();

	constructor(link: Link, vault: VaultApi, aside: Aside = NO_ASIDE) {
		this.#link = link;
		this.#vault = vault;
		this.#aside = aside;
	}

	save(key: string, value: unknown): Promise<void> {
		const plain = textBytes(JSON.stringify(value));
		const { on } = this.#aside;
		// Sealed at once, whatever is still on its way.
		const sealing = this.#sealing.run(key, async () => {
			const data = await this.#vault.draftSeal(key, plain);
			if (on || this.#aside.read(key) !== null) this.#layAside(key, toB64(data));
			return data;
		});
		sealing.catch(() => undefined); // told below
		return this.#serials.run(key, async () => this.#put(key, await sealing));
	}

	async load(key: string): Promise<unknown> {
		const aside = await this.#sealing.run(key, () => this.#laidAside(key));
		return aside ?? this.#serials.run(key, () => this.#stored(key));
	}

	async #put(key: string, data: Uint8Array): Promise<void> {
		await this.#link.request("draft-put", { key, data: 0 }, { blobs: [data] });
		if (this.#aside.read(key) === toB64(data)) this.#aside.write(key, null);
	}

	/** Where there is no room for it, an older one must not be taken for the newest. */
	#layAside(key: string, sealed: string): void {
		this.#aside.write(key, sealed);
		if (this.#aside.read(key) !== sealed) this.#aside.write(key, null);
	}

	/** What the broker has not got yet is newer than what it has. Another person's does not open, and stays theirs. */
	async #laidAside(key: string): Promise<unknown> {
		const text = this.#aside.read(key);
		if (text === null) return null;
		let data: Uint8Array;
		let value: unknown;
		try {
			data = fromB64(text);
			value = JSON.parse(bytesText(await this.#vault.draftOpen(key, data)));
		} catch {
			return null;
		}
		this.#serials.run(key, () => this.#put(key, data)).catch(() => undefined); // it lies where it lay
		return value;
	}

	async #stored(key: string): Promise<unknown> {
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
			this.#aside.write(key, null);
			await this.#link.request("draft-drop", { key });
		});
	}
}
