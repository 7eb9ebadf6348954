// The check before joining: opens one device and says why if it does not open, how loud the microphone is, a sound for
// the speaker, and whether calls get through this network. Knows no room; nothing of it leaves this machine but what a
// relay is asked to carry from this page to itself.
import { type Refusal, type Trouble, troubleOf, type Way } from "../state/devices.ts";
import { loudness } from "./speaking.ts";
import { ping } from "./tones.ts";

export type CheckedKind = "camera" | "microphone";

export type Opened =
	| { readonly track: MediaStreamTrack; readonly trouble: null }
	| { readonly track: null; readonly trouble: Trouble };

export interface Found {
	readonly id: string;
	readonly label: string;
}
export interface FoundDevices {
	readonly camera: readonly Found[];
	readonly microphone: readonly Found[];
	readonly speaker: readonly Found[];
}
export const NO_DEVICES: FoundDevices = { camera: [], microphone: [], speaker: [] };

const LOOK_MS = 60;

function constraints(kind: CheckedKind, id: string | null): MediaStreamConstraints {
	const deviceId = id === null ? {} : { deviceId: { ideal: id } };
	return kind === "microphone"
		? { audio: { ...deviceId, echoCancellation: true, noiseSuppression: true } }
		: { video: { ...deviceId, width: { ideal: 640 }, facingMode: "user" } };
}

/** Never rejects. The caller stops the track. */
export async function openDevice(kind: CheckedKind, id: string | null): Promise<Opened> {
	const media = navigator.mediaDevices as MediaDevices | undefined;
	if (media === undefined) return { track: null, trouble: "blocked-browser" }; // no secure context
	try {
		const [track] = (await media.getUserMedia(constraints(kind, id))).getTracks();
		return track === undefined ? { track: null, trouble: "missing" } : { track, trouble: null };
	} catch (error) {
		return { track: null, trouble: troubleOf(await refusal(kind, error)) };
	}
}

async function refusal(kind: CheckedKind, error: unknown): Promise<Refusal> {
	const { name, message } = error instanceof DOMException ? error : { name: "", message: "" };
	const permission = await navigator.permissions
		?.query({ name: kind as PermissionName })
		.then(({ state }) => state)
		.catch(() => null); // Firefox knows no such name
	const found = await listDevices();
	return { name, message, permission: permission ?? null, devices: found[kind].length };
}

/** By name, once one of them has been allowed; the browser's own "default" entry is left out. */
export async function listDevices(): Promise<FoundDevices> {
	const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
	const of = (kind: MediaDeviceKind): readonly Found[] =>
		all
			.filter((one) => one.kind === kind && one.deviceId !== "default")
			.map(({ deviceId, label }) => ({ id: deviceId, label }));
	return { camera: of("videoinput"), microphone: of("audioinput"), speaker: of("audiooutput") };
}

/** Tells the loudness of the track many times a second, until what it returns is called. */
export function watchLevel(track: MediaStreamTrack, tell: (loudness: number) => void): () => void {
	const context = new AudioContext();
	const source = context.createMediaStreamSource(new MediaStream([track]));
	const analyser = context.createAnalyser();
	analyser.fftSize = 1024;
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		tell(loudness(samples));
	}, LOOK_MS);
	return () => {
		clearInterval(timer);
		source.disconnect();
		void context.close();
	};
}

const TONES_HZ = [523.25, 659.25, 783.99];
const TONE_S = 0.35;
const TONE_LEVEL = 0.35;

/** Three rising tones through that speaker (null: the default one); resolves when they have been played. */
export async function playTones(speaker: string | null): Promise<void> {
	const context = new AudioContext();
	try {
		const out = context.createMediaStreamDestination();
		const player = new Audio();
		player.srcObject = out.stream;
		if (speaker !== null && "setSinkId" in player)
			await player.setSinkId(speaker).catch(() => undefined); // gone by now: the default one
		await Promise.all([context.resume(), player.play()]);
		const start = context.currentTime + 0.05;
		for (const [nth, hertz] of TONES_HZ.entries())
			ping(out, hertz, start + nth * TONE_S, TONE_S, TONE_LEVEL);
		const length = (TONES_HZ.length * TONE_S + 0.2) * 1000;
		await new Promise((done) => setTimeout(done, length));
		player.pause();
	} finally {
		void context.close();
	}
}

export interface Passage {
	readonly way: Way;
	/** Of what went there and back. */
	readonly roundTripMs: number | null;
}

const PATIENCE_MS = 12_000;
/** The better way may be found a moment after the first one. */
const SETTLE_MS = 700;

/**
 * Does a call get through? Two connections in this page: one that may use nothing but an allocation on the relay, one
 * that may do as it likes. If they meet, the relay works; how the second one reached it says whether this network lets
 * sound and pictures out by themselves.
 */
export async function tryPassage(plan: {
	readonly servers: readonly RTCIceServer[];
	readonly relayOnly: boolean;
}): Promise<Passage> {
	const { servers, relayOnly } = plan;
	const iceServers = servers.map((server) => ({ ...server }));
	if (!iceServers.some(({ urls }) => /^turns?:/.test(String(urls))))
		return { way: "none", roundTripMs: null };
	const far = new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" });
	const near = new RTCPeerConnection({
		iceServers,
		iceTransportPolicy: relayOnly ? "relay" : "all",
	});
	try {
		const line = near.createDataChannel("check");
		far.ondatachannel = ({ channel }) => {
			channel.onmessage = () => channel.send("back");
		};
		const roundTripMs = await Promise.race([
			connect(near, far).then(() => roundTrip(line)),
			new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS)),
		]);
		if (roundTripMs === null) return { way: "blocked", roundTripMs };
		await new Promise((done) => setTimeout(done, SETTLE_MS));
		return { way: (await isRelayed(near)) ? "relayed" : "direct", roundTripMs };
	} catch {
		return { way: "blocked", roundTripMs: null };
	} finally {
		near.close();
		far.close();
	}
}

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
	const pass = (to: RTCPeerConnection) => (event: RTCPeerConnectionIceEvent) => {
		if (event.candidate !== null) void to.addIceCandidate(event.candidate).catch(() => undefined);
	};
	await near.setLocalDescription();
	if (near.localDescription !== null) await far.setRemoteDescription(near.localDescription);
	near.onicecandidate = pass(far);
	await far.setLocalDescription();
	if (far.localDescription !== null) await near.setRemoteDescription(far.localDescription);
	far.onicecandidate = pass(near);
}

function roundTrip(line: RTCDataChannel): Promise<number> {
	return new Promise((done) => {
		let sent = 0;
		line.onopen = () => {
			sent = performance.now();
			line.send("there");
		};
		line.onmessage = () => done(Math.round(performance.now() - sent));
	});
}

/** Is this end of the pair that is in use an allocation on the relay? */
async function isRelayed(pc: RTCPeerConnection): Promise<boolean> {
	const stats = await pc.getStats();
	let relayed = false;
	stats.forEach((report: { type: string; selectedCandidatePairId?: string }) => {
		if (report.type !== "transport" || report.selectedCandidatePairId === undefined) return;
		const pair = stats.get(report.selectedCandidatePairId) as
			| { readonly localCandidateId: string }
			| undefined;
		const local = stats.get(pair?.localCandidateId ?? "") as
			| { readonly candidateType: string }
			| undefined;
		relayed = local?.candidateType === "relay";
	});
	return relayed;
}
