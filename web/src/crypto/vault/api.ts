// What the vault does for the rest of the client: typed operations only. No operation takes or returns a private
// key or a case key; the account key leaves once, at enrolment, for the sheet (and again against the passphrase).
// Types only. Ids and short byte fields are base64url as in the JSON of the wire; long byte strings are Uint8Array.
import type {
	Capture,
	FollowUp,
	Lane,
	MemberComps,
	ObjectType,
	Outcome,
	Prepared,
	Urgency,
	WITHDRAWN_BY,
	WITHDRAWN_HOW,
} from "../case-body.ts";
import type { Note, QueueRecord } from "../case-state.ts";
import type { ConsentState } from "../consent.ts";
import type { SignalType } from "../envelope.ts";
import type { Comp } from "../grants.ts";
import type { Relation, Signed } from "../statement.ts";
import {
	GUEST_METHODS,
	type GuestApi,
	type GuestKnock,
	type GuestRole,
	type GuestView,
} from "./api-guest.ts";

import type { CardProposal, CardText } from "./api-org.ts";
import type {
	Alarm,
	Challenge,
	CheckpointIn,
	DirectoryAct,
	DirectorySigned,
	DirectoryView,
	EnrolRequest,
	HeadRef,
	Id,
	InviteShown,
	InviteView,
	LoggedIn,
	LoginProof,
	Me,
	Ms,
	NewKeys,
	PendingEntry,
	PendingView,
	ReloginRequest,
} from "./api-people.ts";

export type * from "./api-guest.ts";
export type * from "./api-org.ts";
export type * from "./api-people.ts";

// ------------------------------------------------------------ what comes out

export interface ConsentView {
	readonly consent: Id;
	/** At the moment of the call. */
	readonly state: ConsentState;
	readonly validFrom: Ms;
	readonly validTo: Ms;
	readonly template: string;
	readonly capture: Capture;
	readonly docObject: Id;
	readonly fileObject: Id | null;
	readonly by: Id;
	readonly at: Ms;
	readonly acknowledged: Note | null;
	readonly seen: readonly Note[];
	readonly withdrawn: (Note & { readonly who: string; readonly how: string }) | null;
	readonly replaced: boolean;
}

export interface ObjectView {
	readonly object: Id;
	readonly type: ObjectType;
	readonly comp: Comp;
	/** revs[n - 1] is revision n. */
	readonly revs: readonly {
		readonly rev: number;
		readonly author: Id;
		readonly at: Ms;
		readonly size: number;
		/** 0: one blob (object-get); else so many chunks (chunk-get). */
		readonly chunks: number;
	}[];
}

export interface CaseView {
	readonly case: Id;
	readonly head: HeadRef;
	readonly pair: Id;
	readonly lane: Lane;
	readonly created: Note;
	/** entitled: certified, of the pair or its contact now, and for Kela's contact with a consent in force. */
	readonly members: readonly {
		readonly uid: Id;
		readonly comps: MemberComps;
		readonly entitled: boolean;
	}[];
	/** Compartments whose newest key I hold. */
	readonly keys: readonly Comp[];
	/** Compartments whose newest key somebody holds who should not any more: an act `rotate` is due. */
	readonly stale: readonly Comp[];
	/** Others who are entitled and lack a newest key that I have: an act `share` for each is due. */
	readonly owed: readonly {
		readonly uid: Id;
		/** new-keys: a member before, under other keys; substitute: of a worker or of the contact. */
		readonly why: "colleague" | "substitute" | "contact" | "new-keys";
	}[];
	readonly objects: readonly ObjectView[];
	/** Oldest first. */
	readonly consents: readonly ConsentView[];
	/** Id of the one in force now. */
	readonly inForce: Id | null;
	/** Kela's contact may have a part in it: a consent is in force, or it is in the general lane. */
	readonly open: boolean;
	/** As signed; in which hour it is by now the broker's list tells. */
	readonly queued: QueueRecord | null;
	readonly answered: Note | null;
	readonly session: { readonly hour: Id; readonly session: Id; readonly at: Ms } | null;
	readonly confirms: readonly (Note & { readonly object: Id; readonly rev: number })[];
	/** Everybody who was invited to it without an account, oldest first. */
	readonly guests: readonly GuestView[];
	/** The newest that was said of each sort, also of what is done: `due` 0. */
	readonly followUps: readonly (Note & { readonly what: FollowUp; readonly due: Ms })[];
	/** Under it nobody erases the case. */
	readonly hold: (Note & { readonly reason: string }) | null;
	readonly closed: (Note & { readonly reason: string }) | null;
	/** Contents and keys are gone; the chain and the log remain. by null: by the rule of its county. */
	readonly erased: { readonly by: Id | null; readonly at: Ms; readonly reason: string } | null;
}

