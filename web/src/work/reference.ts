// The 8 characters on the client's paper by which a coordinator finds a case: Crockford base32 of the first 5 bytes of
// its id. Pure.
import { fromB64 } from "../crypto/bytes.ts";
import type { Id } from "./work.ts";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

export function referenceOf(id: Id): string {
	const bytes = fromB64(id, 16).subarray(0, 5);
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
	return (bits.match(/.{5}/g) ?? []).map((five) => DIGITS[Number.parseInt(five, 2)]).join("");
}

/** As it was typed or read aloud: gaps, lower case, and the letters that look like digits. Null: not a reference. */
export function readReference(typed: string): string | null {
	const plain = typed
		.toUpperCase()
		.replace(/[\s-]/g, "")
		.replaceAll("O", "0")
		.replace(/[IL]/g, "1");
	return plain.length === LENGTH && [...plain].every((c) => DIGITS.includes(c)) ? plain : null;
}
