// One peer connection to one verified person: perfect negotiation, and every description held against the fingerprints
// of that person's hello before it reaches WebRTC. Knows no envelope and no room.
import { sdpProblem } from "../crypto/sdp.ts";
import type { IceServer, PeerPlace, RemoteMedia } from "./media.ts";
import { watchSpeaking } from "./speaking.ts";

/** So long a connection may be away before it is tried anew. */
const RESTART_MS = 3_000;
const ICE_MAX_BYTES = 2 * 1024;

export interface PeerEvents {
	signal(type: "offer" | "answer" | "ice", payload: string): void;
	remote(state: RemoteMedia): void;
	refused(): void;
}

export interface PeerTracks {
	/** Null while the microphone must not be heard. */
	readonly audio: MediaStreamTrack | null;
	readonly video: MediaStreamTrack | null;
}

export class Peer {
	readonly #pc: RTCPeerConnection;
	readonly #place: PeerPlace;
	readonly #events: PeerEvents;
	#tracks: PeerTracks;
	readonly #stream = new MediaStream();
	#makingOffer = false;
	#ignoringOffer = false;
	#closed = false;
	#link: RemoteMedia["link"] = "connecting";
	#speaking = false;
	#stopSpeaking: (() => void) | null = null;
	#restart: ReturnType<typeof setTimeout> | null = null;
	/** Signals one by one: an answer must not overtake the offer it belongs to. */
	#work: Promise<void> = Promise.resolve();

