// One verified person as the call knows them: their connection, what is heard and seen of them, how good it is and what
// they get of my picture. Knows no room.
import type { Spectrum } from "./howl.ts";
import type { IcePlan, PeerPlace, RemoteMedia } from "./media.ts";
import type { Outgoing } from "./own.ts";
import { Peer, type PeerEvents } from "./peer.ts";
import { type Adaptation, adapted, begin, incoming, withheld } from "./quality.ts";
import type { Ear, Sound } from "./sound.ts";
import { type Counted, look } from "./stats.ts";

export class Listener {
	readonly peer: Peer;
	readonly #sound: Sound;
	readonly #tell: (state: RemoteMedia) => void;
	readonly #stream = new MediaStream();
	#screen: MediaStream | null = null;
	#ear: Ear | null = null;
	#heard: MediaStreamTrack | null = null;
	#muted = false;
	#speaking = false;
	#tracks: Outgoing;
	#counted: Counted | null = null;
	#adaptation: Adaptation | null = null;
	#quality: RemoteMedia["quality"] = null;
	#way: RemoteMedia["way"] = null;
	#told = "";

	constructor(
		of: {
			readonly certificate: RTCCertificate;
			readonly ice: IcePlan;
			readonly place: PeerPlace;
			readonly tracks: Outgoing;
			readonly sound: Sound;
		},
		events: Omit<PeerEvents, "changed"> & { remote(state: RemoteMedia): void },
	) {
		this.#sound = of.sound;
		this.#tracks = of.tracks;
		this.#tell = (state) => events.remote(state);
		this.peer = new Peer(of.certificate, of.ice, of.place, of.tracks, {
			...events,
			signal: (type, payload) => events.signal(type, payload),
			changed: () => this.#changed(),
		});
	}

	send(tracks: Outgoing): void {
		this.#tracks = tracks;
		const camera = this.#withheld ? null : tracks.camera;
		this.peer.send({ ...tracks, camera }).catch(() => undefined);
	}

	/** Not played here. */
	mute(muted: boolean): void {
		this.#muted = muted;
		if (this.#heard !== null) this.#heard.enabled = !muted;
	}

	/** A few times a second. */
	listen(now: number): void {
		const speaking = this.#ear?.speaking(now) ?? false;
		if (speaking === this.#speaking) return;
		this.#speaking = speaking;
		this.#say();
	}

	spectrum(): Spectrum | null {
		return this.#ear?.spectrum() ?? null;
	}

	/** Every other second. */
	async measure(now: number, others: number): Promise<void> {
		const reports = await this.peer.stats().catch(() => null);
		if (reports === null || this.peer.link !== "connected") {
			this.#counted = null;
			this.#quality = null;
			this.#say();
			return;
		}
		const { sample, counted, way } = look(reports, this.#counted, now);
		this.#counted = counted;
		this.#quality = incoming(sample);
		this.#way = way;
		const before = this.#withheld;
		this.#adaptation = adapted(this.#adaptation ?? begin(now), sample);
		if (before !== this.#withheld) this.send(this.#tracks);
		await this.peer.limit(this.#adaptation.step, others).catch(() => undefined);
		this.#say();
	}

	close(): void {
		this.#ear?.close();
		this.#ear = null;
		this.peer.close();
	}

	get #withheld(): boolean {
		return this.#adaptation !== null && withheld(this.#adaptation);
	}

	#changed(): void {
		const { audio, camera, screen } = this.peer.theirs;
		for (const track of [audio, camera])
			if (track !== null && !this.#stream.getTracks().includes(track)) this.#stream.addTrack(track);
		if (audio !== this.#heard) {
			this.#ear?.close();
			this.#heard = audio;
			this.#ear = audio === null ? null : this.#sound.listen(audio);
			this.mute(this.#muted);
		}
		if (screen !== (this.#screen?.getTracks()[0] ?? null))
			this.#screen = screen === null ? null : new MediaStream([screen]);
		this.#say();
	}

	#say(): void {
		const state: RemoteMedia = {
			link: this.peer.link,
			speaking: this.#speaking,
			stream: this.#stream.getTracks().length > 0 ? this.#stream : null,
			screen: this.#screen,
			quality: this.#quality,
			way: this.peer.link === "connected" ? this.#way : null,
			withheld: this.#withheld,
		};
		const { stream, screen, ...rest } = state;
		const told = JSON.stringify([rest, stream?.getTracks().map(({ id }) => id), screen?.id]);
		if (told === this.#told) return;
		this.#told = told;
		this.#tell(state);
	}
}
