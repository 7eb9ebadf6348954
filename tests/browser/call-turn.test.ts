// Calls over the real coturn: direct, and relayed by UDP, TCP and TLS; a credential that has run out opens nothing; the
// relay taken away in a call and given back; a deployment that shows nobody's address. Every call is made on the screen.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Talk, Talks, type Turn, type Window } from "./kit.ts";

/** The shortest that the server gives. */
const TTL_S = 30;

let server: Server;
let turn: Turn;
let browser: Browser;
let talks: Talks;
let talk: Talk;
let worker: Window;
let contact: Window;

before(async () => {
	server = await Server.start();
	turn = await kit.startTurn(server);
	talks = await Talks.start(server);
	await talks.openHour();
	talk = await talks.newCase("a");
	talks.stop();
	browser = await Browser.launch("call-turn", server.origin);
	[worker, contact] = await Promise.all([person("worker"), person("contact")]);
	await kit.signInByLink(worker.page, server.origin, talks.cast.pairA[0].account);
	await kit.signInByLink(contact.page, server.origin, talks.contact.account);
});
after(async () => {
	await browser?.close();
	await turn?.dispose();
	await server?.dispose();
});

async function person(name: string): Promise<Window> {
	const context = await browser.profile();
	await kit.withSpy(context);
	return browser.window(name, context);
}

/** The session is open, and goes on from step to step. */
let opened = false;

const step = kit.stepsOf(() => browser);
const both = <T>(live: (page: Page) => Promise<T>): Promise<[T, T]> =>
	Promise.all([live(worker.page), live(contact.page)]);

/** The same server with other flags; both find it again by themselves. */
async function serveWith(flags: readonly string[]): Promise<void> {
	if (opened) await both((page) => kit.leaveRoom(page));
	await server.stop();
	await server.serve(flags);
}

/** Both in the room, verified and seen. */
async function meet(): Promise<void> {
	await both((page) => kit.intoLobby(page, talks.hour));
	if (opened) await kit.joinInTurn(worker.page, talk.reference);
	else await kit.openInTurn(worker.page, talk.reference);
	opened = true;
	await kit.joinInTurn(contact.page, talk.reference);
	await both((page) => kit.together(page, 1));
	await both((page) => kit.framesGrow(page));
}

/** As the person is told it. */
async function saysWay(word: string): Promise<void> {
	const { page } = worker;
	await kit.press(page, fi.call.help);
	const dialog = page.getByRole("dialog");
	await dialog.getByText(word).waitFor();
	await page.keyboard.press("Escape");
	await dialog.waitFor({ state: "hidden" });
}

step("direct, although there is a relay", async () => {
	await serveWith(turn.flags());
	await meet();
	for (const { local, remote } of await both((page) => kit.pathInUse(page))) {
		assert.match(local, /^(host|prflx)$/);
		assert.match(remote, /^(host|prflx)$/);
	}
	await saysWay(fi.call.way.direct);
});

step("without a relay this call goes on: nobody notices", async () => {
	await turn.stop();
	const lines = await both((page) => kit.lines(page));
	await both((page) => kit.framesGrow(page, 60));
	const after = await both((page) => kit.lines(page));
	assert.deepEqual(
		after.map(({ made }) => made),
		lines.map(({ made }) => made),
	);
	await turn.start();
});

for (const way of ["udp", "tcp", "tls"] as const)
	step(`relayed by ${way.toUpperCase()}, and neither shows an address to the other`, async () => {
		await serveWith([...turn.flags([way]), "--relay-only"]);
		await both((page) =>
			page.evaluate(() => {
				globalThis.etSpy.candidates.length = 0;
			}),
		);
		await meet();
		for (const path of await both((page) => kit.pathInUse(page)))
			assert.deepEqual(path, { local: "relay", remote: "relay", relayProtocol: way });
		for (const told of await both((page) => page.evaluate(() => globalThis.etSpy.candidates))) {
			assert.ok(told.length > 0);
			for (const one of told) {
				assert.match(one, / typ relay /);
				assert.ok(!/raddr (?!0\.0\.0\.0)/.test(one), one);
			}
		}
		await saysWay(fi.call.way.relayed);
	});

