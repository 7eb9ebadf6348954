// Bodies of the directory's statements about what organisations keep in common (PROTOCOL §3): templates of records, how
// long cases are kept, the list of professionals, published cards. Bytes ↔ typed fields. Decides nothing.
import { EncodingError } from "./bytes.ts";
import { CARD_LANGUAGES, CARD_TOPICS_MAX, RECORD_TARGETS } from "./directory-org-limits.ts";
import { lp, lpOpen } from "./lp.ts";

export type RecordTarget = (typeof RECORD_TARGETS)[number];

export interface RecordTemplateBody {
	readonly org: Uint8Array;
	readonly target: RecordTarget;
	/** With {fields}; "" is the built-in one. */
	readonly text: string;
}

export const recordTemplateBody = (b: RecordTemplateBody): Uint8Array =>
	lp("ET1/record-template", b.org, b.target, b.text);

export function readRecordTemplate(body: Uint8Array): RecordTemplateBody {
	const r = lpOpen(body, "ET1/record-template");
	const template = { org: r.id(), target: r.oneOf(RECORD_TARGETS), text: r.text() };
	r.end();
	return template;
}

/** How long a closed case is kept. */
export interface RetentionBody {
	readonly org: Uint8Array;
	readonly days: number;
}

export const retentionBody = (b: RetentionBody): Uint8Array => lp("ET1/retention", b.org, b.days);

export function readRetention(body: Uint8Array): RetentionBody {
	const r = lpOpen(body, "ET1/retention");
	const retention = { org: r.id(), days: r.u64() };
	r.end();
	return retention;
}

/** A team or service; all texts "" when it is dropped. */
export interface TeamBody {
	readonly team: Uint8Array;
	readonly org: Uint8Array;
	readonly name: string;
	readonly task: string;
	readonly whenToTurn: string;
	readonly contact: string;
}

export const teamBody = (b: TeamBody): Uint8Array =>
	lp("ET1/team", b.team, b.org, b.name, b.task, b.whenToTurn, b.contact);

export function readTeam(body: Uint8Array): TeamBody {
	const r = lpOpen(body, "ET1/team");
	const team = {
		team: r.id(),
		org: r.id(),
		name: r.text(),
		task: r.text(),
		whenToTurn: r.text(),
		contact: r.text(),
	};
	r.end();
	return team;
}

export type CardLanguage = (typeof CARD_LANGUAGES)[number];
const TOPIC = /^[a-z][a-z0-9-]{0,31}$/;

/** An answered question as its proposer signs it. */
export interface CardWords {
	readonly card: Uint8Array;
	readonly lang: CardLanguage;
	/** Codes, sorted. */
	readonly topics: readonly string[];
	readonly question: string;
	readonly answer: string;
}

export interface CardBody extends CardWords {
	readonly proposer: Uint8Array;
	readonly sig: Uint8Array;
}

/** Comma-joined and sorted, as it stands in signed bytes. */
export const topicsText = (topics: readonly string[]): string =>
	[...new Set(topics)].sort().join(",");

function readTopics(text: string): string[] {
	const topics = text.split(",");
	if (topics.length > CARD_TOPICS_MAX) throw new EncodingError("card: too many topics");
	if (!topics.every((topic) => TOPIC.test(topic))) throw new EncodingError("card: topic");
	if (topicsText(topics) !== text) throw new EncodingError("card: topics not sorted");
	return topics;
}

const cardFields = (b: CardWords) =>
	[b.card, b.lang, topicsText(b.topics), b.question, b.answer] as const;

/** What the proposer signs. */
export const cardText = (g: Uint8Array, b: CardWords): Uint8Array =>
	lp("ET1/card-text", g, ...cardFields(b));

export const cardBody = (b: CardBody): Uint8Array =>
	lp("ET1/card", ...cardFields(b), b.proposer, b.sig);

export function readCard(body: Uint8Array): CardBody {
	const r = lpOpen(body, "ET1/card");
	const card: CardBody = {
		card: r.id(),
		lang: r.oneOf(CARD_LANGUAGES),
		topics: readTopics(r.text()),
		question: r.text(),
		answer: r.text(),
		proposer: r.id(),
		sig: r.bytes(64),
	};
	r.end();
	return card;
}

export const cardDropBody = (card: Uint8Array): Uint8Array => lp("ET1/card-drop", card);

export function readCardDrop(body: Uint8Array): Uint8Array {
	const r = lpOpen(body, "ET1/card-drop");
	const card = r.id();
	r.end();
	return card;
}
