// Microphone, camera and screen of this machine: acquired one by one, so that one that fails leaves the other; each kind
// of failure told apart. Knows no call.
import type { DeviceState } from "./media.ts";

export type DeviceKind = "microphone" | "camera";

export interface Acquired {
	readonly track: MediaStreamTrack | null;
	readonly state: DeviceState;
}

/** What it is asked for. Frame rate before resolution: who reads lips or signs needs 20 a second (EN 301 549). */
function wanted(kind: DeviceKind, deviceId: string | null): MediaStreamConstraints {
	// Ideal, not exact: a device that has been unplugged must not leave a person without any.
	const device = deviceId === null ? {} : { deviceId: { ideal: deviceId } };
	if (kind === "microphone") {
		return {
			audio: { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
		};
	}
	return {
		video: {
			...(deviceId === null ? { facingMode: "user" } : device),
			width: { ideal: 640 },
			height: { ideal: 480 },
			frameRate: { ideal: 25, min: 15 },
		},
	};
}

/** What the browser's error means for a person: refused, not there, or taken by another program. */
export function failureOf(error: unknown): "blocked" | "missing" | "busy" {
	const name = error instanceof DOMException ? error.name : "";
	if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
	if (name === "NotReadableError" || name === "AbortError") return "busy";
	return "blocked"; // NotAllowedError, SecurityError, and whatever keeps us out
}

/** Never rejects: what fails is a state that the screen explains. */
export async function acquire(kind: DeviceKind, deviceId: string | null): Promise<Acquired> {
	const media = navigator.mediaDevices as MediaDevices | undefined;
	if (media === undefined) return { track: null, state: "blocked" }; // no secure context
	try {
		const stream = await media.getUserMedia(wanted(kind, deviceId));
		const [track] = stream.getTracks();
		if (track === undefined) return { track: null, state: "missing" };
		if (kind === "camera") track.contentHint = "motion";
		return { track, state: "on" };
	} catch (error) {
		return { track: null, state: failureOf(error) };
	}
}

/** A screen or window that the person picks; null if they think better of it, or the browser knows no such thing. */
export async function acquireScreen(): Promise<MediaStreamTrack | null> {
	const media = navigator.mediaDevices as Partial<MediaDevices> | undefined;
	if (media?.getDisplayMedia === undefined) return null;
	try {
		const stream = await media.getDisplayMedia({
			video: { frameRate: { max: 15 } },
			audio: false,
		});
		const [track] = stream.getVideoTracks();
		if (track === undefined) return null;
		track.contentHint = "detail";
		return track;
	} catch {
		return null;
	}
}
