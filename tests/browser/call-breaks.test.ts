// Ten ways in which a call is interrupted. Each time the two are back in the same case by themselves: in the same session,
// verified anew, with picture; nobody has let anybody in, and what was typed three seconds before is there. How long it
// took since it could have worked again is printed. ET_RUNS says how often. All media go through the worker's network.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import * as kit from "./kit.ts";
import {
	Browser,
	Cable,
	fi,
	Machine,
	Server,
	type Talk,
	Talks,
	type Turn,
	type Window,
} from "./kit.ts";

const RUNS = Number(process.env["ET_RUNS"] ?? 1);
const GOAL_MS = 3_000;
/** A relay that is back is found at the next try, up to 2.5 s later: the slowest of ten on a busy machine. */
const ONE_ROUND_MS = 5_000;
/** What was typed so long before is safe. */
const TYPED_BEFORE_MS = 3_000;
/** Longer than a short loss that nobody notices. */
const AWAY_MS = 8_000;

let server: Server;
let turn: Turn;
let browser: Browser;
let talks: Talks;
let talk: Talk;
let flags: readonly string[];
let toServer: Cable;
let toTurn: Cable;
/** The worker's own. */
let machine: Machine;
let contact: Window;

before(async () => {
	server = await Server.start();
	turn = await kit.startTurn(server);
	flags = [...turn.flags(["tcp"]), "--relay-only"];
	await server.stop();
	await server.serve(flags);
	talks = await Talks.start(server);
	await talks.openHour();
	talk = await talks.newCase("a");
	talks.stop();
	toServer = await Cable.lay(server.port);
	toTurn = await Cable.lay(portOf(turn.url("tcp")));
	browser = await Browser.launch("call-breaks", server.origin);
	const [here, there] = [portOf(turn.url("tcp")), toTurn.port].map((port) => `127.0.0.1:${port}`);
	machine = new Machine(browser, "worker", toServer, async (context) => {
		await context.addInitScript(throughCable, [here ?? "", there ?? ""] as const);
		await kit.withSpy(context);
	});
	await machine.on();
	contact = await person();
	await kit.signInByLink(machine.page, server.origin, talks.cast.pairA[0].account);
	await kit.signInByLink(contact.page, server.origin, talks.contact.account);
});
after(async () => {
	await machine?.off();
	await browser?.close();
	toServer?.close();
	toTurn?.close();
	await turn?.dispose();
	await server?.dispose();
});

const portOf = (url: string): number => Number(/:(\d+)\?/.exec(url)?.[1]);

async function person(): Promise<Window> {
	const context = await browser.profile();
	await kit.withSpy(context);
	return browser.window("contact", context);
}

/** Self-contained. The relay is reached through this machine's cable too. */
function throughCable([here, there]: readonly [string, string]): void {
	const led = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
		...configuration,
		iceServers: (configuration.iceServers ?? []).map((one) => ({
			...one,
			urls: String(one.urls).replace(here, there),
		})),
	});
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(led(configuration));
		}
		override setConfiguration(configuration?: RTCConfiguration): void {
			super.setConfiguration(led(configuration));
		}
	};
}

const step = kit.stepsOf(() => browser);
const both = <T>(live: (page: Page) => Promise<T>): Promise<[T, T]> =>
	Promise.all([live(machine.page), live(contact.page)]);

const sessionOf = (page: Page) => page.evaluate(() => globalThis.etSpy.session);
const roomsAsked = (page: Page) =>
	page.evaluate(() => globalThis.etProbe.notes.filter(({ what }) => what === "room-join").length);

const soundsOf = (page: Page) => page.evaluate(() => globalThis.etSpy.sounds);

/** Together, with pictures that move now. Gives when. */
async function isBack(page: Page): Promise<number> {
	await kit.together(page, 1);
	await page.getByTestId("lost").waitFor({ state: "detached" });
	await kit.framesGrow(page, 3);
	return kit.nowIn(page);
}

interface Break {
	readonly name: string;
	/** The page goes on: nothing that was typed is lost, not even the last letters. */
	readonly lives: boolean;
	/** From the worker's last letter to when it can work again. Gives when that was. */
	live(): Promise<number>;
	/** Who has to ask for the room anew: otherwise it isn't known that anything was noticed. */
	readonly anew: readonly ("worker" | "contact")[];
}

const away = (ms = AWAY_MS) => new Promise((resolve) => setTimeout(resolve, ms));

/** The passphrase, as on every new tab; the clock of this test starts when it has been given. */
async function signInAgain(): Promise<number> {
	const { page } = machine;
	await page.goto(server.origin);
	await kit.heading(page, fi.signIn.title);
	await kit.field(page, fi.signIn.pass).fill(talks.cast.pairA[0].account.passphrase);
	await kit.press(page, fi.signIn.submit);
	await page.getByRole("banner").getByRole("button").first().waitFor();
	return Date.now();
}

