// The readable half of work.ts: what the screens show, as types. Views and everyone else import it through work.ts.
import type { ReadonlySignal } from "@preact/signals";
import type { Called, DeviceChoice, Lobby, Room } from "./call-state.ts";
import type { BackgroundDoc, PlanDoc, QuestionDoc, ThreadDoc, Urgency } from "./documents.ts";
import type { CasePlan, FollowUp, FollowUpKind } from "./follow-state.ts";
import type { CaseGuest, Knock, Visit } from "./guest-state.ts";
import type { Handed } from "./handing-state.ts";
import type { OrgDocs, Proposal } from "./org-state.ts";
import type { Id, Ms, TrustReason, WorkError } from "./work.ts";

export type Loadable<T> =
	| { readonly kind: "loading" }
	| { readonly kind: "ready"; readonly value: T }
	| { readonly kind: "failed"; readonly error: WorkError };

/** Of texts that the broker sends: e-mail, calendar. */
export type Language = "fi" | "sv" | "en";

export type Role = "worker" | "contact" | "coordinator";
export type OrgKind = "county" | "kela";

export interface Me {
	readonly uid: Id;
	readonly username: string;
	readonly display: string;
	readonly roles: readonly Role[];
	readonly org: Id;
	readonly orgKind: OrgKind;
	readonly orgName: string;
	/** My 30-digit number. */
	readonly number: string;
	/** Certificate ends. */
	readonly notAfter: Ms;
}

export type Session =
	| { readonly kind: "starting" }
	/** `remembered`: names whose account key is on this device, last used first. */
	| { readonly kind: "signed-out"; readonly remembered: readonly string[] }
	/** Enrolled, waiting for a coordinator; goes on to "in" or "signed-out" by itself when confirmed. */
	| {
			readonly kind: "waiting";
			readonly username: string;
			readonly display: string;
			readonly number: string;
	  }
	| { readonly kind: "locked"; readonly username: string; readonly display: string }
	| { readonly kind: "in"; readonly me: Me };

export interface Deployment {
	/** Names of the organisations are in the directory; this is what one knows before signing in. */
	readonly demo: boolean;
	readonly version: string;
	/** Where feedback goes, as the broker says it: anything. Null: nowhere. */
	readonly feedback: string | null;
}

export interface Person {
	readonly uid: Id;
	readonly username: string;
	readonly display: string;
	readonly roles: readonly Role[];
	readonly org: Id;
	readonly orgKind: OrgKind;
	readonly orgName: string;
	/** 30 digits of the keys that are certified now. */
	readonly number: string;
	readonly notAfter: Ms;
	readonly state: "active" | "expired" | "revoked";
	/** yes: I have compared this number; differs: and it was not theirs; changed: I have compared another, of keys they had before. */
	readonly verified: "yes" | "no" | "changed" | "differs";
	/** When I compared the present number; null unless `verified` is "yes". */
	readonly verifiedAt: Ms | null;
	/** The present keys are certified since. */
	readonly keysSince: Ms;
	/** These are not their first keys. */
	readonly rekeyed: boolean;
}

/** Somebody does another's work from `from` until before `to`. Past and future ones too. */
export interface Substitute {
	readonly substitute: Id;
	readonly for: Id;
	readonly by: Id;
	readonly from: Ms;
	/** Exclusive. */
	readonly to: Ms;
}

export interface Pair {
	readonly pair: Id;
	readonly name: string;
	readonly org: Id;
	readonly workers: readonly Id[];
}

/** An invite of my organisation that nobody has used yet. The link itself is shown once, at making. */
export interface Invite {
	readonly invite: Id;
	readonly username: string;
	readonly display: string;
	readonly roles: readonly Role[];
	readonly expiresAt: Ms;
}

/** Someone who has enrolled and waits for my confirmation. */
export interface Pending {
	readonly invite: Id;
	readonly uid: Id;
	readonly username: string;
	readonly display: string;
	readonly roles: readonly Role[];
	readonly at: Ms;
	/** 30 digits to compare over the phone, computed here from the signed enrolment. */
	readonly number: string;
	/** New keys for somebody who has been certified before (Directory.people holds them). */
	readonly rekey: boolean;
}

