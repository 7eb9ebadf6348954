// The shelf from the work layer, over a broker that keeps what it is given and nothing else: proposed in a case by one
// side, read and published by the other, there for both, taken down.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { textBytes } from "../src/crypto/bytes.ts";
import { sodiumReady } from "../src/crypto/sodium.ts";
import { WireError } from "../src/wire/errors.ts";
import { Chains } from "../src/work/chains.ts";
import { DirectorySync } from "../src/work/directory.ts";
import type { Link } from "../src/work/link.ts";
import { orgDocsOf } from "../src/work/org-view.ts";
import { Shelf } from "../src/work/shelf.ts";
import { Store } from "../src/work/store.ts";
import type { CardText } from "../src/work/work.ts";
import { Broker } from "./broker.ts";
import { Office } from "./office.ts";
import type { Member, World } from "./world.ts";

before(sodiumReady);

/** One person at work; what is new in the world comes to the vault whenever the desk asks. */
class Desk {
	readonly store = new Store();
	readonly shelf: Shelf;
	/** Before the broker answers with contents. */
	onObjects: () => Promise<void> = async () => {};
	readonly #member: Member;
	readonly #directory: DirectorySync;
	readonly #chains: Chains;

	constructor(world: World, member: Member) {
		this.#member = member;
		const { vault } = member;
		const { now, request } = new Broker(world, member).link;
		const link = {
			now,
			request: async (...asked: Parameters<Link["request"]>) => {
				if (asked[0] === "object-get") await this.onObjects();
				return request(...asked);
			},
		} as unknown as Link;
		const directory = new DirectorySync(this.store, link, vault);
		const chains = new Chains(link, vault);
		directory.begin(member.uid);
		this.#directory = directory;
		this.#chains = chains;
		this.shelf = new Shelf({
			...{ store: this.store, vault, directory, chains },
			shown: async () => {},
			named: async () => ["Pekka Virtanen"],
		});
		this.shelf.begin();
	}

	async fresh(id: string): Promise<void> {
		await this.#directory.sync();
		await this.#chains.sync(id);
	}

