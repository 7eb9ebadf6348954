// Sound as it is looked at and made here: one audio context for a call, ears on tracks, a sound of return, and whether
// the browser plays anything at all. Knows no peer.
import type { Spectrum } from "./howl.ts";
import { loudness } from "./speaking.ts";

const FFT_SIZE = 2048;
/** Louder than this counts as speech; it stays so for a moment, so that pauses between words do not flicker. */
const LEVEL_MIN = 0.02;
const HOLD_MS = 700;
const CHIME = { hertz: [659, 880], seconds: 0.16, level: 0.12 } as const;

/** One track, listened to. */
export interface Ear {
	/** Is somebody speaking, now or a moment ago? */
	speaking(now: number): boolean;
	spectrum(): Spectrum;
	close(): void;
}

export class Sound {
	#context: AudioContext | null = null;

	/** Null where sound cannot be looked at (too many contexts, no output): picture and voice come all the same. */
	listen(track: MediaStreamTrack): Ear | null {
		try {
			return ear(this.#running(), track);
		} catch {
			return null;
		}
	}

	/** The browser holds back what should be heard: a person has to touch the page first. */
	get blocked(): boolean {
		return (this.#context !== null && this.#context.state !== "running") || silenced().length > 0;
	}

	async back(): Promise<void> {
		const plays = silenced().map((element) => element.play());
		const resumed = this.#context?.state === "running" ? undefined : this.#context?.resume();
		await Promise.allSettled([...plays, resumed]);
	}

	/** Two short tones. */
	chime(): void {
		try {
			const context = this.#running();
			CHIME.hertz.forEach((hertz, i) => {
				const from = context.currentTime + i * CHIME.seconds;
				tone(context, hertz, from, from + CHIME.seconds);
			});
		} catch {
			// No output: the screen tells it as well.
		}
	}

	close(): void {
		void this.#context?.close();
		this.#context = null;
	}

	#running(): AudioContext {
		this.#context ??= new AudioContext();
		return this.#context;
	}
}

/** What the page should play and does not. */
function silenced(): HTMLMediaElement[] {
	const elements = [...document.querySelectorAll<HTMLMediaElement>("video, audio")];
	return elements.filter(({ paused, muted, srcObject }) => {
		if (!paused || muted || !(srcObject instanceof MediaStream)) return false;
		return srcObject.getAudioTracks().some((track) => track.readyState === "live");
	});
}

function tone(context: AudioContext, hertz: number, from: number, to: number): void {
	const oscillator = context.createOscillator();
	const gain = context.createGain();
	oscillator.frequency.value = hertz;
	gain.gain.setValueAtTime(0, from);
	gain.gain.linearRampToValueAtTime(CHIME.level, from + 0.02);
	gain.gain.linearRampToValueAtTime(0, to);
	oscillator.connect(gain).connect(context.destination);
	oscillator.start(from);
	oscillator.stop(to);
}

function ear(context: AudioContext, track: MediaStreamTrack): Ear {
	const source = context.createMediaStreamSource(new MediaStream([track]));
	const analyser = context.createAnalyser();
	analyser.fftSize = FFT_SIZE;
	analyser.smoothingTimeConstant = 0.3;
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const bins = new Float32Array(analyser.frequencyBinCount);
	let heardAt = Number.NEGATIVE_INFINITY;
	return {
		speaking: (now) => {
			analyser.getFloatTimeDomainData(samples);
			if (loudness(samples) > LEVEL_MIN) heardAt = now;
			return now - heardAt < HOLD_MS;
		},
		spectrum: () => {
			analyser.getFloatFrequencyData(bins);
			return bins;
		},
		close: () => source.disconnect(),
	};
}