export interface Directory {
	readonly people: readonly Person[];
	readonly pairs: readonly Pair[];
	readonly invites: readonly Invite[];
	readonly pending: readonly Pending[];
	/** Oldest statement first. */
	readonly substitutes: readonly Substitute[];
	/** Time of the newest statement of a coordinator. */
	readonly beaconAt: Ms;
	/** By `beaconAt`: old after 7 days (a warning), stale after 14 (no new grants). */
	readonly fresh: "fresh" | "old" | "stale";
	/** Of my own county (Kela: "required"): does a consent need a second worker of the pair? A coordinator's setting. */
	readonly consentAck: "required" | "off";
	/** What the organisations keep in common. */
	readonly org: OrgDocs;
}

/** This device has seen two histories. It stands on every page until forgetMemory(); no keys are given, no calls made. */
export interface Alarm {
	readonly reason: TrustReason;
	readonly at: Ms;
	readonly case: Id | null;
}

/**
 * Somebody entitled lacks keys: trust.giveKeys(uid) gives them for all these cases in one step. needsNumber: their
 * number has to be compared first (trust.compare). until: their substitution or the earliest consent ends.
 */
export interface Owed {
	readonly uid: Id;
	readonly why: "colleague" | "substitute" | "contact" | "new-keys";
	readonly cases: readonly Id[];
	readonly needsNumber: boolean;
	readonly until: Ms | null;
}

/** What came of giving somebody the keys: of so many cases they have them, so many refused. */
export interface KeysGiven {
	readonly cases: number;
	readonly refused: number;
}

export interface Series {
	readonly series: Id;
	readonly name: string;
	readonly pairs: readonly Id[];
	readonly contact: Id;
	/** 1 Monday … 7 Sunday. */
	readonly weekday: number;
	/** "HH:MM" wall clock. */
	readonly start: string;
	readonly first: string;
	readonly last: string | null;
	readonly capacity: number;
	readonly every: 1 | 2;
	readonly onHolidays: boolean;
	/** Whom to call when no call comes about; "" none. */
	readonly phone: string;
}
export type NewSeries = Omit<Series, "series">;

/** client: about somebody, by their consent. general: a question without a client; nothing personal stands in it. */
export type Lane = "client" | "general";

export type PlaceState =
	| "waiting" // in the series' waiting list: no hour yet, or not any more
	| "queued"
	| "ready"
	| "needs-info"
	| "in-turn"
	| "handled"
	| "carried-over"
	| "interrupted"
	| "answered"; // by Kela in writing; the pair may queue the case again

export interface Place {
	readonly pos: number;
	readonly minutes: number;
	readonly urgency: Urgency;
	readonly state: PlaceState;
	/** Null where the case is not mine to see. */
	readonly case: Id | null;
	readonly session: Id | null;
}

/**
 * planned: it takes place (a moved hour too, at its new time). proposed: on a holiday or an eve; it falls away unless a
 * coordinator keeps it, and nothing can be queued into it. cancelled: `reason` says why.
 */
export type HourState = "planned" | "proposed" | "cancelled";

/** State and times are computed from the signed directory; places and counts are the broker's. */
export interface Hour {
	readonly hour: Id;
	readonly series: Id;
	readonly name: string;
	/** Of the series' rule; a moved hour takes place at `startsAt`, whatever this says. */
	readonly date: string;
	readonly startsAt: Ms;
	readonly endsAt: Ms;
	readonly opensAt: Ms;
	readonly state: HourState;
	/**
	 * Of a cancelled or moved hour: what the coordinator wrote, or the word "rule" (the series' rule changed) or "ended"
	 * (the series ends before it). Of a proposed one the word "holiday". Else "".
	 */
	readonly reason: string;
	/** The date it was moved from, as signed; null: not moved. */
	readonly movedFrom: string | null;
	/** Counts its changes. */
	readonly revision: number;
	/** Who stands in for the contact at that hour. */
	readonly substitute: Id | null;
	/** Places whose consent does not cover the hour. */
	readonly missingConsents: number;
	readonly capacity: number;
	readonly freePlaces: number;
	readonly freeMinutes: number;
	readonly contact: Id;
	readonly places: readonly Place[];
}

