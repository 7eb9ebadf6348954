// Where one stands in the line of an hour. Pure; worded in src/text.
import type { Hour, Lobby, Place } from "../work/work.ts";

export type Position =
	/** No case of mine waits in this hour. */
	| { readonly kind: "none" }
	/** One of mine is in turn. */
	| { readonly kind: "now"; readonly pos: number }
	| { readonly kind: "next"; readonly pos: number }
	/** `ahead` cases come first; together they have been given `minutes`. */
	| {
			readonly kind: "after";
			readonly pos: number;
			readonly ahead: number;
			readonly minutes: number;
	  };

const waits = ({ state }: Place): boolean =>
	state === "queued" || state === "ready" || state === "needs-info";

export function positionOf(hour: Hour, lobby: Pick<Lobby, "mine" | "turn">): Position {
	const { turn } = lobby;
	if (turn?.open === true && turn.mine) return { kind: "now", pos: turn.pos };
	const places = [...hour.places].sort((a, b) => a.pos - b.pos);
	const first = places.find((place) => waits(place) && lobby.mine.includes(place.pos));
	if (first === undefined) return { kind: "none" };
	const ahead = places.filter(
		(place) => place.pos < first.pos && (waits(place) || place.state === "in-turn"),
	);
	// A case that was opened out of its order is in turn before those that stand before it.
	const inTurn = places.find((place) => place.state === "in-turn" && !ahead.includes(place));
	const all = inTurn === undefined ? ahead : [...ahead, inTurn];
	if (all.length === 0) return { kind: "next", pos: first.pos };
	const minutes = all.reduce((sum, place) => sum + place.minutes, 0);
	return { kind: "after", pos: first.pos, ahead: all.length, minutes };
}

/** One line to the others in the lobby: what is left of it when it is sent. */
export const LINE_MAX = 200;
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
