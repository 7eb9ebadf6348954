// What stands inside a case's encrypted objects (UTF-8 JSON, PROTOCOL §5) and which codes their fields take.
// Types only: knows no key, no wire and no wording. The words for the codes are in src/text.

/** What the case is about on Kela's side. */
export const TOPICS = [
	"social-assistance", // perustoimeentulotuki
	"housing-allowance", // yleinen asumistuki
	"sickness-allowance", // sairauspäiväraha
	"rehabilitation", // kuntoutus ja kuntoutusraha
	"disability-pension", // työkyvyttömyyseläke, takuueläke
	"unemployment", // työttömyysturva
	"disability-benefits", // vammaistuet
	"care-allowance", // eläkettä saavan hoitotuki ja asumistuki
	"families", // lapsiperheiden tuet
	"studies", // opintotuki
	"medicines-travel", // lääke- ja matkakorvaukset
	"other",
] as const;
export type Topic = (typeof TOPICS)[number];

export const URGENCIES = ["normal", "urgent"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Who may tell whom. Each direction is agreed to on its own. */
export const DIRECTIONS = ["pair-to-kela", "kela-to-pair"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What may be told. Health is not here: it has its own tick, `ConsentDoc.health`. */
export const CATEGORIES = [
	"benefits", // hakemukset ja päätökset
	"livelihood", // tulot, menot, velat
	"housing",
	"family",
	"social-services",
	"work-studies",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Wall-clock date `YYYY-MM-DD`, Europe/Helsinki. */
export type DateText = string;

/** The customerships of the segmentation Suuntima. */
export const SUUNTIMA = ["omatoimi", "yhteistyo", "yhteiso", "verkosto"] as const;
export type Suuntima = (typeof SUUNTIMA)[number];

/** Tiers of the service chain (Itä-Uusimaa), from guidance to being carried. */
export const TIERS = ["ohjaus", "tuki", "monialainen", "kannattelu"] as const;
export type Tier = (typeof TIERS)[number];

/** The wellbeing check of Omaolo. Attached: its result goes along on paper or another way, for no file is attached here. */
export const OMAOLO = ["no", "done", "attached"] as const;
export type Omaolo = (typeof OMAOLO)[number];

/** What wakes one up to a client's need (herätelista). */
export const TRIGGERS = [
	"over-six-visits", // in a year
	"repeated-emergency",
	"omaolo-concern",
	"many-services",
	"missed-appointments",
	"applications-stuck",
	"livelihood-at-risk",
	"work-ability",
	"carer-worn",
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/**
 * `question`, compartment S: what Kela's contact sees. The last five are the published models' (domain.md, Signals),
 * each left out where nothing was said of it, as in documents of before them; state/questionSignals.ts reads them.
 */
export interface QuestionDoc {
	readonly v: 1;
	/** The pair's own mark for the case; never a name or an identity code. */
	readonly reference: string;
	readonly question: string;
	readonly topics: readonly Topic[];
	readonly urgency: Urgency;
	/** The client's situation in short, as far as Kela needs it. */
	readonly situation: string;
	readonly suuntima?: Suuntima;
	readonly tier?: Tier;
	readonly omaolo?: Omaolo;
	/** Codes of TRIGGERS, and what was said in own words. */
	readonly triggers?: readonly string[];
	/** Who is in the client's network so far. */
	readonly network?: string;
}

/** `background`, compartment P: stays with the pair. */
export interface BackgroundDoc {
	readonly v: 1;
	readonly background: string;
	/** What has been tried or agreed so far. */
	readonly tried: string;
}

/** A drawn signature as pen strokes: whole numbers x0,y0,x1,y1,… within width × height. */
export interface Signature {
	readonly width: number;
	readonly height: number;
	readonly strokes: readonly (readonly number[])[];
}

export type Capture = "drawn" | "scan" | "drawn+scan";
export const CONSENT_TEMPLATE = "et-consent-1";

/** `consent-doc`, compartment C: the consent as the client gave it. Version 2 is 1 with `others`, where anybody is named. */
export interface ConsentDoc {
	readonly v: 1 | 2;
	readonly template: typeof CONSENT_TEMPLATE;
	readonly language: "fi" | "sv" | "en";
	readonly clientName: string;
	/** Personal identity code (henkilötunnus). */
	readonly clientCode: string;
	/** Name of the legal representative who signs for the client, or null. */
	readonly representative: string | null;
	readonly directions: readonly Direction[];
	readonly categories: readonly Category[];
	readonly health: boolean;
	/** Who else may take part: an interpreter, a doctor… Missing: nobody, so no guest can be invited. */
	readonly others?: string;
	readonly from: DateText;
	/** The last day in force, inclusive; at most 12 months from `from`. */
	readonly to: DateText;
	/** Display name of the worker who saw the signing. */
	readonly witness: string;
	readonly capture: Capture;
	readonly signature: Signature | null;
}

/** What somebody without an account is invited to a case as. */
export const GUEST_ROLES = ["interpreter", "doctor", "employment", "other"] as const;
/** An invite stands so many days at the most. */
export const GUEST_DAYS_MAX = 14;

/** The scan or photo of the paper, re-encoded by the view (no EXIF); stored chunked as `consent-file`. */
export interface ScanFile {
	readonly type: "image/jpeg" | "image/png";
	readonly bytes: Uint8Array;
}

export const STEP_SIDES = ["pair", "kela", "client", "other"] as const;
export type StepSide = (typeof STEP_SIDES)[number];

/** Who does a step: somebody of the case, a team on the list of professionals, or as it was written. */
export type StepWho =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "person"; readonly uid: string }
	| { readonly kind: "team"; readonly team: string };

/** One next step (jatkotoimi). */
export interface PlanStep {
	/** Made once by the client that adds the step; merging goes by it. */
	readonly id: string;
	readonly what: string;
	readonly side: StepSide;
	readonly who: StepWho;
	readonly by: DateText | "";
	/** When it was ticked as done (broker's clock, ms), and by whom. */
	readonly done: { readonly at: number; readonly by: string } | null;
}

/**
 * `plan`, compartment S: the multidisciplinary plan (domain.md, What comes out). Version 2 carries with it what merging
 * needs (plan-code.ts); version 1 had neither that nor coordination, and a step's `who` was text.
 */
export interface PlanDoc {
	readonly v: 2;
	/** MONSU: tehty | päivitetty. */
	readonly kind: "made" | "updated";
	readonly date: DateText | "";
	readonly place: string;
	readonly present: string;
	readonly situation: string;
	/** The core matter, or the goal set with the client. */
	readonly core: string;
	readonly steps: readonly PlanStep[];
	readonly followUpHow: string;
	readonly followUpWho: string;
	readonly followUpDate: DateText | "";
	/** Responsible worker (vastuutyöntekijä). */
	readonly responsible: string;
	/** The team or professional that gathers the others, where that is not the responsible worker alone. */
	readonly coordination: string;
	readonly clientContact: string;
	/** Next refresh, at the latest six months from the meeting. */
	readonly refreshBy: DateText | "";
}

export const EMPTY_PLAN: PlanDoc = {
	v: 2,
	kind: "made",
	date: "",
	place: "",
	present: "",
	situation: "",
	core: "",
	steps: [],
	followUpHow: "",
	followUpWho: "",
	followUpDate: "",
	responsible: "",
	coordination: "",
	clientContact: "",
	refreshBy: "",
};

/** `thread`, compartment S: Kela asks, the pair answers. One object a message, rev 1. */
export interface ThreadDoc {
	readonly v: 1;
	readonly text: string;
}
