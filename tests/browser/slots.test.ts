// A pair's week and a coordinator's year: questions without a client, the first free place, the order of an hour, Kela's
// answer and notes, waiting lists; the table of weeks, a holiday kept, an hour moved and cancelled, a calendar address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { acknowledge, queueInto } from "../../web/src/demo/fill.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { CASES, inventedConsent, QUESTIONS } from "../../web/src/demo/invented.ts";
import { until } from "../../web/src/demo/person.ts";
import { addDays, wallTime } from "../../web/src/work/time.ts";
import type { CaseSummary } from "../../web/src/work/work.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";
import { putAwayNotices } from "./screens-look.ts";

const OWN = "Työparin A oma tunti";
const OF_B = "Työparin B tunti";
const FIRST = "Tulkkaus";
const SECOND = "Päätöksen perustelut";
const NOTE = "Tarkista ohje 12 ennen tuntia.";
const ANSWER = "Perustelut löytyvät OmaKelasta.";

let server: Server;
let browser: Browser;
let cast: Cast;
let worker: Window;
let other: Window;
let contact: Window;
let coordinator: Window;

before(async () => {
	server = await Server.start();
	cast = await kit.furnish(server);
	browser = await Browser.launch("slots", server.origin);
	const person = async (name: string, { account }: Cast["coordinator"]) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	worker = await person("worker", cast.pairA[0]);
	other = await person("other", cast.pairB[0]);
	contact = await person("contact", cast.contact);
	coordinator = await person("coordinator", cast.coordinator);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

const place = (page: Page, reference: string) =>
	page.getByTestId("place").filter({ hasText: reference });

async function ask(page: Page, reference: string): Promise<void> {
	await kit.go(page, fi.shell.cases);
	await kit.link(page, fi.general.open).click();
	await kit.heading(page, fi.general.title);
	await kit.field(page, fi.general.reference).fill(reference);
	await kit.field(page, fi.newCase.question).fill("Miten tämä menee?");
	await kit.field(page, fi.codes.topics.other).check();
	await page.getByTestId("noClient").check();
	await kit.press(page, fi.general.create);
	await kit.heading(page, fi.queue.title);
}

/** The case of that reference, as somebody's own device in node knows it, once it passes. */
async function caseOf(by: Member, reference: string, passes: (state: string | undefined) => boolean) {
	const find = (list: readonly CaseSummary[]) =>
		list.find((one) => one.question?.reference === reference && passes(one.consent?.state));
	const all = await until(
		by.work.state.cases,
		(list) => list.kind === "ready" && find(list.value) !== undefined,
		`${reference} as it should be`,
	);
	return (all.kind === "ready" ? find(all.value)?.case : undefined) ?? "";
}

/** The coming hours of a series in the list of all. */
async function hoursOf({ page }: Window, series: string) {
	await kit.go(page, fi.shell.hours);
	const coming = page.getByTestId("hours-coming");
	await coming.waitFor();
	const all = page.getByTestId("hours-coming-all");
	if ((await all.count()) > 0) await all.click();
	return coming.getByRole("row").filter({ hasText: series }).getByRole("link");
}

step("a question without a client goes straight to the first free place", async () => {
	const { page } = worker;
	await kit.go(page, fi.shell.cases);
	await kit.link(page, fi.general.open).click();
	await kit.press(page, fi.general.create);
	await page.getByTestId("error-summary").waitFor();
	await worker.look("general-errors");
	await ask(page, FIRST);
	await page.getByTestId("series").selectOption({ label: OWN });
	await worker.look("queue", { phone: true });
	await kit.press(page, fi.queue.submit);
	await place(page, FIRST).getByTestId("lane-general").waitFor();
});

step("the pair puts its places in order, and moves one to the next hour", async () => {
	const { page } = worker;
	await ask(page, SECOND);
	await page.getByTestId("series").selectOption({ label: OWN });
	await kit.press(page, fi.queue.submit);
	await place(page, SECOND).waitFor();
	await putAwayNotices(page); // they may lie over a button until one scrolls
	await worker.look("hour", { phone: true });
	// Whatever the demo has put there before them.
	const rows = await page.getByTestId("place").allTextContents();
	const before = rows.findIndex((row) => row.includes(FIRST));
	assert.ok(rows[before + 1]?.includes(SECOND));
	await place(page, SECOND).getByTestId("place-up").click();
	await page.getByText(fi.queue.movedTo(SECOND, before + 1)).waitFor();
	assert.match((await page.getByTestId("place").nth(before).textContent()) ?? "", new RegExp(SECOND));
	await place(page, FIRST).getByTestId("place-next").click();
	await page.getByText(fi.queue.movedNext(FIRST)).waitFor();
	await place(page, FIRST).waitFor({ state: "detached" });
});

step("Kela sees the order, keeps notes, and answers in writing; the place is free", async () => {
	const { page } = contact;
	await kit.go(page, fi.shell.cases, fi.cases.titleKela);
	await page.getByTestId("look-unseen").first().waitFor();
	await contact.look("prepare", { phone: true });
	await kit.link(page, SECOND).click();
	await page.getByTestId("note").fill(NOTE);
	await page.getByTestId("draft-saved").waitFor();
	await contact.look("kela-case", { phone: true });
	await kit.press(page, fi.prepare.answer);
	await kit.field(page, fi.prepare.answerLabel).fill(ANSWER);
	await contact.look("kela-answer");
	await kit.press(page, fi.prepare.answerSend);
	await page.getByTestId("is-answered").waitFor();
	await kit.go(worker.page, fi.shell.cases);
	await kit.link(worker.page, SECOND).click();
	await worker.page.getByTestId("answered").waitFor();
	await worker.page.getByText(ANSWER).waitFor();
	await worker.look("answered");
});

step("what has changed since one looked is said, and the note is still there", async () => {
	const { page } = contact;
	await kit.go(page, fi.shell.cases, fi.cases.titleKela);
	await kit.field(worker.page, fi.cases.reply).fill("Kiitos!");
	await kit.press(worker.page, fi.cases.send);
	const row = page.getByRole("row").filter({ hasText: SECOND });
	await row.getByTestId("look-changed").waitFor();
	await kit.link(row, SECOND).click();
	await page.getByTestId("changed-since").getByText(fi.prepare.parts.thread).waitFor();
	await contact.look("changed");
	assert.equal(await page.getByTestId("note").inputValue(), NOTE);
});

step("who waits sees where, and may leave the list", async () => {
	const { page } = other;
	await kit.go(page, fi.shell.hours);
	const row = page.getByTestId("waiting-row").filter({ hasText: CASES.pension.question.reference });
	await row.waitFor();
	await other.look("waiting", { phone: true });
	await row.getByTestId("waiting-case").click();
	await page.getByTestId("waits").waitFor();
	await other.look("waits");
	await page.getByTestId("unqueue").click();
	await page.getByTestId("unqueue-confirm").click();
	await page.getByTestId("waits").waitFor({ state: "detached" });
});

step("a consent that ends before its hour is said on today's page, on the hour and on the case", async () => {
	const { page } = worker;
	const [first, second] = await Promise.all([
		kit.alsoInNode(server, cast.pairA[0].account),
		kit.alsoInNode(server, cast.pairA[1].account),
	]);
	try {
		const { reference } = CASES.student.question;
		const id = await caseOf(first, reference, () => true);
		await acknowledge(second, id);
		await caseOf(first, reference, (state) => state === "in-force");
		const hours = await until(
			first.work.state.hours,
			(all) => all.kind === "ready" && all.value.some((one) => one.name === OWN),
			"the own hour",
		);
		const list = hours.kind === "ready" ? hours.value : [];
		const dayOn = first.work.now() + 86_400_000;
		const hour = list.find((one) => one.name === OWN && one.startsAt > dayOn)?.hour ?? "";
		await queueInto(first, id, hour, 10);
		await coordinator.page.evaluate((at) => location.assign(`#/hours/${at}`), hour);
		await coordinator.page.getByTestId("places").waitFor();
		assert.equal(await coordinator.page.getByTestId("missing-consents").count(), 0);
		await first.work.cases.open(id);
		const today = wallTime(first.work.now()).date;
		const consent = inventedConsent(CASES.student, first.account.display, today);
		await first.work.consent.record(id, { ...consent, to: addDays(today, 1) }, null);
		await acknowledge(second, id);
	} finally {
		first.stop();
		second.stop();
	}
	// The coordinator's page of the hour was open all the time.
	await coordinator.page.getByTestId("missing-consents").waitFor();
	await kit.go(page, fi.shell.today);
	await page.getByTestId("todo-consent-gap").waitFor();
	await worker.look("gap-today", { phone: true });
	await page.getByTestId("todo-consent-gap").click();
	await kit.go(page, fi.shell.cases);
	await kit.link(page, CASES.student.question.reference).click();
	await page.getByTestId("consent-gap").waitFor();
	await worker.look("gap-case", { phone: true });
	await page.getByTestId("queued-at").getByRole("link").click();
	await page.getByTestId("consent-gaps").getByTestId("mend-gap").waitFor();
	await worker.look("gap-hour", { phone: true });
	await kit.go(coordinator.page, fi.shell.series);
	await coordinator.page.getByTestId("weeks-table").getByText(fi.queue.gaps(1)).waitFor();
});

step("the coordinator's year: weeks, a holiday kept after its preview", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.shell.series);
	const weeks = page.getByTestId("weeks-table").locator("tbody tr");
	await weeks.first().waitFor();
	assert.equal(await weeks.count(), 8);
	await page.getByTestId("weeks-count").selectOption("53");
	await weeks.nth(52).waitFor();
	await page.getByTestId("week-holiday").first().waitFor();
	await coordinator.look("weeks", { phone: true });
	await page.getByTestId("keep-proposal").first().click();
	await kit.heading(page, fi.decide.titles.planned);
	await kit.press(page, fi.decide.preview);
	await page.getByTestId("preview-box").waitFor();
	await coordinator.look("keep");
	await page.getByTestId("decide").click();
	await page.getByTestId("decide-cancelled").waitFor();
	assert.equal(await page.getByTestId("hour-proposed").count(), 0);
	assert.ok(!((await page.content()) ?? "").includes(QUESTIONS.interpreter.question.reference));
});

