// What can be heard of the others in a page, by Web Audio on the tracks that WebRTC gives it, and when all of a call was
// over there; and a network that can be taken away from a page while everything in it goes on. Presses nothing.
import type { BrowserContext, Page } from "playwright-core";

interface Meter {
	/** Since when no connection, no track of others and no device of one's own is alive; 0: not so now. */
	overAt: number;
	/** The last moment at which something of the others was heard. */
	soundAt: number;
	/** The first. */
	firstSoundAt: number;
}

declare global {
	var etMeter: Meter;
	var etNetwork: { dead: boolean; readonly sockets: Set<WebSocket> };
}

/** Self-contained: it is sent into the page as text. Messages are lost both ways, and nothing new connects. */
function installNetwork(): void {
	const network = { dead: false, sockets: new Set<WebSocket>() };
	globalThis.etNetwork = network;
	globalThis.WebSocket = class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			if (network.dead) throw new Error("no network");
			super(url, protocols);
			network.sockets.add(this);
			this.addEventListener("close", () => network.sockets.delete(this));
			this.addEventListener("message", (event) => {
				if (network.dead) event.stopImmediatePropagation();
			});
		}
		override send(data: Parameters<WebSocket["send"]>[0]): void {
			if (!network.dead) super.send(data);
		}
	};
}

export const withNetwork = (context: BrowserContext): Promise<unknown> =>
	context.addInitScript(installNetwork);

/** As when a cable is pulled: nobody is told, and a call from one browser to the other goes on. */
export const takeNetwork = (page: Page): Promise<void> =>
	page.evaluate(() => {
		globalThis.etNetwork.dead = true;
	});

/** Sockets of before are gone, as they are by then. Gives when it came back. */
export const giveNetwork = (page: Page): Promise<number> =>
	page.evaluate(() => {
		globalThis.etNetwork.dead = false;
		for (const socket of globalThis.etNetwork.sockets) socket.close();
		return Date.now();
	});

/** Begins to listen to the call that runs; resolves once something is heard in it. */
export async function listen(page: Page): Promise<void> {
	await page.evaluate(() => {
		const LOOK_MS = 10;
		const AUDIBLE = 0.001;
		const { connections, tracks } = globalThis.etProbe;
		const calls = connections.filter((pc) => pc.connectionState !== "closed");
		const theirs = calls.flatMap((pc) => pc.getReceivers().map(({ track }) => track));
		const context = new AudioContext();
		const analyser = context.createAnalyser();
		analyser.fftSize = 512;
		for (const track of theirs)
			if (track.kind === "audio")
				context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		const meter: Meter = { overAt: 0, soundAt: 0, firstSoundAt: 0 };
		globalThis.etMeter = meter;
		const timer = setInterval(() => {
			const now = Date.now();
			analyser.getFloatTimeDomainData(samples);
			if (samples.some((sample) => Math.abs(sample) > AUDIBLE)) {
				meter.soundAt = now;
				meter.firstSoundAt ||= now;
			}
			const over =
				connections.every((pc) => pc.connectionState === "closed") &&
				[...theirs, ...tracks].every((track) => track.readyState === "ended");
			if (!over) meter.overAt = 0;
			else meter.overAt ||= now;
			if (meter.overAt > 0 && now - meter.overAt > 1_000) {
				clearInterval(timer);
				void context.close();
			}
		}, LOOK_MS);
	});
	await page.waitForFunction(() => globalThis.etMeter.firstSoundAt > 0, null, { polling: 50 });
}

/** When everything was over and nothing was heard any more. */
export async function silentSince(page: Page): Promise<number> {
	await page.waitForFunction(() => globalThis.etMeter.overAt > 0, null, { polling: 20 });
	return page.evaluate(() => Math.max(globalThis.etMeter.overAt, globalThis.etMeter.soundAt));
}

/** The last moment at which the other was heard, once nothing has been for that long. */
export async function lastHeard(page: Page, quietMs: number): Promise<number> {
	const quiet = (ms: number) => Date.now() - globalThis.etMeter.soundAt > ms;
	await page.waitForFunction(quiet, quietMs, { polling: 50 });
	return page.evaluate(() => globalThis.etMeter.soundAt);
}

/** Of the running calls: what WebRTC itself made for them, and nobody but the two browsers may read. */
export async function callSecrets(page: Page): Promise<readonly string[]> {
	const sdps = await page.evaluate(() =>
		globalThis.etProbe.connections
			.filter((pc) => pc.connectionState === "connected")
			.flatMap((pc) => [pc.localDescription?.sdp ?? "", pc.remoteDescription?.sdp ?? ""]),
	);
	const lines = sdps.flatMap((sdp) => sdp.split("\r\n"));
	const secrets = lines.flatMap((line) => {
		const [, value] = /^a=(?:ice-pwd|fingerprint:sha-256|msid):? ?(.+)$/.exec(line) ?? [];
		const whole = /^(?:o=- |a=ice-ufrag:|a=candidate:|a=ssrc:)/.test(line) ? [line] : [];
		return value === undefined ? whole : [line, value];
	});
	return [...new Set(secrets)].filter((secret) => secret.length >= 12);
}
