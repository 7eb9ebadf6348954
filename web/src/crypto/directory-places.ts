// The rules of the directory's statements about places (PROTOCOL §3): who makes up a pair, which hours there are and
// with whom, who stands in for whom, what an organisation has decided. Each writes the next version into the state.
import { equal, toB64 } from "./bytes.ts";
import { dayNumber, isDay, isTime } from "./calendar.ts";
import type {
	HourSetBody,
	PairSetBody,
	PolicyBody,
	Role,
	SeriesBody,
	SubstituteBody,
} from "./directory-body.ts";
import type { Certified, DirectoryState } from "./directory-state.ts";
import type { Org } from "./genesis.ts";
import { decidedStart, hourFacts } from "./hours.ts";
import { ChainError, type Statement } from "./statement.ts";

export const PAIR_MAX = 6;
export const SERIES_PAIRS_MAX = 32;
const CAPACITY_MAX = 4;
export const SUBSTITUTE_MAX_MS = 200 * 86_400_000;

/** How far from its day an hour may be moved. */
const MOVE_DAYS_MAX = 60;
const HOUR_REASON_MAX = 200;

const fail = (why: string, statement: Statement): never => {
	throw new ChainError(`${statement.kind}: ${why}`, statement.seq);
};

/** In code points, as the broker counts them, and never stricter: a name that it has taken must not lock everybody out. */
export const nameOk = (name: string, max: number): boolean =>
	name.length > 0 && [...name].length <= max;

function ownCounty(issuer: Certified, org: Uint8Array, s: Statement): Org {
	if (!equal(issuer.org.id, org)) fail("another organisation", s);
	if (issuer.org.kind !== "county") fail("not of a county", s);
	return issuer.org;
}

function append<T>(map: Map<string, T[]>, id: string, version: T): void {
	map.set(id, [...(map.get(id) ?? []), version]);
}

function standing(dir: DirectoryState, uid: Uint8Array, s: Statement): Certified {
	const person = dir.person(uid) ?? fail("person not certified", s);
	if (dir.stateOf(person, s.time) === "revoked") fail("person revoked", s);
	return person;
}

export function pairSet(
	dir: DirectoryState,
	issuer: Certified,
	pair: PairSetBody,
	s: Statement,
): void {
	const org = ownCounty(issuer, pair.org, s);
	if (!nameOk(pair.name, 128)) fail("name", s);
	const workers = pair.workers.map(toB64);
	if (workers.length < 1 || workers.length > PAIR_MAX) fail("number of workers", s);
	if (new Set(workers).size !== workers.length) fail("a worker twice", s);
	for (const uid of pair.workers) {
		const person = standing(dir, uid, s);
		if (!person.roles.includes("worker") || !equal(person.org.id, org.id)) {
			fail("not a worker of this organisation", s);
		}
	}
	const versions = dir.pairs.get(toB64(pair.pair)) ?? [];
	if (versions.some((version) => !equal(version.org.id, org.id))) fail("pair of another", s);
	append(dir.pairs, toB64(pair.pair), { name: pair.name, org, workers, since: s.time });
}

export function seriesSet(
	dir: DirectoryState,
	issuer: Certified,
	series: SeriesBody,
	s: Statement,
): void {
	const org = ownCounty(issuer, series.org, s);
	const { weekday, capacity, start, first, last, pairs } = series;
	if (!nameOk(series.name, 320)) fail("name", s);
	if (weekday < 1 || weekday > 7 || capacity < 1 || capacity > CAPACITY_MAX || !isTime(start))
		fail("time", s);
	if (!isDay(first) || (last !== "" && (!isDay(last) || last < first))) fail("dates", s);
	if (pairs.length < 1 || pairs.length > SERIES_PAIRS_MAX) fail("number of pairs", s);
	if (new Set(pairs.map(toB64)).size !== pairs.length) fail("a pair twice", s);
	for (const pair of pairs) {
		if (!equal(dir.orgOfPair(pair)?.id ?? fail("no such pair", s), org.id))
			fail("pair of another", s);
	}
	const contact = standing(dir, series.contact, s);
	if (!contact.roles.includes("contact") || contact.org.kind !== "kela") fail("no contact", s);
	const before = dir.seriesById(series.series);
	if (before !== null && !equal(before.org, series.org)) fail("series of another", s);
	append(dir.series, toB64(series.series), { ...series, since: s.time });
	const signed = { since: s.time, by: toB64(s.author) };
	append(dir.seriesActs, toB64(series.series), { kind: "rule", ...signed, rule: series });
}

