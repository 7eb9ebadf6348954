// Who is speaking, from the sound itself: one analyser for a track, looked at a few times a second. Pure but for Web Audio.

const LOOK_MS = 150;
/** Louder than this counts as speech; it stays so for a moment, so that pauses between words do not flicker. */
const LEVEL_MIN = 0.02;
const HOLD_MS = 700;

/** Calls `tell` whenever it changes; returns what stops it. */
export function watchSpeaking(
	track: MediaStreamTrack,
	tell: (speaking: boolean) => void,
): () => void {
	const context = new AudioContext();
	const source = context.createMediaStreamSource(new MediaStream([track]));
	const analyser = context.createAnalyser();
	analyser.fftSize = 512;
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	let speaking = false;
	let heardAt = 0;
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		const now = performance.now();
		if (loudness(samples) > LEVEL_MIN) heardAt = now;
		const next = heardAt > 0 && now - heardAt < HOLD_MS;
		if (next === speaking) return;
		speaking = next;
		tell(speaking);
	}, LOOK_MS);
	return () => {
		clearInterval(timer);
		source.disconnect();
		void context.close();
	};
}

/** Root mean square of the samples. */
export function loudness(samples: Float32Array): number {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	return Math.sqrt(sum / Math.max(1, samples.length));
}
