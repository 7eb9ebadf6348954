// Before the lobby: one button, and when it opens.
import { joining } from "../../state/hour.ts";
import { capital, clock, longDay, span } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Page } from "../parts/Page.tsx";

export function Gate({ hour, now }: { hour: Hour; now: number }) {
	const work = useWork();
	const entering = useAction();
	const join = joining(hour, now);
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
					disabled={!join.can}
					busy={entering.busy}
					describedBy="gate-why"
					testid="enter-lobby"
					onPress={() => void entering.run(() => work.hour.enterLobby(hour.hour))}
				>
					{text.enter}
				</Button>
				<span class="small muted" id="gate-why">
					{join.can
						? null
						: join.why === "early"
							? t().today.joinEarly(clock(join.opensAt), span(join.opensAt - now))
							: join.why === "over"
								? t().today.joinOver
								: t().today.joinCancelled}
				</span>
			</div>
		</Page>
	);
}