/** A row of the log about one case, checked as far as one case's rows can be. Null: the row says none. */
export interface LogRow {
	readonly seq: number;
	readonly at: Ms;
	readonly actor: Id | null;
	readonly actorOrg: Id | null;
	/** The command, or the kind of the statement. */
	readonly action: string;
	readonly object: Id | null;
	readonly comp: Comp | null;
	readonly purpose: string;
	/** Set: the other organisation got something by it. */
	readonly recipientOrg: Id | null;
	/** "ok" or the code of the refusal. */
	readonly result: string;
	/** The consent that was in force then, by the case's chain. */
	readonly consent: Id | null;
}

// ------------------------------------------------------------ what is asked for

/** An hour as the broker lists it. */
export interface HourClaim extends NamedHour {
	readonly series: Id;
	readonly startsAt: Ms;
	readonly state: "planned" | "proposed" | "cancelled";
}

/** An hour as it was signed. */
export interface HourView {
	readonly startsAt: Ms;
	readonly state: HourClaim["state"];
	/** "rule", "ended", "holiday", or what a coordinator wrote. */
	readonly reason: string;
	readonly moved: boolean;
	/** The coordinator who signed what it follows from last. */
	readonly by: Id;
}

export interface NamedHour {
	readonly hour: Id;
	/** Of the series' rule, YYYY-MM-DD: the id follows from it. */
	readonly date: string;
}

