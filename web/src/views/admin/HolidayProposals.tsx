// Hours that fall on a holiday or an eve: they fall away unless somebody keeps them here.
import { proposalsOf } from "../../state/weeks.ts";
import { capital, dateOf, longDayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { Link } from "../parts/Link.tsx";

export function HolidayProposals({ hours, now }: { hours: readonly Hour[]; now: number }) {
	const proposals = proposalsOf(hours, now);
	if (proposals.length === 0) return null;
	const text = t().weeks;
	return (
		<section aria-labelledby="proposals" data-testid="proposals">
			<h2 id="proposals">{text.proposals}</h2>
			<p>{text.proposalsText}</p>
			<ul class="rows">
				{proposals.map((hour) => (
					<li key={hour.hour}>
						<div class="what">
							<Link to={{ at: "hour", hour: hour.hour }}>
								{capital(longDayAndClock(hour.startsAt))}
							</Link>
							<p class="small muted">{hour.name}</p>
						</div>
						<Link
							to={{ at: "hour-change", hour: hour.hour, to: "planned" }}
							button="second"
							testid="keep-proposal"
						>
							{t().decide.keep}
							<span class="hidden-text">
								{t().queue.ofCase(`${hour.name} ${dateOf(hour.startsAt)}`)}
							</span>
						</Link>
					</li>
				))}
			</ul>
		</section>
	);
}
