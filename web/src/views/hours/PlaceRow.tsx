// One place of an hour: a case of mine, somebody else's, or free.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import type { CaseSummary, Id, Place } from "../../work/work.ts";
import { topicWords } from "../cases/Topics.tsx";
import { useMe } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { ConsentOf, PlaceMark, State } from "../parts/State.tsx";

export function PlaceRow(props: {
	readonly no: number;
	readonly place: Place | null;
	readonly summary: CaseSummary | null;
	/** Are there cases here that I may know of, or only how many? */
	readonly sees: boolean;
	/** The hour that a case can be added to from here; null where not. */
	readonly add: Id | null;
	/** What the pair may do with its place; null where nobody may. */
	readonly actions: ComponentChildren | null;
}) {
	const me = useMe();
	const text = t().hours;
	const { place, summary, sees } = props;
	if (place === null)
		return (
			<tr data-testid="place-free">
				<td class="no">{props.no}</td>
				<td class="free" colSpan={(sees ? 5 : 2) + (props.actions === null ? 0 : 1)}>
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
			{sees ? (
				<>
					<td class="no">{props.no}</td>
					<th scope="row">
						{place.case === null ? (
							<span class="muted">
								{me.roles.includes("worker") ? text.other : t().queue.aCase}
							</span>
						) : (
							<Link to={{ at: "case", case: place.case }} testid="place-case">
								{summary?.question?.reference ?? t().today.theCase}
							</Link>
						)}
					</th>
					<td data-label={text.topic}>
						{summary === null ? null : (
							<span>{summary.question === null ? null : topicWords(summary.question)}</span>
						)}
					</td>
				</>
			) : (
				<th scope="row">{props.no}</th>
			)}
			<td data-label={text.minutes} class="numbers">
				<span>{t().common.minutes(place.minutes)}</span>
			</td>
			{sees ? (
				<td data-label={text.consent}>
					{summary === null ? null : <ConsentOf summary={summary} />}
				</td>
			) : null}
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