/** Signed intents for a case. One act may become several statements; a batch is sent in one case-append. */
export type CaseAct =
	/** create, and the grants of all three keys to myself. Only with `case: null`, first. */
	| { readonly kind: "create"; readonly pair: Id; readonly lane: Lane }
	/**
	 * Makes a person a member (if not yet one) and grants what they are entitled to, of every epoch whose key is here;
	 * Kela's contact needs a consent in force. key_changed, stale_directory.
	 */
	| { readonly kind: "share"; readonly uid: Id }
	| { readonly kind: "member-remove"; readonly uid: Id }
	/**
	 * Members who are out by the directory are removed, every stale compartment gets a new key, and everyone entitled who
	 * had the old one is granted it; who is owed keys stays owed (`share`). Nothing, if nothing is stale. `comp`: this one
	 * alone, so that a new key and its grants go in one command, all or nothing.
	 */
	| { readonly kind: "rotate"; readonly comp?: Comp }
	/** A new object, or its next revision. */
	| {
			readonly kind: "object";
			readonly type: Exclude<ObjectType, "consent-doc" | "consent-file" | "attachment">;
			readonly object?: Id;
			readonly plain: Uint8Array;
	  }
	/** A file sealed by fileSeal, whose chunks have been put. */
	| { readonly kind: "attachment"; readonly object: Id }
	/** The document's JSON text, the file (by fileSeal, type consent-file) if any, and the statement. Replaces the open one. */
	| {
			readonly kind: "consent";
			readonly doc: string;
			readonly file: Id | null;
			readonly validFrom: Ms;
			readonly validTo: Ms;
			readonly template: string;
			readonly capture: Capture;
	  }
	| { readonly kind: "consent-ack" | "consent-seen"; readonly consent: Id }
	| {
			readonly kind: "revoke";
			readonly consent: Id;
			readonly who: (typeof WITHDRAWN_BY)[number];
			readonly how: (typeof WITHDRAWN_HOW)[number];
	  }
	/** Names the open consent by itself; the hour is checked against its series and date, and the series against the pair. */
	| {
			readonly kind: "queue";
			readonly series: Id;
			/** Null: the first with room. */
			readonly hour: NamedHour | null;
			readonly minutes: number;
			readonly urgency: Urgency;
	  }
	/** To a position of an hour of the series that it is queued for; 0: the last. */
	| { readonly kind: "place"; readonly hour: NamedHour; readonly pos: number }
	/** Out of that hour; null: of the waiting list. */
	| { readonly kind: "unqueue"; readonly hour: Id | null; readonly reason: string }
	| { readonly kind: "prepare"; readonly state: Prepared }
	| { readonly kind: "session-open"; readonly hour: Id }
	| { readonly kind: "session-close"; readonly outcome: Outcome }
	/** Confirms the newest revision of a plan. */
	| { readonly kind: "confirm"; readonly object: Id }
	/** Makes the link too (guestLink). That the consent covers them is the worker's word. no_consent. */
	| {
			readonly kind: "guest-invite";
			readonly name: string;
			readonly role: GuestRole;
			readonly expiresAt: Ms;
	  }
	/** Who has knocked, into the session that is open. */
	| { readonly kind: "guest-admit"; readonly knock: GuestKnock }
	| { readonly kind: "guest-remove"; readonly guest: Id }
	/** `due` 0: done, or none is wanted. */
	| { readonly kind: "follow-up"; readonly what: FollowUp; readonly due: Ms }
	| { readonly kind: "hold"; readonly on: boolean; readonly reason: string }
	| { readonly kind: "close"; readonly reason: string }
	| { readonly kind: "erase"; readonly reason: string };

/** Of a case whose chain is not here, as the broker says. */
export interface FoundHead {
	readonly case: Id;
	readonly head: HeadRef;
	/** Of the head. */
	readonly time: Ms;
}

export interface CaseSigned {
	readonly case: Id;
	/** In order, with the data blobs that case-append carries for each. */
	readonly statements: readonly (Signed & { readonly data: readonly Uint8Array[] })[];
	/** For each act the id it made or revised (object, consent, session, case), or null. */
	readonly ids: readonly (Id | null)[];
}

export interface Hello {
	/** The SHA-256 DTLS fingerprints of the sender, "AB:CD:…". */
	readonly fingerprints: readonly string[];
	/** How the sender's directory and case heads stand to ours. ahead: catch up, then ask again with `compareHeads`. */
	readonly heads: Relation;
	/** Null: a guest's, or heard by a guest. */
	readonly theirs: { readonly directory: HeadRef; readonly case: HeadRef } | null;
}

export interface SignalIn {
	readonly uid: Id;
	readonly conn: Id;
	readonly type: SignalType;
	readonly payload: Uint8Array;
	/** Set for type hello. */
	readonly hello: Hello | null;
}

/** A line in a lobby, of a certified person, for me. */
export interface LobbyLineIn {
	readonly uid: Id;
	readonly at: Ms;
	readonly text: string;
}

// ------------------------------------------------------------ the operations

export interface VaultApi extends GuestApi {
	/** Names whose account key is on this device, last used first. */
	remembered(): Promise<string[]>;
	forget(username: string): Promise<void>;

