// The reference of a case on the client's paper: 8 characters of Crockford's base32, which has no I, L, O and U. Pure.

const LENGTH = 8;
const ALPHABET = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** What somebody copies from the paper; null if it can be none. What is misread of old (O, I, L) is put right. */
export function readReference(typed: string): string | null {
	const text = typed.replace(/[\s-]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
	return text.length === LENGTH && ALPHABET.test(text) ? text : null;
}

/** 7KQ2-M9XD: as it is shown and printed. */
export function shownReference(reference: string): string {
	return `${reference.slice(0, 4)}-${reference.slice(4)}`;
}
