// What measures work with: our server on a world, a peer, the load generator, any other program that prints JSON.
// Measures nothing itself, and leaves nothing running.
import { execFile } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Ours } from './ours.mjs';
import { Peer } from './peers.mjs';

const source = path.resolve(import.meta.dirname, '../..');

export class Bench {
	#open = new Set();

	constructor(build) {
		this.source = source;
		this.build = build;
		this.dir = path.join(build, 'bench');
		/** How long a load lasts; run.mjs sets it for each measure. */
		this.seconds = 5;
		mkdirSync(this.dir, { recursive: true });
		this.certs = path.join(this.dir, 'certs');
		execFileSync(path.join(source, 'certs/make-dev-cert'), [this.certs], { stdio: 'pipe' });
	}

	say(line) {
		console.error(`bench: ${line}`);
	}

	/** A program of the bench, as built. */
	program(name) {
		return path.join(this.build, 'tests', 'bench', name);
	}

	/** Our server, serving a world made anew ({ people, rooms }); what it is given besides is in ours.mjs. */
	async ours(world, options) {
		const programs = { etatunti: path.join(this.build, 'etatunti'), world: this.program('bench_world') };
		const ours = new Ours({ programs, world, source, options });
		ours.dialect = ['--dialect', 'et1', '--world', ours.keys];
		return this.#started(ours);
	}

	/** A peer by name (peers.mjs). */
	async peer(name) {
		return this.#started(new Peer(name, this));
	}

	async #started(server) {
		this.#open.add(server);
		try {
			await server.start();
		} catch (error) {
			await this.stop(server);
			throw error;
		}
		return server;
	}

	async stop(server) {
		this.#open.delete(server);
		await server.close();
	}

	/**
	 * The generator gets a processor for itself, and the server, with all its processes, the others: clients have machines
	 * of their own, and whoever measures time must not wait for whom it measures. For all alike; with one processor
	 * nothing is done.
	 */
	keepApart(server) {
		if (availableParallelism() < 2) return;
		const pids = (pid) => {
			const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? [];
			return [pid, ...children.flatMap(pids)];
		};
		for (const pid of pids(server.pid))
			execFileSync('taskset', ['-acp', `1-${availableParallelism() - 1}`, `${pid}`], { stdio: 'pipe' });
		server.apart = ['taskset', '-c', '0'];
	}

	/** bench_load MODE on a server, with further arguments; its result. */
	load(mode, server, words = []) {
		const [program, ...before] = [...(server.apart ?? []), this.program('bench_load')];
		return this.json(program, [
			...before,
			mode,
			...server.dialect,
			'--port',
			`${server.port}`,
			'--pid',
			`${server.pid}`,
			...words.map(String),
		]);
	}

	/** What a program prints, as JSON; its own sentence if it fails. */
	json(program, words = []) {
		return new Promise((resolve, reject) => {
			execFile(program, words.map(String), { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
				if (error !== null) {
					reject(new Error(`${path.basename(program)} failed: ${stderr.trim() || error.message}`));
					return;
				}
				if (stderr.trim() !== '') this.say(stderr.trim());
				resolve(JSON.parse(stdout));
			});
		});
	}

	async close() {
		for (const server of [...this.#open]) await this.stop(server);
	}
}

/** Subjects that are servers: of each the figures of one load. loads: { name: async (bench, server) => figures }. */
export function onServers(names, world, options, load) {
	return names.map((name) => ({
		name,
		run: async (bench) => {
			const server = name === 'etatunti' ? await bench.ours(world, options) : await bench.peer(name);
			try {
				return await load(bench, server, name);
			} finally {
				await bench.stop(server);
			}
		},
	}));
}
