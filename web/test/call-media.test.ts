// What a call decides without WebRTC: how good a connection is and how much picture it gets, what howls, which servers
// can be used, and what the statistics say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Howl, howlAfter, howls, toneOf } from "../src/media/howl.ts";
import { expiryOf, refreshIn, usable } from "../src/media/ice.ts";
import { Lines } from "../src/media/lines.ts";
import {
	type Adaptation,
	adapted,
	begin,
	incoming,
	limitOf,
	outgoing,
	type Sample,
	STEPS,
	withheld,
} from "../src/media/quality.ts";
import { certificatesFit, look, type Report, type Reports } from "../src/media/stats.ts";

const FINE: Sample = {
	...{ at: 0, rttMs: 30, lossIn: 0, lossOut: 0, jitterMs: 3, roomKbps: 2_000 },
	held: false,
};

/** A sample every other second, from `from` on. */
function over(state: Adaptation, seconds: number, sample: Partial<Sample>): Adaptation {
	let at = Math.max(state.begunAt, 20_000);
	let now = state;
	for (let i = 0; i < seconds / 2; i++) {
		at += 2_000;
		now = adapted(now, { ...FINE, ...sample, at: at + clock });
	}
	clock += seconds * 1_000;
	return now;
}
let clock = 0;

test("under a poor network the resolution goes first, the picture last; it comes back when good for 15 s", () => {
	clock = 0;
	let state = begin(0);
	state = over(state, 2, { lossOut: 0.3 });
	assert.equal(state.step, 0, "one bad look is none");
	state = over(state, 2, { lossOut: 0.3 });
	assert.equal(state.step, 1);
	state = over(state, 2 * 2 * (STEPS.length - 2), { lossOut: 0.3 });
	assert.ok(!withheld(state));
	state = over(state, 4, { lossOut: 0.3 });
	assert.ok(withheld(state), "audio only");
	state = over(state, 40, { lossOut: 0.3 });
	assert.equal(state.step, STEPS.length, "no further down than that");
	state = over(state, 14, {});
	assert.ok(withheld(state), "not before 15 s");
	state = over(state, 4, {});
	assert.ok(!withheld(state));
	state = over(state, 16 * STEPS.length, {});
	assert.equal(state.step, 0);
});

test("a network that is only weak takes no picture, and gives none back", () => {
	clock = 0;
	let state = over(begin(0), 60, { lossOut: 0.06 });
	assert.equal(state.step, 0);
	state = over(state, 4, { rttMs: 2_000 });
	assert.equal(state.step, 1);
	state = over(state, 60, { lossOut: 0.06 });
	assert.equal(state.step, 1);
});

test("the congestion control is not believed while it feels its way", () => {
	const narrow = { ...FINE, roomKbps: 50, held: true };
	let state = begin(0);
	for (const at of [2_000, 4_000, 6_000]) state = adapted(state, { ...narrow, at });
	assert.equal(state.step, 0);
	for (const at of [8_000, 10_000]) state = adapted(state, { ...narrow, at });
	assert.equal(state.step, 1);
	assert.equal(
		outgoing({ ...narrow, held: false }),
		"good",
		"it is not the network that holds it back",
	);
});

test("quality of what comes in: by the worst of it, and nothing where nothing was measured", () => {
	assert.equal(incoming(FINE), "good");
	assert.equal(incoming({ ...FINE, jitterMs: 80 }), "weak");
	assert.equal(incoming({ ...FINE, lossIn: 0.2 }), "poor");
	assert.equal(incoming({ ...FINE, rttMs: null, lossIn: null }), null);
});

test("the picture gets smaller with company and with every step, never its frame rate", () => {
	const sizes = [1, 2, 3, 4].map((others) => limitOf(0, others).scaleResolutionDownBy);
	assert.deepEqual(sizes, [1, 4 / 3, 2, 2]);
	const steps = [...STEPS, 3].map((_, step) => limitOf(step, 1));
	for (const { maxFramerate } of steps) assert.equal(maxFramerate, 25);
	for (const { maxBitrate } of steps) assert.ok(maxBitrate >= 60_000);
	assert.ok((steps[3]?.maxBitrate ?? 0) < (steps[0]?.maxBitrate ?? 0));
});

