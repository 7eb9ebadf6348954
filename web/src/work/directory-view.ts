// What the verified directory says to this person: the screens' directory, whose pairs, series and substitutes concern
// them, and who is entitled to a pair's cases at a moment. Pure.
import type { DirectoryView, PendingView, PersonView, SeriesView } from "../crypto/vault/api.ts";
import { orgDocsOf } from "./org-view.ts";
import type { Directory, Id, Ms, Person, Series, Substitute } from "./work.ts";

type Signed = Pick<DirectoryView, "people" | "pairs" | "series" | "substitutes">;

const running = ({ from, to }: Substitute, at: Ms): boolean => from <= at && at < to;

/** Whose place this person takes at that moment, oneself included. */
export function standsFor(view: Signed, uid: Id, at: Ms): ReadonlySet<Id> {
	const others = view.substitutes.filter((one) => one.by === uid && running(one, at));
	return new Set([uid, ...others.map((one) => one.for)]);
}

/** The workers of the pair and who stands for them now, as far as they are certified. */
export function workersOf(view: Signed, pair: Id, at: Ms): readonly Id[] {
	const workers = view.pairs.find((one) => one.pair === pair)?.workers ?? [];
	return active(view, withSubstitutes(view, workers, at));
}

/** A series' contact and who stands for them now, as far as they are certified. */
export function contactsOf(view: Signed, series: Id, at: Ms): readonly Id[] {
	const contact = view.series.find((one) => one.series === series)?.contact;
	return contact === undefined ? [] : active(view, withSubstitutes(view, [contact], at));
}

/** Who does the contact's work at that moment, if somebody else does: named last, and certified then. */
export function substituteAt(view: Signed | null, contact: Id, at: Ms): Id | null {
	const able = (uid: Id) =>
		view?.people.some((one) => one.uid === uid && one.state === "active" && at < one.notAfter);
	const named = view?.substitutes.filter((one) => one.for === contact && running(one, at)) ?? [];
	return named.findLast((one) => able(one.by) === true)?.by ?? null;
}

function withSubstitutes(view: Signed, uids: readonly Id[], at: Ms): readonly Id[] {
	const others = view.substitutes.filter((one) => uids.includes(one.for) && running(one, at));
	return [...new Set([...uids, ...others.map((one) => one.by)])];
}

const active = (view: Signed, uids: readonly Id[]): readonly Id[] =>
	uids.filter((uid) => view.people.some((one) => one.uid === uid && one.state === "active"));

/** A coordinator sees all series; others those of their pairs or hours, and of whom they stand for. */
export function seriesFor(view: Signed, me: Id, at: Ms): readonly Series[] {
	const isCoordinator = view.people
		.find((person) => person.uid === me)
		?.roles.includes("coordinator");
	const places = standsFor(view, me, at);
	const pairs = new Set(pairsOf(view, places));
	const mine = (one: SeriesView) =>
		isCoordinator || places.has(one.contact) || one.pairs.some((pair) => pairs.has(pair));
	return view.series.filter(mine).map(seriesOf);
}

const seriesOf = ({ org: _org, ...series }: SeriesView): Series => series;

export const personOf = (person: PersonView): Person => ({
	...person,
	verifiedAt: person.verified === "yes" ? person.verifiedAt : null,
});

const pairsOf = (view: Signed, places: ReadonlySet<Id>): readonly Id[] =>
	view.pairs
		.filter(({ workers }) => workers.some((uid) => places.has(uid)))
		.map(({ pair }) => pair);

/** Everybody I share a pair or an hour with, now or as a substitute that is named. */
export function concerning(view: Signed, me: Id): ReadonlySet<Id> {
	const places = new Set([
		me,
		...view.substitutes.filter((one) => one.by === me).map((one) => one.for),
	]);
	const pairs = new Set(pairsOf(view, places));
	const met = new Set<Id>();
	for (const { pair, workers } of view.pairs)
		if (pairs.has(pair)) for (const uid of workers) met.add(uid);
	for (const { contact, pairs: served } of view.series) {
		if (served.some((pair) => pairs.has(pair))) met.add(contact);
		if (!places.has(contact)) continue;
		for (const { pair, workers } of view.pairs)
			if (served.includes(pair)) for (const uid of workers) met.add(uid);
	}
	for (const { for: whose, by } of view.substitutes) if (met.has(whose)) met.add(by);
	met.delete(me);
	return met;
}

/** The directory as the screens have it. */
export function directoryOf(
	view: DirectoryView,
	waiting: readonly PendingView[],
	me: Id | null,
	now: Ms,
): Directory {
	const org = view.people.find((person) => person.uid === me)?.org;
	const certified = new Set(view.people.map((person) => person.uid));
	const pending = waiting.filter((one) => one.rekey || !certified.has(one.uid));
	const answered = new Set(pending.map((one) => one.invite));
	return {
		people: view.people.map(personOf),
		pairs: view.pairs,
		invites: view.invites
			.filter((one) => one.org === org && one.expiresAt > now && !answered.has(one.invite))
			.map(({ org: _org, ...invite }) => invite),
		pending,
		substitutes: view.substitutes,
		beaconAt: view.freshAt,
		fresh: view.fresh,
		org: orgDocsOf(view, me),
		consentAck: (org === undefined ? undefined : view.policies[org]) ?? "required",
	};
}
