// What people do after an hour: measures of each case, answers for the shelf, feedback, a case closed, one held. And a case
// that was opened by mistake and erased. Through the work layer.
import type { CaseSummary } from "../work/work.ts";
import type { Cast } from "./cast.ts";
import { openCase } from "./fill.ts";
import type { Member } from "./found.ts";
import { type HeldCard, type HeldCase, MISTAKE } from "./held.ts";
import { until } from "./person.ts";

interface Sides {
	readonly pair: readonly [Member, Member];
	readonly contact: Member;
}

const HOLD_REASON = "Asiakkaan muistutus on vielä käsittelyssä";
const CLOSE_REASON = "Asia on hoidettu";

/** What comes of one case. Closed ones are closed last: nothing is entered in them any more. */
export async function follow(sides: Sides, id: string, held: HeldCase): Promise<void> {
	const [first, second] = sides.pair;
	await second.work.measures.save(id, "baseline", held.measured);
	for (const card of held.cards) await share(sides, id, card);
	if (held.end === undefined) return;
	await first.work.cases.closeCase(id, CLOSE_REASON);
	if (held.end === "closed-and-held") await first.work.cases.setHold(id, true, HOLD_REASON);
}

/** One side proposes what was answered, the other checks and publishes it. */
async function share({ pair, contact }: Sides, id: string, card: HeldCard): Promise<void> {
	const [proposer, checker] = card.by === "pair" ? [pair[0], contact] : [contact, pair[0]];
	await proposer.work.shelf.propose(id, card.text);
	if (card.waits === true) return;
	const laid = (question: string) =>
		checker.work.state.proposals.value.find((one) => one.case === id && one.question === question);
	await until(
		checker.work.state.proposals,
		() => laid(card.text.question) !== undefined,
		"the proposal to reach the other side",
	);
	await checker.work.shelf.publish(id, laid(card.text.question)?.card ?? "");
}

/** Whoever was in it says how it went; one of each pair has not come to it yet. */
export async function giveFeedback({ pair, contact }: Sides, hour: string): Promise<void> {
	const [first] = pair;
	await first.work.measures.giveFeedback(hour, "worker_hour_useful", 5);
	await first.work.measures.giveFeedback(hour, "worker_time_saved", 4);
	await contact.work.measures.giveFeedback(hour, "contact_question_clear", 4);
	await contact.work.measures.giveFeedback(hour, "worker_hour_useful", 4);
}

/** Opened twice: one of the pair closes it, the other erases it. */
export async function eraseMistake({ pairA, pairs }: Cast): Promise<void> {
	const [first, second] = pairA;
	const id = await openCase(second, pairs.a, MISTAKE, "none");
	await second.work.cases.closeCase(id, "Avattu kahteen kertaan");
	await first.work.cases.erase(id);
}

/** Every confirmed plan of an open case has its follow-ups: whoever of the pair is there sets them. */
export async function hasFollowUps({ work, account }: Member): Promise<void> {
	const lacks = (one: CaseSummary) =>
		one.state === "open" && one.confirmedAt !== null && one.followUps.length < 3;
	await until(
		work.state.cases,
		(list) => list.kind === "ready" && !list.value.some(lacks),
		`${account.username} to have all follow-ups`,
	);
}