step("an hour is moved with its reason, and cancelled: numbers of cases, never which", async () => {
	const { page } = coordinator;
	await page.getByTestId("decide-moved").click();
	await kit.press(page, fi.decide.preview);
	await page.getByTestId("error-summary").waitFor();
	await coordinator.look("move-errors");
	await page.goBack();
	await page.getByTestId("decide-cancelled").click();
	await kit.field(page, fi.decide.reason).fill("Koulutus");
	await kit.press(page, fi.decide.preview);
	await page.getByTestId("preview-box").waitFor();
	await coordinator.look("cancel", { phone: true });
	await page.getByTestId("decide").click();
	await page.getByTestId("hour-cancelled").getByText(fi.hours.cancelled("Koulutus")).waitFor();
	await coordinator.look("cancelled");
});

step("an hour with a case: where the case would go is said before anything happens; a substitute for its day", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.shell.series);
	const taken = page.getByTestId("week-hour").filter({ hasText: /Siirretty/ });
	await kit.link(taken, /./).first().click();
	await page.getByTestId("hour-decide").waitFor();
	await coordinator.look("decide", { phone: true });
	await page.getByTestId("decide-cancelled").click();
	await kit.field(page, fi.decide.reason).fill("Sairaus");
	await kit.press(page, fi.decide.preview);
	const box = page.getByTestId("preview-box");
	await box.getByText(fi.decide.places(1)).waitFor();
	await box.getByText(/^1 tapaus siirtyy: /).waitFor();
	assert.ok(!((await page.locator("main").textContent()) ?? "").includes(FIRST));
	await coordinator.look("cancel-taken");
	await kit.press(page, fi.decide.leave);
	await page.getByTestId("decide-substitute").click();
	await kit.heading(page, fi.substitutes.newTitle);
	assert.equal(await kit.field(page, fi.substitutes.for).inputValue(), cast.contact.uid);
	assert.match(await kit.field(page, fi.substitutes.fromTime).inputValue(), /^\d\d\.\d\d$/);
	assert.equal(
		await kit.field(page, fi.substitutes.fromDay).inputValue(),
		await kit.field(page, fi.substitutes.toDay).inputValue(),
	);
	await coordinator.look("substitute-hour", { phone: true });
});

