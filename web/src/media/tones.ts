// Sounds made here: one soft tone, and the ringing of a call that goes on until it is told to stop. Knows nobody who calls.

/** Swells and dies away within `seconds`. */
export function ping(
	to: AudioNode,
	hertz: number,
	at: number,
	seconds: number,
	level: number,
): void {
	const { context } = to;
	const tone = context.createOscillator();
	const gain = context.createGain();
	tone.frequency.value = hertz;
	gain.gain.setValueAtTime(0, at);
	gain.gain.linearRampToValueAtTime(level, at + 0.03);
	gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
	tone.connect(gain).connect(to);
	tone.start(at);
	tone.stop(at + seconds);
}

const RING_HZ = [784, 988, 784, 988];
const RING_TONE_S = 0.28;
const RING_LEVEL = 0.3;
const RING_EVERY_MS = 3_000;

/** Rings again and again until what it returns is called. `tell`: whether the browser lets it sound (it may want a touch first). */
export function ring(tell: (sounds: boolean) => void): () => void {
	const context = new AudioContext();
	const once = () => {
		if (context.state !== "running") return;
		for (const [nth, hertz] of RING_HZ.entries())
			ping(context.destination, hertz, context.currentTime + nth * RING_TONE_S, 0.5, RING_LEVEL);
	};
	const look = () => tell(context.state === "running");
	const touched = () => void context.resume().catch(() => undefined);
	context.onstatechange = () => {
		look();
		once();
	};
	addEventListener("pointerdown", touched);
	addEventListener("keydown", touched);
	touched();
	look();
	once();
	const timer = setInterval(once, RING_EVERY_MS);
	return () => {
		clearInterval(timer);
		removeEventListener("pointerdown", touched);
		removeEventListener("keydown", touched);
		context.onstatechange = null;
		void context.close();
	};
}
