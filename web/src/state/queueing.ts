// A case on its way into an hour and within it: where it may go, what it may do there, until when a gap may be mended. Pure.
import type { CaseSummary, Hour, Id, Place, Series, WaitingList } from "../work/work.ts";
import { covers, hoursWithRoom } from "./hour.ts";

/** A place whose consent does not cover the hour is lost so long before it. */
const GATE_MS = 24 * 3_600_000;

export const gateOf = (hour: Hour): number => hour.startsAt - GATE_MS;

/** May it be put into the queue now? */
export function queueable(one: CaseSummary): boolean {
	if (one.state !== "open" || one.hour !== null || one.placeState === "waiting") return false;
	return one.lane === "general" || one.consent?.state === "in-force";
}

/** The newest hour of those known here that has handled it. */
export function handledIn(id: Id, hours: readonly Hour[]): Hour | null {
	const own = hours.filter(({ places }) =>
		places.some((one) => one.case === id && one.state === "handled"),
	);
	return own.reduce<Hour | null>(
		(newest, hour) => (newest === null || hour.startsAt > newest.startsAt ? hour : newest),
		null,
	);
}

/** An hour has handled it and it is in the queue no more. */
export const isHandled = (one: CaseSummary, hours: readonly Hour[]): boolean =>
	one.placeState === null && (one.plan === "confirmed" || handledIn(one.case, hours) !== null);

/** May it be queued, and is there a reason to: nobody has answered it yet. What was, is asked anew from its own page. */
export const awaitsHour = (one: CaseSummary, hours: readonly Hour[]): boolean =>
	queueable(one) && one.placeState !== "answered" && one.plan === "none" && !isHandled(one, hours);

/** The series of its pair that still go on. */
export function seriesFor(one: CaseSummary, all: readonly Series[], today: string) {
	return all.filter(
		({ pairs, last }) => pairs.includes(one.pair) && (last === null || last >= today),
	);
}

/** Hours of a series that have room and that the consent covers; `hidden`: with room, but not covered. */
export function choicesFor(
	one: CaseSummary,
	series: Id,
	hours: readonly Hour[],
	now: number,
): { readonly fitting: readonly Hour[]; readonly hidden: number } {
	const room = hoursWithRoom(
		hours.filter((hour) => hour.series === series),
		now,
	).filter((hour) => hour.startsAt > now);
	const fitting = room.filter((hour) => covers(one, hour));
	return { fitting, hidden: room.length - fitting.length };
}

/** What "the first free place" would be, as it looks from here; null: the case would wait. */
export const firstFor = (fitting: readonly Hour[], minutes: number): Hour | null =>
	fitting.find((hour) => hour.freeMinutes >= minutes) ?? null;

/** Of several series the one whose first free place comes soonest; where none has one, the first of them. */
export function soonestSeries(
	one: CaseSummary,
	series: readonly Series[],
	hours: readonly Hour[],
	now: number,
	minutes: number,
): Series | undefined {
	const startOf = (each: Series) =>
		firstFor(choicesFor(one, each.series, hours, now).fitting, minutes)?.startsAt ??
		Number.POSITIVE_INFINITY;
	return [...series].sort((a, b) => {
		const [first, second] = [startOf(a), startOf(b)];
		return first === second ? 0 : first - second;
	})[0];
}

/** Places whose turn has not come. */
export const isAhead = ({ state }: Place): boolean =>
	state === "queued" || state === "ready" || state === "needs-info";

/** The hour in which its turn is still to come; null: none of those known here. */
export const hourAhead = (id: Id, hours: readonly Hour[]): Id | null =>
	hours.find(({ places }) => places.some((one) => one.case === id && isAhead(one)))?.hour ?? null;

export interface Moves {
	readonly up: boolean;
	readonly down: boolean;
}

/** What the pair may do with its place: nothing once the hour has begun. Null: nothing at all. */
export function movesOf(hour: Hour, place: Place, now: number): Moves | null {
	if (hour.state !== "planned" || hour.startsAt <= now || !isAhead(place)) return null;
	const ahead = hour.places.filter(isAhead).sort((a, b) => a.pos - b.pos);
	const at = ahead.findIndex((one) => one.pos === place.pos);
	return { up: at > 0, down: at < ahead.length - 1 };
}

/** Kela's order of work: coming hours with the cases in them as they stand there, those that wait, the rest; what is done. */
export interface Preparation {
	readonly hours: readonly { readonly hour: Hour; readonly cases: readonly CaseSummary[] }[];
	readonly waiting: readonly CaseSummary[];
	readonly rest: readonly CaseSummary[];
	/** In an hour or in writing. */
	readonly handled: readonly CaseSummary[];
}

export function preparationOf(
	cases: readonly CaseSummary[],
	hours: readonly Hour[],
	now: number,
): Preparation {
	const coming = hours
		.filter((hour) => hour.endsAt > now && hour.state === "planned")
		.sort((a, b) => a.startsAt - b.startsAt);
	const isDone = (one: CaseSummary) => one.placeState === "answered" || isHandled(one, hours);
	const inHours = coming.flatMap((hour) => {
		const places = [...hour.places].sort((a, b) => a.pos - b.pos);
		const own = places.flatMap(({ case: id }) => cases.filter((one) => one.case === id));
		// An hour that has dealt with all of its cases asks for nothing any more, whatever the clock says.
		return own.every(isDone) ? [] : [{ hour, cases: own }];
	});
	const placed = new Set(inHours.flatMap((one) => one.cases));
	const waiting = cases
		.filter((one) => one.placeState === "waiting")
		.sort((a, b) => (a.waitingPos ?? 0) - (b.waitingPos ?? 0));
	const others = cases
		.filter((one) => !placed.has(one) && one.placeState !== "waiting")
		.sort((a, b) => b.updatedAt - a.updatedAt);
	const rest = others.filter((one) => !isDone(one));
	return { hours: inHours, waiting, rest, handled: others.filter(isDone) };
}

/** Lists that somebody waits in, in the order of the series' names. */
export const listsOf = (
	lists: readonly WaitingList[],
	name: (series: Id) => string,
): readonly WaitingList[] =>
	lists
		.filter((list) => list.waiting.length > 0)
		.sort((a, b) => name(a.series).localeCompare(name(b.series)));
