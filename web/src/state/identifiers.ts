// What in an answered-question card could tell who it is about: identity codes, phone numbers, e-mail, account numbers,
// dates of birth, addresses, and the names and references of the case. Pure. It finds candidates for a person to look at; it proves nothing.
import type { DateText } from "../work/documents.ts";
import { addMonths, isDate } from "./dates.ts";
import { isIdentityCode } from "./identityCode.ts";

export type IdentifierKind =
	| "identity-code"
	| "phone"
	| "email"
	| "iban"
	| "birth-date"
	| "address"
	| "reference"
	| "name";

/** What of the case would tell in any text. */
export interface Telling {
	readonly names: readonly string[];
	/** What the case goes by, as it is written and as it is printed. */
	readonly references?: readonly string[];
	readonly today: DateText;
}

export interface Identifier {
	readonly kind: IdentifierKind;
	/** Where in the text, `to` exclusive. */
	readonly from: number;
	readonly to: number;
	readonly text: string;
	/** Checked (a check digit, a capital letter, a word for birth); false: it only looks like one. */
	readonly sure: boolean;
}

type Found = Omit<Identifier, "text">;

/** All of them in the order of the text; where two lie over each other, the one that starts first, then the longer. */
export function findIdentifiers(text: string, context: Telling): readonly Identifier[] {
	const found = [
		...identityCodes(text),
		...accounts(text),
		...emails(text),
		...birthDates(text, context.today),
		...phones(text),
		...addresses(text),
		...references(text, context.references ?? []),
		...names(text, context.names),
	].sort((a, b) => a.from - b.from || b.to - a.to);
	const kept: Identifier[] = [];
	for (const one of found) {
		if (one.from < (kept.at(-1)?.to ?? 0)) continue;
		kept.push({ ...one, text: text.slice(one.from, one.to) });
	}
	return kept;
}

function matches(
	text: string,
	pattern: RegExp,
	judge: (match: RegExpExecArray) => Omit<Found, "from" | "to"> | null,
): Found[] {
	return [...text.matchAll(pattern)].flatMap((match) => {
		const what = judge(match);
		return what === null ? [] : [{ ...what, from: match.index, to: match.index + match[0].length }];
	});
}

/** Also with blanks round the century mark, in small letters, or with a wrong check character. */
const identityCodes = (text: string): Found[] =>
	matches(
		text,
		/(?<![\p{L}\p{N}])\d{6}\s?[-+–A-FU-Y]\s?\d{3}[0-9A-Y](?![\p{L}\p{N}])/giu,
		(match) => ({
			kind: "identity-code",
			sure: isIdentityCode(match[0].replace("–", "-")),
		}),
	);

const accounts = (text: string): Found[] =>
	matches(
		text,
		/(?<![\p{L}\p{N}])(?:FI\d{2}(?: ?\d{4}){3} ?\d{2}|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![\p{L}\p{N}])/giu,
		(match) => {
			const sure = isIban(match[0]);
			return sure || /^FI/i.test(match[0]) ? { kind: "iban", sure } : null;
		},
	);

/** ISO 13616: the first four to the end, letters as 10–35, rest 1 by 97. */
export function isIban(text: string): boolean {
	const tidy = text.replace(/\s/g, "").toUpperCase();
	if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(tidy)) return false;
	let rest = 0;
	for (const char of tidy.slice(4) + tidy.slice(0, 4)) {
		for (const digit of String(Number.parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97;
	}
	return rest === 1;
}

const emails = (text: string): Found[] =>
	matches(
		text,
		/[\p{L}\p{N}._%+-]+(?:@|\(at\)|\[at\])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu,
		() => ({
			kind: "email",
			sure: true,
		}),
	);

/** Finnish and foreign: begins with +, 00 or 0 and has 7–15 digits. Sums, ages, years and dates do not. */
const phones = (text: string): Found[] =>
	matches(
		text,
		/(?<![\p{L}\p{N}.,/-])(?:\+\d|00[1-9]|0[1-9])(?:[ \u00a0()/-]{0,2}\d){4,13}(?![\p{L}\p{N}]|[.,/-]\d)/gu,
		(match) => {
			const digits = match[0].replace(/\D/g, "").length;
			return digits >= 7 && digits <= 15
				? { kind: "phone", sure: /^(?:\+|00|04|050)/.test(match[0]) }
				: null;
		},
	);

const BORN = /(?:synt|s\.|född|föd|f\.|born|b\.|dob)[\p{L}.]*\s*:?\s*$/iu;
const AGE_MONTHS = 36;

/**
 * A day of the last 130 years is taken for a day of birth if a word for birth stands before it, or if it is more than three
 * years ago: then it is hardly a date of the benefit. Two-digit years only with the word.
 */
function birthDates(text: string, today: DateText): Found[] {
	const pattern =
		/(?<![\p{L}\p{N}.])(?:(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2}))(?![\p{L}\p{N}]|\.\d)/gu;
	return matches(text, pattern, (match) => {
		const [, day = "", month = "", year = "", isoYear, isoMonth, isoDay] = match;
		const worded = BORN.test(text.slice(Math.max(0, match.index - 20), match.index));
		if (year.length === 2) return worded ? { kind: "birth-date", sure: true } : null;
		const date =
			isoYear === undefined
				? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
				: `${isoYear}-${isoMonth}-${isoDay}`;
		if (!isDate(date) || date > today || date < addMonths(today, -130 * 12)) return null;
		const old = date < addMonths(today, -AGE_MONTHS);
		return worded || old ? { kind: "birth-date", sure: worded } : null;
	});
}

