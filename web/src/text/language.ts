// Which language is on, and its texts. Kept on the device; nothing else about the person is kept here.
import { computed, signal } from "@preact/signals";
import { en } from "./en.ts";
import { fi } from "./fi.ts";
import { sv } from "./sv.ts";
import type { Texts } from "./texts.ts";

export const LANGUAGES = ["fi", "sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
const KEY = "etatunti.language";
const ALL: Readonly<Record<Language, Texts>> = { fi, sv, en };

export const language = signal<Language>("fi");
const current = computed<Texts>(() => ALL[language.value]);

/** The texts now; a component that calls it is drawn again when the language changes. */
export function t(): Texts {
	return current.value;
}

/** The texts of a document in its own language, whatever the screen's is. */
export function textsIn(own: Language): Texts {
	return ALL[own] ?? current.value; // what others stored may name a language that is none
}

/** Reads the choice made on this device; Finnish without one. */
export function startLanguage(store: Pick<Storage, "getItem">): void {
	const kept = store.getItem(KEY);
	const found = LANGUAGES.find((one) => one === kept);
	if (found !== undefined) language.value = found;
}

export function chooseLanguage(choice: Language, store: Pick<Storage, "setItem">): void {
	language.value = choice;
	store.setItem(KEY, choice);
}
