// The one door between the views and everything else: readable state (signals) and actions (promises).
// Knows no DOM and no wording. Views import this file and documents.ts from work/, nothing deeper.
//
// Every action rejects with a WorkError and with nothing else. State changes only in this layer; a view never
// keeps a copy. After an action has resolved, the state already shows its effect.
import type { Receipt } from "../crypto/receipt.ts";
import type { DeviceChoice, IcePlan } from "./call-state.ts";
import type {
	BackgroundDoc,
	ConsentDoc,
	PlanDoc,
	QuestionDoc,
	ScanFile,
	Urgency,
} from "./documents.ts";
import type { FiguresActions } from "./figure-state.ts";
import type { FollowUpActions } from "./follow-state.ts";
import type { GuestActions, VisitActions } from "./guest-state.ts";
import type { HandingActions } from "./handing-state.ts";
import type { MeasureActions } from "./measure-state.ts";
import type { RecordTarget, RetentionList, ShelfActions, TeamText } from "./org-state.ts";
import type {
	ConsentState,
	HourPreview,
	KeysGiven,
	Language,
	NewSeries,
	OrgKind,
	PlanDifference,
	PlanRevision,
	Role,
	Series,
	SeriesTable,
	Since,
	WithdrawnBy,
	WithdrawnHow,
	WorkState,
} from "./work-state.ts";

export type * from "./call-state.ts";
export type * from "./figure-state.ts";
export type * from "./follow-state.ts";
export type * from "./guest-state.ts";
export type * from "./handing-state.ts";
export type * from "./measure-state.ts";
export type * from "./org-state.ts";
export type * from "./work-state.ts";

/** All ids are 22 characters of base64url; times are milliseconds UTC. */
export type Id = string;
export type Ms = number;

// ---------------------------------------------------------------- errors

export type WorkErrorCode =
	// from the broker (src/base/errors.def)
	| "denied"
	| "forbidden"
	| "not_found"
	| "conflict"
	| "bad_param"
	| "rate_limited"
	| "expired"
	| "used"
	| "no_consent"
	| "hour_full"
	| "hour_minutes"
	| "hour_closed"
	| "room_full" // five are in the call
	| "overlap" // another hour of the same contact (detail.series) is at that time
	| "clock_skew"
	| "storage_full"
	| "internal"
	// made here
	| "offline" // no connection; nothing was sent, or its fate is asked again at reconnect
	| "bad_link" // the link is cut or mistyped
	| "other_deployment" // genesis does not fit what the invite or this device knows
	| "wrong_passphrase" // the kept key bundle does not open
	| "wrong_pin" // of the screen that was handed to a client
	| "no_storage" // the browser keeps nothing for this site, and here something must be kept
	| "wrong_account_key" // its check characters do not fit
	| "no_account_key" // this device holds none for the name
	| "weak_passphrase"
	| "username_taken"
	| "not_verified" // a signature, chain or key did not verify: tampering or a fork; never shown mildly
	| "stale_directory" // no coordinator has signed its head for 14 days: no new grants
	| "key_changed" // their keys changed and I have not compared the new number: nothing is given to them
	| "needs_colleague" // I closed the case: another worker of the pair erases it
	| "not_covered" // the consent names nobody who could be invited as a guest
	| "no_key" // no grant for this compartment reached me
	| "device_blocked"
	| "device_missing"
	| "device_busy"; // camera or microphone

/** What did not hold, with code not_verified: in which record, and how. */
export type TrustReason =
	| "kdf" // the broker asked for a cost of the passphrase outside what is allowed
	| "bundle" // the key bundle is another's, or an older one
	| "genesis" // another deployment than the one this device knows
	| "invite"
	| "number" // not the 30 digits of that person
	| "directory-fork" // fork: two histories that exclude each other
	| "directory-rollback" // rollback: less than this device has seen already
	| "directory-broken" // broken: a signature, a rule or the order does not hold
	| "case-fork"
	| "case-rollback"
	| "case-broken"
	| "grant" // a key came by a way that the chain does not vouch for
	| "object" // a ciphertext is not the one that was signed
	| "consent" // its document is not the one that was signed
	| "signal" // a frame of a call
	| "log-fork"
	| "log-rollback"
	| "log-broken";

