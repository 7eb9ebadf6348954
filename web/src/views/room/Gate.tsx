// Before the lobby: one button, and when it opens; the check of devices beside it.
import { joining } from "../../state/hour.ts";
import { capital, clock, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNow, useWork } from "../context.ts";
import { JoinWhy } from "../hours/JoinButton.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { DesktopCalls } from "../ring/DesktopCalls.tsx";

const TICK_MS = 1_000;

export function Gate({ hour }: { hour: Hour }) {
	const work = useWork();
	const now = useNow(TICK_MS);
	const entering = useAction();
	const text = t().lobby;
	return (
		<Page title={text.title} above={hour.name} back={{ at: "hour", hour: hour.hour }} enter="gate">
			<p class="lead">
				{capital(longDay(hour.startsAt))}{" "}
				{t().hours.times(clock(hour.startsAt), clock(hour.endsAt))}
			</p>
			<p>{text.before}</p>
			<ErrorSummary failure={entering.error} />
			<div class="buttons">
				<Button
					icon="door-open"
					disabled={!joining(hour, now).can}
					busy={entering.busy}
					describedBy="gate-why"
					testid="enter-lobby"
					onPress={() => void entering.run(() => work.hour.enterLobby(hour.hour))}
				>
					{text.enter}
				</Button>
				<Link to={{ at: "devices", hour: hour.hour }} button="second" testid="to-devices">
					<Icon name="video" /> {t().devices.test}
				</Link>
				<span class="small muted" id="gate-why">
					<JoinWhy hour={hour} now={now} />
				</span>
			</div>
			<DesktopCalls />
		</Page>
	);
}
