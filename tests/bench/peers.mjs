// The peers that ours is measured against: how each is started, and that it serves. Measures nothing.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './ours.mjs';

const PATIENCE_MS = 20000;
/** Descriptors that a peer may have open: 10,000 connections and some. */
const FILES = 12000;
const here = import.meta.dirname;

function bun(dir) {
	const found = ['bun-linux-x64', 'bun-linux-aarch64', 'bun-linux-x64-musl', 'bun-linux-aarch64-musl']
		.map((name) => path.join(dir, 'node_modules/@oven', name, 'bin/bun'))
		.find(existsSync);
	if (found === undefined) throw new Error('bun is not installed: ./run bench does it');
	return found;
}

/** Its own listener for MQTT is a socket file that nobody uses: 2.0.11 does not start with WebSocket alone. */
function mosquittoConfig(dir, port, { cert, key }) {
	const file = path.join(dir, 'mosquitto.conf');
	writeFileSync(
		file,
		[
			'allow_anonymous true',
			'persistence false',
			'log_type error',
			'user root',
			`listener 0 ${path.join(dir, 'mqtt.sock')}`,
			`listener ${port} 127.0.0.1`,
			'protocol websockets',
			'tls_version tlsv1.3',
			`certfile ${cert}`,
			`keyfile ${key}`,
			'',
		].join('\n'),
	);
	return file;
}

/** How each is started: the words of its command. */
const commands = {
	raw: ({ bench, port, pair }) => [bench.program('bench_raw'), port, pair.cert, pair.key],
	ws: ({ port, pair }) => [process.execPath, path.join(here, 'peers/ws.mjs'), port, pair.cert, pair.key],
	bun: ({ bench, port, pair }) => [bun(bench.dir), path.join(here, 'peers/bun.mjs'), port, pair.cert, pair.key],
	mosquitto: ({ dir, port, pair }) => ['/usr/sbin/mosquitto', '-c', mosquittoConfig(dir, port, pair)],
};

async function answers(port) {
	return new Promise((resolve) => {
		const socket = net.connect(Number(port), '127.0.0.1');
		socket.once('connect', () => resolve(true));
		socket.once('error', () => resolve(false));
		socket.once('close', () => socket.destroy());
		setTimeout(() => socket.destroy(), 50);
	});
}

export class Peer {
	#child = null;
	#said = '';

	constructor(name, bench) {
		this.name = name;
		this.bench = bench;
		this.dialect = ['--dialect', name === 'mosquitto' ? 'mqtt' : 'plain'];
		this.dir = mkdtempSync(path.join(tmpdir(), 'etatunti-peer-'));
		mkdirSync(this.dir, { recursive: true });
	}

	async start() {
		this.port = await freePort();
		const { bench, dir } = this;
		const pair = { cert: path.join(bench.certs, 'cert.pem'), key: path.join(bench.certs, 'key.pem') };
		const words = commands[this.name]({ bench, dir, pair, port: `${this.port}` });
		this.#child = spawn('/bin/sh', ['-c', `ulimit -n ${FILES} && exec "$@"`, 'sh', ...words], {
			cwd: bench.dir,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		for (const stream of [this.#child.stdout, this.#child.stderr])
			stream.on('data', (data) => {
				this.#said += data;
			});
		this.pid = this.#child.pid;
		const until = Date.now() + PATIENCE_MS;
		while (!(await answers(this.port))) {
			if (this.#child.exitCode !== null || Date.now() > until)
				throw new Error(`${this.name} does not serve: ${this.#said}`);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	async close() {
		const child = this.#child;
		this.#child = null;
		if (child !== null && child.exitCode === null) {
			const ended = new Promise((resolve) => child.once('close', resolve));
			child.kill('SIGKILL');
			await ended;
		}
		rmSync(this.dir, { recursive: true, force: true });
	}
}
