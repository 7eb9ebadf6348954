// One hour: its places as a table. An empty place leads to adding a case; a coordinator sees numbers only.
import { joining, minutesFor, rowsOf } from "../../state/hour.ts";
import { capital, clock, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, Id } from "../../work/work.ts";
import { useMe, useNames, useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { HourState } from "./Hours.tsx";
import { JoinButton } from "./JoinButton.tsx";
import { PlaceRow } from "./PlaceRow.tsx";

const TICK_MS = 10_000;

export function HourPage({ id }: { id: Id }) {
	const now = useNow(TICK_MS);
	return (
		<Loaded of={useWork().state.hours.value}>
			{(all) => {
				const hour = all.find((one) => one.hour === id);
				if (hour !== undefined) return <OneHour hour={hour} now={now} />;
				return (
					<Page title={t().hours.title} back={{ at: "hours" }}>
						<p>{t().hours.gone}</p>
					</Page>
				);
			}}
		</Loaded>
	);
}

function OneHour({ hour, now }: { hour: Hour; now: number }) {
	const me = useMe();
	const names = useNames();
	const cases = useWork().state.cases.value;
	const text = t().hours;
	const worker = me.roles.includes("worker");
	const open = hour.state === "planned" && hour.endsAt > now;
	const room = minutesFor(hour).length > 0;
	const summaries = cases.kind === "ready" ? cases.value : [];
	return (
		<Page
			title={`${capital(longDay(hour.startsAt))} ${text.times(clock(hour.startsAt), clock(hour.endsAt))}`}
			above={hour.name}
			back={{ at: "hours" }}
			wide
		>
			<p>
				{t().today.with}: {names(hour.contact)}
				<br />
				{t().today.taken(hour.places.length, hour.capacity)},{" "}
				{t().today.freeMinutes(hour.freeMinutes)}
			</p>
			{hour.state === "cancelled" ? <HourState hour={hour} /> : null}
			{open && !room ? (
				<Box kind="info" testid="hour-full">
					<p>{hour.freePlaces < 1 ? text.full : text.fullMinutes}</p>
				</Box>
			) : null}
			<table class="stack" data-testid="places">
				<caption>{text.tableTitle}</caption>
				<thead>
					<tr>
						<th scope="col">{text.no}</th>
						<th scope="col">{text.reference}</th>
						<th scope="col">{text.topic}</th>
						<th scope="col" class="number">
							{text.minutes}
						</th>
						<th scope="col">{text.consent}</th>
						<th scope="col">{text.placeState}</th>
					</tr>
				</thead>
				<tbody>
					{rowsOf(hour).map((place, index) => (
						<PlaceRow
							key={place?.pos ?? `free-${index}`}
							no={index + 1}
							place={place}
							summary={summaries.find((one) => place !== null && one.case === place.case) ?? null}
							add={worker && open && room ? hour.hour : null}
						/>
					))}
				</tbody>
			</table>
			{worker || me.uid === hour.contact ? (
				joining(hour, now).can || open ? (
					<JoinButton hour={hour} now={now} />
				) : null
			) : (
				<p class="small muted">
					<Icon name="lock" /> {t().series.noCaseContent}
				</p>
			)}
			{worker && open && room ? <Addable hour={hour} /> : null}
		</Page>
	);
}

/** Cases of mine that could take a place here, and the way to a new one. */
function Addable({ hour }: { hour: Hour }) {
	const cases = useWork().state.cases.value;
	const waiting = (cases.kind === "ready" ? cases.value : []).filter(
		(one) => one.state === "open" && one.hour === null && one.consent?.state === "in-force",
	);
	return (
		<section aria-labelledby="addable">
			<h2 id="addable">{t().hours.addExisting}</h2>
			{waiting.length === 0 ? null : (
				<ul class="rows">
					{waiting.map((one) => (
						<li key={one.case}>
							<Link to={{ at: "case-queue", case: one.case }} testid="add-existing">
								{one.question?.reference ?? t().today.theCase}
							</Link>
						</li>
					))}
				</ul>
			)}
			<Link
				to={{ at: "case-new", step: "question", hour: hour.hour }}
				button="second"
				testid="add-new"
			>
				<Icon name="plus" /> {t().hours.addNew}
			</Link>
		</section>
	);
}
