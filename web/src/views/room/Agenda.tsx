// Time and order: the clocks inform and cut nobody off; the pair goes on to the next case from here.
import { clockOf, nextPlace, rowsOf } from "../../state/hour.ts";
import { t } from "../../text/language.ts";
import type { Hour, Place, Room } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { PlaceMark, State } from "../parts/State.tsx";
import { CloseCase } from "./CloseCase.tsx";

export function Agenda(props: {
	readonly room: Room;
	readonly hour: Hour;
	readonly now: number;
	readonly reference: string;
}) {
	const { room, hour, now } = props;
	const me = useMe();
	const cases = useWork().state.cases.value;
	const text = t().room;
	const current = hour.places.find((place) => place.case === room.case);
	const reference = (place: Place) =>
		place.case === null || cases.kind !== "ready"
			? t().hours.other
			: (cases.value.find((one) => one.case === place.case)?.question?.reference ??
				t().today.theCase);
	return (
		<aside class="agenda" aria-label={text.agenda}>
			<h2 class="first">{text.timers}</h2>
			<dl class="timers" data-testid="timers">
				<Clock
					name={text.caseTime}
					startedAt={room.openedAt}
					minutes={current?.minutes ?? 0}
					now={now}
				/>
				<Clock
					name={text.hourTime}
					startedAt={hour.startsAt}
					minutes={Math.round((hour.endsAt - hour.startsAt) / 60_000)}
					now={now}
				/>
			</dl>
			<h2>{text.agenda}</h2>
			<ol>
				{rowsOf(hour).flatMap((place) =>
					place === null
						? []
						: [
								<li key={place.pos} aria-current={place.case === room.case ? "step" : undefined}>
									<p>
										{place.pos}. {reference(place)}{" "}
										<span class="small muted">{t().common.minutes(place.minutes)}</span>
									</p>
									<p class="small">
										<PlaceMark state={place.state} />
									</p>
								</li>,
							],
				)}
			</ol>
			{me.roles.includes("worker") ? (
				<CloseCase reference={props.reference} next={nextPlace(hour, room.case)} />
			) : null}
		</aside>
	);
}

function Clock(props: {
	readonly name: string;
	readonly startedAt: number;
	readonly minutes: number;
	readonly now: number;
}) {
	const { used, over } = clockOf(props.startedAt, props.minutes, props.now);
	return (
		<div>
			<dt>{props.name}</dt>
			<dd>
				{over ? (
					<State tone="warn" icon="clock" word={t().room.ofMinutes(used, props.minutes)} />
				) : (
					t().room.ofMinutes(used, props.minutes)
				)}
				{over ? <span class="hidden-text"> {t().room.over}</span> : null}
			</dd>
		</div>
	);
}
