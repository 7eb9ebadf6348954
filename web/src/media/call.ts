// The mesh of one room: own devices, one peer for each verified person, the microphone's gate. Everything of it ends
// with the room: connections closed, tracks stopped, the certificate forgotten. Knows no envelope.
import { type Acquired, acquire, type DeviceKind } from "./devices.ts";
import type {
	Call,
	CallEvents,
	DeviceState,
	IceServer,
	LocalMedia,
	Media,
	PeerPlace,
} from "./media.ts";
import { Peer, type PeerTracks } from "./peer.ts";

const CERTIFICATE_MS = 24 * 3_600_000;

async function makeCertificate(): Promise<{ certificate: RTCCertificate; prints: string[] }> {
	const algorithm = { name: "ECDSA", namedCurve: "P-256", expires: CERTIFICATE_MS };
	const certificate = await RTCPeerConnection.generateCertificate(algorithm as AlgorithmIdentifier);
	return { certificate, prints: fingerprintsOf(certificate) ?? (await offeredPrints(certificate)) };
}

const upper = (values: readonly (string | undefined)[]): string[] =>
	values.flatMap((value) => (value === undefined ? [] : [value.toUpperCase()]));

function fingerprintsOf(certificate: RTCCertificate): string[] | null {
	if (typeof certificate.getFingerprints !== "function") return null;
	const own = certificate.getFingerprints().filter(({ algorithm }) => algorithm === "sha-256");
	return own.length === 0 ? null : upper(own.map(({ value }) => value));
}

/** Where the browser does not tell (Firefox): what it would put into an offer. */
async function offeredPrints(certificate: RTCCertificate): Promise<string[]> {
	const probe = new RTCPeerConnection({ certificates: [certificate] });
	try {
		probe.createDataChannel("");
		const { sdp = "" } = await probe.createOffer();
		const found = [...sdp.matchAll(/^a=fingerprint:sha-256 ([0-9A-F:]+)/gim)];
		return [...new Set(upper(found.map((match) => match[1])))];
	} finally {
		probe.close();
	}
}

class BrowserCall implements Call {
	readonly fingerprints: readonly string[];
	readonly #certificate: RTCCertificate;
	#ice: readonly IceServer[] = [];
	readonly #events: CallEvents;
	readonly #peers = new Map<string, Peer>();
	readonly #devices: Record<DeviceKind, Acquired> = {
		microphone: { track: null, state: "off" },
		camera: { track: null, state: "off" },
	};
	#open = false;
	#closed = false;

	constructor(
		made: { certificate: RTCCertificate; prints: readonly string[] },
		events: CallEvents,
	) {
		this.#certificate = made.certificate;
		this.fingerprints = made.prints;
		this.#events = events;
	}

	useIce(ice: readonly IceServer[]): void {
		this.#ice = ice;
	}

	add(conn: string, place: PeerPlace): void {
		this.remove(conn);
		if (this.#closed) return;
		const peer = new Peer(this.#certificate, this.#ice, place, this.#tracks(), {
			signal: (type, payload) => this.#events.signal(conn, type, payload),
			remote: (state) => this.#events.remote(conn, state),
			refused: () => {
				this.remove(conn);
				this.#events.refused(conn);
			},
		});
		this.#peers.set(conn, peer);
	}

	remove(conn: string): void {
		this.#peers.get(conn)?.close();
		this.#peers.delete(conn);
	}

	again(conn: string): void {
		this.#peers.get(conn)?.again();
	}

	receive(conn: string, type: "offer" | "answer" | "ice", payload: string): void {
		this.#peers.get(conn)?.receive(type, payload);
	}

	openMicrophone(open: boolean): void {
		if (this.#open === open || this.#closed) return;
		this.#open = open;
		this.#gate();
		this.#sendAll();
	}

	setMicrophone(on: boolean): Promise<void> {
		return this.#set("microphone", on);
	}

	setCamera(on: boolean): Promise<void> {
		return this.#set("camera", on);
	}

	/** Both at the start; what fails is left off and shown. */
	async start(wanted: { microphone: boolean; camera: boolean }): Promise<void> {
		await Promise.all([
			wanted.microphone ? this.#set("microphone", true) : undefined,
			wanted.camera ? this.#set("camera", true) : undefined,
		]);
		this.#tell();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const conn of [...this.#peers.keys()]) this.remove(conn);
		this.#stop("microphone", "off");
		this.#stop("camera", "off");
	}

	async #set(kind: DeviceKind, on: boolean): Promise<void> {
		if (this.#closed) return;
		if (!on) this.#stop(kind, "off");
		else if (this.#devices[kind].track === null) {
			const acquired = await acquire(kind);
			if (this.#closed) {
				acquired.track?.stop();
				return;
			}
			this.#stop(kind, acquired.state);
			this.#devices[kind] = acquired;
			// Unplugged, or taken away in the browser's own bar.
			acquired.track?.addEventListener("ended", () => {
				if (this.#devices[kind].track !== acquired.track) return;
				this.#devices[kind] = { track: null, state: "missing" };
				this.#sendAll();
				this.#tell();
			});
		}
		this.#gate();
		this.#sendAll();
		this.#tell();
	}

	#stop(kind: DeviceKind, state: DeviceState): void {
		const { track } = this.#devices[kind];
		this.#devices[kind] = { track: null, state };
		track?.stop();
	}

	/** Twice shut: the track is silent, and it is not on the wire either (#tracks). */
	#gate(): void {
		const { track } = this.#devices.microphone;
		if (track !== null) track.enabled = this.#open;
	}

	#tracks(): PeerTracks {
		return {
			audio: this.#open ? this.#devices.microphone.track : null,
			video: this.#devices.camera.track,
		};
	}

	#sendAll(): void {
		for (const peer of this.#peers.values()) peer.send(this.#tracks()).catch(() => undefined);
	}

	#tell(): void {
		if (this.#closed) return;
		const { microphone, camera } = this.#devices;
		const stream = camera.track === null ? null : new MediaStream([camera.track]);
		const state: LocalMedia = { microphone: microphone.state, camera: camera.state, stream };
		this.#events.local(state);
	}
}

export const browserMedia: Media = {
	async call(devices, events) {
		const call = new BrowserCall(await makeCertificate(), events);
		await call.start(devices);
		return call;
	},
};
