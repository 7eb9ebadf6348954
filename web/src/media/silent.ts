// A call without pictures and sound, for clients that have no WebRTC (node): signalling, verification and plan work
// all the same. It never connects to anyone, so nobody hears or is heard.
import { fingerprintText } from "../crypto/sdp.ts";
import type { Media } from "./media.ts";

const nothing = (): void => {};
const off = async (): Promise<void> => {};

export const silentMedia: Media = {
	async call(_devices, events) {
		const fingerprint = fingerprintText(crypto.getRandomValues(new Uint8Array(32)));
		events.local({ microphone: "missing", camera: "missing", stream: null });
		return {
			fingerprints: [fingerprint],
			useIce: nothing,
			add: nothing,
			remove: nothing,
			again: nothing,
			receive: nothing,
			openMicrophone: nothing,
			setMicrophone: off,
			setCamera: off,
			close: nothing,
		};
	},
};
