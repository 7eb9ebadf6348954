// The list of cases as a page of 2,000 has it: found by either reference, a topic or a word, in an order that can be relied
// on, and fast enough to be asked at each key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { caseFinder, listOrder, unread } from "../src/state/caseSearch.ts";
import type { CaseSummary } from "../src/work/work.ts";
import { seeded } from "./seeded.ts";

const COUNT = 2_000;
/** Of one key on a busy machine; it takes some 2 ms. */
const KEY_MS = 50;
const TOPICS = ["housing-allowance", "rehabilitation"] as const;
const NAMES: Readonly<Record<string, string>> = {
	"housing-allowance": "Asumistuki",
	rehabilitation: "Kuntoutus",
};

const one = (number: number, change: Partial<CaseSummary> = {}): CaseSummary =>
	({
		case: `case-${number}`,
		state: number % 20 === 0 ? "open" : "closed",
		updatedAt: number,
		question: {
			v: 1,
			reference: `A-${number}`,
			question: number === 77 ? "Voiko äitiysrahaa hakea?" : "Keksitty kysymys",
			topics: [TOPICS[number % 2]],
			urgency: "normal",
			situation: "",
		},
		...change,
	}) as CaseSummary;

const printed = ({ case: id }: CaseSummary): string =>
	id.replace("case-", "").padStart(8, "7KQ2M9XD");
const finder = () => caseFinder({ topic: (topic) => NAMES[topic] ?? topic, printed });
const cases = listOrder(Array.from({ length: COUNT }, (_, i) => one(i + 1)));
const references = (found: readonly CaseSummary[]) => found.map((each) => each.question?.reference);

test("open ones head the list, the newest change first", () => {
	assert.deepEqual(references(cases).slice(0, 2), ["A-2000", "A-1980"]);
	assert.equal(
		cases.findIndex(({ state }) => state === "closed"),
		COUNT / 20,
	);
	assert.equal(cases.at(-1)?.question?.reference, "A-1");
});

test("what is called so comes before what begins so, and that before what holds it", () => {
	const found = references(finder()(cases, "a-19"));
	assert.equal(found[0], "A-19");
	assert.equal(found[1], "A-1980");
	assert.ok(found.every((reference) => reference?.startsWith("A-19")));
	assert.equal(found.length, 111);
});

test("by the printed reference, a topic, a word without its dots; nothing typed is all, nonsense none", () => {
	const find = finder();
	assert.deepEqual(references(find(cases, "7kq2-1234")), ["A-1234"]);
	assert.equal(find(cases, "kuntoutus").length, COUNT / 2);
	assert.deepEqual(references(find(cases, "aitiysraha")), ["A-77"]);
	assert.deepEqual(references(find(cases, "äitiysrahaa asumistuki")), []);
	assert.deepEqual(references(find(cases, " ÄITIYSRAHAA kuntoutus ")), ["A-77"]);
	assert.equal(find(cases, "  "), cases);
	assert.deepEqual(find(cases, "ei tällaista"), []);
	assert.deepEqual(
		find(cases, "-"),
		cases.filter((each) => each.question !== null),
	);
});

test("a case that is not open here is found by its printed reference only, and counted", () => {
	const closed = one(5, { question: null });
	const list = [closed, one(6), one(7, { question: null, state: "erased" })];
	assert.deepEqual(finder()(list, printed(closed)), [closed]);
	assert.deepEqual(finder()(list, "A-5"), []);
	assert.equal(unread(list), 1);
});

test("each key among 2,000 cases is answered at once, also the first", (t) => {
	const find = finder();
	const random = seeded(7);
	let longest = 0;
	for (let i = 0; i < 20; i++) {
		const typed = `A-${random(COUNT)}`;
		for (let length = 1; length <= typed.length; length++) {
			const from = process.cpuUsage();
			find(cases, typed.slice(0, length));
			const { user, system } = process.cpuUsage(from);
			longest = Math.max(longest, (user + system) / 1_000);
		}
	}
	t.diagnostic(`longest: ${longest.toFixed(1)} ms`);
	assert.ok(longest < KEY_MS, `${longest} ms`);
});
