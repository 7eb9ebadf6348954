// What somebody has begun to write to the other side about a case and has not sent: the drafts of it. Knows no page. Pure.
import { readQuestion } from "./newCase.ts";

/** A key that ends in the case: the server drops its drafts as the case is erased. */
export const messageDraft = (of: string): string => `message/${of}`;
export const prepareDraft = (of: string): string => `prepare/${of}`;

/** A line in the thread. */
export interface Message {
	readonly text: string;
}
export const NO_MESSAGE: Message = { text: "" };
export const readMessage = (stored: unknown): Message => ({
	text: readQuestion(stored).text("text"),
});

/** Kela's contact: what is missing, and the answer in writing. */
export interface Prepared {
	readonly info: string;
	readonly answer: string;
}
export const NOTHING_PREPARED: Prepared = { info: "", answer: "" };
export const readPrepared = (stored: unknown): Prepared => {
	const { text } = readQuestion(stored);
	return { info: text("info"), answer: text("answer") };
};

/** Which of them is under way. */
export const begun = ({ info, answer }: Prepared): keyof Prepared | null =>
	answer !== "" ? "answer" : info !== "" ? "info" : null;
