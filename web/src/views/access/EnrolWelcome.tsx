// Who invites, as whom, and what is going to happen. Opening the link has changed nothing yet.
import { dateAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Invitation } from "../../work/work.ts";
import { Button } from "../parts/Button.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Page } from "../parts/Page.tsx";

export function EnrolWelcome({
	invitation,
	onStart,
}: {
	invitation: Invitation;
	onStart: () => void;
}) {
	const text = t().enrol;
	const facts = [
		{ name: text.asName, value: invitation.display },
		{ name: text.asUser, value: invitation.username },
		{ name: text.asRoles, value: invitation.roles.map((role) => t().roles[role]).join(", ") },
		{ name: text.asOrg, value: invitation.orgName },
		{
			name: text.expires,
			value: invitation.founding ? null : dateAndClock(invitation.expiresAt),
		},
	].flatMap((fact) => (fact.value === null ? [] : [{ name: fact.name, value: fact.value }]));
	return (
		<Page title={text.title} enter="welcome">
			<p class="lead">
				{invitation.issuer === null
					? text.founding(invitation.orgName)
					: text.invited(invitation.issuer, invitation.orgName)}
			</p>
			<Facts facts={facts} />
			<p>{text.whatNext}</p>
			<ol>
				{(invitation.founding ? text.stepsFounder : text.steps).map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
			{invitation.founding ? null : <p>{text.notYours}</p>}
			<div class="buttons">
				<Button onPress={onStart} testid="enrol-start">
					{text.start}
				</Button>
			</div>
		</Page>
	);
}
