// Bodies of the case statement kinds (PROTOCOL §5): bytes ↔ typed fields. Decides nothing.
import { bytesText, EncodingError } from "./bytes.ts";
import { COMPS, type Comp, type Grant, grantBody, readGrant } from "./grants.ts";
import { type GuestBody, guestBytes, guestReaders } from "./guest-body.ts";
import { type LpReader, lp, lpOpen } from "./lp.ts";

export const OBJECT_TYPES = {
	question: { comp: "S", chunked: false, byContact: false },
	background: { comp: "P", chunked: false, byContact: false },
	"consent-doc": { comp: "C", chunked: false, byContact: false },
	"consent-file": { comp: "C", chunked: true, byContact: false },
	attachment: { comp: "S", chunked: true, byContact: false },
	plan: { comp: "S", chunked: false, byContact: true },
	thread: { comp: "S", chunked: false, byContact: true },
	"follow-up": { comp: "P", chunked: false, byContact: false },
	card: { comp: "S", chunked: false, byContact: true },
} as const satisfies Record<string, { comp: Comp; chunked: boolean; byContact: boolean }>;
export type ObjectType = keyof typeof OBJECT_TYPES;

export const CAPTURES = ["drawn", "scan", "drawn+scan"] as const;
export const WITHDRAWN_BY = ["client", "representative"] as const;
export const WITHDRAWN_HOW = ["oral", "written", "message"] as const;
export const URGENCIES = ["normal", "urgent"] as const;
export const PREPARED = ["ready", "needs-info", "answered"] as const;
/** client: about somebody, by their consent. general: a question without a client. */
export const LANES = ["client", "general"] as const;
export const OUTCOMES = ["handled", "carried-over", "interrupted"] as const;
/** What is looked at again: the client's situation after 1–3 months and half a year, the plan when it is to be refreshed. */
export const FOLLOW_UPS = ["first", "half-year", "plan"] as const;
export const MEMBER_COMPS = ["PSC", "SC"] as const;
export type Capture = (typeof CAPTURES)[number];
export type Urgency = (typeof URGENCIES)[number];
export type Lane = (typeof LANES)[number];
export type Prepared = (typeof PREPARED)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type FollowUp = (typeof FOLLOW_UPS)[number];
export type MemberComps = (typeof MEMBER_COMPS)[number];

export interface ObjectBody {
	readonly kind: "object";
	readonly object: Uint8Array;
	readonly type: ObjectType;
	readonly comp: Comp;
	readonly epoch: number;
	readonly rev: number;
	readonly ctHash: Uint8Array;
	readonly size: number;
	/** 0: one blob, not chunked. */
	readonly chunks: number;
}

export interface ConsentBody {
	readonly kind: "consent";
	readonly consent: Uint8Array;
	readonly dh: Uint8Array;
	readonly docObject: Uint8Array;
	readonly docHash: Uint8Array;
	/** Zeros: no file. */
	readonly fileObject: Uint8Array;
	readonly fileHash: Uint8Array;
	readonly validFrom: number;
	/** Exclusive. */
	readonly validTo: number;
	readonly template: string;
	readonly capture: Capture;
	/** Zeros: replaces none. */
	readonly replaces: Uint8Array;
}

/** consent-ack and consent-seen point at the very statement that was read. */
interface ConsentPoint<K extends string> {
	readonly kind: K;
	readonly consent: Uint8Array;
	readonly statement: Uint8Array;
}

