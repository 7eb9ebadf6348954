// What the vault takes and gives about people: replies of the broker that it reads, what they amount to, what a
// coordinator signs. Types only; the operations are in api.ts.
import type { ConsentAck, RevokeReason, Role } from "../directory-body.ts";
import type { OrgKind } from "../genesis.ts";
import type { Signed } from "../statement.ts";
import type { CardView, OrgAct, RecordTemplateView, TeamView } from "./api-org.ts";
import type { AlarmReason } from "./errors.ts";

export type Id = string;
export type Ms = number;

export interface HeadRef {
	readonly seq: number;
	/** base64url */
	readonly hash: string;
}

// ------------------------------------------------------------ replies of the broker, handed in as they came

/** `ok` of invite-show. */
export interface InviteShown {
	readonly founding: boolean;
	readonly genesis: string;
	readonly stmt?: string;
	readonly sig?: string;
	readonly org: Id;
	readonly expires: Ms;
	readonly salt: string;
	readonly ops: number;
	readonly mem: number;
	/** For an invite to new keys: the person's uid. */
	readonly uid?: Id;
	readonly head: HeadRef;
	readonly log_pk: string;
	readonly now: Ms;
}

/** `ok` of hi. */
export interface Challenge {
	readonly ch: string;
	readonly conn: Id;
	readonly uid: Id;
	readonly salt: string;
	readonly ops: number;
	readonly mem: number;
	readonly now: Ms;
}

/** `ok` of login. */
export interface LoggedIn {
	readonly uid: Id;
	readonly sid: Id;
	readonly username: string;
	readonly ipk_s: string;
	readonly ipk_e: string;
	readonly kb: string;
	readonly kbver: number;
	readonly head: HeadRef;
	readonly log_pk: string;
}

/** One entry of pending-list. */
export interface PendingEntry {
	readonly invite: Id;
	readonly e: string;
	readonly sig_id: string;
	readonly sig_inv: string;
}

// ------------------------------------------------------------ what comes out

/** The verified contents of an invite. Names are null for a founder, who chooses them. */
export interface InviteView {
	readonly founding: boolean;
	readonly org: Id;
	readonly orgName: string;
	readonly orgKind: OrgKind;
	readonly username: string | null;
	readonly display: string | null;
	readonly roles: readonly Role[];
	readonly expiresAt: Ms;
	/** New keys for somebody who is certified already. */
	readonly rekey: boolean;
}

export interface NewKeys {
	readonly uid: Id;
	readonly username: string;
	readonly display: string;
	readonly orgName: string;
	/** 28 base32 characters, no gaps. */
	readonly accountKey: string;
	/** My 30 digits. */
	readonly number: string;
}

/** Blobs of the enrol command; found and foundSig only for a founder. */
export interface EnrolRequest {
	readonly e: Uint8Array;
	readonly sigId: Uint8Array;
	readonly sigInv: Uint8Array;
	readonly kb: Uint8Array;
	readonly found: Uint8Array | null;
	readonly foundSig: Uint8Array | null;
}

/** Params of login. */
export interface LoginProof {
	readonly cn: string;
	readonly spk: string;
	readonly now: Ms;
	readonly sig: string;
}

export interface Me {
	readonly uid: Id;
	readonly sid: Id;
	readonly username: string;
	/** My 30 digits. */
	readonly number: string;
}

export interface PersonView {
	readonly uid: Id;
	readonly username: string;
	readonly display: string;
	readonly org: Id;
	readonly orgName: string;
	readonly orgKind: OrgKind;
	readonly roles: readonly Role[];
	readonly notAfter: Ms;
	readonly state: "active" | "expired" | "revoked";
	/** Since when the present keys are certified. */
	readonly keysSince: Ms;
	/** The present keys are not the first ones. */
	readonly rekeyed: boolean;
	readonly number: string;
	/** yes: I compared the number; differs: and it was not theirs; changed: it is another than the one I compared. */
	readonly verified: "yes" | "no" | "changed" | "differs";
	/** When I compared a number of theirs. */
	readonly verifiedAt: Ms | null;
}

export interface SeriesView {
	readonly series: Id;
	readonly org: Id;
	readonly name: string;
	readonly contact: Id;
	readonly weekday: number;
	readonly start: string;
	readonly first: string;
	readonly last: string | null;
	readonly capacity: number;
	readonly every: 1 | 2;
	readonly onHolidays: boolean;
	/** Whom to call when no call comes about; "" none. */
	readonly phone: string;
	readonly pairs: readonly Id[];
}

export interface SubstituteView {
	readonly substitute: Id;
	readonly for: Id;
	readonly by: Id;
	readonly from: Ms;
	readonly to: Ms;
}

