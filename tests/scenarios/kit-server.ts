// The real server as processes: makes its folder and certificate, starts, kills, stops and verifies it. Knows no protocol.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import WebSocket from "ws";
import { type Socket, SUBPROTOCOL } from "../../web/src/wire/connection.ts";

const source = process.env.ET_SOURCE_DIR ?? process.cwd();
const program = process.env.ET_SERVER ?? join(source, "build/etatunti");
const web = process.env.ET_WEB_DIR ?? join(dirname(program), "web");
/** How long anything at all may take before a test is given up. */
const PATIENCE_MS = 20_000;
const PORT_TRIES = 5;

/** Rejects when the promise takes too long, saying what was waited for. */
export function within<T>(promise: Promise<T>, what: string, ms = PATIENCE_MS): Promise<T> {
	let timer: ReturnType<typeof setTimeout>;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), ms);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** How a program ended, and what it said. */
export interface Ended {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly out: string;
	readonly err: string;
}

/** A running program whose output is collected. */
class Running {
	out = "";
	err = "";
	readonly child: ChildProcess;
	/** After the last holder of its output is gone: for a server that is front as well. */
	readonly ended: Promise<Ended>;
	#wake: () => void = () => {};
	#isOver = false;

	constructor(args: readonly string[], cwd?: string) {
		this.child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd });
		this.child.stdout?.on("data", (data) => {
			this.out += data;
			this.#wake();
		});
		this.child.stderr?.on("data", (data) => {
			this.err += data;
			this.#wake();
		});
		this.ended = new Promise((resolve, reject) => {
			this.child.once("error", reject);
			this.child.once("close", (code, signal) => {
				this.#isOver = true;
				this.#wake();
				const found = /^.*(runtime error:|Sanitizer:).*$/m.exec(this.err);
				if (found !== null) reject(new Error(`${found[0]}\n${this.err}`));
				else resolve({ code, signal, out: this.out, err: this.err });
			});
		});
	}

	/** Until `found` holds; false when the program has ended without. */
	until(found: () => boolean, what: string): Promise<boolean> {
		const looked = new Promise<boolean>((resolve) => {
			const look = () => {
				if (found()) resolve(true);
				else if (this.#isOver) resolve(false);
			};
			this.#wake = look;
			look();
		});
		return within(looked, what);
	}
}

/** Runs the program to its end. */
export const run = (args: readonly string[], cwd?: string): Promise<Ended> =>
	within(new Running(args, cwd).ended, `the end of etatunti ${args.join(" ")}`);

/**
 * A port that nobody listens on, below those that the kernel lends to outgoing connections: a server that is started
 * anew must find it free again.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = 10_000 + randomInt(20_000);
		const server = net.createServer();
		const isFree = await new Promise<boolean>((resolve) => {
			server.once("error", () => resolve(false));
			server.listen(port, "127.0.0.1", () => resolve(true));
		});
		if (!isFree) continue;
		await new Promise((resolve) => server.close(resolve));
		return port;
	}
}

function childrenOf(pid: number): readonly number[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
	return children.trim().split(" ").filter(Boolean).map(Number);
}

/** How a socket comes to the server, where it is not as a browser of this site would. */
export interface Way {
	readonly origin?: string;
	readonly protocol?: string;
	readonly port?: number;
}

const servers = new Set<Server>();
process.once("exit", () => {
	for (const server of servers) server.abandon();
});

export class Server {
	/** The folder of everything; `data` is the record's below it. */
	readonly dir: string;
	readonly data: string;
	readonly cert: string;
	port = 0;
	links = { county: "", kela: "" };
	#running: Running | null = null;

	private constructor() {
		this.dir = mkdtempSync(join(tmpdir(), "etatunti-scenario-"));
		this.data = join(this.dir, "data");
		this.cert = join(this.dir, "cert");
		servers.add(this);
	}

	/** A folder with a certificate and no record yet. */
	static prepare(): Server {
		const server = new Server();
		execFileSync(join(source, "certs/make-dev-cert"), [server.cert], { stdio: "pipe" });
		return server;
	}

	/** `args` go to `serve` on top of what it needs. */
	static async start(args: readonly string[] = []): Promise<Server> {
		const server = Server.prepare();
		server.port = await freePort();
		await server.init();
		await server.serve(args);
		return server;
	}

	get origin(): string {
		return `https://localhost:${this.port}`;
	}

	async init(): Promise<void> {
		const orgs = ["--org", "county:Ikaalinen", "--org", "kela:Kela"];
		const { code, out, err } = await run(["init", this.data, ...orgs, "--origin", this.origin]);
		if (code !== 0) throw new Error(`init: ${err}`);
		const [county = "", kela = ""] = out.trim().split("\n");
		const link = (line: string) => line.slice(line.indexOf("https://"));
		this.links = { county: link(county), kela: link(kela) };
	}

	/** What stands behind "#i=" in a link: id, secret and the beginning of G. */
	secret(link: string): string {
		return link.slice(link.indexOf("#i=") + 3);
	}

