// The demo (`./run`): a deployment with invented people and an hour that opens now, made through the same client code
// that the browser runs; then it stays beside the server until Ctrl-C. Knows the server only as a program.
import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gatherCast, gatherContact } from "./cast.ts";
import { fillDemo } from "./fill.ts";
import type { Member } from "./found.ts";
import type { Site } from "./person.ts";
import { initRecord, RunningServer, ServerError } from "./server.ts";
import { freeTurnPorts, RunningTurn } from "./turn.ts";
import { isVaultThread, serveVaults, VaultThreads } from "./vaults.ts";
import { WORDS } from "./words.ts";

const MINUTE_MS = 60_000;
/** With less than this left of its hour a demo is made anew. */
const LEFT_MIN_MS = 20 * MINUTE_MS;
/** Nobody's (RFC 2606). */
const FEEDBACK = "palaute@etatunti.example";

interface Options {
	readonly server: string;
	readonly web: string;
	readonly cert: string;
	readonly key: string;
	readonly dir: string;
	readonly port: number;
}

interface DemoUser {
	readonly role: string;
	readonly username: string;
	readonly passphrase: string;
	readonly accountKey: string;
	readonly display: string;
}

/** build/demo/demo.json */
interface DemoFile {
	readonly url: string;
	readonly hourEndsAt: number;
	readonly users: readonly DemoUser[];
}

const USAGE = `usage: demo --server PROGRAM --web DIR --cert FILE --key FILE --dir DIR [--port N]
Fills DIR with a deployment of invented people, serves it on loopback, and stays until Ctrl-C.`;

function refuse(sentence: string): never {
	process.stderr.write(`demo: ${sentence}\n`);
	process.exit(2);
}

function readOptions(args: readonly string[]): Options {
	const text = { type: "string" } as const;
	let values: Record<string, string | boolean | undefined>;
	try {
		({ values } = parseArgs({
			args: [...args],
			options: {
				server: text,
				web: text,
				cert: text,
				key: text,
				dir: text,
				port: { ...text, default: "8443" },
				help: { type: "boolean", short: "h" },
			},
		}));
	} catch (error) {
		refuse(`${error instanceof Error ? error.message : error}`);
	}
	if (values.help === true) {
		process.stdout.write(`${USAGE}\n`);
		process.exit(0);
	}
	const need = (name: string) => {
		const value = values[name];
		return typeof value === "string" ? value : refuse(`--${name} is missing; --help explains`);
	};
	const port = Number(need("port"));
	if (!Number.isInteger(port) || port < 1 || port > 65535)
		refuse(`--port needs a number from 1 to 65535, not '${values.port}'`);
	const options = { server: need("server"), web: need("web"), dir: need("dir"), port };
	const files = { cert: need("cert"), key: need("key") };
	for (const path of [options.server, options.web, files.cert, files.key])
		if (!existsSync(path)) refuse(`${path} is not there`);
	return { ...options, ...files };
}

/** What an earlier run has left, if its hour is still worth joining and it was served from the same address. */
function stillGood(options: Options, url: string): DemoFile | null {
	const path = join(options.dir, "demo.json");
	if (!existsSync(path) || !existsSync(join(options.dir, "data"))) return null;
	try {
		const file = JSON.parse(readFileSync(path, "utf8")) as DemoFile;
		const left = file.hourEndsAt - Date.now();
		return file.url === url && left >= LEFT_MIN_MS ? file : null;
	} catch {
		return null;
	}
}

/** What has to be ended in good order; what has only just been started goes with this program. */
let running: RunningServer | null = null;

/** The relay of calls, and the server that tells people in a room how to use it. */
async function startServer(options: Options, origin: string): Promise<RunningServer> {
	const { cert, key, web, port } = options;
	const data = join(options.dir, "data");
	const ports = await freeTurnPorts();
	const turn = await RunningTurn.start({ dir: join(options.dir, "turn"), cert, key, ...ports });
	const server = await RunningServer.start(options.server, {
		...{ data, cert, key, web, origin, port },
		flags: ["--demo", "--feedback", FEEDBACK, ...turn.flags()],
	});
	running = server;
	return server;
}