export type CaseBody =
	| {
			readonly kind: "create";
			readonly pair: Uint8Array;
			readonly lane: Lane;
			readonly kc: Readonly<Record<Comp, Uint8Array>>;
	  }
	| { readonly kind: "member-add"; readonly uid: Uint8Array; readonly comps: MemberComps }
	| { readonly kind: "member-remove"; readonly uid: Uint8Array }
	| {
			readonly kind: "rotate";
			readonly comp: Comp;
			readonly epoch: number;
			readonly kc: Uint8Array;
	  }
	| ({ readonly kind: "grant" } & Grant)
	| ObjectBody
	| ConsentBody
	| ConsentPoint<"consent-ack">
	| ConsentPoint<"consent-seen">
	| {
			readonly kind: "revoke";
			readonly consent: Uint8Array;
			readonly who: (typeof WITHDRAWN_BY)[number];
			readonly how: (typeof WITHDRAWN_HOW)[number];
			readonly effective: number;
	  }
	| {
			readonly kind: "queue";
			readonly series: Uint8Array;
			/** Zeros: the first with room, or a place in the waiting list. */
			readonly hour: Uint8Array;
			readonly minutes: number;
			readonly urgency: Urgency;
			/** Zeros in the general lane. */
			readonly consent: Uint8Array;
	  }
	/** To a position of an hour of its series; 0: the last. */
	| { readonly kind: "place"; readonly hour: Uint8Array; readonly pos: number }
	/** `hour` zeros: out of the waiting list. */
	| { readonly kind: "unqueue"; readonly hour: Uint8Array; readonly reason: string }
	| { readonly kind: "prepare"; readonly state: Prepared }
	| { readonly kind: "session-open"; readonly hour: Uint8Array; readonly session: Uint8Array }
	| { readonly kind: "session-close"; readonly session: Uint8Array; readonly outcome: Outcome }
	| {
			readonly kind: "confirm";
			readonly object: Uint8Array;
			readonly rev: number;
			readonly ctHash: Uint8Array;
	  }
	| GuestBody
	/** `due` 0: done, or none is wanted. */
	| { readonly kind: "follow-up"; readonly what: FollowUp; readonly due: number }
	| { readonly kind: "hold"; readonly on: boolean; readonly reason: string }
	| { readonly kind: "close" | "erase"; readonly reason: string };

export type CaseKind = CaseBody["kind"];

/** What every kind's bytes stand in: the grant names its deployment and case inside as well. */
export interface CasePlace {
	readonly g: Uint8Array;
	readonly caseId: Uint8Array;
}

export function caseBodyBytes(at: CasePlace, b: CaseBody): Uint8Array {
	const label = `ET1/${b.kind}`;
	switch (b.kind) {
		case "create":
			return lp(label, b.pair, b.lane, b.kc.P, b.kc.S, b.kc.C);
		case "member-add":
			return lp(label, b.uid, b.comps);
		case "member-remove":
			return lp(label, b.uid);
		case "rotate":
			return lp(label, b.comp, b.epoch, b.kc);
		case "grant":
			return grantBody(at.g, at.caseId, b);
		case "object":
			return lp(label, b.object, b.type, b.comp, b.epoch, b.rev, b.ctHash, b.size, b.chunks);
		case "consent":
			return consentBytes(label, b);
		case "consent-ack":
		case "consent-seen":
			return lp(label, b.consent, b.statement);
		case "revoke":
			return lp(label, b.consent, b.who, b.how, b.effective);
		case "queue":
			return lp(label, b.series, b.hour, b.minutes, b.urgency, b.consent);
		case "place":
			return lp(label, b.hour, b.pos);
		case "unqueue":
			return lp(label, b.hour, b.reason);
		case "prepare":
			return lp(label, b.state);
		case "session-open":
			return lp(label, b.hour, b.session);
		case "session-close":
			return lp(label, b.session, b.outcome);
		case "confirm":
			return lp(label, b.object, b.rev, b.ctHash);
		case "guest-invite":
		case "guest-admit":
		case "guest-remove":
			return guestBytes(b);
		case "follow-up":
			return lp(label, b.what, b.due);
		case "hold":
			return lp(label, b.on ? 1 : 0, b.reason);
		case "close":
		case "erase":
			return lp(label, b.reason);
	}
}

function consentBytes(label: string, b: ConsentBody): Uint8Array {
	return lp(
		label,
		b.consent,
		b.dh,
		b.docObject,
		b.docHash,
		b.fileObject,
		b.fileHash,
		b.validFrom,
		b.validTo,
		b.template,
		b.capture,
		b.replaces,
	);
}

type Readers = { [K in CaseKind]: (r: LpReader) => CaseBody & { readonly kind: K } };

/** A body's free text is bounded so that a chain stays small. */
const REASON_MAX_BYTES = 256;
const HOLD_REASON_MAX_BYTES = 200;

/** Measured as signed, like the broker does: the NFC form of a text may be longer than the text. */
function reason(r: LpReader, max = REASON_MAX_BYTES): string {
	const bytes = r.bytes();
	if (bytes.length > max) throw new EncodingError("reason: too long");
	return bytesText(bytes);
}

