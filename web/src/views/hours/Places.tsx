// The places of an hour in order; while it has not begun, the pair arranges its own in place.
import { rowsOf } from "../../state/hour.ts";
import { movesOf } from "../../state/queueing.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, Hour, Place } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Undo, useUndo } from "../parts/Undo.tsx";
import { PlaceActions } from "./PlaceActions.tsx";
import { PlaceRow } from "./PlaceRow.tsx";

export function Places(props: {
	readonly hour: Hour;
	readonly now: number;
	readonly cases: readonly CaseSummary[];
	/** May a case be added to it from here? */
	readonly add: boolean;
}) {
	const { hour, now } = props;
	const me = useMe();
	const moving = useAction();
	const moved = useUndo();
	const text = t().hours;
	const summaryOf = (place: Place | null) =>
		props.cases.find((one) => place !== null && one.case === place.case) ?? null;
	const mine = (place: Place) =>
		place.case !== null && me.roles.includes("worker") && movesOf(hour, place, now) !== null;
	// Who only arranges the hours sees numbers: columns that say nothing are left out.
	const sees =
		me.roles.includes("worker") ||
		me.roles.includes("contact") ||
		hour.places.some((place) => place.case !== null);
	const changing = hour.places.some(mine);
	/** One way to add a case is enough. */
	const firstFree = hour.places.length;
	const actions = (place: Place | null) => {
		if (!changing) return null;
		if (place === null || !mine(place)) return "";
		return (
			<PlaceActions
				hour={hour}
				place={place}
				reference={summaryOf(place)?.question?.reference ?? t().today.theCase}
				now={now}
				moving={moving}
				onDone={moved.tell}
			/>
		);
	};
	return (
		<>
			{moving.error?.code === "hour_full" ? (
				<Box kind="warn" testid="no-next">
					<p role="alert">{t().queue.noNext}</p>
				</Box>
			) : (
				<ErrorSummary failure={moving.error} />
			)}
			<table class="stack" data-testid="places">
				<caption>{text.tableTitle}</caption>
				<thead>
					<tr>
						<th scope="col">{text.no}</th>
						{sees ? (
							<>
								<th scope="col">{text.reference}</th>
								<th scope="col">{text.topic}</th>
							</>
						) : null}
						<th scope="col">{text.minutes}</th>
						{sees ? <th scope="col">{text.consent}</th> : null}
						<th scope="col">{text.placeState}</th>
						{changing ? <th scope="col">{t().queue.actions}</th> : null}
					</tr>
				</thead>
				<tbody>
					{rowsOf(hour).map((place, index) => (
						<PlaceRow
							key={place === null ? `free-${index}` : (place.case ?? `pos-${place.pos}`)}
							no={index + 1}
							place={place}
							summary={summaryOf(place)}
							sees={sees}
							add={props.add && index === firstFree ? hour.hour : null}
							actions={actions(place)}
						/>
					))}
				</tbody>
			</table>
			<Undo of={moved} testid="place-moved" />
		</>
	);
}
