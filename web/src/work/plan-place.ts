// Places in a text (or among steps) that several people write at once: strings whose order is the order of the text, so
// that a new one fits between any two and no two people ever make the same. Pure but for what its writer has used up.
//
// A place is a row of parts: a run of somebody's own, and a number in it. Odd numbers are places; the even one before an
// odd number is the branch for what is put in front of it, and a longer place stands behind the one it begins with. Since
// a run belongs to one writer, two sentences that are typed into the same gap stand one behind the other and do not mix.

/** Of a writer's id, of the count that makes a run theirs alone, and of the number in it: all fixed, so text order is order. */
const WRITER = 8;
const COUNT = 4;
const NUMBER = 3;
const PART = WRITER + COUNT + NUMBER;
const BASE = 36;
const NUMBER_MAX = BASE ** NUMBER - 3;

export const COUNT_MAX = BASE ** COUNT - 1;
export const WRITER_ID = /^[\w-]{8}$/;
/** Of a place the last number is odd: in front of what ends with an even one there would be no room. */
export const PLACE = new RegExp(
	`^(?:[\\w-]{${WRITER}}[0-9a-z]{${COUNT + NUMBER}})*[\\w-]{${WRITER}}[0-9a-z]{${COUNT + NUMBER - 1}}[13579bdfhjlnprtvxz]$`,
);

const digits = (value: number, length: number): string =>
	value.toString(BASE).padStart(length, "0");

export class Places {
	readonly #writer: string;
	/** The last number used of each run of mine. */
	readonly #used = new Map<string, number>();

	constructor(writer: string) {
		this.#writer = writer;
	}

	/** A new place after `left` and before `right` ("": the beginning, the end). `count` was never given before. */
	between(left: string, right: string, count: number): string {
		if (right !== "" && right.startsWith(left)) {
			const number = Number.parseInt(right.slice(-NUMBER), BASE) - 1;
			return this.#branch(right.slice(0, -NUMBER) + digits(number, NUMBER), count);
		}
		return this.#further(left, right) ?? this.#branch(left, count);
	}

	/** Goes on in a run of mine that `left` stands in: what is typed word after word stays short, and together. */
	#further(left: string, right: string): string | null {
		for (let at = 0; at < left.length; at += PART) {
			const run = left.slice(0, at + WRITER + COUNT);
			const used = this.#used.get(run);
			if (used === undefined || used > NUMBER_MAX) continue;
			const place = run + digits(used + 2, NUMBER);
			// Somebody else may stand in my run, as no client of ours does.
			if (place <= left || (right !== "" && place >= right)) continue;
			this.#used.set(run, used + 2);
			return place;
		}
		return null;
	}

	#branch(from: string, count: number): string {
		const run = from + this.#writer + digits(count, COUNT);
		this.#used.set(run, 1);
		return run + digits(1, NUMBER);
	}
}
