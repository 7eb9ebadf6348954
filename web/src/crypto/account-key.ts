// The account key as people see it: 26 base32 characters and 2 that check them, in groups of four.
// Knows nothing of what the key is for.
import { EncodingError } from "./bytes.ts";
import { lp } from "./lp.ts";
import { hash, randomBytes } from "./sodium.ts";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
export const ACCOUNT_KEY_LEN = 16;
const CHARS = 26;
const CHECK_CHARS = 2;

export const newAccountKey = (): Uint8Array => randomBytes(ACCOUNT_KEY_LEN);

function base32(bytes: Uint8Array, chars: number): string {
	let out = "";
	let bits = 0;
	let have = 0;
	for (const byte of bytes) {
		bits = ((bits << 8) | byte) & 0xffff;
		have += 8;
		while (have >= 5 && out.length < chars) {
			have -= 5;
			out += BASE32.charAt((bits >> have) & 31);
		}
	}
	if (out.length < chars) out += BASE32.charAt((bits << (5 - have)) & 31);
	return out;
}

const checkChars = (ak: Uint8Array): string => base32(hash(lp("ET1/akcheck", ak)), CHECK_CHARS);

/** "ABCD EFGH …": what the sheet shows. */
export function formatAccountKey(ak: Uint8Array): string {
	const text = base32(ak, CHARS) + checkChars(ak);
	return (text.match(/.{4}/g) ?? []).join(" ");
}

/** Reads what a person typed: any case, any spaces or hyphens. EncodingError when it cannot be a key. */
export function parseAccountKey(typed: string): Uint8Array {
	const text = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
	if (text.length !== CHARS + CHECK_CHARS) throw new EncodingError("account key: length");
	const ak = new Uint8Array(ACCOUNT_KEY_LEN);
	let bits = 0;
	let have = 0;
	let at = 0;
	for (const char of text.slice(0, CHARS)) {
		const value = BASE32.indexOf(char);
		if (value < 0) throw new EncodingError("account key: character");
		bits = ((bits << 5) | value) & 0xffff;
		have += 5;
		if (have >= 8) {
			have -= 8;
			ak[at++] = (bits >> have) & 255;
		}
	}
	if ((bits & ((1 << have) - 1)) !== 0) throw new EncodingError("account key: stray bits");
	if (text.slice(CHARS) !== checkChars(ak))
		throw new EncodingError("account key: check characters");
	return ak;
}
