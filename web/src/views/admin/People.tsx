// The coordinator's people: who waits for confirmation, who was invited, who is in.
import { dateOf, dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Directory, Person } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";

export function People() {
	const me = useMe();
	const text = t().people;
	return (
		<Page title={text.title} wide>
			<p>{text.lead(me.orgName)}</p>
			<p>
				<Link to={{ at: "invite" }} button="first" testid="invite">
					<Icon name="plus" /> {text.invite}
				</Link>
			</p>
			<Loaded of={useWork().state.directory.value}>
				{(directory) => (
					<>
						<PendingPeople directory={directory} />
						<Invites directory={directory} />
						<PeopleTable
							caption={text.active}
							people={directory.people.filter((person) => person.org === me.org)}
							org={false}
						/>
						<PeopleTable
							caption={text.others}
							people={directory.people.filter((person) => person.org !== me.org)}
							org
						/>
					</>
				)}
			</Loaded>
		</Page>
	);
}

function PendingPeople({ directory }: { directory: Directory }) {
	const text = t().people;
	return (
		<section aria-labelledby="pending">
			<h2 id="pending">{text.pending}</h2>
			{directory.pending.length === 0 ? (
				<p class="muted">{text.noPending}</p>
			) : (
				<ul class="rows" data-testid="pending">
					{directory.pending.map((person) => (
						<li key={person.uid}>
							<div class="what">
								<p>{person.display}</p>
								<p class="small muted">
									{person.username}, {person.roles.map((role) => t().roles[role]).join(", ")},{" "}
									{text.enrolledAt(dayAndClock(person.at))}
								</p>
							</div>
							<Link
								to={{ at: "confirm", person: person.uid }}
								button="second"
								testid="confirm-person"
							>
								{text.compare}
								<span class="hidden-text"> {person.display}</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}

function Invites({ directory }: { directory: Directory }) {
	const text = t().people;
	if (directory.invites.length === 0) return null;
	return (
		<section aria-labelledby="invites">
			<h2 id="invites">{text.invites}</h2>
			<ul class="rows" data-testid="invites">
				{directory.invites.map((invite) => (
					<li key={invite.invite}>
						<div class="what">
							<p>{invite.display}</p>
							<p class="small muted">
								{invite.username}, {invite.roles.map((role) => t().roles[role]).join(", ")}
							</p>
						</div>
						<span class="small muted">
							{text.expires} {dayAndClock(invite.expiresAt)}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

function PeopleTable(props: {
	readonly caption: string;
	readonly people: readonly Person[];
	readonly org: boolean;
}) {
	const text = t().people;
	if (props.people.length === 0) return null;
	return (
		<table class="stack">
			<caption>{props.caption}</caption>
			<thead>
				<tr>
					<th scope="col">{text.name}</th>
					<th scope="col">{props.org ? text.org : text.username}</th>
					<th scope="col">{text.roles}</th>
					<th scope="col">{text.validTo}</th>
				</tr>
			</thead>
			<tbody>
				{props.people.map((person) => (
					<tr key={person.uid}>
						<th scope="row" data-label={text.name}>
							<span>{person.display}</span>
						</th>
						<td data-label={props.org ? text.org : text.username}>
							<span>{props.org ? person.orgName : person.username}</span>
						</td>
						<td data-label={text.roles}>
							<span>{person.roles.map((role) => t().roles[role]).join(", ")}</span>
						</td>
						<td data-label={text.validTo} class="numbers">
							<span>{dateOf(person.notAfter)}</span>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