export interface DirectoryView {
	readonly head: HeadRef;
	/** The newest time that a coordinator signed. */
	readonly freshAt: Ms;
	/** old: over 7 days, a warning; stale: over 14, no new grants. At the moment of the call. */
	readonly fresh: "fresh" | "old" | "stale";
	readonly orgs: readonly { readonly org: Id; readonly kind: OrgKind; readonly name: string }[];
	/** Everyone ever certified. */
	readonly people: readonly PersonView[];
	readonly pairs: readonly {
		readonly pair: Id;
		readonly org: Id;
		readonly name: string;
		readonly workers: readonly Id[];
	}[];
	/** As they were signed last. */
	readonly series: readonly SeriesView[];
	/** Past, present and future ones, as they were signed last. */
	readonly substitutes: readonly SubstituteView[];
	/** Must a second worker acknowledge consents: by county. */
	readonly policies: Readonly<Record<Id, ConsentAck>>;
	/** Days that a closed case is kept: by county. */
	readonly retentions: Readonly<Record<Id, number>>;
	readonly templates: readonly RecordTemplateView[];
	/** Dropped ones too. */
	readonly teams: readonly TeamView[];
	/** Dropped ones too, oldest first. */
	readonly cards: readonly CardView[];
	readonly invites: readonly {
		readonly invite: Id;
		readonly username: string;
		readonly display: string;
		readonly org: Id;
		readonly roles: readonly Role[];
		readonly expiresAt: Ms;
	}[];
}

export interface PendingView {
	readonly invite: Id;
	readonly uid: Id;
	readonly username: string;
	readonly display: string;
	readonly roles: readonly Role[];
	readonly at: Ms;
	readonly number: string;
	/** New keys of somebody certified: confirmed by user-rekey, not user-add. */
	readonly rekey: boolean;
}

/** A chain forked, went back or broke on this device: no grants, no certifying, no calls until forgetPins. */
export interface Alarm {
	readonly reason: AlarmReason;
	readonly at: Ms;
	readonly case: Id | null;
}

/** Blobs of relogin and the rest of its params. */
export interface ReloginRequest {
	readonly stmt: Uint8Array;
	readonly sigId: Uint8Array;
	readonly sigOld: Uint8Array;
	readonly kb: Uint8Array;
}

/** A checkpoint of the log, as it came. */
export interface CheckpointIn {
	readonly ckpt: string;
	readonly sig: string;
}

/** What is signed for the directory: cards by workers and contacts, all else by coordinators. `user-add` and `user-rekey` certify only if `number` is the 30 digits of that enrolment. */
export type DirectoryAct =
	| {
			readonly kind: "invite";
			readonly username: string;
			readonly display: string;
			readonly roles: readonly Role[];
	  }
	| { readonly kind: "user-add"; readonly pending: PendingEntry; readonly number: string }
	| {
			readonly kind: "pair-set";
			readonly pair: Id | null;
			readonly name: string;
			readonly workers: readonly Id[];
	  }
	| { readonly kind: "beacon" }
	| { readonly kind: "user-revoke"; readonly uid: Id; readonly reason: RevokeReason }
	/** New keys of a person certified before; as user-add. */
	| { readonly kind: "user-rekey"; readonly pending: PendingEntry; readonly number: string }
	/** The same keys for another year. */
	| { readonly kind: "renew"; readonly uid: Id }
	| {
			readonly kind: "series-set";
			/** Null: a new one. */
			readonly series: Id | null;
			readonly name: string;
			readonly contact: Id;
			readonly weekday: number;
			readonly start: string;
			readonly first: string;
			readonly last: string | null;
			readonly capacity: number;
			readonly every: 1 | 2;
			readonly onHolidays: boolean;
			readonly phone: string;
			readonly pairs: readonly Id[];
	  }
	/** An hour, by the day of its rule: cancelled, kept or taken back, moved. */
	| {
			readonly kind: "hour-set";
			readonly series: Id;
			readonly date: string;
			readonly state: "cancelled" | "planned" | "moved";
			readonly toDate: string | null;
			readonly toStart: string | null;
			readonly reason: string;
	  }
	| {
			readonly kind: "substitute";
			/** Null: a new one; else only from and to may change. */
			readonly substitute: Id | null;
			readonly for: Id;
			readonly by: Id;
			readonly from: Ms;
			readonly to: Ms;
	  }
	| { readonly kind: "policy"; readonly consentAck: ConsentAck }
	| OrgAct;

export interface DirectorySigned extends Signed {
	/** The id of the invite, pair, series, substitute, team, card or (user-…, renew) person. */
	readonly id: Id | null;
	/** invite: `#i=…` of the link, shown once and kept nowhere. */
	readonly fragment: string | null;
}
