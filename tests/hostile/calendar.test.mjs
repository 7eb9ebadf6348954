// The one address that is answered by core: what is no address, who waits in vain, who reads slowly, who goes away.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Front, get, Line, once, pause, Socket } from './client.mjs';

const LONG = 512 * 1024;

/** A secret by whose first byte the harness answers. */
const at = (kind, last = 0) => {
	const secret = Buffer.alloc(32, 9);
	secret[0] = kind;
	secret[31] = last;
	return `/calendar/${secret.toString('base64url')}.ics`;
};
let marks = 100;
/** How many questions core has got so far, but for the marks by which we know that all lines are here. */
async function asks(front) {
	const mark = ++marks;
	await once(front, get(front, at(1, mark)));
	await front.line(new RegExp(`^ASK ${mark} `));
	return front.lines.filter((line) => line.startsWith('ASK 0 ')).length;
}

describe('calendar', () => {
	let front;
	before(async () => {
		front = await Front.start();
	});
	after(() => front.stop());

	it('serves what core says, for its reader alone, and once more only if it changed', async () => {
		const { status, headers, body } = await once(front, get(front, at(1)));
		assert.deepEqual([status, body.toString()], [200, 'BEGIN:VCALENDAR']);
		assert.equal(headers['content-type'], 'text/calendar; charset=utf-8');
		assert.equal(headers['cache-control'], 'private, no-cache');
		assert.equal(headers['referrer-policy'], 'no-referrer');
		assert.match(headers['content-security-policy'], /^default-src 'none'/);
		assert.match(headers.etag, /^"[0-9a-f]+"$/);
		await front.line(/^ASK 0 127\.0\.0\.1$/);
		const same = await once(front, get(front, at(1), { 'If-None-Match': headers.etag }));
		assert.deepEqual([same.status, same.headers.etag, same.body.length], [304, headers.etag, 0]);
		assert.equal(same.headers['content-length'], undefined);
		const other = await once(front, get(front, at(1), { 'If-None-Match': '"else"' }));
		assert.equal(other.status, 200);
	});

	it('answers HEAD with the head alone, and goes on', async () => {
		const line = await Line.open(front);
		const { status, headers } = await line.request(get(front, at(1), {}, 'HEAD'), false);
		assert.deepEqual([status, headers['content-length']], [200, '15']);
		assert.equal((await line.request(get(front, '/'))).status, 200);
		assert.equal((await line.request(get(front, at(0)))).status, 404);
		assert.equal((await line.request(get(front, at(3)))).body.length, LONG);
		assert.equal((await line.request(get(front, at(1)))).status, 200);
		line.destroy();
	});

	it('answers pipelined questions in order', async () => {
		const line = await Line.open(front);
		line.write(get(front, at(1)) + get(front, at(0)) + get(front, '/') + get(front, at(4)));
		assert.equal((await line.answer()).body.toString(), 'BEGIN:VCALENDAR');
		assert.equal((await line.answer()).status, 404);
		assert.match((await line.answer()).body.toString(), /Etätunti/);
		assert.equal((await line.answer()).body.toString(), 'first');
		line.destroy();
	});

	it('finds nothing at what is no address, in the words of an unknown one, and asks nobody', async () => {
		const unknown = await once(front, get(front, at(0)));
		const before = await asks(front);
		const good = at(1);
		for (const target of [
			'/calendar/',
			'/calendar/.ics',
			'/calendar/x.ics',
			good.slice(0, -4),
			`${good}x`,
			`${good}/`,
			good.replace('.ics', '.ICS'),
			good.replace('/calendar/', '/calendar/A'),
			good.replace('/calendar/A', '/calendar/'),
			good.replace('/calendar/A', '/calendar/='),
			good.replace('/calendar/A', '/calendar/+'),
			good.replace('A.ics', 'B.ics'), // the same bytes in another spelling
			`/calendar/${'A'.repeat(900)}.ics`,
			`/calendar/../${good.slice(1)}x`,
		]) {
			const { status, headers, body } = await once(front, get(front, target));
			assert.equal(status, 404, target);
			assert.deepEqual([headers, body], [unknown.headers, unknown.body], target);
		}
		assert.equal(await asks(front), before);
	});

	for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
		it(`refuses ${method} without asking`, async () => {
			const before = await asks(front);
			const { status, headers } = await once(front, get(front, at(1), {}, method));
			assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
			assert.equal(await asks(front), before);
		});

	it('refuses another Host and a body', async () => {
		const before = await asks(front);
		assert.equal((await once(front, get(front, at(1), { Host: 'example.org' }))).status, 421);
		assert.equal(await once(front, `${get(front, at(1), { 'Content-Length': '5' })}hello`), undefined);
		assert.equal(await asks(front), before);
	});

	it('passes on that it is asked too often, and when to come back', async () => {
		const { status, headers } = await once(front, get(front, at(5)));
		assert.deepEqual([status, headers['retry-after']], [429, '60']);
		assert.equal((await once(front, get(front, at(6)))).status, 503);
	});

	it('gives up on a core that says nothing, and serves the others meanwhile', async () => {
		const waiting = once(front, get(front, at(2)));
		assert.equal((await once(front, get(front, at(1)))).status, 200);
		const { status, headers } = await waiting;
		assert.deepEqual([status, headers['retry-after']], [503, '60']);
	});

	it('asks core no more than so many questions at once', async () => {
		const lines = await Promise.all(Array.from({ length: 260 }, () => Line.open(front)));
		const before = await asks(front);
		const statuses = await Promise.all(
			lines.map((line) => line.request(get(front, at(2))).then((answer) => answer.status)),
		);
		assert.deepEqual(new Set(statuses), new Set([503]));
		assert.equal((await asks(front)) - before, 256);
		for (const line of lines) line.destroy();
		assert.equal((await once(front, get(front, at(1)))).status, 200);
	});

	it('survives who goes away while waiting, by the hundred', async () => {
		const lines = await Promise.all(Array.from({ length: 100 }, () => Line.open(front)));
		const before = await asks(front);
		for (const line of lines) line.write(get(front, at(2)));
		while ((await asks(front)) < before + 100) await pause(10);
		for (const line of lines) line.destroy();
		assert.equal((await once(front, get(front, at(1)))).status, 200);
	});

	it('waits for a slow reader and loses nothing', async () => {
		const line = await Line.open(front, { highWaterMark: 1024 });
		line.socket.pause();
		line.write(get(front, at(3)) + get(front, at(1)));
		assert.equal((await once(front, get(front, at(1)))).status, 200);
		line.socket.resume();
		const long = await line.answer();
		assert.equal(long.body.length, LONG);
		assert.ok(long.body.every((byte) => byte === 0x63));
		assert.equal((await line.answer()).body.toString(), 'BEGIN:VCALENDAR');
		line.destroy();
	});

	it('takes a thousand questions and still knows its browsers', async () => {
		const socket = await Socket.loggedIn(front);
		const line = await Line.open(front);
		for (let i = 0; i < 1000; i++)
			assert.equal((await line.request(get(front, at(i % 2 === 0 ? 1 : 0)))).status, i % 2 === 0 ? 200 : 404);
		line.destroy();
		await socket.echo('still here');
	});
});

describe('calendar without core', () => {
	it('ends with core while somebody waits, and leaves nobody hanging', async () => {
		const front = await Front.start();
		const waiting = await Line.open(front);
		waiting.write(get(front, at(2)));
		await front.line(/^ASK/);
		const last = await Line.open(front);
		last.write(get(front, at(7)));
		assert.equal((await last.rest()).length, 0);
		assert.equal((await waiting.rest()).length, 0);
		await front.stop();
	});
});
