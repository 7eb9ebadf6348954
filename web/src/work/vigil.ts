// Watches over a call by the clock: now and then the broker is asked whether it is still there, and timers that have
// jumped (a lid that was closed) are a reason to ask at once. Knows neither broker nor room.

const LOOK_MS = 1_000;
const ASK_MS = 5_000;
/** A timer that comes so late has slept, or its tab was put to rest. */
const JUMP_MS = 4_000;

export interface VigilEvents {
	/** Time to ask. */
	ask(): void;
	slept(): void;
}

export class Vigil {
	readonly #events: VigilEvents;
	readonly #now: () => number;
	#timer: ReturnType<typeof setInterval> | null = null;
	#lookedAt = 0;
	#askedAt = 0;

	constructor(events: VigilEvents, now: () => number = Date.now) {
		this.#events = events;
		this.#now = now;
	}

	start(): void {
		if (this.#timer !== null) return;
		this.#lookedAt = this.#now();
		this.#askedAt = this.#lookedAt;
		this.#timer = setInterval(() => this.look(), LOOK_MS);
	}

	stop(): void {
		if (this.#timer !== null) clearInterval(this.#timer);
		this.#timer = null;
	}

	look(): void {
		const now = this.#now();
		const late = Math.abs(now - this.#lookedAt) > LOOK_MS + JUMP_MS;
		this.#lookedAt = now;
		if (late) {
			this.#askedAt = now;
			this.#events.slept();
		} else if (now - this.#askedAt >= ASK_MS) {
			this.#askedAt = now;
			this.#events.ask();
		}
	}
}
