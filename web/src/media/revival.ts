// When a connection is tried anew: after a moment away, at once when it has failed, and again and again while it stays
// away (the relay may be back by then). One timer; knows no WebRTC.

/** So long a connection may be away, or may take to come about, before it is tried anew; and between two tries. */
const AWAY_MS = 3_000;
const FIRST_MS = 8_000;
const AGAIN_MS = 2_500;

export class Revival {
	readonly #revive: () => void;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#closed = false;

	constructor(revive: () => void) {
		this.#revive = revive;
		this.#in(FIRST_MS);
	}

	/** Away. Counted from the first word of it, unless it has `failed`: that is tried anew at once, once. */
	away(failed: boolean): void {
		if (failed) this.#in(0);
		else if (this.#timer === null) this.#in(AWAY_MS);
	}

	/** Connected. */
	back(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}

	now(): void {
		this.#in(0);
	}

	close(): void {
		this.#closed = true;
		this.back();
	}

	#in(ms: number): void {
		this.back();
		if (this.#closed) return;
		this.#timer = setTimeout(() => {
			this.#revive();
			this.#in(AGAIN_MS);
		}, ms);
	}
}
