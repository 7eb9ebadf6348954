// Who is on the list of people, and whose number has to be compared. Pure.
import type { Directory, Id, Me, Owed, Person, Series, Substitute } from "../work/work.ts";
import { holdsAll } from "./search.ts";

/** By any part of the name or user name, in any order of its words. */
export function findPeople(people: readonly Person[], typed: string): readonly Person[] {
	return people.filter((one) => holdsAll(`${one.display} ${one.username} ${one.orgName}`, typed));
}

/** Those whose keys have changed since I compared them: said in red. */
export function changedPeople(directory: Directory, me: Me): readonly Person[] {
	return directory.people.filter(
		(one) => one.verified === "changed" && one.state === "active" && one.uid !== me.uid,
	);
}

/** A certificate can be renewed from here on: nobody does it a year ahead by mistake. */
const RENEW_MS = 60 * 86_400_000;

export const renewable = (person: Person, now: number): boolean =>
	person.state === "expired" || (person.state === "active" && person.notAfter - now < RENEW_MS);

/** The substitution for which somebody is owed keys: the one that runs now, else the next. */
export function substitutionOf(
	directory: Directory,
	owed: Pick<Owed, "uid" | "why">,
	now: number,
): Substitute | null {
	if (owed.why !== "substitute") return null;
	const theirs = directory.substitutes.filter((one) => one.by === owed.uid && one.to > now);
	return theirs.sort((a, b) => a.from - b.from)[0] ?? null;
}

export type Span = "coming" | "now" | "over";

export const spanOf = (one: { from: number; to: number }, now: number): Span =>
	one.to <= now ? "over" : one.from > now ? "coming" : "now";

/** Contacts of the series of this person's organisation; coordinators are told those of all. */
export const ownContacts = (
	directory: Directory,
	me: Me,
	series: readonly Series[],
): readonly Id[] =>
	series
		.filter(({ pairs }) =>
			directory.pairs.some(({ pair, org }) => org === me.org && pairs.includes(pair)),
		)
		.map(({ contact }) => contact);

/** Whom this coordinator may name a substitute for: workers and contacts of their own, contacts of their own series. */
export function replaceable(
	directory: Directory,
	me: Me,
	contacts: readonly Id[],
): readonly Person[] {
	return directory.people.filter(
		(one) =>
			one.state === "active" &&
			((one.org === me.org && (one.roles.includes("worker") || one.roles.includes("contact"))) ||
				(me.orgKind === "county" && contacts.includes(one.uid))),
	);
}

/**
 * May this coordinator change or end it? By whom the absent one is: of their own organisation, or (a county's) contact of
 * its series, whatever has become of them since. PROTOCOL §3.
 */
export function maySubstitute(
	directory: Directory,
	me: Me,
	contacts: readonly Id[],
	one: Pick<Substitute, "for">,
): boolean {
	const away = directory.people.find(({ uid }) => uid === one.for);
	return away?.org === me.org || (me.orgKind === "county" && contacts.includes(one.for));
}

/** Who could stand in: the same organisation, the same role, another person. */
export function standIns(directory: Directory, away: Person | null): readonly Person[] {
	if (away === null) return [];
	const role = away.roles.includes("contact") ? "contact" : "worker";
	return directory.people.filter(
		(one) =>
			one.state === "active" &&
			one.org === away.org &&
			one.uid !== away.uid &&
			one.roles.includes(role),
	);
}
