// The lines of one peer connection: sound, picture, and a second picture while somebody shares their screen. Puts my
// tracks on them, with what they may cost, and tells which of the other's are there. Knows no signalling.
import type { Outgoing } from "./own.ts";
import { limitOf } from "./quality.ts";

const SCREEN_BPS = 1_500_000;
const SCREEN_FRAMES = 12;
/** As few codecs as are needed: a description with three pictures has to stay small. Every browser has these two. */
const H264_PROFILE =
	/packetization-mode=1.*profile-level-id=42e01f|profile-level-id=42e01f.*packetization-mode=1/i;

export interface Theirs {
	readonly audio: MediaStreamTrack | null;
	readonly camera: MediaStreamTrack | null;
	readonly screen: MediaStreamTrack | null;
}

export class Lines {
	readonly #pc: RTCPeerConnection;
	#audio: RTCRtpTransceiver | null = null;
	#camera: RTCRtpTransceiver | null = null;
	/** Mine alone: theirs is another line. */
	#screen: RTCRtpTransceiver | null = null;
	#sent: Outgoing = { audio: null, camera: null, screen: null };
	/** What each line was last given: WebRTC takes it a moment later, in order. */
	readonly #put = new WeakMap<RTCRtpTransceiver, MediaStreamTrack | null>();

	constructor(pc: RTCPeerConnection) {
		this.#pc = pc;
	}

	/** One of the two lays the lines; the other takes them over with the first offer, so that there are no more than these. */
	lay(tracks: Outgoing): void {
		this.#sent = tracks;
		this.#audio = this.#pc.addTransceiver(tracks.audio ?? "audio", { direction: "sendrecv" });
		this.#camera = this.#pc.addTransceiver(tracks.camera ?? "video", { direction: "sendrecv" });
		prefer(this.#camera);
	}

	/** The lines of their offer; those of the first one are mine as well. */
	takeOver(): void {
		const offered = this.#pc.getTransceivers();
		for (const line of offered) if (line.receiver.track.kind === "video") prefer(line);
		if (this.#audio !== null) return;
		const first = (kind: string) =>
			offered.find(({ receiver }) => receiver.track.kind === kind) ?? null;
		this.#audio = first("audio");
		this.#camera = first("video");
		for (const line of [this.#audio, this.#camera]) if (line !== null) line.direction = "sendrecv";
	}

	/** What goes out from now on. A screen needs a line of its own: the connection asks for a negotiation by itself. */
	async send(tracks: Outgoing): Promise<void> {
		this.#sent = tracks;
		await Promise.all([
			this.#give(this.#audio, tracks.audio),
			this.#give(this.#camera, tracks.camera),
		]);
	}

	/** Once the first negotiation is over. */
	async sendScreen(): Promise<void> {
		const track = this.#sent.screen;
		if (this.#screen === null) {
			if (track === null) return;
			this.#screen = this.#pc.addTransceiver(track, {
				direction: "sendonly",
				sendEncodings: [{ maxBitrate: SCREEN_BPS, maxFramerate: SCREEN_FRAMES }],
			});
			prefer(this.#screen);
			return;
		}
		const direction = track === null ? "inactive" : "sendonly";
		if (this.#screen.direction !== direction) this.#screen.direction = direction;
		await this.#give(this.#screen, track);
	}

	/** Resolution by step and company; the frame rate stays. */
	async limit(step: number, others: number): Promise<void> {
		const sender = this.#camera?.sender;
		if (sender === undefined) return;
		const parameters = sender.getParameters();
		const [encoding] = parameters.encodings;
		if (encoding === undefined) return;
		const limit = limitOf(step, others);
		if (
			encoding.scaleResolutionDownBy === limit.scaleResolutionDownBy &&
			encoding.maxBitrate === limit.maxBitrate
		)
			return;
		Object.assign(encoding, limit);
		parameters.degradationPreference = "maintain-framerate";
		await sender.setParameters(parameters);
	}

	/** The last wish holds, also over one that is still on its way. */
	async #give(line: RTCRtpTransceiver | null, track: MediaStreamTrack | null): Promise<void> {
		if (line === null) return;
		const before = this.#put.has(line) ? this.#put.get(line) : line.sender.track;
		if (before === track) return;
		this.#put.set(line, track);
		try {
			await line.sender.replaceTrack(track);
		} catch (error) {
			this.#put.delete(line);
			throw error;
		}
	}

	get theirs(): Theirs {
		const screen = this.#pc.getTransceivers().find((line) => {
			if (line === this.#audio || line === this.#camera || line === this.#screen) return false;
			return line.receiver.track.kind === "video" && receives(line);
		});
		return {
			audio: this.#audio?.receiver.track ?? null,
			camera: this.#camera?.receiver.track ?? null,
			screen: screen?.receiver.track ?? null,
		};
	}
}

const receives = ({ currentDirection }: RTCRtpTransceiver): boolean =>
	currentDirection === "recvonly" || currentDirection === "sendrecv";

const isWanted = ({ mimeType, sdpFmtpLine = "" }: RTCRtpCodec): boolean => {
	const name = mimeType.toLowerCase();
	return name === "video/vp8" || (name === "video/h264" && H264_PROFILE.test(sdpFmtpLine));
};

function prefer(line: RTCRtpTransceiver): void {
	const known = RTCRtpReceiver.getCapabilities?.("video")?.codecs ?? [];
	const wanted = known.filter(isWanted);
	const again = known.filter(({ mimeType }) => mimeType.toLowerCase() === "video/rtx");
	try {
		if (wanted.length > 0) line.setCodecPreferences([...wanted, ...again]);
	} catch {
		// As the browser likes it, then.
	}
}
