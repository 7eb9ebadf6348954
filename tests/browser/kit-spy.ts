// What runs inside a page beside the probe (kit-probe.ts): which room each peer connection belongs to, which candidates
// the others have shown, which TURN servers the broker has named, whose peer frames come in, what is heard of whom. And
// a voice of its own for a participant: one steady tone. It changes nothing else.
import type { BrowserContext, Page } from "playwright-core";
import { eventually } from "./kit-call.ts";

export interface SpiedLine {
	readonly session: string;
	readonly fingerprint: string;
	readonly closed: boolean;
}

/** dB of full scale, the loudest since reset(): of a narrow peak there, and of whatever there is. */
export interface Heard {
	readonly peak: number;
	readonly level: number;
}

interface Spy {
	/** Of the last room that was asked for. */
	session: string;
	readonly lines: { readonly pc: RTCPeerConnection; readonly session: string }[];
	/** Connections of one room that were alive when another was asked for. */
	readonly spans: string[];
	/** Candidates of others, as this page was told of them. */
	readonly candidates: string[];
	ice: readonly { readonly urls: string; readonly username?: string; readonly credential?: string }[];
	/** Rooms and lobbies that peer frames have come in from, and whom they say they are from; in hex. */
	readonly rooms: Set<string>;
	readonly from: Set<string>;
	/** Of them all: beginning with MARK. */
	marked: number;
	readonly sockets: Set<WebSocket>;
	/** Sounds that the program itself has begun. */
	sounds: number;
	readonly ears: { readonly track: MediaStreamTrack; readonly analyser: AnalyserNode }[];
	readonly heard: Map<number, { peak: number; level: number }>;
	/** The loudest peaks of what was heard up to the moment at which another room was asked for. */
	readonly before: Map<number, number>;
}

declare global {
	var etSpy: Spy;
}

/** A peer frame of a modified client begins with it. */
export const MARK = "not of this room";

