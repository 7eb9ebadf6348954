// What organisations keep in common, from the verified directory, for this person. Pure.
import type { CardView, DirectoryView } from "../crypto/vault/api.ts";
import type { Card, OrgDocs } from "./org-state.ts";
import type { Id } from "./work.ts";

export function orgDocsOf(view: DirectoryView, me: Id | null): OrgDocs {
	const person = view.people.find(({ uid }) => uid === me);
	const names = new Map(view.orgs.map(({ org, name }) => [org, name]));
	const own = view.templates.filter(({ org }) => org === person?.org);
	const coordinates = person?.roles.includes("coordinator") ?? false;
	const cardOf = ({ dropped: _, ...card }: CardView): Card => ({
		...card,
		droppable: coordinates || card.proposer === me || card.checker === me,
	});
	return {
		templates: Object.fromEntries(own.map(({ target, text }) => [target, text])),
		teams: view.teams.map((team) => ({ ...team, orgName: names.get(team.org) ?? "" })),
		cards: view.cards
			.filter(({ dropped }) => !dropped)
			.map(cardOf)
			.reverse(),
		retentions: view.retentions,
	};
}