step("a substitute from one time of a day to another", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.organisation.title);
	await kit.link(page, fi.substitutes.title).click();
	await kit.heading(page, fi.substitutes.title);
	await page.getByTestId("add-substitute").click();
	await kit.field(page, fi.substitutes.for).selectOption(cast.pairB[1].uid);
	await kit.field(page, fi.substitutes.by).selectOption(cast.pairA[0].uid);
	await kit.field(page, fi.substitutes.spans.minutes).check();
	const day = addDays(wallTime(Date.now()).date, 3).split("-").reverse().map(Number).join(".");
	await kit.field(page, fi.substitutes.fromDay).fill(day);
	await kit.field(page, fi.substitutes.toDay).fill(day);
	await kit.field(page, fi.substitutes.fromTime).fill("12.00");
	await kit.field(page, fi.substitutes.toTime).fill("11.30");
	await kit.press(page, fi.common.save);
	await page.getByTestId("error-summary").getByText(fi.formErrors["time-order"]).waitFor();
	await coordinator.look("substitute-errors", { phone: true });
	await kit.field(page, fi.substitutes.toTime).fill("13.30");
	await kit.press(page, fi.common.save);
	await page.getByTestId("substitutes").getByText(`${day} klo 12.00–13.30`).waitFor();
	await coordinator.look("substitutes", { phone: true });
});

