// Hours as the signed directory has them (PROTOCOL §4): the id follows from series and date, times and state from what
// was signed about the series, so a broker can't put another hour in its place.
import { equal, fromB64 } from "../bytes.ts";
import { isDay } from "../calendar.ts";
import type { Directory } from "../directory.ts";
import type { SeriesVersion } from "../directory-state.ts";
import { hourFacts } from "../hours.ts";
import { lp } from "../lp.ts";
import { hash } from "../sodium.ts";
import type { HourClaim, HourView } from "./api.ts";
import { VaultError } from "./errors.ts";

export const hourId = (g: Uint8Array, series: Uint8Array, date: string): Uint8Array =>
	hash(lp("ET1/hour", g, series, date)).slice(0, 16);

/** The signed series of an hour; throws unless series and date make this very hour. */
export function hourSeries(
	directory: Directory,
	hour: string,
	series: string,
	date: string,
): SeriesVersion {
	if (!isDay(date)) throw new VaultError("bad_param", "date");
	const id = fromB64(series, 16);
	const signed = directory.seriesById(id);
	if (signed === null) throw new VaultError("not_found", "series");
	if (!equal(hourId(directory.genesis.g, id, date), fromB64(hour, 16))) {
		throw new VaultError("not_verified", "hour: another id", "directory-broken");
	}
	return signed;
}

/** The hour as it is signed; null unless it has this id, these times and this state. */
export function hourView(directory: Directory, claim: HourClaim): HourView | null {
	const { hour, series, date } = claim;
	if (!isDay(date)) return null;
	const id = hourId(directory.genesis.g, fromB64(series, 16), date);
	const facts = hourFacts(directory.seriesActs.get(series) ?? [], date);
	if (facts === null || !equal(id, fromB64(hour, 16))) return null;
	const { startsAt, state, reason, moved, by } = facts;
	const asSigned = startsAt === claim.startsAt && state === claim.state;
	return asSigned ? { startsAt, state, reason, moved, by } : null;
}
