// What the hostile tests are made of: a front under a harness, raw TLS, and a WebSocket client that
// does exactly what it is told, also what no browser would. Only node's own modules.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const HARNESS = process.env.ET_FRONT_HARNESS;
const SCRATCH = process.env.ET_HOSTILE_DIR;
const SOURCE = process.env.ET_SOURCE_DIR;
const PATIENCE_MS = 10000;

export const APP_JS = `// ${'a bundle '.repeat(4000)}\n`;

const place = mkdtempSync(path.join(SCRATCH, 'run-'));
execFileSync(path.join(SOURCE, 'certs/make-dev-cert'), [path.join(place, 'cert')]);
mkdirSync(path.join(place, 'web/assets'), { recursive: true });
writeFileSync(path.join(place, 'web/index.html'), '<!doctype html><title>Etätunti</title>\n');
writeFileSync(path.join(place, 'web/assets/app-1a2b.js'), APP_JS);
writeFileSync(path.join(place, 'web/assets/app-1a2b.js.gz'), gzipSync(APP_JS));
writeFileSync(path.join(place, 'web/assets/other-3c4d.js'), APP_JS);
writeFileSync(path.join(place, 'web/assets/other-3c4d.js.gz'), gzipSync(APP_JS));
writeFileSync(path.join(place, 'web/assets/other-3c4d.js.br'), brotliCompressSync(APP_JS));
writeFileSync(path.join(place, 'web/manifest.json'), '{}\n');
mkdirSync(path.join(place, 'nothing'), { recursive: true });

