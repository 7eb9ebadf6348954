// A call with devices that do not work: on a machine that has none, in a browser that nobody allows them, and where
// another program has taken them. Each goes on without; each is told why. And the whole way on a phone, by touch.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import * as kit from "./kit.ts";
import {
	Browser,
	type Chrome,
	fi,
	PHONE,
	Server,
	type Talk,
	Talks,
	type Turn,
	type Window,
} from "./kit.ts";

let server: Server;
let turn: Turn;
let browser: Browser;
let talks: Talks;
let talk: Talk;
let contact: Window;

before(async () => {
	server = await Server.start();
	turn = await kit.startTurn(server);
	await server.stop();
	await server.serve(turn.flags());
	talks = await Talks.start(server);
	await talks.openHour();
	talk = await talks.newCase("a");
	talks.stop();
	browser = await Browser.launch("call-devices", server.origin);
	contact = await browser.window("contact", await browser.profile(PHONE, true));
	await kit.signInByLink(contact.page, server.origin, talks.contact.account);
});
after(async () => {
	await browser?.close();
	await turn?.dispose();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);
const everything: { problems: readonly string[]; barriers: readonly string[] }[] = [];

/** Self-contained: as Chromium says it where another program holds a device. */
function taken(): void {
	const media = navigator.mediaDevices as MediaDevices | undefined;
	if (media !== undefined)
		media.getUserMedia = async () => {
			throw new DOMException("Could not start video source", "NotReadableError");
		};
}

interface Trouble {
	readonly name: "missing" | "blocked" | "busy";
	readonly chrome: Chrome;
	readonly script?: () => void;
	readonly check: { readonly camera: string; readonly microphone: string };
	readonly inCall: string;
}

const words = fi.devices.trouble;
const TROUBLES: readonly Trouble[] = [
	{
		...{ name: "missing", chrome: { devices: false }, check: words.missing },
		inCall: fi.errors.device_missing,
	},
	{
		...{ name: "blocked", chrome: { allows: false }, check: words["blocked-browser"] },
		inCall: fi.errors.device_blocked,
	},
	{ ...{ name: "busy", chrome: {}, script: taken, check: words.busy }, inCall: fi.errors.device_busy },
];

let opened = false;

for (const { name, chrome, script, check, inCall } of TROUBLES)
	step(`${name}: said before, said in the call, which goes on without`, async () => {
		const other = await Browser.launch(`call-devices-${name}`, server.origin, chrome);
		try {
			const context = await other.profile();
			if (script !== undefined) await context.addInitScript(script);
			const worker = await other.window("worker", context);
			const { page } = worker;
			await kit.signInByLink(page, server.origin, talks.cast.pairA[0].account);
			await kit.to(page, `/room/${talks.hour}`);
			await page.getByTestId("to-devices").click();
			await kit.heading(page, fi.devices.title);
			await kit.press(page, fi.devices.start);
			for (const kind of ["camera", "microphone"] as const)
				await page.getByTestId(`check-${kind}-state`).getByText(check[kind], { exact: true }).waitFor();
			await worker.look("check", { phone: true });
			await page.goBack();
			await kit.intoLobby(page, talks.hour);
			if (opened) await kit.joinInTurn(page, talk.reference);
			else {
				await kit.intoLobby(contact.page, talks.hour);
				await kit.openInTurn(page, talk.reference);
				await kit.joinInTurn(contact.page, talk.reference);
			}
			opened = true;
			await page.getByTestId("device-trouble").getByText(inCall).waitFor();
			await page.getByText(fi.room.nobody.muted).waitFor();
			await kit.framesGrow(page); // they see and hear
			const tile = contact.page.getByTestId("tile");
			await tile.getByText(fi.room.micOff).waitFor();
			await tile.getByText(fi.room.cameraOff).waitFor();
			assert.equal((await kit.lines(page)).running, 0);
			await worker.look("in-call", { phone: true });
			await kit.leaveRoom(page);
		} catch (error) {
			await other.pictureAll();
			throw error;
		} finally {
			await other.close();
			everything.push(other);
		}
	});

step("on a phone, by touch: in, muted, hidden and back, text, the menu, out", async () => {
	const worker = await browser.window("worker", await browser.profile(PHONE, true));
	const { page } = worker;
	await kit.signInByLink(page, server.origin, talks.cast.pairA[0].account);
	await kit.to(page, `/room/${talks.hour}`);
	await page.getByTestId("enter-lobby").tap();
	await page.getByTestId("join-case").tap();
	await kit.inRoom(page, talk.reference);
	await kit.together(page, 1);
	await kit.framesGrow(page);
	await worker.look("phone-window", { window: true });
	await worker.look("phone");
	await page.getByTestId("microphone").tap();
	await page.getByText(fi.room.nobody.muted).waitFor();
	await contact.page.getByTestId("tile").getByText(fi.room.micOff).waitFor();
	await page.getByTestId("microphone").tap();
	await kit.together(page, 1);
	await page.getByTestId("hide-all").tap();
	await page.getByRole("heading", { name: fi.call.hiddenTitle }).waitFor();
	await contact.page.getByTestId("tile").getByText(fi.call.theyHide).waitFor();
	await worker.look("phone-hidden");
	await page.getByRole("button", { name: fi.call.show }).tap();
	await kit.together(page, 1);
	await page.getByTestId("more").tap();
	await worker.look("phone-more", { window: true });
	await page.getByTestId("more").tap();
	await page.getByTestId("talk-own").tap();
	await page.keyboard.type("Kuuletko?");
	await contact.page.getByTestId("talk-live").getByText("Kuuletko?").waitFor();
	await page.getByTestId("talk-end").tap();
	await contact.page.getByTestId("talk-lines").getByText("Kuuletko?").waitFor();
	await page.getByTestId("leave-room").tap();
	await kit.heading(page, fi.lobby.title);
	await kit.allStopped(page);
	await worker.look("phone-lobby");
});

step("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	for (const { problems, barriers } of [browser, ...everything]) {
		assert.deepEqual(problems, []);
		assert.deepEqual(barriers, []);
	}
});
