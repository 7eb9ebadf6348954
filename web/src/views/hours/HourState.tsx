// What has become of an hour, and why.
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { State } from "../parts/State.tsx";

/** The words that stand in place of a coordinator's own reason. */
function reasonOf(hour: Hour): string {
	const text = t().decide;
	if (hour.reason === "rule" || hour.reason === "ended" || hour.reason === "holiday")
		return text[hour.reason];
	return hour.reason;
}

export function HourState({ hour }: { hour: Hour }) {
	switch (hour.state) {
		case "planned":
			return <State tone="idle" icon="calendar" word={t().series.held} testid="hour-planned" />;
		case "proposed":
			return <State tone="warn" icon="ban" word={t().weeks.proposed} testid="hour-proposed" />;
		case "cancelled":
			return (
				<State
					tone="warn"
					icon="ban"
					word={t().hours.cancelled(reasonOf(hour))}
					testid="hour-cancelled"
				/>
			);
	}
}
