// An answered question on its way to the shelf: the form, what of the case must not be in it, and what may be said of a
// proposal. Pure.
import {
	CARD_ANSWER_MAX,
	CARD_LANGUAGES,
	CARD_QUESTION_MAX,
	CARD_TOPICS_MAX,
} from "../crypto/directory-org-limits.ts";
import { TOPICS, type Topic } from "../work/documents.ts";
import { TEXTS } from "../work/plan-fields.ts";
import type { CardText, CaseFile, Hour, Proposal } from "../work/work.ts";
import { dayOf } from "./dates.ts";
import { collect, type Errors, textError } from "./form.ts";
import { findIdentifiers, type Identifier, namesIn, type Telling } from "./identifiers.ts";
import { handledIn } from "./queueing.ts";
import { shownReference } from "./reference.ts";

export { CARD_LANGUAGES };

export interface CardDraft {
	readonly lang: CardText["lang"];
	readonly topics: readonly Topic[];
	readonly question: string;
	readonly answer: string;
	/** What somebody has looked at and found to identify nobody. */
	readonly cleared: readonly string[];
	/** The proposal of mine that came back and is mended here. */
	readonly instead: string | null;
}

const knownTopics = (topics: readonly unknown[]): readonly Topic[] =>
	TOPICS.filter((topic) => topics.includes(topic));

/** Key of the draft of a case's card, a new one or one that is mended; it goes with the case. */
export const cardDraft = (id: string, mends: boolean): string =>
	mends ? `card-mend/${id}` : `card/${id}`;

/** Codes of the question's topics; nothing of what is written there. */
export const emptyCard = (topics: readonly Topic[], lang: CardText["lang"]): CardDraft => ({
	lang,
	topics: knownTopics(topics).slice(0, CARD_TOPICS_MAX),
	question: "",
	answer: "",
	cleared: [],
	instead: null,
});

export function readCardDraft(stored: unknown, empty: CardDraft): CardDraft {
	if (typeof stored !== "object" || stored === null) return empty;
	const from = stored as Readonly<Record<string, unknown>>;
	const text = (key: string) => (typeof from[key] === "string" ? (from[key] as string) : "");
	const list = (key: string): readonly unknown[] => {
		const value = from[key];
		return Array.isArray(value) ? value : [];
	};
	// Of another proposal that was mended before.
	if (text("instead") !== (empty.instead ?? "")) return empty;
	return {
		lang: CARD_LANGUAGES.find((lang) => lang === from["lang"]) ?? empty.lang,
		topics: knownTopics(list("topics")),
		question: text("question"),
		answer: text("answer"),
		cleared: list("cleared").filter((one) => typeof one === "string"),
		instead: empty.instead,
	};
}

/** To mend what came back: as it was proposed. */
export const mendOf = (proposal: Proposal): CardDraft => ({
	lang: proposal.lang,
	topics: knownTopics(proposal.topics),
	question: proposal.question,
	answer: proposal.answer,
	cleared: [],
	instead: proposal.card,
});

/** As it is signed: lines, no other control characters, nothing blank at the ends. */
const lines = (text: string): string =>
	text
		.replace(/\r\n?|[\u2028\u2029]/g, "\n")
		.replace(/\t/g, " ")
		.replace(/[^\P{Cc}\n]/gu, "")
		.trim();

export const cardOf = ({ lang, topics, question, answer }: CardDraft): CardText => ({
	lang,
	topics,
	question: lines(question),
	answer: lines(answer),
});

/** A word that may tell who it is about, in which of the two texts. */
export interface Suspect extends Identifier {
	readonly field: "question" | "answer";
	/** The same for the same word of the same kind, wherever it stands. */
	readonly key: string;
}

export type CardWords = Pick<CardText, "question" | "answer">;

export const suspectsIn = (card: CardWords, telling: Telling): readonly Suspect[] =>
	(["question", "answer"] as const).flatMap((field) =>
		findIdentifiers(card[field], telling).map((one) => ({
			...one,
			field,
			key: `${one.kind} ${one.text.toLowerCase()}`,
		})),
	);

/** One of each: a word is judged once. */
export const distinct = (suspects: readonly Suspect[]): readonly Suspect[] =>
	suspects.filter(({ key }, i) => suspects.findIndex((one) => one.key === key) === i);

/** Those that nobody has judged yet. */
export const unjudged = (
	suspects: readonly Suspect[],
	cleared: readonly string[],
): readonly Suspect[] => distinct(suspects).filter(({ key }) => !cleared.includes(key));

/** What stands in the case and must not be in a card: names, and what the case goes by. `clients`: by the consent. */
export function tellingOf(file: CaseFile, clients: readonly string[], now: number): Telling {
	const { question, background, thread, guests, plan } = file;
	const { doc } = plan;
	const texts = [
		...[question?.question, question?.situation, background?.background, background?.tried],
		...[question?.network, ...(question?.triggers ?? [])],
		...TEXTS.map((field) => doc[field]),
		...doc.steps.flatMap(({ what, who }) => [what, who.kind === "text" ? who.text : ""]),
		...thread.map((message) => message.doc.text),
	];
	const invited = guests.map(({ name }) => name ?? "");
	const written = texts.flatMap((text) => namesIn(text ?? ""));
	const own = question === null ? [] : [question.reference];
	return {
		names: [...clients, ...invited, ...written],
		references: [shownReference(file.reference), ...own],
		today: dayOf(now),
	};
}

export function cardErrors(draft: CardDraft, suspects: readonly Suspect[]): Errors {
	const { question, answer } = cardOf(draft);
	const topics = draft.topics.length;
	return collect({
		"card-question": textError(question, CARD_QUESTION_MAX),
		"card-answer": textError(answer, CARD_ANSWER_MAX),
		topics: topics === 0 ? "choose" : topics > CARD_TOPICS_MAX ? "too-many" : null,
		suspects: unjudged(suspects, draft.cleared).length === 0 ? null : "to-judge",
	});
}

/** Somebody of Kela's has said something in this case that others might ask too. `hours`: past ones show what was handled. */
export const mayPropose = (file: CaseFile, hours: readonly Hour[]): boolean =>
	file.state === "open" &&
	file.question !== null &&
	(file.answered !== null || file.plan.confirmed || handledIn(file.case, hours) !== null);

/** A text cut where words begin or end to be marked. */
export interface Piece {
	readonly text: string;
	readonly suspect: Suspect | null;
}

export function pieces(text: string, suspects: readonly Suspect[]): readonly Piece[] {
	const out: Piece[] = [];
	let at = 0;
	for (const suspect of suspects) {
		out.push({ text: text.slice(at, suspect.from), suspect: null });
		out.push({ text: suspect.text, suspect });
		at = suspect.to;
	}
	out.push({ text: text.slice(at), suspect: null });
	return out.filter((piece) => piece.text !== "");
}
