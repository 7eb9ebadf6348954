// Cases found by what somebody remembers of them: the pair's own reference or the one on the client's paper, the topic, a
// word of the question. Pure, but that it keeps what it has read of a case.
import type { CaseSummary } from "../work/work.ts";
import { plain } from "./search.ts";

/** Words of the screen's language, and the reference that is printed. */
export interface CaseWords {
	readonly topic: (topic: string) => string;
	readonly printed: (one: CaseSummary) => string;
}

interface Read {
	readonly reference: string;
	readonly printed: string;
	readonly all: string;
}

/** Finds in the order of the list, but what is called so before what only holds it. All of nothing typed. */
export type CaseFinder = (cases: readonly CaseSummary[], typed: string) => readonly CaseSummary[];

/** Gaps and dashes are typed or not: 7KQ2-M9XD, A 104. */
const joined = (text: string): string => text.replace(/[\s-]/g, "");

export function caseFinder(words: CaseWords): CaseFinder {
	const known = new WeakMap<CaseSummary, Read>();
	const read = (one: CaseSummary): Read => {
		const found = known.get(one) ?? readCase(one, words);
		known.set(one, found);
		return found;
	};
	return (cases, typed) => {
		const wanted = plain(typed).trim();
		if (wanted === "") return cases;
		const code = joined(wanted);
		const parts = wanted.split(/\s+/);
		const rated = cases.map((one) => ({ one, rate: rateOf(read(one), code, parts) }));
		return [3, 2, 1].flatMap((rate) =>
			rated.filter((each) => each.rate === rate).map(({ one }) => one),
		);
	};
}

function rateOf({ reference, printed, all }: Read, code: string, parts: readonly string[]): number {
	if (code !== "" && (reference === code || printed === code)) return 3;
	if (code !== "" && (reference.startsWith(code) || printed.startsWith(code))) return 2;
	return parts.every((part) => all.includes(part)) ? 1 : 0;
}

function readCase(one: CaseSummary, { topic, printed }: CaseWords): Read {
	const { question } = one;
	const reference = question?.reference ?? "";
	const said = [reference, question?.question ?? "", ...(question?.topics ?? []).map(topic)];
	return {
		reference: joined(plain(reference)),
		printed: joined(plain(printed(one))),
		all: plain(said.join("\n")),
	};
}

/** Open ones first, what has changed last before the rest. */
export const listOrder = (cases: readonly CaseSummary[]): readonly CaseSummary[] =>
	[...cases].sort(
		(a, b) => Number(b.state === "open") - Number(a.state === "open") || b.updatedAt - a.updatedAt,
	);

/** Cases of which nothing but the printed reference is known here: not opened yet, or not to be opened. */
export const unread = (cases: readonly CaseSummary[]): number =>
	cases.filter(({ question, state }) => question === null && state !== "erased").length;
