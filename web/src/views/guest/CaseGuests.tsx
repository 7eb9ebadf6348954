// A case's guests: who is invited or in the call, taking it back, and inviting another. On the case's page and in its room.
import { useState } from "preact/hooks";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, CaseGuest } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmButton } from "../parts/ConfirmButton.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Icon } from "../parts/Icon.tsx";
import { InviteGuest } from "./InviteGuest.tsx";

export function CaseGuests({ file }: { file: CaseFile }) {
	const work = useWork();
	const [inviting, setInviting] = useState(false);
	const text = t().guest;
	const there = file.guests.filter((one) => one.state !== "over");
	const can = file.state === "open" && (file.lane === "general" || inForce(file));
	if (there.length === 0 && !can) return null;
	return (
		<section aria-labelledby="guests" data-testid="guests">
			<h2 id="guests">{text.title}</h2>
			{there.length === 0 ? (
				<Empty text={text.none} />
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
							<ConfirmButton
								name="remove-guest"
								icon="x"
								of={guestName(one)}
								{...(one.state === "admitted"
									? { word: text.putOut, title: text.putOutTitle, text: text.putOutText }
									: { word: text.remove, title: text.removeTitle, text: text.removeText })}
								run={() => work.guests.remove(file.case, one.guest)}
							/>
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

export function guestName({ name, role }: CaseGuest, texts = t()): string {
	if (name === null || role === null) return texts.guest.unnamed;
	return `${name} (${texts.call.guestRole[role]})`;
}
