// The id of an hour (PROTOCOL §4): it follows from the signed series and the date, so a broker can't put another hour
// in its place.
import { equal, fromB64 } from "../bytes.ts";
import type { Directory } from "../directory.ts";
import type { SeriesVersion } from "../directory-state.ts";
import { lp } from "../lp.ts";
import { hash } from "../sodium.ts";
import { VaultError } from "./errors.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const hourId = (g: Uint8Array, series: Uint8Array, date: string): Uint8Array =>
	hash(lp("ET1/hour", g, series, date)).slice(0, 16);

/** The signed series of an hour; throws unless series and date make this very hour. */
export function hourSeries(
	directory: Directory,
	hour: string,
	series: string,
	date: string,
): SeriesVersion {
	if (!DATE.test(date)) throw new VaultError("bad_param", "date");
	const id = fromB64(series, 16);
	const signed = directory.seriesById(id);
	if (signed === null) throw new VaultError("not_found", "series");
	if (!equal(hourId(directory.genesis.g, id, date), fromB64(hour, 16))) {
		throw new VaultError("not_verified", "hour: another id", "directory-broken");
	}
	return signed;
}