/**
 * A series' waiting list in the published order: carried over first, then urgent, then by the time of queueing. Whenever
 * there is room in an hour, the first that fits gets it.
 */
export interface WaitingList {
	readonly series: Id;
	readonly waiting: readonly Waiting[];
}
export interface Waiting {
	/** 1 is the next. */
	readonly pos: number;
	readonly minutes: number;
	readonly urgency: Urgency;
	/** It had a place, and the hour ended, was cancelled or moved before its turn. */
	readonly carried: boolean;
	/** Null where the case is not mine to see; coordinators see none. */
	readonly case: Id | null;
}

/** What a change of an hour would do: so many places; where the cases go (null: to the waiting list). */
export interface HourPreview {
	readonly places: number;
	readonly goes: readonly {
		readonly toHour: Id | null;
		readonly toStartsAt: Ms | null;
		readonly count: number;
	}[];
}

/** Days on which offices are closed, in the order of the year. */
export type Holiday =
	| "new-year"
	| "epiphany"
	| "good-friday"
	| "easter"
	| "easter-monday"
	| "may-day"
	| "ascension"
	| "pentecost"
	| "midsummer-eve"
	| "midsummer"
	| "all-saints"
	| "independence"
	| "christmas-eve"
	| "christmas"
	| "boxing-day";

/** Series × weeks. rows[i].cells[j] are the hours of that series in weeks[j], by starting time: none, one, or more (moved). */
export interface SeriesTable {
	readonly weeks: readonly TableWeek[];
	readonly rows: readonly {
		readonly series: Series;
		readonly cells: readonly (readonly Hour[])[];
	}[];
}
export interface TableWeek {
	/** Its Monday. */
	readonly monday: string;
	/** ISO week and the year it belongs to. */
	readonly year: number;
	readonly week: number;
	readonly holidays: readonly { readonly date: string; readonly holiday: Holiday }[];
}

export type ConsentState = "waiting-ack" | "in-force" | "not-yet" | "expired" | "withdrawn";

export interface ConsentBrief {
	readonly id: Id;
	readonly state: ConsentState;
	readonly from: Ms;
	/** Exclusive. */
	readonly to: Ms;
	/** Who recorded it; somebody else of the pair has to acknowledge. Null while the chain is unread. */
	readonly witness: Id | null;
}

/** A row of my list of cases: the server's projection and what was decrypted from S. */
export interface CaseSummary {
	readonly case: Id;
	readonly pair: Id;
	readonly lane: Lane;
	/** erased: its contents are gone for good, the chain of who did what stays. */
	readonly state: "open" | "closed" | "erased";
	/** From the question object; null while it is loading or not openable. */
	readonly question: QuestionDoc | null;
	readonly consent: ConsentBrief | null;
	/** Of its place or its wait; null: not queued. */
	readonly series: Id | null;
	/** Null: not queued, or waiting. */
	readonly hour: Id | null;
	/** 1 is the next of its series' waiting list; null: it does not wait. */
	readonly waitingPos: number | null;
	/**
	 * The consent will not hold over the hour it has a place in: without a new one it loses the place 24 hours before the
	 * hour begins, and waits again.
	 */
	readonly consentGap: boolean;
	readonly minutes: number | null;
	readonly placeState: PlaceState | null;
	readonly session: Id | null;
	readonly updatedAt: Ms;
	/** Still to be done; by the case's chain as soon as it is read, until then as the broker says. */
	readonly followUps: readonly { readonly what: FollowUpKind; readonly due: Ms }[];
	/** When both sides had confirmed a plan of it for the first time. */
	readonly confirmedAt: Ms | null;
	/** "confirmed" = both sides confirmed its newest revision. */
	readonly plan: "none" | "unfinished" | "confirmed";
}

export type WithdrawnBy = "client" | "representative";
export type WithdrawnHow = "oral" | "written" | "message";

