// A pair with as many cases as a list is said to hold, signed below the work layer by many hands at once: in browsers it
// would take a day. Every statement is what a client of ours makes; most of the cases are closed, as after years of work.
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { CaseFile } from "../scenarios/kit-case.ts";
import type { Person, World } from "../scenarios/kit-people.ts";

const COMPS = ["P", "S", "C"] as const;
const TOPICS = ["sickness-allowance", "housing-allowance", "rehabilitation", "unemployment"];
/** A connection may write so and so often a second. */
const HANDS = 4;
/** Of so many cases one is open. */
export const OPEN_EVERY = 20;

/** T-0001, the one that was made first. */
export const referenceNo = (number: number): string => `T-${String(number).padStart(4, "0")}`;

const question = (number: number): string =>
	JSON.stringify({
		v: 1,
		reference: referenceNo(number),
		question: `Keksitty kysymys numero ${number}: mitä etuutta haetaan ensin?`,
		situation: "Keksitty tilanne, jossa on useampi etuus yhtä aikaa vireillä.",
		topics: [TOPICS[number % TOPICS.length]],
		urgency: number % 9 === 0 ? "urgent" : "normal",
	});

/** Opened by one of the pair, the other a member. */
async function make(world: World, author: Person, other: Person, number: number): Promise<string> {
	const file = new CaseFile(world.g, world.pair);
	await file.append(author, (draft) => {
		draft.create();
		for (const comp of COMPS) draft.grant(author, comp);
		draft.member(other, "PSC");
		for (const comp of COMPS) draft.grant(other, comp);
		draft.object("question", question(number));
		draft.object("background", '{"v":1,"background":"keksitty"}');
		if (number % OPEN_EVERY !== 0) draft.add({ kind: "close", reason: "" });
	});
	return toB64(file.id);
}

/** Numbers 1 to `count`. Gives the cases' ids in the order of their numbers. */
export async function manyCases(world: World, count: number): Promise<readonly string[]> {
	const { nurse, counsellor } = world.people;
	const ids: string[] = [];
	let next = 0;
	const hand = async (author: Person, other: Person) => {
		const own = await world.signIn(author, author.org, author.roles);
		while (next < count) {
			const number = ++next;
			ids[number - 1] = await make(world, own, other, number);
		}
		await own.wire.close();
	};
	const pairs = [
		[nurse, counsellor],
		[counsellor, nurse],
	] as const;
	const hands = pairs.flatMap(([author, other]) =>
		Array.from({ length: HANDS }, () => hand(author, other)),
	);
	await Promise.all(hands);
	return ids;
}
