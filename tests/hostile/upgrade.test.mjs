// The ways to become something other than HTTP/1.1, and the one that is open.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Front, frame, get, Line, OP, once, Socket, upgradeFields } from './client.mjs';

describe('upgrade', () => {
	let front;
	before(async () => {
		front = await Front.start();
	});
	after(() => front.stop());

	it('refuses TLS 1.2', async () => {
		await assert.rejects(Line.open(front, { maxVersion: 'TLSv1.2' }), /alert|version|ECONNRESET/);
	});

	it('refuses an expensive group', async () => {
		await assert.rejects(Line.open(front, { ecdhCurve: 'P-521' }), /alert|handshake|ECONNRESET/);
		const line = await Line.open(front, { ecdhCurve: 'X25519' });
		assert.equal(line.socket.getProtocol(), 'TLSv1.3');
		line.destroy();
	});

	it('never agrees on h2 by ALPN', async () => {
		const both = await Line.open(front, { ALPNProtocols: ['h2', 'http/1.1'] });
		assert.equal(both.socket.alpnProtocol, 'http/1.1');
		both.destroy();
		const only = await Line.open(front, { ALPNProtocols: ['h2'] });
		assert.notEqual(only.socket.alpnProtocol, 'h2');
		only.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
		const rest = await only.rest();
		// A SETTINGS frame would begin with its length, not with "HTTP/1.1".
		assert.ok(rest.length === 0 || /^HTTP\/1\.[01] 4/.test(rest.toString('latin1')), rest);
	});

	const settings = { 'HTTP2-Settings': 'AAMAAABkAARAAAAAAAIAAAAA' };
	for (const [upgrade, connection] of [
		['h2c', 'Upgrade, HTTP2-Settings'],
		['H2C', 'Upgrade, HTTP2-Settings'],
		['h2c', undefined],
		['h2c, websocket', 'Upgrade'],
		['websocket, h2c', 'Upgrade'],
		['WebSocket', 'Upgrade'],
		['websocket2', 'Upgrade'],
		['TLS/1.3', 'Upgrade'],
		['', 'Upgrade'],
	])
		it(`refuses Upgrade: ${upgrade} (Connection: ${connection})`, async () => {
			const fields = upgradeFields(front, { Upgrade: upgrade, Connection: connection, ...settings });
			const line = await Line.open(front);
			line.write(get(front, '/ws', fields));
			const answer = await line.answer();
			assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
			line.destroy();
			assert.equal((await once(front, get(front, '/'))).status, 200);
		});

	const refusals = [
		['a foreign Origin', { Origin: 'https://example.org' }, 403],
		['the Origin of another port', { Origin: 'https://localhost:1' }, 403],
		['a plain-text Origin', { Origin: 'http://localhost' }, 403],
		['an opaque Origin', { Origin: 'null' }, 403],
		['no Origin', { Origin: undefined }, 403],
		['a foreign Host', { Host: 'example.org' }, 421],
		['no subprotocol', { 'Sec-WebSocket-Protocol': undefined }, 400],
		['another subprotocol', { 'Sec-WebSocket-Protocol': 'chat' }, 400],
		['the name of our other protocol', { 'Sec-WebSocket-Protocol': 'http-only' }, 400],
		['an old version', { 'Sec-WebSocket-Version': '8' }, 400],
		['no version', { 'Sec-WebSocket-Version': undefined }, 400],
		['no key', { 'Sec-WebSocket-Key': undefined }, 400],
		['a key of another length', { 'Sec-WebSocket-Key': 'c2hvcnQ=' }, 400],
	];
	for (const [what, changes, status] of refusals)
		it(`refuses a WebSocket with ${what}`, async () => {
			const answer = await once(front, get(front, '/ws', upgradeFields(front, changes)));
			assert.equal(answer.status, status);
			assert.equal(answer.headers.connection, 'close');
			assert.ok(answer.headers['content-security-policy']);
		});

	it('refuses a WebSocket anywhere else', async () => {
		for (const target of ['/', '/ws/', '/wss', '/assets/app-1a2b.js'])
			assert.equal((await once(front, get(front, target, upgradeFields(front)))).status, 404);
	});

	it('refuses to upgrade a POST', async () => {
		assert.equal((await once(front, get(front, '/ws', upgradeFields(front), 'POST'))).status, 405);
	});

	it('hangs up on an upgrade with a body', async () => {
		for (const fields of [{ 'Content-Length': '5' }, { 'Transfer-Encoding': 'chunked' }]) {
			const line = await Line.open(front);
			line.write(`${get(front, '/ws', upgradeFields(front, fields))}hello`);
			assert.equal((await line.rest()).length, 0);
		}
	});

	it('opens a WebSocket, also when the first frame comes along', async () => {
		const line = await Line.open(front);
		const fields = upgradeFields(front, { 'Sec-WebSocket-Protocol': 'other, etatunti.v1' });
		line.write(Buffer.concat([Buffer.from(get(front, '/ws', fields)), frame(OP.text, 'early')]));
		assert.equal((await line.answer(false)).status, 101);
		await line.until('the echo', () => line.received.includes('early') || undefined);
		line.destroy();
	});

	it('offers no extension', async () => {
		const socket = await Socket.open(front);
		await socket.echo('plain');
		socket.destroy();
	});
});