const BINS = 512;
const spectrum = (peaks: Readonly<Record<number, number>>, floor = -90): Float32Array =>
	Float32Array.from({ length: BINS }, (_, bin) => peaks[bin] ?? floor);

test("a howl: the same narrow tone here and there, held; speech, noise and one-sided tones are none", () => {
	const tone = spectrum({ 99: -40, 100: -15, 101: -42 });
	assert.equal(toneOf(tone), 100);
	assert.equal(toneOf(spectrum({}, -20)), null, "noise has no peak");
	const harmonics = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [40 + i * 6, -20 - i]));
	assert.equal(toneOf(spectrum(harmonics)), null, "a voice has harmonics");
	assert.equal(toneOf(spectrum({ 100: -60 })), null, "too quiet");
	assert.equal(toneOf(spectrum({}, Number.NEGATIVE_INFINITY)), null, "silence");

	const hold = (mine: Float32Array, others: readonly Float32Array[], ms: number): boolean => {
		let howl: Howl | null = null;
		for (let at = 0; at <= ms; at += 150) howl = howlAfter(howl, mine, others, at);
		return howls(howl);
	};
	assert.ok(hold(tone, [tone], 1_000));
	assert.ok(!hold(tone, [tone], 600), "not yet");
	assert.ok(!hold(tone, [], 5_000), "a tone that is only mine");
	assert.ok(!hold(tone, [spectrum({ 200: -15 })], 5_000), "theirs is another tone");
	assert.ok(!hold(spectrum({}), [tone], 5_000));

	let howl: Howl | null = null;
	for (let at = 0; at < 6_000; at += 150) {
		const bin = 60 + Math.floor(at / 300) * 8; // a melody that both hear
		howl = howlAfter(howl, spectrum({ [bin]: -15 }), [spectrum({ [bin]: -15 })], at);
		assert.ok(!howls(howl));
	}
	for (let at = 6_000; at < 12_000; at += 1_500) {
		howl = howlAfter(howl, tone, [tone], at); // beeps with pauses between
		howl = howlAfter(howl, spectrum({}), [tone], at + 600);
		assert.ok(!howls(howl));
	}
});

test("servers that WebRTC would not take are left out, and take no others with them", () => {
	const turn = { username: "1:x", credential: "y" };
	const fit = [
		{ urls: "stun:stun.example:3478" },
		{ urls: "turn:turn.example:3478?transport=udp", ...turn },
		{ urls: "turns:[::1]:5349?transport=tcp", ...turn },
	];
	const wrong = [
		{ urls: "turn:turn.example:3478" },
		{ urls: "turn:turn.example:3478?transport=sctp", ...turn },
		{ urls: "https://turn.example", ...turn },
		{ urls: "", ...turn },
		{ urls: "turn:a b", ...turn },
		{ urls: "javascript:alert(1)" },
	];
	assert.deepEqual(usable([...wrong, ...fit]), fit);
	assert.equal(usable(Array(50).fill(fit[0])).length, 8);
});

test("fresh servers are asked for before the first runs out, never in a hurry", () => {
	const until = (seconds: number) => ({
		urls: "turn:t:1",
		username: `${seconds}:abc`,
		credential: "c",
	});
	const now = 1_700_000_000_000;
	assert.equal(expiryOf([until(1_700_003_600), until(1_700_000_060)]), 1_700_000_060_000);
	assert.equal(refreshIn([until(1_700_003_600)], now), 3_540_000);
	assert.equal(refreshIn([until(1_700_000_060)], now), 30_000);
	assert.equal(refreshIn([until(1_600_000_000)], now), 5_000, "long over: soon, not at once");
	assert.equal(refreshIn([{ urls: "stun:s" }], now), null);
	assert.equal(expiryOf([{ urls: "turn:t", username: "kalle", credential: "c" }]), null);
});

function reports(...all: Report[]): Reports {
	return new Map(all.map((one) => [one.id, one]));
}

