// Two pairs in one hour, one after the other with the same contact, everyone with a voice of their own: one steady tone.
// In ET_RUNS changes of case the other case's tone is never in what anybody receives, no connection belongs to two rooms,
// and who asks the server for everything of the other case gets nothing of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import type { Member } from "../../web/src/demo/found.ts";
import * as kit from "./kit.ts";
import { Browser, fi, PLACES, Server, type Talk, Talks, type Turn, type Window } from "./kit.ts";

const RUNS = Number(process.env["ET_RUNS"] ?? 5);
const SILENCE_DB = -60;
/** So long everybody listens in every room, beyond what it takes to hear each other. */
const DWELL_MS = 700;

/** No multiple of one, no sum or difference of two, is another. */
const TONES = { a1: 437, a2: 733, contact: 1193, b1: 2017, b2: 2789 } as const;
type Who = keyof typeof TONES;
const ALL = Object.keys(TONES) as Who[];
const PAIRS = { a: ["a1", "a2"], b: ["b1", "b2"] } as const;
type PairName = keyof typeof PAIRS;
const other = (pair: PairName): PairName => (pair === "a" ? "b" : "a");

let server: Server;
let turn: Turn;
let browser: Browser;
let talks: Talks;
const windows = {} as Record<Who, Window>;
const page = (who: Who): Page => windows[who].page;

before(async () => {
	server = await Server.start();
	turn = await kit.startTurn(server);
	await server.stop();
	await server.serve(turn.flags());
	talks = await Talks.start(server);
	browser = await Browser.launch("call-isolation", server.origin);
	const [a1, a2] = talks.cast.pairA;
	const [b1, b2] = talks.cast.pairB;
	for (const [who, member] of Object.entries({ a1, a2, b1, b2 }))
		await intoWindow(who as Who, member);
});
after(async () => {
	talks?.stop();
	await browser?.close();
	await turn?.dispose();
	await server?.dispose();
});

async function intoWindow(who: Who, { account }: Member): Promise<void> {
	const context = await browser.profile();
	await kit.withSpy(context, Object.values(TONES));
	await kit.withVoice(context, TONES[who]);
	windows[who] = await browser.window(who, context);
	await kit.signInByLink(page(who), server.origin, account);
}

const step = kit.stepsOf(() => browser);

/** The next hour: its cases alternate between the pairs. Everyone is in its lobby, without a picture. */
async function openHour(): Promise<readonly Talk[]> {
	await talks.openHour();
	if (windows.contact !== undefined) {
		await judge(["contact"]);
		await page("contact").context().close();
	}
	await intoWindow("contact", talks.contact);
	const cases: Talk[] = [];
	for (let nth = 0; nth < PLACES; nth++) cases.push(await talks.newCase(nth % 2 === 0 ? "a" : "b"));
	for (const who of ALL) await kit.intoLobby(page(who), talks.hour, { camera: false });
	return cases;
}

const worst = new Map<string, number>();
const note = (what: string, db: number) => worst.set(what, Math.max(worst.get(what) ?? -300, db));

/** As loud as a tone of one's own case comes in: measured anew in every room. */
let loudest = 0;

/** None of these tones is in what this one has received since the last look; the next look begins here. */
async function deaf(who: Who, to: readonly Who[], where: string): Promise<void> {
	const heard = await kit.heard(page(who));
	for (const one of to) {
		if (one === who) continue;
		const { peak, level } = heard.get(TONES[one]) ?? { peak: 0, level: 0 };
		note("other case, a tone", peak - loudest);
		note("other case, anything there", level - loudest);
		assert.ok(peak - loudest < SILENCE_DB, `${who} ${where} hears ${one}: ${peak} of ${loudest}`);
	}
	await kit.listenAnew(page(who));
}

/** Everyone of that case hears the two others; none of them hears the other pair, and who waits hears nobody. */
async function listen(pair: PairName): Promise<void> {
	const inside: readonly Who[] = [...PAIRS[pair], "contact"];
	for (const who of inside)
		for (const one of inside) if (one !== who) await kit.hears(page(who), TONES[one]);
	await page("contact").evaluate((ms) => new Promise((done) => setTimeout(done, ms)), DWELL_MS);
	loudest = -Infinity;
	for (const who of inside)
		for (const [hz, { peak }] of await kit.heard(page(who)))
			if (inside.some((one) => one !== who && TONES[one] === hz)) loudest = Math.max(loudest, peak);
	note("own case, loudest", loudest);
	for (const who of ALL)
		await deaf(who, inside.includes(who) ? PAIRS[other(pair)] : ALL, `in the case of ${pair}`);
}

