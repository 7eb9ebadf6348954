// One person: who they are, whether the account works, whether the number is compared; for their coordinator what can be done.
import { dateOf, dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, Person } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { Digits } from "../parts/Digits.tsx";
import { Facts } from "../parts/Facts.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Compare } from "../trust/CompareDialog.tsx";
import { Mark, PersonState } from "../trust/Mark.tsx";
import { ManagePerson } from "./ManagePerson.tsx";

export function PersonPage({ uid }: { uid: Id }) {
	return (
		<LoadedPage
			of={useWork().state.directory.value}
			title={t().people.title}
			back={{ at: "people" }}
		>
			{(directory) => {
				const person = directory.people.find((one) => one.uid === uid);
				if (person !== undefined) return <One person={person} />;
				return <DeadEnd title={t().people.title} text={t().person.gone} back={{ at: "people" }} />;
			}}
		</LoadedPage>
	);
}

function One({ person }: { person: Person }) {
	const me = useMe();
	const text = t().person;
	const mine = person.uid === me.uid;
	const manages = me.roles.includes("coordinator") && person.org === me.org;
	return (
		<Page title={person.display} back={{ at: "people" }}>
			{person.verified === "changed" && !mine ? (
				<Box kind="bad" testid="keys-changed">
					<p>
						<strong>{t().trust.changedTitle(person.display)}</strong>
					</p>
					<p>{t().trust.changedText(dayAndClock(person.keysSince))}</p>
				</Box>
			) : null}
			<Facts
				facts={[
					{ name: t().people.username, value: person.username },
					{ name: t().people.roles, value: person.roles.map((role) => t().roles[role]).join(", ") },
					{ name: t().people.org, value: person.orgName },
					{ name: text.state, value: <PersonState state={person.state} /> },
					{ name: t().settings.validTo, value: dateOf(person.notAfter) },
					{
						name: text.keysSince,
						value: person.rekeyed
							? `${dayAndClock(person.keysSince)} · ${text.newKeys}`
							: dateOf(person.keysSince),
					},
					...(mine ? [] : [{ name: text.mark, value: <Mark person={person} /> }]),
				]}
			/>
			{person.state === "revoked" ? null : (
				<>
					<h2>{mine ? t().settings.number : text.numberTitle}</h2>
					<Digits number={person.number} testid="number" />
					{mine ? null : (
						<Compare person={person} kind={person.verified === "yes" ? "second" : "first"} />
					)}
				</>
			)}
			{manages ? <ManagePerson person={person} mine={mine} /> : null}
		</Page>
	);
}