	/** Checks an invite against its link (`#i=…`) and keeps it for enrolment. bad_link, other_deployment, not_verified. */
	inviteOpen(fragment: string, shown: InviteShown): Promise<InviteView>;
	/** Makes all keys for the invite that was opened. Names are taken from the invite unless it is a founding one. weak_passphrase. */
	enrolKeys(input: {
		readonly username: string;
		readonly display: string;
		readonly passphrase: string;
	}): Promise<NewKeys>;
	/** Signs the enrolment; `head` and `now` are the broker's at this moment (invite-show). May be called again. clock_skew. */
	enrolRequest(at: { readonly head: HeadRef; readonly now: number }): Promise<EnrolRequest>;
	/** The broker has taken it: keeps the account key on this device (in place of an older one of that name), forgets the rest. */
	enrolDone(): Promise<void>;

	/** Derives the login key and signs the challenge. `accountKey` as typed; null: the one on this device. */
	login(input: {
		readonly genesis: string;
		readonly origin: string;
		readonly username: string;
		readonly passphrase: string;
		readonly accountKey: string | null;
		readonly challenge: Challenge;
	}): Promise<LoginProof>;
	/** Opens the key bundle, keeps the account key on this device and the session for a reload. */
	loggedIn(reply: LoggedIn): Promise<Me>;
	/** What a reload within the idle time finds; null: sign in. */
	restore(): Promise<Me | null>;
	/** Proof for `reproof` after `re`. */
	reconnect(input: {
		readonly origin: string;
		readonly conn: Id;
		readonly ch: string;
		readonly now: Ms;
	}): Promise<{ sig: string }>;
	/** Wipes every key; account keys stay on the device. Also for log-out. */
	lock(): Promise<void>;
	/** Something was done: puts off the lock after 15 idle minutes. */
	touch(): Promise<void>;
	/** No idle lock during a call. */
	setInCall(inCall: boolean): Promise<void>;
	/** Somebody else has the device: what a reload would find is wiped, and nothing is kept for one until it is back. */
	setHanded(handed: boolean): Promise<void>;
	/** Whether it is the passphrase of this login, and nothing else. wrong_passphrase. */
	confirm(passphrase: string): Promise<void>;
	/** The account key again, against the passphrase. wrong_passphrase. */
	accountKey(passphrase: string): Promise<string>;
	/** A new passphrase: what `relogin` takes. The account key stays. wrong_passphrase, weak_passphrase, no_account_key. */
	relogin(input: {
		readonly passphrase: string;
		readonly newPassphrase: string;
	}): Promise<ReloginRequest>;
	/** The broker has taken it. */
	reloginDone(): Promise<void>;
	/** What stands in the way of trust on this device, or null. */
	alarm(): Promise<Alarm | null>;
	/** Forgets what this device remembers of the chains, and what marks records say of them by now; clears the alarm; locks. For log-out, and after it: the alarm may have ended the session. */
	forgetPins(): Promise<void>;

	/** Verifies and takes in the next statements (from head.seq + 1 on); `head` is what the broker says it is. */
	directoryAdd(statements: readonly Signed[], head: HeadRef): Promise<DirectoryView>;
	directorySign(act: DirectoryAct): Promise<DirectorySigned>;
	/** My signed words for a card: somebody of the other side may publish exactly these. */
	cardPropose(text: CardText): Promise<CardProposal>;
	/** The verified enrolment of somebody who waits, with the number to compare. */
	pendingOpen(pending: PendingEntry): Promise<PendingView>;
	/** I have compared this person's number, the one that I was shown, and it is theirs. not_verified: by now they have another. */
	markVerified(uid: Id, number: string): Promise<void>;
	/** It is not theirs: nothing is given to these keys, until a comparison says otherwise. */
	markDiffers(uid: Id, number: string): Promise<void>;
	/**
	 * My marks as a draft for the key "marks", sealed and signed: they follow me to another device. Put it whenever a
	 * mark is made, and when marksOpen says so.
	 */
	marksSeal(): Promise<Uint8Array>;
	/**
	 * Takes in the marks as draft-get gave them, after the directory: the newest mark of each person stands, none goes.
	 * `behind`: this device knows marks that the record lacks, or forgot its memory after it, put marksSeal(). `ahead`: another device of mine has seen
	 * a longer directory; fetch it again (no grants before that).
	 */
	marksOpen(
		sealed: Uint8Array,
	): Promise<{ readonly behind: boolean; readonly ahead: boolean; readonly view: DirectoryView }>;
	/**
	 * For each whether it is the hour that this series and date make, with the times and the state that were signed: null
	 * if not, or if the series is not known here.
	 */
	hourCheck(claims: readonly HourClaim[]): Promise<readonly (HourView | null)[]>;
	/** Checks a checkpoint of the log (signature, no fork, no rollback) and keeps the last 50. */
	checkpoint(checkpoint: CheckpointIn): Promise<{ readonly seq: number; readonly at: Ms }>;
	/** Seqs of the checkpoints that this device remembers: what to ask checkpoint-list for. */
	checkpointsKnown(): Promise<number[]>;
	/** The reply to having asked for `seqs`: each must be there and be what is remembered. */
	checkpointsCheck(input: {
		readonly seqs: readonly number[];
		readonly checkpoints: readonly CheckpointIn[];
	}): Promise<void>;

