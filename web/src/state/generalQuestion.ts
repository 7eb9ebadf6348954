// A question without a client, as it is filled in. Pure.
import { type QuestionDoc, TOPICS, type Topic, type Urgency } from "../work/documents.ts";
import { collect, type Errors, textError } from "./form.ts";
import { holdsIdentityCode } from "./identityCode.ts";

export const GENERAL_DRAFT = "general-new";

export interface GeneralDraft {
	readonly pair: string;
	readonly reference: string;
	readonly question: string;
	readonly situation: string;
	readonly topics: readonly Topic[];
	readonly urgency: Urgency;
	/** Nothing in it is about a client: promised anew each time, never kept. */
	readonly noClient: boolean;
}

export const EMPTY_GENERAL: GeneralDraft = {
	pair: "",
	reference: "",
	question: "",
	situation: "",
	topics: [],
	urgency: "normal",
	noClient: false,
};

export function readGeneral(stored: unknown): GeneralDraft {
	if (typeof stored !== "object" || stored === null) return EMPTY_GENERAL;
	const from = stored as Record<string, unknown>;
	const text = (key: string) => (typeof from[key] === "string" ? (from[key] as string) : "");
	const topics = Array.isArray(from["topics"]) ? from["topics"] : [];
	return {
		pair: text("pair"),
		reference: text("reference"),
		question: text("question"),
		situation: text("situation"),
		topics: TOPICS.filter((topic) => topics.includes(topic)),
		urgency: from["urgency"] === "urgent" ? "urgent" : "normal",
		noClient: false,
	};
}

export const keptOf = ({ noClient: _promise, ...kept }: GeneralDraft): unknown => kept;

export function generalErrors(draft: GeneralDraft): Errors {
	const free = (text: string, max: number) =>
		holdsIdentityCode(text) ? "looks-like-code" : textError(text, max);
	return collect({
		pair: draft.pair === "" ? "choose" : null,
		reference: free(draft.reference, 40),
		question: free(draft.question, 2000),
		topics: draft.topics.length === 0 ? "choose" : null,
		situation: draft.situation.trim() === "" ? null : free(draft.situation, 4000),
		noClient: draft.noClient ? null : "confirm-first",
	});
}

export const generalOf = (draft: GeneralDraft): QuestionDoc => ({
	v: 1,
	reference: draft.reference.trim(),
	question: draft.question.trim(),
	topics: draft.topics,
	urgency: draft.urgency,
	situation: draft.situation.trim(),
});
