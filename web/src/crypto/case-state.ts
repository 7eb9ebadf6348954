// What a verified case chain amounts to: plain data, no behaviour but its start. Written only by case-chain.ts and the
// files of its rules (case-members.ts, case-consent.ts, case-objects.ts, case-queue.ts, case-guest.ts, case-after.ts).
import type {
	ConsentBody,
	FollowUp,
	Lane,
	MemberComps,
	ObjectType,
	Prepared,
	Urgency,
} from "./case-body.ts";
import type { Comp, Grant } from "./grants.ts";

/** Ids are base64url. */
export interface Note {
	readonly by: string;
	readonly at: number;
}

export interface Revision {
	readonly rev: number;
	readonly epoch: number;
	readonly ctHash: Uint8Array;
	readonly size: number;
	readonly chunks: number;
	readonly author: string;
	readonly at: number;
	readonly seq: number;
}

export interface ObjectRecord {
	readonly object: string;
	readonly type: ObjectType;
	readonly comp: Comp;
	/** revs[n - 1] is revision n. */
	readonly revs: Revision[];
}

export interface ConsentRecord {
	readonly body: ConsentBody;
	/** Hash of the consent statement, which ack and seen point at. */
	readonly statement: Uint8Array;
	readonly by: string;
	readonly at: number;
	acknowledged: Note | null;
	readonly seen: Note[];
	withdrawn: (Note & { readonly who: string; readonly how: string }) | null;
	/** When a later consent took its place. */
	replacedAt: number | null;
}

/** Somebody who has, or has had, the key of a compartment's newest epoch, and under which key of theirs it came. */
export interface Holder {
	readonly uid: string;
	readonly ipkE: Uint8Array;
}

/** What was asked for. In which hour the case is by now is the broker's to say: it moves up by the published order. */
export interface QueueRecord {
	readonly series: string;
	/** The hour that was named last; null: the first with room. */
	readonly hour: string | null;
	readonly minutes: number;
	readonly urgency: Urgency;
	readonly state: "queued" | Exclude<Prepared, "answered">;
	/** Whose `queue` or `place` named the hour last, and when. */
	readonly by: string;
	readonly at: number;
}

/** Somebody without an account who was invited to this case. Their name is under the key of S. */
export interface GuestRecord {
	readonly guest: string;
	readonly by: string;
	readonly at: number;
	readonly linkPk: Uint8Array;
	readonly consent: Uint8Array;
	readonly expiresAt: number;
	readonly ctHash: Uint8Array;
	/** Of S, which their name is sealed under. */
	readonly epoch: number;
	/** Once, for one session, with these keys. */
	admitted:
		| (Note & {
				readonly session: string;
				readonly pkS: Uint8Array;
				readonly pkE: Uint8Array;
				readonly wrapHash: Uint8Array;
		  })
		| null;
	removed: Note | null;
	/** When the consent that covered them ended by a statement. */
	endedAt: number | null;
}

/** Said by whom and when; `due` 0: done, or none is wanted. */
export interface FollowUpRecord extends Note {
	readonly due: number;
}

export interface CaseState {
	pair: Uint8Array | null;
	lane: Lane;
	created: Note | null;
	readonly members: Map<string, MemberComps>;
	/** Everybody who ever was one. */
	readonly everMembers: Set<string>;
	/** Key commitments by epoch. */
	readonly commitments: Record<Comp, Map<number, Uint8Array>>;
	/** Those that stand, by the seq of their statement: who left has none, and Kela none of S once its consent has ended. */
	readonly grants: Map<number, Grant>;
	readonly holders: Record<Comp, Holder[]>;
	/** A Kela contact has been granted something. */
	shared: boolean;
	readonly objects: Map<string, ObjectRecord>;
	readonly consents: ConsentRecord[];
	/** The place or the wait ahead. */
	queued: QueueRecord | null;
	/** Every series that it has been queued to. */
	readonly queuedTo: Set<string>;
	/** By Kela in writing, since it was queued last. */
	answered: Note | null;
	/** `epoch`: of S when it was opened; its room's key comes from that one. */
	session: {
		readonly hour: string;
		readonly session: string;
		readonly at: number;
		readonly epoch: number;
		/** What it had been queued as: it waits as that again if it is carried over. */
		readonly of: QueueRecord | null;
	} | null;
	readonly guests: Map<string, GuestRecord>;
	readonly confirms: (Note & { readonly object: string; readonly rev: number })[];
	/** The newest of each sort, also of what is done. */
	readonly followUps: Map<FollowUp, FollowUpRecord>;
	/** Not erased while it stands. */
	hold: (Note & { readonly reason: string }) | null;
	closed: (Note & { readonly reason: string }) | null;
	erased: (Note & { readonly reason: string }) | null;
}

export const newCaseState = (): CaseState => ({
	pair: null,
	lane: "client",
	created: null,
	members: new Map(),
	everMembers: new Set(),
	commitments: { P: new Map(), S: new Map(), C: new Map() },
	grants: new Map(),
	holders: { P: [], S: [], C: [] },
	shared: false,
	objects: new Map(),
	consents: [],
	queued: null,
	queuedTo: new Set(),
	answered: null,
	session: null,
	guests: new Map(),
	confirms: [],
	followUps: new Map(),
	hold: null,
	closed: null,
	erased: null,
});

/** The newest epoch that the chain has a commitment for. */
export const newestEpoch = (state: CaseState, comp: Comp): number =>
	Math.max(...state.commitments[comp].keys());
