// Chance that can be had again: what a fault test draws follows from a seed, which it says. How many rounds it makes, and
// how it tells times.
import type { TestContext } from "node:test";
import { writeSync } from "node:fs";

/** Under a sanitizer the build asks for a part of everything: ET_FAULT_SHARE, of tests/scenarios.cmake. */
export const sized = (usual: number): number =>
	Math.max(1, Math.round(usual * Number(process.env.ET_FAULT_SHARE ?? 1)));

/** So many by default, times ET_FAULT_ROUNDS. */
export const rounds = (usual: number): number =>
	Math.max(1, Math.round(sized(usual) * Number(process.env.ET_FAULT_ROUNDS ?? 1)));

export class Dice {
	readonly seed: number;
	#state: number;

	constructor(seed: number) {
		this.seed = seed >>> 0;
		this.#state = this.seed;
	}

	/** Of ET_SEED, or 1; said at once, so that it is known also of a test that somebody ends. */
	static throwFor({ name }: Pick<TestContext, "name">): Dice {
		const dice = new Dice(Number(process.env.ET_SEED ?? 1));
		writeSync(2, `${name}: ET_SEED=${dice.seed}\n`);
		return dice;
	}

	/** In [0, 1): mulberry32. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let x = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
		return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number in [0, end). */
	below(end: number): number {
		return Math.floor(this.next() * end);
	}

	one<T>(of: readonly [T, ...T[]]): T {
		return of[this.below(of.length)] ?? of[0];
	}
}

export const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, ms));

/** The time that this part of them does not exceed. */
export function percentile(times: readonly number[], part: number): number {
	const sorted = [...times].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** Times in words: how many, the middle one, and the worst. */
export function summary(times: readonly number[]): string {
	const at = (part: number) => Math.round(percentile(times, part));
	return `${times.length}: median ${at(0.5)}, 95 % ${at(0.95)}, worst ${at(1)} ms`;
}
