// Peer frames: relayed within a room that core has made, byte for byte, and nowhere else.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Front, OP, Socket } from './client.mjs';

const ROOM = 'aa'.repeat(16);
const EVERYONE = '00'.repeat(16);

function peerFrame(room, from, to, body) {
	return Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.from(room + from + to, 'hex'), body]);
}

describe('rooms', () => {
	let front;
	let people;
	before(async () => {
		front = await Front.start({ limits: { stray_max: 3 } });
		people = [];
		for (const id of ['01', '02', '03']) {
			const socket = await Socket.loggedIn(front);
			socket.id = id.repeat(16);
			await socket.echo(`join ${ROOM} ${socket.id}`);
			people.push(socket);
		}
	});
	after(() => front.stop());

	async function outsider() {
		const socket = await Socket.loggedIn(front);
		socket.id = '0f'.repeat(16);
		return socket;
	}

	/** A good frame comes next at every other member: whatever was tried before got nowhere. */
	async function nothingCameThrough() {
		const [a, ...others] = people;
		const sent = peerFrame(ROOM, a.id, EVERYONE, randomBytes(40));
		a.send(OP.binary, sent);
		for (const other of others) assert.ok((await other.binary()).equals(sent));
	}

	it('relays to everyone else in the room', async () => {
		const [a, b, c] = people;
		for (const length of [0, 1, 1000, 64 * 1024]) {
			const sent = peerFrame(ROOM, a.id, EVERYONE, randomBytes(length));
			a.send(OP.binary, sent);
			assert.ok((await b.binary()).equals(sent));
			assert.ok((await c.binary()).equals(sent));
		}
		// The sender gets nothing back, from the room or from core.
		await a.echo('nothing before this');
	});

	it('relays to one', async () => {
		const [a, b, c] = people;
		const sent = peerFrame(ROOM, b.id, c.id, randomBytes(100));
		b.send(OP.binary, sent);
		assert.ok((await c.binary()).equals(sent));
		await a.echo('not for me');
	});

	it('relays what came in fragments as one message', async () => {
		const [a, b, c] = people;
		const sent = peerFrame(ROOM, c.id, EVERYONE, randomBytes(3000));
		c.send(OP.binary, sent.subarray(0, 10), { fin: false });
		c.send(OP.more, sent.subarray(10, 2000), { fin: false });
		c.send(OP.more, sent.subarray(2000));
		assert.ok((await a.binary()).equals(sent));
		assert.ok((await b.binary()).equals(sent));
	});

	it('relays for a guest in the room that the guest was let into, and in no other', async () => {
		const [a, b, c] = people;
		const guest = await Socket.open(front);
		guest.id = '0a'.repeat(16);
		const elsewhere = await Socket.loggedIn(front);
		await elsewhere.echo(`join ${'bb'.repeat(16)} ${'0b'.repeat(16)}`);
		await guest.echo('knock');
		guest.send(OP.binary, peerFrame(ROOM, guest.id, EVERYONE, randomBytes(9)));
		await guest.echo('not yet');
		await guest.echo(`join ${ROOM} ${guest.id}`);
		const sent = peerFrame(ROOM, guest.id, EVERYONE, randomBytes(64 * 1024));
		guest.send(OP.binary, sent);
		for (const one of [a, b, c]) assert.ok((await one.binary()).equals(sent));
		guest.send(OP.binary, peerFrame('bb'.repeat(16), guest.id, EVERYONE, randomBytes(9)));
		guest.send(OP.binary, peerFrame(ROOM, a.id, EVERYONE, randomBytes(9)));
		await guest.echo('dropped');
		await elsewhere.echo('nothing came');
		await guest.echo(`leave ${ROOM}`);
		guest.destroy();
		elsewhere.destroy();
		await nothingCameThrough();
	});

	it('drops a frame from outside the room', async () => {
		const socket = await outsider();
		socket.send(OP.binary, peerFrame(ROOM, people[0].id, EVERYONE, randomBytes(8)));
		socket.send(OP.binary, peerFrame(ROOM, socket.id, EVERYONE, randomBytes(8)));
		await socket.echo('dropped');
		await nothingCameThrough();
		socket.destroy();
	});

	it("drops a frame with someone else's id", async () => {
		const [, b] = people;
		b.send(OP.binary, peerFrame(ROOM, people[2].id, EVERYONE, randomBytes(8)));
		await b.echo('dropped');
		await nothingCameThrough();
	});

	it('drops frames that are short or have reserved bytes, and closes after a few', async () => {
		const socket = await outsider();
		const good = peerFrame(ROOM, socket.id, EVERYONE, Buffer.alloc(0));
		const reserved = Buffer.from(good);
		reserved[3] = 1;
		socket.send(OP.binary, good.subarray(0, 51));
		socket.send(OP.binary, reserved);
		socket.send(OP.binary, Buffer.from([2]));
		await socket.echo('three are forgiven');
		socket.send(OP.binary, good);
		assert.deepEqual(await socket.goodbye(), [1008, 'peer frames that do not belong']);
		await nothingCameThrough();
	});

	it('refuses a body over 64 KiB', async () => {
		const socket = await outsider();
		const body = Buffer.alloc(64 * 1024 + 1);
		socket.send(OP.binary, peerFrame(ROOM, socket.id, EVERYONE, body));
		assert.equal((await socket.goodbye())[0], 1009);
		await nothingCameThrough();
	});

	it('gives who left nothing, and takes nothing from them', async () => {
		const socket = await outsider();
		await socket.echo(`join ${ROOM} ${socket.id}`);
		await socket.echo(`leave ${ROOM}`);
		socket.send(OP.binary, peerFrame(ROOM, socket.id, EVERYONE, randomBytes(8)));
		await nothingCameThrough();
		await socket.echo('nothing for me');
		socket.destroy();
	});

	it('keeps rooms apart', async () => {
		const socket = await outsider();
		const other = 'bb'.repeat(16);
		await socket.echo(`join ${other} ${people[1].id}`);
		socket.send(OP.binary, peerFrame(other, people[1].id, EVERYONE, randomBytes(8)));
		socket.send(OP.binary, peerFrame(ROOM, people[1].id, EVERYONE, randomBytes(8)));
		await socket.echo('kept apart');
		await nothingCameThrough();
		socket.destroy();
	});

	it('lets nobody speak in a room that core has shut', async () => {
		const [a, b] = people;
		await b.echo(`shut ${ROOM}`);
		a.send(OP.binary, peerFrame(ROOM, a.id, EVERYONE, randomBytes(8)));
		await a.echo('too late');
		for (const person of people) await person.echo('nothing came');
	});
});
