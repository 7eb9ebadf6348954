// Finding by words: forgiving about case, accents and order; Finnish endings do not count. Pure.

/** Without case and accents. */
export const plain = (text: string): string =>
	text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const wordsOf = (text: string): readonly string[] =>
	plain(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);

/** Does it hold every word that was typed, or a part that begins like it? All of nothing. */
export function holdsAll(text: string, typed: string): boolean {
	const held = plain(text);
	return plain(typed)
		.split(/\s+/)
		.filter(Boolean)
		.every((word) => held.includes(word));
}

/** Words shorter than this say little by themselves: ja, kun, voiko. */
const TELLING = 5;
/** What comes after so many letters is an ending as often as not. */
const STEM = 6;

/** The beginnings of its telling words. */
export const stems = (text: string): ReadonlySet<string> =>
	new Set(
		wordsOf(text)
			.filter((word) => word.length >= TELLING)
			.map((word) => word.slice(0, STEM)),
	);

/** How many stems they share. */
export function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	let count = 0;
	for (const stem of one) if (other.has(stem)) count += 1;
	return count;
}
