// The one sentence of the room: who can hear me now. Pure; worded in src/text.
import type { Id, Participant, Room } from "../work/work.ts";

/** Somebody who hears: in the room, or at the device of somebody who is. */
export interface Hearer {
	readonly uid: Id;
	/** Whose device they sit at; null: their own. */
	readonly at: Id | null;
	readonly guest: Participant["guest"];
}

export type Hearing =
	/** A signature, key or fingerprint did not fit: said in red, with the names. */
	| { readonly kind: "failed"; readonly who: readonly Id[] }
	| { readonly kind: "fork" }
	| {
			readonly kind: "nobody";
			readonly why:
				| "joining"
				| "switching"
				| "closed"
				| "alone"
				| "checking"
				| "muted"
				| "hidden"
				| "theyHide"
				| "paused"
				| "lost";
	  }
	/** `hiding`: connected, and what I say is not played where they are. */
	| { readonly kind: "hears"; readonly who: readonly Hearer[]; readonly hiding: readonly Id[] };

export function hearingOf(room: Room): Hearing {
	if (room.phase === "closed") {
		return room.closed === "fork" ? { kind: "fork" } : { kind: "nobody", why: "closed" };
	}
	const failed = room.others.filter((one) => one.verified === "failed").map((one) => one.uid);
	if (failed.length > 0) return { kind: "failed", who: [...new Set(failed)] };
	const why = shut(room);
	if (why !== null) return { kind: "nobody", why };
	// Pictures and sound can outlive the broker: whoever is named as hearing does hear.
	const hiding = hidingOf(room);
	if (room.hearing.length > 0) return { kind: "hears", who: hearersOf(room), hiding };
	if (hiding.length > 0) return { kind: "nobody", why: "theyHide" };
	return { kind: "nobody", why: room.lostAt === null ? "checking" : "lost" };
}

/** What by itself keeps everybody from hearing me; null: nothing does. */
function shut(room: Room): (Hearing & { kind: "nobody" })["why"] | null {
	if (room.phase === "switching") return "switching";
	if (room.phase === "joining") return room.lostAt === null ? "joining" : "lost";
	if (room.hidden) return "hidden";
	if (room.others.length === 0) return room.lostAt === null ? "alone" : "lost";
	if (room.phase === "verifying") return "checking";
	if (room.paused.length > 0) return "paused";
	return room.microphone === "on" ? null : "muted";
}

/** By every device they are in on. */
function hidingOf({ others, hearing }: Room): readonly Id[] {
	const hidden = others.filter((one) => one.link === "connected" && one.hidden);
	return [...new Set(hidden.map(({ uid }) => uid))].filter((uid) => !hearing.includes(uid));
}

/** Each once, those in the room first; beside whom the others sit. */
function hearersOf(room: Room): readonly Hearer[] {
	return [...new Set(room.hearing)].map((uid) => {
		const own = room.others.find((one) => one.uid === uid);
		if (own !== undefined) return { uid, at: null, guest: own.guest };
		const host = room.others.find((one) => one.beside.includes(uid) && !one.hidden);
		return { uid, at: host?.uid ?? null, guest: null };
	});
}

/** Of those who are in the room and verified: whose number I have not compared, whose keys are new, whose number did not match. */
export function unconfirmed(room: Room): {
	readonly no: readonly Id[];
	readonly changed: readonly Id[];
	readonly differs: readonly Id[];
} {
	if (room.phase === "closed") return { no: [], changed: [], differs: [] };
	const who = (compared: "no" | "changed" | "differs") => [
		...new Set(
			room.others
				.filter(
					(one) =>
						// A guest has no number: the pair has let them in by their link.
						one.guest === null && one.verified === "verified" && one.compared === compared,
				)
				.map((one) => one.uid),
		),
	];
	return { no: who("no"), changed: who("changed"), differs: who("differs") };
}
