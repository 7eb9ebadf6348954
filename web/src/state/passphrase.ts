// How strong a passphrase looks while it is typed, and what someone copies from paper. Pure. The rule of what is
// allowed is crypto/passphrase.ts (ET1 §2), asked here so that page and vault never differ.
import { passphraseProblem } from "../crypto/passphrase.ts";
import type { FieldError } from "./form.ts";

export type Strength = "empty" | "short" | "common" | "fair" | "good" | "strong";

/** Spaces count; four unlike words are strong. */
export function strengthOf(passphrase: string, username = ""): Strength {
	const text = passphrase.normalize("NFKC");
	if (text === "") return "empty";
	const problem = passphraseProblem(text, username);
	if (problem !== null) return problem;
	const length = [...text].length;
	const words = text.split(/[\s.,-]+/).filter((word) => word.length > 2).length;
	if (length >= 22 || (words >= 4 && length >= 18)) return "strong";
	return length >= 16 ? "good" : "fair";
}

/** A new passphrase, typed twice. */
export function newPassphraseErrors(
	passphrase: string,
	again: string,
	username: string,
): { readonly passphrase: FieldError | null; readonly again: FieldError | null } {
	const problem = passphraseProblem(passphrase, username);
	return {
		passphrase: problem === null ? null : `passphrase-${problem}`,
		again: passphrase === again ? null : "passphrase-differ",
	};
}

/** What someone types from paper: gaps and small letters forgiven. */
export function sameCharacters(typed: string, wanted: string): boolean {
	return tidy(typed) === tidy(wanted);
}

function tidy(text: string): string {
	return text.replace(/[\s-]/g, "").toUpperCase();
}

/** In groups of `size`, for reading aloud and typing. */
export function grouped(text: string, size: number): string {
	return text.replace(new RegExp(`(.{${size}})(?=.)`, "g"), "$1 ");
}