/** Rejects if the promise takes too long, saying what was waited for. */
export function within(promise, what, ms = PATIENCE_MS) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`too late: ${what}`)), ms);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export function pause(ms) {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function freePort() {
	const server = net.createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** A front with the harness in the place of core. */
export class Front {
	lines = [];
	#waiting = [];

	/** options: limits {name: value}, origin, web, cert, port, ulimit (soft and hard RLIMIT_NOFILE). */
	static async start(options = {}) {
		const front = new Front();
		await front.#spawn(options);
		await front.line(/^READY/);
		return front;
	}

	/** The sentence of a front that must not start, and its exit code. */
	static async fails(options) {
		const front = new Front();
		await front.#spawn(options);
		const sentence = await front.line(/^FAILED (.*)/);
		const exit = await front.line(/^EXIT (\d+)/);
		return { sentence: sentence[1], code: Number(exit[1]) };
	}

	async #spawn({ limits = {}, origin, web, cert, port, ulimit } = {}) {
		this.port = port ?? (await freePort());
		this.host = `localhost:${this.port}`;
		this.origin = origin ?? `https://${this.host}`;
		const args = [
			this.origin,
			'127.0.0.1',
			String(this.port),
			cert ?? path.join(place, 'cert/cert.pem'),
			path.join(place, 'cert/key.pem'),
			web === 'none' ? path.join(place, 'nothing') : path.join(place, 'web'),
			...Object.entries(limits).map(([name, value]) => `${name}=${value}`),
		];
		const shell = ulimit ? ['-c', `ulimit -n ${ulimit}; exec "$0" "$@"`, HARNESS, ...args] : null;
		this.child = spawn(shell ? '/bin/sh' : HARNESS, shell ?? args, {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.stderr = '';
		this.child.stderr.on('data', (data) => {
			this.stderr += data;
		});
		this.ended = new Promise((resolve) => this.child.once('close', resolve));
		readline.createInterface({ input: this.child.stdout }).on('line', (line) => {
			this.lines.push(line);
			this.#waiting = this.#waiting.filter(({ pattern, resolve }) => {
				const match = pattern.exec(line);
				if (match) resolve(match);
				return !match;
			});
		});
		this.pid = Number((await this.line(/^FRONT (\d+)/))[1]);
	}

	/** The first line so far, or from now on, that matches. */
	line(pattern) {
		for (const line of this.lines) {
			const match = pattern.exec(line);
			if (match) return Promise.resolve(match);
		}
		const found = new Promise((resolve) => this.#waiting.push({ pattern, resolve }));
		return within(found, `a line like ${pattern}; ${this.stderr}`);
	}

	async stop() {
		this.child.kill('SIGKILL');
		await this.ended;
		assert.equal(this.stderr.match(/(ERROR: |runtime error).*/)?.[0], undefined, this.stderr);
	}
}

/** What is under TLS, kept back while `holding`: then all of it goes out as one piece. */
export class Held extends Duplex {
	holding = false;
	#kept = [];

	constructor(front) {
		super();
		this.socket = net.connect({ host: '127.0.0.1', port: front.port, noDelay: true });
		this.socket.on('data', (data) => {
			if (!this.push(data)) this.socket.pause();
		});
		this.socket.on('end', () => this.push(null));
		this.socket.on('error', () => {});
		this.socket.on('close', () => this.destroy());
	}

	_read() {
		this.socket.resume();
	}

	_write(data, _encoding, done) {
		if (this.holding) this.#kept.push(data);
		else this.socket.write(data);
		done();
	}

	_destroy(error, done) {
		this.socket.destroy();
		done(error);
	}

	release() {
		this.holding = false;
		this.socket.write(Buffer.concat(this.#kept));
		this.#kept = [];
	}
}

/** A TLS connection that collects what comes. */
export class Line {
	received = Buffer.alloc(0);
	#wake = () => {};

	static async open(front, options = {}) {
		const line = new Line();
		line.socket = tls.connect({
			host: '127.0.0.1',
			port: front.port,
			servername: 'localhost',
			rejectUnauthorized: false,
			...options,
		});
		line.closed = new Promise((resolve) => line.socket.once('close', resolve));
		line.isClosed = false;
		line.closed.then(() => {
			line.isClosed = true;
			line.#wake();
		});
		line.socket.on('data', (data) => {
			line.received = Buffer.concat([line.received, data]);
			line.#wake();
		});
		await within(
			new Promise((resolve, reject) => {
				line.socket.once('secureConnect', resolve);
				line.socket.once('error', reject);
			}),
			'a TLS handshake',
		);
		line.socket.on('error', () => {});
		return line;
	}

	write(bytes) {
		this.socket.write(bytes);
	}

	/** Waits until take() gives something other than undefined. */
	async until(what, take) {
		const work = async () => {
			for (;;) {
				const value = take();
				if (value !== undefined) return value;
				if (this.isClosed) throw new Error(`closed before ${what}`);
				await new Promise((resolve) => {
					this.#wake = resolve;
				});
			}
		};
		return within(work(), what);
	}

	/** Everything until the other end closes. */
	async rest() {
		await within(this.closed, 'the end of a connection');
		return this.received;
	}

	/** One HTTP answer: {status, headers, body}; body by Content-Length unless there is none. */
	answer(hasBody = true) {
		return this.until('an HTTP answer', () => {
			const end = this.received.indexOf('\r\n\r\n');
			if (end < 0) return undefined;
			const [first, ...fields] = this.received.subarray(0, end).toString('latin1').split('\r\n');
			const headers = Object.fromEntries(
				fields.map((field) => {
					const colon = field.indexOf(':');
					return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
				}),
			);
			const length = hasBody ? Number(headers['content-length'] ?? 0) : 0;
			if (this.received.length < end + 4 + length) return undefined;
			const body = this.received.subarray(end + 4, end + 4 + length);
			this.received = this.received.subarray(end + 4 + length);
			return { status: Number(first.split(' ')[1]), headers, body };
		});
	}

	async request(text, hasBody = true) {
		this.write(text);
		return this.answer(hasBody);
	}

	destroy() {
		this.socket.destroy();
	}
}

export function get(front, target, fields = {}, method = 'GET') {
	const all = { Host: front.host, ...fields };
	const lines = Object.entries(all)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}: ${value}\r\n`);
	return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** One request on a connection of its own; undefined if it was closed without an answer. */
export async function once(front, text, hasBody = true) {
	const line = await Line.open(front);
	try {
		return await line.request(text, hasBody);
	} catch (error) {
		if (/^closed before/.test(error.message)) return undefined;
		throw error;
	} finally {
		line.destroy();
	}
}

export const OP = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

export function upgradeFields(front, changes = {}) {
	return {
		Upgrade: 'websocket',
		Connection: 'Upgrade',
		Origin: front.origin,
		'Sec-WebSocket-Version': '13',
		'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
		'Sec-WebSocket-Protocol': 'etatunti.v1',
		...changes,
	};
}

/** A masked frame as a client sends it. announced: a length that need not be true. */
export function frame(op, payload, { fin = true, announced } = {}) {
	const body = Buffer.from(payload);
	const length = announced ?? body.length;
	const head = [(fin ? 0x80 : 0) | op];
	if (length < 126) head.push(0x80 | length);
	else if (length < 65536) head.push(0x80 | 126, length >> 8, length & 255);
	else {
		const wide = Buffer.alloc(8);
		wide.writeBigUInt64BE(BigInt(length));
		head.push(0x80 | 127, ...wide);
	}
	const mask = randomBytes(4);
	const masked = Buffer.alloc(body.length);
	for (let i = 0; i < body.length; i++) masked[i] = body[i] ^ mask[i & 3];
	return Buffer.concat([Buffer.from(head), mask, masked]);
}

/** A WebSocket that is told what to do frame by frame. */
export class Socket {
	/** answersPings: as browsers do. under: a stream for TLS to go over. */
	static async open(front, { answersPings = true, under } = {}) {
		const socket = new Socket();
		socket.line = await Line.open(front, under === undefined ? {} : { socket: under });
		socket.answersPings = answersPings;
		const fields = upgradeFields(front);
		const { status, headers } = await socket.line.request(get(front, '/ws', fields), false);
		assert.equal(status, 101);
		assert.equal(headers['sec-websocket-protocol'], 'etatunti.v1');
		assert.equal(headers['sec-websocket-extensions'], undefined);
		const accept = createHash('sha1')
			.update(`${fields['Sec-WebSocket-Key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
			.digest('base64');
		assert.equal(headers['sec-websocket-accept'], accept);
		return socket;
	}

	static async loggedIn(front, options) {
		const socket = await Socket.open(front, options);
		await socket.echo('login');
		return socket;
	}

	#take() {
		const bytes = this.line.received;
		if (bytes.length < 2) return undefined;
		assert.equal(bytes[1] & 0x80, 0, 'a server does not mask');
		let length = bytes[1] & 0x7f;
		let at = 2;
		if (length === 126) {
			if (bytes.length < 4) return undefined;
			length = bytes.readUInt16BE(2);
			at = 4;
		} else if (length === 127) {
			if (bytes.length < 10) return undefined;
			length = Number(bytes.readBigUInt64BE(2));
			at = 10;
		}
		if (bytes.length < at + length) return undefined;
		const payload = Buffer.from(bytes.subarray(at, at + length));
		this.line.received = bytes.subarray(at + length);
		return { op: bytes[0] & 15, fin: (bytes[0] & 0x80) !== 0, payload };
	}

	/** The next frame; pings are answered and passed over. */
	async next() {
		for (;;) {
			const got = await this.line.until('a frame', () => this.#take());
			if (got.op !== OP.ping) return got;
			if (this.answersPings) this.send(OP.pong, got.payload);
		}
	}

	async text() {
		const got = await this.next();
		assert.equal(got.op, OP.text, `close ${got.payload.toString('hex')}`);
		return got.payload.toString();
	}

	async binary() {
		const got = await this.next();
		assert.equal(got.op, OP.binary);
		return got.payload;
	}

	/** The close frame that must come next: [code, reason]; then the connection ends. */
	async goodbye() {
		const got = await this.next();
		assert.equal(got.op, OP.close, got.payload.toString('latin1').slice(0, 80));
		this.send(OP.close, got.payload.subarray(0, 2));
		await this.line.rest();
		return [got.payload.readUInt16BE(0), got.payload.subarray(2).toString()];
	}

	send(op, payload, options) {
		this.line.write(frame(op, payload, options));
	}

	say(text) {
		this.send(OP.text, text);
	}

	/** Says it and waits for the same back: everything sent before has been dealt with then. */
	async echo(text) {
		this.say(text);
		assert.equal(await this.text(), text);
	}

	destroy() {
		this.line.destroy();
	}
}