/** One case from its opening to its end. Listening goes on all the while, across the change too. */
async function live(pair: PairName, talk: Talk, last: boolean, asked: boolean): Promise<void> {
	const { reference } = talk;
	const [first, second] = PAIRS[pair];
	await kit.openInTurn(page(first), reference);
	await kit.joinInTurn(page(second), reference);
	const contact = page("contact");
	const joinIt = kit.button(contact, fi.lobby.joinPlain);
	const room = contact.getByRole("heading", { level: 1, name: fi.room.title(reference) });
	await room.or(joinIt).first().waitFor();
	if (await joinIt.isVisible()) await joinIt.click();
	await room.waitFor();
	for (const who of [...PAIRS[pair], "contact"] as const) await kit.together(page(who), 2);
	if (asked) await askForEverything(talk);
	await listen(pair);
	await kit.nextCase(page(first));
	for (const who of PAIRS[pair]) {
		const done = kit.button(page(who), fi.room.toLobby); // who did not press is told that it was closed
		const lobby = page(who).getByRole("heading", { level: 1, name: fi.lobby.title });
		await lobby.or(done).first().waitFor();
		if (await done.isVisible()) await done.click();
		await lobby.waitFor();
		await kit.allStopped(page(who));
		await deaf(who, PAIRS[other(pair)], "on the way out");
	}
	if (!last) return;
	const lobby = contact.getByRole("heading", { level: 1, name: fi.lobby.title });
	await lobby.or(kit.button(contact, fi.room.toLobby)).first().waitFor();
}

/** What the pages say of their connections: none of two rooms, and no certificate that was shown in two. */
async function judge(of: readonly Who[]): Promise<void> {
	for (const who of of) {
		assert.deepEqual(await page(who).evaluate(() => globalThis.etSpy.spans), []);
		const before = await page(who).evaluate(() => Object.fromEntries(globalThis.etSpy.before));
		const strangers = who === "contact" ? [] : who.startsWith("a") ? PAIRS.b : PAIRS.a;
		for (const one of strangers)
			assert.ok((before[TONES[one]] ?? -200) - loudest < SILENCE_DB, `${who} heard ${one}`);
		const shown = new Map<string, string>();
		for (const { session, fingerprint } of await kit.spiedLines(page(who))) {
			if (fingerprint === "") continue;
			assert.equal(shown.get(fingerprint) ?? session, session, "one certificate in two rooms");
			shown.set(fingerprint, session);
		}
		assert.ok(shown.size > 0);
	}
}

const MINE_BY_RIGHT = new Set(["logout", "session-end", "relogin", "feed-make", "feed-revoke"]);

/** Every command there is, by the registries of the server, with A's ids in every place that takes one. */
function commands(ids: Readonly<Record<string, string>>): readonly (readonly [string, object])[] {
	const source = process.env["ET_SOURCE_DIR"] ?? process.cwd();
	const text = readFileSync(join(source, "web/src/wire/messages.gen.ts"), "utf8");
	const all = [...text.matchAll(/^\t"([a-z-]+)": \{\n\t\tparams: (?:\{ (.*) \}|Record<.*>);$/gm)];
	return all
		.filter(([, name = ""]) => !MINE_BY_RIGHT.has(name))
		.map(([, name = "", params = ""]) => {
			const value = (field: string, type: string): unknown => {
				if (type.endsWith("[]")) return [value(field, type.slice(0, -2))];
				if (type.startsWith("Id")) return ids[field] ?? ids["case"];
				if (type === "boolean") return true;
				if (type.startsWith('"')) return /"([^"]+)"/.exec(type)?.[1];
				if (/^(number|Ms)/.test(type)) return 1;
				return type.startsWith("BlobIndex") ? 0 : "0".repeat(43);
			};
			const fields = params.split("; ").filter((one) => one !== "");
			const pairs = fields.map((one) => {
				const [field = "", type = ""] = one.split(": ");
				return [field.replace("?", ""), value(field.replace("?", ""), type)] as const;
			});
			return [name, Object.fromEntries(pairs)] as const;
		});
}

interface Present {
	readonly ok: { readonly present: readonly { readonly conn: string; readonly uid: string }[] };
}

