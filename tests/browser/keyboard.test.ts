// Nothing needs a mouse: a worker, Kela's contact and a coordinator go through their work with the keyboard alone. At every
// stop of the focus there is a ring, nothing lies over it and nothing holds it; after every action it stands on what came.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { acknowledge } from "../../web/src/demo/fill.ts";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { inventedCode } from "../../web/src/demo/invented.ts";
import { inventedScan } from "../../web/src/demo/png.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server } from "./kit.ts";
import { Keys, NAMES_TOLD } from "./kit-keys.ts";

const OWN = "I-30";
const TODAY = /^Tänään, /;

let server: Server;
let browser: Browser;
let cast: Cast;
/** Queued to the hour that is open. */
let reference: string;
let worker: Keys;
let contact: Keys;
let coordinator: Keys;

before(async () => {
	server = await Server.start();
	({ cast, reference } = await kit.strangers(server));
	browser = await Browser.launch("keyboard", server.origin, { args: NAMES_TOLD });
	const at = async (name: string) => new Keys((await browser.person(name)).page);
	[worker, contact, coordinator] = [await at("worker"), await at("contact"), await at("coordinator")];
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** By the sheet's link; the passphrase is typed. */
async function signsIn(keys: Keys, { account }: Member): Promise<void> {
	const { username, accountKey, passphrase } = account;
	await keys.page.goto(`${server.origin}/#s=${encodeURIComponent(username)}.${accountKey}`);
	await kit.heading(keys.page, fi.signIn.newDeviceTitle);
	await keys.tabTo("textbox", fi.signIn.pass);
	await keys.type(passphrase);
	await keys.press("Enter");
	await keys.landed(TODAY, "heading");
	await keys.page.getByTestId("next-hour").waitFor();
}

/** From the main menu. */
async function goes(keys: Keys, word: string, title: string | RegExp = word): Promise<void> {
	await keys.use("link", word);
	await keys.landed(title, "heading");
}

step("a worker signs in and adds a case; what is missing is told where the focus is, and leads to its field", async () => {
	await signsIn(worker, cast.pairA[0]);
	await worker.use("link", fi.cases.add);
	await worker.landed(fi.newCase.questionTitle, "heading");
	await worker.use("button", fi.common.next);
	await worker.landed(fi.common.errorTitle, "alert");
	await worker.use("link", `${fi.newCase.reference}: ${fi.formErrors.required}`);
	await worker.landed(fi.newCase.reference, "textbox");
	await worker.type(OWN);
	await worker.fill(fi.newCase.question, "Voiko kuntoutustukea hakea jo nyt?");
	await worker.use("button", fi.common.next);
	await worker.landed(fi.newCase.topicsTitle, "heading");
	await worker.tick(fi.codes.topics.rehabilitation);
	await worker.press("Enter");
	await worker.landed(fi.newCase.situationTitle, "heading");
	await worker.fill(fi.newCase.situation, "Leikkaus keväällä, paluu työhön ei onnistu.");
	await worker.use("button", fi.common.next);
	await worker.landed(fi.signals.title, "heading");
	await worker.use("link", fi.signals.skip);
	await worker.landed(fi.newCase.backgroundTitle, "heading");
	await worker.fill(fi.newCase.background, "Asuu yksin.");
	await worker.use("button", fi.common.next);
	await worker.landed(fi.newCase.checkTitle, "heading");
	await worker.use("button", fi.newCase.create);
	await worker.landed(fi.consent.clientTitle, "heading");
});

step("the consent: who cannot draw has the paper, whose picture is chosen by key", async () => {
	const { page } = worker;
	await worker.fill(fi.consent.clientName, "Aino Keksitty");
	await worker.fill(fi.consent.clientCode, inventedCode("14", "03", "1971", 912));
	await worker.press("Enter");
	await worker.landed(fi.consent.scopeTitle, "heading");
	await worker.choose(fi.consent.healthYes, fi.consent.healthYes);
	await worker.press("Enter");
	await worker.landed(fi.consent.signTitle, "heading");
	const chooser = page.waitForEvent("filechooser");
	await worker.use("button", new RegExp(fi.consent.file));
	const file = { name: "paperi.png", mimeType: "image/png", buffer: Buffer.from(inventedScan()) };
	await (await chooser).setFiles(file);
	await page.getByTestId("scan-done").waitFor();
	await worker.landed(fi.consent.file, "group");
	await worker.tick(fi.consent.witnessed);
	await worker.press("Enter");
	await worker.landed(fi.consent.checkTitle, "heading");
	await worker.use("button", fi.consent.store);
	await worker.landed(fi.consent.title, "heading");
	const id = /#\/cases\/([\w-]{22})\//.exec(page.url())?.[1] ?? "";
	await acknowledge(cast.pairA[1], id);
	await page.getByText(kit.inForce).waitFor();
});

step("Kela's contact reads what comes, asks for what is missing, and marks it ready", async () => {
	await signsIn(contact, cast.contact);
	await goes(contact, fi.shell.cases, fi.cases.titleKela);
	await contact.page.getByTestId("case-link").first().waitFor();
	await contact.use("link", reference);
	await contact.landed(reference, "heading");
	await contact.use("button", fi.cases.needsInfo);
	await contact.landed(fi.cases.needsInfoLabel, "textbox");
	await contact.use("button", fi.cases.needsInfoSend);
	await contact.landed(fi.common.errorTitle, "alert");
	await contact.fill(fi.cases.needsInfoLabel, "Onko B-lausunto pyydetty?");
	await contact.use("button", fi.cases.needsInfoSend);
	await contact.landed(fi.cases.kelaTitle);
	await contact.use("button", fi.cases.markReady);
	await contact.landed(fi.cases.kelaTitle);
	await contact.page.getByTestId("is-ready").waitFor();
});

step("the worker gives the case its place, and answers Kela's question", async () => {
	const { page } = worker;
	await goes(worker, fi.shell.today, TODAY);
	await page.getByTestId("todo-queue").waitFor();
	await worker.use("link", fi.today.todos.queue(OWN));
	await worker.landed(fi.queue.title, "heading");
	await worker.choose(/./, fi.queue.first);
	await worker.press("Enter");
	await worker.landed(/^\S+ \d+\. \S+ .*–/, "heading");
	await page.getByTestId("place-case").filter({ hasText: OWN }).waitFor();
	await worker.use("link", reference);
	await worker.landed(reference, "heading");
	await worker.fill(fi.cases.reply, "On, viime viikolla.");
	await worker.use("button", fi.cases.send);
	await worker.landed(fi.cases.send, "button");
	await page.getByText("On, viime viikolla.").waitFor();
});

step("the hour: lobby, room, microphone, next case, and out", async () => {
	const { page } = worker;
	await goes(worker, fi.shell.today, TODAY);
	await worker.use("button", fi.today.join);
	await worker.landed(fi.lobby.title, "heading");
	await worker.use("button", fi.lobby.enter);
	await page.getByRole("heading", { name: fi.lobby.present }).waitFor();
	await worker.landed(fi.lobby.title, "heading");
	await worker.use("button", fi.lobby.open(reference));
	await worker.landed(fi.room.title(reference), "heading");
	await worker.tabTo("button", fi.room.mute, "Shift+Tab");
	await worker.press("Space");
	await page.getByTestId("microphone").and(page.locator('[aria-pressed="false"]')).waitFor();
	await worker.landed(fi.room.mute, "button");
	await worker.press("F2");
	await worker.landed(fi.codes.outcome.handled, "radio");
	await worker.press("Escape");
	await worker.landed(fi.room.mute, "button");
	await worker.use("button", fi.room.next);
	await worker.landed(fi.codes.outcome.handled, "radio");
	await worker.use("button", fi.room.goNext);
	await worker.landed(fi.room.title(OWN), "heading");
	await worker.fill(fi.plan.core, "Kuntoutustuki haetaan ajoissa.");
	await worker.tabTo("button", fi.room.leave, "Shift+Tab");
	await worker.press("Enter");
	await worker.landed(fi.lobby.title, "heading");
	await worker.use("button", fi.lobby.leave);
	await worker.landed(/^\S+ \d+\. \S+ .*–/, "heading");
});

step("after the hour: the plan, and the measures", async () => {
	const { page } = worker;
	await goes(worker, fi.shell.cases);
	await page.getByTestId("case-link").first().waitFor();
	await worker.use("link", OWN);
	await worker.landed(OWN, "heading");
	await worker.use("link", fi.plan.title);
	await worker.landed(fi.plan.title, "heading");
	await worker.use("button", fi.plan.addStep);
	await worker.landed(`1. ${fi.plan.what}`, "textbox");
	await worker.type("Pyydetään B-lausunto.");
	await worker.use("button", fi.plan.confirm);
	await worker.landed(/./);
	await goes(worker, fi.shell.cases);
	await worker.use("link", reference);
	await worker.landed(reference, "heading");
	await worker.use("link", fi.measures.title);
	await worker.landed(fi.measures.title, "heading");
	await page.getByTestId("scale-meeting_avoided").waitFor();
	await worker.tabTo("radio", "0");
	await worker.press("1");
	await worker.landed("1", "radio");
	await worker.use("button", fi.measures.save);
	await page.getByTestId("measures-saved").waitFor();
	await worker.landed(fi.measures.saveChange, "button");
});

step("a coordinator looks at the weeks, cancels an hour once its preview is read, and invites somebody", async () => {
	const { page } = coordinator;
	await signsIn(coordinator, cast.coordinator);
	await goes(coordinator, fi.shell.series);
	await page.getByTestId("week-hour").nth(1).waitFor();
	const [, next = ""] = await page.getByTestId("week-hour").getByRole("link").allTextContents();
	await coordinator.use("link", next);
	await coordinator.landed(/^\S+ \d+\. \S+ .*–/, "heading");
	await coordinator.use("link", fi.decide.cancel);
	await coordinator.landed(fi.decide.titles.cancelled, "heading");
	await coordinator.press("Tab");
	await coordinator.use("button", fi.decide.preview);
	await coordinator.landed(fi.common.errorTitle, "alert");
	await coordinator.fill(fi.decide.reason, "Koulutus");
	await coordinator.press("Enter");
	await coordinator.landed(fi.decide.previewTitle);
	await coordinator.use("button", fi.decide.cancel);
	await coordinator.landed(/^\S+ \d+\. \S+ .*–/, "heading");
	await page.getByTestId("hour-cancelled").waitFor();
	await goes(coordinator, fi.shell.people);
	await coordinator.use("link", fi.people.invite);
	await coordinator.landed(fi.people.inviteTitle, "heading");
	await coordinator.fill(fi.people.name, "Noora Nieminen");
	await coordinator.fill(fi.people.username, "noora.nieminen");
	await coordinator.use("button", fi.people.makeLink);
	await coordinator.landed(fi.people.linkTitle, "heading");
});

step("out of the name's menu, and locked: the focus is never lost", async () => {
	await coordinator.use("button", new RegExp(cast.coordinator.account.display));
	await coordinator.tabTo("button", fi.shell.lock);
	await coordinator.press("Escape");
	await coordinator.landed(new RegExp(cast.coordinator.account.display), "button");
	await coordinator.press("Enter");
	await coordinator.use("button", fi.shell.lock);
	await coordinator.page.getByTestId("unlock").waitFor();
	await coordinator.landed(fi.signIn.unlockTitle, "heading");
});

step("every stop on all these ways had its ring and its name, and lay under nothing", async () => {
	for (const keys of [worker, contact, coordinator]) assert.deepEqual(keys.faults, []);
	assert.deepEqual(browser.problems, []);
});
