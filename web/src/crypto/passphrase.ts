// The rule for passphrases (ET1 §2): at least 12 characters, and not made of what everybody tries first.
// Pure; the words are in common-passphrases.ts.
import { COMMON_WORDS } from "./common-passphrases.ts";

export const PASSPHRASE_MIN = 12;
/** So many different common words in a row are no longer common. */
const WORDS_ENOUGH = 4;
/** So many letters must be left when common words are taken away. */
const REST_MIN = 4;

export type PassphraseProblem = "short" | "common";

/** Null: it will do. Characters are counted after NFKC, as the KDF sees them. */
export function passphraseProblem(
	passphrase: string,
	username: string = "",
): PassphraseProblem | null {
	const text = passphrase.normalize("NFKC");
	if ([...text].length < PASSPHRASE_MIN) return "short";
	let rest = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
	const found = new Set<string>();
	const own = username
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((part) => part.length > 2);
	for (const word of [...own, ...COMMON_WORDS]) {
		if (!rest.includes(word)) continue;
		found.add(word);
		rest = rest.replaceAll(word, "");
	}
	const letters = new Set(rest.replace(/[^\p{L}]/gu, "")).size;
	const digits = new Set(rest.replace(/[^\p{N}]/gu, "")).size;
	if (found.size >= WORDS_ENOUGH || letters >= REST_MIN || letters + digits >= 2 * REST_MIN)
		return null;
	return "common";
}