export class WorkError extends Error {
	override name = "WorkError";
	constructor(
		readonly code: WorkErrorCode,
		/** Name of the field that the error is about, if any. */
		readonly field: string | null = null,
		/** hour_full, hour_minutes: the next hour with room. hour_closed: when it opens and closes. overlap: with which series. */
		readonly detail: {
			readonly nextHour?: Id | null;
			readonly nextStartsAt?: Ms | null;
			readonly opensAt?: Ms;
			readonly closesAt?: Ms;
			readonly series?: Id | null;
		} = {},
		/** Only with not_verified, and only where it is known. */
		readonly reason: TrustReason | null = null,
	) {
		super(code);
	}
}

// ---------------------------------------------------------------- actions

export interface Invitation {
	readonly founding: boolean;
	/** Who invites; null for a founding link. */
	readonly issuer: string | null;
	readonly orgName: string;
	readonly orgKind: OrgKind;
	/** Fixed by the invite; null for a founder, who chooses. */
	readonly username: string | null;
	readonly display: string | null;
	readonly roles: readonly Role[];
	readonly expiresAt: Ms;
}

export interface AccountSheet {
	readonly username: string;
	readonly display: string;
	readonly orgName: string;
	readonly origin: string;
	/** 28 characters of base32 (26 and 2 check), upper case, no gaps. */
	readonly accountKey: string;
	/** `ORIGIN/#s=<username>.<accountKey>`, what the QR code holds. */
	readonly link: string;
	readonly madeOn: Ms;
}

/** Enrolment, in this order. Nothing reaches the broker's record before finish(). */
export interface EnrolActions {
	/** `secret` is what stood after `#i=`. Checks genesis and signature. bad_link, other_deployment, not_found, expired, used. */
	open(secret: string): Promise<Invitation>;
	/** Makes all keys (takes a second or two). Names only for a founder. weak_passphrase. */
	makeKeys(input: { username: string; display: string; passphrase: string }): Promise<AccountSheet>;
	/** Enrols. A founder is "in" at once; others are "waiting". used, expired, username_taken. */
	finish(): Promise<void>;
}

export interface SessionActions {
	/** On a device that holds the account key; also unlocks. denied, wrong_passphrase, no_account_key. */
	signIn(username: string, passphrase: string): Promise<void>;
	/** Keeps the account key on this device if it signs in. denied, wrong_passphrase, wrong_account_key. */
	signInOnNewDevice(username: string, passphrase: string, accountKey: string): Promise<void>;
	/** Wipes keys from memory, keeps the account key. */
	lock(): Promise<void>;
	signOut(): Promise<void>;
	/** Drops the account key of a name from this device; my own, and I am signed out. */
	forget(username: string): Promise<void>;
	/** The sheet again, for printing. Asks the passphrase anew. */
	sheet(passphrase: string): Promise<AccountSheet>;
	/** Other sessions of mine end. The account key stays as it is. wrong_passphrase, weak_passphrase. */
	changePassphrase(old: string, next: string): Promise<void>;
	/** Where I am signed in, newest first. */
	sessions(): Promise<readonly SessionRow[]>;
	/** One of them, or (null) all but this one. not_found. */
	endSession(sid: Id | null): Promise<void>;
	/** Against an alarm, once it is explained: signs out and drops what this device remembers of all histories. */
	forgetMemory(): Promise<void>;
}

export interface SessionRow {
	readonly sid: Id;
	readonly createdAt: Ms;
	readonly seenAt: Ms;
	readonly current: boolean;
}

