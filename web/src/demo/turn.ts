// coturn as a child on loopback, for calls that can't go direct: its configuration with a secret made on the spot, start
// and end. Node only; says in one sentence what went wrong. What Etätunti tells it is a flag of the server's.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { ServerError } from "./server.ts";

const HOST = "127.0.0.1";
const PROGRAMS = ["/usr/bin/turnserver", "/usr/local/bin/turnserver"] as const;
const STARTS_WITHIN_MS = 10_000;
const ASK_AGAIN_MS = 50;
const LOG_MAX = 1024 * 1024;
/** A STUN binding request: whoever answers it is there. */
const BINDING = Buffer.concat([
	Buffer.from("000100002112a442", "hex"),
	Buffer.from("etatunti-ask"),
]);

export interface TurnOptions {
	/** Of its own: configuration, secret and coturn's own files. */
	readonly dir: string;
	/** For TURN over TLS, PEM. */
	readonly cert: string;
	readonly key: string;
	readonly port: number;
	readonly tlsPort: number;
	/** The first of the ports that it relays from. */
	readonly relayFrom: number;
	readonly relayCount: number;
}

/** Below the ports that the kernel lends to outgoing connections: they must be free again after a stop. */
const FIRST_PORT = 10_000;
const LAST_PORT = 32_000;
const RELAY_COUNT = 600;

/** Ports that nobody listens on, and some to relay from. */
export async function freeTurnPorts(): Promise<
	Pick<TurnOptions, "port" | "tlsPort" | "relayFrom" | "relayCount">
> {
	const relayFrom = randomInt(FIRST_PORT, LAST_PORT - RELAY_COUNT);
	return { port: await freePort(), tlsPort: await freePort(), relayFrom, relayCount: RELAY_COUNT };
}

async function freePort(): Promise<number> {
	const port = randomInt(FIRST_PORT, LAST_PORT);
	const server = net.createServer();
	const isFree = await new Promise<boolean>((resolve) => {
		server.once("error", () => resolve(false));
		server.listen(port, HOST, () => resolve(true));
	});
	if (!isFree) return freePort();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

export type TurnWay = "udp" | "tcp" | "tls";

export class RunningTurn {
	/** Its first line is the secret: for --turn-secret-file. */
	readonly secretFile: string;
	readonly #options: TurnOptions;
	readonly #config: string;
	#child: ChildProcess | null = null;
	#ended: Promise<void> = Promise.resolve();
	#said = "";

	private constructor(options: TurnOptions) {
		this.#options = options;
		this.secretFile = join(options.dir, "secret");
		this.#config = join(options.dir, "turnserver.conf");
	}

	/** Writes its files and starts it; it ends with this program at the latest. */
	static async start(options: TurnOptions): Promise<RunningTurn> {
		const turn = new RunningTurn(options);
		process.once("exit", () => turn.#child?.kill("SIGKILL"));
		turn.#write();
		await turn.start();
		return turn;
	}

	/** For --turn. */
	url(way: TurnWay): string {
		const { port, tlsPort } = this.#options;
		return way === "tls"
			? `turns:${HOST}:${tlsPort}?transport=tcp`
			: `turn:${HOST}:${port}?transport=${way}`;
	}

	/** What `etatunti serve` needs to know of it. */
	flags(ways: readonly TurnWay[] = ["udp", "tcp", "tls"]): string[] {
		const urls = ways.flatMap((way) => ["--turn", this.url(way)]);
		return [...urls, "--turn-secret-file", this.secretFile];
	}

	/** What it has said, since it was made: who was refused, what it has relayed. */
	get said(): string {
		return this.#said;
	}

	/** Anew after a stop, with the same addresses and the same secret. */
	async start(): Promise<void> {
		if (this.#child !== null) return;
		const program = PROGRAMS.find((one) => existsSync(one));
		if (program === undefined) throw new ServerError("coturn is not installed");
		const child = spawn(program, ["-c", this.#config], { stdio: ["ignore", "pipe", "pipe"] });
		this.#child = child;
		for (const stream of [child.stdout, child.stderr])
			stream?.on("data", (text: Buffer) => {
				this.#said = (this.#said + text).slice(-LOG_MAX);
			});
		this.#ended = new Promise((resolve) => {
			child.once("error", () => resolve());
			child.once("close", () => resolve());
		});
		try {
			await Promise.race([this.#answers(), this.#ended]);
		} catch (error) {
			await this.stop();
			throw error;
		}
		if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) return;
		this.#child = null;
		throw new ServerError(`coturn has ended: ${this.#said.trim().split("\n").at(-1)}`);
	}

	/** Ends it at once, as a machine that fails: nobody is told. Its calls learn it by silence. */
	async stop(): Promise<void> {
		this.#child?.kill("SIGKILL");
		await this.#ended;
		this.#child = null;
	}

	#write(): void {
		const { dir, cert, key, port, tlsPort, relayFrom, relayCount } = this.#options;
		const secret = randomBytes(32).toString("base64url");
		rmSync(dir, { recursive: true, force: true });
		mkdirSync(dir, { recursive: true, mode: 0o700 });
		const lines = [
			...[`listening-ip=${HOST}`, `relay-ip=${HOST}`],
			...[`listening-port=${port}`, `tls-listening-port=${tlsPort}`],
			...[`min-port=${relayFrom}`, `max-port=${relayFrom + relayCount - 1}`],
			...["use-auth-secret", `static-auth-secret=${secret}`, "realm=localhost", "fingerprint"],
			...[`cert=${cert}`, `pkey=${key}`, "no-tlsv1", "no-tlsv1_1", "no-dtls"],
			// loopback only because the demo and the tests are on it; a real one leaves this out
			...["allow-loopback-peers", "no-multicast-peers", "no-tcp-relay", "no-cli"],
			...[`userdb=${join(dir, "db")}`, `pidfile=${join(dir, "pid")}`],
			...["log-file=stdout", "simple-log", "verbose"],
		];
		writeFileSync(this.#config, `${lines.join("\n")}\n`, { mode: 0o600 });
		writeFileSync(this.secretFile, `${secret}\n`, { mode: 0o600 });
	}

	/** Until UDP, TCP and TLS answer; it says nothing of its own when it is ready. */
	async #answers(): Promise<void> {
		const { port, tlsPort } = this.#options;
		const until = Date.now() + STARTS_WITHIN_MS;
		for (const answers of [() => binding(port), () => opens(port), () => opens(tlsPort)])
			while (!(await answers())) {
				if (Date.now() > until) throw new ServerError("coturn does not answer");
				await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
			}
	}
}

function binding(port: number): Promise<boolean> {
	const socket = createSocket("udp4");
	return new Promise<boolean>((resolve) => {
		const timer = setTimeout(() => resolve(false), ASK_AGAIN_MS * 4);
		const answer = (is: boolean) => {
			clearTimeout(timer);
			resolve(is);
		};
		socket.once("message", () => answer(true));
		socket.once("error", () => answer(false));
		socket.connect(port, HOST, () => socket.send(BINDING, (error) => error && answer(false)));
	}).finally(() => socket.close());
}

function opens(port: number): Promise<boolean> {
	const socket = net.connect(port, HOST);
	return new Promise<boolean>((resolve) => {
		socket.once("connect", () => resolve(true));
		socket.once("error", () => resolve(false));
	}).finally(() => socket.destroy());
}
