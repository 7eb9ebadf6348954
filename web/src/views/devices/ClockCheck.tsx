// The device's clock against the server's: a wrong one shuts people out.
import { clockOff } from "../../state/devices.ts";
import { clock, duration } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { useNow, useWork } from "../context.ts";
import { Check } from "./Check.tsx";

const TICK_MS = 5_000;

export function ClockCheck() {
	const work = useWork();
	const now = useNow(TICK_MS);
	const { ok, seconds } = clockOff(work.now(), Date.now());
	const text = t().devices;
	const off = duration(Math.abs(seconds));
	return (
		<Check
			name="clock"
			title={text.clock}
			standing={
				ok
					? { tone: "ok", icon: "circle-check", word: text.clockOk }
					: {
							tone: "bad",
							icon: "clock",
							word: text.clockBad(seconds > 0 ? text.clockAhead(off) : text.clockBehind(off)),
						}
			}
		>
			<p class="tight">{ok ? clock(now) : text.clockFix}</p>
		</Check>
	);
}
