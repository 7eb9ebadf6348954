// What holds while any crowd is there and after it: others are served, nothing has died, no flood of lines, memory returns.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Server } from "../scenarios/kit.ts";
import type { Bystander } from "./kit-load-bystander.ts";
import { limitOf, type Memory, memory, memoryReturns } from "./kit-load-processes.ts";

const LINES_MAX = 20_000;
const LOOK_MS = 100;
/** For others, beside any crowd. */
const P99_MS = 100;

/** The most that its processes have held meanwhile. Who looks while a process dies fails with it. */
async function peakDuring(server: Server, crowd: () => Promise<void>): Promise<Memory> {
	let peak = memory(server);
	let lost: unknown = null;
	const look = () => {
		try {
			const { core, front } = memory(server);
			peak = { core: Math.max(core, peak.core), front: Math.max(front, peak.front) };
		} catch (error) {
			lost = error;
		}
	};
	const watch = setInterval(look, LOOK_MS);
	try {
		await crowd();
	} finally {
		clearInterval(watch);
	}
	if (lost !== null) throw lost;
	return peak;
}

/** `during` is what is measured; `end` lets the crowd go. */
export async function endure(
	t: TestContext,
	server: Server,
	bystander: Bystander,
	during: () => Promise<void>,
	end: () => Promise<void> = async () => {},
): Promise<void> {
	const pids = [server.corePid, server.frontPid];
	const said = server.stderr.length;
	const limit = limitOf(server, P99_MS);
	const was = memory(server);
	let peak = was;
	const measure = await bystander.during(async () => {
		peak = await peakDuring(server, during);
	});
	await end();
	t.diagnostic(JSON.stringify({ measure, limit, was, peak }));
	await memoryReturns(server, was);
	t.diagnostic(`KiB after it: ${JSON.stringify(memory(server))}`);
	assert.equal(measure.failed, 0, `not answered: ${JSON.stringify(measure)}`);
	assert.ok(measure.p99 <= limit, `p99 over ${limit.toFixed(0)} ms: ${JSON.stringify(measure)}`);
	assert.deepEqual([server.corePid, server.frontPid], pids);
	const lines = server.stderr.slice(said);
	assert.ok(lines.length < LINES_MAX, lines.slice(-500));
}