/** Numbers and keys. */
export interface TrustActions {
	/**
	 * We have read the number to each other, the one that stood on the screen. true: signs that it is theirs, for all my
	 * devices; false: that it is not, and these keys get nothing from me. not_verified: by now they have another number.
	 */
	compare(uid: Id, number: string, matches: boolean): Promise<void>;
	/** All owed cases of that person, in one step; those that refuse stay owed. key_changed: compare first. stale_directory. */
	giveKeys(uid: Id): Promise<KeysGiven>;
}

/** Coordinator: people, pairs, series. */
export interface CoordinatorActions {
	/** Signs the invite (72 h) and gives the link: shown once, kept nowhere. username_taken. */
	invite(person: {
		username: string;
		display: string;
		roles: readonly Role[];
	}): Promise<{ link: string; expiresAt: Ms }>;
	/** Certifies, or (Pending.rekey) gives new keys, if `number` equals the 30 digits of that pending person: not_verified otherwise. */
	confirmPerson(uid: Id, number: string): Promise<void>;
	/** New pair when `pair` is null. 1 to 6 workers. */
	setPair(pair: { pair: Id | null; name: string; workers: readonly Id[] }): Promise<Id>;
	createSeries(series: NewSeries): Promise<Id>;
	/**
	 * The whole rule of a series of mine anew. Touches only hours that have not begun and that setHour has not decided: one
	 * whose date fits the new rule gets the new time, one that does not is cancelled (reason "rule"). overlap.
	 */
	setSeries(series: Series): Promise<void>;
	/** Cancels, moves or keeps (a proposed one; or takes a cancellation or a move back) an hour that has not begun. overlap. */
	setHour(change: HourChange & { readonly reason: string }): Promise<void>;
	/** What setHour would do to the places; changes nothing. */
	previewHour(change: HourChange): Promise<HourPreview>;
	/** From the week of `from` on, at most 53 weeks: past ones too. */
	table(from: string, weeks: number): Promise<SeriesTable>;
	/** The person is out at once: sessions, rooms, certificate. Their user name stays theirs. */
	revoke(uid: Id, reason: "left" | "lost" | "stolen" | "other"): Promise<void>;
	/** The certificate for another year; the keys stay. */
	renew(uid: Id): Promise<void>;
	/** Passphrase or sheet lost, device stolen: a link to new keys for the same person. Until confirmPerson the old ones hold. */
	reinvite(uid: Id): Promise<{ link: string; expiresAt: Ms }>;
	/** `by` does the work of `for`, of the same organisation (a county coordinator: also contacts of own series). */
	setSubstitute(substitute: {
		/** Null: a new one; else only from and to may differ. */
		substitute: Id | null;
		for: Id;
		by: Id;
		from: Ms;
		to: Ms;
	}): Promise<Id>;
	endSubstitute(substitute: Id): Promise<void>;
	setConsentAck(consentAck: "required" | "off"): Promise<void>;
	/** How my county writes into that system, with {fields}; "" is the built-in template again. */
	setTemplate(target: RecordTarget, text: string): Promise<void>;
	/** A team or service of my organisation; a new one when `team` is null. Functions, never persons. */
	setTeam(team: Id | null, text: TeamText): Promise<Id>;
	dropTeam(team: Id): Promise<void>;
	/** Closed cases of my county are erased after so many days, 1 to 3650. */
	setRetention(days: number): Promise<void>;
	/** Sessions of a person of my organisation. */
	sessionsOf(uid: Id): Promise<readonly SessionRow[]>;
	/** Signs them out everywhere. */
	endSessions(uid: Id): Promise<void>;
	/** By the reference on the client's paper (case and gaps do not matter). not_found. */
	findCase(reference: string): Promise<FoundCase>;
	/** The client withdraws through me. conflict: another consent than the one that was shown. */
	withdraw(found: FoundCase, who: WithdrawnBy, how: WithdrawnHow): Promise<void>;
	/** As CaseActions.setHold, for a case of my organisation that I am not in. */
	setHold(found: FoundCase, on: boolean, reason: string): Promise<void>;
}

