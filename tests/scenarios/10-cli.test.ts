// What somebody sees who mistypes: every wrong word, option, value, file and folder ends with exit 2 and one clear
// sentence on stderr, and leaves nothing half-made. Help is always there; a configuration file works.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Ended, run, Server, Wire } from "./kit.ts";
import { freePort } from "./kit-server.ts";

const COMMANDS = ["init", "serve", "verify", "compare-web", "version"] as const;
const ORGS = ["--org", "county:Ikaalinen", "--org", "kela:Kela"];

/** A record that is not served, its files and those of the certificate. */
let server: Server;
/** A folder to make things in. */
let scratch: string;

before(async () => {
	server = Server.prepare();
	server.port = await freePort();
	await server.init();
	scratch = join(server.dir, "scratch");
	mkdirSync(scratch);
});
after(() => server?.dispose());

/** Exit 2, nothing on stdout, one line on stderr that says what. */
function refused({ code, signal, out, err }: Ended, what: string, says: RegExp): void {
	assert.deepEqual([code, signal, out], [2, null, ""], `${what}: ${err}`);
	assert.match(err, /^etatunti( \w+)?: [^\n]{10,}\n$/, `${what}: ${err}`);
	assert.match(err, says, what);
}

type Row = [what: string, args: readonly string[], says: RegExp];

/** Every row is refused, and the folders are as they were. */
async function refuses(rows: readonly Row[]): Promise<void> {
	const look = () => [server.data, scratch, server.dir].map((folder) => readdirSync(folder).sort());
	const before = look();
	for (const [what, args, says] of rows) {
		refused(await run(args, scratch), what, says);
		assert.deepEqual(look(), before, `${what}: something was made`);
	}
}

/** The flags of serve with one put another way; null leaves it out. */
function serving(change: Record<string, string | null> = {}, data: string = server.data): string[] {
	const [, ...flags] = server.flags();
	const args = ["serve", data];
	for (let n = 0; n < flags.length; n += 2) {
		const [name = "", value = ""] = flags.slice(n, n + 2);
		const other = change[name.slice(2)];
		if (other !== null) args.push(name, other ?? value);
	}
	const known = new Set(args);
	for (const [name, value] of Object.entries(change))
		if (value !== null && !known.has(`--${name}`)) args.push(`--${name}`, value);
	return args;
}

function written(name: string, content: string | Uint8Array): string {
	const path = join(server.dir, "files", name);
	mkdirSync(join(server.dir, "files"), { recursive: true });
	writeFileSync(path, content);
	return path;
}

test("help everywhere, and the version", async () => {
	for (const args of [["--help"], ["-h"], ["help"]]) {
		const { code, out, err } = await run(args);
		assert.deepEqual([code, err], [0, ""], args.join(" "));
		for (const command of COMMANDS) assert.match(out, new RegExp(`etatunti ${command}`));
	}
	for (const command of [...COMMANDS, "front"])
		for (const args of [
			[command, "--help"],
			[command, "-h"],
			[command, "--nonsense", "--help"],
		]) {
			const { code, out, err } = await run(args);
			assert.deepEqual([code, err], [0, ""], args.join(" "));
			assert.match(out, new RegExp(`^etatunti ${command}`));
		}
	const help = (await run(["serve", "--help"])).out;
	for (const flag of server.flags().filter((word) => word.startsWith("--")))
		assert.match(help, new RegExp(flag));
	const version = await run(["version"]);
	assert.equal(version.code, 0);
	assert.match(version.out, /^etatunti \S+\n$/);
	const none = await run([]);
	assert.deepEqual([none.code, none.out], [2, ""]);
	assert.match(none.err, /etatunti COMMAND --help/);
});

test("words that are not known", async () => {
	await refuses([
		["an unknown command", ["sserve"], /"sserve"/],
		["an option for a command", ["--port", "1"], /"--port"/],
		["an unknown option", ["serve", server.data, "--prot", "1"], /--prot/],
		["an option that begins like one", serving({ por: "8443" }), /--por/],
		["another command's option", ["verify", server.data, "--port", "8443"], /--port/],
		["and of init", ["init", "new", ...ORGS, "--listen", "::1"], /--listen/],
		["one dash", ["verify", "-data", server.data], /"-data"/],
		["a second folder", ["verify", server.data, scratch], /scratch/],
		["an empty folder", ["verify", ""], /empty/],
		["a word for version", ["version", "now"], /"now"/],
		["no folder", ["verify"], /folder/],
		["none to serve", ["serve"], /folder/],
		["none to make", ["init", ...ORGS], /folder/],
	]);
});

