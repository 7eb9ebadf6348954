// Guests at the door of the room: who they are by the pair's own invite, and the one button that lets them in.
import { t } from "../../text/language.ts";
import type { Knock, Room } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";

export function Knocks({ room }: { room: Room }) {
	const knocks = useWork().state.knocks.value.filter((one) => one.case === room.case);
	return (
		<>
			{knocks.map((one) => (
				<OneKnock key={one.guest} knock={one} />
			))}
		</>
	);
}

function OneKnock({ knock }: { knock: Knock }) {
	const work = useWork();
	const admitting = useAction();
	const text = t().guest;
	if (!knock.genuine)
		return (
			<div class="note" role="alert" data-testid="false-knock">
				<Icon name="shield-alert" />
				<div>
					<p>{text.falseKnock(knock.name)}</p>
				</div>
			</div>
		);
	return (
		<div class="note" data-testid="knock">
			<Icon name="door-open" />
			<div>
				<p role="alert">{text.knocks(knock.name, t().call.guestRole[knock.role])}</p>
				<Button
					icon="check"
					busy={admitting.busy}
					testid="admit"
					onPress={() => void admitting.run(() => work.guests.admit(knock.guest))}
				>
					{text.admit}
				</Button>
				{admitting.error === null ? null : <p>{explain(admitting.error)}</p>}
			</div>
		</div>
	);
}
