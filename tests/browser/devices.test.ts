// The check before joining, in a real browser over the real coturn: what works is said to work; a relay that is down, and
// a device that is missing, taken, refused by the browser or by the system, each with its own words. What cannot be made
// on this machine (another program, the system's own switch) is what Chromium says in that case.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import type { Trouble } from "../../web/src/state/devices.ts";
import { href } from "../../web/src/state/route.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Turn, type Window } from "./kit.ts";

/** The whole check, with its relay, on a busy machine. */
const LIMIT_MS = 20_000;

let server: Server;
let turn: Turn;
let browser: Browser;
let worker: Window;

before(async () => {
	server = await Server.start();
	turn = await kit.startTurn(server);
	const { cast } = await kit.strangers(server);
	for (const one of cast.everyone) one.stop();
	browser = await Browser.launch("devices", server.origin);
	worker = await browser.person("worker");
	await kit.signInByLink(worker.page, server.origin, cast.pairA[0].account);
});
after(async () => {
	await browser?.close();
	await turn?.dispose();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** Anew, as if one had just come to the page. */
async function check(page: Page): Promise<void> {
	await kit.go(page, fi.shell.today);
	await kit.link(page, fi.devices.test).click();
	await kit.heading(page, fi.devices.title);
	await kit.press(page, fi.devices.start);
}

const stands = (page: Page, card: string, word: string): Promise<void> =>
	page.getByTestId(`check-${card}-state`).getByText(word, { exact: true }).waitFor();

/** The same server with other flags; the page finds it again by itself. */
async function serveWith(flags: readonly string[]): Promise<void> {
	await server.stop();
	await server.serve(flags);
	await worker.page.getByTestId("offline-bar").waitFor({ state: "detached" });
	// Nobody answered for a moment: that is what was meant to be.
	const { problems } = browser;
	problems.splice(0, problems.length, ...problems.filter((one) => !/ERR_CONNECTION_REFUSED/.test(one)));
}

step("without a relay nothing is said about the connection; all else works", async () => {
	const { page } = worker;
	const from = performance.now();
	await check(page);
	await stands(page, "camera", fi.devices.cameraShows);
	await stands(page, "microphone", fi.devices.heard);
	await stands(page, "connection", fi.devices.way.none);
	await stands(page, "clock", fi.devices.clockOk);
	assert.ok(performance.now() - from < LIMIT_MS, "the check takes too long");
	await kit.press(page, fi.devices.play);
	await kit.press(page, fi.devices.heardIt);
	await stands(page, "speaker", fi.devices.speakerWorks);
	await worker.look("works", { phone: true });
});

step("through a real allocation: direct; relayed where every call is; blocked when the relay is down", async () => {
	const { page } = worker;
	await serveWith(turn.flags());
	await check(page);
	await stands(page, "connection", fi.devices.way.direct);
	assert.match(turn.said, /ALLOCATE processed, success/);
	await serveWith([...turn.flags(["tcp"]), "--relay-only"]);
	await check(page);
	await stands(page, "connection", fi.devices.way.relayed);
	await turn.stop();
	await check(page);
	await stands(page, "connection", fi.devices.way.blocked);
	await worker.look("blocked-network");
	await turn.start();
	await kit.press(page.getByTestId("check-connection"), fi.common.again);
	await stands(page, "connection", fi.devices.way.relayed);
});

interface Said {
	readonly name: string;
	readonly message: string;
	readonly permission: PermissionState;
	readonly devices: boolean;
}
const SAID: Readonly<Record<Trouble, Said>> = {
	missing: { ...said("NotFoundError", "Requested device not found"), devices: false },
	busy: said("NotReadableError", "Could not start video source"),
	"blocked-browser": { ...said("NotAllowedError", "Permission denied"), permission: "denied" },
	"blocked-system": said("NotAllowedError", "Permission denied by system"),
};
function said(name: string, message: string): Said {
	return { name, message, permission: "granted", devices: true };
}

/** From now on this page's devices answer so. */
async function refuse(page: Page, what: Said): Promise<void> {
	await page.evaluate(({ name, message, permission, devices }) => {
		const media = navigator.mediaDevices;
		media.getUserMedia = async () => {
			throw new DOMException(message, name);
		};
		if (!devices) media.enumerateDevices = async () => [];
		navigator.permissions.query = async () => ({ state: permission }) as PermissionStatus;
	}, what);
}

for (const trouble of ["busy", "blocked-browser", "blocked-system", "missing"] as const)
	step(`${trouble}: said for itself, with what to do`, async () => {
		const { page } = worker;
		await refuse(page, SAID[trouble]);
		await check(page);
		for (const card of ["camera", "microphone"] as const) {
			await stands(page, card, fi.devices.trouble[trouble][card]);
			const steps = page.getByTestId(`check-${card}`).getByRole("listitem");
			assert.ok((await steps.count()) > 0, "nothing is said to do");
		}
		await worker.look(trouble, { phone: true });
	});

step("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
