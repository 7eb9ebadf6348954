// Net Promoter Score (Reichheld, Harvard Business Review 12/2003): would you recommend this, 0–10. Promoters 9–10, passives
// 7–8, detractors 0–6; the score is the promoters' share minus the detractors' in points, −100…100. Pure.

export type NpsGroup = "promoter" | "passive" | "detractor";

/** Null unless it is a whole number of 0–10. */
export function npsGroup(answer: number): NpsGroup | null {
	if (!Number.isInteger(answer) || answer < 0 || answer > 10) return null;
	return answer >= 9 ? "promoter" : answer >= 7 ? "passive" : "detractor";
}

export interface NpsCounts {
	readonly promoters: number;
	readonly passives: number;
	readonly detractors: number;
}

/** What is no answer of 0–10 is not counted. */
export function npsCounts(answers: readonly number[]): NpsCounts {
	const groups = answers.map(npsGroup);
	const count = (group: NpsGroup) => groups.filter((one) => one === group).length;
	return {
		promoters: count("promoter"),
		passives: count("passive"),
		detractors: count("detractor"),
	};
}

/** Rounded to a whole point, halves away from zero; null without an answer. */
export function npsScore({ promoters, passives, detractors }: NpsCounts): number | null {
	const all = promoters + passives + detractors;
	if (all === 0) return null;
	const net = ((promoters - detractors) * 100) / all;
	return Math.sign(net) * Math.round(Math.abs(net)) || 0;
}
