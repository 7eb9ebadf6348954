// The one sentence of the room: who can hear me now. Pure; worded in src/text.
import type { Id, Room } from "../work/work.ts";

export type Hearing =
	/** A signature, key or fingerprint did not fit: said in red, with the names. */
	| { readonly kind: "failed"; readonly who: readonly Id[] }
	| { readonly kind: "fork" }
	| {
			readonly kind: "nobody";
			readonly why: "joining" | "switching" | "closed" | "alone" | "checking" | "muted";
	  }
	| { readonly kind: "hears"; readonly who: readonly Id[] };

export function hearingOf(room: Room): Hearing {
	if (room.phase === "closed") {
		return room.closed === "fork" ? { kind: "fork" } : { kind: "nobody", why: "closed" };
	}
	const failed = room.others.filter((one) => one.verified === "failed").map((one) => one.uid);
	if (failed.length > 0) return { kind: "failed", who: [...new Set(failed)] };
	if (room.phase === "switching") return { kind: "nobody", why: "switching" };
	if (room.phase === "joining") return { kind: "nobody", why: "joining" };
	if (room.others.length === 0) return { kind: "nobody", why: "alone" };
	if (room.phase === "verifying") return { kind: "nobody", why: "checking" };
	if (room.microphone !== "on") return { kind: "nobody", why: "muted" };
	if (room.hearing.length === 0) return { kind: "nobody", why: "checking" };
	return { kind: "hears", who: [...new Set(room.hearing)] };
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
				.filter((one) => one.verified === "verified" && one.compared === compared)
				.map((one) => one.uid),
		),
	];
	return { no: who("no"), changed: who("changed"), differs: who("differs") };
}
