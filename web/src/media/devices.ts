// Microphone and camera of this machine: acquired one by one, so that one that fails leaves the other; each kind of
// failure told apart. Knows no call.
import type { DeviceState } from "./media.ts";

export type DeviceKind = "microphone" | "camera";

export interface Acquired {
	readonly track: MediaStreamTrack | null;
	readonly state: DeviceState;
}

const WANTED: Readonly<Record<DeviceKind, MediaStreamConstraints>> = {
	microphone: {
		audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
	},
	// Frame rate before resolution: who reads lips or signs needs 20 a second (EN 301 549).
	camera: {
		video: {
			width: { ideal: 640 },
			height: { ideal: 480 },
			frameRate: { ideal: 25, min: 15 },
			facingMode: "user",
		},
	},
};

/** What the browser's error means for a person: refused, not there, or taken by another program. */
export function failureOf(error: unknown): "blocked" | "missing" | "busy" {
	const name = error instanceof DOMException ? error.name : "";
	if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
	if (name === "NotReadableError" || name === "AbortError") return "busy";
	return "blocked"; // NotAllowedError, SecurityError, and whatever keeps us out
}

/** Never rejects: what fails is a state that the screen explains. */
export async function acquire(kind: DeviceKind): Promise<Acquired> {
	const media = navigator.mediaDevices as MediaDevices | undefined;
	if (media === undefined) return { track: null, state: "blocked" }; // no secure context
	try {
		const stream = await media.getUserMedia(WANTED[kind]);
		const [track] = stream.getTracks();
		if (track === undefined) return { track: null, state: "missing" };
		if (kind === "camera") track.contentHint = "motion";
		return { track, state: "on" };
	} catch (error) {
		return { track: null, state: failureOf(error) };
	}
}