test("values that can't be", async () => {
	const ports = ["0", "65536", "-1", "0x50", "80 ", "8443x", "1e3", "99999999999999999999"];
	await refuses([
		...ports.map(
			(port): Row => [`port ${port}`, serving({ port }), /port must be a number from 1 to 65535/],
		),
		["an empty port", serving({ port: "" }), /port/],
		["no value", [...serving(), "--listen"], /--listen needs a value/],
		["a deadline too short", serving({ "login-deadline-ms": "99" }), /login-deadline-ms/],
		["a switch that is neither", [...serving(), "--demo=maybe"], /demo must be yes or no/],
		["no for a number", [...serving(), "--no-port"], /--no-port/],
		["an origin without TLS", serving({ origin: "http://localhost" }), /--origin/],
		["an origin with a path", serving({ origin: "https://localhost/x" }), /--origin/],
		["an origin without a host", serving({ origin: "https://" }), /--origin/],
		["an origin with a blank", serving({ origin: "https://local host" }), /--origin/],
		["an address that is none", serving({ listen: "nowhere.invalid" }), /nowhere\.invalid/],
		["a demo for everybody", [...serving({ listen: "0.0.0.0" }), "--demo"], /demo/],
		["a demo on all of IPv6", [...serving({ listen: "::" }), "--demo"], /demo/],
		[
			"a demo on a name that begins so",
			[...serving({ listen: "127.example" }), "--demo"],
			/127\.example/,
		],
	]);
});

test("where feedback goes is an address that a link can carry", async () => {
	const bad = [
		...["palaute", "palaute@", "@ikaalinen.fi", "a b@ikaalinen.fi", "mailto:a@ikaalinen.fi", " "],
		...["http://ikaalinen.fi", "https://", "https:///palaute", "https://a@ikaalinen.fi/palaute"],
		...[
			"https://ikaalinen.fi:0/",
			"https://ikaalinen.fi/a b",
			'https://ikaalinen.fi/"x',
			"javascript:x",
		],
		...[
			"https://ikaalinen.fi/ä",
			"https://ikaalinen.fi/a\nb",
			`https://ikaalinen.fi/${"x".repeat(300)}`,
		],
	];
	await refuses([
		...bad.map((at): Row => [`--feedback ${at}`, serving({ feedback: at }), /--feedback must be/]),
		["none at all", serving({ feedback: "" }), /feedback must not be empty/],
	]);
	// One that is right is gone past: what is wrong is what is looked at next.
	const good = [
		"palaute@ikaalinen.fi",
		"https://ikaalinen.fi",
		"https://ikaalinen.fi:8080/p?kieli=fi#a",
	];
	await refuses(
		good.map(
			(at): Row => [
				at,
				[...serving({ feedback: at, listen: "0.0.0.0" }), "--demo"],
				/a demo listens on loopback only/,
			],
		),
	);
});

