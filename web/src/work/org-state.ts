// What organisations keep in common, as the screens have it: templates of records, the list of professionals, the shelf
// of answered questions. Types only; imported through work.ts.
import type { CardText, RecordTarget, TeamText } from "../crypto/vault/api-org.ts";
import type { Id, Ms } from "./work.ts";

export type { CardText, RecordTarget, TeamText };

/** A team or service one may turn to. */
export interface Team extends TeamText {
	readonly team: Id;
	readonly org: Id;
	readonly orgName: string;
	/** Not on the list any more: only plans that name it still show its name. */
	readonly dropped: boolean;
}

/** A published answer that stands. */
export interface Card extends CardText {
	readonly card: Id;
	readonly proposer: Id;
	readonly checker: Id;
	readonly at: Ms;
	/** I may take it down: I have proposed or checked it, or coordinate. */
	readonly droppable: boolean;
}

export interface OrgDocs {
	/** Of my own organisation, by system; the built-in one where there is none. */
	readonly templates: Readonly<Partial<Record<RecordTarget, string>>>;
	/** Of all organisations, dropped ones too. */
	readonly teams: readonly Team[];
	/** Newest first. */
	readonly cards: readonly Card[];
	/** Days after which a closed case is erased, by county. */
	readonly retentions: Readonly<Record<Id, number>>;
}

/** What the sides have said of a proposal: for mending, not to be published, taken back by who proposed it. */
export type Verdict = "back" | "declined" | "withdrawn";

/** Closed cases of my county (a coordinator's) or of mine (a worker's), by reference and dates only. */
export interface RetentionList {
	/** After closing. */
	readonly days: number;
	/** In the last 366 days; `how`: by the pair, or because its time was over. */
	readonly erased: readonly {
		readonly reference: string;
		readonly closedAt: Ms;
		readonly at: Ms;
		readonly how: "pair" | "rule";
	}[];
	/** In the next 30 days; held ones always, whose time may be over. */
	readonly ahead: readonly {
		readonly reference: string;
		/** Null: I have no part in it. */
		readonly case: Id | null;
		readonly closedAt: Ms;
		readonly at: Ms;
		readonly held: boolean;
	}[];
}

/** An answer that somebody has proposed in a case; the other side may publish it. */
export interface Proposal extends CardText {
	readonly case: Id;
	readonly card: Id;
	readonly proposer: Id;
	readonly at: Ms;
	/** replaced: it was sent back, and its proposer has proposed it anew. */
	readonly state: "open" | "published" | "dropped" | "replaced" | Verdict;
	/** Proposed by the other side, and still open: I may check and publish it, send it back or decline it. */
	readonly publishable: boolean;
	/** Whose word the state is, unless it is still open or on the shelf. */
	readonly said: { readonly by: Id; readonly at: Ms; readonly word: string } | null;
}

export interface ShelfActions {
	/**
	 * Signs my words and lays them before the other side, in the case they came up in. Nothing of the client in them.
	 * `instead`: of a proposal of mine that was sent back.
	 */
	propose(id: Id, text: CardText, instead?: Id): Promise<void>;
	/** What has been proposed in the case, newest first. */
	proposals(id: Id): Promise<readonly Proposal[]>;
	/** I have checked it: for everybody from now on, word for word. not_found: no such proposal that I may publish. */
	publish(id: Id, card: Id): Promise<void>;
	/**
	 * back, declined: of what I might publish; withdrawn: of mine, while it is not published. A word goes with it, and
	 * into the case's thread too. not_found: no such proposal that I may say that of.
	 */
	judge(id: Id, card: Id, verdict: Verdict, word: string): Promise<void>;
	/** Who the case's consent is about, for the checker of what is proposed. Nobody, where I have not looked at it. */
	names(id: Id): Promise<readonly string[]>;
	drop(card: Id): Promise<void>;
}
