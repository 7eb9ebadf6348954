// The server program as a child: a new record, serving, its end. Node only; says in one sentence what went wrong.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export class ServerError extends Error {
	override name = "ServerError";
}

export interface FoundingLinks {
	readonly county: string;
	readonly kela: string;
}

const ORGS = ["county:Ikaalinen", "kela:Kela"] as const;

/** `etatunti init`; the links are printed once and are all that founds the organisations. */
export async function initRecord(
	program: string,
	data: string,
	origin: string,
): Promise<FoundingLinks> {
	const orgs = ORGS.flatMap((org) => ["--org", org]);
	let stdout: string;
	try {
		({ stdout } = await run(program, ["init", data, ...orgs, "--origin", origin]));
	} catch (error) {
		throw new ServerError(lastLine((error as { stderr?: string }).stderr) ?? `${error}`);
	}
	const link = (kind: string) =>
		new RegExp(`^${kind} .*?(https://\\S+)$`, "m").exec(stdout)?.[1] ?? "";
	const links = { county: link("county"), kela: link("kela") };
	if (links.county === "" || links.kela === "") throw new ServerError("init printed no links");
	return links;
}

export interface ServeOptions {
	readonly data: string;
	readonly cert: string;
	readonly key: string;
	readonly web: string;
	readonly origin: string;
	readonly port: number;
	readonly flags?: readonly string[];
}

export class RunningServer {
	readonly process: ChildProcess;
	/** Resolves when it has ended, with what it said last. */
	readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
	#said = "";
	#stdout = "";
	#stopping = false;

	private constructor(process: ChildProcess) {
		this.process = process;
		process.stderr?.on("data", (text: Buffer) => {
			this.#said = (this.#said + text).slice(-64 * 1024);
		});
		this.ended = new Promise((resolve) => {
			process.once("close", (code) => resolve({ code, said: this.#said }));
			process.once("error", (error) => resolve({ code: null, said: error.message }));
		});
	}

	get said(): string {
		return this.#said;
	}

	/** Ended because it was told to. */
	get stopping(): boolean {
		return this.#stopping;
	}

	/** Starts it and waits until it says that it serves. */
	static async start(program: string, options: ServeOptions): Promise<RunningServer> {
		const { data, cert, key, web, origin, port, flags = [] } = options;
		const args = ["serve", data, "--cert", cert, "--key", key, "--web", web];
		args.push("--origin", origin, "--port", `${port}`, ...flags);
		const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
		process.once("exit", () => child.kill());
		const server = new RunningServer(child);
		const serving = new Promise<true>((resolve) => {
			child.stdout?.on("data", (text: Buffer) => {
				server.#stdout += text;
				if (/^etatunti: serving /m.test(server.#stdout)) resolve(true);
			});
		});
		const first = await Promise.race([serving, server.ended]);
		if (first !== true) {
			throw new ServerError(lastLine(first.said) ?? "the server ended without a word");
		}
		return server;
	}

	async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
		this.#stopping = true;
		this.process.kill(signal);
		await this.ended;
	}
}

const lastLine = (text: string | undefined): string | undefined =>
	text?.trim().split("\n").at(-1) || undefined;
