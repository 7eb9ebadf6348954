// The lobby, the room and the call in it, as the screens show them. Types only; everyone imports it through work.ts.

import type { Id, Ms } from "./work.ts";
import type { Person } from "./work-state.ts";

export interface Lobby {
	readonly hour: Id;
	/** Everyone there, me included, once each. */
	readonly present: readonly Id[];
	/** The place in turn; `case` and `session` only when it is mine to enter. */
	readonly turn: {
		readonly pos: number;
		readonly mine: boolean;
		/** Its room is open; until then a pair may open one. */
		readonly open: boolean;
		readonly case: Id | null;
		readonly session: Id | null;
	} | null;
	/** Positions of the cases of mine in this hour, smallest first. */
	readonly mine: readonly number[];
	/** Of the case in turn, if it is mine: who belongs to it and is not here. callPerson() calls them. */
	readonly awaited: readonly Id[];
	/** One line each, to everyone who is here: nothing about clients. Oldest first; gone with the lobby. */
	readonly messages: readonly LobbyMessage[];
	readonly enteredAt: Ms;
}
export interface LobbyMessage {
	readonly from: Id;
	readonly at: Ms;
	readonly text: string;
}

/** Somebody waits for me in that hour. Stands until I enter its lobby or dismissCall(). */
export interface Called {
	readonly hour: Id;
	readonly by: Id;
	readonly at: Ms;
}

/** What I join with, on this device; remembered here. Ids are the browser's own; null: its default. */
export interface DeviceChoice {
	readonly microphone: boolean;
	readonly camera: boolean;
	readonly microphoneId: string | null;
	readonly cameraId: string | null;
	/** For the views' setSinkId. */
	readonly speakerId: string | null;
}

/** A STUN or TURN server with what it asks for. */
export interface IceServer {
	readonly urls: string;
	readonly username?: string;
	readonly credential?: string;
}

/** relayOnly: this server shows nobody's address to anybody, so every call is relayed. */
export interface IcePlan {
	readonly servers: readonly IceServer[];
	readonly relayOnly: boolean;
}

export type GuestRole = "interpreter" | "doctor" | "employment" | "other";

export type DeviceState = "on" | "off" | "blocked" | "missing" | "busy";

export interface Participant {
	readonly uid: Id;
	readonly conn: Id;
	/** "failed": signature, key or DTLS fingerprint did not fit; that person is named and neither hears nor is heard. */
	readonly verified: "checking" | "verified" | "failed";
	/** Has their number been compared, by me? "changed": their keys are new and I have compared the old ones only. */
	readonly compared: Person["verified"];
	readonly link: "connecting" | "connected" | "lost";
	readonly microphone: "on" | "off";
	readonly camera: "on" | "off";
	readonly speaking: boolean;
	readonly stream: MediaStream | null;
	/** What they share of their screen. */
	readonly screen: MediaStream | null;
	/** Of what comes from them; null: not connected, or not measured yet. */
	readonly quality: "good" | "weak" | "poor" | null;
	readonly way: "direct" | "relayed" | null;
	/** Who sits with them at their device, and hears. */
	readonly beside: readonly Id[];
	/** In which field of the plan they are; `step/ID` for a step. */
	readonly field: string | null;
	/** They have hidden everything of theirs. */
	readonly hidden: boolean;
	readonly pausing: boolean;
	/** Their camera is on, and off the wire because their network does not carry it. */
	readonly videoOff: "network" | null;
	/** The line they are writing, as it stands. */
	readonly typing: string;
	/** Not a member: admitted to this case for this session. `uid` is the guest's id. */
	readonly guest: { readonly name: string; readonly role: GuestRole } | null;
}

/** A line of the real-time text that was ended. In memory only, of this case only. */
export interface SpokenLine {
	readonly from: Id;
	readonly at: Ms;
	readonly text: string;
}

export interface Room {
	readonly hour: Id;
	readonly case: Id;
	readonly session: Id;
	/**
	 * joining    asking to be let in, devices starting
	 * verifying  someone is there who is not verified yet: nobody hears me
	 * open       verified people hear me, if my microphone is on
	 * switching  between two cases: nobody hears me. Everyone who is a member of the next case too (Kela's contact)
	 *            goes along by itself, with the same devices; others find themselves in the lobby
	 * closed     over; `closed` says why
	 */
	readonly phase: "joining" | "verifying" | "open" | "switching" | "closed";
	/** moved: this room is on another device of mine now. */
	readonly closed: "next" | "withdrawn" | "expired" | "left" | "fork" | "moved" | null;
	/** This case's room opened at (server's time). */
	readonly openedAt: Ms;
	readonly others: readonly Participant[];
	/** Exactly who can hear me at this moment, with those who sit beside them. */
	readonly hearing: readonly Id[];
	/** What I have switched on; `hidden`, `paused` and `videoOff` say what does not go out all the same. */
	readonly microphone: DeviceState;
	readonly camera: DeviceState;
	/** My own picture; null without a camera. */
	readonly stream: MediaStream | null;
	readonly sharing: boolean;
	/** What I share. */
	readonly screen: MediaStream | null;
	/** hideAll: nothing of mine is on the wire; what is on my screen is to be covered. */
	readonly hidden: boolean;
	/** Who has asked for a pause: while there is anybody, no microphone and no camera is on the wire. */
	readonly paused: readonly Id[];
	/** The browser plays nothing until soundBack() is called by a tap. */
	readonly soundBlocked: boolean;
	/** My camera is on, and off the wire because my network does not carry it. */
	readonly videoOff: "network" | null;
	/** The line I am writing. */
	readonly typing: string;
	/** Oldest first. */
	readonly lines: readonly SpokenLine[];
	/** Who sits with me at this device: they hear, and are heard with me. */
	readonly beside: readonly Id[];
	/** ask: a colleague of my pair is in on a device of their own: answerSameRoom(). Null: there is none. */
	readonly sameRoom: "ask" | "same" | "apart" | null;
	/** My microphone was shut because it howled; setMicrophone(true) ends it. */
	readonly howl: boolean;
	/**
	 * Since when I am cut off (the broker's clock): it cannot be reached, or every connection has gone. Back by itself, with
	 * a sound; null again once somebody is connected.
	 */
	readonly lostAt: Ms | null;
}
