// Howling: the same narrow tone in my microphone and in what another device sends, held for a while. Speech is never so
// narrow for so long, and a tone that is only here or only there is no feedback. Pure: spectra in, state out.

/** Levels in dB, bins of equal width from 0 Hz on. */
export type Spectrum = Float32Array;

/** Quieter is no howl; so far it stands out from its surroundings. */
const LEVEL_MIN_DB = -45;
const STANDS_OUT_DB = 25;
/** Bins on each side that belong to the peak itself; and those around it that it is held against. */
const PEAK_BINS = 3;
const AROUND_BINS = 40;
const HELD_MS = 800;
/** A moment of silence between two looks ends nothing. */
const GAP_MS = 250;

export interface Howl {
	readonly bin: number;
	readonly since: number;
	readonly seen: number;
}

/** The loudest bin if it stands alone; null: no such tone. */
export function toneOf(spectrum: Spectrum): number | null {
	let bin = 0;
	for (let i = 1; i < spectrum.length; i++) if ((spectrum[i] ?? 0) > (spectrum[bin] ?? 0)) bin = i;
	const level = spectrum[bin] ?? Number.NEGATIVE_INFINITY;
	if (!(level > LEVEL_MIN_DB)) return null;
	const around: number[] = [];
	for (let away = PEAK_BINS + 1; away <= AROUND_BINS; away++)
		for (const at of [bin - away, bin + away]) {
			const value = spectrum[at];
			if (value !== undefined) around.push(value);
		}
	around.sort((a, b) => a - b);
	// Nearly all of what is around has to be low: speech has harmonics.
	const high = around[Math.floor(around.length * 0.95)];
	return high === undefined || level - high < STANDS_OUT_DB ? null : bin;
}

/** Where the tones of mine and of others meet now, after `before`; null: nowhere. */
export function howlAfter(
	before: Howl | null,
	mine: Spectrum,
	others: readonly Spectrum[],
	now: number,
): Howl | null {
	const tone = toneOf(mine);
	const both = tone !== null && others.some((one) => Math.abs((toneOf(one) ?? -9) - tone) <= 1);
	if (!both) return before !== null && now - before.seen <= GAP_MS ? before : null;
	const same = before !== null && Math.abs(before.bin - tone) <= 2;
	return { bin: tone, since: same ? before.since : now, seen: now };
}

export const howls = (howl: Howl | null): boolean =>
	howl !== null && howl.seen - howl.since >= HELD_MS;
