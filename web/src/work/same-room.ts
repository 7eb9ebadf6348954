// Two devices of one house in one call, perhaps in one room: then one microphone is enough, and they must not play each
// other. Who answers what, and whose microphone it is. Pure.
import type { Id, Room } from "./work.ts";

export type Answer = "same" | "apart";

/** A device, its microphone, and what makes the one or the other keep it. */
export interface Device {
	readonly uid: Id;
	readonly microphone: boolean;
	/** When its person opened the microphone by hand; 0: it was open from the start. */
	readonly openedAt: number;
	/** When it first came into this room. */
	readonly enteredAt: number;
}

/** A colleague who is in on a device of their own. */
export interface Colleague extends Device {
	readonly conn: Id;
	readonly sameRoom: Answer | null;
}

/** My own answer stands; else what a colleague has answered; else it is asked. */
export function sameRoomOf(
	mine: Answer | null,
	colleagues: readonly Pick<Colleague, "sameRoom">[],
): Room["sameRoom"] {
	if (colleagues.length === 0) return null;
	if (mine !== null) return mine;
	const answers = colleagues.map((one) => one.sameRoom);
	if (answers.includes("same")) return "same";
	return answers.includes("apart") ? "apart" : "ask";
}

/** Of two open microphones in one place mine closes. A single one never does, in whatever order they come back. */
export const yields = (mine: Device, colleagues: readonly Device[]): boolean =>
	mine.microphone && colleagues.some((one) => one.microphone && comesBefore(one, mine));

/** Opened last by hand; else in the room first; else the smaller id. */
function comesBefore(one: Device, other: Device): boolean {
	if (one.openedAt !== other.openedAt) return one.openedAt > other.openedAt;
	if (one.enteredAt !== other.enteredAt) return one.enteredAt < other.enteredAt;
	return one.uid < other.uid;
}
