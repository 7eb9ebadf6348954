// All texts, for everything that comes after the first page: whoever reads them here brings the whole of the Finnish.
// What the first page brings itself reads first.ts (a test holds it to that).
import { fi } from "./fi.ts";
import {
	fetchedTexts,
	fetchTexts,
	LANGUAGES,
	type Language,
	language,
	lendLanguage,
} from "./first.ts";
import type { Texts } from "./texts.ts";

export { LANGUAGES, type Language, language, lendLanguage };

/** The texts now; a component that calls it is drawn again when the language changes. */
export function t(): Texts {
	return fetchedTexts(language.value) ?? fi;
}

/** The texts of a document in its own language, whatever the screen's is; until they have come, the screen's. */
export function textsIn(own: Language): Texts {
	if (own === "fi") return fi;
	const texts = fetchedTexts(own);
	if (texts !== undefined) return texts;
	// What others stored may name a language that is none.
	if (LANGUAGES.includes(own)) void fetchTexts(own);
	return t();
}