	get cards() {
		const { view } = this.#directory;
		return view === null ? [] : orgDocsOf(view, this.#member.uid).cards;
	}
}

const text: CardText = {
	lang: "fi",
	topics: ["studies", "housing-allowance"],
	question: "Voiko opiskelija saada yleistä asumistukea?",
	answer: "Pääosin opintotuen asumislisän sijaan.",
};

test("a card goes from a case onto the shelf by both sides, and off it", async () => {
	const office = await Office.open();
	const { world } = office;
	const { id } = await office.withContact();
	const [nurse, mate, contact] = [office.nurse, office.counsellor, office.contact].map(
		(member) => new Desk(world, member),
	) as [Desk, Desk, Desk];
	await nurse.fresh(id);
	await nurse.shelf.actions.propose(id, text);
	const states = async (desk: Desk) => {
		await desk.fresh(id);
		const found = await desk.shelf.actions.proposals(id);
		return found.map(({ state, publishable }) => [state, publishable]);
	};
	assert.deepEqual(await states(nurse), [["open", false]]);
	assert.deepEqual(await states(mate), [["open", false]]);
	assert.deepEqual(await states(contact), [["open", true]]);
	const [proposal] = await contact.shelf.actions.proposals(id);
	assert.ok(proposal);
	assert.deepEqual(proposal.topics, ["housing-allowance", "studies"]);
	assert.deepEqual([proposal.answer, proposal.proposer], [text.answer, office.nurse.uid]);
	await assert.rejects(mate.shelf.actions.publish(id, proposal.card), /not_found/);
	await contact.shelf.actions.publish(id, proposal.card);
	await assert.rejects(contact.shelf.actions.publish(id, proposal.card), /not_found/);
	for (const desk of [nurse, mate, contact])
		assert.deepEqual(await states(desk), [["published", false]]);
	assert.equal(mate.cards[0]?.question, text.question);
	assert.deepEqual(
		[nurse, mate, contact].map(({ cards }) => cards[0]?.droppable),
		[true, false, true],
	);
	await nurse.shelf.actions.drop(proposal.card);
	assert.deepEqual(await states(contact), [["dropped", false]]);
	assert.deepEqual(contact.cards, []);
	await assert.rejects(contact.shelf.actions.publish(id, proposal.card), /not_found/);
});

test("what is no proposal, or another's words, is not published", async () => {
	const office = await Office.open();
	const { world, nurse, counsellor } = office;
	const { id } = await office.withContact();
	const borrowed = await counsellor.vault.cardPropose(text);
	for (const doc of ["[]", '{"v":1}', JSON.stringify({ v: 1, ...borrowed })])
		await world.act(nurse, id, { kind: "object", type: "card", plain: textBytes(doc) });
	const contact = new Desk(world, office.contact);
	await contact.fresh(id);
	const found = await contact.shelf.actions.proposals(id);
	assert.deepEqual(
		found.map(({ card, proposer }) => [card, proposer]),
		[[borrowed.card, nurse.uid]],
	);
	await assert.rejects(contact.shelf.actions.publish(id, borrowed.card), /refused|signature/);
	assert.deepEqual(contact.cards, []);
});

test("the other side sends it back with a word; mended it takes the other's place; each may end it", async () => {
	const office = await Office.open();
	const { world } = office;
	const { id } = await office.withContact();
	const [nurse, mate, contact] = [office.nurse, office.counsellor, office.contact].map(
		(member) => new Desk(world, member),
	) as [Desk, Desk, Desk];
	const all = [nurse, mate, contact];
	const fresh = () => Promise.all(all.map((desk) => desk.fresh(id)));
	const waiting = async () => {
		await fresh();
		await Promise.all(all.map((desk) => desk.shelf.look()));
		return all.map(({ store }) => store.proposals.value.map(({ state }) => state));
	};
	const states = async () => (await nurse.shelf.actions.proposals(id)).map(({ state }) => state);
	const newest = async () => {
		const [card] = await nurse.shelf.actions.proposals(id);
		assert.ok(card);
		return card;
	};
	await fresh();
	await nurse.shelf.actions.propose(id, text);
	assert.deepEqual(await waiting(), [[], [], ["open"]]);
	const first = (await newest()).card;
	const { judge } = contact.shelf.actions;
	await assert.rejects(judge(id, first, "withdrawn", ""), /not_found/);
	await assert.rejects(mate.shelf.actions.judge(id, first, "declined", ""), /not_found/);
	await judge(id, first, "back", " Lisää kesäkuukaudet. ");
	assert.deepEqual(await waiting(), [["back"], [], []]);
	const { said } = await newest();
	assert.deepEqual([said?.by, said?.word], [office.contact.uid, "Lisää kesäkuukaudet."]);
	await assert.rejects(contact.shelf.actions.publish(id, first), /not_found/);
	await nurse.shelf.actions.propose(id, { ...text, answer: "Myös kesällä." }, first);
	assert.deepEqual(await waiting(), [[], [], ["open"]]);
	assert.deepEqual(await states(), ["open", "replaced"]);
	await contact.shelf.actions.judge(id, (await newest()).card, "declined", "");
	await fresh();
	await nurse.shelf.actions.propose(id, { ...text, answer: "Kolmas." });
	await fresh();
	const third = (await newest()).card;
	await assert.rejects(nurse.shelf.actions.judge(id, third, "declined", ""), /not_found/);
	await nurse.shelf.actions.judge(id, third, "withdrawn", "");
	assert.deepEqual(await waiting(), [[], [], []]);
	assert.deepEqual(await states(), ["withdrawn", "declined", "replaced"]);
	await assert.rejects(contact.shelf.actions.publish(id, third), /not_found/);
});

test("a word about another's proposal does not count; who is named is asked only of a consent looked at", async () => {
	const office = await Office.open();
	const { world, counsellor } = office;
	const { id } = await office.withContact();
	const [nurse, contact] = [office.nurse, office.contact].map(
		(member) => new Desk(world, member),
	) as [Desk, Desk];
	await nurse.fresh(id);
	await nurse.shelf.actions.propose(id, text);
	const [mine] = await nurse.shelf.actions.proposals(id);
	await world.sync(counsellor, id);
	for (const verdict of ["declined", "withdrawn", "back"]) {
		const doc = JSON.stringify({ v: 1, card: mine?.card, verdict, word: "Ei käy." });
		await world.act(counsellor, id, { kind: "object", type: "card", plain: textBytes(doc) });
	}
	await contact.fresh(id);
	const [seen] = await contact.shelf.actions.proposals(id);
	assert.deepEqual([seen?.state, seen?.publishable], ["open", true]);
	assert.deepEqual(await nurse.shelf.actions.names(id), ["Pekka Virtanen"]);
	assert.deepEqual(await contact.shelf.actions.names(id), []);
});

test("neither a later revision nor a second proposal of one card gets the place of what was looked at", async () => {
	const office = await Office.open();
	const { world, nurse } = office;
	const { id } = await office.withContact();
	const contact = new Desk(world, office.contact);
	const first = await nurse.vault.cardPropose(text);
	const other = { ...first, answer: "Aivan muuta." };
	const plain = (doc: unknown) => textBytes(JSON.stringify(doc));
	const laid = await world.act(nurse, id, {
		kind: "object",
		type: "card",
		plain: plain({ v: 1, ...first }),
	});
	const object = laid.view.objects.at(-1)?.object ?? "";
	await world.act(nurse, id, { kind: "object", type: "card", plain: plain({ v: 1, ...other }) });
	await world.act(nurse, id, {
		kind: "object",
		type: "card",
		object,
		plain: plain({ v: 1, ...other }),
	});
	await contact.fresh(id);
	const found = await contact.shelf.actions.proposals(id);
	assert.deepEqual(
		found.map(({ card, answer }) => [card, answer]),
		[[first.card, text.answer]],
	);
	await contact.shelf.actions.publish(id, first.card);
	await contact.fresh(id);
	assert.equal(contact.cards[0]?.answer, text.answer);
});

test("who leaves while proposals are being read has none on the screen afterwards", async () => {
	const office = await Office.open();
	const { world } = office;
	const ids = [(await office.withContact()).id, (await office.withContact()).id];
	const nurse = new Desk(world, office.nurse);
	const contact = new Desk(world, office.contact);
	for (const id of ids) {
		await nurse.fresh(id);
		await nurse.shelf.actions.propose(id, text);
		await contact.fresh(id);
	}
	let asked = 0;
	contact.onObjects = async () => {
		if (++asked < 2) return;
		// As SessionKeeper leaves: the work first, the keys, the screen; what is on its way is refused.
		contact.shelf.stop();
		contact.store.forgetPerson();
		throw new WireError("denied");
	};
	await contact.shelf.look();
	assert.equal(asked, 2);
	assert.deepEqual(contact.store.proposals.value, []);
});
