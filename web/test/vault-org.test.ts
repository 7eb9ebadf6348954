// What organisations keep in common, through people's vaults: signed by whom it is to be, shown to everybody as signed.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import type { CardProposal, CardText } from "../src/crypto/vault.ts";
import { code, DAY_MS, type Member, World } from "./world.ts";

let world: World;
let county: Member;
let kela: Member;
let nurse: Member;
let mate: Member;
let contact: Member;

before(async () => {
	await sodiumReady();
	world = new World();
	county = await world.founder(0, "koordinaattori");
	kela = await world.founder(1, "kela.koordinaattori");
	nurse = await world.person(county, "hoitaja.a", "worker");
	mate = await world.person(county, "ohjaaja.a", "worker");
	contact = await world.person(kela, "yhteys", "contact");
	for (const member of [county, kela, nurse, mate, contact]) await world.syncDirectory(member);
});

const text: CardText = {
	lang: "fi",
	topics: ["studies", "housing-allowance"],
	question: "  Voiko opiskelija saada\r\nyleistä asumistukea?\u202e ",
	answer: "Pääosin opintotuen asumislisän\tsijaan.",
};

test("templates are a county's; an empty one is the built-in one again", async () => {
	const template = { kind: "record-template", target: "effica" } as const;
	await assert.rejects(nurse.vault.directorySign({ ...template, text: "x" }), code("refused"));
	await assert.rejects(kela.vault.directorySign({ ...template, text: "x" }), code("refused"));
	await world.signDirectory(county, { ...template, text: " MONSU: {monsu}\r\n\r\n{core}\n" });
	const org = toB64(world.orgIds[0]);
	const { templates } = await world.syncDirectory(nurse);
	assert.deepEqual(templates, [{ org, target: "effica", text: "MONSU: {monsu}\n\n{core}" }]);
	await world.signDirectory(county, { ...template, text: "" });
	assert.deepEqual((await world.syncDirectory(nurse)).templates, []);
});

test("teams of both sides are shown to all; a dropped one keeps its name", async () => {
	const team = {
		kind: "team",
		team: null,
		name: "Nuorten talo",
		task: "",
		whenToTurn: "Alle 30-vuotias",
		contact: "",
	} as const;
	await assert.rejects(mate.vault.directorySign(team), code("refused"));
	const { id } = await world.signDirectory(county, team);
	await world.syncDirectory(kela);
	await world.signDirectory(kela, { ...team, name: "Työkykyneuvonta" });
	await assert.rejects(kela.vault.directorySign({ ...team, team: id }), code("refused"));
	await world.syncDirectory(county);
	const nothing = { name: "", task: "", whenToTurn: "", contact: "" };
	await world.signDirectory(county, { kind: "team", team: id, ...nothing });
	const { teams } = await world.syncDirectory(contact);
	assert.deepEqual(
		teams.map(({ name, dropped, whenToTurn }) => [name, dropped, whenToTurn]),
		[
			["Nuorten talo", true, "Alle 30-vuotias"],
			["Työkykyneuvonta", false, "Alle 30-vuotias"],
		],
	);
});

const publish = (by: Member, proposal: CardProposal, proposer: Member) =>
	world.signDirectory(by, { kind: "card", proposal, proposer: proposer.uid });

test("a card is published word for word as the other side proposed it", async () => {
	for (const member of [county, kela, nurse, mate, contact]) await world.syncDirectory(member);
	const proposal = await nurse.vault.cardPropose(text);
	assert.equal(proposal.question, "Voiko opiskelija saada\nyleistä asumistukea?");
	assert.equal(proposal.answer, "Pääosin opintotuen asumislisän sijaan.");
	const signing = (by: Member, changed: Partial<CardProposal>, proposer = nurse) =>
		by.vault.directorySign({
			kind: "card",
			proposal: { ...proposal, ...changed },
			proposer: proposer.uid,
		});
	await assert.rejects(signing(contact, { answer: "Ei koskaan." }), code("refused"));
	await assert.rejects(signing(contact, { topics: ["studies"] }), code("refused"));
	await assert.rejects(signing(contact, { lang: "sv" }), code("refused"));
	await assert.rejects(signing(contact, {}, mate), code("refused"));
	await assert.rejects(signing(mate, {}), code("refused"));
	await assert.rejects(signing(county, {}), code("refused"));
	await publish(contact, proposal, nurse);
	const { cards } = await world.syncDirectory(mate);
	const { sig: _, ...words } = proposal;
	const sides = { proposer: nurse.uid, checker: contact.uid, dropped: false };
	assert.deepEqual(cards, [{ ...words, ...sides, at: world.nowMs }]);
	await assert.rejects(
		mate.vault.directorySign({ kind: "card-drop", card: proposal.card }),
		code("refused"),
	);
	await world.syncDirectory(nurse);
	await world.signDirectory(nurse, { kind: "card-drop", card: proposal.card });
	assert.equal((await world.syncDirectory(contact)).cards[0]?.dropped, true);
	await assert.rejects(signing(contact, {}), code("refused"));
});

test("how long closed cases are kept: 90 days until the county says otherwise", async () => {
	const org = toB64(world.orgIds[0]);
	assert.deepEqual((await world.syncDirectory(county)).retentions, { [org]: 90 });
	for (const days of [0, 3651])
		await assert.rejects(county.vault.directorySign({ kind: "retention", days }), code("refused"));
	await world.syncDirectory(kela);
	await assert.rejects(kela.vault.directorySign({ kind: "retention", days: 30 }), code("refused"));
	await world.signDirectory(county, { kind: "retention", days: 30 });
	assert.deepEqual((await world.syncDirectory(contact)).retentions, { [org]: 30 });
});

test("a card makes no old directory fresh", async () => {
	await world.pass(8 * DAY_MS);
	for (const member of [nurse, contact]) await world.syncDirectory(member);
	const proposal = await contact.vault.cardPropose(text);
	await publish(nurse, proposal, contact);
	const view = await world.syncDirectory(nurse);
	assert.equal(view.fresh, "old");
	assert.equal(view.freshAt, world.nowMs - 8 * DAY_MS);
});
