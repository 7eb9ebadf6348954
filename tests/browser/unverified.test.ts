// Nobody hears anybody before their keys are verified: the network keeps back what the other says, so that no
// verification can take place, and then lets it through.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Cast } from "../../web/src/demo/cast.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const { reference } = CASES.sickLeave.question;
let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let contact: Window;

before(async () => {
	server = await Server.start();
	cast = await kit.furnish(server);
	browser = await Browser.launch("unverified", server.origin);
	[worker, contact] = await Promise.all([browser.person("worker"), browser.person("contact")]);
	await kit.signInByLink(worker.page, server.origin, cast.pairA[0].account);
	await kit.signInByLink(contact.page, server.origin, cast.contact.account);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

test("until the other is verified: no connection, no sound, and the screen says so", async () => {
	await Promise.all([kit.enterLobby(worker.page), kit.enterLobby(contact.page)]);
	await worker.page.evaluate(() => {
		globalThis.etProbe.deaf = true;
	});
	await kit.openInTurn(worker.page, reference);
	await kit.joinInTurn(contact.page, reference);
	await worker.page.getByText(fi.room.nobody.checking).waitFor();
	const tile = worker.page.getByTestId("tile");
	await tile.getByText(fi.room.checking, { exact: true }).waitFor();
	const { made, running, open, audioSenders } = await kit.lines(worker.page);
	// The devices are on, and yet nothing leads out.
	assert.deepEqual(
		{ made, running, open, audioSenders },
		{ made: 0, running: 2, open: 0, audioSenders: 0 },
	);
	await worker.look("checking", { phone: true });
	// The other has verified this one; but what they send finds nobody who takes it.
	assert.equal(await kit.framesDecoded(contact.page), 0);
	await worker.page.evaluate(() => {
		globalThis.etProbe.deaf = false;
	});
	await Promise.all([kit.firstFrame(worker.page), kit.firstFrame(contact.page)]);
	await tile.locator("video").waitFor(); // their camera's state was kept back as well
	await kit.heardBy(worker.page, cast.contact.account.display);
	await kit.heardBy(contact.page, cast.pairA[0].account.display);
	assert.equal(await kit.shutBeforeVerified(worker.page), 1);
	assert.equal(await kit.shutBeforeVerified(contact.page), 1);
});

test("who leaves the room leaves no line and no device behind", async () => {
	await kit.press(contact.page, fi.room.leave);
	await contact.page.getByRole("heading", { name: fi.lobby.present }).waitFor();
	await kit.allStopped(contact.page);
	await worker.page.getByText(fi.room.nobody.alone).waitFor();
	assert.equal((await kit.lines(worker.page)).alive, 0);
	// And comes back: verified anew, over a new connection.
	await kit.joinInTurn(contact.page, reference);
	await kit.heardBy(worker.page, cast.contact.account.display);
	await kit.framesGrow(worker.page);
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
