// How good a connection is, and how much picture it is given: the frame rate stays, the resolution goes first, then the
// picture altogether; it comes back when all has been well for a while. Pure: samples in, state out.
import type { Quality } from "./media.ts";

/** What two looks at the statistics of one connection say, each null where nothing was measured. */
export interface Sample {
	readonly at: number;
	readonly rttMs: number | null;
	/** 0…1, of what came in and of what went out. */
	readonly lossIn: number | null;
	readonly lossOut: number | null;
	readonly jitterMs: number | null;
	/** What the congestion control would send. */
	readonly roomKbps: number | null;
	/** It says that it is the network which holds my picture back. */
	readonly held: boolean;
}

const LOSS = { weak: 0.04, poor: 0.12 } as const;
const RTT_MS = { weak: 400, poor: 900 } as const;
const JITTER_MS = { weak: 60, poor: 150 } as const;
/** Below these my picture is too much for the way, if it is held back at all. */
const ROOM_KBPS = { weak: 300, poor: 120 } as const;

/** So often in a row poor before anything is taken, and so long good before anything is given back. */
const POOR_IN_A_ROW = 2;
const GOOD_MS = 15_000;
/** The congestion control feels its way at first. */
const WARM_UP_MS = 8_000;

function grade(value: number | null, { weak, poor }: { weak: number; poor: number }): number {
	if (value === null) return 0;
	return value >= poor ? 2 : value >= weak ? 1 : 0;
}

const QUALITIES = ["good", "weak", "poor"] as const;
const worst = (...grades: number[]): Quality => QUALITIES[Math.max(...grades)] ?? "poor";

/** Of what comes from them; null: nothing was measured. */
export function incoming({ rttMs, lossIn, jitterMs }: Sample): Quality | null {
	if (rttMs === null && lossIn === null) return null;
	return worst(grade(rttMs, RTT_MS), grade(lossIn, LOSS), grade(jitterMs, JITTER_MS));
}

/** Of the way there. */
export function outgoing({ rttMs, lossOut, roomKbps, held }: Sample): Quality {
	const room = !held || roomKbps === null ? Number.POSITIVE_INFINITY : roomKbps;
	const narrow = room < ROOM_KBPS.poor ? 2 : room < ROOM_KBPS.weak ? 1 : 0;
	return worst(grade(rttMs, RTT_MS), grade(lossOut, LOSS), narrow);
}

/** Steps down: full, three quarters, half, a third of the width; then no picture. */
export const STEPS: readonly number[] = [1, 4 / 3, 2, 3];
const NO_PICTURE = STEPS.length;

export interface Adaptation {
	readonly begunAt: number;
	/** Index in STEPS; beyond the last: no picture. */
	readonly step: number;
	readonly poor: number;
	/** Since when all has been well; null: it is not. */
	readonly goodSince: number | null;
}

export const begin = (at: number): Adaptation => ({
	begunAt: at,
	step: 0,
	poor: 0,
	goodSince: null,
});

export function adapted(before: Adaptation, sample: Sample): Adaptation {
	const { at } = sample;
	const warm = at - before.begunAt >= WARM_UP_MS;
	const quality = outgoing(warm ? sample : { ...sample, held: false });
	if (quality === "poor") {
		const poor = before.poor + 1;
		if (poor < POOR_IN_A_ROW) return { ...before, poor, goodSince: null };
		return { ...before, step: Math.min(before.step + 1, NO_PICTURE), poor: 0, goodSince: null };
	}
	// Weak: the picture may be smaller, but it is not taken for that.
	if (quality === "weak") return { ...before, poor: 0, goodSince: null };
	const goodSince = before.goodSince ?? at;
	if (before.step === 0 || at - goodSince < GOOD_MS) return { ...before, poor: 0, goodSince };
	return { ...before, step: before.step - 1, poor: 0, goodSince: at };
}

/** No picture for this connection. */
export const withheld = ({ step }: Adaptation): boolean => step >= NO_PICTURE;

export interface PictureLimit {
	readonly scaleResolutionDownBy: number;
	readonly maxBitrate: number;
	readonly maxFramerate: number;
}

const FULL_BPS = 700_000;
const FRAMES = 25;

/** What a picture may be: smaller with every step, and with everyone more whom it is sent to. */
export function limitOf(step: number, others: number): PictureLimit {
	const crowd = others <= 1 ? 1 : others === 2 ? 4 / 3 : 2;
	const scale = Math.max(crowd, STEPS[Math.min(step, STEPS.length - 1)] ?? 1);
	const maxBitrate = Math.max(100_000, Math.round(FULL_BPS / scale ** 2));
	return { scaleResolutionDownBy: scale, maxBitrate, maxFramerate: FRAMES };
}
