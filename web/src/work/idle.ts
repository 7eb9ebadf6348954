// How long nothing has been done: tells the vault and the broker of use now and then, warns before the lock, locks. Knows
// no key, no screen and not what counts as use.
import { IDLE_MAX_MS } from "../crypto/vault/api.ts";
import type { Ms } from "./work.ts";

/** WCAG 2.2.1 wants 20 s at the least. */
const WARN_MS = 60_000;
/** A lid that was closed stops timers: one looks at least this often. */
const LOOK_MS = 15_000;
const TELL_VAULT_MS = 20_000;
/** The broker counts idle time by commands: who only reads says something this often. */
const TELL_BROKER_MS = 4 * 60_000;

export interface IdlePorts {
	tellVault(): void;
	tellBroker(): void;
	/** It locks after that time unless something is done; null: no longer so. */
	warn(left: Ms | null): void;
	lock(): void;
}

/** Somebody who must know of use: told of the last there was, but not of each key. */
class Told {
	readonly #everyMs: Ms;
	readonly #tell: () => void;
	#at: Ms = 0;

	constructor(everyMs: Ms, tell: () => void) {
		this.#everyMs = everyMs;
		this.#tell = tell;
	}

	knows(at: Ms): void {
		this.#at = at;
	}

	of(usedAt: Ms, now: Ms): void {
		if (usedAt === this.#at || Math.abs(now - this.#at) < this.#everyMs) return;
		this.#at = usedAt;
		this.#tell();
	}
}

export class IdleWatch {
	readonly #ports: IdlePorts;
	readonly #told: readonly Told[];
	#usedAt: Ms = 0;
	#inCall = false;
	#warned = false;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(ports: IdlePorts) {
		this.#ports = ports;
		this.#told = [
			new Told(TELL_VAULT_MS, () => ports.tellVault()),
			new Told(TELL_BROKER_MS, () => ports.tellBroker()),
		];
	}

	/** Somebody is in: both know that already. */
	start(): void {
		this.stop();
		this.#usedAt = Date.now();
		for (const one of this.#told) one.knows(this.#usedAt);
		this.#look();
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		this.#inCall = false;
		this.#warn(null);
	}

	/** Something was done. */
	use(): void {
		if (this.#timer === null) return;
		this.#usedAt = Date.now();
		this.#look();
	}

	/** Who talks presses no keys. */
	setInCall(inCall: boolean): void {
		if (this.#timer === null) return;
		this.#inCall = inCall;
		this.use();
	}

	#look(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		const now = Date.now();
		for (const one of this.#told) one.of(this.#usedAt, now);
		const left = this.#inCall ? IDLE_MAX_MS : IDLE_MAX_MS - Math.abs(now - this.#usedAt);
		if (left <= 0) {
			this.stop();
			this.#ports.lock();
			return;
		}
		this.#warn(left > WARN_MS ? null : left);
		const next = left > WARN_MS ? left - WARN_MS : left;
		this.#timer = setTimeout(() => this.#look(), Math.min(LOOK_MS, next));
	}

	/** Said once; how long it was then. */
	#warn(left: Ms | null): void {
		if (this.#warned === (left !== null)) return;
		this.#warned = left !== null;
		this.#ports.warn(left);
	}
}
