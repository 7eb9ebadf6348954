// What stands where in the room: whose screen is shown large, who could be sitting beside me, when the number to phone
// is shown, which key hides everything. Pure.
import type { CaseFile, Id, Participant, Person, Room } from "../work/work.ts";

/** At most five in a room. */
export type Tiles = 1 | 2 | 3 | 4 | 5;
export const tilesOf = (others: number): Tiles => Math.min(5, others + 1) as Tiles;

export interface SharedScreen {
	/** Null: mine. */
	readonly by: Participant | null;
	readonly stream: MediaStream;
}

/** Another's before mine: I know what mine shows. */
export function sharedScreen(room: Room): SharedScreen | null {
	for (const by of room.others) if (by.screen !== null) return { by, stream: by.screen };
	return room.sharing && room.screen !== null ? { by: null, stream: room.screen } : null;
}

/** People of my organisation who belong to the case and are not in the room by a device of their own. */
export function mayBeBeside(
	file: Pick<CaseFile, "members">,
	room: Pick<Room, "others">,
	me: { readonly uid: Id; readonly org: Id },
	people: readonly Person[],
): readonly Id[] {
	return file.members.filter(
		(uid) =>
			uid !== me.uid &&
			!room.others.some((one) => one.uid === uid) &&
			people.some((one) => one.uid === uid && one.org === me.org && one.state === "active"),
	);
}

/** So long the call may be away before people are told where to phone. */
export const PHONE_AFTER_MS = 30_000;

/** Lost, and for how long; `now` is by the broker's clock, as lostAt is. */
export function lostFor(
	room: Pick<Room, "lostAt">,
	now: number,
): { readonly ms: number; readonly phone: boolean } | null {
	if (room.lostAt === null) return null;
	const ms = Math.max(0, now - room.lostAt);
	return { ms, phone: ms >= PHONE_AFTER_MS };
}

/** What a dialler takes: no spaces, hyphens or parentheses, nor the (0) that is not dialled after a country's code. */
export const telOf = (phone: string): string =>
	`tel:${phone.replace(/^(\s*\+[\d\s-]*)\(0\)/, "$1").replace(/[^+\d]/g, "")}`;

/**
 * A function key: it is no character that somebody types, and no browser or screen reader that we know has it. It only
 * hides. Showing again is a button, so that a key pressed twice in a fright shows nothing.
 */
export const HIDE_KEY = "F8";

/** Asks how the case ends, for the next one; a function key for the same reasons. */
export const NEXT_KEY = "F2";
