// A case's guests: who is invited or in the call, taking it back, and inviting another. On the case's page and in its room.
import { useState } from "preact/hooks";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, CaseGuest } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { InviteGuest } from "./InviteGuest.tsx";

export function CaseGuests({ file }: { file: CaseFile }) {
	const work = useWork();
	const removing = useAction();
	const [inviting, setInviting] = useState(false);
	const text = t().guest;
	const there = file.guests.filter((one) => one.state !== "over");
	const can = file.state === "open" && (file.lane === "general" || inForce(file));
	if (there.length === 0 && !can) return null;
	return (
		<section aria-labelledby="guests" data-testid="guests">
			<h2 id="guests">{text.title}</h2>
			<ErrorSummary failure={removing.error} />
			{there.length === 0 ? (
				<p class="muted">{text.none}</p>
			) : (
				<ul class="rows">
					{there.map((one) => (
						<li key={one.guest} data-testid="guest" data-state={one.state}>
							<div class="what">
								<Icon name="user" /> {guestName(one)}{" "}
								<span class="small muted">
									{one.state === "admitted" ? text.admitted : text.open(dayAndClock(one.expiresAt))}
								</span>
							</div>
							<Button
								kind="second"
								icon="x"
								busy={removing.busy}
								testid="remove-guest"
								onPress={() => void removing.run(() => work.guests.remove(file.case, one.guest))}
							>
								{one.state === "admitted" ? text.putOut : text.remove}
							</Button>
						</li>
					))}
				</ul>
			)}
			{can ? (
				<div class="buttons">
					<Button
						kind="second"
						icon="user-plus"
						testid="invite-guest-open"
						onPress={() => setInviting(true)}
					>
						{text.invite}
					</Button>
				</div>
			) : null}
			{inviting ? <InviteGuest id={file.case} onClose={() => setInviting(false)} /> : null}
		</section>
	);
}

const inForce = (file: CaseFile): boolean => file.consent?.state === "in-force";

export function guestName({ name, role }: CaseGuest): string {
	if (name === null || role === null) return t().guest.unnamed;
	return `${name} (${t().call.guestRole[role]})`;
}