export interface ConsentRecord extends ConsentBrief {
	readonly recordedBy: Id;
	readonly recordedAt: Ms;
	readonly hasFile: boolean;
	readonly acknowledged: { readonly by: Id; readonly at: Ms } | null;
	readonly seen: readonly { readonly by: Id; readonly at: Ms }[];
	readonly withdrawn: {
		readonly by: Id;
		readonly who: WithdrawnBy;
		readonly how: WithdrawnHow;
		readonly at: Ms;
	} | null;
	/** A later one took its place (a limited consent, a new period). */
	readonly replaced: boolean;
}

export interface Message {
	readonly by: Id;
	readonly at: Ms;
	readonly doc: ThreadDoc;
}

/** What of a case may have changed since I looked at it last. queue: its place, or its preparation. */
export type ChangedPart = "question" | "background" | "consent" | "thread" | "plan" | "queue";

/** My last look at a case, and what others have changed since; null: I never looked. */
export type Since = { readonly at: Ms; readonly parts: readonly ChangedPart[] } | null;

/** `field` of the plan, or `step/ID/field`; `by` as their device said. */
export interface PlanAlso {
	readonly field: string;
	readonly value: string;
	readonly by: Id;
}

export interface PlanRevision {
	readonly rev: number;
	readonly by: Id;
	readonly at: Ms;
	readonly confirmedBy: readonly Id[];
}

/** One field that two revisions have differently: texts word by word, anything else as a whole. */
export interface PlanDifference {
	/** Of the plan, or of a step. */
	readonly field: string;
	/** The step: its number and words, in the newer one where it still stands. */
	readonly step: { readonly id: string; readonly no: number; readonly what: string } | null;
	readonly parts: readonly PlanPart[];
}

/** `by`: who wrote what was added, as the storing device said. */
export interface PlanPart {
	readonly kind: "same" | "added" | "removed";
	readonly text: string;
	readonly by: Id | null;
}

export interface PlanState {
	/** What is on the screen: the newest revision, merged with what I and others in the room are writing. */
	readonly doc: PlanDoc;
	/** What was set at the same time as a value that `doc` shows: whoever sees it may choose(). */
	readonly also: readonly PlanAlso[];
	/** Newest stored revision, 0 = none yet. */
	readonly rev: number;
	readonly by: Id | null;
	readonly at: Ms | null;
	/** "unsaved" only while offline: the draft is kept and goes on at reconnect. */
	readonly saved: "saved" | "saving" | "unsaved";
	/** Who confirmed revision `rev`. */
	readonly confirmedBy: readonly Id[];
	/** One of the pair and one of Kela have confirmed `rev`. */
	readonly confirmed: boolean;
}

/** The one case that is open on the screen or in the room, decrypted and verified. */
export interface CaseFile {
	readonly case: Id;
	/** 8 characters for the client's paper: a coordinator finds the case by them. */
	readonly reference: string;
	readonly pair: Id;
	readonly lane: Lane;
	readonly state: "open" | "closed" | "erased";
	/** Null: none is on. Under it nobody erases the case. */
	readonly hold: { readonly by: Id; readonly at: Ms; readonly reason: string } | null;
	readonly createdAt: Ms;
	readonly createdBy: Id;
	readonly members: readonly Id[];
	/** Null: I hold no key of S (Kela after the consent has ended). */
	readonly question: QuestionDoc | null;
	/** Null for Kela. */
	readonly background: BackgroundDoc | null;
	readonly consent: ConsentRecord | null;
	/** All of them, oldest first; the last one is `consent`. */
	readonly consents: readonly ConsentRecord[];
	readonly queued: {
		readonly series: Id;
		/** Null: it waits for room (state "waiting"). */
		readonly hour: Id | null;
		readonly minutes: number;
		readonly urgency: Urgency;
		readonly state: PlaceState;
	} | null;
	/** Kela has answered in writing since it was queued last: the answer is the newest message of `by`. */
	readonly answered: { readonly by: Id; readonly at: Ms } | null;
	/** Oldest first. */
	readonly guests: readonly CaseGuest[];
	readonly thread: readonly Message[];
	readonly plan: PlanState;
	/** The newest of each sort that anything was said about. */
	readonly followUps: readonly FollowUp[];
	/** When both sides had confirmed a plan of it for the first time. */
	readonly confirmedAt: Ms | null;
}

