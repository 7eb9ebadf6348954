// What a coordinator keeps for the organisation, by its pages: teams that a plan's step then names, templates tried on an
// invented plan, how long closed cases are kept, and holds by the pair and by a reference.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Cast } from "../../web/src/demo/cast.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { shownReference } from "../../web/src/state/reference.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const TEAM = "Aikuissosiaalityö, Ikaalinen";
const OTHER = "Velkaneuvonta";
let server: Server;
let browser: Browser;
let cast: Cast;
let coordinator: Window;
let worker: Window;
let id: string;

before(async () => {
	server = await Server.start();
	const made = await kit.strangers(server);
	cast = made.cast;
	const { cases } = cast.pairA[0].work.state;
	id = cases.value.kind === "ready" ? (cases.value.value[0]?.case ?? "") : "";
	browser = await Browser.launch("organisation", server.origin);
	[coordinator, worker] = await Promise.all([
		browser.person("coordinator"),
		browser.person("worker"),
	]);
	await kit.signInByLink(coordinator.page, server.origin, cast.coordinator.account);
	await kit.signInByLink(worker.page, server.origin, cast.pairA[0].account);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

async function part(title: string): Promise<void> {
	await kit.go(coordinator.page, fi.organisation.title);
	await kit.link(coordinator.page, title).click();
	await kit.heading(coordinator.page, title);
}

async function addTeam(name: string, task: string, when: string): Promise<void> {
	const { page } = coordinator;
	await kit.link(page, fi.teams.add).click();
	await kit.heading(page, fi.teams.newTitle);
	await kit.field(page, fi.teams.name).fill(name);
	await kit.field(page, fi.teams.task).fill(task);
	await kit.field(page, fi.teams.whenToTurn).fill(when);
	await kit.field(page, fi.teams.contact).fill("03 000 0000, arkisin 9–11");
	await kit.press(page, fi.common.save);
	await kit.heading(page, fi.teams.title);
	await page.getByTestId("teams").getByText(name).waitFor();
}

step("the list of professionals: kept by the coordinator, searched by everybody", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.organisation.title);
	await coordinator.look("overview", { phone: true });
	await part(fi.teams.title);
	await page.getByText(fi.teams.none).waitFor();
	await kit.link(page, fi.teams.add).click();
	await kit.press(page, fi.common.save);
	await page.getByTestId("error-summary").getByText(fi.formErrors.required).waitFor();
	await kit.field(page, fi.teams.name).fill("Tiimi 131052-308T");
	await kit.press(page, fi.common.save);
	await page.getByTestId("error-summary").getByText(fi.formErrors["looks-like-code"]).waitFor();
	await coordinator.look("team-wrong", { phone: true });
	await part(fi.teams.title);
	await addTeam(TEAM, "Täydentävä ja ehkäisevä toimeentulotuki", "Vuokra on jäänyt maksamatta");
	await addTeam(OTHER, "Velkajärjestely", "Ulosotto tai perintä");
	await coordinator.look("professionals", { phone: true });
	await kit.go(worker.page, fi.shell.people);
	await kit.link(worker.page, fi.teams.toList).click();
	await kit.heading(worker.page, fi.teams.title);
	await kit.field(worker.page, fi.teams.find).fill("vuokra");
	await worker.page.getByText(fi.teams.count(1), { exact: true }).waitFor();
	assert.equal(await worker.page.getByTestId("team-row").count(), 1);
	assert.equal(await kit.link(worker.page, fi.teams.add).count(), 0);
	await worker.look("professionals-found");
	await kit.field(worker.page, fi.teams.find).fill("lastensuojelu");
	await worker.page.getByText(fi.teams.noneFound).waitFor();
});

step("a step of a plan names a team from the list", async () => {
	const { page } = worker;
	await kit.to(page, `#/cases/${id}/plan`);
	await kit.heading(page, fi.plan.title);
	await kit.press(page, fi.plan.addStep);
	await page.getByLabel(fi.plan.what).first().fill("Selvittää vuokravelan");
	await page.getByTestId("step-who-1").fill("aikuis");
	await page.getByTestId("step-who-1-found").filter({ hasText: TEAM }).click();
	await page.getByTestId("step-who-1-chosen").getByText(TEAM).waitFor();
	await page.getByText("03 000 0000").first().waitFor();
	await worker.look("step-team", { phone: true });
	await page.getByText(fi.plan.saved("")).first().waitFor();
});

step("a team taken off the list keeps its name in the plan, and may come back", async () => {
	const { page } = coordinator;
	await part(fi.teams.title);
	await kit.link(page, TEAM).click();
	await kit.press(page, fi.teams.drop);
	await page.getByTestId("drop-team-confirm").click();
	await page.getByTestId("dropped-teams").getByText(TEAM, { exact: true }).waitFor();
	assert.equal(await page.getByTestId("team-row").count(), 1);
	await worker.page.getByTestId("step-who-1-chosen").getByText(TEAM).waitFor();
	await kit.press(page, fi.teams.restore(TEAM));
	await page.getByTestId("teams").getByText(TEAM).waitFor();
});

