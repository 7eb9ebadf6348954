// The hour on a phone held upright and across, and on a tablet, by touch alone: in, devices, lobby, room, mute, letters, next
// case, out. What is pressed is as large as a finger, and nothing in use is hidden by a bar or by the keyboard.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import * as kit from "./kit.ts";
import { Browser, FINGER_PX, fi, LEAST_PX, Server, type Talk, Talks, type Window } from "./kit.ts";

const UPRIGHT = { width: 360, height: 740 };
const ACROSS = { width: 740, height: 360 };
const TABLET = { width: 768, height: 1024 };
/** Pressed in a hurry, or by a hand that holds the thing. */
const MAIN = ".button:not(.plain), .control, .choice input";

let server: Server;
let browser: Browser;
let talks: Talks;
let first: Talk;
let second: Talk;
let contact: Window;
let worker: Window;
let page: Page;

before(async () => {
	server = await Server.start();
	talks = await Talks.start(server);
	await talks.openHour();
	first = await talks.newCase("a");
	second = await talks.newCase("a");
	browser = await Browser.launch("phone", server.origin);
	contact = await browser.person("contact");
	await kit.signInByLink(contact.page, server.origin, talks.contact.account);
	worker = await browser.window("worker", await browser.profile(UPRIGHT, true));
	page = worker.page;
});
after(async () => {
	talks?.stop();
	await browser?.close();
	await server?.dispose();
});

/** What a finger or an eye would miss, of all screens; told together at the end. */
const faults: string[] = [];
const step = kit.stepsOf(() => browser);

/** For a finger, and for whoever goes by keyboard on a screen as small as this. */
async function fits(what: string, { window = false } = {}): Promise<void> {
	await worker.look(what, { window });
	const wrong = (why: string, found: readonly string[]) =>
		faults.push(...found.map((one) => `${what}: ${why}: ${one}`));
	wrong("too small to press", await kit.tooSmall(page, LEAST_PX));
	wrong("smaller than a finger", await kit.tooSmall(page, FINGER_PX, MAIN));
	wrong("has the focus and is not seen", await kit.obscured(page));
}

async function turned(size: { width: number; height: number }): Promise<void> {
	await page.setViewportSize(size);
	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

const CONTROLS = ["microphone", "camera", "hide-all", "leave-room"] as const;

/** What one must reach at once in a call stands in the window, wherever the page is. */
async function controlsInSight(what: string): Promise<void> {
	for (const at of ["top", "bottom"] as const) {
		await page.evaluate((to) => scrollTo(0, to === "top" ? 0 : document.body.scrollHeight), at);
		for (const control of CONTROLS)
			if (!(await kit.inSight(page, control)))
				faults.push(`${what}, at the ${at}: ${control} is not in sight`);
	}
	await page.evaluate(() => scrollTo(0, 0));
}

step("in, and the day", async () => {
	await page.goto(server.origin);
	await kit.heading(page, fi.signIn.newDeviceTitle);
	await fits("sign-in");
	await kit.signInByLink(page, server.origin, talks.cast.pairA[0].account);
	await page.getByTestId("next-hour").waitFor();
	await fits("today");
});

step("the devices are tried", async () => {
	await kit.to(page, `/devices/${talks.hour}`);
	await kit.heading(page, fi.devices.title);
	await kit.button(page, fi.devices.start).tap();
	await page.getByTestId("check-camera-state").waitFor();
	await fits("devices");
	await turned(ACROSS);
	await fits("devices-across");
	await turned(UPRIGHT);
	await page.goBack();
});

step("into the lobby", async () => {
	await kit.heading(page, /^Tänään, /);
	await kit.button(page.getByTestId("next-hour"), fi.today.join).tap();
	await page.getByTestId("enter-lobby").waitFor();
	await fits("gate");
	await page.getByTestId("enter-lobby").tap();
	await page.getByTestId("present").waitFor();
	await fits("lobby");
	await turned(ACROSS);
	await fits("lobby-across");
	await turned(UPRIGHT);
});

step("into the room: seen, heard, and its buttons under the thumb, upright and across", async () => {
	await kit.intoLobby(contact.page, talks.hour);
	await page.getByTestId("open-case").first().tap();
	await kit.inRoom(page, first.reference);
	await kit.joinInTurn(contact.page, first.reference);
	await kit.together(page, 1);
	await kit.framesGrow(page);
	await controlsInSight("upright");
	await fits("room", { window: true });
	await turned(ACROSS);
	await controlsInSight("across");
	await fits("room-across", { window: true });
	await turned(UPRIGHT);
});

step("muted and not, by one touch each", async () => {
	await page.getByTestId("microphone").tap();
	await page.getByText(fi.room.nobody.muted).waitFor();
	await contact.page.getByTestId("tile").getByText(fi.room.micOff).waitFor();
	await page.getByTestId("microphone").tap();
	await kit.together(page, 1);
	await talks.contact.work.cases.needsInfo(second.id, "Milloin lausunto on päivätty?");
	await page.getByTestId("notice-needs_info").waitFor();
	await controlsInSight("under a notice");
	await worker.look("notice", { window: true });
	await turned(ACROSS);
	await controlsInSight("across, beside a notice");
	await turned(UPRIGHT);
	await page.getByTestId("more").tap();
	await page.getByTestId("pause").waitFor();
	await fits("more", { window: true });
	await turned(ACROSS);
	if (!(await kit.inSight(page, "more"))) faults.push("across: what is open cannot be closed");
	await page.getByTestId("more").tap();
	await turned(UPRIGHT);
});

step("letters: the field stands above the keyboard, and each letter arrives", async () => {
	await page.getByTestId("talk-own").tap();
	await kit.withKeyboard(page, async () => {
		await page.getByTestId("talk-own").scrollIntoViewIfNeeded();
		await page.keyboard.type("Kuuletko?");
		if (!(await kit.inSight(page, "talk-own"))) faults.push("letters: behind the keyboard");
		await worker.look("letters", { window: true });
	});
	await contact.page.getByTestId("talk-live").getByText("Kuuletko?").waitFor();
	await page.getByTestId("talk-end").tap();
	await contact.page.getByTestId("talk-lines").getByText("Kuuletko?").waitFor();
});

step("the next case", async () => {
	await page.getByTestId("next-case").tap();
	const dialog = page.getByRole("dialog", { name: fi.room.nextTitle });
	await dialog.waitFor();
	await fits("next", { window: true });
	await kit.button(dialog, fi.room.goNext).tap();
	await kit.inRoom(page, second.reference);
	await kit.inRoom(contact.page, second.reference);
	await kit.together(page, 1);
});

step("the same on a tablet", async () => {
	await turned(TABLET);
	await controlsInSight("tablet");
	await fits("tablet-room", { window: true });
	await page.getByTestId("leave-room").tap();
	await kit.heading(page, fi.lobby.title);
	await kit.allStopped(page);
	await fits("tablet-lobby");
	await kit.to(page, "/");
	await kit.heading(page, /^Tänään, /);
	await fits("tablet-today");
	await kit.to(page, `/room/${talks.hour}`);
	await turned(UPRIGHT);
});

step("out", async () => {
	await page.getByTestId("leave-lobby").tap();
	await page.getByTestId("leave-lobby").waitFor({ state: "detached" });
});

step("no error, no barrier, nothing to miss", async () => {
	assert.deepEqual(faults, []);
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
