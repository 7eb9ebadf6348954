// Something becomes true by the clock alone (a consent ends, a substitute's time begins): one timer for the next of all
// such moments. Knows not what they are.

/** Timers may not be longer than this everywhere; then one looks again. */
const FAR_MS = 24 * 3_600_000;
/** The vault has its own idea of the broker's clock, by a network round. */
const SLACK_MS = 500;

export class Boundary {
	readonly #now: () => number;
	readonly #due: () => void;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(now: () => number, due: () => void) {
		this.#now = now;
		this.#due = due;
	}

	/** The moments there are; those that have passed are nobody's concern. */
	watch(times: Iterable<number>): void {
		this.stop();
		const now = this.#now();
		let next = Number.POSITIVE_INFINITY;
		for (const at of times) if (at > now - SLACK_MS) next = Math.min(next, at);
		if (next === Number.POSITIVE_INFINITY) return;
		const wait = Math.min(Math.max(0, next - now) + SLACK_MS, FAR_MS);
		this.#timer = setTimeout(this.#due, wait);
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}
}
