// What runs inside every page before the program: notes when sockets, connections, tracks and microphones come and go.
// It changes nothing of them, but can hold back what other people in a room say (peer frames), as a bad network would.

export interface Note {
	readonly at: number;
	readonly what:
		/** A room was asked for: what follows belongs to it. */
		| "room-join"
		/** The broker names two or more people in the room. */
		| "company"
		/** The first word of somebody else has come in: before it nobody can be verified. */
		| "frame"
		| "connection"
		| "connection-closed"
		| "microphone-open"
		| "microphone-shut"
		/** An audio track was put on the wire. */
		| "audio-sent";
	/** Is any live microphone track open at this moment? */
	readonly open: boolean;
}

export interface Probe {
	readonly notes: Note[];
	readonly connections: RTCPeerConnection[];
	readonly tracks: MediaStreamTrack[];
	readonly violations: string[];
	/** Peer frames that come in are dropped while this is on. */
	deaf: boolean;
}

declare global {
	var etProbe: Probe;
}

/** Self-contained: it is sent into the page as text. */
export function installProbe(): void {
	const probe: Probe = { notes: [], connections: [], tracks: [], violations: [], deaf: false };
	globalThis.etProbe = probe;
	const isOpen = () =>
		probe.tracks.some((t) => t.kind === "audio" && t.readyState === "live" && t.enabled);
	const note = (what: Note["what"]) =>
		probe.notes.push({ at: performance.now(), what, open: isOpen() });

	addEventListener("securitypolicyviolation", (event) =>
		probe.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
	);

	const PEER_FRAME = 2;
	const peersOf = (text: string): unknown[] => {
		const json = JSON.parse(text) as { peers?: unknown[]; ok?: { peers?: unknown[] } };
		return json.peers ?? json.ok?.peers ?? [];
	};
	globalThis.WebSocket = class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			this.addEventListener("message", (event: MessageEvent<unknown>) => {
				if (typeof event.data === "string") {
					if (peersOf(event.data).length > 1) note("company");
				} else if (new Uint8Array(event.data as ArrayBuffer)[0] === PEER_FRAME) {
					if (probe.deaf) event.stopImmediatePropagation();
					else note("frame");
				}
			});
		}
		override send(data: Parameters<WebSocket["send"]>[0]): void {
			if (typeof data === "string" && data.includes('"cmd":"room-join"')) note("room-join");
			super.send(data);
		}
	};

	const sent = (track: unknown) => {
		if (track instanceof MediaStreamTrack && track.kind === "audio") note("audio-sent");
	};
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			probe.connections.push(this);
			note("connection");
		}
		override addTransceiver(
			track: MediaStreamTrack | string,
			init?: RTCRtpTransceiverInit,
		): RTCRtpTransceiver {
			sent(track);
			return super.addTransceiver(track, init);
		}
		override close(): void {
			if (this.connectionState !== "closed") note("connection-closed");
			super.close();
		}
	};
	const replaceTrack = RTCRtpSender.prototype.replaceTrack;
	RTCRtpSender.prototype.replaceTrack = function (track) {
		sent(track);
		return replaceTrack.call(this, track);
	};

	const enabled = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, "enabled");
	Object.defineProperty(MediaStreamTrack.prototype, "enabled", {
		...enabled,
		set(this: MediaStreamTrack, on: boolean) {
			const before = this.enabled;
			enabled?.set?.call(this, on);
			if (this.kind === "audio" && before !== on && probe.tracks.includes(this))
				note(on ? "microphone-open" : "microphone-shut");
		},
	});
	const media = navigator.mediaDevices as MediaDevices | undefined;
	const getUserMedia = media?.getUserMedia;
	if (media !== undefined && getUserMedia !== undefined)
		media.getUserMedia = async (constraints) => {
			const stream = await getUserMedia.call(media, constraints);
			probe.tracks.push(...stream.getTracks());
			return stream;
		};
}
