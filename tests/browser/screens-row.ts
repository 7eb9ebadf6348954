// What a row of the table of screens is (screens.ts), and the short words that rows are written in. Knows no screen.
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Route } from "../../web/src/state/route.ts";

/** Each has a window of their own. */
export const ROLES = [
	"worker",
	"colleague",
	"other",
	"contact",
	"coordinator",
	"kela",
	"newcomer",
	"guest",
	"anyone",
	"client",
] as const;
export type Role = (typeof ROLES)[number];
/** Whose, and what it is called: the names of its pictures begin so. */
export type ScreenId = `${Role}-${string}`;

export type Language = "fi" | "sv" | "en";
/** Finnish last: what is pressed next is pressed by its Finnish name. */
export const LANGUAGES: readonly Language[] = ["sv", "en", "fi"];

/** What of the demo's record the screens are about; ids, from screens-stage.ts. */
export const KNOWN = [
	// The hour that opens now, one that has been held, the pair's own one, one that a holiday has put in question.
	"hour",
	"heldHour",
	"ownHour",
	"proposedHour",
	"series",
	"pair",
	"team",
	"substitute",
	"worker",
	"contact",
	"coordinator",
	/** Waits for being compared. */
	"pending",
	// Pair A's cases. Kela has prepared the first; the next waits for its acknowledgement, the next has no consent; then one
	// that was discussed and has its plan, one with proposals for the shelf, and one whose consent lets others take part.
	"ready",
	"queued",
	"unread",
	"bare",
	"planned",
	"proposing",
	"named",
	"question",
	"answered",
	"erased",
	// Pair B's.
	"closed",
	"held",
	"waiting",
] as const;
export type Known = Readonly<Record<(typeof KNOWN)[number], string>>;

/** Where the walk has come to. */
export interface Guide {
	readonly known: Known;
	readonly cast: Cast;
	readonly origin: string;
	readonly links: { readonly enrol: string; readonly guest: string; readonly check: string };
	page(role: Role): Page;
	/** To that page, as it is when one comes to it. */
	open(role: Role, to: Route): Promise<Page>;
	/** That screen is there now: it is looked at in every width, and every language or only the one that it is in. */
	see(id: ScreenId, only?: Language): Promise<void>;
	/** The case whose consent names others gets its place in the hour. */
	queueNamed(): Promise<void>;
}

/** What would be a fault on any other screen. */
export interface Shows {
	/** Beginnings of the test ids of what is said in red there. */
	readonly alerts?: readonly string[];
	/** Something turns as long as one looks. */
	readonly spins?: true;
	/** It says that there is no such page, or none for this person. */
	readonly nowhere?: true;
}

/** A page by its address, and what is pressed there. Each stands alone. */
export interface Screen extends Shows {
	readonly id: ScreenId;
	readonly to: (known: Known) => Route;
	readonly then?: (page: Page, by: Guide) => Promise<void>;
}

/** Screens that come one after the other. */
export interface Tour {
	readonly role: Role;
	readonly screens: Readonly<Partial<Record<ScreenId, Shows>>>;
	/** Pages that it shows on the way. */
	readonly routes?: readonly Pick<Screen, "to">[];
	readonly walk: (by: Guide) => Promise<void>;
}

export type Row = Screen | Tour;

export const isTour = (row: Row): row is Tour => "walk" in row;

export function whose(id: ScreenId): Role {
	const role = ROLES.find((one) => id.startsWith(`${one}-`));
	if (role === undefined) throw new Error(`whose is ${id}?`);
	return role;
}

/** Whose window it is in, or begins in. */
export const roleOf = (row: Row): Role => (isTour(row) ? row.role : whose(row.id));

/** Of a row: the screens that it shows. */
export const idsOf = (row: Row): readonly ScreenId[] =>
	isTour(row) ? (Object.keys(row.screens) as ScreenId[]) : [row.id];

type OfCase = "case" | "consent" | "plan" | "report" | "measures" | "card";
/** Kinds of pages that a name is enough for. */
type Plain = { [At in Route["at"]]: { at: At } extends Extract<Route, { at: At }> ? At : never }[Route["at"]];

/** A page that needs no more than its name. */
export const plain = (id: ScreenId, at: Plain, more: Omit<Screen, "id" | "to"> = {}): Screen => ({
	// The compiler gives up on a choice of so many; Plain says that it is one.
	...{ id, to: () => ({ at }) as Route, ...more },
});

/** A page of a case. */
export const ofCase = (
	id: ScreenId,
	at: OfCase,
	which: keyof Known,
	more: Omit<Screen, "id" | "to"> = {},
): Screen => ({ ...{ id, to: (known) => ({ at, case: known[which] }), ...more } });

export const ofPerson = (id: ScreenId, who: keyof Known, more: Omit<Screen, "id" | "to"> = {}): Screen => ({
	...{ id, to: (known) => ({ at: "person", person: known[who] }), ...more },
});

/** Presses a button, by test id, and waits for what opens. */
export const opens =
	(button: string, box: string) =>
	async (page: Page): Promise<void> => {
		await page.getByTestId(button).first().click();
		await page.getByTestId(box).first().waitFor();
	};