/** The hour is named by its series and the date of the rule (Hour.date, whether it has been moved or not). */
export interface HourChange {
	readonly series: Id;
	readonly date: string;
	readonly state: "cancelled" | "planned" | "moved";
	/** Only of "moved": at most 60 days from `date`, in the future. `toStart` is HH:MM. */
	readonly toDate: string | null;
	readonly toStart: string | null;
}

/** All that a coordinator learns of a case. */
export interface FoundCase {
	readonly case: Id;
	readonly pair: Id;
	readonly state: "open" | "closed" | "erased";
	readonly hold: boolean;
	readonly consent: {
		readonly id: Id;
		readonly state: ConsentState;
		readonly from: Ms;
		readonly to: Ms;
	} | null;
}

/** Drafts: encrypted, on the broker, mine alone. Values are plain JSON. */
export interface DraftActions {
	save(key: string, value: unknown): Promise<void>;
	/** Null when there is none. The caller checks its shape. */
	load(key: string): Promise<unknown>;
	drop(key: string): Promise<void>;
	/** `form` saves what it still holds; called before the keys go at a lock or sign-out. Returns what ends it. */
	beforeLock(form: () => Promise<void>): () => void;
}

export interface CaseActions {
	/** create, colleagues of the pair, their grants and the first objects: all or nothing. */
	create(input: { pair: Id; question: QuestionDoc; background: BackgroundDoc }): Promise<Id>;
	/** A question without a client: no consent, no background. The form says: nothing about clients. */
	createGeneral(input: { pair: Id; question: QuestionDoc }): Promise<Id>;
	/** Loads, verifies and decrypts into state.file, and keeps it current until close(). */
	open(id: Id): Promise<void>;
	close(): void;
	/** New revisions of the open case's parts. */
	saveQuestion(doc: QuestionDoc): Promise<void>;
	saveBackground(doc: BackgroundDoc): Promise<void>;
	/**
	 * Queues the case and, with it, grants Kela's contact the keys. Into that hour: hour_full, hour_minutes with the next
	 * one; or (null) into the first of the series that has room and that the consent covers: if there is none, it waits.
	 * no_consent.
	 */
	queue(
		id: Id,
		where: {
			readonly series: Id;
			readonly hour: Id | null;
			readonly minutes: number;
			readonly urgency: Urgency;
		},
	): Promise<void>;
	/** Out of its hour, or of the waiting list. */
	unqueue(id: Id, reason: string): Promise<void>;
	/** To that position (1…; 0: the last) of that hour of its series; the others shift. hour_full, hour_minutes, no_consent. */
	place(id: Id, hour: Id, pos: number): Promise<void>;
	/** One position earlier or later in its hour; nothing at the end of the list. */
	moveUp(id: Id): Promise<void>;
	moveDown(id: Id): Promise<void>;
	/** Last into the next planned hour of its series that has room. hour_full: there is none. */
	moveToNext(id: Id): Promise<void>;
	/** Kela: ready, or needs information (the message goes into the thread first). */
	markReady(id: Id): Promise<void>;
	needsInfo(id: Id, text: string): Promise<void>;
	/** Kela: answers in writing. The text goes into the thread, the place is free again; the pair may queue anew. */
	answer(id: Id, text: string): Promise<void>;
	/** My own notes on a case: an encrypted draft, on all my devices, nobody else's. */
	note(id: Id): { load(): Promise<string>; save(text: string): Promise<void> };
	/** I am looking at the case as it stands now: changedSince starts here. */
	seen(id: Id): Promise<void>;
	/** What has changed in each since I looked last (on any device of mine). Ask before seen(). */
	changedSince(ids: readonly Id[]): Promise<ReadonlyMap<Id, Since>>;
	/** A message to the thread of the open case. */
	say(text: string): Promise<void>;
	/** Who has done what with this case, from the log, oldest first. Workers of the pair. */
	report(id: Id): Promise<readonly ReportRow[]>;
	/** The client's receipt of what went to Kela, signed by me: as it says, and as text for the code on the paper. */
	receipt(id: Id): Promise<{ readonly text: string; readonly receipt: Receipt }>;
	/** Nothing more is done in it; conflict: queued or in session. */
	closeCase(id: Id, reason: string): Promise<void>;
	/** While it is on nobody erases the case, nor does the rule. Reason: one line, at most 200 bytes, or "". */
	setHold(id: Id, on: boolean, reason: string): Promise<void>;
	/** Of a closed case: all contents and keys go, for everybody and for good. conflict: a hold is on. */
	erase(id: Id): Promise<void>;
	/** 8 characters, as CaseFile.reference. */
	reference(id: Id): string;
}

