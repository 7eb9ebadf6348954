// What a server's processes cost, as the kernel counts it. Judges nothing by itself.
import { readFileSync } from "node:fs";
import type { Server } from "../scenarios/kit.ts";
import { pause } from "./kit-dice.ts";

const TICK_MS = 10;

/** Processor time so far, in ms. */
export function cpuMs(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** What it holds in memory, in KiB. */
export function rssKib(pid: number): number {
	const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
	return Number(found?.[1]);
}

export interface Memory {
	readonly core: number;
	readonly front: number;
}

export const memory = ({ corePid, frontPid }: Server): Memory => ({
	core: rssKib(corePid),
	front: rssKib(frontPid),
});

/** Until it holds; false after that time. For what the kernel shows and nobody announces. */
export async function soon(holds: () => boolean, ms = 20_000): Promise<boolean> {
	const until = Date.now() + ms;
	while (!holds()) {
		if (Date.now() > until) return false;
		await pause(50);
	}
	return true;
}

/** Built with a sanitizer: its time, its shadow and its quarantine are no measure of the program's. */
const isSanitized = ({ corePid }: Server): boolean =>
	Number(/^VmSize:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${corePid}/status`, "utf8"))?.[1]) >
	1 << 30;

const SPIN_MS = 300;
/** Slower than this is no machine to measure on, and no excuse. */
const SLOWER_MAX = 3;

/**
 * So many times slower this machine gives a processor now than one that has nothing else to do, 1 to 3: by who spins here,
 * and by nothing that a server of ours could make worse. For before a test's load, when the server rests.
 */
function slower(): number {
	const [cpu, began] = [process.cpuUsage(), performance.now()];
	while (performance.now() - began < SPIN_MS);
	const { user, system } = process.cpuUsage(cpu);
	const times = (performance.now() - began) / ((user + system) / 1000);
	return Math.min(Math.max(times, 1), SLOWER_MAX);
}

/** That many ms, on a busy machine more; under a sanitizer nobody's. For before a test's load, as slower() is. */
export const limitOf = (server: Server, ms: number): number =>
	isSanitized(server) ? Number.POSITIVE_INFINITY : ms * slower();

/** Connections to the server that stand, as the kernel shows them to anybody. */
export function connections({ port }: Server): number {
	const at = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
	const tables = ["tcp", "tcp6"].map((name) => readFileSync(`/proc/net/${name}`, "utf8"));
	const rows = tables.flatMap((table) => table.split("\n").map((row) => row.trim().split(/\s+/)));
	return rows.filter(([, local, , state]) => local?.endsWith(at) && state === "01").length;
}

const SLACK_KIB = { core: 32 << 10, front: 64 << 10 } as const;

/** What was taken for a crowd is given back but for what an allocator keeps: 32 MiB of core's, 64 MiB of front's. */
export async function memoryReturns(server: Server, was: Memory): Promise<void> {
	if (isSanitized(server)) return;
	const isBack = () => {
		const is = memory(server);
		return is.core <= was.core + SLACK_KIB.core && is.front <= was.front + SLACK_KIB.front;
	};
	const what = () => `KiB ${JSON.stringify({ was, is: memory(server) })}`;
	if (!(await soon(isBack))) throw new Error(`memory does not return: ${what()}`);
}