export type OpenCase =
	| { readonly kind: "none" }
	| { readonly kind: "loading"; readonly case: Id }
	| { readonly kind: "ready"; readonly file: CaseFile }
	| { readonly kind: "failed"; readonly case: Id; readonly error: WorkError };

export interface Notice {
	readonly id: number;
	readonly at: Ms;
	readonly code:
		| "consent_withdrawn"
		| "consent_acknowledged"
		| "needs_info"
		| "ready"
		| "message"
		| "queued"
		| "turn"
		| "plan_confirmed"
		| "plan_draft" // the room was closed, the plan could not be stored: my draft of it is kept
		| "plan_unsaved" // and not even the draft could be
		| "clock_skew" // the session ended because this device's clock is wrong
		| "pending_person"
		| "confirmed"
		| "hour_changed"
		| "hours_changed" // several of the series that this `hour` is of, as when its rule changes
		| "session_ended"
		| "keys_changed" // red: this person has new keys; whoever works with them compares the new number
		| "owed" // this person is entitled to cases of mine and lacks the keys
		| "consent_ended" // it has run out
		| "place_moved" // the case has a place in another hour than before (`hour`)
		| "place_lost" // it waits for room again; `hour` is the one it had
		| "reminder" // the consent does not cover the hour (`hour`) in which the case has a place
		| "follow_up" // today one falls due
		| "answered" // Kela has answered in writing
		| "substitute" // this person has been named a substitute, for me or in a pair of mine, or I for somebody
		| "fork";
	readonly case: Id | null;
	readonly hour: Id | null;
	readonly person: Id | null;
}

export interface WorkState {
	/** Null until the broker has answered once. */
	readonly deployment: ReadonlySignal<Deployment | null>;
	readonly connection: ReadonlySignal<"connecting" | "online" | "offline">;
	readonly session: ReadonlySignal<Session>;
	/** It locks then by itself, within a minute, unless something is done. Null: it does not. */
	readonly locksAt: ReadonlySignal<Ms | null>;
	/** A client has the device: nothing but that page is shown, whatever the address says. Null: nobody has. */
	readonly handed: ReadonlySignal<Handed | null>;
	readonly directory: ReadonlySignal<Loadable<Directory>>;
	readonly series: ReadonlySignal<Loadable<readonly Series[]>>;
	/** Hours from 60 days back to 26 weeks ahead, by starting time. */
	readonly hours: ReadonlySignal<Loadable<readonly Hour[]>>;
	readonly cases: ReadonlySignal<Loadable<readonly CaseSummary[]>>;
	/** Waiting lists: a coordinator's of all series (counts only), others' of theirs. A series nobody waits for is left out. */
	readonly queue: ReadonlySignal<Loadable<readonly WaitingList[]>>;
	/** Newest plans of my open cases, as far as I can read them. */
	readonly plans: ReadonlySignal<Loadable<readonly CasePlan[]>>;
	readonly file: ReadonlySignal<OpenCase>;
	readonly lobby: ReadonlySignal<Lobby | null>;
	readonly room: ReadonlySignal<Room | null>;
	/** Guests at the door of the room that I am in. */
	readonly knocks: ReadonlySignal<readonly Knock[]>;
	/** My own visit as a guest; nobody is signed in then. */
	readonly visit: ReadonlySignal<Visit>;
	/** Null: nobody calls me. dismissCall() */
	readonly called: ReadonlySignal<Called | null>;
	readonly devices: ReadonlySignal<DeviceChoice>;
	/** Null: nothing that this device has seen excludes another thing that it has seen. */
	readonly alarm: ReadonlySignal<Alarm | null>;
	/** Who lacks keys of cases that I could give; by and by, as the chains of my cases are read. */
	readonly owed: ReadonlySignal<readonly Owed[]>;
	/** What waits for me on the way to the shelf: to be checked, or mine and sent back to be mended. As `owed`. */
	readonly proposals: ReadonlySignal<readonly Proposal[]>;
	/** Newest last, at most 20. */
	readonly notices: ReadonlySignal<readonly Notice[]>;
}
