// Which language is on, and its texts. Kept on the device; nothing else about the person is kept here. Finnish comes
// with the page, the others when somebody wants them.
import { signal } from "@preact/signals";
import { fi } from "./fi.ts";
import type { Texts } from "./texts.ts";

export const LANGUAGES = ["fi", "sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
const KEY = "etatunti.language";
const OTHERS: Readonly<Record<Exclude<Language, "fi">, () => Promise<Texts>>> = {
	sv: async () => (await import("./sv.ts")).sv,
	en: async () => (await import("./en.ts")).en,
};

export const language = signal<Language>("fi");
/** The last choice: what comes later than another choice changes nothing. */
let asked: Language = "fi";
const here = signal<Readonly<Partial<Record<Language, Texts>>>>({ fi });

/** The texts now; a component that calls it is drawn again when the language changes. */
export function t(): Texts {
	return here.value[language.value] ?? fi;
}

/** The texts of a document in its own language, whatever the screen's is; until they have come, the screen's. */
export function textsIn(own: Language): Texts {
	const texts = here.value[own];
	if (texts !== undefined) return texts;
	// What others stored may name a language that is none.
	if (LANGUAGES.includes(own)) void fetched(own);
	return t();
}

/** Reads the choice made on this device; Finnish without one. */
export async function startLanguage(store: Pick<Storage, "getItem">): Promise<void> {
	const kept = store.getItem(KEY);
	const found = LANGUAGES.find((one) => one === kept);
	if (found !== undefined && (await fetched(found))) language.value = found;
}

export async function chooseLanguage(
	choice: Language,
	store: Pick<Storage, "setItem">,
): Promise<void> {
	store.setItem(KEY, choice);
	asked = choice;
	if ((await fetched(choice)) && asked === choice) language.value = choice;
}

/** False if they could not be fetched: no network, or a page older than its server. */
async function fetched(wanted: Language): Promise<boolean> {
	if (wanted === "fi" || here.peek()[wanted] !== undefined) return true;
	try {
		const texts = await OTHERS[wanted]();
		here.value = { ...here.peek(), [wanted]: texts };
		return true;
	} catch {
		return false;
	}
}
