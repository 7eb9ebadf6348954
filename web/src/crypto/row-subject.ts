// What a row of the log is about, in the report's and the receipt's words: by the object it names, else by its action. Pure.
import type { ObjectType } from "./case-body.ts";

export const SUBJECTS = [
	"question",
	"background",
	"plan",
	"thread",
	"attachment",
	"consent",
	"key",
	"room",
	"case",
] as const;
export type Subject = (typeof SUBJECTS)[number];

const OF_TYPE: Readonly<Record<ObjectType, Subject>> = {
	question: "question",
	background: "background",
	plan: "plan",
	thread: "thread",
	"follow-up": "background",
	card: "thread",
	attachment: "attachment",
	"consent-doc": "consent",
	"consent-file": "consent",
};

const OF_ACTION: Readonly<Record<string, Subject>> = {
	consent: "consent",
	"consent-ack": "consent",
	"consent-seen": "consent",
	revoke: "consent",
	grant: "key",
	rotate: "key",
	confirm: "plan",
	"room-join": "room",
	"room-ice": "room",
	"room-leave": "room",
	"follow-up": "plan",
	"session-open": "room",
	"session-close": "room",
};

/** `type` of the object that the row names, as the case's chain knows it; undefined: it names none. */
export const subjectOf = (type: ObjectType | undefined, action: string): Subject =>
	type === undefined ? (OF_ACTION[action] ?? "case") : OF_TYPE[type];