const STREET =
	"(?:kat[ua]|kadu|tie|kuja|polu|polku|raitti|raiti|tori|väylä|kaari|kaare|rinne|rintee|bulevardi|aukio|laituri|gata|gatan|väg|vägen|gränd|gränden|stig|stigen|torget|torg|street|road|avenue)";
const ADDRESS = [
	// Rantatie 4 B 12, Koulukadulla 7, Strandvägen 3
	`\\p{Lu}[\\p{L}-]*${STREET}(?:n|lla|llä|lta|ltä|lle|ssa|ssä|sta|stä|hen|an|en)?\\s+\\d{1,4}(?:\\s?[A-Za-zÅÄÖåäö](?:\\s?\\d{1,3})?(?![\\p{L}\\p{N}]))?`,
	// 12 Main Street
	"\\d{1,4}\\s\\p{Lu}\\p{L}+\\s(?:Street|Road|Avenue|Lane)",
	// 33100 Tampere
	"\\d{5}\\s+\\p{Lu}[\\p{L}-]{2,}",
].join("|");

const addresses = (text: string): Found[] =>
	matches(
		text,
		new RegExp(`(?<![\\p{L}\\p{N}.,/-])(?:${ADDRESS})(?![\\p{L}\\p{N}])`, "gu"),
		() => ({ kind: "address", sure: true }),
	);

const REFERENCE_MIN = 3;

/** As whole words, in any case, with or without blanks and lines between the parts. */
function references(text: string, wanted: readonly string[]): Found[] {
	return wanted.flatMap((reference) => {
		const parts = reference.match(/[\p{L}\p{N}]+/gu) ?? [];
		if (parts.join("").length < REFERENCE_MIN) return [];
		const pattern = new RegExp(
			`(?<![\\p{L}\\p{N}])${parts.join("[^\\p{L}\\p{N}]{0,2}")}(?![\\p{L}\\p{N}])`,
			"giu",
		);
		return matches(text, pattern, () => ({ kind: "reference", sure: true }));
	});
}

const OF_EVERYBODY = new Set(
	"kela kelan kelalle kelasta kelaan kelassa kelalta kelaa fpa fpas suuntima omaolo lifecare monsu suomi suomen finland finlands".split(
		" ",
	),
);

/** Words with a capital within a sentence: who writes a case names people and places that way. */
export function namesIn(text: string): readonly string[] {
	const found = text.matchAll(/(?<=[\p{L}\p{N},;)-]\s+)\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/gu);
	return [...new Set([...found].map(([word]) => word))].filter(
		(word) => !OF_EVERYBODY.has(word.toLowerCase()),
	);
}

const LETTERS_OF_ENDING = 6;

/** Each part of a name of three letters or more, in any case ending (Virtasen, Pekalle); of two, as it is. */
function names(text: string, wanted: readonly string[]): Found[] {
	const parts = new Set(
		wanted.flatMap((name) =>
			name
				.toLowerCase()
				.split(/[^\p{L}]+/u)
				.filter((part) => part.length >= 2),
		),
	);
	const stems = [...parts].map((part) => ({ part, stems: part.length < 3 ? [] : stemsOf(part) }));
	return matches(text, /\p{L}+/gu, (match) => {
		const word = match[0].toLowerCase();
		const hit = stems.some(
			({ part, stems }) =>
				word === part ||
				stems.some(
					(stem) => word.startsWith(stem) && word.length <= stem.length + LETTERS_OF_ENDING,
				),
		);
		return hit ? { kind: "name", sure: match[0] !== word } : null;
	});
}

/** What the word begins with in the cases of Finnish, as far as spelling shows it. */
function stemsOf(name: string): readonly string[] {
	const stems = [name];
	const base = name.slice(0, -1);
	if (name.endsWith("nen")) stems.push(`${name.slice(0, -3)}se`, `${name.slice(0, -3)}st`);
	if (name.endsWith("i")) stems.push(`${base}e`);
	const double = /^(.+)([kpt])\2([aeiouyäö])$/.exec(name);
	if (double !== null)
		stems.push(
			`${double[1]}${double[2]}${double[3]}n`,
			`${double[1]}${double[2]}${double[3]}ll`,
			`${double[1]}${double[2]}${double[3]}s`,
			`${double[1]}${double[2]}${double[3]}lt`,
		);
	const soft = /^(.+[aeiouyäö])k([iuy])$/.exec(name);
	if (soft !== null) stems.push(`${soft[1]}${soft[2] === "i" ? "e" : soft[2]}n`);
	return stems.filter((stem) => stem.length >= 3);
}
