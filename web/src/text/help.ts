// The pages of help in three languages: what they hold, and how a name from the screens stands in a sentence. These texts
// come with the pages that show them, not with the first one. Knows no name itself: the guides take them from the screens' texts.
import type { FeedbackLink } from "../state/feedback.ts";
import type { GuideRole } from "../state/route.ts";
import { help as en } from "./en/help.ts";
import { help as fi } from "./fi/help.ts";
import type { Language } from "./language.ts";
import { help as sv } from "./sv/help.ts";
import type { Texts } from "./texts.ts";

/** The parts of each role's guide, in order. A picture is `<role>-<part>`. */
export const GUIDE_PARTS = {
	worker: ["today", "case", "consent", "queue", "hour", "after"],
	contact: ["prepare", "ask", "hour", "after"],
	coordinator: ["people", "series", "change", "substitute", "figures"],
} as const satisfies Readonly<Record<GuideRole, readonly string[]>>;

/** Plain words, or a name as it stands on the screen. */
export type Piece = string | { readonly name: string };
export type Line = readonly Piece[];

/** A sentence: whatever stands in `${…}` is a name from the screens. */
export function say(words: TemplateStringsArray, ...names: readonly string[]): Line {
	return words.flatMap((word, at): Piece[] => {
		const name = names[at];
		return name === undefined ? [word] : [word, { name }];
	});
}

export const plainOf = (line: Line): string =>
	line.map((piece) => (typeof piece === "string" ? piece : piece.name)).join("");

export interface GuidePart {
	readonly title: string;
	readonly steps: readonly Line[];
}
export interface Guide<P extends string> {
	readonly lead: string;
	readonly parts: { readonly [K in P]: GuidePart };
}
export type Guides = {
	readonly [R in GuideRole]: Guide<(typeof GUIDE_PARTS)[R][number]>;
};

/** One role's parts in their order, each under its name. */
export function partsOf<R extends GuideRole>(guides: Guides, role: R) {
	const parts: Readonly<Record<string, GuidePart>> = guides[role].parts;
	return GUIDE_PARTS[role].flatMap((name) => {
		const part = parts[name];
		return part === undefined ? [] : [{ name, part }];
	});
}

/** A heading and what stands under it. */
export interface Section {
	readonly title: string;
	readonly lines: readonly string[];
	/** Lines are points of a list. */
	readonly listed?: true;
}

/** What a page says with facts of this deployment; null: not known to whoever is not signed in. */
export interface Facts {
	/** The reader's organisation. */
	readonly org: string | null;
	/** It, where it is a county: whose clients they are. */
	readonly county: string | null;
	/** Days after which a closed case's contents are erased. */
	readonly days: number | null;
	/** The address of this service. */
	readonly host: string;
	/** Where feedback goes. */
	readonly feedback: FeedbackLink | null;
}

export interface HelpTexts {
	readonly title: string;
	readonly lead: string;
	readonly guides: (screens: Texts) => Guides;
	readonly forRole: (role: string) => string;
	readonly picture: (part: string) => string;
	readonly others: string;
	readonly clients: string;
	readonly clientsText: string;
	/** On Today's page until it is closed. */
	readonly hint: {
		readonly title: string;
		readonly lines: (screens: Texts) => Readonly<Record<GuideRole, Line>>;
		readonly read: string;
		readonly close: string;
	};
	readonly information: {
		readonly title: string;
		readonly lead: string;
		readonly heading: string;
		readonly sections: (facts: Facts) => readonly Section[];
		readonly worker: string;
		readonly phone: string;
	};
	readonly privacy: Paged;
	readonly accessibility: Paged & { readonly authority: Authority };
	readonly feedback: {
		readonly title: string;
		readonly lead: string;
		/** Before the address. */
		readonly address: string;
		readonly noAddress: string;
		readonly coordinators: (org: string) => string;
		readonly none: string;
		readonly strangers: string;
		readonly sections: readonly Section[];
	};
}
/** Whom one turns to when the organisation's answer is not enough. */
interface Authority {
	readonly title: string;
	readonly lead: string;
	readonly name: string;
	readonly unit: string;
	readonly site: string;
	readonly contact: string;
}
interface Paged {
	readonly title: string;
	readonly lead: (facts: Facts) => string;
	readonly sections: (facts: Facts) => readonly Section[];
}

const HELP: Readonly<Record<Language, HelpTexts>> = { fi, sv, en };

export const helpIn = (language: Language): HelpTexts => HELP[language];
