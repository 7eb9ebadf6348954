// What has just changed in the directory and is worth telling me, found by comparing two verified views. Pure.
import type { DirectoryView, PersonView } from "../crypto/vault/api.ts";
import { concerning } from "./directory-view.ts";
import type { Id, Ms } from "./work.ts";

export interface DirectoryNews {
	readonly code: "keys_changed" | "substitute";
	readonly person: Id;
}

/**
 * `before` null: the first look of a session. Then new keys that I have not compared are told again, since their change
 * may have come while I was away; `met`: whom I share cases with.
 */
export function newsOfDirectory(
	before: DirectoryView | null,
	after: DirectoryView,
	me: Id,
	met: ReadonlySet<Id>,
	now: Ms,
): readonly DirectoryNews[] {
	const near = new Set([...concerning(after, me), ...met]);
	const old = new Map(before?.people.map((person) => [person.uid, person]));
	const news: DirectoryNews[] = [];
	for (const person of after.people) {
		if (person.uid === me || !isOpen(person, near)) continue;
		const was = old.get(person.uid);
		if (before === null || (was !== undefined && was.number !== person.number))
			news.push({ code: "keys_changed", person: person.uid });
	}
	const known = new Set(before?.substitutes.map((one) => one.substitute));
	for (const one of after.substitutes) {
		if (known.has(one.substitute) || one.to <= now) continue;
		if (before === null && one.from > now) continue; // told when it was named
		if (one.by === me || one.for === me || near.has(one.for))
			news.push({ code: "substitute", person: one.by });
	}
	return news;
}

/** New keys that concern me and that I have not compared. */
const isOpen = (person: PersonView, near: ReadonlySet<Id>): boolean =>
	person.state !== "revoked" &&
	(person.verified === "changed" ||
		(person.rekeyed && person.verified === "no" && near.has(person.uid)));
