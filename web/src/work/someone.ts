// What any client of a pair may do, and one of them should: each waits for a moment of its own, so that mostly the first
// has done it before the others begin. Knows nothing of what it is; doing it twice must do no harm.
import type { Id } from "./work.ts";

const MIN_MS = 200;
const MAX_MS = 2_000;

export class Someone {
	readonly #waiting = new Map<Id, ReturnType<typeof setTimeout>>();

	/** Once for each id at a time. A failure is nobody's: whoever sees the need again tries again. */
	soon(id: Id, work: () => Promise<unknown>): void {
		if (this.#waiting.has(id)) return;
		const run = () => {
			this.#waiting.delete(id);
			work().catch(() => undefined);
		};
		const wait = MIN_MS + Math.random() * (MAX_MS - MIN_MS);
		this.#waiting.set(id, setTimeout(run, wait));
	}

	stop(): void {
		for (const timer of this.#waiting.values()) clearTimeout(timer);
		this.#waiting.clear();
	}
}
