// Servers for finding a way to each other: which of those that the broker names can be used, and until when. Pure.
import type { IceServer } from "./media.ts";

const STUN = /^stuns?:[^\s?]+$/i;
const TURN = /^turns?:[^\s?]+(?:\?transport=(?:udp|tcp))?$/i;
/** More than this only slow the gathering down. */
const SERVERS_MAX = 8;
/** So long before they run out new ones are asked for, and never more often than this. */
const AHEAD_MS = 60_000;
const PAUSE_MS = 5_000;

/** One that WebRTC would throw at is left out: it must not take the others with it. */
export function usable(servers: readonly IceServer[]): IceServer[] {
	const fit = (server: IceServer) =>
		STUN.test(server.urls) ||
		(TURN.test(server.urls) && server.username !== undefined && server.credential !== undefined);
	return servers.filter(fit).slice(0, SERVERS_MAX);
}

/** When the first credential runs out, by the user name that coturn reads (`<expiry in s>:…`); null: none does. */
export function expiryOf(servers: readonly IceServer[]): number | null {
	const ends = servers.flatMap(({ username }) => {
		const seconds = /^(\d{9,11}):/.exec(username ?? "")?.[1];
		return seconds === undefined ? [] : [Number(seconds) * 1000];
	});
	return ends.length === 0 ? null : Math.min(...ends);
}

/** After so long fresh ones are asked for: a minute ahead, or halfway where they live shorter; null: never. */
export function refreshIn(servers: readonly IceServer[], now: number): number | null {
	const end = expiryOf(servers);
	if (end === null) return null;
	const left = end - now;
	return Math.max(PAUSE_MS, left > 2 * AHEAD_MS ? left - AHEAD_MS : left / 2);
}
