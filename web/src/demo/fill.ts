// What lies in the demo's record: an hour that opens at once with three queued cases, two that end by then (past.ts), one a
// week ago, later ones ahead (ahead.ts), a case that waits for its acknowledgement and one without consent, and what the
// organisations keep (teams.ts). Relative to now; all through the work layer.

import type { Urgency } from "../work/documents.ts";
import { wallTime } from "../work/time.ts";
import { eraseMistake, hasFollowUps } from "./afterwards.ts";
import { fillAhead } from "./ahead.ts";
import { type Cast, hourAt, weeklyFrom } from "./cast.ts";
import type { Member } from "./found.ts";
import { CASES, type InventedCase, inventedConsent } from "./invented.ts";
import { fillPast } from "./past.ts";
import { compare, loaded, until } from "./person.ts";
import { inventedScan } from "./png.ts";
import { fillOrganisations } from "./teams.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The next full five minutes, at least one whole minute ahead. */
export function nextStart(now: number): number {
	const step = 5 * MINUTE_MS;
	return Math.ceil((now + MINUTE_MS) / step) * step;
}

/** A case with its consent, recorded by one of the pair. */
export async function openCase(
	by: Member,
	pair: string,
	one: InventedCase,
	consent: "drawn" | "drawn+scan" | "none",
): Promise<string> {
	const { question, background } = one;
	const id = await by.work.cases.create({ pair, question, background });
	if (consent === "none") return id;
	// Given when the hour that is ending began: just after midnight that was yesterday.
	const day = wallTime(by.work.now() - HOUR_MS).date;
	const doc = inventedConsent(one, by.account.display, day, consent);
	const file = consent === "drawn" ? null : ({ type: "image/png", bytes: inventedScan() } as const);
	await by.work.consent.record(id, doc, file);
	return id;
}

/** Queues a case into that very hour. */
export async function queueInto(
	by: Member,
	id: string,
	hour: string,
	minutes: number,
	urgency: Urgency = "normal",
): Promise<void> {
	const hours = await loaded(by.work.state.hours, "hours");
	const series = hours.find((one) => one.hour === hour)?.series ?? "";
	await by.work.cases.queue(id, { series, hour, minutes, urgency });
}

/** The colleague has read document and signature. */
export async function acknowledge(by: Member, id: string): Promise<void> {
	const { cases } = by.work.state;
	await until(
		cases,
		(list) =>
			list.kind === "ready" &&
			list.value.some((one) => one.case === id && one.consent?.state === "waiting-ack"),
		"a consent to acknowledge",
	);
	await by.work.consent.acknowledge(id);
}

/** A case with its consent, acknowledged and in its place of that hour. */
export async function queued(
	pair: readonly [Member, Member],
	pairId: string,
	place: { one: InventedCase; hour: string; minutes: number; urgency?: Urgency },
	consent: "drawn" | "drawn+scan" = "drawn",
): Promise<string> {
	const [first, second] = pair;
	const id = await openCase(first, pairId, place.one, consent);
	await acknowledge(second, id);
	await queueInto(first, id, place.hour, place.minutes, place.urgency);
	return id;
}

/** All of it; the end of the hour that opens. `other` is the contact of pair B's own hour. */
export async function fillDemo(cast: Cast, other: Promise<Member>): Promise<number> {
	// A minute more: until then the hours before it go on, and cases get their places in them.
	const startsAt = nextStart(cast.coordinator.work.now() + MINUTE_MS);
	const past = fillPast(cast, startsAt, other, fillOrganisations(cast));
	await Promise.all([past, fillHour(cast, startsAt), eraseMistake(cast)]);
	await Promise.all([cast.pairA[0], cast.pairB[0]].map(hasFollowUps));
	return startsAt + HOUR_MS;
}

/** Without what has been done already: the hour that opens and what lies ahead. */
export const fillRecord = (cast: Cast): Promise<void> =>
	fillHour(cast, nextStart(cast.coordinator.work.now()));

/** The hour that opens, and what lies ahead of it. */
async function fillHour(cast: Cast, startsAt: number): Promise<void> {
	const { coordinator, contact, pairA, pairB, pairs } = cast;
	const { createSeries } = coordinator.work.coordinator;
	const both = { pairs: [pairs.a, pairs.b], contact: contact.uid };
	await createSeries(weeklyFrom(startsAt, 1, { name: "Etäkonsultaatiotunti", ...both }));
	const other = { name: "Työparin A oma tunti", pairs: [pairs.a], contact: contact.uid };
	const ownOfA = await createSeries(weeklyFrom(noonIn(coordinator, 2), 0, other));
	const [hourA, hourB] = await Promise.all([
		hourAt(pairA[0], startsAt),
		hourAt(pairB[0], startsAt),
	]);
	const ready = await queued(pairA, pairs.a, {
		one: CASES.sickLeave,
		hour: hourA,
		minutes: 20,
		urgency: "urgent",
	});
	// Pair A's two cases come one after the other, so that its "next case" opens the next room.
	const next = await queued(
		pairA,
		pairs.a,
		{ one: CASES.housing, hour: hourA, minutes: 15 },
		"drawn+scan",
	);
	const [last] = await Promise.all([
		queued(pairB, pairs.b, { one: CASES.carer, hour: hourB, minutes: 15 }),
		openCase(pairA[0], pairs.a, CASES.student, "drawn"),
		openCase(pairA[1], pairs.a, CASES.family, "none"),
	]);
	const waits = await openCase(pairB[0], pairs.b, CASES.pension, "drawn");
	await acknowledge(pairB[1], waits);
	await seesCases(contact, [ready, next, last]);
	await contact.work.cases.markReady(ready);
	await Promise.all([meet(cast), nameSubstitute(cast), fillAhead(cast, ownOfA, waits)]);
}

/** Kela's contact has them on the list. */
export async function seesCases(one: Member, ids: readonly string[]): Promise<void> {
	await until(
		one.work.state.cases,
		(list) =>
			list.kind === "ready" && ids.every((id) => list.value.some((other) => other.case === id)),
		"Kela to see the cases",
	);
}

/** Pair A and Kela's contact have read their numbers to each other; pair B has not yet. */
async function meet({ pairA, contact }: Cast): Promise<void> {
	const people = [...pairA, contact];
	await Promise.all(
		people.map(async (one) => {
			for (const other of people) if (other !== one) await compare(one, other.uid);
		}),
	);
}

/** One of pair B stands for one of pair A for two weeks: their keys wait to be given. */
async function nameSubstitute({ coordinator, pairA, pairB }: Cast): Promise<void> {
	const from = coordinator.work.now();
	await coordinator.work.coordinator.setSubstitute({
		substitute: null,
		for: pairA[1].uid,
		by: pairB[0].uid,
		from,
		to: from + 14 * DAY_MS,
	});
}

/** Noon in Helsinki, so many days from now. */
function noonIn(one: Member, days: number): number {
	const at = one.work.now() + days * DAY_MS;
	const [hours = "0", minutes = "0"] = wallTime(at).time.split(":");
	const sinceMidnight = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
	const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
	return minute - sinceMidnight + 12 * HOUR_MS;
}