	/** Next statement wanted of a case: 1 if none is known here. */
	caseNext(id: Id): Promise<number>;
	/** Verifies and takes in the next statements of a case, and opens the wraps addressed to me. */
	caseAdd(input: {
		readonly case: Id;
		readonly statements: readonly Signed[];
		readonly wraps?: readonly { readonly seq: number; readonly wrap: Uint8Array }[];
		/** What invites of guests among them hold, sealed. */
		readonly guests?: readonly Uint8Array[];
		readonly head?: HeadRef;
	}): Promise<CaseView>;
	caseView(id: Id): Promise<CaseView>;
	/** Signs acts on top of the verified chain. Nothing changes here until caseAdd brings them back as stored. */
	caseSign(input: {
		readonly case: Id | null;
		readonly acts: readonly CaseAct[];
	}): Promise<CaseSigned>;
	/** A coordinator's withdrawal, for a case whose chain they do not have: head, time and consent as case-find says. */
	revokeSign(
		input: FoundHead & {
			readonly consent: Id;
			readonly who: (typeof WITHDRAWN_BY)[number];
			readonly how: (typeof WITHDRAWN_HOW)[number];
		},
	): Promise<Signed>;
	/** A coordinator's hold, in the same way. */
	holdSign(input: FoundHead & { readonly on: boolean; readonly reason: string }): Promise<Signed>;
	/**
	 * All rows that case-log gives, oldest first. Each is of this case, links to its neighbour where both are there, is
	 * what a remembered checkpoint of its place says; they name the statements of the chain, none other and none left
	 * out. log-broken, log-fork.
	 */
	logRows(id: Id, rows: readonly Uint8Array[]): Promise<readonly LogRow[]>;
	/**
	 * The client's receipt (crypto/receipt.ts), signed: what those rows, checked as by logRows, say went to another
	 * organisation; with the log's newest checkpoint, or null if none is known yet.
	 */
	receipt(input: {
		readonly case: Id;
		readonly rows: readonly Uint8Array[];
		readonly checkpoint: CheckpointIn | null;
	}): Promise<string>;
	objectOpen(input: {
		readonly case: Id;
		readonly object: Id;
		readonly rev: number;
		readonly ct: Uint8Array;
	}): Promise<Uint8Array>;
	/** The document's JSON text, checked against the consent statement. `ct`: revision 1 of its docObject. */
	consentOpen(input: {
		readonly case: Id;
		readonly consent: Id;
		readonly ct: Uint8Array;
	}): Promise<string>;
	/** Seals a file into chunks to be put by chunk-put; the vault remembers their hashes for the act that follows. */
	fileSeal(input: {
		readonly case: Id;
		readonly type: "attachment" | "consent-file";
		readonly plain: Uint8Array;
	}): Promise<{ readonly object: Id; readonly chunks: readonly Uint8Array[] }>;
	fileOpen(input: {
		readonly case: Id;
		readonly object: Id;
		readonly chunks: readonly Uint8Array[];
	}): Promise<Uint8Array>;
	draftSeal(key: string, plain: Uint8Array): Promise<Uint8Array>;
	draftOpen(key: string, ct: Uint8Array): Promise<Uint8Array>;

