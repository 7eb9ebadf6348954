// TLS records: what one read brings is dealt with whole, however it is cut into records. Whoever reads ahead
// and asks nobody again would let it lie until the socket speaks once more, which these clients never do.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Front, frame, Held, OP, Socket, within } from './client.mjs';

/** Each piece is a record of its own; all go out at once. */
async function together(socket, under, pieces) {
	under.holding = true;
	for (const piece of pieces)
		await within(new Promise((resolve) => socket.line.socket.write(piece, resolve)), 'a record to be made');
	under.release();
}

describe('records', () => {
	let front;
	before(async () => {
		front = await Front.start({ limits: { message_burst: 10000, message_rate: 10000 } });
	});
	after(() => front.stop());

	async function open() {
		const under = new Held(front);
		return { under, socket: await Socket.loggedIn(front, { under }) };
	}

	it('takes many messages in as many records', async () => {
		const { under, socket } = await open();
		const texts = Array.from({ length: 40 }, (_, i) => `message ${i}`);
		await together(socket, under, texts.map((text) => frame(OP.text, text)));
		for (const text of texts) assert.equal(await socket.text(), text);
		socket.destroy();
	});

	it('takes a message whose every byte is a record', async () => {
		const { under, socket } = await open();
		const bytes = [...frame(OP.text, 'byte by byte')].map((byte) => Buffer.from([byte]));
		await together(socket, under, bytes);
		assert.equal(await socket.text(), 'byte by byte');
		await socket.echo('and goes on');
		socket.destroy();
	});

	it('takes what lies behind half a frame', async () => {
		const { under, socket } = await open();
		const [first, second] = [frame(OP.text, 'x'.repeat(3000)), frame(OP.text, 'behind')];
		await together(socket, under, [first.subarray(0, 1), Buffer.concat([first.subarray(1), second.subarray(0, 3)])]);
		assert.equal((await socket.text()).length, 3000);
		await together(socket, under, [second.subarray(3, 4), second.subarray(4), frame(OP.text, 'last')]);
		assert.equal(await socket.text(), 'behind');
		assert.equal(await socket.text(), 'last');
		socket.destroy();
	});

	it('takes what was read while the answers did not get out', async () => {
		const { under, socket } = await open();
		const big = Buffer.alloc(1 << 20, 7);
		big[0] = 1;
		under.socket.pause();
		for (let i = 0; i < 3; i++) socket.send(OP.binary, big);
		await together(socket, under, Array.from({ length: 8 }, (_, i) => frame(OP.text, `meanwhile ${i}`)));
		await new Promise((resolve) => setTimeout(resolve, 300));
		under.socket.resume();
		for (let i = 0; i < 3; i++) assert.ok((await socket.binary()).equals(big));
		for (let i = 0; i < 8; i++) assert.equal(await socket.text(), `meanwhile ${i}`);
		socket.destroy();
	});

	it('hears a goodbye behind other records, and the end of TLS', async () => {
		const { under, socket } = await open();
		const code = Buffer.from([0x03, 0xe8]);
		await together(socket, under, [frame(OP.ping, 'last words'), frame(OP.close, code)]);
		let got = await socket.next();
		if (got.op === OP.pong) got = await socket.next();
		assert.equal(got.op, OP.close);
		const other = await open();
		const conn = front.lines.filter((line) => line.startsWith('OPEN ')).at(-1).split(' ')[1];
		other.under.holding = true;
		other.socket.say('never heard of again');
		other.socket.line.socket.end();
		await new Promise((resolve) => setTimeout(resolve, 50));
		other.under.release();
		await front.line(new RegExp(`^CLOSED ${conn}$`));
		other.socket.destroy();
		socket.destroy();
	});
});
