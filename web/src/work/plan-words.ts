// Text as words: how it is cut, put together again, and what has changed between two texts. Pure.

/** Words and the spaces between them, in order; together they are the text. */
export const piecesOf = (text: string): readonly string[] => text.match(/\s+|\S+/gu) ?? [];

export const isWord = (piece: string): boolean => /^\S/u.test(piece);

export interface Change {
	readonly kind: "same" | "added" | "removed";
	/** Where it stands: in the new list if it was added, in the old one otherwise. */
	readonly at: number;
}

/** More cells than this are not compared one by one: what stands between the same beginning and end is replaced. */
const CELLS_MAX = 400_000;

/** The way from one list of pieces to another: in a place where both have something, what goes stands first. */
export function changesOf(before: readonly string[], after: readonly string[]): readonly Change[] {
	const shorter = Math.min(before.length, after.length);
	let head = 0;
	while (head < shorter && before[head] === after[head]) head++;
	let tail = 0;
	while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
	const same = (from: number, count: number): Change[] =>
		Array.from({ length: count }, (_, i) => ({ kind: "same", at: from + i }));
	const middle = between(
		before.slice(head, before.length - tail),
		after.slice(head, after.length - tail),
	);
	return [
		...same(0, head),
		...middle.map(({ kind, at }) => ({ kind, at: at + head })),
		...same(before.length - tail, tail),
	];
}

/** By the longest list of pieces that both have. */
function between(before: readonly string[], after: readonly string[]): readonly Change[] {
	const [rows, columns] = [before.length, after.length];
	const whole = rows * columns > CELLS_MAX;
	const width = columns + 1;
	const longest = new Uint16Array(whole ? 0 : (rows + 1) * width);
	const cell = (i: number, j: number) => longest[i * width + j] ?? 0;
	if (!whole)
		for (let i = rows - 1; i >= 0; i--)
			for (let j = columns - 1; j >= 0; j--)
				longest[i * width + j] =
					before[i] === after[j]
						? cell(i + 1, j + 1) + 1
						: Math.max(cell(i + 1, j), cell(i, j + 1));
	const changes: Change[] = [];
	let [i, j] = [0, 0];
	while (i < rows || j < columns) {
		if (!whole && i < rows && j < columns && before[i] === after[j]) {
			changes.push({ kind: "same", at: i++ });
			j++;
		} else if (i < rows && (j === columns || whole || cell(i + 1, j) >= cell(i, j + 1)))
			changes.push({ kind: "removed", at: i++ });
		else changes.push({ kind: "added", at: j++ });
	}
	return changes;
}

/** Where the caret goes when somebody else has changed the text around it. */
export function movedCaret(before: string, after: string, caret: number): number {
	const [old, now] = [piecesOf(before), piecesOf(after)];
	let [read, written] = [0, 0];
	for (const { kind, at } of changesOf(old, now)) {
		const length = ((kind === "added" ? now : old)[at] ?? "").length;
		if (kind !== "added" && caret <= read + length)
			return written + (kind === "same" ? caret - read : 0);
		if (kind !== "added") read += length;
		if (kind !== "removed") written += length;
	}
	return after.length;
}
