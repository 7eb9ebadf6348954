// What is mine in a call: microphone, camera and screen, on or off, and what of them may go out. Tells of every change;
// knows no peer.
import { type Acquired, acquire, acquireScreen, type DeviceKind } from "./devices.ts";
import type { DeviceState, DevicesWanted, Outlets } from "./media.ts";

/** What is put on the wire; null: nothing. */
export interface Outgoing {
	readonly audio: MediaStreamTrack | null;
	readonly camera: MediaStreamTrack | null;
	readonly screen: MediaStreamTrack | null;
}

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];
/** A device that goes again so soon after it was taken is not asked for once more: it would go on for ever. */
const LOST_AGAIN_MS = 5_000;
const NOTHING: Acquired = { track: null, state: "off" };

export class Own {
	readonly #changed: () => void;
	readonly #devices: Record<DeviceKind, Acquired> = { microphone: NOTHING, camera: NOTHING };
	readonly #ids: Record<DeviceKind, string | null> = { microphone: null, camera: null };
	/** Asked for now; a later wish overrules it. */
	readonly #wish: Record<DeviceKind, number> = { microphone: 0, camera: 0 };
	readonly #lostAt: Record<DeviceKind, number> = {
		microphone: -LOST_AGAIN_MS,
		camera: -LOST_AGAIN_MS,
	};
	#screen: MediaStreamTrack | null = null;
	#allowed: Outlets = { microphone: false, camera: false, screen: false };
	#closed = false;

	constructor(changed: () => void) {
		this.#changed = changed;
	}

	get outgoing(): Outgoing {
		const { microphone, camera } = this.#devices;
		return {
			audio: this.#allowed.microphone ? microphone.track : null,
			camera: this.#allowed.camera ? camera.track : null,
			screen: this.#allowed.screen ? this.#screen : null,
		};
	}

	get microphone(): Acquired {
		return this.#devices.microphone;
	}

	get camera(): Acquired {
		return this.#devices.camera;
	}

	get screen(): MediaStreamTrack | null {
		return this.#screen;
	}

	/** Both at once; what fails is left off and shown. */
	async start(wanted: DevicesWanted): Promise<void> {
		this.#ids.microphone = wanted.microphoneId;
		this.#ids.camera = wanted.cameraId;
		navigator.mediaDevices?.addEventListener?.("devicechange", this.#plugged);
		document.addEventListener("visibilitychange", this.#plugged);
		await Promise.all(KINDS.map((kind) => (wanted[kind] ? this.set(kind, true) : undefined)));
	}

	allow(outlets: Outlets): void {
		const before = this.#allowed;
		const same =
			before.microphone === outlets.microphone &&
			before.camera === outlets.camera &&
			before.screen === outlets.screen;
		if (same || this.#closed) return;
		this.#allowed = outlets;
		this.#gate();
		this.#changed();
	}

	async set(kind: DeviceKind, on: boolean): Promise<void> {
		if (this.#closed) return;
		this.#wish[kind] += 1;
		if (!on) this.#stop(kind, "off");
		else if (this.#devices[kind].track === null) await this.#start(kind);
		else return;
		this.#gate();
		this.#changed();
	}

	/** The browser's ids; what is on is acquired anew. */
	async choose(ids: Record<DeviceKind, string | null>): Promise<void> {
		const other = KINDS.filter((kind) => this.#ids[kind] !== ids[kind]);
		for (const kind of other) this.#ids[kind] = ids[kind];
		const on = other.filter((kind) => this.#devices[kind].track !== null);
		await Promise.all(
			on.map(async (kind) => {
				this.#stop(kind, "off");
				await this.set(kind, true);
			}),
		);
	}

	async share(): Promise<void> {
		if (this.#closed || this.#screen !== null) return;
		const track = await acquireScreen();
		if (track === null) return;
		if (this.#closed || this.#screen !== null) return track.stop();
		this.#screen = track;
		track.addEventListener("ended", () => {
			if (this.#screen === track) this.stopShare(); // in the browser's own bar
		});
		this.#gate();
		this.#changed();
	}

	stopShare(): void {
		const track = this.#screen;
		if (track === null) return;
		this.#screen = null;
		track.stop();
		if (!this.#closed) this.#changed();
	}

	close(): void {
		this.#closed = true;
		navigator.mediaDevices?.removeEventListener?.("devicechange", this.#plugged);
		document.removeEventListener("visibilitychange", this.#plugged);
		for (const kind of KINDS) this.#stop(kind, "off");
		this.stopShare();
	}

	async #start(kind: DeviceKind): Promise<void> {
		const wish = this.#wish[kind];
		const acquired = await acquire(kind, this.#ids[kind]);
		if (this.#closed || this.#wish[kind] !== wish) {
			acquired.track?.stop();
			return;
		}
		this.#stop(kind, acquired.state);
		this.#devices[kind] = acquired;
		acquired.track?.addEventListener("ended", () => this.#lost(kind, acquired));
	}

	/** Unplugged, taken away in the browser's own bar, or lost in a sleep. */
	#lost(kind: DeviceKind, acquired: Acquired): void {
		if (this.#devices[kind] !== acquired || this.#closed) return;
		this.#devices[kind] = { track: null, state: "missing" };
		this.#changed();
		const now = performance.now();
		const again = now - this.#lostAt[kind] < LOST_AGAIN_MS;
		this.#lostAt[kind] = now;
		if (!again && !document.hidden) void this.set(kind, true);
	}

	/** Something was plugged in, or the person is back at this page: what was missing may be there now. */
	readonly #plugged = (): void => {
		if (document.hidden) return;
		for (const kind of KINDS)
			if (this.#devices[kind].state === "missing") void this.set(kind, true);
	};

	#stop(kind: DeviceKind, state: DeviceState): void {
		const { track } = this.#devices[kind];
		this.#devices[kind] = { track: null, state };
		track?.stop();
	}

	/** Twice shut: what may not go out is silent and black, and it is not on the wire either (`outgoing`). */
	#gate(): void {
		const { microphone, camera } = this.#devices;
		if (microphone.track !== null) microphone.track.enabled = this.#allowed.microphone;
		if (camera.track !== null) camera.track.enabled = this.#allowed.camera;
		if (this.#screen !== null) this.#screen.enabled = this.#allowed.screen;
	}
}
