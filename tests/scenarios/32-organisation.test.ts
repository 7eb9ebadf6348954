// What a coordinator keeps for the organisation, lived by two sides: templates that workers' records follow, teams that
// plans name, how long closed cases are kept, holds by the pair and by a reference, and the list of what is erased.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type PlanNames, recordPlan } from "../../web/src/state/plan-paper.ts";
import { recordText } from "../../web/src/state/record-text.ts";
import { findTeams, teamById } from "../../web/src/state/shelf.ts";
import type { PlanDoc } from "../../web/src/work/documents.ts";
import type { OrgDocs, TeamText } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	fileOf,
	type Member,
	openCase,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

const DAY_MS = 86_400_000;
const TEAM: TeamText = {
	name: "Aikuissosiaalityö, Ikaalinen",
	task: "Täydentävä ja ehkäisevä toimeentulotuki",
	whenToTurn: "Vuokra on jäänyt maksamatta\nVelkaa on kertynyt",
	contact: "03 000 0000, arkisin 9–11",
};

let server: Server;
let cast: Cast;
let first: Member;
let second: Member;
let id: string;
let team: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[first, second] = cast.pairA;
	id = await caseInForce(cast.pairA, cast.pairs.a);
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

/** What the organisations keep, as this person has it once it passes. */
async function docsOf(one: Member, passes: (org: OrgDocs) => boolean, what: string) {
	const ready = await until(
		one.work.state.directory,
		(directory) => directory.kind === "ready" && passes(directory.value.org),
		`${one.account.username} to have ${what}`,
	);
	assert.ok(ready.kind === "ready");
	return ready.value.org;
}

const orgOf = ({ work }: Member): string => {
	const { value } = work.state.session;
	return value.kind === "in" ? value.me.org : "";
};

const namesIn = (org: OrgDocs): PlanNames => ({
	person: () => "",
	team: (one) => teamById(org, one)?.name ?? "",
	sides: { pair: "työpari", kela: "Kela", client: "asiakas", other: "muu" },
});

const textOf = (org: OrgDocs, plan: PlanDoc): string =>
	recordText({
		...{ template: org.templates.lifecare ?? null, target: "lifecare", language: "fi" },
		...{ plan: recordPlan(plan, namesIn(org)), kind: "made" },
	});

test("a team on the list is found by everybody, and a step of a plan names it", async () => {
	team = await cast.coordinator.work.coordinator.setTeam(null, TEAM);
	for (const one of [first, cast.contact, cast.kela]) {
		const org = await docsOf(one, ({ teams }) => teams.length === 1, "the team");
		const [found] = findTeams(org.teams, "velka ikaal");
		assert.equal(found?.team, team);
		assert.equal(found?.whenToTurn, TEAM.whenToTurn);
		assert.deepEqual(findTeams(org.teams, "lastensuojelu"), []);
	}
	await refused(first.work.coordinator.setTeam(null, TEAM), "forbidden");
	await fileOf(first, id);
	const step = {
		id: "s1",
		what: "Selvittää vuokravelan",
		side: "other",
		who: { kind: "team", team },
		by: "2026-12-04",
		done: null,
	} as const;
	first.work.plan.edit({ core: "Vuokra maksetaan", steps: [step] });
	await first.work.plan.save();
	const { plan } = await fileOf(second, id, (file) => file.plan.rev > 0, "the plan");
	const org = await docsOf(second, () => true, "the list");
	assert.match(textOf(org, plan.doc), /Selvittää vuokravelan: Aikuissosiaalityö, Ikaalinen, viim/);
});

test("a coordinator's template is what the worker copies by, until it is given up", async () => {
	const { setTemplate } = cast.coordinator.work.coordinator;
	await setTemplate("lifecare", "OMA POHJA\n{monsu}\nTavoite: {core}\n{steps}");
	const { plan } = await fileOf(first, id);
	const own = ({ templates }: OrgDocs) => templates.lifecare !== undefined;
	const text = textOf(await docsOf(first, own, "the template"), plan.doc);
	assert.match(text, /^OMA POHJA\nMONSU: tehty\nTavoite: Vuokra maksetaan\n- Selvittää/);
	// Another organisation writes as it did.
	assert.deepEqual((await docsOf(cast.contact, () => true, "the directory")).templates, {});
	await refused(first.work.coordinator.setTemplate("lifecare", "x"), "forbidden");
	await setTemplate("lifecare", "");
	const org = await docsOf(first, (now) => !own(now), "the built-in one");
	assert.match(textOf(org, plan.doc), /^MONIALAINEN SUUNNITELMA\nMONSU: tehty\n/);
});

