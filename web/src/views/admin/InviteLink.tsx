// An invite link, shown once: to whom it is given, how, and until when it works.
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { Box } from "../parts/Box.tsx";
import { CopyField } from "../parts/CopyField.tsx";

export function InviteLink(props: {
	readonly display: string;
	readonly invite: { readonly link: string; readonly expiresAt: number };
}) {
	const text = t().people;
	return (
		<>
			<p>{text.linkLead(props.display, dayAndClock(props.invite.expiresAt))}</p>
			<CopyField name="inviteLink" label={text.link} value={props.invite.link} />
			<Box kind="warn">
				<p>{text.linkOnce}</p>
			</Box>
			<p>{text.linkHow}</p>
		</>
	);
}
