// The frames of PROTOCOL §1 as bytes: JSON with blobs (kind 1) and peer frames (kind 2), both ways.
// Knows no command and no socket. Every reader throws WireError bad_reply on the first thing out of shape.
import { WireError } from "./errors.ts";

const HEADER_LEN = 4;
const KIND_JSON = 1;
const KIND_PEER = 2;
const ID_LEN = 16;
export const BLOBS_MAX = 64;
export const FRAME_MAX = 1024 * 1024;
export const TEXT_MAX = 64 * 1024;
export const PEER_BODY_MAX = 64 * 1024;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

export type Json = Readonly<Record<string, unknown>>;

export interface PeerFrame {
	readonly room: Uint8Array;
	readonly from: Uint8Array;
	/** 16 zero bytes: everyone else in the room. */
	readonly to: Uint8Array;
	readonly body: Uint8Array;
}

export type Incoming =
	| { readonly kind: "json"; readonly json: Json; readonly blobs: readonly Uint8Array[] }
	| { readonly kind: "peer"; readonly frame: PeerFrame };

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out;
}

/** A request as it goes out: text without blobs, binary kind 1 with them. WireError too_large before sending. */
export function encodeRequest(json: Json, blobs: readonly Uint8Array[]): string | Uint8Array {
	if (blobs.length === 0) {
		const text = JSON.stringify(json);
		if (utf8.encode(text).length > TEXT_MAX) throw new WireError("too_large");
		return text;
	}
	if (blobs.length > BLOBS_MAX) throw new WireError("too_large");
	const head = utf8.encode(JSON.stringify({ ...json, blobs: blobs.map((blob) => blob.length) }));
	const prefix = new Uint8Array(HEADER_LEN + 4);
	prefix[0] = KIND_JSON;
	new DataView(prefix.buffer).setUint32(HEADER_LEN, head.length);
	const frame = joined([prefix, head, ...blobs]);
	if (frame.length > FRAME_MAX) throw new WireError("too_large");
	return frame;
}

export function encodePeer(frame: PeerFrame): Uint8Array {
	const ids = [frame.room, frame.from, frame.to];
	if (ids.some((id) => id.length !== ID_LEN)) throw new WireError("bad_frame");
	if (frame.body.length > PEER_BODY_MAX) throw new WireError("too_large");
	return joined([Uint8Array.of(KIND_PEER, 0, 0, 0), ...ids, frame.body]);
}

export function decode(data: string | Uint8Array): Incoming {
	if (typeof data === "string") return { kind: "json", json: parseObject(data), blobs: [] };
	if (data.length < HEADER_LEN || data[1] !== 0 || data[2] !== 0 || data[3] !== 0) {
		throw new WireError("bad_reply");
	}
	if (data[0] === KIND_JSON) return decodeJson(data);
	if (data[0] === KIND_PEER) return decodePeer(data);
	throw new WireError("bad_reply");
}

function parseObject(text: string): Json {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new WireError("bad_reply");
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) {
		throw new WireError("bad_reply");
	}
	return value as Json;
}

function decodeJson(data: Uint8Array): Incoming {
	if (data.length < HEADER_LEN + 4) throw new WireError("bad_reply");
	const len = new DataView(data.buffer, data.byteOffset).getUint32(HEADER_LEN);
	const start = HEADER_LEN + 4;
	if (len > data.length - start) throw new WireError("bad_reply");
	let text: string;
	try {
		text = strictUtf8.decode(data.subarray(start, start + len));
	} catch {
		throw new WireError("bad_reply");
	}
	const { blobs: lengths = [], ...json } = parseObject(text);
	if (!Array.isArray(lengths) || !lengths.every((n) => Number.isSafeInteger(n) && n >= 0)) {
		throw new WireError("bad_reply");
	}
	let at = start + len;
	const blobs = (lengths as number[]).map((size) => {
		const blob = data.slice(at, at + size);
		at += size;
		return blob;
	});
	if (at !== data.length) throw new WireError("bad_reply");
	return { kind: "json", json, blobs };
}

function decodePeer(data: Uint8Array): Incoming {
	const body = HEADER_LEN + 3 * ID_LEN;
	if (data.length < body) throw new WireError("bad_reply");
	const id = (n: number) => data.slice(HEADER_LEN + n * ID_LEN, HEADER_LEN + (n + 1) * ID_LEN);
	return {
		kind: "peer",
		frame: { room: id(0), from: id(1), to: id(2), body: data.slice(body) },
	};
}
