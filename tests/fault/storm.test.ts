// A reconnect storm: 2,000 who are signed in lose their connections at once and all come back at once, over real processes
// with their usual limits. Who has not lost theirs is served meanwhile; all are back; memory is what it was.
import "./kit-load-bystander.ts";
import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { Server, Wire, within } from "../scenarios/kit.ts";
import { Bystander } from "./kit-load-bystander.ts";
import { endure } from "./kit-load-endure.ts";
import {
	CONNS_EACH,
	crowded,
	ENROLLING,
	loginOf,
	type Session,
	signedIn,
	takeUp,
} from "./kit-load-people.ts";
import { type At, address, at, each, Raw, range } from "./kit-load-raw.ts";

const PEOPLE = 500;
/** Four askings at the door for each, of the 240 that an address has at once. */
const BY_ADDRESS = 50;
const BACK_MS = 60_000;
const LATE_AT_ONCE = 100;

interface Member {
	raw: Raw;
	readonly session: Session;
	readonly from: string;
}

let server: Server;
let to: At;
let bystander: Bystander;
let all: Member[];

before(async () => {
	server = await Server.start(ENROLLING);
	const { world, crowd } = await crowded(server, PEOPLE);
	to = at(server);
	bystander = await Bystander.come(loginOf(to, world, world.people.nurse));
	all = await each(range(PEOPLE * CONNS_EACH), 8, async (n) => {
		const login = crowd[Math.floor(n / CONNS_EACH)];
		assert.ok(login !== undefined);
		const from = address(Math.floor(n / BY_ADDRESS));
		return { ...(await signedIn(login, from)), from };
	});
});
after(async () => {
	for (const { raw } of all ?? []) raw.socket.destroy();
	bystander?.go();
	await server?.dispose();
});

const isThere = (one: Member) => one.raw.ask("series-list");

/** All at once; who did not get in, a hundred at a time. How many did at once, and the tries of all. */
async function comeBack(until: number): Promise<{ atOnce: number; tries: number }> {
	let tries = 0;
	let atOnce = 0;
	for (let out = all, width = all.length; out.length > 0; width = LATE_AT_ONCE) {
		const late: Member[] = [];
		await each(out, width, async (one) => {
			tries++;
			try {
				one.raw = await Raw.open(to, one.from);
				await takeUp(one.raw, one.session);
			} catch (error) {
				if (Date.now() > until) throw error;
				await one.raw.cut();
				late.push(one);
			}
		});
		if (width === all.length) atOnce = all.length - late.length;
		out = late;
	}
	return { atOnce, tries };
}

async function storm(t: TestContext): Promise<void> {
	const began = Date.now();
	const { atOnce, tries } = await comeBack(began + BACK_MS);
	t.diagnostic(
		`all ${all.length} back after ${Date.now() - began} ms, ${atOnce} at once, by ${tries} tries`,
	);
	assert.ok(atOnce >= all.length / 2, `${atOnce} got in at once`);
}

test("2,000 are cut at once and come back at once", async (t) => {
	await each(all, 50, isThere);
	await endure(t, server, bystander, async () => {
		await Promise.all(all.map(({ raw }) => raw.cut()));
		await storm(t);
	});
	await each(all, 50, isThere);
});

test("front dies under 2,000: all are back in the sessions that they had", async (t) => {
	const { corePid, frontPid } = server;
	bystander.go();
	server.killFront();
	await within(Promise.all(all.map(({ raw }) => raw.closed)), "the ends of 2,000 connections");
	await (await Wire.openAgain(server, BACK_MS)).close();
	await storm(t);
	await each(all, 50, isThere);
	assert.equal(server.corePid, corePid);
	assert.notEqual(server.frontPid, frontPid);
});
