// One hour: its places as a table. An empty place leads to adding a case; a coordinator sees numbers only.
import { joining, minutesFor } from "../../state/hour.ts";
import { isHeld } from "../../state/measures.ts";
import { capital, clock, longDay, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, Id } from "../../work/work.ts";
import { useMe, useNames, useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { Icon } from "../parts/Icon.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { ReadOnly } from "../parts/ReadOnly.tsx";
import { State } from "../parts/State.tsx";
import { AddToHour } from "./AddToHour.tsx";
import { ConsentGaps } from "./ConsentGaps.tsx";
import { Feedback } from "./Feedback.tsx";
import { HourActions } from "./HourActions.tsx";
import { HourState } from "./HourState.tsx";
import { IcsButton } from "./IcsButton.tsx";
import { JoinButton } from "./JoinButton.tsx";
import { Places } from "./Places.tsx";
import { WaitingLists } from "./WaitingLists.tsx";

const TICK_MS = 10_000;

export function HourPage({ id }: { id: Id }) {
	const now = useNow(TICK_MS);
	return (
		<LoadedPage of={useWork().state.hours.value} title={t().hours.title} back={{ at: "hours" }}>
			{(all) => {
				const hour = all.find((one) => one.hour === id);
				if (hour !== undefined) return <OneHour hour={hour} now={now} />;
				return <DeadEnd title={t().hours.title} text={t().hours.gone} back={{ at: "hours" }} />;
			}}
		</LoadedPage>
	);
}

function OneHour({ hour, now }: { hour: Hour; now: number }) {
	const me = useMe();
	const cases = useWork().state.cases.value;
	const text = t().hours;
	const worker = me.roles.includes("worker");
	const contact = me.uid === hour.contact || me.uid === hour.substitute;
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
			<About hour={hour} />
			{hour.endsAt <= now ? (
				<ReadOnly text={hour.state === "planned" ? text.held : text.passed} testid="hour-over" />
			) : null}
			{open && !room ? (
				<Box kind="info" testid="hour-full">
					<p>{hour.freePlaces < 1 ? text.full : text.fullMinutes}</p>
				</Box>
			) : null}
			{(worker || contact) && open ? <JoinButton hour={hour} now={now} /> : null}
			{worker ? <ConsentGaps hour={hour} cases={summaries} /> : null}
			{(worker || contact) && isHeld(hour, now) ? (
				<Feedback hour={hour} as={contact ? "contact" : "worker"} now={now} />
			) : null}
			{hour.state === "planned" || hour.places.length > 0 ? (
				<Places hour={hour} now={now} cases={summaries} add={worker && open && room} />
			) : null}
			{/* Its time is over, its room still open: no longer what the page is for. */}
			{(worker || contact) && !open && joining(hour, now).can ? (
				<JoinButton hour={hour} now={now} />
			) : null}
			{worker || contact ? null : (
				<p class="small muted">
					<Icon name="lock" /> {t().series.noCaseContent}
				</p>
			)}
			{hour.endsAt > now ? <IcsButton hour={hour} /> : null}
			{me.roles.includes("coordinator") && me.orgKind === "county" ? (
				<HourActions hour={hour} now={now} />
			) : null}
			{worker && open && room ? <AddToHour hour={hour} /> : null}
			<WaitingLists of={hour.series} />
		</Page>
	);
}

/** With whom, how full, and what has become of the hour. */
function About({ hour }: { hour: Hour }) {
	const me = useMe();
	const names = useNames();
	const coordinator = me.roles.includes("coordinator");
	return (
		<>
			<p>
				{t().today.with}: {names(hour.contact)}
				{hour.substitute === null ? null : (
					<>
						<br />
						{t().weeks.substitute(names(hour.substitute))}
					</>
				)}
				{hour.state === "planned" ? (
					<>
						<br />
						{t().today.taken(hour.places.length, hour.capacity)},{" "}
						{t().today.freeMinutes(hour.freeMinutes)}
					</>
				) : null}
				{hour.movedFrom === null ? null : (
					<>
						<br />
						{t().weeks.moved(plainDate(hour.movedFrom))}
						{hour.reason === "" ? "" : `: ${hour.reason}`}
					</>
				)}
			</p>
			{hour.state === "planned" ? null : (
				<p>
					<HourState hour={hour} />
				</p>
			)}
			{coordinator && hour.missingConsents > 0 ? (
				<p>
					<State
						tone="warn"
						icon="triangle-alert"
						word={t().queue.gaps(hour.missingConsents)}
						testid="missing-consents"
					/>
				</p>
			) : null}
		</>
	);
}
