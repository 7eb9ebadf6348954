// The mesh of one room: what is mine, and one connection for each verified person. Everything of it ends with the room:
// connections closed, tracks stopped, the certificate forgotten. Knows no envelope.
import { makeCertificate, type OwnCertificate } from "./certificate.ts";
import { type Howl, howlAfter, howls, toneOf } from "./howl.ts";
import { Listener } from "./listener.ts";
import type {
	Call,
	CallEvents,
	DevicesWanted,
	IcePlan,
	LocalMedia,
	Media,
	Outlets,
	PeerPlace,
} from "./media.ts";
import { Own } from "./own.ts";
import { type Ear, Sound } from "./sound.ts";

const LISTEN_MS = 150;
const MEASURE_MS = 2_000;

class BrowserCall implements Call {
	readonly fingerprints: readonly string[];
	readonly #certificate: RTCCertificate;
	readonly #events: CallEvents;
	readonly #people = new Map<string, Listener>();
	readonly #muted = new Set<string>();
	readonly #sound = new Sound();
	readonly #own = new Own(() => this.#ownChanged());
	readonly #timers: readonly ReturnType<typeof setInterval>[];
	#ice: IcePlan = { servers: [], relayOnly: false };
	#ownEar: Ear | null = null;
	#ownSound: MediaStreamTrack | null = null;
	#picture: MediaStream | null = null;
	#screen: MediaStream | null = null;
	#howl: Howl | null = null;
	#howled = false;
	#blocked = false;
	#closed = false;

	constructor({ certificate, fingerprints }: OwnCertificate, events: CallEvents) {
		this.#certificate = certificate;
		this.fingerprints = fingerprints;
		this.#events = events;
		this.#timers = [
			setInterval(() => this.#listen(), LISTEN_MS),
			setInterval(() => this.#measure(), MEASURE_MS),
		];
	}

	useIce(ice: IcePlan): void {
		this.#ice = ice;
		for (const { peer } of this.#people.values()) peer.useIce(ice);
	}

	add(conn: string, place: PeerPlace): void {
		this.remove(conn);
		if (this.#closed) return;
		const events = this.#events;
		const person = new Listener(
			{
				certificate: this.#certificate,
				ice: this.#ice,
				place,
				tracks: this.#own.outgoing,
				sound: this.#sound,
			},
			{
				signal: (type, payload) => events.signal(conn, type, payload),
				remote: (state) => events.remote(conn, state),
				text: (message) => events.text(conn, message),
				textOpen: () => events.textOpen(conn),
				freshIce: () => events.freshIce(),
				refused: () => {
					this.remove(conn);
					events.refused(conn);
				},
			},
		);
		person.mute(this.#muted.has(conn));
		this.#people.set(conn, person);
	}

	remove(conn: string): void {
		this.#people.get(conn)?.close();
		this.#people.delete(conn);
	}

	again(conn: string): void {
		this.#people.get(conn)?.peer.again();
	}

	receive(conn: string, type: "offer" | "answer" | "ice", payload: string): void {
		this.#people.get(conn)?.peer.receive(type, payload);
	}

	allow(outlets: Outlets): void {
		this.#own.allow(outlets);
	}

	async setMicrophone(on: boolean): Promise<void> {
		this.#howled = false;
		this.#howl = null;
		await this.#own.set("microphone", on);
	}

	setCamera(on: boolean): Promise<void> {
		return this.#own.set("camera", on);
	}

	choose(ids: Pick<DevicesWanted, "microphoneId" | "cameraId">): Promise<void> {
		return this.#own.choose({ microphone: ids.microphoneId, camera: ids.cameraId });
	}

	share(): Promise<void> {
		return this.#own.share();
	}

	stopShare(): void {
		this.#own.stopShare();
	}

	mute(conn: string, muted: boolean): void {
		if (muted) this.#muted.add(conn);
		else this.#muted.delete(conn);
		this.#people.get(conn)?.mute(muted);
	}

	sendText(to: string | null, message: string): void {
		for (const [conn, { peer }] of this.#people)
			if (to === null || to === conn) peer.sendText(message);
	}

	restart(): void {
		for (const { peer } of this.#people.values()) peer.restart();
	}

	async soundBack(): Promise<void> {
		await this.#sound.back();
		this.#lookAtSound();
	}

	chime(): void {
		if (!this.#closed) this.#sound.chime();
	}

	/** Both devices at the start; what fails is left off and shown. */
	async start(wanted: DevicesWanted): Promise<void> {
		await this.#own.start(wanted);
		this.#tell();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const timer of this.#timers) clearInterval(timer);
		for (const conn of [...this.#people.keys()]) this.remove(conn);
		this.#ownEar?.close();
		this.#own.close();
		this.#sound.close();
	}

	#ownChanged(): void {
		if (this.#closed) return;
		for (const person of this.#people.values()) person.send(this.#own.outgoing);
		this.#tell();
	}

	#listen(): void {
		const now = performance.now();
		for (const person of this.#people.values()) person.listen(now);
		this.#lookAtSound();
		this.#watchHowl(now);
	}

	#lookAtSound(): void {
		const { blocked } = this.#sound;
		if (this.#closed || blocked === this.#blocked) return;
		this.#blocked = blocked;
		this.#tell();
	}

	/** What goes out of my microphone and comes back from another device: better silent than that. */
	#watchHowl(now: number): void {
		const { audio } = this.#own.outgoing;
		if (audio !== this.#ownSound) {
			this.#ownEar?.close();
			this.#ownSound = audio;
			this.#ownEar = audio === null ? null : this.#sound.listen(audio);
		}
		if (this.#ownEar === null || this.#people.size === 0) return;
		const mine = this.#ownEar.spectrum();
		if (this.#howl === null && toneOf(mine) === null) return; // as good as always
		const others = [...this.#people.values()].flatMap((person) => person.spectrum() ?? []);
		this.#howl = howlAfter(this.#howl, mine, others, now);
		if (!howls(this.#howl)) return;
		this.#howl = null;
		this.#howled = true;
		void this.#own.set("microphone", false);
	}

	#measure(): void {
		const now = performance.now();
		const { size } = this.#people;
		for (const person of this.#people.values()) void person.measure(now, size);
	}

	#tell(): void {
		if (this.#closed) return;
		const { microphone, camera, screen } = this.#own;
		this.#picture = streamOf(this.#picture, camera.track);
		this.#screen = streamOf(this.#screen, screen);
		const state: LocalMedia = {
			microphone: microphone.state,
			camera: camera.state,
			stream: this.#picture,
			screen: this.#screen,
			soundBlocked: this.#blocked,
			howl: this.#howled,
		};
		this.#events.local(state);
	}
}

/** The same stream as long as it is of the same track. */
function streamOf(before: MediaStream | null, track: MediaStreamTrack | null): MediaStream | null {
	if (track === null) return null;
	return before?.getTracks()[0] === track ? before : new MediaStream([track]);
}

export const browserMedia: Media = {
	async call(devices, events) {
		const call = new BrowserCall(await makeCertificate(), events);
		await call.start(devices);
		return call;
	},
};
