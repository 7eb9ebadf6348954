// Messages: whole whatever the pieces, bounded by what arrives, and ended politely.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Front, frame, OP, pause, Socket } from './client.mjs';

const KIB = 1024;
const MIB = 1024 * KIB;

function blob(length, kind = 1) {
	const bytes = Buffer.alloc(length);
	for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 8)) & 255;
	bytes[0] = kind;
	return bytes;
}

describe('frames', () => {
	let front;
	before(async () => {
		front = await Front.start();
	});
	after(() => front.stop());

	it('carries text and blobs to core and back', async () => {
		const socket = await Socket.loggedIn(front);
		await socket.echo('{"v":1}');
		await socket.echo('');
		await socket.echo('åäö €');
		await socket.echo('x'.repeat(64 * KIB));
		for (const length of [1, 125, 126, 65535, 65536, MIB]) {
			socket.send(OP.binary, blob(length));
			assert.ok((await socket.binary()).equals(blob(length)), `${length} bytes`);
		}
		socket.destroy();
	});

	it('puts fragments together, with a ping between them', async () => {
		const socket = await Socket.open(front);
		socket.send(OP.text, 'one ', { fin: false });
		socket.send(OP.ping, 'still there?');
		socket.send(OP.more, '', { fin: false });
		socket.send(OP.more, 'two ', { fin: false });
		socket.send(OP.more, 'three');
		const pong = await socket.next();
		assert.equal(pong.op, OP.pong);
		assert.equal(pong.payload.toString(), 'still there?');
		assert.equal(await socket.text(), 'one two three');
		socket.destroy();
	});

	it('puts frames together that come byte by byte', async () => {
		const socket = await Socket.open(front);
		for (const byte of frame(OP.text, 'slowly')) {
			socket.line.write(Buffer.from([byte]));
			await pause(1);
		}
		assert.equal(await socket.text(), 'slowly');
		socket.destroy();
	});

	it('takes many messages in one piece, in order', async () => {
		const socket = await Socket.open(front);
		const texts = Array.from({ length: 100 }, (_, i) => `message ${i}`);
		socket.line.write(Buffer.concat(texts.map((text) => frame(OP.text, text))));
		for (const text of texts) assert.equal(await socket.text(), text);
		socket.destroy();
	});

	it('refuses a text over 64 KiB with 1009', async () => {
		const socket = await Socket.loggedIn(front);
		socket.say('x'.repeat(64 * KIB + 1));
		assert.deepEqual(await socket.goodbye(), [1009, 'message too large']);
	});

	it('refuses a text over 64 KiB in fragments with 1009', async () => {
		const socket = await Socket.loggedIn(front);
		socket.send(OP.text, 'x'.repeat(40 * KIB), { fin: false });
		socket.send(OP.more, 'x'.repeat(40 * KIB), { fin: false });
		assert.deepEqual(await socket.goodbye(), [1009, 'message too large']);
	});

	it('refuses a blob over 1 MiB with 1009', async () => {
		const socket = await Socket.loggedIn(front);
		socket.send(OP.binary, blob(MIB + 1));
		assert.deepEqual(await socket.goodbye(), [1009, 'message too large']);
	});

	it('refuses a blob over that of a whole peer frame before login with 1009', async () => {
		const socket = await Socket.open(front);
		const whole = 64 * KIB + 52;
		socket.send(OP.binary, blob(whole));
		assert.equal((await socket.binary()).length, whole);
		socket.send(OP.binary, blob(whole + 1));
		assert.deepEqual(await socket.goodbye(), [1009, 'message too large']);
	});

	it('sets nothing aside for a length that is only announced', async () => {
		const memory = () =>
			Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${front.pid}/status`, 'utf8'))[1]);
		const before = memory();
		const sockets = [];
		for (let i = 0; i < 8; i++) {
			const socket = await Socket.loggedIn(front);
			socket.send(OP.binary, blob(10), { announced: 2 ** 40 });
			sockets.push(socket);
		}
		const other = await Socket.open(front);
		await other.echo('others go on');
		assert.ok(memory() - before < 8 * KIB, `${memory() - before} KiB more`);
		for (const socket of [...sockets, other]) socket.destroy();
	});

	for (const [what, bytes] of [
		['a frame with reserved bits', [0xf1, 0x80, 0, 0, 0, 0]],
		['an unknown opcode', [0x83, 0x80, 0, 0, 0, 0]],
		['a continuation of nothing', [0x80, 0x80, 0, 0, 0, 0]],
		['a fragmented ping', [0x09, 0x80, 0, 0, 0, 0]],
		['a ping over 125 bytes', [0x89, 0xfe, 0, 126, 0, 0, 0, 0]],
		['a length with its first bit set', [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]],
		['a new message inside another', [...frame(OP.text, 'a', { fin: false }), ...frame(OP.text, 'b')]],
	])
		it(`ends a connection that sends ${what}`, async () => {
			const socket = await Socket.open(front);
			const opened = front.lines.filter((line) => line.startsWith('OPEN')).at(-1);
			socket.line.write(Buffer.from(bytes));
			await front.line(new RegExp(`^${opened.replace('OPEN', 'CLOSED')}$`));
			socket.destroy();
		});

	it('refuses text that is not UTF-8', async () => {
		for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x61, 0xe2, 0x82]]) {
			const socket = await Socket.open(front);
			socket.send(OP.text, Buffer.from(bytes));
			assert.equal((await socket.goodbye())[0], 1007);
		}
	});

	for (const [what, bytes] of [
		['no kind', Buffer.alloc(0)],
		['kind 0', blob(10, 0)],
		['kind 3', blob(10, 3)],
	])
		it(`refuses a binary frame of ${what} with 1003`, async () => {
			const socket = await Socket.loggedIn(front);
			socket.send(OP.binary, bytes);
			assert.deepEqual(await socket.goodbye(), [1003, 'unknown kind of binary frame']);
		});

	it('says what core says before it closes, with its code and reason', async () => {
		const socket = await Socket.open(front);
		socket.say('close 4003 signed out elsewhere');
		assert.equal(await socket.text(), 'last words');
		assert.deepEqual(await socket.goodbye(), [4003, 'signed out elsewhere']);
	});

	it('answers a close, and core hears of every end once', async () => {
		const socket = await Socket.open(front);
		socket.send(OP.close, Buffer.from([3, 232]));
		assert.equal((await socket.next()).op, OP.close);
		await socket.line.rest();
		const again = await Socket.open(front);
		again.destroy();
		const conns = (what) =>
			front.lines
				.filter((line) => line.startsWith(`${what} `))
				.map((line) => line.split(' ')[1]);
		for (const conn of conns('OPEN')) await front.line(new RegExp(`^CLOSED ${conn}$`));
		assert.deepEqual(conns('CLOSED').sort(), conns('OPEN').sort());
	});
});
