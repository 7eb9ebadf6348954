// What a verified case chain amounts to: plain data, no behaviour but its start. Written only by case-chain.ts.
import type { ConsentBody, MemberComps, ObjectType, Prepared, Urgency } from "./case-body.ts";
import type { ConsentFacts } from "./consent.ts";
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
	replaced: boolean;
}

export const consentFacts = (c: ConsentRecord): ConsentFacts => ({
	validFrom: c.body.validFrom,
	validTo: c.body.validTo,
	acknowledged: c.acknowledged !== null,
	withdrawn: c.withdrawn !== null,
	replaced: c.replaced,
});

export interface CaseState {
	pair: Uint8Array | null;
	created: Note | null;
	readonly members: Map<string, MemberComps>;
	/** Key commitments by epoch. */
	readonly commitments: Record<Comp, Map<number, Uint8Array>>;
	/** By the seq of their statement. */
	readonly grants: Map<number, Grant>;
	readonly objects: Map<string, ObjectRecord>;
	readonly consents: ConsentRecord[];
	/** The place ahead, as far as the chain tells. */
	queued: {
		readonly hour: string;
		readonly minutes: number;
		readonly urgency: Urgency;
		readonly state: "queued" | Prepared;
	} | null;
	session: { readonly hour: string; readonly session: string; readonly at: number } | null;
	readonly confirms: (Note & { readonly object: string; readonly rev: number })[];
	closed: (Note & { readonly reason: string }) | null;
}

export const newCaseState = (): CaseState => ({
	pair: null,
	created: null,
	members: new Map(),
	commitments: { P: new Map(), S: new Map(), C: new Map() },
	grants: new Map(),
	objects: new Map(),
	consents: [],
	queued: null,
	session: null,
	confirms: [],
	closed: null,
});