function flag(r: LpReader): boolean {
	const value = r.u64();
	if (value > 1) throw new EncodingError("flag: neither 0 nor 1");
	return value === 1;
}

const OBJECT_TYPE_WORDS = Object.keys(OBJECT_TYPES) as ObjectType[];

const readers: Omit<Readers, "grant"> = {
	create: (r) => ({
		kind: "create",
		pair: r.id(),
		lane: r.oneOf(LANES),
		kc: { P: r.b32(), S: r.b32(), C: r.b32() },
	}),
	"member-add": (r) => ({ kind: "member-add", uid: r.id(), comps: r.oneOf(MEMBER_COMPS) }),
	"member-remove": (r) => ({ kind: "member-remove", uid: r.id() }),
	rotate: (r) => ({ kind: "rotate", comp: r.oneOf(COMPS), epoch: r.u64(), kc: r.b32() }),
	object: (r) => ({
		kind: "object",
		object: r.id(),
		type: r.oneOf(OBJECT_TYPE_WORDS),
		comp: r.oneOf(COMPS),
		epoch: r.u64(),
		rev: r.u64(),
		ctHash: r.b32(),
		size: r.u64(),
		chunks: r.u64(),
	}),
	consent: (r) => ({
		kind: "consent",
		consent: r.id(),
		dh: r.b32(),
		docObject: r.id(),
		docHash: r.b32(),
		fileObject: r.id(),
		fileHash: r.b32(),
		validFrom: r.u64(),
		validTo: r.u64(),
		template: r.text(),
		capture: r.oneOf(CAPTURES),
		replaces: r.id(),
	}),
	"consent-ack": (r) => ({ kind: "consent-ack", consent: r.id(), statement: r.b32() }),
	"consent-seen": (r) => ({ kind: "consent-seen", consent: r.id(), statement: r.b32() }),
	revoke: (r) => ({
		kind: "revoke",
		consent: r.id(),
		who: r.oneOf(WITHDRAWN_BY),
		how: r.oneOf(WITHDRAWN_HOW),
		effective: r.u64(),
	}),
	queue: (r) => ({
		kind: "queue",
		series: r.id(),
		hour: r.id(),
		minutes: r.u64(),
		urgency: r.oneOf(URGENCIES),
		consent: r.id(),
	}),
	place: (r) => ({ kind: "place", hour: r.id(), pos: r.u64() }),
	unqueue: (r) => ({ kind: "unqueue", hour: r.id(), reason: reason(r) }),
	prepare: (r) => ({ kind: "prepare", state: r.oneOf(PREPARED) }),
	"session-open": (r) => ({ kind: "session-open", hour: r.id(), session: r.id() }),
	"session-close": (r) => ({ kind: "session-close", session: r.id(), outcome: r.oneOf(OUTCOMES) }),
	confirm: (r) => ({ kind: "confirm", object: r.id(), rev: r.u64(), ctHash: r.b32() }),
	...guestReaders,
	"follow-up": (r) => ({ kind: "follow-up", what: r.oneOf(FOLLOW_UPS), due: r.u64() }),
	hold: (r) => ({ kind: "hold", on: flag(r), reason: reason(r, HOLD_REASON_MAX_BYTES) }),
	close: (r) => ({ kind: "close", reason: reason(r) }),
	erase: (r) => ({ kind: "erase", reason: reason(r) }),
};

/** Every kind of statement. */
export const CASE_KINDS = [...Object.keys(readers), "grant"] as readonly CaseKind[];

const isPlainKind = (kind: string): kind is keyof typeof readers => Object.hasOwn(readers, kind);

/** Strict inverse of caseBodyBytes; EncodingError for an unknown kind or anything out of shape. */
export function readCaseBody(at: CasePlace, kind: string, bytes: Uint8Array): CaseBody {
	if (kind === "grant") return { kind, ...readGrant(at.g, at.caseId, bytes) };
	if (!isPlainKind(kind)) throw new EncodingError("statement: unknown kind");
	const reader = lpOpen(bytes, `ET1/${kind}`);
	const body = readers[kind](reader);
	reader.end();
	return body;
}
