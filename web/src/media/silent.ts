// A call without pictures and sound, for clients that have no WebRTC (node): signalling, verification and plan work
// all the same. It never connects to anyone, so nobody hears or is heard.
import { fingerprintText } from "../crypto/sdp.ts";
import type { Call, LocalMedia, Media, RemoteMedia } from "./media.ts";

const nothing = (): void => {};
const off = async (): Promise<void> => {};

export const NO_MEDIA: LocalMedia = {
	microphone: "missing",
	camera: "missing",
	stream: null,
	screen: null,
	soundBlocked: false,
	howl: false,
};

/** Of somebody whom nothing is heard or seen of yet. */
export const UNHEARD: RemoteMedia = {
	link: "connecting",
	speaking: false,
	stream: null,
	screen: null,
	quality: null,
	way: null,
	withheld: false,
};

/** Does nothing; also what a test's call is made of. */
export const silentCall = (fingerprint: string): Call => ({
	fingerprints: [fingerprint],
	useIce: nothing,
	add: nothing,
	remove: nothing,
	again: nothing,
	receive: nothing,
	allow: nothing,
	setMicrophone: off,
	setCamera: off,
	choose: off,
	share: off,
	stopShare: nothing,
	mute: nothing,
	sendText: nothing,
	restart: nothing,
	soundBack: off,
	chime: nothing,
	close: nothing,
});

export const silentMedia: Media = {
	async call(_devices, events) {
		events.local(NO_MEDIA);
		return silentCall(fingerprintText(crypto.getRandomValues(new Uint8Array(32))));
	},
};
