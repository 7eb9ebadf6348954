// STUN and TURN servers of a room: read from the broker's replies, renewed before they run out. Knows no call.
import { refreshIn } from "../media/ice.ts";
import type { IcePlan, IceServer } from "../media/media.ts";
import type { Door } from "./door.ts";
import { Reader } from "./replies.ts";

/** A restart waits no longer than this for fresh servers, and asks no more often than that. */
const PATIENCE_MS = 2_000;
const PAUSE_MS = 5_000;

const readIce = (r: Reader): IceServer => ({
	urls: r.text("urls"),
	...(r.has("username") ? { username: r.text("username") } : {}),
	...(r.has("credential") ? { credential: r.text("credential") } : {}),
});

export const readIcePlan = (r: Reader): IcePlan => ({
	servers: r.list("ice", readIce),
	relayOnly: r.flag("relay_only"),
});

export class Servers {
	readonly #door: Door;
	readonly #now: () => number;
	readonly #use: (ice: IcePlan) => void;
	#asking: Promise<void> | null = null;
	#askedAt = 0;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#closed = false;

	/** `now`: the broker's clock. */
	constructor(door: Door, now: () => number, use: (ice: IcePlan) => void) {
		this.#door = door;
		this.#now = now;
		this.#use = use;
	}

	/** As the broker gave them; asked for anew before they run out. */
	take(r: Reader): void {
		if (this.#closed) return;
		const ice = readIcePlan(r);
		this.#askedAt = Date.now();
		this.#use(ice);
		this.#plan(refreshIn(ice.servers, this.#now()));
	}

	/** Fresh ones, if they are to be had soon; never rejects. */
	async fresh(): Promise<void> {
		if (this.#closed || Math.abs(Date.now() - this.#askedAt) < PAUSE_MS) return;
		this.#asking ??= this.#ask().finally(() => {
			this.#asking = null;
		});
		await this.#asking.catch(() => undefined);
	}

	close(): void {
		this.#closed = true;
		this.#plan(null);
	}

	async #ask(): Promise<void> {
		this.#askedAt = Date.now();
		const { ok } = await this.#door.ice({ resend: false, timeoutMs: PATIENCE_MS });
		this.take(new Reader(ok));
	}

	#plan(ms: number | null): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		if (ms === null || this.#closed) return;
		// Timers may not be longer than 24 days; where nothing came, it is tried again before long.
		this.#timer = setTimeout(
			() => {
				this.#plan(PAUSE_MS);
				void this.fresh();
			},
			Math.min(ms, 24 * 3_600_000),
		);
	}
}