/** Self-contained: it is sent into the page as text. */
function installSpy(): void {
	const spy: Spy = {
		...{ session: "", lines: [], spans: [], candidates: [], ice: [] },
		...{ rooms: new Set<string>(), from: new Set<string>(), marked: 0 },
		...{ sockets: new Set(), sounds: 0, ears: [], heard: new Map(), before: new Map() },
	};
	globalThis.etSpy = spy;
	const PEER_FRAME = 2;
	const MARK = "not of this room";
	globalThis.WebSocket = class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			spy.sockets.add(this);
			this.addEventListener("close", () => spy.sockets.delete(this));
			this.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
				if (typeof data === "string") {
					const json = JSON.parse(data) as { ok?: { ice?: Spy["ice"] } };
					if (json.ok?.ice !== undefined) spy.ice = json.ok.ice;
					return;
				}
				const bytes = new Uint8Array(data as ArrayBuffer);
				if (bytes[0] !== PEER_FRAME) return;
				const id = (at: number) =>
					[...bytes.slice(at, at + 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
				spy.rooms.add(id(4));
				spy.from.add(id(20));
				if (new TextDecoder().decode(bytes.slice(52, 52 + MARK.length)) === MARK) spy.marked += 1;
			});
		}
		override send(data: Parameters<WebSocket["send"]>[0]): void {
			if (typeof data === "string" && data.includes('"cmd":"room-join"')) {
				const { session } = (JSON.parse(data) as { params: { session: string } }).params;
				for (const line of spy.lines)
					if (line.session !== session && line.pc.signalingState !== "closed")
						spy.spans.push(`${line.session} is alive in ${session}`);
				if (spy.session !== session)
					for (const [hz, one] of spy.heard) {
						spy.before.set(hz, Math.max(spy.before.get(hz) ?? -200, one.peak));
						one.peak = one.level = -200;
					}
				spy.session = session;
			}
			super.send(data);
		}
	};
	const told = (text: string) => {
		for (const [, candidate = ""] of text.matchAll(/(candidate:[^\r\n]+)/g))
			spy.candidates.push(candidate);
	};
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			spy.lines.push({ pc: this, session: spy.session });
			this.addEventListener("track", ({ track }) => hear(track));
		}
	};
	interface Told {
		addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void>;
		setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
	}
	const prototype: Told = RTCPeerConnection.prototype;
	const { addIceCandidate, setRemoteDescription } = prototype;
	prototype.addIceCandidate = function (candidate?: RTCIceCandidateInit | null) {
		told(candidate?.candidate ?? "");
		return addIceCandidate.call(this, candidate);
	};
	prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
		told(description.sdp ?? "");
		return setRemoteDescription.call(this, description);
	};
	const start = OscillatorNode.prototype.start;
	OscillatorNode.prototype.start = function (when) {
		spy.sounds += 1;
		start.call(this, when);
	};

	let ear: AudioContext | null = null;
	const FFT = 16_384;
	function hear(track: MediaStreamTrack): void {
		if (track.kind !== "audio" || spy.heard.size === 0) return;
		ear ??= new AudioContext();
		const analyser = ear.createAnalyser();
		analyser.fftSize = FFT;
		analyser.smoothingTimeConstant = 0;
		ear.createMediaStreamSource(new MediaStream([track])).connect(analyser);
		spy.ears.push({ track, analyser });
	}
	const LOOK_MS = 150;
	const spectrum = new Float32Array(FFT / 2);
	setInterval(() => {
		for (const { track, analyser } of spy.ears) {
			if (track.readyState === "ended") continue;
			analyser.getFloatFrequencyData(spectrum);
			const hzPerBin = analyser.context.sampleRate / FFT;
			for (const [hz, heard] of spy.heard) {
				const at = Math.round(hz / hzPerBin);
				const level = Math.max(...spectrum.slice(at - 2, at + 3));
				const beside = [...spectrum.slice(at - 40, at - 8), ...spectrum.slice(at + 9, at + 41)];
				const ground = beside.sort((a, b) => a - b)[beside.length / 2] ?? level;
				heard.level = Math.max(heard.level, level);
				// A tone stands out; the click with which another one begins is broad.
				if (level - ground > 18) heard.peak = Math.max(heard.peak, level);
			}
		}
	}, LOOK_MS);
}

/** Microphones give this tone and nothing else; the camera stays as it is. Every 0 Hz is no tone. */
function installVoice([hz, faint]: readonly [number, number]): void {
	const media = navigator.mediaDevices as MediaDevices | undefined;
	if (media === undefined) return;
	const taken = media.getUserMedia.bind(media);
	let context: AudioContext | null = null;
	media.getUserMedia = async (constraints) => {
		if (constraints?.audio === undefined || constraints.audio === false) return taken(constraints);
		context ??= new AudioContext();
		const out = context.createMediaStreamDestination();
		for (const [tone, level] of [
			[hz, 0.5],
			[faint, 0.5 * 10 ** (-50 / 20)],
		] as const) {
			if (tone === 0) continue;
			const voice = new OscillatorNode(context, { frequency: tone });
			voice.connect(new GainNode(context, { gain: level })).connect(out);
			voice.start();
		}
		const [track] = out.stream.getTracks();
		if (track !== undefined) globalThis.etProbe.tracks.push(track);
		return out.stream;
	};
}

/** Takes `tones` apart in what comes in; none: does not listen. */
export async function withSpy(context: BrowserContext, tones: readonly number[] = []): Promise<void> {
	await context.addInitScript(installSpy);
	await context.addInitScript((all) => {
		for (const hz of all) globalThis.etSpy.heard.set(hz, { peak: -200, level: -200 });
	}, tones);
}

/** `faint`: a second tone 50 dB below it. */
export const withVoice = (context: BrowserContext, hz: number, faint = 0): Promise<unknown> =>
	context.addInitScript(installVoice, [hz, faint] as const);

