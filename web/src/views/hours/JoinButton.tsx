// The way into the lobby: grey until 15 minutes before, saying why and when.
import { joining } from "../../state/hour.ts";
import { clock, dayAndClock, span } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { go } from "../router.ts";

const DAY_MS = 86_400_000;

export function JoinButton({ hour, now }: { hour: Hour; now: number }) {
	const join = joining(hour, now);
	const why = `why-${hour.hour}`;
	return (
		<div class="buttons">
			<Button
				icon="video"
				disabled={!join.can}
				describedBy={why}
				testid="join"
				onPress={() => go({ at: "room", hour: hour.hour })}
			>
				{t().today.join}
			</Button>
			<span class="small muted" id={why} data-testid="join-why">
				{join.can ? null : join.why === "early" ? (
					<>
						<Icon name="clock" />{" "}
						{t().today.joinEarly(
							join.opensAt - now < DAY_MS ? clock(join.opensAt) : dayAndClock(join.opensAt),
							span(join.opensAt - now),
						)}
					</>
				) : join.why === "over" ? (
					t().today.joinOver
				) : (
					t().today.joinCancelled
				)}
			</span>
		</div>
	);
}
