// What a county's coordinator may decide about an hour that has not begun; each leads to its own page.
import { decisionsFor } from "../../state/hourChange.ts";
import type { HourDecision } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";

/** What the decision is called, as the hour stands. */
export function decisionWord(hour: Hour, to: HourDecision): string {
	const text = t().decide;
	if (to === "cancelled") return text.cancel;
	if (to === "moved") return text.move;
	if (hour.state === "cancelled") return text.revive;
	return hour.movedFrom === null ? text.keep : text.restore;
}

export function HourActions({ hour, now }: { hour: Hour; now: number }) {
	const decisions = decisionsFor(hour, now);
	if (decisions.length === 0) return null;
	return (
		<section aria-labelledby="decide" data-testid="hour-decide">
			<h2 id="decide">{t().decide.title}</h2>
			<div class="buttons">
				{decisions.map((to) => (
					<Link
						key={to}
						to={{ at: "hour-change", hour: hour.hour, to }}
						button="second"
						testid={`decide-${to}`}
					>
						{decisionWord(hour, to)}
					</Link>
				))}
				{hour.state === "planned" ? (
					<Link
						to={{ at: "substitute", substitute: null, hour: hour.hour }}
						button="second"
						testid="decide-substitute"
					>
						<Icon name="users" /> {t().decide.substitute}
					</Link>
				) : null}
			</div>
		</section>
	);
}
