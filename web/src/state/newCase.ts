// Adding a case, one thing a page: the draft, what each page asks, and what is wrong with it. Pure.
import {
	type BackgroundDoc,
	type QuestionDoc,
	TOPICS,
	type Topic,
	type Urgency,
} from "../work/documents.ts";
import { collect, type Errors, textError } from "./form.ts";
import { holdsIdentityCode } from "./identityCode.ts";
import {
	isBlankSignals,
	NO_SIGNALS,
	readSignals,
	type Signals,
	signalErrors,
	withSignals,
} from "./questionSignals.ts";
import { NEW_CASE_STEPS, type NewCaseStep } from "./route.ts";

export const NEW_CASE_DRAFT = "case-new";

export interface NewCaseDraft extends Signals {
	readonly pair: string;
	readonly reference: string;
	readonly question: string;
	readonly topics: readonly Topic[];
	readonly urgency: Urgency;
	readonly situation: string;
	readonly background: string;
	readonly tried: string;
	/** The hour that it was begun from, if any. */
	readonly hour: string | null;
}

export const EMPTY_CASE: NewCaseDraft = {
	...NO_SIGNALS,
	pair: "",
	reference: "",
	question: "",
	topics: [],
	urgency: "normal",
	situation: "",
	background: "",
	tried: "",
	hour: null,
};

/** Fields of something that was stored, whatever it is: a text of any of them, and those of every question. */
export function readQuestion(stored: unknown) {
	const known = typeof stored === "object" && stored !== null;
	const from = known ? (stored as Readonly<Record<string, unknown>>) : {};
	const text = (key: string) => (typeof from[key] === "string" ? (from[key] as string) : "");
	const topics = Array.isArray(from["topics"]) ? from["topics"] : [];
	const fields = {
		pair: text("pair"),
		reference: text("reference"),
		question: text("question"),
		topics: TOPICS.filter((topic) => topics.includes(topic)),
		urgency: from["urgency"] === "urgent" ? ("urgent" as const) : ("normal" as const),
		situation: text("situation"),
	};
	return { text, fields };
}

/** A stored draft back, whatever it holds: unknown fields fall away, missing ones are empty. */
export function readNewCase(stored: unknown): NewCaseDraft {
	const { text, fields } = readQuestion(stored);
	return {
		...fields,
		...readSignals(stored),
		background: text("background"),
		tried: text("tried"),
		hour: text("hour") === "" ? null : text("hour"),
	};
}

export function isBlankCase(draft: NewCaseDraft): boolean {
	return (
		draft.reference + draft.question + draft.situation + draft.background + draft.tried === "" &&
		draft.topics.length === 0 &&
		isBlankSignals(draft)
	);
}

export function newCaseErrors(step: NewCaseStep, draft: NewCaseDraft): Errors {
	switch (step) {
		case "question":
			return collect({
				pair: draft.pair === "" ? "choose" : null,
				reference: holdsIdentityCode(draft.reference)
					? "looks-like-code"
					: textError(draft.reference, 40),
				question: textError(draft.question, 2000),
			});
		case "topics":
			return collect({ topics: draft.topics.length === 0 ? "choose" : null });
		case "situation":
			return collect({
				situation: holdsIdentityCode(draft.situation)
					? "looks-like-code"
					: textError(draft.situation, 4000),
			});
		case "signals":
			return signalErrors(draft);
		case "background":
			return collect({
				background: draft.background.length > 8000 ? "too-long" : null,
				tried: draft.tried.length > 4000 ? "too-long" : null,
			});
		case "check":
			return Object.assign(
				{},
				...NEW_CASE_STEPS.filter((one) => one !== "check").map((one) => newCaseErrors(one, draft)),
			);
	}
}

export function nextStep(step: NewCaseStep): NewCaseStep {
	const at = NEW_CASE_STEPS.indexOf(step);
	return NEW_CASE_STEPS[Math.min(at + 1, NEW_CASE_STEPS.length - 1)] ?? "check";
}

export function previousStep(step: NewCaseStep): NewCaseStep | null {
	return NEW_CASE_STEPS[NEW_CASE_STEPS.indexOf(step) - 1] ?? null;
}

export function questionOf(draft: NewCaseDraft): QuestionDoc {
	const { topics, urgency } = draft;
	const reference = draft.reference.trim();
	const question = draft.question.trim();
	const situation = draft.situation.trim();
	return withSignals({ v: 1, reference, question, topics, urgency, situation }, draft);
}

export function backgroundOf(draft: NewCaseDraft): BackgroundDoc {
	return { v: 1, background: draft.background.trim(), tried: draft.tried.trim() };
}
