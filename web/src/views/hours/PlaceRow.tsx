// One place of an hour: a case of mine, somebody else's, or free.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import type { CaseSummary, Id, Place } from "../../work/work.ts";
import { useMe } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { ConsentOf, PlaceMark, State } from "../parts/State.tsx";

export function PlaceRow(props: {
	readonly no: number;
	readonly place: Place | null;
	readonly summary: CaseSummary | null;
	/** The hour that a case can be added to from here; null where not. */
	readonly add: Id | null;
	/** What the pair may do with its place; null where nobody may. */
	readonly actions: ComponentChildren | null;
}) {
	const me = useMe();
	const text = t().hours;
	const { place, summary } = props;
	if (place === null)
		return (
			<tr data-testid="place-free">
				<th scope="row" data-label={text.no}>
					<span>{props.no}</span>
				</th>
				<td colSpan={props.actions === null ? 5 : 6} data-label="">
					{props.add === null ? (
						<span class="muted">{text.free}</span>
					) : (
						<Link to={{ at: "case-new", step: "question", hour: props.add }} testid="place-add">
							<Icon name="plus" /> {text.free}: {text.add}
						</Link>
					)}
				</td>
			</tr>
		);
	return (
		<tr data-testid="place">
			<th scope="row" data-label={text.no}>
				<span>{props.no}</span>
			</th>
			<td data-label={text.reference}>
				{place.case === null ? (
					<span class="muted">{me.roles.includes("worker") ? text.other : t().queue.aCase}</span>
				) : (
					<Link to={{ at: "case", case: place.case }} testid="place-case">
						{summary?.question?.reference ?? t().today.theCase}
					</Link>
				)}
			</td>
			<td data-label={text.topic}>
				{place.case === null ? (
					<span class="muted">{text.hidden}</span>
				) : (
					<span>
						{summary?.question?.topics.map((topic) => t().codes.topics[topic]).join(", ")}
					</span>
				)}
			</td>
			<td data-label={text.minutes} class="number">
				<span>{t().common.minutes(place.minutes)}</span>
			</td>
			<td data-label={text.consent}>
				{summary === null ? (
					<span class="muted">{text.hidden}</span>
				) : (
					<ConsentOf summary={summary} />
				)}
			</td>
			<td data-label={text.placeState}>
				<span>
					<PlaceMark state={place.state} />
					{place.urgency === "urgent" ? (
						<>
							<br />
							<State tone="warn" icon="triangle-alert" word={t().codes.urgency.urgent} />
						</>
					) : null}
				</span>
			</td>
			{props.actions === null ? null : <td data-label={t().queue.actions}>{props.actions}</td>}
		</tr>
	);
}
