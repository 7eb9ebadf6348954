// The list of professionals: by team and task, with when to turn to whom. Everybody searches it; a coordinator keeps
// their own organisation's part.
import { useState } from "preact/hooks";
import { findTeams } from "../../state/shelf.ts";
import { TEAMS_MAX } from "../../state/team.ts";
import { t } from "../../text/language.ts";
import type { Id, Me, Team } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SearchField } from "../parts/SearchField.tsx";

export function Professionals() {
	const me = useMe();
	const text = t().teams;
	const coordinator = me.roles.includes("coordinator");
	return (
		<Page title={text.title} wide back={coordinator ? { at: "organisation" } : { at: "people" }}>
			<p class="column">{text.lead}</p>
			<Loaded of={useWork().state.directory.value}>
				{({ org }) => (
					<>
						{coordinator ? <Add teams={org.teams} me={me} /> : null}
						<List teams={org.teams} />
						{coordinator ? <Dropped teams={org.teams} org={me.org} /> : null}
					</>
				)}
			</Loaded>
		</Page>
	);
}

function Add({ teams, me }: { teams: readonly Team[]; me: Me }) {
	const own = teams.filter((team) => team.org === me.org && !team.dropped);
	if (own.length >= TEAMS_MAX) return <p class="muted">{t().teams.full}</p>;
	return (
		<p>
			<Link to={{ at: "team", team: null }} button="first" testid="add-team">
				<Icon name="plus" /> {t().teams.add}
			</Link>
		</p>
	);
}

function List({ teams }: { teams: readonly Team[] }) {
	const me = useMe();
	const [typed, setTyped] = useState("");
	const text = t().teams;
	const listed = findTeams(teams, "");
	if (listed.length === 0) return <Empty text={text.none} />;
	const found = findTeams(teams, typed);
	const orgs = [...new Map(found.map((team) => [team.org, team.orgName]))].sort(
		([a, aName], [b, bName]) =>
			Number(b === me.org) - Number(a === me.org) || aName.localeCompare(bName, "fi"),
	);
	return (
		<>
			<div class="column">
				<SearchField
					name="find-team"
					label={text.find}
					hint={text.findHint}
					value={typed}
					onChange={setTyped}
				/>
			</div>
			<p class={found.length === 0 ? "" : "small muted"} role="status" data-testid="teams-found">
				{found.length === 0 ? text.noneFound : text.count(found.length)}
			</p>
			{orgs.map(([org, name]) => (
				<OfOrganisation
					key={org}
					name={name}
					teams={found.filter((team) => team.org === org)}
					editable={org === me.org && me.roles.includes("coordinator")}
				/>
			))}
		</>
	);
}

function OfOrganisation(props: {
	readonly name: string;
	readonly teams: readonly Team[];
	readonly editable: boolean;
}) {
	const text = t().teams;
	return (
		<table class="stack teams" data-testid="teams">
			<caption>{props.name}</caption>
			<thead>
				<tr>
					<th scope="col">{text.name}</th>
					<th scope="col">{text.task}</th>
					<th scope="col">{text.whenToTurn}</th>
					<th scope="col">{text.contact}</th>
				</tr>
			</thead>
			<tbody>
				{props.teams.map((team) => (
					<tr key={team.team} data-testid="team-row">
						<th scope="row" data-label={text.name}>
							{props.editable ? (
								<Link to={{ at: "team", team: team.team }} testid="edit-team">
									{team.name}
								</Link>
							) : (
								<span>{team.name}</span>
							)}
						</th>
						<Cell name={text.task} value={team.task} />
						<Cell name={text.whenToTurn} value={team.whenToTurn} />
						<Cell name={text.contact} value={team.contact} />
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** Empty ones have no label in a narrow window. */
const Cell = ({ name, value }: { name: string; value: string }) => (
	<td data-label={name}>{value === "" ? null : <span class="lines">{value}</span>}</td>
);

/** Those that plans may still name; each may come back as it was. */
function Dropped({ teams, org }: { teams: readonly Team[]; org: Id }) {
	const work = useWork();
	const restoring = useAction();
	const text = t().teams;
	const dropped = teams.filter((team) => team.org === org && team.dropped);
	if (dropped.length === 0) return null;
	const restore = ({ team, name, task, whenToTurn, contact }: Team) =>
		void restoring.run(async () => {
			await work.coordinator.setTeam(team, { name, task, whenToTurn, contact });
		});
	return (
		<section aria-labelledby="dropped" class="column">
			<h2 id="dropped">{text.dropped}</h2>
			<p class="small muted">{text.droppedText}</p>
			<ErrorSummary failure={restoring.error} />
			<ul class="rows" data-testid="dropped-teams">
				{dropped.map((team) => (
					<li key={team.team}>
						<div class="what">{team.name}</div>
						<Button
							kind="plain"
							busy={restoring.busy}
							onPress={() => restore(team)}
							testid="restore-team"
						>
							{text.restore(team.name)}
						</Button>
					</li>
				))}
			</ul>
		</section>
	);
}
