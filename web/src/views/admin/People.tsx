// The people: for everybody who is in and whose number has been compared; for a coordinator also who waits and who is invited.
import { useState } from "preact/hooks";
import { findPeople } from "../../state/people.ts";
import { dateOf, dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Directory, Person } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { Empty } from "../parts/Empty.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { State } from "../parts/State.tsx";
import { Changed } from "../trust/Changed.tsx";
import { Mark, PersonState } from "../trust/Mark.tsx";

/** From so many people on there is a field to find one by name. */
const MANY = 12;

export function People() {
	const me = useMe();
	const text = t().people;
	const coordinator = me.roles.includes("coordinator");
	return (
		<Page title={text.title} wide>
			<p>{coordinator ? text.lead(me.orgName) : t().person.lead}</p>
			{coordinator ? (
				<p>
					<Link to={{ at: "invite" }} button="first" testid="invite">
						<Icon name="plus" /> {text.invite}
					</Link>
				</p>
			) : null}
			<Loaded of={useWork().state.directory.value}>
				{(directory) => (
					<>
						<p>
							<Link to={{ at: "professionals" }} testid="to-professionals">
								{t().teams.toList}
							</Link>
						</p>
						<Changed />
						{coordinator ? (
							<>
								<PendingPeople directory={directory} />
								<Invites directory={directory} />
							</>
						) : null}
						<Everybody directory={directory} />
					</>
				)}
			</Loaded>
		</Page>
	);
}

function Everybody({ directory }: { directory: Directory }) {
	const me = useMe();
	const [typed, setTyped] = useState("");
	const found = findPeople(directory.people, typed);
	return (
		<>
			{directory.people.length < MANY ? null : (
				<SearchField name="find" label={t().person.find} value={typed} onChange={setTyped} />
			)}
			{found.length === 0 ? (
				<p class="muted" role="status">
					{t().person.noneFound}
				</p>
			) : null}
			<PeopleTable
				caption={me.orgName}
				people={found.filter((person) => person.org === me.org)}
				org={false}
			/>
			<PeopleTable
				caption={t().people.others}
				people={found.filter((person) => person.org !== me.org)}
				org
			/>
		</>
	);
}

function PendingPeople({ directory }: { directory: Directory }) {
	const text = t().people;
	return (
		<section aria-labelledby="pending">
			<h2 id="pending">{text.pending}</h2>
			{directory.pending.length === 0 ? (
				<Empty text={text.noPending} />
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
								{person.rekey ? (
									<State
										tone="warn"
										icon="key-round"
										word={t().person.rekeyPending}
										testid="pending-rekey"
									/>
								) : null}
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
		<table class="stack" data-testid={props.org ? "people-others" : "people-own"}>
			<caption>{props.caption}</caption>
			<thead>
				<tr>
					<th scope="col">{text.name}</th>
					<th scope="col">{props.org ? text.org : text.username}</th>
					<th scope="col">{text.roles}</th>
					<th scope="col">{t().person.state}</th>
					<th scope="col">{text.validTo}</th>
					<th scope="col">{t().person.mark}</th>
				</tr>
			</thead>
			<tbody>
				{props.people.map((person) => (
					<PersonRow key={person.uid} person={person} org={props.org} />
				))}
			</tbody>
		</table>
	);
}

function PersonRow({ person, org }: { person: Person; org: boolean }) {
	const me = useMe();
	const text = t().people;
	return (
		<tr>
			<th scope="row" data-label={text.name}>
				<Link to={{ at: "person", person: person.uid }} testid="person-link">
					{person.display}
				</Link>
			</th>
			<td data-label={org ? text.org : text.username}>
				<span>{org ? person.orgName : person.username}</span>
			</td>
			<td data-label={text.roles}>
				<span>{person.roles.map((role) => t().roles[role]).join(", ")}</span>
			</td>
			<td data-label={t().person.state}>
				<PersonState state={person.state} />
			</td>
			<td data-label={text.validTo} class="numbers">
				<span>{dateOf(person.notAfter)}</span>
			</td>
			<td data-label={t().person.mark}>
				{person.uid === me.uid ? (
					<span class="muted">{t().person.me}</span>
				) : (
					<Mark person={person} />
				)}
			</td>
		</tr>
	);
}
