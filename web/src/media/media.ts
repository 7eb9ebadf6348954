// The border between a room's signalling (work/) and pictures and sound: what a call offers and what it tells.
// Types only. A call never sees a key or an envelope; it gets descriptions only of people who have been verified.

export type DeviceState = "on" | "off" | "blocked" | "missing" | "busy";

export interface LocalMedia {
	readonly microphone: DeviceState;
	readonly camera: DeviceState;
	/** My own picture; null without a camera. */
	readonly stream: MediaStream | null;
}

export interface RemoteMedia {
	readonly link: "connecting" | "connected" | "lost";
	readonly speaking: boolean;
	readonly stream: MediaStream | null;
}

export interface IceServer {
	readonly urls: string;
	readonly username?: string;
	readonly credential?: string;
}

/** What a call says; `conn` is the public id of the other's connection. */
export interface CallEvents {
	/** To be sealed and sent to that person. */
	signal(conn: string, type: "offer" | "answer" | "ice", payload: string): void;
	local(state: LocalMedia): void;
	remote(conn: string, state: RemoteMedia): void;
	/** A description or certificate that does not fit the hello: this person is not who they were verified as. */
	refused(conn: string): void;
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
	/** Servers for connections made from now on. */
	useIce(ice: readonly IceServer[]): void;
	/** Starts connecting to a verified person. Nothing of theirs is taken before. */
	add(conn: string, place: PeerPlace): void;
	remove(conn: string): void;
	/** They may not have got our offer: if it is still open, it is made again. */
	again(conn: string): void;
	receive(conn: string, type: "offer" | "answer" | "ice", payload: string): void;
	/** Lets the microphone's sound out, or takes it from the wire. Starts closed. */
	openMicrophone(open: boolean): void;
	setMicrophone(on: boolean): Promise<void>;
	setCamera(on: boolean): Promise<void>;
	close(): void;
}

export interface Media {
	call(
		devices: { readonly microphone: boolean; readonly camera: boolean },
		events: CallEvents,
	): Promise<Call>;
}
