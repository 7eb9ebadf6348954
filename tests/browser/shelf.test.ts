// The shelf of answered questions as people meet it: Kela's answer proposed in its case, what may identify marked word by
// word, checked and published by the pair, found by everybody, suggested to another pair, taken down.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { until } from "../../web/src/demo/person.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const text = fi.shelf;
const QUESTION = "Milloin kuntoutustukea voi hakea, kun sairauspäivärahan enimmäisaika täyttyy?";
const ANSWER =
	"Hakemuksen voi jättää kaksi kuukautta ennen enimmäisajan täyttymistä. Liitteeksi tarvitaan B-lausunto.";
const WORD = "Kerro myös, mitä liitteitä tarvitaan.";
const NARROW = { width: 360, height: 740 };

let server: Server;
let browser: Browser;
let cast: Cast;
let nurse: Window;
let contact: Window;
let other: Window;
let coordinator: Window;

before(async () => {
	server = await Server.start();
	const made = await kit.strangers(server);
	cast = made.cast;
	const { contact: kela, pairA } = cast;
	const list = await until(
		kela.work.state.cases,
		(all) => all.kind === "ready" && all.value.some((one) => one.question !== null),
		"the case at Kela's",
	);
	const id = (list.kind === "ready" ? list.value[0]?.case : undefined) ?? "";
	await kela.work.cases.answer(id, "Kyllä, Aino voi hakea sitä jo nyt.");
	await until(
		pairA[0].work.state.cases,
		(all) => all.kind === "ready" && all.value.some((one) => one.placeState === "answered"),
		"the answer",
	);
	browser = await Browser.launch("shelf", server.origin);
	const person = async (name: string, { account }: Cast["coordinator"]) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	nurse = await person("nurse", pairA[0]);
	contact = await person("contact", kela);
	other = await person("other", cast.pairB[0]);
	coordinator = await person("coordinator", cast.coordinator);
	for (const one of cast.everyone) one.stop();
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

/** Both widths that a page must do with. */
async function look(window: Window, what: string): Promise<void> {
	await window.look(what);
	const size = window.page.viewportSize();
	await window.page.setViewportSize(NARROW);
	await window.look(`${what}-narrow`);
	if (size !== null) await window.page.setViewportSize(size);
}

const suspect = (page: Page, kind: string) => page.getByTestId(`suspect-${kind}`);

step("the shelf is empty at first, and says how an answer gets there", async () => {
	await kit.go(coordinator.page, text.nav, text.title);
	await coordinator.page.getByTestId("shelf-empty").waitFor();
	await look(coordinator, "empty");
});

step("Kela brings the written answer in by choice; what may identify is marked and must be judged", async () => {
	const { page } = contact;
	await kit.go(page, fi.shell.cases, fi.cases.titleKela);
	await kit.link(page, "A-101").click();
	await page.getByTestId("to-card").click();
	await kit.heading(page, text.proposeTitle);
	assert.equal(await page.getByTestId("card-question").inputValue(), "");
	assert.equal(await page.getByTestId("card-answer").inputValue(), "");
	await page.getByTestId("take-answer").click();
	assert.match(await page.getByTestId("card-answer").inputValue(), /Aino/);
	await page.getByTestId("card-question").fill("Voiko A-101 hakea? Soita 040 123 4567.");
	await suspect(page, "reference").waitFor();
	await suspect(page, "phone").waitFor();
	await kit.press(page, text.submit);
	await page.getByTestId("error-summary").waitFor();
	await look(contact, "marked");
	await page.getByTestId("card-question").fill(`${QUESTION} Soita 040 123 4567.`);
	await page.getByTestId("card-answer").fill("Kaksi kuukautta ennen enimmäisajan täyttymistä.");
	await suspect(page, "reference").waitFor({ state: "detached" });
	await suspect(page, "phone").getByText(text.mend).click();
	const chosen = await page
		.getByTestId("card-question")
		.evaluate((area) => {
			const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
			return value.slice(selectionStart, selectionEnd);
		});
	assert.equal(chosen, "040 123 4567");
	await suspect(page, "phone").getByRole("checkbox").check();
	await kit.press(page, text.submit);
	await page.getByTestId("card-open").waitFor();
	await look(contact, "proposed");
});

step("the pair finds it on today's page and sends it back with a word; Kela mends it", async () => {
	const { page } = nurse;
	await page.getByTestId("todo-card-check").click();
	await page.getByTestId("check-card").waitFor();
	await suspect(page, "phone").waitFor();
	await page.getByTestId("publish-card").click();
	await page.getByTestId("error-summary").waitFor();
	await look(nurse, "check");
	await page.getByTestId("send-back").click();
	await page.getByTestId("card-back-confirm").click();
	await page.getByTestId("error-summary").last().waitFor();
	await page.getByTestId("card-word").fill(WORD);
	await look(nurse, "send-back");
	await page.getByTestId("card-back-confirm").click();
	await page.getByTestId("card-back").waitFor();
	await contact.page.getByTestId("card-said").getByText(WORD).waitFor();
	await look(contact, "came-back");
	await contact.page.getByTestId("mend-card").click();
	await contact.page.getByTestId("card-question").fill(QUESTION);
	await contact.page.getByTestId("card-answer").fill(ANSWER);
	await kit.press(contact.page, text.submit);
	await contact.page.getByTestId("card-replaced").waitFor();
	await page.getByTestId("card-replaced").waitFor();
});

step("the pair publishes it as it stands: everybody finds it by words and topic", async () => {
	const { page } = nurse;
	await page.getByTestId("publish-card").click();
	await nurse.look("publish", { window: true });
	await page.getByTestId("publish-card-confirm").click();
	await page.getByTestId("card-published").waitFor();
	await contact.page.getByTestId("card-published").waitFor();
	const shelf = coordinator.page;
	await shelf.getByTestId("shelf-card").getByText(ANSWER).waitFor();
	await look(coordinator, "shelf");
	await kit.field(shelf, text.find).fill("lausunto kuntout");
	await shelf.getByText(text.count(1)).waitFor();
	await kit.field(shelf, text.find).fill("opintotuki");
	await shelf.getByText(text.noHits).waitFor();
	await look(coordinator, "no-hits");
	await kit.field(shelf, text.find).fill("");
});

step("who would queue a case that it answers sees it first, and stays with the case", async () => {
	const { page } = nurse;
	await kit.toQueuePage(page, "A-101");
	const card = page.getByTestId("suggested-card");
	await card.getByText(QUESTION).click();
	await look(nurse, "suggested-queue");
	await card.getByTestId("answers-mine").click();
	await kit.heading(page, "A-101");
	await page.getByTestId("to-card").click();
	await page.getByTestId("card-published").waitFor();
});

step("another pair writes a like question and sees the answer beside it; its draft stays", async () => {
	const { page } = other;
	await kit.go(page, fi.shell.cases);
	await page.getByTestId("add-case").click();
	await kit.heading(page, fi.newCase.questionTitle);
	await kit.field(page, fi.newCase.reference).fill("B-7");
	await kit.field(page, fi.newCase.question).fill("Onko kuntoutustuki haettavissa ennen kuin sairauspäiväraha loppuu?");
	const card = page.getByTestId("suggested-card");
	await card.waitFor();
	await look(other, "suggested");
	await card.getByText(QUESTION).click();
	await card.getByText(ANSWER).waitFor();
	await look(other, "suggested-open");
	await card.getByTestId("answers-mine").click();
	await kit.heading(page, fi.cases.title);
	await page.getByTestId("add-case").click();
	await page.getByTestId("continue-draft").click();
	assert.equal(await kit.field(page, fi.newCase.reference).inputValue(), "B-7");
	await kit.go(page, fi.shell.cases);
	await kit.link(page, fi.general.open).click();
	await kit.field(page, fi.newCase.question).fill("Voiko kuntoutustukea hakea sairauspäivärahan aikana?");
	await page.getByTestId("suggested-card").waitFor();
	await look(other, "suggested-general");
});

step("taken down, it is gone from every screen", async () => {
	await kit.go(other.page, text.nav, text.title);
	await other.page.getByTestId("shelf-card").waitFor();
	assert.equal(await other.page.getByTestId("drop-card").count(), 0);
	await coordinator.page.getByTestId("drop-card").click();
	await coordinator.look("drop", { window: true });
	await coordinator.page.getByTestId("drop-card-confirm").click();
	for (const { page } of [coordinator, other]) await page.getByTestId("shelf-empty").waitFor();
	await nurse.page.getByTestId("card-dropped").waitFor();
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