export type { Receipt, ReceiptEntry } from "../crypto/receipt.ts";

export interface ReportRow {
	/** Of the whole log; it grows, with gaps. */
	readonly seq: number;
	readonly at: Ms;
	readonly who: Id | null;
	readonly org: Id | null;
	/** Command or statement kind: "case-get", "object-get", "consent", "revoke", "room-join" … */
	readonly action: string;
	readonly what:
		| "question"
		| "background"
		| "consent"
		| "attachment"
		| "plan"
		| "thread"
		| "key"
		| "case"
		| "room"
		| null;
	/** It went to another organisation than the pair's. */
	readonly disclosure: boolean;
	readonly recipientOrg: Id | null;
	readonly purpose: string;
	/** "ok" or the error it was refused with. */
	readonly result: string;
	/** The consent in force at that moment. */
	readonly consent: Id | null;
}

/** Where I am reminded by e-mail. */
export interface Reach {
	/** Whether this server sends any e-mail. */
	readonly on: boolean;
	/** Null: nowhere. */
	readonly email: string | null;
	/** Null: never said. */
	readonly language: Language | null;
	/** For coordinators: reminders to people of the own organisation that were given up in 30 days; else 0. */
	readonly failed: number;
}

/** My own calendar and reminders. */
export interface SettingsActions {
	/** Null: there is no calendar feed of mine. */
	feed(): Promise<{ readonly madeAt: Ms } | null>;
	/** A new secret address, shown once; the one before is dead. */
	makeFeed(language: Language): Promise<{ readonly url: string }>;
	dropFeed(): Promise<void>;
	/** An hour as a calendar file (text/calendar). */
	hourIcs(hour: Id, language: Language): Promise<string>;
	reach(): Promise<Reach>;
	/** Null: no e-mail. */
	setReach(email: string | null, language: Language): Promise<void>;
}

export interface ConsentActions {
	/** Stores document and scan and signs the statement; replaces one in force. */
	record(id: Id, doc: ConsentDoc, file: ScanFile | null): Promise<void>;
	/** The open case's document and scan. By Kela's contact it also signs consent-seen, the first time. */
	load(): Promise<{ doc: ConsentDoc; file: ScanFile | null }>;
	/** Another worker of the pair has compared document and signature. */
	acknowledge(id: Id): Promise<void>;
	/** Ends it at once; closes the case's room if it is open. */
	withdraw(id: Id, who: WithdrawnBy, how: WithdrawnHow): Promise<void>;
}

export interface PlanActions {
	/** I am in this field (`step/ID` for a step), or in none: shown to the others in the room. */
	at(field: string | null): void;
	/** Changes fields of the open case's plan, as it was `seen` (by default: as it is) when they were changed. Shown to the others in the room at once, draft within seconds, revision soon after. */
	edit(change: Partial<Omit<PlanDoc, "v">>, seen?: PlanDoc): void;
	/** Stores what is unsaved now. */
	save(): Promise<void>;
	/** Saves, then confirms the newest revision for my side. conflict: something came in that I have not read. */
	confirm(): Promise<void>;
	/** Of what was set at the same time (PlanState.also) this value stands, the others go. */
	choose(field: string, value: string): void;
	/** A step of any case of mine is done, or is not after all: stored at once, whether or not the case is open. */
	tick(id: Id, step: Id, done: boolean): Promise<void>;
	/** The revisions of the open case's plan, newest first. */
	history(): Promise<readonly PlanRevision[]>;
	/** What changed between two revisions; 0: before the first. */
	difference(from: number, to: number): Promise<readonly PlanDifference[]>;
}

