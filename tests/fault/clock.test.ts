// The wall clock of a running server, confined as ever, is put forward and back by hours and days: by a library before its
// clock_gettime (fault_clock_shift.c), for all its processes at once. People work on over sockets, and the record verifies. What
// each part of core makes of it: test_clock.c.
import assert from "node:assert/strict";
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, type Wire, within, World } from "../scenarios/kit.ts";
import { pause } from "./kit-dice.ts";
import { cpuMs } from "./kit-load-processes.ts";
import { preloading, withEnv } from "./kit-preload.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than a turn of anything that would spin. */
const LOOK_MS = 500;
const SPIN_PART = 0.3;

let server: Server;
let world: World;
let file: number;

/** By so much off the real one. */
function shift(ms: number): void {
	const bytes = Buffer.alloc(8);
	bytes.writeBigInt64LE(BigInt(ms));
	writeSync(file, bytes, 0, 8, 0);
}

before(async () => {
	server = await Server.start();
	await server.stop();
	const path = join(server.dir, "shift");
	file = openSync(path, "w+");
	shift(0);
	await withEnv(preloading("fault_clock_shift.so", { ET_CLOCK_SHIFT: path }), () => server.serve());
	world = await World.make(server);
});
after(() => server?.dispose());

/** What the server says that it is. */
const clock = async (wire: Wire): Promise<number> =>
	Number((await wire.ask<{ now: number }>("genesis")).now);

async function write(wire: Wire, text: string): Promise<void> {
	await wire.ask("draft-put", { key: "kello", data: 0 }, [Buffer.from(text)]);
}

async function read(wire: Wire): Promise<string> {
	const { blobs } = await wire.ask("draft-get", { key: "kello" });
	return Buffer.from(blobs[0] ?? []).toString();
}

async function nobodySpins(): Promise<void> {
	const pids = [server.corePid, server.frontPid];
	const before = pids.map(cpuMs);
	await pause(LOOK_MS);
	const spent = pids.map((pid, n) => cpuMs(pid) - (before[n] ?? 0));
	assert.ok(Math.max(...spent) < LOOK_MS * SPIN_PART, `${spent} ms of ${LOOK_MS}`);
}

const BACK = [-10_000, -HOUR_MS, -5 * HOUR_MS, -DAY_MS, -30 * DAY_MS];

test("put back by seconds to days: who is in stays in, reads and writes", async () => {
	const { nurse } = world.people;
	const pids = [server.corePid, server.frontPid];
	for (const [n, ms] of BACK.entries()) {
		shift(ms);
		assert.ok(Math.abs((await clock(nurse.wire)) - (Date.now() + ms)) < 60_000);
		await write(nurse.wire, `kirje ${n}`);
		assert.equal(await read(nurse.wire), `kirje ${n}`);
		await nobodySpins();
	}
	assert.deepEqual([server.corePid, server.frontPid], pids);
	const [hour] = world.hours;
	assert.equal((await nurse.wire.refused("lobby-enter", { hour: hour?.hour })).code, "hour_closed");
	shift(0);
	await nurse.wire.ask("lobby-enter", { hour: hour?.hour });
});

test("put forward by a day: sessions are over, nothing else is", async () => {
	const { nurse, county } = world.people;
	const pids = [server.corePid, server.frontPid];
	await write(nurse.wire, "ennen");
	shift(DAY_MS);
	// The next thing that anybody says makes core look at its clock; without it, it would within a minute.
	await Promise.all([
		county.wire.request("series-list").catch(() => null),
		within(nurse.wire.closed, "the end of a session that is over"),
	]);
	assert.equal(nurse.wire.events("ended")[0]?.reason, "expired");
	await nobodySpins();
	assert.deepEqual([server.corePid, server.frontPid], pids);
	shift(0);
	const again = await world.signIn(nurse, nurse.org, nurse.roles);
	assert.equal(await read(again.wire), "ennen");
	await write(again.wire, "jälkeen");
});

test("the record is whole", async () => {
	await server.stop();
	const { code, err } = await server.verify();
	assert.equal(code, 0, err);
});
