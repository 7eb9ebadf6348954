// The shelf of answered questions as the two sides live it: proposed by one in a case, sent back, mended, checked and
// published by the other, read by everybody, suggested to another pair, taken down. And what the server keeps of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cardOf, emptyCard, mayPropose, suspectsIn, tellingOf } from "../../web/src/state/card.ts";
import { suggestCards } from "../../web/src/state/shelf.ts";
import { todosOf } from "../../web/src/state/todo.ts";
import type { Card, CardText, CaseFile, Proposal } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	elsewhere,
	fileOf,
	type Member,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

const ANSWER = "Kuntoutustukea voi hakea kaksi kuukautta ennen enimmäisajan täyttymistä.";
const TEXT: CardText = {
	lang: "fi",
	topics: ["sickness-allowance", "rehabilitation"],
	question: "Milloin kuntoutustukea voi hakea, kun sairauspäivärahan enimmäisaika täyttyy?",
	answer: ANSWER,
};

let server: Server;
let cast: Cast;
let nurse: Member;
let mate: Member;
let contact: Member;
let hour: string;
let id: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[nurse, mate] = cast.pairA;
	contact = cast.contact;
	({ hour } = await openHour(cast));
	id = await caseInForce(cast.pairA, cast.pairs.a, CASES.sickLeave);
	await queueInto(nurse, id, hour, 20);
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const cardsOf = ({ work }: Member): readonly Card[] => {
	const { value } = work.state.directory;
	return value.kind === "ready" ? value.value.org.cards : [];
};

/** So many cards stand on everybody's shelf. */
const stand = (count: number) =>
	Promise.all(
		cast.everyone.map((one) =>
			until(
				one.work.state.directory,
				() => cardsOf(one).length === count,
				`${one.account.username} to see ${count} cards`,
			),
		),
	);

const states = async (one: Member) =>
	(await one.work.shelf.proposals(id)).map(({ state, publishable }) => [state, publishable]);

/** What waits for somebody comes by itself. */
async function waits(one: Member, state: Proposal["state"]): Promise<Proposal> {
	const found = (all: readonly Proposal[]) => all.find((each) => each.state === state);
	const all = await until(
		one.work.state.proposals,
		(proposals) => found(proposals) !== undefined,
		`${one.account.username} to have a proposal that is ${state}`,
	);
	return found(all) ?? assert.fail();
}

const nothingWaits = (one: Member) =>
	until(
		one.work.state.proposals,
		(all) => all.length === 0,
		`nothing to wait for ${one.account.username}`,
	);

const todoCodes = ({ work }: Member) => {
	const session = work.state.session.value;
	if (session.kind !== "in") assert.fail("not signed in");
	const known = { cases: [], hours: [], series: [], plans: [], directory: null };
	const proposals = work.state.proposals.value;
	return todosOf(session.me, work.now(), { ...known, proposals }).map(({ code }) => code);
};

const may = ({ work }: Member, file: CaseFile): boolean => {
	const hours = work.state.hours.value;
	return mayPropose(file, hours.kind === "ready" ? hours.value : []);
};

test("it is offered once Kela has answered; the checker knows the client's name only from a consent looked at", async () => {
	const before = await fileOf(contact, id, (file) => file.queued !== null);
	assert.equal(may(contact, before), false);
	assert.deepEqual(await contact.work.shelf.names(id), []);
	assert.deepEqual(await nurse.work.shelf.names(id), ["Aino Keksitty"]);
	await contact.work.consent.load();
	assert.deepEqual(await contact.work.shelf.names(id), ["Aino Keksitty"]);
	await contact.work.cases.answer(id, `${ANSWER} Terveisin Kimmo.`);
	const file = await fileOf(contact, id, ({ answered }) => answered !== null, "the answer");
	assert.equal(may(contact, file), true);
	const telling = tellingOf(file, await contact.work.shelf.names(id), contact.work.now());
	const draft = emptyCard(file.question?.topics ?? [], "fi");
	assert.deepEqual(draft.topics, ["sickness-allowance", "rehabilitation"]);
	const typed = { ...draft, question: "Voiko Aino hakea?", answer: "Kyllä (A-101)." };
	assert.deepEqual(
		suspectsIn(cardOf(typed), telling).map(({ kind, text }) => [kind, text]),
		[
			["name", "Aino"],
			["reference", "A-101"],
		],
	);
	assert.deepEqual(suspectsIn(TEXT, telling), []);
});