/** What was heard of each tone since the last reset(). */
export async function heard(page: Page): Promise<ReadonlyMap<number, Heard>> {
	return new Map(await page.evaluate(() => [...globalThis.etSpy.heard]));
}

/** Begins to listen anew. */
export const listenAnew = (page: Page): Promise<void> =>
	page.evaluate(() => {
		for (const one of globalThis.etSpy.heard.values()) one.peak = one.level = -200;
	});

/** That tone is in what comes in, loud. */
export const hears = (page: Page, hz: number): Promise<unknown> =>
	page.waitForFunction((tone) => (globalThis.etSpy.heard.get(tone)?.peak ?? -200) > -40, hz, {
		polling: 100,
	});

/** Every connection of this page with the room it was made for, and the fingerprint that it showed. */
export const spiedLines = (page: Page): Promise<readonly SpiedLine[]> =>
	page.evaluate(() =>
		globalThis.etSpy.lines.map(({ pc, session }) => ({
			session,
			closed: pc.signalingState === "closed",
			fingerprint: /a=fingerprint:(\S+ \S+)/.exec(pc.localDescription?.sdp ?? "")?.[1] ?? "",
		})),
	);

export interface Path {
	/** host, srflx, prflx, relay; and how one's own relay is reached. */
	readonly local: string;
	readonly remote: string;
	readonly relayProtocol: string;
}

/** Of the pair that is in use on the one connection that is connected; waits until there is one. */
export async function pathInUse(page: Page): Promise<Path> {
	let path: Path | null = null;
	await eventually("a connection", async () => {
		path = await page.evaluate(pathNow);
		return path !== null;
	});
	return path as unknown as Path;
}

async function pathNow(): Promise<Path | null> {
	for (const pc of globalThis.etProbe.connections) {
		if (pc.connectionState !== "connected") continue;
		const stats = await pc.getStats();
		for (const one of stats.values()) {
			const pair = one.type === "transport" ? stats.get(one.selectedCandidatePairId) : undefined;
			if (pair === undefined) continue;
			const local = stats.get(pair.localCandidateId);
			const remote = stats.get(pair.remoteCandidateId);
			return {
				local: String(local?.candidateType),
				remote: String(remote?.candidateType),
				relayProtocol: String(local?.relayProtocol ?? ""),
			};
		}
	}
	return null;
}

/** As a modified client would: on this page's own connection to the server. Its answer, with any blobs as text. */
export const ask = (page: Page, cmd: string, params: object = {}): Promise<string> =>
	page.evaluate(
		([name, values]) => {
			const bytes = crypto.getRandomValues(new Uint8Array(16));
			const base64 = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
			const id = base64.slice(0, 22);
			const open = [...globalThis.etSpy.sockets].filter(({ readyState }) => readyState === 1);
			const socket = open.at(-1);
			if (socket === undefined) return Promise.resolve("no socket");
			return new Promise<string>((resolve) => {
				const stop = setTimeout(() => resolve("silence"), 5_000);
				socket.addEventListener("close", () => resolve("hung up"));
				socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
					const text = typeof data === "string" ? data : new TextDecoder().decode(data as ArrayBuffer);
					if (!text.includes(id)) return;
					clearTimeout(stop);
					resolve(text);
				});
				socket.send(JSON.stringify({ v: 1, id, cmd: name, params: values }));
			});
		},
		[cmd, params] as const,
	);

export const hexOf = (id: string): string => Buffer.from(id, "base64url").toString("hex");

/** A modified client's peer frame, as raw as it likes. */
export const sendFrame = (page: Page, room: string, from: string, to: string): Promise<void> =>
	page.evaluate(
		([bytes]) => {
			const open = [...globalThis.etSpy.sockets].filter(({ readyState }) => readyState === 1);
			open.at(-1)?.send(Uint8Array.from(bytes));
		},
		[
			[
				...[2, 0, 0, 0],
				...[room, from, to].flatMap((hex) => [...Buffer.from(hex, "hex")]),
				...Buffer.from(MARK),
			],
		] as const,
	);
