// Whoever ends the demo, by Ctrl-C or by closing the terminal, at whatever moment, ends all of it: neither the server nor
// coturn stays behind.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import { freePort } from "./kit-server.ts";

const source = process.env.ET_SOURCE_DIR ?? process.cwd();
const program = process.env.ET_SERVER ?? join(source, "build/etatunti");
const web = process.env.ET_WEB_DIR ?? join(dirname(program), "web");
const tools = mkdtempSync(join(tmpdir(), "etatunti-demo-"));
let server: Server;

before(() => {
	server = Server.prepare();
	const build = [join(source, "web/build-tools.mjs"), tools];
	execFileSync(process.execPath, build, { cwd: join(source, "web"), stdio: "pipe" });
});
after(async () => {
	await server?.dispose();
	rmSync(tools, { recursive: true, force: true });
});

/** Of the processes of this machine those whose command line names that folder. */
function using(dir: string): string[] {
	const lines: string[] = [];
	for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
		try {
			const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
			if (line.includes(dir)) lines.push(line);
		} catch {
			// it has ended meanwhile
		}
	}
	return lines;
}

async function until(what: () => boolean, within: number, says: () => string): Promise<void> {
	const last = Date.now() + within;
	while (!what()) {
		assert.ok(Date.now() < last, says());
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

for (const signal of ["SIGHUP", "SIGTERM", "SIGINT"] as const)
	for (const moment of ["coturn starts", "the server is there"] as const)
		test(`${signal} when ${moment}: nothing stays behind`, { timeout: 60_000 }, async () => {
			const dir = join(tools, `${signal}-${moment.length}`);
			const files = [
				"--cert",
				join(server.cert, "cert.pem"),
				"--key",
				join(server.cert, "key.pem"),
			];
			const args = [join(tools, "demo.mjs"), "--server", program, "--web", web, ...files];
			const port = ["--port", `${await freePort()}`];
			const demo = spawn(process.execPath, [...args, "--dir", dir, ...port], { stdio: "ignore" });
			const ended = new Promise((resolve) => demo.once("close", resolve));
			const seen =
				moment === "coturn starts"
					? () => existsSync(join(dir, "turn/pid"))
					: () => using(dir).some((line) => line.includes(" serve "));
			await until(seen, 30_000, () => `the demo came not so far: ${using(dir)}`);
			demo.kill(signal);
			await ended;
			await until(
				() => using(dir).length === 0,
				10_000,
				() => `left: ${using(dir)}`,
			);
		});
