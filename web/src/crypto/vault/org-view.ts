// What the verified directory holds in common of the organisations, as the screens have it. Pure.
import { toB64 } from "../bytes.ts";
import type { DirectoryState } from "../directory-state.ts";
import type { DirectoryView } from "./api-people.ts";

export function orgView(
	directory: DirectoryState,
): Pick<DirectoryView, "templates" | "teams" | "cards"> {
	return {
		templates: [...directory.templates.values()]
			.filter(({ text }) => text !== "")
			.map(({ org, target, text }) => ({ org: toB64(org), target, text })),
		teams: [...directory.teams].map(([team, { team: _, org, ...said }]) => ({
			...said,
			team,
			org: toB64(org),
		})),
		cards: [...directory.cards].map(([card, { card: _, proposer, checker, ...said }]) => ({
			...said,
			card,
			proposer: toB64(proposer),
			checker: toB64(checker),
		})),
	};
}