	/** The flags that `serve` needs. */
	flags(port = this.port): string[] {
		const pem = (name: string) => join(this.cert, `${name}.pem`);
		const origin = `https://localhost:${port}`;
		const at = ["--port", String(port), "--origin", origin];
		return [this.data, ...at, "--cert", pem("cert"), "--key", pem("key"), "--web", web];
	}

	/** Starts it and waits until it serves. A port that somebody took meanwhile is changed before the first start only. */
	async serve(args: readonly string[] = []): Promise<void> {
		if (!existsSync(join(web, "index.html"))) throw new Error(`no bundle in ${web}: ./run web`);
		const first = this.#running === null;
		for (let tries = 1; !(await this.#launch([...this.flags(), ...args])); tries++) {
			const { code, err } = await this.#now.ended;
			if (!first || !err.includes("is taken") || tries === PORT_TRIES)
				throw new Error(`serve ended with ${code}: ${err}`);
			this.port = await freePort();
		}
	}

	/** Starts it by these arguments alone and waits until it serves. */
	async serveWith(args: readonly string[]): Promise<void> {
		if (await this.#launch(args)) return;
		const { code, err } = await this.#now.ended;
		throw new Error(`serve ended with ${code}: ${err}`);
	}

	/** False: it has ended instead of serving. */
	#launch(args: readonly string[]): Promise<boolean> {
		const running = new Running(["serve", ...args]);
		this.#running = running;
		const serving = `etatunti: serving ${this.origin}`;
		return running.until(() => running.out.includes(serving), serving);
	}

	get #now(): Running {
		if (this.#running === null) throw new Error("the server was never started");
		return this.#running;
	}

	/** What it has said on stderr since its last start. */
	get stderr(): string {
		return this.#now.err;
	}

	/** Waits for something on stderr; throws if the server ends without it. */
	async said(pattern: RegExp): Promise<void> {
		if (!(await this.#now.until(() => pattern.test(this.stderr), String(pattern))))
			throw new Error(`ended without ${pattern}: ${this.stderr}`);
	}

	/** When core and front are gone, whoever ended them. */
	get ended(): Promise<Ended> {
		return within(this.#now.ended, "the end of the server");
	}

	get corePid(): number {
		const { pid } = this.#now.child;
		if (pid === undefined) throw new Error("no process");
		return pid;
	}

	/** Core's one child: it starts the others, and core, confined, can't. */
	get starterPid(): number {
		const [pid, ...others] = childrenOf(this.corePid);
		if (pid === undefined || others.length > 0) throw new Error(`children of core: "${others}"`);
		return pid;
	}

	/** The starter's one child that was started as this subcommand. */
	#child(subcommand: "front" | "mailer"): number {
		const pids = childrenOf(this.starterPid);
		const [pid, ...others] = pids.filter(
			(one) => readFileSync(`/proc/${one}/cmdline`, "utf8").split("\0")[1] === subcommand,
		);
		if (pid === undefined || others.length > 0)
			throw new Error(`children of the starter: "${pids}"`);
		return pid;
	}

	get frontPid(): number {
		return this.#child("front");
	}

	/** There is one only if `serve` was given --smtp-url. */
	get mailerPid(): number {
		return this.#child("mailer");
	}

	killFront(): void {
		process.kill(this.frontPid, "SIGKILL");
	}

	/** Resolves when front has gone too. */
	killCore(): Promise<Ended> {
		process.kill(this.corePid, "SIGKILL");
		return this.ended;
	}

	async stop(signal: "SIGTERM" | "SIGINT" = "SIGTERM"): Promise<Ended> {
		process.kill(this.corePid, signal);
		return this.ended;
	}

	/** A copy of the stopped server's record, without the socket that a killed one has left. */
	copy(name: string): string {
		const to = join(this.dir, name);
		const filter = (from: string) => !lstatSync(from).isSocket();
		cpSync(this.data, to, { recursive: true, filter });
		return to;
	}

	verify(data = this.data): Promise<Ended> {
		return run(["verify", data]);
	}

	/** A socket with this site's origin and certificate. `port`: of somebody on the way. */
	webSocket(options: Way = {}): WebSocket {
		const { origin = this.origin, protocol = SUBPROTOCOL, port = this.port } = options;
		const ca = readFileSync(join(this.cert, "cert.pem"));
		const url = `wss://localhost:${port}/ws`;
		const headers = { host: `localhost:${this.port}` };
		return new WebSocket(url, protocol, { origin, headers, ca, perMessageDeflate: false });
	}

	socket(): Socket {
		return this.webSocket() as unknown as Socket;
	}

	/** Stops what still runs and removes the folder. */
	async dispose(): Promise<void> {
		const running = this.#running;
		if (running !== null && running.child.exitCode === null && running.child.signalCode === null)
			await this.stop();
		servers.delete(this);
		rmSync(this.dir, { recursive: true, force: true });
	}

	/** At the end of a test that failed half-way: nothing may stay behind. */
	abandon(): void {
		this.#running?.child.kill("SIGKILL");
		rmSync(this.dir, { recursive: true, force: true });
	}
}
