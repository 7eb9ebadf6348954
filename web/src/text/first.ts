// Which language is on, and the texts of what is drawn before anybody is in. Kept on the device; nothing else about the
// person is kept here. Finnish comes with the page, the others when somebody wants them: first these sections, then all.
// What the first page brings reads its texts here; what comes later reads language.ts, which brings the rest of the Finnish.
import { signal } from "@preact/signals";
import { first } from "./fi/first.ts";
import type { FirstTexts, Texts } from "./texts.ts";

export const LANGUAGES = ["fi", "sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
type Other = Exclude<Language, "fi">;
type Kept<T> = Readonly<Partial<Record<Other, T>>>;
const KEY = "etatunti.language";
const FIRSTS: Readonly<Record<Other, () => Promise<FirstTexts>>> = {
	sv: async () => (await import("./sv/first.ts")).first,
	en: async () => (await import("./en/first.ts")).first,
};
const WHOLES: Readonly<Record<Other, () => Promise<Texts>>> = {
	sv: async () => (await import("./sv.ts")).sv,
	en: async () => (await import("./en.ts")).en,
};

export const language = signal<Language>("fi");
/** The last choice: what comes later than another choice changes nothing. */
let asked: Language = "fi";
/** Somebody else has the device, and reads this. */
let lent: Language | null = null;
const firsts = signal<Kept<FirstTexts>>({});
const wholes = signal<Kept<Texts>>({});

/** The texts now; a component that calls it is drawn again when the language changes. */
export function t(): FirstTexts {
	const now = language.value;
	return now === "fi" ? first : (wholes.value[now] ?? firsts.value[now] ?? first);
}

/** All texts of a language that has been fetched; Finnish is not, it comes with what uses it. None of what is no language. */
export function fetchedTexts(own: Language): Texts | undefined {
	return own === "fi" || !LANGUAGES.includes(own) ? undefined : wholes.value[own];
}

/** Reads the choice made on this device; Finnish without one. */
export async function startLanguage(store: Pick<Storage, "getItem">): Promise<void> {
	const kept = store.getItem(KEY);
	const found = LANGUAGES.find((one) => one === kept);
	if (found === undefined || found === "fi") return;
	asked = found;
	try {
		firsts.value = { ...firsts.peek(), [found]: await FIRSTS[found]() };
		language.value = found;
	} catch {
		// No network, or a page older than its server: Finnish is there.
	}
}

/** The screen speaks that for as long as somebody else has the device; null: its own again. Nothing of it is kept. */
export async function lendLanguage(own: Language | null): Promise<void> {
	lent = own;
	const wanted = own ?? asked;
	if ((await fetchTexts(wanted)) && (lent ?? asked) === wanted) language.value = wanted;
}

export async function chooseLanguage(
	choice: Language,
	store: Pick<Storage, "setItem">,
): Promise<void> {
	store.setItem(KEY, choice);
	asked = choice;
	if ((await fetchTexts(choice)) && asked === choice) language.value = choice;
}

/** All texts of that language. False if they could not be fetched. */
export async function fetchTexts(wanted: Language): Promise<boolean> {
	if (wanted === "fi" || wholes.peek()[wanted] !== undefined) return true;
	try {
		const texts = await WHOLES[wanted]();
		wholes.value = { ...wholes.peek(), [wanted]: texts };
		return true;
	} catch {
		return false;
	}
}