test("ways of a call that no browser could take, and secrets that are none", async () => {
	const file = written("turn.secret", "north wind\n");
	const turn = (url: string, secret: string = file) =>
		serving({ turn: url, "turn-secret-file": secret });
	const good = "turn:turn.example:3478?transport=udp";
	const bad = [
		...["turn.example:3478", "turn:turn.example?transport=udp", "turn:turn.example:3478"],
		...[
			"turn:turn.example:0?transport=udp",
			"turn:turn.example:65536?transport=udp",
			"turn::3478?transport=udp",
		],
		...[
			"turn:turn.example:3478?transport=tls",
			"turns:turn.example:443?transport=udp",
			"turn:a b:1?transport=udp",
		],
		...[
			"turn:u@turn.example:3478?transport=udp",
			"TURN:turn.example:3478?transport=udp",
			`${good}&x=1`,
			"",
		],
		...["turn:[::1:3478?transport=udp", "turn:[]:3478?transport=udp", "stun:turn.example:3478"],
	];
	await refuses([
		...bad.map((url): Row => [`--turn ${url}`, turn(url), /--turn must be turn:HOST:PORT/]),
		["a second that is none", [...turn(good), "--turn", "x"], /--turn must be .* not "x"/],
		["no secret", serving({ turn: good }), /--turn needs --turn-secret-file/],
		["a secret that is not there", turn(good, `${file}.no`), /--turn-secret-file .* can't be read/],
		["an empty one", turn(good, written("empty.secret", "\nx\n")), /first line is empty/],
		["one without end", turn(good, written("long.secret", "x".repeat(5000))), /too long/],
		["a folder", turn(good, server.dir), /--turn-secret-file .* can't be read/],
		["a secret for nothing", serving({ "turn-secret-file": file }), /of no use without --turn/],
		["relays only, and none", [...serving(), "--relay-only"], /--relay-only is of no use without/],
		[
			"a credential too short",
			[...turn(good), "--turn-ttl", "29"],
			/turn-ttl must be a number from 30/,
		],
		["a relay for STUN", serving({ ice: good }), /--ice must be stun:HOST/],
		["STUN without a host", serving({ ice: "stun:" }), /--ice must be stun:HOST/],
		["STUN with a blank", serving({ ice: "stun:a:3478 " }), /--ice must be stun:HOST/],
	]);
});

test("init: what is there stays, what can't be made is not begun", async () => {
	const file = written("file", "x");
	const locked = join(server.dir, "locked");
	mkdirSync(locked, { mode: 0o500 });
	// Root writes everywhere but into the kernel's own folders.
	const unwritable = process.getuid?.() === 0 ? "/proc/self" : locked;
	const orgs = (...names: string[]) => ["init", "new", ...names.flatMap((name) => ["--org", name])];
	const many = Array.from({ length: 100 }, (_, n) => `kela:K${n}`);
	await refuses([
		["an existing record", ["init", server.data, ...ORGS], /is there already/],
		["an existing folder", ["init", scratch, ...ORGS], /is there already/],
		["an existing file", ["init", file, ...ORGS], /is there already/],
		["a folder in no folder", ["init", join(scratch, "a/b"), ...ORGS], /a\/b/],
		["a folder in a file", ["init", join(file, "a"), ...ORGS], /file\/a/],
		["an unwritable folder", ["init", join(unwritable, "data"), ...ORGS], /data/],
		["a name beyond all length", ["init", "x".repeat(5000), ...ORGS], /long|name/i],
		["no organisation", ["init", "new"], /--org/],
		["an organisation of no kind", orgs("Ikaalinen"), /"Ikaalinen"/],
		["of an unknown kind", orgs("city:Ikaalinen"), /city:Ikaalinen/],
		["without a name", orgs("county:"), /county:/],
		["with a name of 81 letters", orgs(`county:${"x".repeat(81)}`), /county:x/],
		["with a line break", orgs("county:a\nb"), /county/],
		["a hundred of them", orgs(...many), /org/],
		["an origin of another kind", ["init", "new", ...ORGS, "--origin", "localhost"], /--origin/],
	]);
	chmodSync(locked, 0o700);
	assert.deepEqual(readdirSync(locked), []);
	const made = await run(["init", "new", ...ORGS], scratch);
	assert.equal(made.code, 0, made.err);
	assert.match(made.out, /^county Ikaalinen: https:\/\/\S+\nkela Kela: https:\/\/\S+\n$/);
	assert.deepEqual(readdirSync(scratch), ["new"]);
	assert.equal((await run(["verify", "new"], scratch)).code, 0);
});

test("serve: files and folders that are not what they should be", async () => {
	const text = written("text.pem", "not a certificate\n");
	const empty = join(server.dir, "empty");
	mkdirSync(empty);
	const noise = join(server.dir, "noise");
	mkdirSync(noise);
	writeFileSync(join(noise, "etatunti.db"), Buffer.alloc(8192, 7));
	const other = join(server.dir, "other-cert");
	execFileSync(join(process.env.ET_SOURCE_DIR ?? ".", "certs/make-dev-cert"), [other], {
		stdio: "pipe",
	});
	await refuses([
		["no certificate", serving({ cert: null }), /--cert is needed/],
		["no key", serving({ key: null }), /--key is needed/],
		["no bundle", serving({ web: null }), /--web is needed/],
		["a certificate that is not there", serving({ cert: "/nonexistent" }), /--cert \/nonexistent/],
		["a key that is not there", serving({ key: "/nonexistent" }), /--key \/nonexistent/],
		["a bundle that is not there", serving({ web: "/nonexistent" }), /--web \/nonexistent/],
		["a certificate that is none", serving({ cert: text }), /text\.pem/],
		["a key that is none", serving({ key: text }), /text\.pem/],
		["a key of another certificate", serving({ key: join(other, "key.pem") }), /key/],
		["a bundle without a page", serving({ web: empty }), /empty/],
		["a folder without a record", serving({}, empty), /holds no record/],
		["no folder at all", serving({}, join(server.dir, "nothing")), /holds no record/],
		["a database that is none", serving({}, noise), /noise/],
		[
			"checkpoints where nobody can write",
			serving({ checkpoints: "/proc/self/x" }),
			/\/proc\/self\/x/,
		],
	]);
	assert.deepEqual(readdirSync(empty), []);
	assert.deepEqual(readdirSync(noise), ["etatunti.db"]);
	const missing = await run(["verify", join(server.dir, "nothing")]);
	refused(missing, "nothing to verify", /holds no record/);
	const broken = await run(["verify", noise]);
	assert.equal(broken.code, 1, "what is there and broken is a finding");
});

test("a configuration file: its lines count, flags win, and a wrong line is named", async () => {
	const config = (name: string, content: string | Uint8Array): string[] => [
		"serve",
		"--config",
		written(name, content),
	];
	await refuses([
		["no such file", ["serve", "--config", "/nonexistent.conf"], /\/nonexistent\.conf/],
		["a folder", ["serve", "--config", scratch], /scratch/],
		["no equals sign", config("a.conf", "# ok\n\nport 8443\n"), /a\.conf line 3/],
		["an unknown name", config("b.conf", "port = 8443\nprot = 1\n"), /b\.conf line 2.*"prot"/],
		["another command's", config("c.conf", "org = kela:Kela\n"), /c\.conf line 1.*"org"/],
		["a bad value", config("d.conf", "port = many\n"), /d\.conf line 1.*port must be a number/],
		["an empty value", config("e.conf", "cert =\n"), /e\.conf line 1.*cert/],
		["a file within", config("f.conf", "config = g.conf\n"), /f\.conf line 1/],
		["no text", config("g.conf", Uint8Array.of(0x70, 0, 0x71)), /g\.conf/],
		["no end", config("h.conf", "#".repeat(100_000)), /h\.conf is too long/],
		["a line without a name", config("i.conf", " = x\n"), /i\.conf line 1/],
		[
			"only a part of what is needed",
			config("j.conf", `data = ${server.data}\n`),
			/--cert is needed/,
		],
	]);
	const [data = "", ...flags] = server.flags();
	const lines = [`# ${data}`, "", `\tdata =  ${data} \r`];
	for (let n = 0; n < flags.length; n += 2) lines.push(`${flags[n]?.slice(2)}=${flags[n + 1]}`);
	const path = written("whole.conf", `${lines.join("\n")}\ndemo = yes`);
	await serves(["--config", path], server.port, true);
	const port = await freePort();
	const origin = `https://localhost:${port}`;
	await serves(
		["--config", path, "--port", String(port), "--origin", origin, "--no-demo"],
		port,
		false,
	);
});

/** Serves by these arguments alone until it has answered. */
async function serves(args: readonly string[], port: number, demo: boolean): Promise<void> {
	const before = server.port;
	server.port = port;
	try {
		await server.serveWith(args);
		const wire = await Wire.open(server);
		assert.equal((await wire.ask("genesis")).demo, demo);
		await wire.close();
		assert.equal((await server.stop()).code, 0);
	} finally {
		server.port = before;
	}
}

test("a taken port, a record that is served already", async () => {
	const squatter = net.createServer();
	await new Promise<void>((resolve) => squatter.listen(server.port, "127.0.0.1", resolve));
	const before = readFileSync(join(server.data, "etatunti.db"));
	const taken = await run(serving()).finally(() => squatter.close());
	refused(taken, "a taken port", new RegExp(`port ${server.port}`));
	assert.deepEqual(readFileSync(join(server.data, "etatunti.db")), before, "nothing was written");

	await server.serve();
	const again = serving({ port: String(await freePort()) });
	refused(await run(again), "served twice", /data/);
	refused(await server.verify(), "verified while it is served", /is being served/);
	const wire = await Wire.open(server);
	await wire.ask("genesis"); // the first one has not minded
	await wire.close();
	const { code, err } = await server.stop();
	assert.deepEqual([code, err], [0, ""]);
	assert.equal((await server.verify()).code, 0);
});
