// Arithmetic of the coordinator's report: means, medians, changes, and figures that the server has hidden. Pure.

/** A number that may be hidden because fewer than five stand behind it. Null: hidden, never "none". */
export type Amount = number | null;

/** The sum; hidden as soon as one part is, for the others would tell it. */
export function sumOf(amounts: readonly Amount[]): Amount {
	let sum = 0;
	for (const one of amounts) {
		if (one === null) return null;
		sum += one;
	}
	return sum;
}

/** Null if either is hidden or nobody answered. */
export function meanOf(sum: Amount, count: Amount): number | null {
	return sum === null || count === null || count === 0 ? null : sum / count;
}

/** Of whole and ordered or unordered numbers: the middle one, or the mean of the two in the middle. */
export function medianOf(numbers: readonly number[]): number | null {
	const sorted = [...numbers].sort((a, b) => a - b);
	const low = sorted[Math.floor((sorted.length - 1) / 2)];
	const high = sorted[Math.floor(sorted.length / 2)];
	return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The nearest-rank percentile: the least number that at least `percent` % of them do not exceed. */
export function percentileOf(numbers: readonly number[], percent: number): number | null {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1] ?? null;
}

/** How much of a hundred; null if there is no whole. */
export function shareOf(part: Amount, whole: Amount): number | null {
	return part === null || whole === null || whole === 0 ? null : (part * 100) / whole;
}

/** From one quarter to the next, in percent of the first: −75 is a quarter of what was. Null: no ground to compare. */
export function changeOf(before: Amount, now: Amount): number | null {
	return before === null || now === null || before === 0 ? null : ((now - before) * 100) / before;
}

/** Network meetings that the hour made needless, of all that would have been: avoided and held together. */
export function meetingsChange(avoided: Amount, held: Amount): number | null {
	const share = shareOf(avoided, sumOf([avoided, held]));
	return share === null ? null : 0 - share;
}

/** What Ikaalinen's pilot of 12/2021–02/2022 reported. */
export const PILOT = {
	meetingsPercent: -75,
	casesAnHourMax: 4,
	callsSavedMin: 3,
	callsSavedMax: 6,
} as const;
