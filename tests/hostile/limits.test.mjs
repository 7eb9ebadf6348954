// What wears a server out: silence, haste, slowness, numbers, and a core that goes away.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { describe, it } from 'node:test';
import { Front, frame, freePort, get, Line, OP, once, pause, Socket, within } from './client.mjs';

/** CPU time of the front so far, in ticks of 10 ms. */
function ticks(front) {
	const fields = readFileSync(`/proc/${front.pid}/stat`, 'utf8').split(') ')[1].split(' ');
	return Number(fields[11]) + Number(fields[12]);
}

function plainSocket(front) {
	const socket = net.connect(front.port, '127.0.0.1');
	socket.on('error', () => {});
	socket.ended = new Promise((resolve) => socket.once('close', resolve));
	return socket;
}

async function isServing(front) {
	assert.equal((await once(front, get(front, '/'))).status, 200);
}

describe('limits', { concurrency: 3 }, () => {
	it('ends a connection that never logs in, and no other', async () => {
		const front = await Front.start({ limits: { login_deadline_ms: 300 } });
		const known = await Socket.loggedIn(front);
		const silent = await Socket.open(front);
		const chatty = await Socket.open(front);
		await chatty.echo('talking is not logging in');
		assert.deepEqual(await silent.goodbye(), [1008, 'not signed in in time']);
		assert.deepEqual(await chatty.goodbye(), [1008, 'not signed in in time']);
		await front.line(/^CLOSED 2$/);
		await front.line(/^CLOSED 3$/);
		await known.echo('still here');
		await front.stop();
	});

	it('waits for a guest who has knocked, and takes no more from one than from a stranger', async () => {
		const front = await Front.start({ limits: { login_deadline_ms: 300 } });
		const guest = await Socket.open(front);
		const silent = await Socket.open(front);
		await guest.echo('knock');
		assert.deepEqual(await silent.goodbye(), [1008, 'not signed in in time']);
		await pause(200);
		await guest.echo('still at the door');
		const whole = Buffer.alloc((64 << 10) + 52, 1);
		guest.send(OP.binary, whole);
		assert.ok((await guest.binary()).equals(whole));
		guest.send(OP.binary, Buffer.alloc(whole.length + 1, 1));
		assert.deepEqual(await guest.goodbye(), [1009, 'message too large']);
		await front.stop();
	});

	it('ends a connection that never logs in and does not answer the goodbye', async () => {
		const front = await Front.start({ limits: { login_deadline_ms: 100 } });
		const socket = await Socket.open(front);
		assert.equal((await socket.next()).op, OP.close);
		await within(socket.line.closed, 'the end without an answer', 9000);
		await front.stop();
	});

	it('pings, and hangs up on silence only', async () => {
		const front = await Front.start({ limits: { ping_s: 1, hangup_s: 2 } });
		const deaf = await Socket.loggedIn(front, { answersPings: false });
		const alive = await Socket.loggedIn(front);
		const listening = alive.text();
		await front.line(/^CLOSED 1$/);
		/* As long again, and longer, on nothing but its pongs. */
		await pause(2600);
		assert.ok(!front.lines.includes('CLOSED 2'), 'who answers pings is not silent');
		alive.say('still here');
		assert.equal(await listening, 'still here');
		deaf.destroy();
		await front.stop();
	});

	it('ends a connection that sends too many messages', async () => {
		const front = await Front.start({ limits: { message_burst: 20, message_rate: 1 } });
		const socket = await Socket.loggedIn(front);
		for (let i = 0; i < 19; i++) await socket.echo(`message ${i}`);
		for (let i = 0; i < 5; i++) socket.say('one too many');
		const seen = [];
		let got = await socket.next();
		for (; got.op === OP.text; got = await socket.next()) seen.push(got.payload.toString());
		assert.equal(got.op, OP.close);
		assert.equal(got.payload.readUInt16BE(0), 1008);
		assert.equal(got.payload.subarray(2).toString(), 'too many messages');
		assert.ok(seen.length <= 2, `${seen.length} came through`);
		await front.stop();
	});

	it('ends a message of endless small fragments', async () => {
		const front = await Front.start();
		const socket = await Socket.loggedIn(front);
		socket.send(OP.text, 'a', { fin: false });
		for (let i = 0; i < 200; i++) socket.send(OP.more, 'a', { fin: false });
		assert.deepEqual(await socket.goodbye(), [1008, 'too many fragments']);
		await front.stop();
	});

	it('gives a patient reader everything', async () => {
		const front = await Front.start();
		const socket = await Socket.open(front);
		socket.say(`flood ${3 << 20}`);
		for (let i = 0; i < 96; i++) assert.equal((await socket.text()).length, 32 << 10);
		await socket.echo('all of it');
		await front.stop();
	});

	it('cuts a slow reader while others go on', async () => {
		const front = await Front.start();
		const slow = await Socket.loggedIn(front);
		const other = await Socket.loggedIn(front);
		slow.line.socket.pause();
		slow.say(`flood ${48 << 20}`);
		await front.line(/^CLOSED 1$/);
		for (let i = 0; i < 20; i++) await other.echo(`going on ${i}`);
		slow.destroy();
		await front.stop();
	});

	it('keeps pongs out of the middle of a message', async () => {
		const front = await Front.start();
		const socket = await Socket.loggedIn(front);
		socket.line.socket.pause();
		const big = Buffer.alloc(1 << 20, 7);
		big[0] = 1;
		for (let i = 0; i < 3; i++) {
			socket.send(OP.binary, big);
			socket.send(OP.ping, `ping ${i}`);
		}
		await pause(100);
		socket.line.socket.resume();
		const ops = [];
		while (ops.filter((op) => op === OP.binary).length < 3) {
			const got = await socket.next();
			ops.push(got.op);
			if (got.op === OP.binary) assert.ok(got.payload.equals(big));
			else assert.equal(got.op, OP.pong);
		}
		await socket.echo('in order');
		await front.stop();
	});

	it('refuses connections over the limit of an address, and serves again afterwards', async () => {
		const front = await Front.start({ limits: { loopback_conn_max: 5 } });
		const held = [];
		for (let i = 0; i < 5; i++) held.push(await Socket.open(front));
		await assert.rejects(Line.open(front));
		for (const socket of held) await socket.echo('served');
		held[0].destroy();
		await front.line(/^CLOSED 1$/);
		await within(retry(() => isServing(front)), 'a free place');
		await front.stop();
	});

	it('outlives its descriptors: no spinning, and it serves again', async () => {
		const front = await Front.start({ ulimit: 64 });
		await isServing(front);
		const crowd = Array.from({ length: 60 }, () => plainSocket(front));
		// 64 descriptors leave 32 for connections: the rest is turned away.
		await within(Promise.any(crowd.map((socket) => socket.ended)), 'a refusal');
		const before = ticks(front);
		await pause(500);
		assert.ok(ticks(front) - before < 15, `${ticks(front) - before} ticks in half a second`);
		assert.ok(front.stderr.length < 10000, front.stderr.slice(0, 1000));
		for (const socket of crowd) socket.destroy();
		await within(retry(() => isServing(front)), 'serving again');
		await front.stop();
	});

	it('waits when the system has no descriptor left for it', async () => {
		const front = await Front.start();
		const socket = await Socket.loggedIn(front);
		const open = new Set(readdirSync(`/proc/${front.pid}/fd`).map(Number));
		let free = 0;
		while (open.has(free)) free++;
		execFileSync('prlimit', [`--pid=${front.pid}`, `--nofile=${free}:`]);
		const crowd = Array.from({ length: 10 }, () => plainSocket(front));
		await within(retry(() => assert.match(front.stderr, /can't accept/)), 'exhaustion');
		const before = ticks(front);
		await pause(500);
		assert.ok(ticks(front) - before < 15, `${ticks(front) - before} ticks in half a second`);
		assert.ok(front.stderr.length < 10000, front.stderr.slice(0, 1000));
		await socket.echo('going on');
		execFileSync('prlimit', [`--pid=${front.pid}`, '--nofile=1024:']);
		for (const one of crowd) one.destroy();
		await isServing(front);
		await front.stop();
	});

	it('closes a silent TLS connection and a dribbled head by itself', async () => {
		const front = await Front.start({ limits: { setup_s: 1 } });
		const silent = plainSocket(front);
		const dribbled = await Line.open(front);
		dribbled.write('GET / HTTP/1.1\r\nHost');
		await within(Promise.all([silent.ended, dribbled.closed]), 'two ends');
		await front.stop();
	});
});

describe('life and death', () => {
	it('says goodbye to everyone when core says stop', async () => {
		const front = await Front.start();
		const socket = await Socket.loggedIn(front);
		const other = await Socket.open(front);
		other.say('stop');
		assert.deepEqual(await socket.goodbye(), [1001, 'the server stops']);
		assert.deepEqual(await other.goodbye(), [1001, 'the server stops']);
		assert.equal((await front.line(/^EXIT (\d+)/))[1], '0');
	});

	it('stops although somebody does not let go', async () => {
		const front = await Front.start();
		const socket = await Socket.open(front);
		socket.say('stop');
		assert.equal((await front.line(/^EXIT (\d+)/))[1], '0');
		socket.destroy();
	});

	it('exits at once when core is gone', async () => {
		const front = await Front.start();
		const socket = await Socket.loggedIn(front);
		socket.say('die');
		await socket.line.rest();
		await front.ended;
		await within(retry(() => assert.throws(() => process.kill(front.pid, 0))), 'its end');
	});

	it('says in a sentence why it cannot start', async () => {
		const front = await Front.start();
		const port = await freePort();
		const cases = [
			[{ port: front.port }, /port \d+ on 127\.0\.0\.1 is taken/],
			[{ port, web: 'none' }, /there is no index\.html/],
			[{ port, cert: '/dev/null' }, /certificate \/dev\/null can't be used/],
			[{ port, cert: '/nowhere' }, /certificate \/nowhere can't be read/],
			[{ port, origin: 'http://localhost' }, /"http:\/\/localhost" is not an origin/],
			[{ port, ulimit: 39 }, /39 open files are too few/],
		];
		for (const [options, pattern] of cases) {
			const { sentence, code } = await Front.fails(options);
			assert.match(sentence, pattern);
			assert.equal(code, 2);
		}
		await isServing(front);
		await front.stop();
	});

	it('holds no file open but its own few', async () => {
		const front = await Front.start();
		await isServing(front);
		const links = readdirSync(`/proc/${front.pid}/fd`).length;
		assert.ok(links < 24, `${links} descriptors`);
		await front.stop();
	});
});

/** Tries until it works; within() bounds it. */
async function retry(attempt) {
	for (;;) {
		try {
			return await attempt();
		} catch {
			await pause(20);
		}
	}
}
