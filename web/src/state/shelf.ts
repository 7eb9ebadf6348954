// The list of professionals and the shelf of answered questions, searched; and which answers come to mind when a question
// is asked. Pure.
import type { Card, OrgDocs, Team } from "../work/work.ts";
import { holdsAll, shared, stems } from "./search.ts";

/** Teams on the list, by any words of theirs, in the order of the alphabet. */
export function findTeams(teams: readonly Team[], typed: string): readonly Team[] {
	const text = (team: Team) =>
		[team.name, team.task, team.whenToTurn, team.contact, team.orgName].join("\n");
	return teams
		.filter((team) => !team.dropped && holdsAll(text(team), typed))
		.sort((a, b) => a.name.localeCompare(b.name, "fi"));
}

/** As a plan names it, whether it is on the list still or not. */
export const teamById = (org: OrgDocs, id: string): Team | null =>
	org.teams.find(({ team }) => team === id) ?? null;

/** Cards by any words of theirs; of that topic, unless it is null. `topicName`: as the reader's language has it. */
export function findCards(
	cards: readonly Card[],
	typed: string,
	topic: string | null,
	topicName: (topic: string) => string,
): readonly Card[] {
	const text = (card: Card) =>
		[card.question, card.answer, ...card.topics.map(topicName)].join("\n");
	return cards.filter(
		(card) => (topic === null || card.topics.includes(topic)) && holdsAll(text(card), typed),
	);
}

const SUGGESTED_MAX = 3;
const ANSWER_SHARE = 0.5;

/**
 * Published answers to what sounds like the same question, the likest first. A topic alone is not enough, nor one word in
 * common under other topics.
 */
export function suggestCards(
	cards: readonly Card[],
	asked: { readonly question: string; readonly topics: readonly string[] },
): readonly Card[] {
	const words = stems(asked.question);
	const rated = cards.map((card) => {
		const topics = card.topics.filter((topic) => asked.topics.includes(topic)).length;
		const inQuestion = shared(words, stems(card.question));
		const inAnswer = shared(words, stems(card.answer)) * ANSWER_SHARE;
		const isLike = inQuestion + inAnswer >= (topics > 0 ? 1 : 2);
		return { card, rate: isLike ? topics + inQuestion + inAnswer : 0 };
	});
	return rated
		.filter(({ rate }) => rate > 0)
		.sort((a, b) => b.rate - a.rate)
		.slice(0, SUGGESTED_MAX)
		.map(({ card }) => card);
}
