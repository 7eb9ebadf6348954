// One peer connection to one verified person: perfect negotiation, and every description held against the fingerprints
// of that person's hello before it reaches WebRTC. Knows no envelope and no room.
import { sdpProblem } from "../crypto/sdp.ts";
import { TextChannel } from "./channel.ts";
import { usable } from "./ice.ts";
import { Lines, type Theirs } from "./lines.ts";
import type { IcePlan, PeerPlace } from "./media.ts";
import type { Outgoing } from "./own.ts";
import { Revival } from "./revival.ts";
import { certificatesFit, type Reports } from "./stats.ts";

const ICE_MAX_BYTES = 2 * 1024;

export interface PeerEvents {
	signal(type: "offer" | "answer" | "ice", payload: string): void;
	/** Link or lines are others than before. */
	changed(): void;
	refused(): void;
	text(message: string): void;
	textOpen(): void;
	freshIce(): Promise<void>;
}

export class Peer {
	readonly #pc: RTCPeerConnection;
	readonly #place: PeerPlace;
	readonly #events: PeerEvents;
	readonly #lines: Lines;
	readonly #text: TextChannel;
	readonly #revival = new Revival(() => void this.#revive());
	#tracks: Outgoing;
	#makingOffer = false;
	#ignoringOffer = false;
	/** The lines are laid and agreed on once. */
	#agreed = false;
	#closed = false;
	#link: "connecting" | "connected" | "lost" = "connecting";
	/** Signals one by one: an answer must not overtake the offer it belongs to. */
	#work: Promise<void> = Promise.resolve();

	constructor(
		certificate: RTCCertificate,
		ice: IcePlan,
		place: PeerPlace,
		tracks: Outgoing,
		events: PeerEvents,
	) {
		this.#place = place;
		this.#events = events;
		this.#tracks = tracks;
		this.#pc = connection(certificate, ice);
		const pc = this.#pc;
		this.#lines = new Lines(pc);
		pc.onnegotiationneeded = () => void this.#offer();
		pc.onicecandidate = ({ candidate }) => {
			if (candidate !== null) events.signal("ice", JSON.stringify(candidate.toJSON()));
		};
		pc.ontrack = () => events.changed();
		pc.onconnectionstatechange = () => this.#connectionChanged();
		this.#text = new TextChannel(pc, {
			opened: () => events.textOpen(),
			message: (message) => events.text(message),
		});
		if (!place.polite) this.#lines.lay(tracks);
	}

	get link(): "connecting" | "connected" | "lost" {
		return this.#link;
	}

	get theirs(): Theirs {
		return this.#lines.theirs;
	}

	stats(): Promise<Reports> {
		return this.#pc.getStats() as Promise<unknown> as Promise<Reports>;
	}

	useIce(ice: IcePlan): void {
		try {
			this.#pc.setConfiguration({ ...this.#pc.getConfiguration(), ...config(ice) });
		} catch {
			// Goes on with the ones it has.
		}
	}

	/** What goes out from now on; null takes it off the wire. */
	async send(tracks: Outgoing): Promise<void> {
		this.#tracks = tracks;
		if (this.#closed) return;
		await this.#lines.send(tracks);
		if (this.#agreed) await this.#lines.sendScreen();
	}

	limit(step: number, others: number): Promise<void> {
		return this.#closed ? Promise.resolve() : this.#lines.limit(step, others);
	}

	sendText(message: string): void {
		if (!this.#closed) this.#text.send(message);
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

	/** The network is another one. */
	restart(): void {
		this.#revival.now();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#revival.close();
		this.#text.close();
		this.#pc.onnegotiationneeded = null;
		this.#pc.onicecandidate = null;
		this.#pc.ontrack = null;
		this.#pc.onconnectionstatechange = null;
		for (const { receiver } of this.#pc.getTransceivers()) receiver.track.stop();
		this.#pc.close();
	}

	/** Who gives way waits for the first offer: it brings the lines. */
	async #offer(): Promise<void> {
		if (this.#closed || (this.#place.polite && !this.#agreed)) return;
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
		if (type === "offer") {
			this.#lines.takeOver();
			await this.#lines.send(this.#tracks);
			await this.#pc.setLocalDescription();
			this.#sendLocal();
		}
		if (this.#closed) return;
		this.#agreed = true;
		await this.#lines.sendScreen();
		this.#events.changed();
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

	async #revive(): Promise<void> {
		if (this.#closed || !this.#agreed) return this.again();
		await this.#events.freshIce();
		if (this.#closed) return;
		this.#pc.restartIce();
		this.again();
		// One try is enough for a connection that has not gone; if it goes all the same, it is noticed.
		if (this.#pc.connectionState === "connected") this.#revival.back();
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
			this.#revival.away(state === "failed");
		} else if (this.#link === "connected") this.#link = "lost";
		this.#events.changed();
	}

	/** Connected counts only once the certificate that DTLS really saw has been compared, where the browser gives it. */
	async #connected(): Promise<void> {
		const reports = await this.stats().catch(() => null);
		if (this.#closed) return;
		if (reports !== null && !certificatesFit(reports, this.#place.fingerprints)) {
			this.#events.refused();
			return;
		}
		if (this.#pc.connectionState === "connected") {
			this.#link = "connected";
			this.#revival.back();
		}
		this.#events.changed();
	}
}

const config = ({ servers, relayOnly }: IcePlan): RTCConfiguration => ({
	iceServers: usable(servers).map((server) => ({ ...server })),
	iceTransportPolicy: relayOnly ? "relay" : "all",
});

/** A server that WebRTC does not take must not keep us from those it does. */
function connection(certificate: RTCCertificate, ice: IcePlan): RTCPeerConnection {
	const base: RTCConfiguration = { certificates: [certificate], bundlePolicy: "max-bundle" };
	try {
		return new RTCPeerConnection({ ...base, ...config(ice) });
	} catch {
		return new RTCPeerConnection({ ...base, ...config({ ...ice, servers: [] }) });
	}
}