step("the relay is taken away in a call and given back: the call returns by itself", async () => {
	await serveWith([...turn.flags(["udp"]), "--relay-only"]);
	await meet();
	const before = await both((page) => kit.lines(page));
	await turn.stop();
	await both((page) =>
		page.locator('[data-testid="tile"][data-link="lost"]').waitFor({ timeout: 60_000 }),
	);
	await worker.look("relay-gone");
	await turn.start();
	const back = Date.now();
	const [here, there] = await both(async (page) => {
		await kit.together(page, 1);
		await kit.framesGrow(page, 3);
		return (await kit.nowIn(page)) - back;
	});
	console.log(`relay back to picture: ${here.toFixed(0)} ms and ${there.toFixed(0)} ms`);
	const after = await both((page) => kit.lines(page));
	for (const [i, { made, alive }] of after.entries())
		assert.deepEqual({ made, alive }, { made: before[i]?.made, alive: 1 });
});

/** How many relay candidates that credential gets, and with which answers of the relay. */
const tryCredential = (page: Page, server: RTCIceServer) =>
	page.evaluate(async (one) => {
		const pc = new RTCPeerConnection({ iceServers: [one], iceTransportPolicy: "relay" });
		const errors: number[] = [];
		let relays = 0;
		pc.onicecandidateerror = ({ errorCode }) => errors.push(errorCode);
		pc.onicecandidate = ({ candidate }) => {
			if (candidate?.type === "relay") relays += 1;
		};
		pc.createDataChannel("x");
		await pc.setLocalDescription();
		await new Promise<void>((done) => {
			const look = () => pc.iceGatheringState === "complete" && done();
			pc.onicegatheringstatechange = look;
			look();
		});
		pc.close();
		return { relays, errors };
	}, server);

step("a credential opens the relay while it lasts and no longer; the call has a fresh one", async () => {
	await serveWith([...turn.flags(["udp"]), "--relay-only", "--turn-ttl", String(TTL_S)]);
	await meet();
	const ice = () => worker.page.evaluate(() => globalThis.etSpy.ice[0]);
	const first = await ice();
	assert.ok(first?.username !== undefined && first.credential !== undefined);
	const [expiry = "", random = ""] = first.username.split(":");
	assert.match(random, /^[\w-]{12}$/);
	const left = Number(expiry) * 1000 - Date.now();
	assert.ok(left > (TTL_S - 15) * 1000 && left <= (TTL_S + 1) * 1000, `${left} ms`);
	const good = await tryCredential(contact.page, { ...first });
	assert.ok(good.relays > 0);
	const forged = { ...first, username: `${Number(expiry) + 3600}:${random}` };
	assert.equal((await tryCredential(contact.page, forged)).relays, 0);
	// In an hour's call it is an hour; here the clock of the test goes past the end.
	await worker.page.waitForFunction((end) => Date.now() > end, Number(expiry) * 1000 + 1_500, {
		timeout: (TTL_S + 10) * 1000,
		polling: 500,
	});
	const late = await tryCredential(contact.page, { ...first });
	assert.equal(late.relays, 0);
	assert.match(turn.said, /401|Unauthorized|expired/i);
	const fresh = await ice();
	assert.notEqual(fresh?.username, first.username);
	const renewed = await tryCredential(contact.page, { ...fresh, urls: fresh?.urls ?? "" });
	assert.ok(renewed.relays > 0);
	await both((page) => kit.framesGrow(page, 10));
});

step("nobody who is not in a room has a credential", async () => {
	await both((page) => kit.leaveRoom(page));
	const session = await worker.page.evaluate(() => globalThis.etSpy.session);
	const answer = await kit.ask(worker.page, "room-ice", { case: talk.id, session });
	assert.match(answer, /"code":"(forbidden|bad_state|not_found|no_consent)"/);
	assert.ok(!answer.includes("credential"), answer);
});

step("no policy violations, no third host, no barriers", async () => {
	await browser.close();
	// The server was away now and then.
	const other = browser.problems.filter((one) => !/WebSocket|ERR_|40\d|50\d/.test(one));
	assert.deepEqual(other, []);
	assert.deepEqual(browser.barriers, []);
});