test("Kela proposes, the pair sends it back with a word, Kela mends it, the pair publishes: everybody reads it", async () => {
	await contact.work.shelf.propose(id, { ...TEXT, answer: "Kyllä." });
	const first = await waits(nurse, "open");
	await waits(mate, "open");
	assert.deepEqual(todoCodes(nurse), ["card-check"]);
	assert.deepEqual(todoCodes(contact), []);
	await refused(contact.work.shelf.publish(id, first.card), "not_found");
	await nurse.work.shelf.judge(id, first.card, "back", "Kerro, kuinka ajoissa.");
	const back = await waits(contact, "back");
	assert.deepEqual([back.said?.by, back.said?.word], [nurse.uid, "Kerro, kuinka ajoissa."]);
	assert.deepEqual(todoCodes(contact), ["card-back"]);
	const { thread } = await fileOf(contact, id);
	assert.equal(thread.at(-1)?.doc.text, "Kerro, kuinka ajoissa.");
	await nothingWaits(mate);
	await contact.work.shelf.propose(id, TEXT, first.card);
	const second = await waits(mate, "open");
	await nothingWaits(contact);
	assert.equal(second.answer, ANSWER);
	await mate.work.shelf.publish(id, second.card);
	await stand(1);
	for (const one of cast.everyone) {
		const [card] = cardsOf(one);
		assert.deepEqual([card?.question, card?.answer], [TEXT.question, ANSWER]);
		assert.deepEqual([card?.proposer, card?.checker], [contact.uid, mate.uid]);
	}
	for (const one of [nurse, mate, contact]) {
		await nothingWaits(one);
		assert.deepEqual(await states(one), [
			["published", false],
			["replaced", false],
		]);
	}
});

test("another pair's question, asked in other words, brings it to mind; another does not", async () => {
	const cards = cardsOf(cast.pairB[0]);
	const asked = {
		question: "Asiakkaan sairauspäiväraha päättyy. Voiko hakea kuntoutustuen jo etukäteen?",
		topics: ["rehabilitation"],
	};
	assert.deepEqual(
		suggestCards(cards, asked).map(({ answer }) => answer),
		[ANSWER],
	);
	assert.deepEqual(suggestCards(cards, CASES.carer.question), []);
});

test("whoever has no part in it cannot take it down; the checker does, and it is gone everywhere", async () => {
	const [card] = cardsOf(nurse);
	assert.ok(card);
	const droppable = (one: Member) => cardsOf(one)[0]?.droppable;
	const { coordinator, kela, pairB } = cast;
	assert.deepEqual([nurse, pairB[0]].map(droppable), [false, false]);
	assert.deepEqual([mate, contact, coordinator, kela].map(droppable), [true, true, true, true]);
	await refused(nurse.work.shelf.drop(card.card), "forbidden");
	await mate.work.shelf.drop(card.card);
	await stand(0);
	assert.deepEqual((await states(contact))[0], ["dropped", false]);
	const tablet = await elsewhere(server, pairB[1]);
	assert.deepEqual(cardsOf(tablet), []);
	tablet.stop();
	await refused(contact.work.shelf.publish(id, card.card), "not_found");
});

test("the pair proposes, Kela declines; a closed case takes none, but what lies in it may be published", async () => {
	await nurse.work.shelf.propose(id, { ...TEXT, answer: "Ensimmäinen." });
	const declined = await waits(contact, "open");
	await contact.work.shelf.judge(id, declined.card, "declined", "");
	await nothingWaits(contact);
	await nurse.work.shelf.propose(id, { ...TEXT, answer: "Toinen." });
	const { card } = await waits(contact, "open");
	await nurse.work.shelf.judge(id, card, "withdrawn", "");
	await nothingWaits(contact);
	await nurse.work.shelf.propose(id, { ...TEXT, answer: "Kolmas." });
	const third = await waits(contact, "open");
	await nurse.work.cases.closeCase(id, "Asia on hoidettu");
	await fileOf(contact, id, (file) => file.state === "closed", "the case closed");
	assert.equal(may(nurse, await fileOf(nurse, id)), false);
	await assert.rejects(nurse.work.shelf.propose(id, TEXT));
	await contact.work.shelf.publish(id, third.card);
	await stand(1);
	assert.equal(cardsOf(cast.pairB[0])[0]?.answer, "Kolmas.");
	assert.deepEqual(
		(await states(nurse)).map(([state]) => state),
		["published", "withdrawn", "declined", "dropped", "replaced"],
	);
});

test("a case that was handled in its hour is one too", async () => {
	const other = await caseInForce(cast.pairA, cast.pairs.a, CASES.housing);
	await queueInto(nurse, other, hour, 15);
	const open = await fileOf(nurse, other, (file) => file.queued !== null, "the place");
	assert.equal(may(nurse, open), false);
	await nurse.work.hour.enterLobby(hour);
	await nurse.work.hour.openCaseInTurn(other, { microphone: false, camera: false });
	await nurse.work.hour.endHour("handled");
	for (const one of [nurse, contact]) {
		const file = await fileOf(one, other);
		await until(
			one.work.state.hours,
			() => may(one, file),
			`the case to be handled for ${one.account.username}`,
		);
	}
});

test("the record verifies with all of it", async () => {
	await server.stop();
	const { code, err } = await server.verify();
	assert.equal(code, 0, err);
});
