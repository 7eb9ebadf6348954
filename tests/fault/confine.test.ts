// The running server as the kernel sees it: who is confined, before and after a front, a mailer or the starter has died.
// What a confined process may and may not do, tests/unit/base/test_confine.c tries.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, Wire, within, World } from "../scenarios/kit.ts";

const BACK_MS = 20_000;

let server: Server;

before(async () => {
	server = await Server.start([
		"--smtp-url",
		"smtp://127.0.0.1:9",
		"--smtp-from",
		"etatunti@example.fi",
	]);
	await World.make(server);
});
after(() => server?.dispose());

const proc = (pid: number, name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8");

function status(pid: number): (name: string) => string {
	const lines = new Map(
		proc(pid, "status")
			.split("\n")
			.map((line): [string, string] => [
				line.slice(0, line.indexOf(":")),
				line.slice(line.indexOf(":") + 1).trim(),
			]),
	);
	return (name) => lines.get(name) ?? `no ${name}`;
}

/** One that waits to be reaped by whoever has inherited it runs no more. */
function isRunning(pid: number): boolean {
	try {
		return !status(pid)("State").startsWith("Z");
	} catch {
		return false;
	}
}

/** An end closes what was open first: a moment later the process is gone. */
async function gone(pids: readonly number[]): Promise<void> {
	const look = async () => {
		while (pids.some(isRunning)) await new Promise((resolve) => setImmediate(resolve));
	};
	await within(look(), "the processes to be gone");
}

/** Seccomp says 2 once there is a filter: a mailer is there some time before. */
async function confined(name: string, pid: () => number): Promise<void> {
	const look = async () => {
		while (status(pid())("Seccomp") !== "2") await new Promise((resolve) => setImmediate(resolve));
	};
	await within(look(), `${name} to confine itself`);
	const of = status(pid());
	assert.equal(of("NoNewPrivs"), "1", name);
	assert.equal(of("Umask"), "0077", name);
	assert.match(proc(pid(), "limits"), /^Max core file size +0 +0 /m, name);
}

async function allConfined(): Promise<void> {
	await confined("core", () => server.corePid);
	await confined("front", () => server.frontPid);
	await confined("the mailer", () => server.mailerPid);
	assert.equal(status(server.starterPid)("Seccomp"), "0");
	assert.equal(status(server.starterPid)("NoNewPrivs"), "1");
	assert.match(proc(server.starterPid, "limits"), /^Max core file size +0 +0 /m);
}

/** What a process has open, by what the kernel calls it. Another's is shown to root only: it can't be looked into. */
const opened = (pid: number) =>
	readdirSync(`/proc/${pid}/fd`).map((fd) => {
		try {
			return readlinkSync(`/proc/${pid}/fd/${fd}`);
		} catch {
			return "closed meanwhile";
		}
	});

/** The inodes of all sockets that lead to other machines. */
function networkSockets(): Set<string> {
	const tables = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet"];
	const rows = tables.flatMap((table) => {
		const [, ...lines] = readFileSync(`/proc/net/${table}`, "utf8").trim().split("\n");
		return lines.map((line) => line.trim().split(/\s+/)[table === "packet" ? 8 : 9]);
	});
	return new Set(rows.map((inode) => `socket:[${inode}]`));
}

test("all that serve are confined, and leave no core dump", allConfined);

test("nobody of the same user looks into them", () => {
	const pids = [server.corePid, server.frontPid, server.mailerPid, server.starterPid];
	// What can't be dumped belongs to root in /proc, whoever runs it.
	for (const pid of pids) assert.equal(statSync(`/proc/${pid}/fd`).uid, 0);
	if (process.getuid?.() !== 0) for (const pid of pids) assert.throws(() => opened(pid), /EACCES/);
});

test("the record is open in core alone, and the network in front alone", (t) => {
	if (process.getuid?.() !== 0) return t.skip("only root is shown what others have open");
	const network = networkSockets();
	const has = (pid: number) => {
		const all = opened(pid);
		return {
			record: all.some((name) => name.startsWith(server.data)),
			network: all.some((name) => network.has(name)),
		};
	};
	assert.deepEqual(has(server.corePid), { record: true, network: false });
	assert.deepEqual(has(server.frontPid), { record: false, network: true });
	assert.deepEqual(has(server.mailerPid), { record: false, network: false });
	assert.deepEqual(has(server.starterPid), { record: false, network: false });
});

test("the record is its user's alone", () => {
	for (const name of readdirSync(server.data)) {
		const { mode } = statSync(join(server.data, name));
		assert.equal(mode & 0o077, 0, name);
	}
});

test("a front and a mailer that are started anew are confined as well", async () => {
	const { corePid, frontPid, mailerPid, starterPid } = server;
	const wire = await Wire.open(server);
	process.kill(mailerPid, "SIGKILL");
	process.kill(frontPid, "SIGKILL");
	await within(wire.closed, "the connection's end");
	(await Wire.openAgain(server, BACK_MS)).close();
	await server.said(/the mailer is gone/);
	const back = async () => {
		for (;;)
			try {
				if (server.mailerPid !== mailerPid) return;
			} catch {
				await new Promise((resolve) => setImmediate(resolve));
			}
	};
	await within(back(), "another mailer");
	await allConfined();
	assert.deepEqual([server.corePid, server.starterPid], [corePid, starterPid]);
	assert.notEqual(server.frontPid, frontPid);
});

test("without the starter it serves on; when front dies too it ends and says why, and nothing is left running", async () => {
	const { frontPid, mailerPid } = server;
	process.kill(server.starterPid, "SIGKILL");
	(await Wire.open(server)).close();
	process.kill(frontPid, "SIGKILL");
	const { code, err } = await server.ended;
	assert.equal(code, 1);
	assert.match(err, /core: the starter is gone/);
	await gone([frontPid, mailerPid]);
	await server.serve();
	(await Wire.open(server)).close();
});

test("core killed: starter, front and mailer end with it", async () => {
	const pids = [server.starterPid, server.frontPid];
	await server.killCore();
	await gone(pids);
});
