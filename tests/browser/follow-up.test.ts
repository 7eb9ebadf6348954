// The page of follow-up as a worker and Kela's contact have it: steps ticked in place and taken back, follow-ups moved within
// their time and done, a plan's refresh; the count in the menu; the same on the case's page and the plan's.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { until } from "../../web/src/demo/person.ts";
import { addDays, addMonths, dayOf } from "../../web/src/state/dates.ts";
import { plainDate } from "../../web/src/text/dates.ts";
import type { PlanStep } from "../../web/src/work/documents.ts";
import type { CaseFile } from "../../web/src/work/work.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

let server: Server;
let browser: Browser;
let cast: Cast;
let nurse: Window;
let contact: Window;
let id: string;
let reference: string;
let today: string;

const follow = fi.follow;

async function fileOf(one: Member, passes: (file: CaseFile) => boolean, what: string) {
	await one.work.cases.open(id);
	await until(
		one.work.state.file,
		(state) => state.kind === "ready" && state.file.case === id && passes(state.file),
		`${one.account.username} to see ${what}`,
	);
}

const step = (no: number, what: string, rest: Partial<PlanStep>): PlanStep => ({
	...{ id: `askel-${no}`, what, side: "pair", who: { kind: "text", text: "" }, by: "" },
	...{ done: null, ...rest },
});

/** With a step of every sort, confirmed by both sides. */
async function plan(): Promise<void> {
	const [first] = cast.pairA;
	const worker = { kind: "person", uid: first.uid } as const;
	const kela = { kind: "person", uid: cast.contact.uid } as const;
	await fileOf(first, ({ question }) => question !== null, "the case");
	first.work.plan.edit({
		...{ date: today, core: "Toimeentulo jatkuu.", refreshBy: addMonths(today, 6) },
		responsible: "Sanna Saarinen",
		steps: [
			step(1, "Varaa ajan fysioterapeutille.", { who: worker, by: addDays(today, -3) }),
			step(2, "Soittaa asiakkaalle B-lausunnosta ja vuokravelasta.", { who: worker, by: today }),
			step(3, "Selvittää kuntoutustuen liitteet.", { who: worker, by: addDays(today, 20) }),
			step(4, "Kysyy sosiaaliohjaajalta vuokratakuusta.", {}),
			step(5, "Tarkistaa hakemuksen ja ilmoittaa puutteista.", {
				...{ side: "kela", who: kela, by: addDays(today, 5) },
			}),
			step(6, "Täyttää hakemuksen OmaKelassa.", { side: "client", by: addDays(today, 10) }),
		],
	});
	await first.work.plan.save();
	await first.work.plan.confirm();
	await fileOf(cast.contact, (file) => file.plan.rev > 0, "the plan");
	await cast.contact.work.plan.confirm();
	await fileOf(first, (file) => file.followUps.length === 3, "the follow-ups");
}

