// How strong a passphrase is, as a person sees it while typing. Pure. The rule itself (≥ 12, not common) is ET1 §2;
// the work layer refuses again.

export const PASSPHRASE_MIN = 12;

/** Words that lists of leaked passwords begin with, and keyboard rows: no part of the strength. */
const COMMON = [
	"salasana",
	"password",
	"qwerty",
	"asdfgh",
	"zxcvbn",
	"kissa",
	"koira",
	"perkele",
	"suomi",
	"helsinki",
	"etatunti",
	"etätunti",
	"kela",
	"sote",
	"tervetuloa",
	"welcome",
	"letmein",
	"iloveyou",
	"123456",
	"654321",
	"abc123",
	"kesä",
	"talvi",
	"syksy",
	"kevät",
	"lösenord",
	"hejhej",
	"admin",
];

export type Strength = "empty" | "short" | "common" | "fair" | "good" | "strong";

/** Spaces count; four unlike words are strong. */
export function strengthOf(passphrase: string): Strength {
	const text = passphrase.normalize("NFKC");
	if (text === "") return "empty";
	const length = [...text].length;
	if (length < PASSPHRASE_MIN) return "short";
	let rest = text.toLowerCase();
	for (const word of COMMON) rest = rest.replaceAll(word, "");
	rest = rest.replace(/(.)\1+/gu, "$1");
	const different = new Set(rest.replace(/[\s\d]/g, "")).size;
	if ([...rest].length < 8 || different < 5) return "common";
	const words = text.split(/[\s.,-]+/).filter((word) => word.length > 2).length;
	if (length >= 22 || (words >= 4 && length >= 18)) return "strong";
	if (length >= 16) return "good";
	return "fair";
}

export function isAllowed(strength: Strength): boolean {
	return strength === "fair" || strength === "good" || strength === "strong";
}

/** What someone types from paper: gaps and small letters forgiven. */
export function sameCharacters(typed: string, wanted: string): boolean {
	return typed.replace(/[\s-]/g, "").toUpperCase() === wanted.replace(/[\s-]/g, "").toUpperCase();
}

/** In groups of `size`, for reading aloud and typing. */
export function grouped(text: string, size: number): string {
	return text.replace(new RegExp(`(.{${size}})(?=.)`, "g"), "$1 ");
}
