// A guest of one case in a browser of their own: invited on the case's page by the client's own words, at the door, let in
// from the room, heard and seen and named; and gone with the case. On a phone as well.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { castOf, openHour, queueInto, stopAll, type Cast } from "../scenarios/kit-work.ts";
import { caseNaming, OTHERS, TULKKI } from "../scenarios/kit-guest.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let guest: Window;
let id: string;
let reference: string;
let link: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	const { hour } = await openHour(cast);
	id = await caseNaming(cast.pairA, cast.pairs.a);
	await queueInto(cast.pairA[0], id, hour, 15);
	const cases = cast.pairA[0].work.state.cases.value;
	const row = cases.kind === "ready" ? cases.value.find((one) => one.case === id) : undefined;
	reference = row?.question?.reference ?? assert.fail("no reference");
	stopAll(cast);
	browser = await Browser.launch("guest", server.origin);
	worker = await browser.person("worker");
	guest = await browser.person("guest");
	await kit.signInByLink(worker.page, server.origin, cast.pairA[0].account);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

step("invited on the case's page: the consent's own words, a yes, and a link that is shown once", async () => {
	const { page } = worker;
	await page.evaluate((hash) => {
		location.hash = hash;
	}, `#/cases/${id}`);
	await kit.press(page, fi.guest.invite);
	const dialog = page.getByRole("dialog", { name: fi.guest.inviteTitle });
	await dialog.getByText(OTHERS).waitFor();
	await kit.field(dialog, fi.guest.name).fill(TULKKI.name);
	await kit.press(dialog, fi.guest.make);
	await dialog.getByText(fi.formErrors["confirm-first"]).first().waitFor();
	await kit.field(dialog, fi.guest.tick).check();
	await worker.look("invite", { phone: true });
	await kit.press(dialog, fi.guest.make);
	const field = dialog.getByTestId("guestLink");
	link = await field.inputValue();
	await worker.look("link");
	await kit.press(dialog, fi.common.close);
	await page.getByTestId("guest").getByText(TULKKI.name).first().waitFor();
	assert.equal(await page.getByTestId("guestLink").count(), 0);
});

step("the guest's page says what this is and who invites; the secret leaves the address", async () => {
	const { page } = guest;
	await page.goto(link);
	await kit.heading(page, fi.guest.page);
	assert.equal(new URL(page.url()).hash, "#/guest");
	await page.getByText(cast.pairA[0].account.display).first().waitFor();
	await guest.look("page", { phone: true });
	await page.reload();
	await kit.heading(page, fi.guest.page);
	await kit.press(page, fi.guest.knock);
	await kit.heading(page, fi.guest.waitTitle);
	await guest.look("waits", { phone: true });
});

step("seen at the door of the room by name, let in, and both see each other's pictures", async () => {
	await kit.enterLobby(worker.page);
	await kit.openInTurn(worker.page, reference);
	const knock = worker.page.getByTestId("knock");
	await knock.getByText(TULKKI.name).waitFor();
	await worker.look("knock");
	await kit.press(knock, fi.guest.admit);
	await guest.page.getByTestId("guest-room").waitFor();
	for (const { page } of [worker, guest]) await kit.framesGrow(page);
	const named = fi.call.hearer.guest(TULKKI.name, fi.call.guestRole.interpreter);
	await kit.heardBy(worker.page, named);
	await kit.heardBy(guest.page, cast.pairA[0].account.display);
	await worker.look("call");
	await guest.look("call", { phone: true });
	assert.equal(await guest.page.getByText(reference).count(), 0, "nothing of the case");
});

step("the text call is the guest's too, and a reload comes back by itself", async () => {
	await guest.page.getByTestId("talk").getByRole("textbox").fill("Kuuletteko");
	await worker.page.getByTestId("talk").getByText("Kuuletteko").waitFor();
	await guest.page.reload();
	await guest.page.getByTestId("guest-room").waitFor();
	await kit.heardBy(guest.page, cast.pairA[0].account.display);
	assert.equal(await worker.page.getByTestId("knock").count(), 0);
});

step("the case ends: the guest is out and told so", async () => {
	await kit.nextCase(worker.page);
	await kit.heading(guest.page, fi.guest.goneTitle);
	await guest.look("gone", { phone: true });
	assert.equal(await guest.page.locator("video").count(), 0);
});

step("nothing went wrong on the way, and nobody is kept out", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
