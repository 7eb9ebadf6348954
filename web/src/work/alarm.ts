// The alarm: this device has seen two histories that exclude each other. The vault finds and keeps it; here it is looked
// up whenever the vault refuses something for that reason, whoever asked, and shown.
import type { VaultApi } from "../crypto/vault/api.ts";
import { VaultError } from "../crypto/vault/errors.ts";
import type { Store } from "./store.ts";
import type { Alarm } from "./work.ts";

export class AlarmBell {
	readonly #store: Store;
	readonly #vault: VaultApi;
	/** The same vault for everyone else: what it refuses as a fork or a rollback rings here. */
	readonly vault: VaultApi;
	readonly #now: () => number;

	constructor(store: Store, vault: VaultApi, now: () => number) {
		this.#store = store;
		this.#vault = vault;
		this.#now = now;
		this.vault = watched(vault, (error) => void this.#refused(error));
	}

	/** What the vault remembers of an alarm, at sign-in: this person's on this device. */
	async look(): Promise<void> {
		const alarm = await this.#vault.alarm();
		if (alarm === null) this.#store.alarm.value = null;
		else this.ring(alarm);
	}

	ring(alarm: Alarm): void {
		const before = this.#store.alarm.value;
		this.#store.alarm.value = alarm;
		if (before === null) this.#store.notify("fork", { at: this.#now(), case: alarm.case });
	}

	async #refused({ reason }: VaultError): Promise<void> {
		if (reason === null || !/-(fork|rollback|broken)$/.test(reason)) return;
		if (this.#store.alarm.value === null) this.ring({ reason, at: this.#now(), case: null });
		const alarm = await this.#vault.alarm().catch(() => null); // locked meanwhile: there is nobody to ask
		if (alarm !== null) this.ring(alarm);
	}
}

function watched(vault: VaultApi, refused: (error: VaultError) => void): VaultApi {
	return new Proxy(vault, {
		get(target, name) {
			const member = Reflect.get(target, name, target) as unknown;
			if (typeof member !== "function") return member;
			return async (...args: unknown[]) => {
				try {
					return await member.apply(target, args);
				} catch (error) {
					if (error instanceof VaultError && error.code === "not_verified") refused(error);
					throw error;
				}
			};
		},
	});
}
