// A question without a client, as it is filled in. Pure.
import type { QuestionDoc, Topic, Urgency } from "../work/documents.ts";
import { collect, type Errors, textError } from "./form.ts";
import { holdsIdentityCode } from "./identityCode.ts";
import { readQuestion } from "./newCase.ts";

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

export const readGeneral = (stored: unknown): GeneralDraft => ({
	...readQuestion(stored).fields,
	noClient: false,
});

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