const BREAKS: readonly Break[] = [
	{
		...{ name: "the network is lost and comes back", lives: true, anew: [] },
		live: async () => {
			for (const cable of [toServer, toTurn]) cable.cut();
			await machine.context.setOffline(true);
			await machine.page.getByTestId("lost").waitFor();
			await away();
			for (const cable of [toServer, toTurn]) cable.mend();
			await machine.context.setOffline(false);
			return Date.now();
		},
	},
	{
		...{ name: "the network is another one", lives: true, anew: ["worker"] },
		live: async () => {
			for (const cable of [toServer, toTurn]) cable.change();
			return Date.now();
		},
	},
	{
		...{ name: "the laptop was shut", lives: true, anew: [] },
		live: async () => {
			machine.shut();
			await contact.page.locator('[data-testid="tile"][data-link="lost"]').waitFor();
			await away();
			machine.open();
			return Date.now();
		},
	},
	{
		...{ name: "the tab was closed", lives: false, anew: ["worker"] },
		live: async () => {
			await machine.page.close();
			await machine.newTab();
			return signInAgain();
		},
	},
	{
		...{ name: "the page was loaded anew", lives: false, anew: ["worker"] },
		live: async () => {
			await machine.page.reload();
			return Date.now();
		},
	},
	{
		...{ name: "the browser crashed", lives: false, anew: ["worker"] },
		live: async () => {
			await machine.crash();
			await machine.on();
			return signInAgain();
		},
	},
	{
		...{ name: "front was killed", lives: true, anew: ["worker", "contact"] },
		live: async () => {
			server.killFront();
			return Date.now();
		},
	},
	{
		...{ name: "core was killed", lives: true, anew: ["worker", "contact"] },
		live: async () => {
			await server.killCore();
			await server.serve(flags);
			return Date.now();
		},
	},
	{
		...{ name: "the server was stopped and started", lives: true, anew: ["worker", "contact"] },
		live: async () => {
			await server.stop();
			await away();
			await server.serve(flags);
			return Date.now();
		},
	},
	{
		...{ name: "the relay was away", lives: true, anew: [] },
		live: async () => {
			await turn.stop();
			await both((page) => page.locator('[data-testid="tile"][data-link="lost"]').waitFor());
			await turn.start();
			return Date.now();
		},
	},
];

const took = new Map<string, number[]>();

const plan = (page: Page) => kit.field(page, fi.plan.core);

async function written(page: Page, text: string): Promise<void> {
	const holds = async () => (await plan(page).inputValue()).startsWith(text);
	await kit.eventually(`"${text}" in the plan`, holds).catch(async (error) => {
		throw new Error(`${error.message}: "${await plan(page).inputValue()}"`);
	});
}

async function live(one: Break, run: number): Promise<void> {
	const [session] = await both(sessionOf);
	const [mine, theirs] = await both(soundsOf);
	const sounds = [one.lives ? mine : 0, theirs];
	const before = { worker: await roomsAsked(machine.page), contact: await roomsAsked(contact.page) };
	const text = `Kohta ${run}: ${one.name}.`;
	await plan(machine.page).fill(text);
	await away(TYPED_BEFORE_MS);
	await plan(machine.page).pressSequentially(" Ja vielä");
	const back = await one.live();
	for (const who of one.anew) {
		const { page } = who === "worker" ? machine : contact;
		const had = one.lives || who === "contact" ? before[who] : 0;
		await kit.eventually(`${who} to ask for the room`, async () => (await roomsAsked(page)) > had);
	}
	const at = await both(isBack);
	const ms = Math.max(0, Math.max(...at) - back);
	took.set(one.name, [...(took.get(one.name) ?? []), ms]);
	console.log(`${one.name}: ${ms.toFixed(0)} ms`);
	assert.deepEqual(await both(sessionOf), [session, session], "another session");
	// With a sound on a side that noticed: who slept through it may not have.
	const heard = (now: readonly number[]) => now.some((count, side) => count > (sounds[side] ?? 0));
	await kit.eventually("a sound", async () => heard(await both(soundsOf)));
	await both((page) => kit.inRoom(page, talk.reference));
	await kit.heardBy(machine.page, talks.contact.account.display);
	await kit.heardBy(contact.page, talks.cast.pairA[0].account.display);
	const all = one.lives ? `${text} Ja vielä` : text;
	await both((page) => written(page, all));
	for (const { alive } of await both((page) => kit.lines(page))) assert.equal(alive, 1);
}

step("they meet", async () => {
	await both((page) => kit.intoLobby(page, talks.hour));
	await kit.openInTurn(machine.page, talk.reference);
	await kit.joinInTurn(contact.page, talk.reference);
	await both(isBack);
});

for (const one of BREAKS)
	step(one.name, async () => {
		for (let run = 1; run <= RUNS; run++) await live(one, run);
	});

step(`back within ${GOAL_MS} ms at p95`, async () => {
	const all = [...took.values()].flat();
	assert.equal(all.length, BREAKS.length * RUNS, "every interruption was measured");
	console.log(`back in the same case: ${kit.figures(all)}`);
	// Of one round p95 is the slowest of all.
	const goal = RUNS > 1 ? GOAL_MS : ONE_ROUND_MS;
	assert.ok(kit.quantile(all, 0.95) <= goal);
});

step("no page errors, no policy violations, no third host", async () => {
	await machine.off();
	await browser.close();
	// Servers and networks were away: of that the console speaks.
	assert.deepEqual(browser.problems.filter((one) => /: error: |policy|third host/.test(one)), []);
});
