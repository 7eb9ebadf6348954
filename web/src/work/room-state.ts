// The states of a room and of who is in it before anything is known. Pure.
import type { Id, Participant, Room } from "./work.ts";

export const stranger = (
	conn: Id,
	uid: Id,
	compared: Participant["compared"],
	guest: Participant["guest"],
): Participant => ({
	uid,
	conn,
	verified: "checking",
	compared,
	link: "connecting",
	microphone: "off",
	camera: "off",
	speaking: false,
	stream: null,
	screen: null,
	quality: null,
	way: null,
	beside: [],
	hidden: false,
	pausing: false,
	videoOff: null,
	typing: "",
	guest,
});

/** What of a room does not follow from where it is and who is there. */
export const QUIET = {
	sharing: false,
	screen: null,
	hidden: false,
	paused: [],
	soundBlocked: false,
	videoOff: null,
	typing: "",
	lines: [],
	beside: [],
	sameRoom: null,
	howl: false,
	lostAt: null,
} as const satisfies Partial<Room>;
