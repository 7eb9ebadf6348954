// The states of a room: of who is in it before anything is known, and what of mine goes out and is told. Pure but for
// the holder of my own wishes.
import type { LocalMedia, Outlets } from "../media/media.ts";
import type { Said } from "./room-say.ts";
import type { Answer } from "./same-room.ts";
import type { DeviceState, Devices, Id, Participant, Room } from "./work.ts";

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
	field: null,
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

const OFF: LocalMedia = {
	microphone: "off",
	camera: "off",
	stream: null,
	screen: null,
	soundBlocked: false,
	howl: false,
};

/** What I am in a room: my devices, and what I have asked for. */
export class Self {
	local: LocalMedia = OFF;
	hidden = false;
	pausing = false;
	beside: readonly Id[] = [];
	field: string | null = null;
	answer: Answer | null = null;
	/** When I first came in, by the broker's clock; a way back changes nothing about it. */
	enteredAt = 0;
	/** When I opened the microphone by hand. */
	openedAt = 0;

	/** What to take along into the next room. */
	get devices(): Devices {
		const on = (state: DeviceState) => state !== "off";
		return { microphone: on(this.local.microphone), camera: on(this.local.camera) };
	}

	/** There is no unverified mode: one person who is not verified, and nobody hears me. */
	outlets(open: boolean, paused: boolean): Outlets {
		const shown = !this.hidden && !paused;
		return { microphone: open && shown, camera: shown, screen: !this.hidden };
	}

	said(withheld: boolean, paused: boolean): Said {
		const { local, hidden, pausing, beside, field, answer, enteredAt, openedAt } = this;
		const shown = !hidden && !paused;
		const on = (state: DeviceState) => (state === "on" && shown ? "on" : "off");
		return {
			microphone: on(local.microphone),
			camera: on(local.camera),
			videoOff: withheld && on(local.camera) === "on" ? "network" : null,
			hidden,
			pausing,
			beside,
			field,
			sameRoom: answer,
			enteredAt,
			openedAt,
		};
	}

	/** Of what I share and show, for the screen; nothing of it outlives the room. */
	shown(over: boolean) {
		const { local } = this;
		const still = (state: DeviceState): DeviceState => (over && state === "on" ? "off" : state);
		return {
			microphone: still(local.microphone),
			camera: still(local.camera),
			stream: over ? null : local.stream,
			screen: over ? null : local.screen,
			sharing: !over && local.screen !== null,
			soundBlocked: !over && local.soundBlocked,
			howl: local.howl,
			hidden: !over && this.hidden,
		};
	}
}