test("a team taken off the list is found no more, and keeps its name in plans; it may come back", async () => {
	await cast.coordinator.work.coordinator.dropTeam(team);
	const gone = await docsOf(first, ({ teams }) => teams[0]?.dropped === true, "it dropped");
	assert.deepEqual(findTeams(gone.teams, ""), []);
	const { plan } = await fileOf(first, id);
	assert.match(textOf(gone, plan.doc), /Aikuissosiaalityö, Ikaalinen/);
	await refused(cast.kela.work.coordinator.setTeam(team, TEAM), "forbidden");
	await cast.coordinator.work.coordinator.setTeam(team, { ...TEAM, name: "Sosiaaliohjaus" });
	const back = await docsOf(first, ({ teams }) => teams[0]?.dropped === false, "it back");
	assert.equal(findTeams(back.teams, "sosiaaliohj")[0]?.team, team);
});

test("how long closed cases are kept: 90 days until the county says otherwise", async () => {
	const county = orgOf(first);
	assert.equal((await first.work.retention()).days, 90);
	await cast.coordinator.work.coordinator.setRetention(20);
	await docsOf(first, ({ retentions }) => retentions[county] === 20, "twenty days");
	assert.equal((await first.work.retention()).days, 20);
	assert.equal((await cast.coordinator.work.retention()).days, 20);
	await refused(cast.contact.work.retention(), "forbidden");
});

test("a hold by the pair keeps the case from being erased, with who and why", async () => {
	await first.work.cases.setHold(id, true, "Valitus HAO 123/2026");
	const { hold } = await fileOf(second, id, (file) => file.hold !== null, "the hold");
	assert.equal(hold?.by, first.uid);
	assert.equal(hold?.reason, "Valitus HAO 123/2026");
	await first.work.cases.open(id);
	await first.work.cases.closeCase(id, "");
	await fileOf(second, id, ({ state }) => state === "closed", "it closed");
	await refused(second.work.cases.erase(id), "forbidden");
	await refused(cast.contact.work.cases.setHold(id, false, ""), "forbidden");
});

test("a coordinator ends and sets a hold by the reference on the paper, and sees references and dates only", async () => {
	const { coordinator, retention } = cast.coordinator.work;
	const reference = first.work.cases.reference(id);
	const found = await coordinator.findCase(reference.toLowerCase());
	assert.deepEqual([found.hold, found.state], [true, "closed"]);
	await refused(cast.kela.work.coordinator.findCase(reference), "not_found");
	const [held] = (await retention()).ahead;
	assert.deepEqual(
		[held?.reference, held?.held, held?.case, (held?.at ?? 0) - (held?.closedAt ?? 0)],
		[reference, true, null, 20 * DAY_MS],
	);
	await coordinator.setHold(found, false, "");
	await fileOf(first, id, ({ hold }) => hold === null, "the hold ended");
	await coordinator.setHold({ ...found, hold: false }, true, "Selvityspyyntö");
	const { hold } = await fileOf(first, id, (file) => file.hold !== null, "the coordinator's hold");
	assert.deepEqual([hold?.by, hold?.reason], [cast.coordinator.uid, "Selvityspyyntö"]);
	await coordinator.setHold({ ...found, hold: true }, false, "");
});

test("what is to be erased and what was: the pair's own erasing too; a worker knows their own cases", async () => {
	const other = await openCase(cast.pairB[0], cast.pairs.b, CASES.carer, "none");
	await cast.pairB[0].work.cases.open(other);
	await cast.pairB[0].work.cases.closeCase(other, "");
	const mine = await first.work.retention();
	assert.deepEqual(
		mine.ahead.map((one) => [one.case, one.held]),
		[[id, false]],
	);
	const all = await cast.coordinator.work.retention();
	assert.deepEqual(new Set(all.ahead.map((one) => one.reference)).size, 2);
	await fileOf(second, id, ({ hold }) => hold === null, "no hold");
	await second.work.cases.erase(id);
	const { erased, ahead } = await cast.coordinator.work.retention();
	assert.deepEqual(
		erased.map((one) => [one.reference, one.how]),
		[[first.work.cases.reference(id), "pair"]],
	);
	assert.equal(ahead.length, 1);
	const found = await cast.coordinator.work.coordinator.findCase(
		first.work.cases.reference(id),
	);
	assert.equal(found.state, "erased");
	await refused(cast.coordinator.work.coordinator.setHold(found, true, "liian myöhään"), "forbidden");
});

test("the whole record verifies", async () => {
	stopAll(cast);
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});
