// Signalling between the people of one case's room (ET1 §4): seal and open with counter, replay window and clock
// skew. Gets keys and a lookup of certified signing keys; knows neither WebRTC nor the socket.
import { bytesU64, concat, equal, u64Bytes } from "./bytes.ts";
import { LpReader, lp, lpOpen } from "./lp.ts";
import { hash, OpenError, open, pad, seal, sign, unpad, verify } from "./sodium.ts";

const BLOCK = 1024;
export const SKEW_MAX_MS = 120_000;
const CTR_LEN = 8;

export const SIGNAL_TYPES = [
	"hello",
	"offer",
	"answer",
	"ice",
	"state",
	"draft",
	"text",
	"bye",
	"roster",
] as const;
export type SignalType = (typeof SIGNAL_TYPES)[number];

export interface RoomPlace {
	readonly g: Uint8Array;
	readonly caseId: Uint8Array;
	readonly sessionId: Uint8Array;
}

export interface Signal {
	readonly fromUid: Uint8Array;
	readonly fromConn: Uint8Array;
	/** Empty: to everyone in the room. */
	readonly toConn: Uint8Array;
	readonly ctr: number;
	readonly timeMs: number;
	readonly type: SignalType;
	readonly payload: Uint8Array;
}

export const sessionKey = (ckS: Uint8Array, at: RoomPlace): Uint8Array =>
	hash(lp("ET1/sess", at.g, at.caseId, at.sessionId), ckS);

/** Of what is for members only: a guest has the session's key and never this one. */
export const membersKey = (ckS: Uint8Array, at: RoomPlace): Uint8Array =>
	hash(lp("ET1/sess-members", at.g, at.caseId, at.sessionId), ckS);

/** Types under the members' key; all others are under the session's. */
export const isForMembers = (type: SignalType): boolean => type === "draft";

export const signalInner = (at: RoomPlace, s: Signal): Uint8Array =>
	lp(
		"ET1/sig",
		at.g,
		at.caseId,
		at.sessionId,
		s.fromUid,
		s.fromConn,
		s.toConn,
		s.ctr,
		s.timeMs,
		s.type,
		s.payload,
	);

export const envelopeAd = (sessionId: Uint8Array, fromConn: Uint8Array, ctr: number): Uint8Array =>
	lp("ET1/env", sessionId, fromConn, ctr);

/** The body of a peer frame: u64 ctr ‖ nonce ‖ ciphertext. `key`: the one of the signal's type. */
export function sealSignal(
	key: Uint8Array,
	at: RoomPlace,
	signal: Signal,
	signSk: Uint8Array,
	nonce?: Uint8Array,
): Uint8Array {
	const inner = signalInner(at, signal);
	const plain = pad(lp(inner, sign(inner, signSk)), BLOCK);
	const ad = envelopeAd(at.sessionId, signal.fromConn, signal.ctr);
	return concat(u64Bytes(signal.ctr), seal(key, plain, ad, nonce));
}

/** What a receiver remembers and knows of one room. */
export interface RoomReader {
	readonly ksess: Uint8Array;
	/** Null: a guest's. */
	readonly kmembers: Uint8Array | null;
	readonly at: RoomPlace;
	readonly ownConn: Uint8Array;
	/** The certified signing key of a member of the case with S, or the key of a guest of this session, or null. */
	keyOf(uid: Uint8Array): Uint8Array | null;
	/** By connection id in base64url: the newest counter and the person it belongs to. */
	readonly seen: Map<string, { ctr: number; uid: string }>;
}

/** Opens the body of a peer frame; OpenError names the first thing wrong, and the frame is to be dropped. */
export function openSignal(
	room: RoomReader,
	fromConn: Uint8Array,
	body: Uint8Array,
	nowMs: number,
	name: (id: Uint8Array) => string,
): Signal {
	if (body.length <= CTR_LEN) throw new OpenError("signal: cut");
	const ctr = bytesU64(body.slice(0, CTR_LEN));
	const ad = envelopeAd(room.at.sessionId, fromConn, ctr);
	const { plain, forMembers } = openBody(room, body.slice(CTR_LEN), ad);
	const outer = new LpReader(unpad(plain, BLOCK));
	const inner = outer.bytes();
	const sig = outer.bytes(64);
	outer.end();
	const signal = readInner(room.at, inner, sig, room);
	if (isForMembers(signal.type) !== forMembers) throw new OpenError("signal: under another key");
	if (!equal(signal.fromConn, fromConn) || signal.ctr !== ctr)
		throw new OpenError("signal: misplaced");
	if (signal.toConn.length > 0 && !equal(signal.toConn, room.ownConn))
		throw new OpenError("signal: for another connection");
	if (Math.abs(nowMs - signal.timeMs) > SKEW_MAX_MS) throw new OpenError("signal: clock");
	const before = room.seen.get(name(fromConn));
	const uid = name(signal.fromUid);
	if (before !== undefined && before.uid !== uid) throw new OpenError("signal: another person");
	if (before !== undefined && ctr <= before.ctr) throw new OpenError("signal: repeated");
	room.seen.set(name(fromConn), { ctr, uid });
	return signal;
}

/** Which key it is under shows by its opening. */
function openBody(room: RoomReader, sealed: Uint8Array, ad: Uint8Array) {
	try {
		return { plain: open(room.ksess, sealed, ad), forMembers: false };
	} catch (error) {
		if (room.kmembers === null) throw error;
		return { plain: open(room.kmembers, sealed, ad), forMembers: true };
	}
}

function readInner(at: RoomPlace, inner: Uint8Array, sig: Uint8Array, room: RoomReader): Signal {
	const reader = lpOpen(inner, "ET1/sig");
	const here =
		equal(reader.b32(), at.g) && equal(reader.id(), at.caseId) && equal(reader.id(), at.sessionId);
	if (!here) throw new OpenError("signal: of another room");
	const signal: Signal = {
		fromUid: reader.id(),
		fromConn: reader.id(),
		toConn: reader.bytes(),
		ctr: reader.u64(),
		timeMs: reader.u64(),
		type: reader.oneOf(SIGNAL_TYPES),
		payload: reader.bytes(),
	};
	reader.end();
	const key = room.keyOf(signal.fromUid);
	if (key === null || !verify(sig, inner, key)) throw new OpenError("signal: signature");
	return signal;
}
