// How long things take in a page: what its own clock and its main thread say, beside a piece of work of known size, so that
// a busy machine is not taken for a slow page.
import type { CDPSession, Page } from "playwright-core";

/**
 * What the piece of work takes on the machine that the bounds were set on, run for the first time and alone: its CPU time there
 * by cpuMeter(), 42 ms at best of five. By the clock it took 158 to 888 on the same two cores while forty others wanted them.
 */
const PIECE_MS = 40;

export const median = (list: readonly number[]): number =>
	[...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

export const rounded = (list: readonly number[]): string =>
	list.map((one) => one.toFixed(0)).join(", ");

/** How many times slower than that machine this page runs now; never less than 1. Throttled by 4: 4 and more. */
export async function slowness(page: Page): Promise<number> {
	const piece = await page.evaluate(() => {
		const from = performance.now();
		let seed = 1;
		const words: string[] = [];
		for (let i = 0; i < 60_000; i++) {
			seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
			words.push(seed.toString(36));
		}
		words.sort();
		return performance.now() - from;
	});
	return Math.max(1, piece / PIECE_MS);
}

/** In ms, of the page's process since it began. */
export interface CpuTime {
	readonly main: number;
	/** The vault's worker and what the browser compiles beside the page too. */
	readonly all: number;
}

/** What the page has worked itself, which others on the machine hardly change. */
export async function cpuMeter(page: Page): Promise<() => Promise<CpuTime>> {
	const session = await page.context().newCDPSession(page);
	await session.send("Performance.enable", { timeDomain: "threadTicks" });
	return async () => {
		const { metrics } = await session.send("Performance.getMetrics");
		const ms = (name: string) =>
			1_000 * (metrics.find((one) => one.name === name)?.value ?? Number.NaN);
		return { main: ms("ThreadTime"), all: ms("ProcessTime") };
	};
}

/** The main thread so many times slower; workers are not. */
export async function throttled(page: Page, rate: number): Promise<CDPSession> {
	const session = await page.context().newCDPSession(page);
	await session.send("Emulation.setCPUThrottlingRate", { rate });
	return session;
}

declare global {
	// What watchTasks keeps in the page.
	var etTasks: number[] | undefined;
}

/** Keeps from now on how long the main thread was held at a time, where it was 50 ms and more. */
export const watchTasks = (page: Page): Promise<void> =>
	page.evaluate(() => {
		globalThis.etTasks = [];
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) globalThis.etTasks?.push(entry.duration);
		}).observe({ type: "longtask" });
	});

/** Those since the last time, or since watchTasks. */
export const tasksSince = (page: Page): Promise<readonly number[]> =>
	page.evaluate(() => globalThis.etTasks?.splice(0) ?? []);
