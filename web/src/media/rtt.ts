// Real-time text (one line a person, character by character): what changed between two lines as one edit, and a line
// with another's edit applied. Offsets count code points. Pure; whatever comes from others is limited and cleaned here.

export const LINE_MAX = 2_000;
export const MESSAGE_MAX_BYTES = 4 * 1024;
/** So many characters fit a message, whatever they are: 4 bytes each, or 6 where JSON escapes. */
const PIECE = 500;

/** What a person means by a message: their line from here on, or its end. */
export type Typed =
	| { readonly kind: "line"; readonly line: string }
	| { readonly kind: "end"; readonly line: string };

/** Controls, marks of direction and line separators could make a line look like another, or like several. */
const UNFIT =
	/[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** As a line may be shown, at most so many characters. */
export const cleaned = (text: string, max = LINE_MAX): string =>
	Array.from(text.replace(UNFIT, "")).slice(0, max).join("");

/** The messages that make `after` of `before`; none if they are the same. */
export function edits(before: string, after: string): string[] {
	const old = Array.from(before);
	const now = Array.from(after);
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
	let tail = 0;
	while (
		tail < old.length - start &&
		tail < now.length - start &&
		old[old.length - 1 - tail] === now[now.length - 1 - tail]
	)
		tail += 1;
	const deleted = old.length - start - tail;
	const added = now.slice(start, now.length - tail);
	if (deleted === 0 && added.length === 0) return [];
	const messages = [edit(start, deleted, added.slice(0, PIECE))];
	for (let at = PIECE; at < added.length; at += PIECE)
		messages.push(edit(start + at, 0, added.slice(at, at + PIECE)));
	return messages;
}

/** A line for somebody who knows nothing of it. */
export const snapshot = (line: string): string[] => [
	JSON.stringify({ v: 1, o: 0, d: LINE_MAX, t: "" }),
	...edits("", line),
];

export const endOfLine = (): string => JSON.stringify({ v: 1, end: true });

const edit = (o: number, d: number, t: readonly string[]): string =>
	JSON.stringify({ v: 1, o, d, t: t.join("") });

/** Their line after this message; null: it says nothing that can be understood, and nothing changes. */
export function typed(line: string, message: string): Typed | null {
	const value = parsed(message);
	if (value === null || value.v !== 1) return null;
	if (value.end === true) return { kind: "end", line };
	const { o, d, t } = value;
	if (!isCount(o) || !isCount(d) || typeof t !== "string") return null;
	const old = Array.from(line);
	const at = Math.min(o, old.length);
	const next = [...old.slice(0, at), cleaned(t), ...old.slice(at + d)].join("");
	return { kind: "line", line: cleaned(next) };
}

const isCount = (value: unknown): value is number =>
	typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LINE_MAX;

function parsed(message: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(message);
		const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
		return isObject ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

/** So many messages at once and then so many a second; who sends more is not heard, and who goes on is cut off. */
export class Allowance {
	readonly #burst: number;
	readonly #perSecond: number;
	#left: number;
	#at: number | null = null;
	#refused = 0;

	constructor(burst: number, perSecond: number) {
		this.#burst = burst;
		this.#perSecond = perSecond;
		this.#left = burst;
	}

	/** over: this one is dropped. flood: so many were that the sender means harm. */
	take(now: number): "ok" | "over" | "flood" {
		const since = this.#at === null ? 0 : Math.max(0, now - this.#at);
		this.#at = now;
		this.#left = Math.min(this.#burst, this.#left + (since / 1000) * this.#perSecond);
		if (this.#left >= 1) {
			this.#left -= 1;
			return "ok";
		}
		this.#refused += 1;
		return this.#refused > 4 * this.#burst ? "flood" : "over";
	}
}
