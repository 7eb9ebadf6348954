// The way into the lobby: grey until 15 minutes before, saying why and when; the last minutes run down in seconds.
import { joining } from "../../state/hour.ts";
import { atClock, countdown, dayAndClock, span } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useNow } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { go } from "../router.ts";

const DAY_MS = 86_400_000;
/** From here on seconds count. */
const SOON_MS = 10 * 60_000;
const SECOND_MS = 1_000;

interface Of {
	readonly hour: Hour;
	readonly now: number;
}

export function JoinButton({ hour, now }: Of) {
	const early = hour.opensAt - now;
	if (early > 0 && early < SOON_MS) return <Soon hour={hour} />;
	return <Join hour={hour} now={now} />;
}

/** With a clock of its own, so that the page around it is not drawn every second. */
function Soon({ hour }: Pick<Of, "hour">) {
	return <Join hour={hour} now={useNow(SECOND_MS)} />;
}

function Join({ hour, now }: Of) {
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
				<JoinWhy hour={hour} now={now} />
			</span>
		</div>
	);
}

/** Why it is grey, and until when; or that it is open. */
export function JoinWhy({ hour, now }: Of) {
	const join = joining(hour, now);
	const text = t().today;
	if (join.can) return <>{join.running ? null : text.joinOpen}</>;
	if (join.why !== "early") return <>{join.why === "over" ? text.joinOver : text.joinCancelled}</>;
	const left = join.opensAt - now;
	const at = left < DAY_MS ? atClock(join.opensAt) : dayAndClock(join.opensAt);
	return (
		<span class="numbers" role={left < SOON_MS ? "timer" : undefined}>
			<Icon name="clock" /> {text.joinEarly(at, left < SOON_MS ? countdown(left) : span(left))}
		</span>
	);
}
