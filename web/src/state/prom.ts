// EuroHIS-QOL 8, the client's own measure of quality of life (PROM): its eight items and its score. Pure; wording is in
// src/text. As published: eight items of 1–5, 5 the best, none reversed; the score is their mean (Schmidt, Mühlan & Power,
// Eur J Public Health 2006;16:420–8, doi:10.1093/eurpub/cki155; THL, FinSote 2018, indicator "ath_whoqol8": the mean of the
// eight questions, "good on average" from four on, terveytemme.fi/finsote). Neither says what to do about an item left open,
// so nothing is filled in: without all eight there is no score.

export const PROM_ITEMS = [
	"quality-of-life",
	"health",
	"energy",
	"daily-activities",
	"self",
	"relationships",
	"money",
	"living-place",
] as const;
export type PromItem = (typeof PROM_ITEMS)[number];

/** What the five answers of an item are called: very poor – very good, very dissatisfied – …, not at all – completely. */
export const PROM_SCALES = {
	"quality-of-life": "rating",
	health: "satisfaction",
	energy: "amount",
	"daily-activities": "satisfaction",
	self: "satisfaction",
	relationships: "satisfaction",
	money: "amount",
	"living-place": "satisfaction",
} as const satisfies Readonly<Record<PromItem, "rating" | "satisfaction" | "amount">>;

export type PromAnswers = Readonly<Partial<Record<PromItem, number | null>>>;

/** An answer of these items, and of the own question on work, studies, money and relations: 1, 2, 3, 4 or 5. */
export const isAnswer = (n: unknown): n is number =>
	typeof n === "number" && Number.isInteger(n) && n >= 1 && n <= 5;

/** Items that have no answer of 1–5 yet, in their order. */
export function promOpen(answers: PromAnswers): readonly PromItem[] {
	return PROM_ITEMS.filter((item) => !isAnswer(answers[item]));
}

/** The mean of the eight × 100, rounded: 100–500, as measure-put sends it. Null until all eight are answered. */
export function promScore(answers: PromAnswers): number | null {
	const given = PROM_ITEMS.map((item) => answers[item]).filter(isAnswer);
	if (given.length < PROM_ITEMS.length) return null;
	return Math.round((given.reduce((sum, n) => sum + n, 0) * 100) / PROM_ITEMS.length);
}

/** THL: the quality of life is good on average when the mean is at least four. */
export const isGood = (score: number): boolean => score >= 400;

/** 363 → "3,63" or "3.63". */
export function shownScore(score: number, decimal: "," | "."): string {
	return (score / 100).toFixed(2).replace(".", decimal);
}
