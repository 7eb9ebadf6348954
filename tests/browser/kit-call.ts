// The call as the page's own WebRTC tells it: frames decoded, connections old and new, what was open when. Reads the
// probe of kit-probe.ts; presses nothing.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Note } from "./kit-probe.ts";

/** Tiles of others whose picture is moving now: resolves when one has decoded frames. Gives the page's own clock. */
export async function firstFrame(page: Page): Promise<number> {
	const at = await page.waitForFunction(
		() => {
			const video = document.querySelector<HTMLVideoElement>('[data-testid="tile"] video');
			const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
			return frames > 0 ? performance.timeOrigin + performance.now() : 0;
		},
		null,
		{ polling: "raf" },
	);
	return at.jsonValue();
}

/** What WebRTC has decoded of the others' video on connections that are alive. */
export function framesDecoded(page: Page): Promise<number> {
	return page.evaluate(async () => {
		let frames = 0;
		for (const pc of globalThis.etProbe.connections)
			if (pc.connectionState === "connected")
				for (const one of (await pc.getStats()).values())
					if (one.type === "inbound-rtp" && one.kind === "video") frames += one.framesDecoded ?? 0;
		return frames;
	});
}

/** The pictures of others move: at least so many more frames are decoded. waitForFunction would not await its function. */
export async function framesGrow(page: Page, by = 20): Promise<void> {
	const before = await framesDecoded(page);
	await eventually(`${by} more frames`, async () => (await framesDecoded(page)) >= before + by);
}

const PATIENCE_MS = 30_000;
const LOOK_MS = 100;

/** Looks again and again; what a page tells only when it is asked has no event to wait for. */
export async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
	const end = Date.now() + PATIENCE_MS;
	while (!(await holds())) {
		if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
	}
}

export interface Lines {
	/** Connections that are not closed; all ever made. */
	readonly alive: number;
	readonly made: number;
	/** Own camera and microphone tracks still running; all ever taken. */
	readonly running: number;
	readonly taken: number;
	/** Microphones that are open or on a wire at this moment. */
	readonly open: number;
	readonly audioSenders: number;
}

export function lines(page: Page): Promise<Lines> {
	return page.evaluate(() => {
		const { connections, tracks } = globalThis.etProbe;
		const alive = connections.filter((pc) => pc.connectionState !== "closed");
		const live = tracks.filter((track) => track.readyState === "live");
		return {
			alive: alive.length,
			made: connections.length,
			running: live.length,
			taken: tracks.length,
			open: live.filter((track) => track.kind === "audio" && track.enabled).length,
			audioSenders: alive
				.flatMap((pc) => pc.getSenders())
				.filter(({ track }) => track?.kind === "audio").length,
		};
	});
}

/** Nothing runs any more: no connection, no camera, no microphone. */
export async function allStopped(page: Page): Promise<void> {
	const { alive, running, audioSenders } = await lines(page);
	assert.deepEqual({ alive, running, audioSenders }, { alive: 0, running: 0, audioSenders: 0 });
}

/**
 * In every room of this page, from the moment there is somebody else in it until their first word: no connection, no
 * audio on a wire, no open microphone. Gives how many rooms there were in which a microphone was opened afterwards.
 */
export async function shutBeforeVerified(page: Page): Promise<number> {
	const notes = await page.evaluate(() => globalThis.etProbe.notes);
	let company = false;
	let heard = false;
	let opened = 0;
	const story = notes.map((note: Note) => `${note.at.toFixed(0)} ${note.what}`).join("\n");
	for (const { what, open } of notes) {
		if (what === "room-join") company = heard = false;
		else if (what === "company") company = true;
		else if (what === "frame") {
			if (company && !heard) assert.ok(!open, `open when the first word came:\n${story}`);
			heard = true;
		} else if (what === "connection" || what === "audio-sent") {
			assert.ok(heard, `${what} before anybody could be verified:\n${story}`);
			if (what === "audio-sent") opened += 1;
		} else if (what === "microphone-open") {
			assert.ok(!company || heard, `opened before anybody could be verified:\n${story}`);
		}
	}
	return opened;
}
