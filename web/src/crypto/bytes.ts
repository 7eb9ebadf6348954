// Plain bytes: joining, comparing, base64url, hex, strict UTF-8. Knows no key and no format above these.

/** A malformed byte string, text or number; `message` says which rule it broke. */
export class EncodingError extends Error {
	override name = "EncodingError";
}

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 of the NFC form: the only form in which text is signed (ET1 §1). */
export function textBytes(text: string): Uint8Array {
	const nfc = text.normalize("NFC");
	if (!nfc.isWellFormed()) throw new EncodingError("text: lone surrogate");
	return utf8.encode(nfc);
}

/**
 * Refuses bad UTF-8. Text in another form than NFC is read as it is: the broker can't tell, so one odd name on a
 * chain must not lock everybody out of it. Signed bytes are never written again, so nothing hangs on the form.
 */
export function bytesText(bytes: Uint8Array): string {
	try {
		return strictUtf8.decode(bytes);
	} catch {
		throw new EncodingError("text: not UTF-8");
	}
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
	const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out;
}

/** Equality of public bytes (not for secrets: see sodium.ts `equalSecret`). */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function u64Bytes(value: number): Uint8Array {
	if (!Number.isSafeInteger(value) || value < 0) throw new EncodingError("u64: out of range");
	const out = new Uint8Array(8);
	new DataView(out.buffer).setBigUint64(0, BigInt(value));
	return out;
}

export function bytesU64(bytes: Uint8Array): number {
	if (bytes.length !== 8) throw new EncodingError("u64: not 8 bytes");
	const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
	if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new EncodingError("u64: out of range");
	return Number(value);
}

const B64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const B64URL_VALUE = new Map([...B64URL].map((char, i) => [char, i]));

/** base64url without padding: how bytes stand in JSON and in links. */
export function toB64(bytes: Uint8Array): string {
	let out = "";
	for (let i = 0; i < bytes.length; i += 3) {
		const left = bytes.length - i;
		const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		out += B64URL.charAt(word >> 18) + B64URL.charAt((word >> 12) & 63);
		if (left > 1) out += B64URL.charAt((word >> 6) & 63);
		if (left > 2) out += B64URL.charAt(word & 63);
	}
	return out;
}

/** Strict inverse: no padding, no foreign character, no stray bits; `len` checks the length in bytes. */
export function fromB64(text: string, len?: number): Uint8Array {
	if (text.length % 4 === 1) throw new EncodingError("base64url: bad length");
	const out = new Uint8Array(Math.floor((text.length * 3) / 4));
	let bits = 0;
	let have = 0;
	let at = 0;
	for (const char of text) {
		const value = B64URL_VALUE.get(char);
		if (value === undefined) throw new EncodingError("base64url: foreign character");
		bits = ((bits << 6) | value) & 0xffffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[at++] = (bits >> have) & 255;
		}
	}
	if ((bits & ((1 << have) - 1)) !== 0) throw new EncodingError("base64url: stray bits");
	if (len !== undefined && out.length !== len)
		throw new EncodingError(`base64url: not ${len} bytes`);
	return out;
}

export function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text: string): Uint8Array {
	if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new EncodingError("hex: malformed");
	return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