	constructor(
		certificate: RTCCertificate,
		ice: readonly IceServer[],
		place: PeerPlace,
		tracks: PeerTracks,
		events: PeerEvents,
	) {
		this.#place = place;
		this.#events = events;
		this.#tracks = tracks;
		this.#pc = new RTCPeerConnection({
			certificates: [certificate],
			iceServers: ice.map((server) => ({ ...server })),
			bundlePolicy: "max-bundle",
		});
		const pc = this.#pc;
		pc.onnegotiationneeded = () => void this.#offer();
		pc.onicecandidate = ({ candidate }) => {
			if (candidate !== null) events.signal("ice", JSON.stringify(candidate.toJSON()));
		};
		pc.ontrack = ({ track }) => this.#take(track);
		pc.onconnectionstatechange = () => this.#connectionChanged();
		// One of the two lays the lines; the other takes them over with the first offer, so that there are no more than these.
		if (place.polite) return;
		pc.addTransceiver(tracks.audio ?? "audio", { direction: "sendrecv" });
		pc.addTransceiver(tracks.video ?? "video", { direction: "sendrecv" });
	}

	/** What goes out from now on; null takes it off the wire. */
	async send(tracks: PeerTracks): Promise<void> {
		this.#tracks = tracks;
		if (!this.#closed) await this.#attach();
	}

	async #attach(): Promise<void> {
		for (const { sender, receiver } of this.#pc.getTransceivers()) {
			const track = receiver.track.kind === "audio" ? this.#tracks.audio : this.#tracks.video;
			if (sender.track !== track) await sender.replaceTrack(track);
		}
	}

	receive(type: "offer" | "answer" | "ice", payload: string): void {
		this.#work = this.#work
			.then(() => (type === "ice" ? this.#takeCandidate(payload) : this.#takeSdp(type, payload)))
			.catch(() => undefined); // a signal that WebRTC does not take is dropped; ICE restarts by itself
	}

	/** With the candidates found so far: those that went with the first one are as lost as it is. */
	again(): void {
		if (this.#pc.signalingState === "have-local-offer") this.#sendLocal();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		if (this.#restart !== null) clearTimeout(this.#restart);
		this.#stopSpeaking?.();
		this.#pc.onnegotiationneeded = null;
		this.#pc.onicecandidate = null;
		this.#pc.ontrack = null;
		this.#pc.onconnectionstatechange = null;
		for (const track of this.#stream.getTracks()) track.stop();
		this.#pc.close();
	}

	async #offer(): Promise<void> {
		if (this.#closed) return;
		try {
			this.#makingOffer = true;
			await this.#pc.setLocalDescription();
			this.#sendLocal();
		} catch {
			// The connection is closing, or a description of theirs came first.
		} finally {
			this.#makingOffer = false;
		}
	}

	#sendLocal(): void {
		const local = this.#pc.localDescription;
		if (this.#closed || local === null) return;
		if (local.type === "offer" || local.type === "answer")
			this.#events.signal(local.type, local.sdp);
	}

	async #takeSdp(type: "offer" | "answer", sdp: string): Promise<void> {
		if (this.#closed) return;
		if (sdpProblem(sdp, this.#place.fingerprints) !== null) {
			this.#events.refused();
			return;
		}
		const collision =
			type === "offer" && (this.#makingOffer || this.#pc.signalingState !== "stable");
		this.#ignoringOffer = !this.#place.polite && collision;
		if (this.#ignoringOffer) return;
		await this.#pc.setRemoteDescription({ type, sdp });
		if (type !== "offer") return;
		for (const transceiver of this.#pc.getTransceivers()) transceiver.direction = "sendrecv";
		await this.#attach();
		await this.#pc.setLocalDescription();
		this.#sendLocal();
	}

	async #takeCandidate(payload: string): Promise<void> {
		if (this.#closed || payload.length > ICE_MAX_BYTES) return;
		const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = JSON.parse(
			payload,
		) as RTCIceCandidateInit;
		try {
			await this.#pc.addIceCandidate({
				candidate: candidate ?? "",
				sdpMid: sdpMid ?? null,
				sdpMLineIndex: sdpMLineIndex ?? null,
				usernameFragment: usernameFragment ?? null,
			});
		} catch (error) {
			if (!this.#ignoringOffer) throw error;
		}
	}

	#take(track: MediaStreamTrack): void {
		this.#stream.addTrack(track);
		if (track.kind === "audio") {
			this.#stopSpeaking?.();
			this.#stopSpeaking = this.#watch(track);
		}
		this.#tell();
	}

	/** Null where sound cannot be looked at (too many contexts, no output): picture and voice come all the same. */
	#watch(track: MediaStreamTrack): (() => void) | null {
		try {
			return watchSpeaking(track, (speaking) => {
				this.#speaking = speaking;
				this.#tell();
			});
		} catch {
			return null;
		}
	}

	#connectionChanged(): void {
		if (this.#closed) return;
		const state = this.#pc.connectionState;
		if (state === "connected") {
			void this.#connected();
			return;
		}
		if (state === "disconnected" || state === "failed") {
			this.#link = "lost";
			this.#restart ??= setTimeout(
				() => {
					this.#restart = null;
					if (!this.#closed && this.#link === "lost") this.#pc.restartIce();
				},
				state === "failed" ? 0 : RESTART_MS,
			);
		} else if (this.#link === "connected") this.#link = "connecting";
		this.#tell();
	}

	/** Connected counts only once the certificate that DTLS really saw has been compared, where the browser gives it. */
	async #connected(): Promise<void> {
		const fits = await this.#certificateFits();
		if (this.#closed) return;
		if (!fits) {
			this.#events.refused();
			return;
		}
		if (this.#pc.connectionState === "connected") this.#link = "connected";
		this.#tell();
	}

	async #certificateFits(): Promise<boolean> {
		const stats = await this.#pc.getStats().catch(() => null);
		// As in a browser that gives none: DTLS itself holds to the description, and that was compared before.
		if (stats === null) return true;
		let fits = true;
		stats.forEach((report: { type: string; remoteCertificateId?: string }) => {
			if (report.type !== "transport" || report.remoteCertificateId === undefined) return;
			const certificate = stats.get(report.remoteCertificateId) as
				| { fingerprint?: string; fingerprintAlgorithm?: string }
				| undefined;
			const fingerprint = certificate?.fingerprint?.toUpperCase();
			if (fingerprint === undefined) return;
			const known =
				certificate?.fingerprintAlgorithm === "sha-256" &&
				this.#place.fingerprints.includes(fingerprint);
			fits = fits && known;
		});
		return fits;
	}

	#tell(): void {
		if (this.#closed) return;
		const stream = this.#stream.getTracks().length > 0 ? this.#stream : null;
		this.#events.remote({ link: this.#link, speaking: this.#speaking, stream });
	}
}
