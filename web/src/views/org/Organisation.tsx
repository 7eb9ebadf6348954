// What a coordinator keeps for the organisation, and where: an overview.
import { RECORD_TARGETS } from "../../state/record-text.ts";
import type { Route } from "../../state/route.ts";
import { findTeams } from "../../state/shelf.ts";
import { t } from "../../text/language.ts";
import type { Directory, Me } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";

interface Part {
	readonly to: Route;
	readonly word: string;
	readonly says: string;
}

/** Kela keeps no records and no cases of its own: its coordinators keep substitutes and teams only. */
function partsOf({ org, pairs }: Directory, me: Me): readonly Part[] {
	const text = t().organisation;
	const substitutes: Part = {
		to: { at: "substitutes" },
		word: t().substitutes.title,
		says: text.substitutesText,
	};
	const teams = findTeams(org.teams, "").filter((team) => team.org === me.org);
	const professionals: Part = {
		to: { at: "professionals" },
		word: t().teams.title,
		says: text.teamsText(teams.length),
	};
	if (me.orgKind !== "county") return [substitutes, professionals];
	const ownPairs = pairs.filter((pair) => pair.org === me.org).length;
	const own = RECORD_TARGETS.filter((target) => org.templates[target] !== undefined);
	return [
		{ to: { at: "pairs" }, word: t().pairs.title, says: text.pairsText(ownPairs) },
		substitutes,
		professionals,
		{
			to: { at: "templates" },
			word: t().templates.title,
			says: text.templatesText(own.length),
		},
		{
			to: { at: "retention" },
			word: t().retention.title,
			says: text.retentionText(org.retentions[me.org] ?? 0),
		},
		{ to: { at: "withdrawal" }, word: t().paper.title, says: text.withdrawalText },
	];
}

export function Organisation() {
	const me = useMe();
	const text = t().organisation;
	return (
		<Page title={text.title}>
			<p>{text.lead(me.orgName)}</p>
			<Loaded of={useWork().state.directory.value}>
				{(directory) => (
					<ul class="rows" data-testid="organisation">
						{partsOf(directory, me).map((part) => (
							<li key={part.to.at}>
								<div class="what">
									<p>
										<Link to={part.to} testid={`to-${part.to.at}`}>
											{part.word}
										</Link>
									</p>
									<p class="small muted">{part.says}</p>
								</div>
							</li>
						))}
					</ul>
				)}
			</Loaded>
		</Page>
	);
}