	/** Opens a room: the session must be open in the verified chain, the consent in force. `conn` is ours on this connection. */
	roomEnter(input: { readonly case: Id; readonly session: Id; readonly conn: Id }): Promise<void>;
	roomLeave(session: Id): Promise<void>;
	/** The body of a peer frame. `to` null: everyone in the room. */
	signalSeal(input: {
		readonly session: Id;
		readonly to: Id | null;
		readonly type: Exclude<SignalType, "hello" | "roster">;
		readonly payload: Uint8Array;
	}): Promise<Uint8Array>;
	helloSeal(input: {
		readonly session: Id;
		readonly to: Id | null;
		readonly fingerprints: readonly string[];
	}): Promise<Uint8Array>;
	/** Opens the body of a peer frame; not_verified: drop it. `from` is the frame's sender connection. */
	signalOpen(input: {
		readonly session: Id;
		readonly from: Id;
		readonly body: Uint8Array;
	}): Promise<SignalIn>;
	/** The heads of an earlier hello again, after catching up. */
	compareHeads(session: Id, theirs: NonNullable<Hello["theirs"]>): Promise<Relation>;

	/** The body of a peer frame in the lobby of an hour: one line (1 to 200 characters) to one person. `conn` is ours. */
	lobbySeal(input: {
		readonly hour: Id;
		readonly to: Id;
		readonly conn: Id;
		readonly text: string;
	}): Promise<Uint8Array>;
	/** not_verified: drop it. `from` is the frame's sender connection. */
	lobbyOpen(input: {
		readonly hour: Id;
		readonly from: Id;
		readonly body: Uint8Array;
	}): Promise<LobbyLineIn>;
}

/** Without use for so long, everything is wiped. */
export const IDLE_MAX_MS = 15 * 60_000;

/** Names of the operations, for the worker's door; complete by type. */
export const VAULT_METHODS = Object.keys({
	remembered: 1,
	forget: 1,
	inviteOpen: 1,
	enrolKeys: 1,
	enrolRequest: 1,
	enrolDone: 1,
	login: 1,
	loggedIn: 1,
	restore: 1,
	reconnect: 1,
	lock: 1,
	touch: 1,
	setInCall: 1,
	setHanded: 1,
	confirm: 1,
	accountKey: 1,
	relogin: 1,
	reloginDone: 1,
	alarm: 1,
	forgetPins: 1,
	directoryAdd: 1,
	directorySign: 1,
	cardPropose: 1,
	pendingOpen: 1,
	markVerified: 1,
	markDiffers: 1,
	marksSeal: 1,
	marksOpen: 1,
	hourCheck: 1,
	checkpoint: 1,
	checkpointsKnown: 1,
	checkpointsCheck: 1,
	caseNext: 1,
	caseAdd: 1,
	caseView: 1,
	caseSign: 1,
	revokeSign: 1,
	holdSign: 1,
	logRows: 1,
	receipt: 1,
	objectOpen: 1,
	consentOpen: 1,
	fileSeal: 1,
	fileOpen: 1,
	draftSeal: 1,
	draftOpen: 1,
	roomEnter: 1,
	roomLeave: 1,
	signalSeal: 1,
	helloSeal: 1,
	signalOpen: 1,
	compareHeads: 1,
	lobbySeal: 1,
	lobbyOpen: 1,
	...GUEST_METHODS,
} satisfies Record<keyof VaultApi, 1>) as (keyof VaultApi)[];
