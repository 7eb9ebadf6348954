// A server without descriptors, over real processes: front meets its limit under a crowd, core has none to spare. Who is
// there is served, nobody spins, nothing is said a thousand times, and it recovers when the crowd goes.
import "./kit-load-bystander.ts";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type net from "node:net";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { Server, World } from "../scenarios/kit.ts";
import { pause } from "./kit-dice.ts";
import { Bystander } from "./kit-load-bystander.ts";
import { endure } from "./kit-load-endure.ts";
import { loginOf, signedIn } from "./kit-load-people.ts";
import { connections, cpuMs, soon } from "./kit-load-processes.ts";
import { type At, address, at, plain, range } from "./kit-load-raw.ts";

const CROWD = 300;
/** More than front has open besides its connections. */
const OWN = 64;
const LOOK_MS = 3000;
/** Of one processor, while a backlog waits that can't be accepted; without the crowd it is nothing. */
const CPU_PART_MAX = 0.15;

let server: Server;
let world: World;
let to: At;
let bystander: Bystander;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	to = at(server);
	bystander = await Bystander.come(loginOf(to, world, world.people.nurse));
});
after(async () => {
	bystander?.go();
	await server?.dispose();
});

const open = (pid: number): readonly number[] => readdirSync(`/proc/${pid}/fd`).map(Number);

function limitFiles(pid: number, soft: number): void {
	execFileSync("prlimit", [`--pid=${pid}`, `--nofile=${soft}:`]);
}

const softLimit = (pid: number): number =>
	Number(execFileSync("prlimit", [`--pid=${pid}`, "--nofile", "--noheadings", "-o", "SOFT"]));

/** A crowd of connections that stay, as many of them as the server takes. */
function crowd(): { readonly socket: net.Socket; isOver: boolean }[] {
	return range(CROWD).map((n) => {
		const one = { socket: plain(to, address(Math.floor(n / 100))), isOver: false };
		one.socket.once("close", () => {
			one.isOver = true;
		});
		return one;
	});
}

test("front without a descriptor for who comes", async (t) => {
	const { frontPid, corePid } = server;
	const usual = softLimit(frontPid);
	const before = connections(server);
	limitFiles(frontPid, before + OWN);
	let all: ReturnType<typeof crowd> = [];
	let spent = { front: 0, core: 0 };
	await endure(
		t,
		server,
		bystander,
		async () => {
			all = crowd();
			await server.said(/can't accept a connection/);
			const was = { front: cpuMs(frontPid), core: cpuMs(corePid) };
			await pause(LOOK_MS);
			spent = { front: cpuMs(frontPid) - was.front, core: cpuMs(corePid) - was.core };
		},
		async () => {
			for (const { socket } of all) socket.destroy();
			limitFiles(frontPid, usual);
			assert.ok(await soon(() => connections(server) <= before), `${connections(server)} left`);
		},
	);
	t.diagnostic(`processor ms in ${LOOK_MS}, with 40 commands a second: ${JSON.stringify(spent)}`);
	assert.ok(spent.front < LOOK_MS * CPU_PART_MAX, JSON.stringify(spent));
	assert.ok(spent.core < LOOK_MS * CPU_PART_MAX, JSON.stringify(spent));
	const { raw } = await signedIn(loginOf(to, world, world.people.counsellor), address(5));
	await raw.cut();
});

test("core without a descriptor to spare: commands, also those that write, go on", async (t) => {
	if (process.getuid?.() !== 0) return t.skip("only root is shown what others have open");
	const { corePid } = server;
	const usual = softLimit(corePid);
	const highest = Math.max(...open(corePid));
	limitFiles(corePid, highest + 1);
	await endure(
		t,
		server,
		bystander,
		async () => {
			const { raw } = await signedIn(loginOf(to, world, world.people.counsellor), address(6));
			await raw.ask("draft-put", { key: "ahtaasti", data: 0 }, [new Uint8Array(60_000)]);
			await raw.cut();
			await pause(LOOK_MS);
		},
		async () => limitFiles(corePid, usual),
	);
});

test("what was written without descriptors is whole", async () => {
	await server.stop();
	const { code, err } = await server.verify();
	assert.equal(code, 0, err);
});
