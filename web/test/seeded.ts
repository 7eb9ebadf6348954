// Seeded chance for tests: what fails once fails again.

/** A whole number from 0, below `below`. */
export type Rand = (below: number) => number;

/** The same numbers for the same seed. */
export function seeded(seed: number): Rand {
	let s = seed >>> 0;
	return (below) => {
		s = (s + 0x6d2b79f5) >>> 0;
		let t = Math.imul(s ^ (s >>> 15), s | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) % below;
	};
}
