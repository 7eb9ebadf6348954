// The card of the hour that is next or on: when, who, how full, and the way in.
import { joining, rowsOf } from "../../state/hour.ts";
import { capital, clock, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { ConsentMark, GeneralMark, PlaceMark } from "../parts/State.tsx";
import { JoinButton } from "./JoinButton.tsx";

export function NextHour({ hour, now }: { hour: Hour; now: number }) {
	const me = useMe();
	const names = useNames();
	const cases = useWork().state.cases.value;
	const join = joining(hour, now);
	const taken = hour.places.length;
	const joins =
		me.roles.includes("worker") || me.uid === hour.contact || me.uid === hour.substitute;
	const mine = rowsOf(hour).flatMap((place) => {
		const summary =
			place === null || cases.kind !== "ready"
				? undefined
				: cases.value.find((one) => one.case === place.case);
		return place === null || summary === undefined ? [] : [{ place, summary }];
	});
	return (
		<section class="card strong" aria-labelledby="next-hour" data-testid="next-hour">
			<p class="small muted tight">
				{join.can && join.running ? t().today.running : t().today.next}
			</p>
			<h2 id="next-hour">
				{capital(longDay(hour.startsAt))}{" "}
				{t().hours.times(clock(hour.startsAt), clock(hour.endsAt))}
			</h2>
			<p>
				<Link to={{ at: "hour", hour: hour.hour }} testid="open-hour">
					{hour.name}
				</Link>
				<br />
				{me.uid === hour.contact ? null : (
					<>
						{t().today.with}: {names(hour.contact)}
						<br />
					</>
				)}
				<span data-testid="places-taken">{t().today.taken(taken, hour.capacity)}</span>
				{hour.freeMinutes > 0 ? `, ${t().today.freeMinutes(hour.freeMinutes)}` : ""}
			</p>
			{mine.length === 0 ? null : (
				<ul class="rows" aria-label={t().today.casesOfHour}>
					{mine.map(({ place, summary }) => (
						<li key={summary.case}>
							<div class="what">
								<Link to={{ at: "case", case: summary.case }}>
									{summary.question?.reference ?? t().today.theCase}
								</Link>{" "}
								<span class="small muted">{t().common.minutes(place.minutes)}</span>
							</div>
							{me.uid === hour.contact ? null : summary.lane === "general" ? (
								<GeneralMark />
							) : (
								<ConsentMark state={summary.consent?.state ?? null} named />
							)}
							<PlaceMark state={place.state} />
						</li>
					))}
				</ul>
			)}
			{joins ? <JoinButton hour={hour} now={now} /> : null}
		</section>
	);
}