step("an hour falls away while somebody looks at the list: the case waits, first in line, and goes on as soon as it can", async () => {
	const { page } = coordinator;
	const looks = other.page;
	await kit.go(looks, fi.shell.hours);
	await (await hoursOf(coordinator, OF_B)).first().click();
	await page.getByTestId("decide-cancelled").click();
	await kit.field(page, fi.decide.reason).fill("Sairaus");
	await kit.press(page, fi.decide.preview);
	const box = page.getByTestId("preview-box");
	await box.getByText(fi.decide.goesWait(1)).waitFor();
	await box.getByText(fi.decide.neverEarlier).waitFor();
	await page.getByTestId("decide").click();
	await page.getByTestId("hour-cancelled").waitFor();
	await looks.getByTestId("waiting-carried").waitFor();
	await looks.getByTestId("notice-place_lost").waitFor();
	await other.look("carried", { phone: true });
	await (await hoursOf(coordinator, OF_B)).last().click();
	await page.getByTestId("decide-planned").click();
	await kit.press(page, fi.decide.preview);
	await box.getByText(fi.decide.waitersCome).waitFor();
	await coordinator.look("revive", { phone: true });
	await page.getByTestId("decide").click();
	await looks.getByTestId("waiting-carried").waitFor({ state: "detached" });
	await looks.getByTestId("notice-place_lost").waitFor({ state: "detached" });
	await (await hoursOf(other, OF_B)).last().click();
	await looks.getByTestId("place-next").click();
	await looks.getByTestId("no-next").waitFor();
	await other.look("no-next", { phone: true });
});

step("the whole rule of a series may change; two hours of one contact at a time are refused by name", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.shell.series);
	await kit.link(page.getByTestId("series"), OWN).click();
	await kit.heading(page, fi.series.editTitle);
	await coordinator.look("series", { phone: true });
	const weekday = await kit.field(page, fi.series.weekday).inputValue();
	const contactUid = await kit.field(page, fi.series.contact).inputValue();
	await kit.field(page, fi.series.start).fill("11.30");
	await kit.press(page, fi.common.save);
	await kit.heading(page, fi.series.title);
	await page.getByText(/kello 11\.30/).waitFor();
	await kit.link(page, fi.series.add).click();
	await kit.field(page, fi.series.name).fill("Päällekkäinen");
	await page.locator("#pairs").check();
	await kit.field(page, fi.series.contact).selectOption(contactUid);
	await kit.field(page, fi.series.weekday).selectOption(weekday);
	await kit.field(page, fi.series.start).fill("12.00");
	await kit.press(page, fi.common.save);
	await page.getByTestId("overlap-with").getByText(fi.decide.overlaps(OWN)).waitFor();
	await coordinator.look("overlap");
});

step("an address for reminders is checked, kept and dropped; a calendar address is shown once; an hour comes as a file", async () => {
	const { page } = worker;
	await page.goto(`${server.origin}/#/settings`);
	await kit.field(page, fi.email.address).fill("sanna@@ikaalinen");
	await page.getByTestId("email-save").click();
	await page.getByTestId("error-summary").waitFor();
	await kit.field(page, fi.email.address).fill("sanna.saarinen@ikaalinen.example");
	await page.getByTestId("email-save").click();
	await page.getByText(fi.email.saved).waitFor();
	await page.getByTestId("email-stop").click();
	await page.getByText(fi.email.stopped).waitFor();
	await page.getByTestId("feed-make").click();
	const url = await page.getByTestId("feed-url").inputValue();
	assert.match(url, /\/calendar\/[\w-]{43}\.ics$/);
	await worker.look("feed", { phone: true });
	await page.getByTestId("feed-drop").click();
	await page.getByTestId("feed-drop-confirm").click();
	await page.getByText(fi.feed.dropped).waitFor();
	await kit.go(page, fi.shell.hours);
	await page.getByTestId("hours-coming").getByRole("link").first().click();
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByTestId("hour-ics").click(),
	]);
	assert.match(download.suggestedFilename(), /^etatunti-\d{4}-\d\d-\d\d\.ics$/);
});

step("the title counts what waits", async () => {
	const { page } = worker;
	await kit.go(page, fi.shell.today);
	const todos = await page.getByTestId("todo").getByRole("listitem").count();
	assert.ok(todos > 0);
	const notices = await page.getByTestId("notices").locator("> *").count();
	assert.match(await page.title(), new RegExp(`^\\(${todos + notices}\\) Tänään`));
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