before(async () => {
	server = await Server.start();
	const strangers = await kit.strangers(server);
	({ cast, reference } = strangers);
	const [first] = cast.pairA;
	const { cases } = first.work.state;
	id = cases.value.kind === "ready" ? (cases.value.value[0]?.case ?? "") : "";
	today = dayOf(first.work.now());
	browser = await Browser.launch("follow-up", server.origin);
	[nurse, contact] = await Promise.all([browser.person("nurse"), browser.person("contact")]);
	await kit.signInByLink(nurse.page, server.origin, first.account);
	await kit.signInByLink(contact.page, server.origin, cast.contact.account);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const live = kit.stepsOf(() => browser);
const steps = ({ page }: Window) => page.getByTestId("step-row");
const waiting = ({ page }: Window) => page.getByTestId("nav-follow-up").getByTestId("nav-waiting");

/** At the narrowest width too. */
async function looks(at: Window, what: string): Promise<void> {
	await at.look(what, { phone: true });
	const size = at.page.viewportSize();
	await at.page.setViewportSize({ width: 360, height: 740 });
	await at.look(`${what}-narrow`);
	if (size !== null) await at.page.setViewportSize(size);
}

live("nothing to do: both say so", async () => {
	for (const one of [nurse, contact]) {
		await kit.to(one.page, "#/follow-up");
		await kit.heading(one.page, follow.title);
		await one.page.getByText(follow.stepsNone).waitFor();
	}
	await nurse.page.getByText(follow.plansNone).waitFor();
	assert.equal(await contact.page.getByText(follow.plans).count(), 0, "Kela refreshes no plan");
	await looks(nurse, "empty");
});

live("a plan is confirmed by both: my steps, late ones first, and the follow-ups are there by themselves", async () => {
	await plan();
	await nurse.page.getByTestId("follow-up-half-year").waitFor();
	await nurse.page.getByTestId("follow-up-plan").waitFor();
	assert.equal(await steps(nurse).count(), 3);
	assert.match((await steps(nurse).first().textContent()) ?? "", /fysioterapeutille.*Myöhässä/);
	await steps(nurse).nth(1).getByText(follow.today).waitFor();
	assert.match((await waiting(nurse).textContent()) ?? "", /^22 odottaa$/);
	await looks(nurse, "worker");
	await steps(contact).getByText("ilmoittaa puutteista").waitFor();
	assert.equal(await steps(contact).count(), 1);
	await looks(contact, "contact");
});

live("others' steps where one asks for them", async () => {
	await kit.field(nurse.page, follow.whose).selectOption("side");
	await steps(nurse).getByText("vuokratakuusta").waitFor();
	assert.equal(await steps(nurse).count(), 4);
	await kit.field(nurse.page, follow.whose).selectOption("all");
	await steps(nurse).getByText("OmaKelassa").waitFor();
	assert.equal(await steps(nurse).count(), 6);
	await nurse.look("all");
	await kit.field(nurse.page, follow.whose).selectOption("mine");
});

live("ticked in place; it stays until one leaves, and a slip is taken back", async () => {
	const { page } = nurse;
	const row = steps(nurse).first();
	await row.getByRole("checkbox").check();
	await row.getByText(/^Tehty /).waitFor();
	assert.match((await waiting(nurse).textContent()) ?? "", /^1/);
	await nurse.look("ticked", { phone: true });
	await row.getByTestId("step-undo").click();
	await row.getByText(follow.when.late).waitFor();
	await row.getByRole("checkbox").check();
	await row.getByText(/^Tehty /).waitFor();
	await kit.to(page, `#/cases/${id}/plan`);
	await kit.heading(page, fi.plan.title);
	await page.getByText(/^Tehty .*Sanna Saarinen$/).first().waitFor();
	await nurse.look("plan");
	await kit.to(page, "#/follow-up");
	await kit.heading(page, follow.title);
	await steps(nurse).first().waitFor();
	assert.equal(await steps(nurse).count(), 2);
});

live("moved to another day: one outside its time is refused with the span, a Sunday becomes a working day", async () => {
	const { page } = nurse;
	const row = page.getByTestId("follow-up-first");
	await row.getByTestId("follow-up-move").click();
	const dialog = page.getByTestId("follow-up-move-dialog");
	const day = dialog.getByLabel(follow.moveTo);
	await day.fill(plainDate(addDays(today, 5), "fi"));
	await dialog.getByTestId("follow-up-move-confirm").click();
	await dialog.getByText(fi.formErrors["not-within"]).first().waitFor();
	await nurse.look("move-refused", { phone: true });
	let sunday = addDays(today, 40);
	while (new Date(`${sunday}T12:00:00Z`).getUTCDay() !== 0) sunday = addDays(sunday, 1);
	await day.fill(plainDate(sunday, "fi"));
	await dialog.getByTestId("follow-up-move-confirm").click();
	await dialog.waitFor({ state: "detached" });
	const shown = (await row.textContent()) ?? "";
	assert.ok(!shown.includes(plainDate(sunday, "fi")), shown);
	assert.match(shown, /Myöhemmin, \d+\.\d+\.\d{4}/);
	assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-testid")), "follow-up-move");
});

live("marked as done and taken back; done, it is told with who did it on the case's page", async () => {
	const { page } = nurse;
	const row = page.getByTestId("follow-up-half-year");
	await row.getByTestId("follow-up-mark").click();
	await row.getByTestId("follow-up-undo").click();
	await row.getByText(/Myöhemmin/).waitFor();
	await row.getByTestId("follow-up-mark").click();
	await row.getByTestId("follow-up-done").waitFor();
	await kit.to(page, `#/cases/${id}`);
	await page.getByTestId("follow-up-half-year-ended").getByText(/Sanna Saarinen/).waitFor();
	await looks(nurse, "case");
	await kit.to(contact.page, `#/cases/${id}`);
	await contact.page.getByTestId("follow-up-dates").waitFor();
	assert.equal(await contact.page.getByTestId("follow-up-move").count(), 0);
	await contact.look("contact-case");
});

live("Today tells of the step that is late, and leads to the page", async () => {
	const { page } = nurse;
	await kit.go(page, fi.shell.today);
	const todo = page.getByTestId("todo-step-soon");
	await todo.waitFor();
	assert.ok(((await todo.textContent()) ?? "").startsWith(reference));
	assert.equal(await page.getByTestId("todo-plan").count(), 0, "a tick leaves the plan confirmed");
	await nurse.look("today");
	await todo.click();
	await kit.heading(page, follow.title);
});

live("no barrier, no error", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
