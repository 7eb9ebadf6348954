// Our server as a bench meets it: a world made anew, `etatunti serve` on it, and what it said when it ended.
// Measures nothing. Only node's own modules.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PATIENCE_MS = 60000;

export async function freePort() {
	const server = net.createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Options of the server that a measure must raise, beside what is asked of it; the result names them. */
export const raised = { connections: 12000, 'rate-factor': 100 };

/** Told to stop, or thrown out of: no server goes on, and no folder stays. */
const all = new Set();
process.once('exit', () => {
	for (const ours of all) ours.abandon();
});
for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]])
	process.once(signal, () => process.exit(128 + number));

/** One folder for a run: the world, its keys, a certificate, a page. Gone after close(). */
export class Ours {
	#child = null;
	#said = '';

	/**
	 * programs: { etatunti, world } (paths); world: { people, rooms }; source: of this project; options: of serve
	 * ({} : as it comes).
	 */
	constructor({ programs, world, source, options = raised }) {
		this.programs = programs;
		this.options = options;
		this.dir = mkdtempSync(path.join(tmpdir(), 'etatunti-bench-'));
		this.data = path.join(this.dir, 'data');
		this.keys = `${this.data}.keys`;
		all.add(this);
		execFileSync(path.join(source, 'certs/make-dev-cert'), [path.join(this.dir, 'cert')], { stdio: 'pipe' });
		mkdirSync(path.join(this.dir, 'web'));
		writeFileSync(path.join(this.dir, 'web/index.html'), '<!doctype html><title>Etätunti</title>\n');
		const { people = 1, rooms = 100 } = world;
		execFileSync(programs.world, [this.data, '--people', `${people}`, '--rooms', `${rooms}`], { stdio: 'pipe' });
	}

	/** Serves; pid is core's, whose child the starter has started front. */
	async start() {
		this.port = await freePort();
		const flags = Object.entries(this.options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
		this.#child = spawn(
			this.programs.etatunti,
			[
				'serve', this.data, '--port', `${this.port}`, '--origin', `https://localhost:${this.port}`,
				'--cert', path.join(this.dir, 'cert/cert.pem'), '--key', path.join(this.dir, 'cert/key.pem'),
				'--web', path.join(this.dir, 'web'), ...flags,
			],
			{ stdio: ['ignore', 'pipe', 'pipe'] },
		);
		this.pid = this.#child.pid;
		const child = this.#child;
		await new Promise((resolve, reject) => {
			const late = setTimeout(() => reject(new Error(`the server does not serve:\n${this.#said}`)), PATIENCE_MS);
			const hear = (data) => {
				this.#said += data;
				if (!this.#said.includes(`serving https://localhost:${this.port}`)) return;
				clearTimeout(late);
				resolve();
			};
			child.stdout.on('data', hear);
			child.stderr.on('data', hear);
			child.once('exit', (code) => {
				clearTimeout(late);
				reject(new Error(`the server ended with ${code}:\n${this.#said}`));
			});
		});
	}

	/** Everything that it has said. */
	get said() {
		return this.#said;
	}

	/** Stops it; the exit code. */
	async stop() {
		const child = this.#child;
		this.#child = null;
		if (child === null) return 0;
		const ended = new Promise((resolve) => child.once('close', resolve));
		child.kill('SIGTERM');
		return child.exitCode ?? (await ended);
	}

	/** What `etatunti verify` says of the record that the measure has left; throws if it does not hold. */
	verify() {
		return execFileSync(this.programs.etatunti, ['verify', this.data], { encoding: 'utf8' });
	}

	abandon() {
		this.#child?.kill('SIGKILL');
		rmSync(this.dir, { recursive: true, force: true });
	}

	async close() {
		await this.stop();
		all.delete(this);
		rmSync(this.dir, { recursive: true, force: true });
	}
}
