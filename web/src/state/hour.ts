// The hour in time: when one may join, which is next, how the places stand. Pure.
import type { CaseSummary, Hour, Id, Place } from "../work/work.ts";

/** May one enter the lobby now, and if not, why. PROTOCOL §6: from 15 min before until 60 min after. */
export type Joining =
	| { readonly can: true; readonly running: boolean }
	| { readonly can: false; readonly why: "early"; readonly opensAt: number }
	| { readonly can: false; readonly why: "over" | "cancelled" };

export const OVERTIME_MS = 60 * 60_000;

export function joining(hour: Hour, now: number): Joining {
	if (hour.state !== "planned") return { can: false, why: "cancelled" };
	if (now < hour.opensAt) return { can: false, why: "early", opensAt: hour.opensAt };
	if (now > hour.endsAt + OVERTIME_MS) return { can: false, why: "over" };
	return { can: true, running: now >= hour.startsAt };
}

/** The planned hour that is on, or else the next one. */
export function nextHour(hours: readonly Hour[], now: number): Hour | null {
	return (
		hours
			.filter((hour) => hour.state === "planned" && hour.endsAt > now)
			.sort((a, b) => a.startsAt - b.startsAt)[0] ?? null
	);
}

const PROBE_MS = 60 * 60_000;

/** Whose relay may be asked now: from an hour before until an hour after. The one that is meant, or else the next one. */
export function hourToTry(hours: readonly Hour[], meant: Id | null, now: number): Id | null {
	const found =
		meant === null ? nextHour(hours, now) : (hours.find((one) => one.hour === meant) ?? null);
	if (found === null || found.state !== "planned") return null;
	const open = now >= found.startsAt - PROBE_MS && now <= found.endsAt + PROBE_MS;
	return open ? found.hour : null;
}

export function comingHours(hours: readonly Hour[], now: number): readonly Hour[] {
	return hours.filter((hour) => hour.endsAt > now).sort((a, b) => a.startsAt - b.startsAt);
}

/** All places of an hour in order; null is a free one. */
export function rowsOf(hour: Hour): readonly (Place | null)[] {
	const rows: (Place | null)[] = [...hour.places].sort((a, b) => a.pos - b.pos);
	while (rows.length < hour.capacity) rows.push(null);
	return rows;
}

export const MINUTES: readonly number[] = [10, 15, 20, 25, 30];

/** Minutes that a new case could take in this hour: what is left, in fives, 10 to 30; none if it is full. */
export function minutesFor(hour: Hour): readonly number[] {
	if (hour.freePlaces < 1) return [];
	return MINUTES.filter((minutes) => minutes <= hour.freeMinutes);
}

/** Where a case may go: planned, not over, with a free place and time. */
export function hoursWithRoom(hours: readonly Hour[], now: number): readonly Hour[] {
	return comingHours(hours, now).filter(
		(hour) => hour.state === "planned" && minutesFor(hour).length > 0,
	);
}

/** Does the consent cover the whole hour? A general question needs none. */
export function covers(summary: CaseSummary, hour: Hour): boolean {
	if (summary.lane === "general") return true;
	const consent = summary.consent;
	return (
		consent !== null &&
		(consent.state === "in-force" || consent.state === "not-yet") &&
		consent.from <= hour.startsAt &&
		consent.to >= hour.endsAt
	);
}

/** The place to be opened next: the first of the hour that nobody has dealt with yet. */
export function nextPlace(hour: Hour, after: Id | null): Place | null {
	const waiting = [...hour.places]
		.sort((a, b) => a.pos - b.pos)
		.filter(
			(place) =>
				place.state === "queued" || place.state === "ready" || place.state === "needs-info",
		);
	return waiting.find((place) => place.case === null || place.case !== after) ?? null;
}

/** What a timer shows: whole minutes used and left; `over` only informs, nothing is cut off. */
export function clockOf(
	startedAt: number,
	minutes: number,
	now: number,
): { used: number; left: number; over: boolean } {
	const used = Math.max(0, Math.floor((now - startedAt) / 60_000));
	return { used, left: Math.max(0, minutes - used), over: used > minutes };
}
