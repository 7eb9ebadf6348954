// What a coordinator can do with a person of their own: renew, new keys, end sessions, remove access. Each says first
// what it does, and afterwards what came of it.
import { useState } from "preact/hooks";
import { renewable } from "../../state/people.ts";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Reinvite } from "./Reinvite.tsx";
import { Revoke } from "./Revoke.tsx";
import { Sessions } from "./Sessions.tsx";

export function ManagePerson({ person, mine }: { person: Person; mine: boolean }) {
	const text = t().person;
	return (
		<section aria-labelledby="manage" data-testid="manage">
			<h2 id="manage">{text.manage}</h2>
			{person.state === "revoked" ? (
				<Box kind="bad" testid="is-revoked">
					<p>{text.revoked(person.display)}</p>
				</Box>
			) : (
				<Renew person={person} />
			)}
			{mine ? <p class="muted">{text.notOneself}</p> : <Reinvite person={person} />}
			{mine || person.state === "revoked" ? null : (
				<>
					<h3>{text.sessions}</h3>
					<Sessions of={person.uid} />
					<Revoke person={person} />
				</>
			)}
		</section>
	);
}

function Renew({ person }: { person: Person }) {
	const work = useWork();
	const renewing = useAction();
	const [done, setDone] = useState(false);
	const text = t().person;
	return (
		<>
			<ErrorSummary failure={renewing.error} />
			<div role="status">
				{done ? (
					<Box kind="ok" testid="renewed">
						<p>{text.renewed(dateOf(person.notAfter))}</p>
					</Box>
				) : null}
			</div>
			{renewable(person, work.now()) ? (
				<>
					<p>{text.renewText(dateOf(person.notAfter))}</p>
					<p>
						<Button
							kind="second"
							icon="calendar"
							busy={renewing.busy}
							testid="renew"
							onPress={() =>
								void renewing.run(() => work.coordinator.renew(person.uid)).then(setDone)
							}
						>
							{text.renew}
						</Button>
					</p>
				</>
			) : null}
		</>
	);
}
