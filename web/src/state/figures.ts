// Arithmetic of the coordinator's report: means, changes, and figures that the server has hidden. Pure.

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