/** That no two hours of a contact overlap is the server's to see to: it changes nobody's rights. */
export function hourSet(
	dir: DirectoryState,
	issuer: Certified,
	set: HourSetBody,
	s: Statement,
): void {
	const series = dir.seriesById(set.series) ?? fail("no such series", s);
	ownCounty(issuer, series.org, s);
	const reasonMin = set.state === "planned" ? 0 : 1;
	const length = [...set.reason].length;
	if (length < reasonMin || length > HOUR_REASON_MAX) fail("reason", s);
	if (!isDay(set.date)) fail("date", s);
	const moved = set.state === "moved";
	if (moved ? !isDay(set.toDate) || !isTime(set.toStart) : set.toDate + set.toStart !== "")
		fail("where to", s);
	if (moved && Math.abs(dayNumber(set.toDate) - dayNumber(set.date)) > MOVE_DAYS_MAX)
		fail("too far", s);
	const acts = dir.seriesActs.get(toB64(set.series)) ?? [];
	const hour = hourFacts(acts, set.date) ?? fail("no such hour", s);
	if (hour.startsAt <= s.time) fail("begun", s);
	if (set.state !== "cancelled" && decidedStart(set, series) <= s.time) fail("in the past", s);
	const signed = { since: s.time, by: toB64(s.author) };
	append(dir.seriesActs, toB64(set.series), { kind: "hour", ...signed, set });
}

export function substitute(
	dir: DirectoryState,
	issuer: Certified,
	sub: SubstituteBody,
	s: Statement,
): void {
	const [id, absent, by] = [sub.substitute, sub.for, sub.by].map(toB64) as [string, string, string];
	const before = dir.substitutes.get(id)?.at(-1);
	if (before !== undefined && (before.for !== absent || before.by !== by)) fail("other people", s);
	const ending = before !== undefined && sub.to <= s.time;
	if (absent === by) fail("oneself", s);
	if (sub.to <= sub.from || sub.to > sub.from + SUBSTITUTE_MAX_MS) fail("from and to", s);
	if (sub.to <= s.time && !ending) fail("over already", s);
	const away = dir.person(sub.for) ?? fail("person not certified", s);
	const standIn = dir.person(sub.by) ?? fail("person not certified", s);
	const role: Role = away.org.kind === "county" ? "worker" : "contact";
	const fits = [away, standIn].every((person) => person.roles.includes(role));
	if (!fits || !equal(away.org.id, standIn.org.id)) fail("not of one role and organisation", s);
	if (!equal(issuer.org.id, away.org.id) && !hasSeriesWith(dir, issuer.org, sub.for)) {
		fail("another organisation", s);
	}
	if (!ending) {
		for (const person of [away, standIn]) {
			if (dir.stateOf(person, s.time) !== "active") fail("person not certified any more", s);
		}
		const chained = [...dir.substitutes].some(([other, versions]) => {
			const one = versions.at(-1);
			const overlaps = one !== undefined && one.from < sub.to && sub.from < one.to;
			return overlaps && other !== id && one.for === by;
		});
		if (chained) fail("the substitute is substituted", s);
	}
	const { from, to } = sub;
	append(dir.substitutes, id, { substitute: id, for: absent, by, from, to, since: s.time });
}

function hasSeriesWith(dir: DirectoryState, org: Org, contact: Uint8Array): boolean {
	return [...dir.series.values()].some((versions) => {
		const newest = versions.at(-1);
		return (
			newest !== undefined &&
			org.kind === "county" &&
			equal(newest.org, org.id) &&
			equal(newest.contact, contact)
		);
	});
}

export function policy(
	dir: DirectoryState,
	issuer: Certified,
	decided: PolicyBody,
	s: Statement,
): void {
	const org = ownCounty(issuer, decided.org, s);
	const version = { ackRequired: decided.consentAck === "required", since: s.time };
	append(dir.policies, toB64(org.id), version);
}
