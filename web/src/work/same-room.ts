// Two devices of one house in one call, perhaps in one room: then one microphone is enough, and they must not play each
// other. Who answers what, and who is the second. Pure.
import type { Id, Room } from "./work.ts";

export type Answer = "same" | "apart";

/** A colleague who is in on a device of their own. */
export interface Colleague {
	readonly conn: Id;
	readonly enteredAt: number;
	readonly sameRoom: Answer | null;
}

/** My own answer stands; else what a colleague has answered; else it is asked. */
export function sameRoomOf(
	mine: Answer | null,
	colleagues: readonly Colleague[],
): Room["sameRoom"] {
	if (colleagues.length === 0) return null;
	if (mine !== null) return mine;
	const answers = colleagues.map((one) => one.sameRoom);
	if (answers.includes("same")) return "same";
	return answers.includes("apart") ? "apart" : "ask";
}

/** Is mine the second device, which gives up its microphone? The later one; of two at one moment the greater id. */
export const isSecond = (
	mine: { readonly conn: Id; readonly enteredAt: number },
	colleagues: readonly Colleague[],
): boolean =>
	colleagues.some(
		(one) =>
			one.enteredAt < mine.enteredAt || (one.enteredAt === mine.enteredAt && one.conn < mine.conn),
	);