const words = (): string =>
	Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)]).join(" ");

const userOf = (role: string, { account }: Member): DemoUser => ({ role, ...account });

async function fill(options: Options, site: Site, links: { county: string; kela: string }) {
	const cast = await gatherCast(site, links, words);
	const coming = gatherContact(site, cast, words);
	const hourEndsAt = await fillDemo(cast, coming);
	const other = await coming;
	for (const one of [...cast.everyone, other]) one.stop();
	const users = [
		userOf("coordinator", cast.coordinator),
		...[...cast.pairA, ...cast.pairB].map((one) => userOf("worker", one)),
		userOf("kela-coordinator", cast.kela),
		...[cast.contact, other].map((one) => userOf("kela-contact", one)),
	];
	const file: DemoFile = { url: site.origin, hourEndsAt, users };
	const path = join(options.dir, "demo.json");
	writeFileSync(`${path}.new`, `${JSON.stringify(file, null, "\t")}\n`, { mode: 0o600 });
	renameSync(`${path}.new`, path);
	return file;
}

/** Old or half-made: away with it, and a new record. */
async function makeAnew(options: Options, site: Site): Promise<[DemoFile, RunningServer]> {
	const data = join(options.dir, "data");
	rmSync(join(options.dir, "demo.json"), { force: true });
	rmSync(data, { recursive: true, force: true });
	mkdirSync(options.dir, { recursive: true });
	const started = performance.now();
	const threads = new VaultThreads(import.meta.url);
	const links = await initRecord(options.server, data, site.origin);
	const server = await startServer(options, site.origin);
	try {
		const file = await fill(options, { ...site, openVault: () => threads.open() }, links);
		await threads.stop();
		const seconds = ((performance.now() - started) / 1000).toFixed(1);
		process.stderr.write(`demo: made people, hours and cases in ${seconds} s\n`);
		return [file, server];
	} catch (error) {
		await server.stop();
		throw error;
	}
}

const ROLES: Readonly<Record<string, string>> = {
	coordinator: "koordinaattori",
	worker: "työparin työntekijä",
	"kela-coordinator": "Kelan koordinaattori",
	"kela-contact": "Kelan yhteyshenkilö",
};

function printLines(file: DemoFile): void {
	const out = [`\nEtätunti, esittely: ${file.url}\n`];
	for (const user of file.users) {
		const link = `${file.url}/#s=${encodeURIComponent(user.username)}.${user.accountKey}`;
		out.push(`${user.display} (${ROLES[user.role]})\n  ${link}\n  salalause: ${user.passphrase}`);
	}
	out.push(
		"\nThe certificate was made on the spot for localhost: the browser warns once; accept it.",
		"Give each person a window of their own (another browser profile or a private window). Ctrl-C stops everything.\n",
	);
	process.stdout.write(`${out.join("\n")}\n`);
}

/** Ctrl-C, or a terminal that is closed, at whatever moment. */
function stopOnSignals(): void {
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
		process.once(signal, () => void Promise.resolve(running?.stop()).then(() => process.exit(0)));
}

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	const origin = `https://localhost:${options.port}`;
	const site: Site = { origin, ca: readFileSync(options.cert, "utf8") };
	stopOnSignals();
	let file = stillGood(options, origin);
	let server: RunningServer;
	if (file === null) [file, server] = await makeAnew(options, site);
	else server = await startServer(options, origin);
	printLines(file);
	const { said } = await server.ended;
	if (server.stopping) process.exit(0);
	refuse(`the server has ended: ${said.trim().split("\n").at(-1) || "without a word"}`);
}

if (isVaultThread) serveVaults();
else
	main().catch((error: unknown) => {
		if (error instanceof ServerError) refuse(error.message);
		process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
		refuse("the demo could not be made; see above");
	});
