// What the vault takes and gives about what organisations keep in common: templates of records, teams, published cards,
// how long closed cases are kept. Types only; the operations are in api.ts.
import type { CardLanguage, RecordTarget } from "../directory-org-body.ts";
import type { Id, Ms } from "./api-people.ts";

export type { CardLanguage, RecordTarget };

export interface RecordTemplateView {
	readonly org: Id;
	readonly target: RecordTarget;
	/** With {fields}; never "". */
	readonly text: string;
}

/** A team or service as it is signed. Functions, never persons. */
export interface TeamText {
	readonly name: string;
	readonly task: string;
	readonly whenToTurn: string;
	readonly contact: string;
}

export interface TeamView extends TeamText {
	readonly team: Id;
	readonly org: Id;
	/** Not on the list any more; what names it still can. */
	readonly dropped: boolean;
}

/** An answered question, without anything of a client. */
export interface CardText {
	readonly lang: CardLanguage;
	readonly topics: readonly string[];
	readonly question: string;
	readonly answer: string;
}

/** Signed by who proposes it; somebody of the other side checks and publishes it. */
export interface CardProposal extends CardText {
	readonly card: Id;
	/** base64url */
	readonly sig: string;
}

/** A published card. */
export interface CardView extends CardText {
	readonly card: Id;
	readonly proposer: Id;
	readonly checker: Id;
	readonly at: Ms;
	/** Taken down: it is shown to nobody, and never comes back. */
	readonly dropped: boolean;
}

export type OrgAct =
	/** Of my county; "" is the built-in one again. */
	| { readonly kind: "record-template"; readonly target: RecordTarget; readonly text: string }
	/** Null: a new one. All texts "": dropped. */
	| ({ readonly kind: "team"; readonly team: Id | null } & TeamText)
	/** I have checked it, and publish it. */
	| { readonly kind: "card"; readonly proposal: CardProposal; readonly proposer: Id }
	| { readonly kind: "card-drop"; readonly card: Id }
	/** Closed cases of my county are erased after so many days. */
	| { readonly kind: "retention"; readonly days: number };