/** In the lobby while A talks: a worker of pair B whose client asks for all of it. */
async function askForEverything({ id }: Talk): Promise<void> {
	const [a1] = talks.cast.pairA;
	const [b1] = talks.cast.pairB;
	const intruder = page("b1");
	const session = await page("a1").evaluate(() => globalThis.etSpy.session);
	const entered = await kit.ask(intruder, "lobby-enter", { hour: talks.hour });
	assert.match(entered, /"present"/);
	const { present } = (JSON.parse(entered) as Present).ok;
	const connOf = (uid: string) => present.find((one) => one.uid === uid)?.conn ?? "";
	const ids = {
		...{ case: id, session, room: session, hour: talks.hour, pair: talks.cast.pairs.a },
		...{ uid: a1.uid, user: a1.account.username, guest: id, invite: id, sid: session },
	};
	const before = new Set(await intruder.evaluate(() => [...globalThis.etSpy.rooms]));
	const answers = new Map<string, string>();
	for (const [name, params] of commands(ids)) answers.set(name, await kit.ask(intruder, name, params));
	assert.ok(answers.size > 40, `${answers.size} commands`);
	const given: string[] = [];
	for (const [name, answer] of answers) {
		for (const secret of [id, session]) assert.ok(!answer.includes(secret), `${name}: ${answer}`);
		const { ok } = JSON.parse(answer.startsWith("{") ? answer : "{}") as { ok?: object };
		if (ok !== undefined) given.push(name);
	}
	for (const name of ["case-get", "room-join", "room-ice", "guest-list"])
		assert.match(answers.get(name) ?? "", /"code":"(forbidden|not_found|no_consent|bad_state)"/, name);
	console.log(`${answers.size} commands with A's ids; what pair B is given is its own: ${given.join(" ")}`);
	// Into A's room: as oneself and as the contact, to all and to one.
	const room = kit.hexOf(session);
	const own = kit.hexOf(connOf(b1.uid));
	const theirs = kit.hexOf(connOf(a1.uid));
	for (const to of ["00".repeat(16), theirs]) await kit.sendFrame(intruder, room, own, to);
	// The server has read them: it answers what was asked after them.
	await kit.ask(intruder, "genesis");
	await page("a1").evaluate(() => new Promise((done) => setTimeout(done, 300)));
	for (const who of ["a1", "a2", "contact"] as const) {
		const { from, marked } = await page(who).evaluate(() => ({
			from: [...globalThis.etSpy.from],
			marked: globalThis.etSpy.marked,
		}));
		assert.ok(from.length > 0);
		assert.ok(!from.includes(own) && marked === 0, `${who} got a frame from outside`);
	}
	const rooms = await intruder.evaluate(() => [...globalThis.etSpy.rooms]);
	assert.deepEqual(rooms.filter((one) => !before.has(one)), []);
	assert.ok(!rooms.includes(room), "frames of A's room came to pair B");
	for (const who of ["a1", "a2", "contact"] as const) await kit.together(page(who), 2);
	await kit.ask(intruder, "lobby-enter", { hour: talks.hour }); // every command: lobby-leave too
}

step("the ears of this test find a tone 50 dB below another", async () => {
	const probe = await browser.profile();
	await kit.withSpy(probe, Object.values(TONES));
	await kit.withVoice(probe, TONES.a1, TONES.b1);
	const { page: alone } = await browser.window("ears", probe);
	await alone.goto(server.origin);
	await alone.getByRole("heading", { level: 1 }).click();
	await alone.evaluate(async () => {
		const [track] = (await navigator.mediaDevices.getUserMedia({ audio: true })).getTracks();
		const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
		near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
		far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
		far.ontrack = ({ streams, track: theirs }) => {
			const player = new Audio();
			player.srcObject = streams[0] ?? new MediaStream([theirs]);
			player.muted = true;
			void player.play();
		};
		if (track !== undefined) near.addTrack(track);
		await near.setLocalDescription();
		await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
		await far.setLocalDescription();
		await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
	});
	await kit.hears(alone, TONES.a1);
	await alone.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
	const heard = await kit.heard(alone);
	const [loud, faint, none] = [TONES.a1, TONES.b1, TONES.b2].map((hz) => heard.get(hz));
	const below = (faint?.peak ?? -300) - (loud?.peak ?? 0);
	console.log(`of two tones the second at ${below.toFixed(1)} dB; of a third ${JSON.stringify(none)}`);
	assert.ok(below > -55 && below < -40, `${below}`);
	assert.ok((none?.peak ?? 0) - (loud?.peak ?? 0) < SILENCE_DB);
	await alone.context().close();
});

step(`${RUNS} cases, from pair to pair: nobody hears the other case`, async () => {
	let cases: readonly Talk[] = [];
	for (let nth = 0; nth < RUNS; nth++) {
		const place = nth % PLACES;
		if (place === 0) cases = await openHour();
		const pair: PairName = place % 2 === 0 ? "a" : "b";
		await live(pair, cases[place] as Talk, place === PLACES - 1, nth === 0);
		if ((nth + 1) % 10 === 0) console.log(`${nth + 1} cases`, Object.fromEntries(worst));
	}
	await judge(ALL);
	for (const [what, db] of worst) console.log(`${what}: ${db.toFixed(1)} dB at most`);
});

step("no page errors, no policy violations, no third host", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
});