export type Outcome = "handled" | "carried-over" | "interrupted";

export interface HourActions {
	/** state.lobby follows. hour_closed with opensAt, closesAt. */
	enterLobby(hour: Id): Promise<void>;
	leaveLobby(): Promise<void>;
	/** Pair: opens the session of a queued case of mine and joins its room. no_consent, conflict (another is open). */
	openCaseInTurn(id: Id, devices: Devices): Promise<void>;
	/** Joins the room of the case in turn (lobby.turn); opens its file too. Devices that fail are left off and shown in room. */
	join(devices: Devices): Promise<void>;
	/** Pair: closes this room with its outcome and opens the next case of mine, if it is the next in turn; else back to the lobby. */
	nextCase(outcome: Outcome): Promise<void>;
	/** Pair: closes this room with its outcome, leaves room and lobby. */
	endHour(outcome: Outcome): Promise<void>;
	/** Leaves the room without closing it; back to the lobby. */
	leaveRoom(): Promise<void>;
	setMicrophone(on: boolean): Promise<void>;
	setCamera(on: boolean): Promise<void>;
	/** What I join with from now on; in a room it takes effect at once where a device id changes. */
	chooseDevices(choice: Partial<DeviceChoice>): Promise<void>;
	/** Asks the browser for a screen or window; warn before. Nothing happens if the person thinks better of it. */
	share(): Promise<void>;
	stopShare(): Promise<void>;
	/** At once: nothing of mine goes out, nor does my screen. */
	hideAll(on: boolean): Promise<void>;
	/** My own wish; everybody's must have ended. */
	pause(on: boolean): Promise<void>;
	/** The whole line as it stands now, at most 2 000 characters; the layer sends what has changed. */
	type(text: string): Promise<void>;
	endLine(): Promise<void>;
	/** Members of the case who sit here with me and are not in the room themselves. */
	setBeside(uids: readonly Id[]): Promise<void>;
	/** same: one microphone of the two, and the two devices do not play each other. */
	answerSameRoom(answer: "same" | "apart"): Promise<void>;
	/** From a tap. */
	soundBack(): Promise<void>;
	/** A person of the hour's series, wherever they are signed in. not_found: nowhere. rate_limited. */
	callPerson(uid: Id): Promise<void>;
	/** At most 200 characters, to everyone in the lobby. */
	sayInLobby(text: string): Promise<void>;
	/** For the check before joining: from 60 minutes before that hour until 60 after it. hour_closed. */
	probeServers(hour: Id): Promise<IcePlan>;
}
export interface Devices {
	readonly microphone: boolean;
	readonly camera: boolean;
}

export interface Work {
	readonly state: WorkState;
	/** The broker's clock, for countdowns. */
	now(): Ms;
	readonly enrol: EnrolActions;
	readonly session: SessionActions;
	/** While a client has the device, every action but drafts, measures.read and signing in is denied. */
	readonly handing: HandingActions;
	readonly trust: TrustActions;
	readonly coordinator: CoordinatorActions;
	readonly drafts: DraftActions;
	readonly cases: CaseActions;
	readonly consent: ConsentActions;
	readonly plan: PlanActions;
	readonly followUp: FollowUpActions;
	readonly hour: HourActions;
	readonly guests: GuestActions;
	readonly visit: VisitActions;
	readonly settings: SettingsActions;
	readonly shelf: ShelfActions;
	readonly measures: MeasureActions;
	readonly figures: FiguresActions;
	/** What was erased, and what will be: a coordinator of a county, or a worker. */
	retention(): Promise<RetentionList>;
	/** The directory and the lists, anew: what could not be fetched is tried again. */
	refresh(): Promise<void>;
	dismissNotice(id: number): void;
	dismissCall(): void;
	/** Something was done: puts off the 15-minute lock. */
	touch(): void;
}
