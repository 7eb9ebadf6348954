// Things done one after another, and things that need not be done twice. Knows nothing of what they are.

/** Runs what it is given one by one, in order; a failure of one is its caller's alone. */
export class Serial {
	#last: Promise<unknown> = Promise.resolve();

	run<T>(work: () => Promise<T>): Promise<T> {
		const next = this.#last.then(work, work);
		this.#last = next.catch(() => undefined);
		return next;
	}
}

/** One Serial for each key. */
export class Serials {
	readonly #byKey = new Map<string, Serial>();

	run<T>(key: string, work: () => Promise<T>): Promise<T> {
		let serial = this.#byKey.get(key);
		if (serial === undefined) {
			serial = new Serial();
			this.#byKey.set(key, serial);
		}
		return serial.run(work);
	}
}

/** Runs `work` now; calls that come while it runs share one more run after it. */
export class Coalesced {
	readonly #work: () => Promise<void>;
	#running: Promise<void> | null = null;
	#again: Promise<void> | null = null;

	constructor(work: () => Promise<void>) {
		this.#work = work;
	}

	run(): Promise<void> {
		if (this.#running === null) return this.#start();
		this.#again ??= this.#running
			.catch(() => undefined)
			.then(() => {
				this.#again = null;
				return this.#start();
			});
		return this.#again;
	}

	#start(): Promise<void> {
		const running = this.#work().finally(() => {
			if (this.#running === running) this.#running = null;
		});
		this.#running = running;
		return running;
	}
}
