// Which language the client of a case reads: as the consent says once it has been seen here, or as somebody has chosen on a
// paper. Nobody opens a consent only to learn it, for that is on the log; until then it is the screen's. Kept in memory.
import { signal } from "@preact/signals";
import { type Language, language } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";

const known = signal<ReadonlyMap<Id, Language>>(new Map());

export function learnClientLanguage(of: Id, own: Language): void {
	if (known.peek().get(of) !== own) known.value = new Map(known.peek()).set(of, own);
}

export function clientLanguage(of: Id): Language {
	return known.value.get(of) ?? language.value;
}