const CONNECTION: readonly Report[] = [
	{ id: "T", type: "transport", selectedCandidatePairId: "P", remoteCertificateId: "C" },
	{
		...{ id: "P", type: "candidate-pair", currentRoundTripTime: 0.05 },
		...{ availableOutgoingBitrate: 900_000, localCandidateId: "L", remoteCandidateId: "R" },
	},
	{ id: "L", type: "local-candidate", candidateType: "host" },
	{ id: "R", type: "remote-candidate", candidateType: "srflx" },
	{ id: "C", type: "certificate", fingerprintAlgorithm: "sha-256", fingerprint: "aa:bb" },
];

test("statistics: loss between two looks, the way, what is not there", () => {
	const line = (received: number, lost: number): Report => ({
		...{ id: "I", type: "inbound-rtp", kind: "audio", jitter: 0.02 },
		...{ packetsReceived: received, packetsLost: lost },
	});
	const first = look(reports(...CONNECTION, line(100, 0)), null, 1);
	assert.equal(first.sample.lossIn, null, "one look shows no loss");
	assert.equal(first.way, "direct");
	const second = look(reports(...CONNECTION, line(175, 25)), first.counted, 2);
	assert.equal(second.sample.lossIn, 0.25);
	assert.deepEqual([second.sample.rttMs, second.sample.jitterMs], [50, 20]);
	const third = look(reports(...CONNECTION, line(10, 0)), second.counted, 3);
	assert.equal(third.sample.lossIn, null, "a line that began anew");
	const relay = { id: "L", type: "local-candidate", candidateType: "relay" };
	assert.equal(look(reports(...CONNECTION, relay), null, 1).way, "relayed");
	const nothing = look(reports(), null, 1);
	assert.deepEqual([nothing.way, nothing.sample.rttMs, nothing.sample.held], [null, null, false]);
	const odd = { id: "I", type: "inbound-rtp", packetsReceived: "many", packetsLost: Number.NaN };
	assert.deepEqual(look(reports(odd), null, 1).counted, { received: 0, lost: 0 });
});

test("a certificate that was not signed in the hello is noticed", () => {
	assert.ok(certificatesFit(reports(...CONNECTION), ["AA:BB"]));
	assert.ok(!certificatesFit(reports(...CONNECTION), ["AA:CC"]));
	const old = { ...(CONNECTION[4] as Report), fingerprintAlgorithm: "sha-1" };
	assert.ok(!certificatesFit(reports(...CONNECTION, old), ["AA:BB"]));
	assert.ok(certificatesFit(reports(), []), "a browser that tells none");
});

/** A line whose sender takes a track only when it is told to go on, as WebRTC does, in order. */
class SlowLine {
	direction = "sendrecv";
	readonly receiver: object;
	readonly waiting: (() => void)[] = [];
	readonly sender = {
		track: null as unknown,
		replaceTrack: (track: unknown) =>
			new Promise<void>((resolve) => {
				this.waiting.push(() => {
					this.sender.track = track;
					resolve();
				});
			}),
	};

	constructor(kind: string) {
		this.receiver = { track: { kind } };
	}
}

test("lines: the last wish holds, also over one that is still on its way", async () => {
	const laid: SlowLine[] = [];
	Object.assign(globalThis, { RTCRtpReceiver: {} });
	const pc = {
		addTransceiver: (kind: string) => {
			const line = new SlowLine(kind);
			laid.push(line);
			return line;
		},
	};
	const lines = new Lines(pc as unknown as RTCPeerConnection);
	const nothing = { audio: null, camera: null, screen: null };
	lines.lay(nothing);
	const voice = {} as MediaStreamTrack;
	const opened = lines.send({ ...nothing, audio: voice });
	const shut = lines.send(nothing); // hidden, before the microphone was on its line
	const [audio] = laid;
	while (audio !== undefined && audio.waiting.length > 0) {
		audio.waiting.shift()?.();
		await new Promise((resolve) => setImmediate(resolve));
	}
	await Promise.all([opened, shut]);
	assert.equal(audio?.sender.track, null);
});
