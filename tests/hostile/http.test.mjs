// Files from memory, the headers on every answer, and requests that must not get anywhere.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { APP_JS, Front, get, Line, once } from './client.mjs';

describe('http', () => {
	let front;
	before(async () => {
		front = await Front.start();
	});
	after(() => front.stop());

	it('serves the page, revalidated each time', async () => {
		const { status, headers, body } = await once(front, get(front, '/'));
		assert.equal(status, 200);
		assert.match(body.toString(), /Etätunti/);
		assert.equal(headers['content-type'], 'text/html; charset=utf-8');
		assert.equal(headers['cache-control'], 'no-cache');
		assert.match(headers.etag, /^"[0-9a-f]+"$/);
		assert.equal(headers.server, undefined);
		const again = await once(front, get(front, '/', { 'If-None-Match': `"x", W/${headers.etag}` }));
		assert.equal(again.status, 304);
		assert.equal(again.headers.etag, headers.etag);
		assert.equal(again.headers['content-length'], undefined);
	});

	it('serves hashed names for good, packed where that is accepted', async () => {
		const plain = await once(front, get(front, '/assets/app-1a2b.js'));
		assert.equal(plain.body.toString(), APP_JS);
		assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
		assert.equal(plain.headers['content-type'], 'text/javascript; charset=utf-8');
		const packed = await once(
			front,
			get(front, '/assets/app-1a2b.js', { 'Accept-Encoding': 'br, gzip;q=0.8' }),
		);
		assert.equal(packed.headers['content-encoding'], 'gzip');
		assert.equal(gunzipSync(packed.body).toString(), APP_JS);
		assert.notEqual(packed.headers.etag, plain.headers.etag);
		assert.equal(packed.headers.vary, 'Accept-Encoding');
		const refused = await once(
			front,
			get(front, '/assets/app-1a2b.js', { 'Accept-Encoding': 'gzip;q=0' }),
		);
		assert.equal(refused.headers['content-encoding'], undefined);
	});

	for (const [accepted, coding] of [
		['gzip, deflate, br, zstd', 'br'],
		['br', 'br'],
		['BR;q=0.1, gzip', 'br'],
		['gzip, deflate', 'gzip'],
		['gzip, br;q=0', 'gzip'],
		['gzip;q=0.0, br;q=0', undefined],
		['brotli, x-gzipped', undefined],
		['', undefined],
	])
		it(`packs by ${coding} for who accepts "${accepted}"`, async () => {
			const fields = { 'Accept-Encoding': accepted };
			const { headers, body } = await once(front, get(front, '/assets/other-3c4d.js', fields));
			assert.equal(headers['content-encoding'], coding);
			assert.equal(headers.vary, 'Accept-Encoding');
			const unpack = { br: brotliDecompressSync, gzip: gunzipSync }[coding] ?? ((bytes) => bytes);
			assert.equal(unpack(body).toString(), APP_JS);
			assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
		});

	it('knows each packing again by a tag of its own', async () => {
		const name = '/assets/other-3c4d.js';
		const tags = new Set();
		for (const accepted of ['br', 'gzip', 'identity']) {
			const fields = { 'Accept-Encoding': accepted };
			const { etag } = (await once(front, get(front, name, fields))).headers;
			tags.add(etag);
			const known = { ...fields, 'If-None-Match': etag };
			for (const method of ['GET', 'HEAD']) {
				const again = await once(front, get(front, name, known, method), false);
				assert.equal(again.status, 304);
				assert.equal(again.headers.etag, etag);
				assert.equal(again.headers.vary, 'Accept-Encoding');
				assert.equal(again.headers['cache-control'], 'public, max-age=31536000, immutable');
			}
			const other = { ...fields, 'If-None-Match': '"0123456789abcdef"' };
			assert.equal((await once(front, get(front, name, other))).status, 200);
		}
		assert.equal(tags.size, 3);
	});

	it('says in the head what the body would be, packed or not', async () => {
		for (const accepted of ['br', 'gzip', 'identity']) {
			const fields = { 'Accept-Encoding': accepted };
			const whole = await once(front, get(front, '/assets/other-3c4d.js', fields));
			const head = await once(front, get(front, '/assets/other-3c4d.js', fields, 'HEAD'), false);
			assert.deepEqual(head.headers, whole.headers);
			assert.equal(Number(head.headers['content-length']), whole.body.length);
		}
	});

	it('serves the manifest as JSON that is asked for each time', async () => {
		const { status, headers, body } = await once(front, get(front, '/manifest.json'));
		assert.deepEqual([status, body.toString()], [200, '{}\n']);
		assert.equal(headers['content-type'], 'application/json');
		assert.equal(headers['cache-control'], 'no-cache');
	});

	it('answers HEAD with the head alone and goes on', async () => {
		const line = await Line.open(front);
		const { status, headers } = await line.request(
			get(front, '/assets/app-1a2b.js', {}, 'HEAD'),
			false,
		);
		assert.equal(status, 200);
		assert.equal(Number(headers['content-length']), APP_JS.length);
		assert.equal((await line.request(get(front, '/'))).status, 200);
		assert.equal((await line.request(get(front, '/none'))).status, 404);
		assert.equal((await line.request(get(front, '/'))).status, 200);
		line.destroy();
	});

	it('answers pipelined requests in order', async () => {
		const line = await Line.open(front);
		line.write(get(front, '/assets/app-1a2b.js') + get(front, '/none') + get(front, '/'));
		assert.equal((await line.answer()).body.toString(), APP_JS);
		assert.equal((await line.answer()).status, 404);
		assert.match((await line.answer()).body.toString(), /Etätunti/);
		line.destroy();
	});

	for (const target of [
		'/index.html',
		'/assets',
		'/assets/',
		'/assets/app-1a2b.js.gz',
		'/../../../../etc/passwd',
		'/%2e%2e/%2e%2e/etc/passwd',
		'/assets/..%2f..%2fcert/key.pem',
		'/..\\cert\\key.pem',
		'/ws',
	])
		it(`finds nothing at ${target}`, async () => {
			assert.equal((await once(front, get(front, target)))?.status, 404);
		});

	for (const target of ['/%00x', '/index%00.html', '/assets/app-1a2b.js%00', '/%zz', 'https://localhost/', '*'])
		it(`does not serve ${target}`, async () => {
			const answer = await once(front, get(front, target));
			assert.ok(answer === undefined || [403, 404].includes(answer.status), answer?.status);
		});

	for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
		it(`refuses ${method}`, async () => {
			const { status, headers } = await once(front, get(front, '/', {}, method));
			assert.equal(status, 405);
			assert.equal(headers.allow, 'GET, HEAD');
		});

	for (const method of ['CONNECT', 'TRACE', 'BREW'])
		it(`hangs up on ${method}, without an answer of ours`, async () => {
			const answer = await once(front, get(front, 'localhost:22', {}, method));
			assert.ok(answer === undefined || answer.status === 403 || answer.status === 405);
			assert.equal((await once(front, get(front, '/'))).status, 200);
		});

	it('carries the security headers on every answer', async () => {
		const { etag } = (await once(front, get(front, '/'))).headers;
		const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
		for (const [status, text] of [
			[200, get(front, '/')],
			[200, get(front, '/assets/app-1a2b.js', { 'Accept-Encoding': 'gzip' })],
			[200, get(front, '/manifest.json')],
			[200, get(front, '/', {}, 'HEAD')],
			[304, get(front, '/', { 'If-None-Match': etag })],
			[404, get(front, '/no')],
			[404, get(front, '/no', upgrade)],
			[403, get(front, '/ws', upgrade)],
			[400, get(front, '/ws', { ...upgrade, Origin: `https://${front.host}` })],
			[405, get(front, '/', {}, 'DELETE')],
			[421, get(front, '/', { Host: 'example.org' })],
			// What the library refuses by itself.
			[403, get(front, '/ws', { Connection: 'Upgrade', Upgrade: 'x' })],
			[403, get(front, '/%zz')],
			[403, get(front, '*')],
			[403, get(front, '/', {}, 'BREW')],
		]) {
			const hasBody = status !== 304 && !text.startsWith('HEAD');
			const { headers, status: answered } = await once(front, text, hasBody);
			assert.equal(answered, status, text);
			const policy = headers['content-security-policy'];
			assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
			assert.ok(policy.includes(`connect-src 'self' wss://${front.host};`), policy);
			assert.ok(policy.includes("frame-ancestors 'none'"));
			assert.ok(policy.includes("require-trusted-types-for 'script'; trusted-types etatunti"));
			assert.equal(headers['x-content-type-options'], 'nosniff');
			assert.equal(headers['referrer-policy'], 'no-referrer');
			assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
			assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
			assert.match(headers['permissions-policy'], /camera=\(self\), microphone=\(self\)/);
			assert.match(headers['permissions-policy'], /geolocation=\(\)/);
			assert.equal(headers['strict-transport-security'], undefined);
		}
	});

	for (const host of [undefined, 'example.org', 'localhost', 'localhost:1', '127.0.0.1'])
		it(`refuses the Host ${host}`, async () => {
			const { status, headers } = await once(front, get(front, '/', { Host: host }));
			assert.equal(status, 421);
			assert.equal(headers.connection, 'close');
		});

	it('refuses two Hosts', async () => {
		const text = `GET / HTTP/1.1\r\nHost: ${front.host}\r\nHost: example.org\r\n\r\n`;
		assert.equal((await once(front, text)).status, 421);
	});

	const bodies = [
		['a body', { 'Content-Length': '5' }, 'hello'],
		['a negative Content-Length', { 'Content-Length': '-1' }, ''],
		['a Content-Length that is no number', { 'Content-Length': 'five' }, ''],
		['an overflowing Content-Length', { 'Content-Length': '18446744073709551616' }, ''],
		['two Content-Lengths in one', { 'Content-Length': '0, 5' }, 'hello'],
		['a chunked body', { 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'],
		['both', { 'Content-Length': '0', 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'],
		['an odd coding', { 'Transfer-Encoding': 'x' }, ''],
		['a coding before a blank', { 'Transfer-Encoding ': 'chunked' }, '0\r\n\r\n'],
		['a coding before a tab', { 'Transfer-Encoding\t': 'chunked' }, '0\r\n\r\n'],
		['a Content-Length before a blank', { 'Content-Length ': '5' }, 'hello'],
		['a Content-Length before a tab', { 'Content-Length\t': '0' }, ''],
	];
	for (const [what, fields, body] of bodies)
		for (const method of ['GET', 'POST'])
			it(`hangs up on ${method} with ${what}`, async () => {
				const line = await Line.open(front);
				// What would be smuggled must not be answered either.
				line.write(get(front, '/', fields, method) + body + get(front, '/'));
				assert.equal((await line.rest()).length, 0);
			});

	it('hangs up on an endless head', async () => {
		const line = await Line.open(front);
		line.write(`GET / HTTP/1.1\r\nHost: ${front.host}\r\nX: ${'x'.repeat(100000)}`);
		await line.rest();
		assert.equal((await once(front, get(front, '/'))).status, 200);
	});
});

describe('https elsewhere', () => {
	it('asks for strict transport security, and for its own Host', async () => {
		const front = await Front.start({ origin: 'https://etatunti.example.fi' });
		front.host = 'etatunti.example.fi';
		const { headers } = await once(front, get(front, '/'));
		assert.match(headers['strict-transport-security'], /^max-age=31536000/);
		assert.ok(headers['content-security-policy'].includes('wss://etatunti.example.fi;'));
		await front.stop();
	});
});
