// The border between a room (work/) and pictures and sound: what a call offers and what it tells. Types only. A call
// never sees a key or an envelope; it gets descriptions only of people who have been verified.

export type DeviceState = "on" | "off" | "blocked" | "missing" | "busy";
export type Quality = "good" | "weak" | "poor";

export interface LocalMedia {
	/** What is switched on; whether it goes out, `Outlets` says. */
	readonly microphone: DeviceState;
	readonly camera: DeviceState;
	/** My own picture; null without a camera. */
	readonly stream: MediaStream | null;
	/** What I share. */
	readonly screen: MediaStream | null;
	/** The browser plays no sound until soundBack() is called by a tap. */
	readonly soundBlocked: boolean;
	/** The microphone was shut because it howled. */
	readonly howl: boolean;
}

export interface RemoteMedia {
	readonly link: "connecting" | "connected" | "lost";
	readonly speaking: boolean;
	readonly stream: MediaStream | null;
	readonly screen: MediaStream | null;
	/** Of what comes from them. */
	readonly quality: Quality | null;
	readonly way: "direct" | "relayed" | null;
	/** My picture does not go to them: the network between us does not carry it. */
	readonly withheld: boolean;
}

export interface IceServer {
	readonly urls: string;
	readonly username?: string;
	readonly credential?: string;
}

/** relayOnly: nobody learns an address of ours. */
export interface IcePlan {
	readonly servers: readonly IceServer[];
	readonly relayOnly: boolean;
}

export interface DevicesWanted {
	readonly microphone: boolean;
	readonly camera: boolean;
	/** The browser's ids; null: its default. */
	readonly microphoneId: string | null;
	readonly cameraId: string | null;
}

/** What of mine may go out at all. */
export interface Outlets {
	readonly microphone: boolean;
	readonly camera: boolean;
	readonly screen: boolean;
}

/** What a call says; `conn` is the public id of the other's connection. */
export interface CallEvents {
	/** To be sealed and sent to that person. */
	signal(conn: string, type: "offer" | "answer" | "ice", payload: string): void;
	local(state: LocalMedia): void;
	remote(conn: string, state: RemoteMedia): void;
	/** A description or certificate that does not fit the hello: this person is not who they were verified as. */
	refused(conn: string): void;
	/** Of the real-time text, as it came: not checked but for its size and rate. */
	text(conn: string, message: string): void;
	/** The text's channel to them is open: they know nothing of my line yet. */
	textOpen(conn: string): void;
	/** A connection is to be tried anew: useIce() with fresh servers, if there are any to be had soon. */
	freshIce(): Promise<void>;
}

export interface PeerPlace {
	/** Gives way when both offer at once; exactly one of two must. */
	readonly polite: boolean;
	/** Of the sender's hello, "AB:CD:…". */
	readonly fingerprints: readonly string[];
}

/** One room's pictures and sound. Devices are acquired for it and let go with it. */
export interface Call {
	/** Of our own DTLS certificate, made for this room alone: known before anything is sent. */
	readonly fingerprints: readonly string[];
	/** For connections made from now on, and for those that are there when they are tried anew. */
	useIce(ice: IcePlan): void;
	/** Starts connecting to a verified person. Nothing of theirs is taken before. */
	add(conn: string, place: PeerPlace): void;
	remove(conn: string): void;
	/** They may not have got our offer: if it is still open, it is made again. */
	again(conn: string): void;
	receive(conn: string, type: "offer" | "answer" | "ice", payload: string): void;
	/** Lets out what may go out, or takes it from the wire at once. Starts with nothing. */
	allow(outlets: Outlets): void;
	setMicrophone(on: boolean): Promise<void>;
	setCamera(on: boolean): Promise<void>;
	/** Other devices: those that are on are acquired anew. */
	choose(ids: Pick<DevicesWanted, "microphoneId" | "cameraId">): Promise<void>;
	/** The browser asks which screen or window; nothing happens if the person thinks better of it. */
	share(): Promise<void>;
	stopShare(): void;
	/** Their sound is not played here: they sit in the same room. */
	mute(conn: string, muted: boolean): void;
	/** To one, or to all whose channel is open. */
	sendText(to: string | null, message: string): void;
	/** The network has changed: every connection is tried anew. */
	restart(): void;
	/** From a tap: plays what the browser has held back. */
	soundBack(): Promise<void>;
	/** A short sound: back in the call. */
	chime(): void;
	close(): void;
}

export interface Media {
	call(devices: DevicesWanted, events: CallEvents): Promise<Call>;
}