step("a template: fields put in, faults named, tried on an invented plan, in use, given up", async () => {
	const { page } = coordinator;
	await part(fi.templates.title);
	await page.getByTestId("template-built-in").waitFor();
	const area = kit.field(page, fi.templates.text);
	const preview = page.getByTestId("template-preview");
	assert.match((await preview.textContent()) ?? "", /^MONIALAINEN SUUNNITELMA\nMONSU: tehty/);
	await coordinator.look("template", { phone: true });
	await area.fill("OMA POHJA\n{tavoite}");
	await page.getByText(fi.templates.unknownField("tavoite")).waitFor();
	await kit.press(page, fi.templates.save);
	await page.getByTestId("error-summary").getByText(fi.formErrors["unknown-field"]).waitFor();
	await coordinator.look("template-wrong");
	await area.fill(`${"x".repeat(4000)}y`);
	await kit.press(page, fi.templates.save);
	await page.getByTestId("error-summary").getByText(fi.formErrors["too-long"]).waitFor();
	await area.fill("OMA POHJA\n");
	await page.getByTestId("insert-field").selectOption("core");
	await page.getByTestId("insert").click();
	assert.equal(await area.inputValue(), "OMA POHJA\n{core}");
	await page.getByText(fi.templates.noMonsu).waitFor();
	await kit.field(page, "Pro Consona").check();
	assert.notEqual(await area.inputValue(), "OMA POHJA\n{core}");
	await kit.field(page, "Lifecare").check();
	assert.equal(await area.inputValue(), "OMA POHJA\n{core}", "what was typed is lost by looking at another");
	assert.match((await preview.textContent()) ?? "", /^OMA POHJA\nToimeentulo .*\n\nMONSU: tehty$/);
	await kit.press(page, fi.templates.save);
	await page.getByTestId("template-own").waitFor();
	await kit.press(page, fi.templates.reset);
	await page.getByTestId("reset-template-confirm").click();
	await page.getByTestId("template-built-in").waitFor();
	assert.match(await area.inputValue(), /^MONIALAINEN SUUNNITELMA/);
});

step("how long closed cases are kept; shorter is asked about", async () => {
	const { page } = coordinator;
	await part(fi.retention.title);
	await page.getByText(fi.retention.rule(90)).waitFor();
	await kit.field(page, fi.retention.days).fill("0");
	await kit.press(page, fi.retention.save);
	await page.getByTestId("error-summary").getByText(fi.formErrors["not-days"]).waitFor();
	await kit.field(page, fi.retention.days).fill("20");
	await kit.press(page, fi.retention.save);
	await page.getByText(fi.retention.shorterText(20)).waitFor();
	await page.getByTestId("shorter-confirm").click();
	await page.getByText(fi.retention.rule(20)).waitFor();
});

step("a hold by the pair on the case's page: erasing is not offered while it stands", async () => {
	const { page } = worker;
	await cast.pairA[0].work.cases.unqueue(id, "");
	await kit.to(page, `#/cases/${id}`);
	await page.getByTestId("case-reference").waitFor();
	await page.getByTestId("close-case").click();
	await page.getByTestId("close-confirm").click();
	await page.getByText(fi.retention.inCase(20)).waitFor();
	await page.getByTestId("to-plan").click();
	await page.getByTestId("plan-closed").waitFor();
	assert.ok(await kit.field(page, fi.plan.core).isDisabled(), "a closed case's plan is written in");
	for (const name of [fi.plan.confirm, fi.plan.addStep])
		assert.equal(await kit.button(page, name).count(), 0, `${name} in a closed case`);
	await page.goBack();
	await page.getByText(fi.retention.inCase(20)).waitFor();
	await kit.press(page, fi.hold.set);
	await page.getByTestId("hold-confirm").click();
	await page.getByTestId("error-summary").getByText(fi.formErrors.required).waitFor();
	await kit.field(page, fi.hold.reason).fill("Valitus HAO 123/2026");
	await worker.look("hold-dialog", { window: true });
	await page.getByTestId("hold-confirm").click();
	await page.getByTestId("case-held").getByText("Valitus HAO 123/2026").waitFor();
	assert.equal(await page.getByTestId("erase-case").count(), 0);
	await page.getByTestId("ending").scrollIntoViewIfNeeded();
	await worker.look("case-held", { phone: true });
});

step("a coordinator by the reference: sees the hold, ends it; the report of what is erased, on paper", async () => {
	const { page } = coordinator;
	const reference = shownReference(cast.pairA[0].work.cases.reference(id));
	await part(fi.retention.title);
	const ahead = page.getByTestId("retention-ahead");
	await ahead.getByText(reference).waitFor();
	await ahead.getByTestId("held").waitFor();
	await coordinator.look("retention-held", { phone: true });
	await kit.field(page, fi.paper.reference).fill(reference);
	await kit.press(page, fi.paper.find);
	await page.getByTestId("case-found").getByText(fi.hold.isOn).waitFor();
	await coordinator.look("hold-found");
	await kit.press(page, fi.hold.end);
	await page.getByTestId("hold-confirm").click();
	await page.getByText(fi.hold.ended).waitFor();
	await ahead.getByTestId("held").waitFor({ state: "detached" });
	const { sheets } = await kit.printed(page, "organisation-retention");
	assert.equal(sheets.length, 1);
	const text = sheets[0]?.text ?? "";
	for (const said of [fi.retention.rule(20), reference, fi.retention.backups, fi.retention.made])
		assert.ok(text.includes(said), `${said} is not in\n${text}`);
	assert.ok(!text.includes(CASES.sickLeave.question.reference), "more than reference and dates");
	await cast.pairA[1].work.cases.erase(id);
	await part(fi.retention.title);
	await page.getByTestId("retention-erased").getByText(reference).waitFor();
	await page.getByTestId("retention-erased").getByText(fi.retention.byPair).waitFor();
	await kit.to(worker.page, "#/retention");
	await worker.page.getByTestId("retention-erased").getByText(reference).waitFor();
	await worker.look("retention-worker", { phone: true });
});

step("nothing went wrong on any screen", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
