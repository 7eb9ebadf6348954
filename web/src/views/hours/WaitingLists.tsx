// Who waits for a place, series by series, in the order that is the same for everybody; the order is explained on the spot.
import { listsOf } from "../../state/queueing.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, Id, Waiting } from "../../work/work.ts";
import { Unqueue } from "../cases/Unqueue.tsx";
import { useMe, useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { State } from "../parts/State.tsx";

/** Of one series, or (null) of all that somebody waits in. Nothing is shown where nobody waits. */
export function WaitingLists({ of }: { of: Id | null }) {
	const { queue, series, cases } = useWork().state;
	const text = t().queue;
	const all = queue.value.kind === "ready" ? queue.value.value : [];
	const known = series.value.kind === "ready" ? series.value.value : [];
	const summaries = cases.value.kind === "ready" ? cases.value.value : [];
	const name = (id: Id) => known.find((one) => one.series === id)?.name ?? "";
	const lists = listsOf(all, name).filter((list) => of === null || list.series === of);
	if (lists.length === 0) return null;
	return (
		<section aria-labelledby="waiting" data-testid="waiting-lists">
			<h2 id="waiting">{text.waiting}</h2>
			<p class="small muted">{text.order}</p>
			{lists.map((list) => (
				<table class="stack" key={list.series} data-testid="waiting-list">
					<caption>{text.waitingOf(name(list.series))}</caption>
					<thead>
						<tr>
							<th scope="col">{text.pos}</th>
							<th scope="col">{t().hours.reference}</th>
							<th scope="col">{t().hours.minutes}</th>
							<th scope="col">{t().hours.placeState}</th>
						</tr>
					</thead>
					<tbody>
						{list.waiting.map((one) => (
							<Row key={one.case ?? one.pos} one={one} summaries={summaries} />
						))}
					</tbody>
				</table>
			))}
		</section>
	);
}

function Row({ one, summaries }: { one: Waiting; summaries: readonly CaseSummary[] }) {
	const me = useMe();
	const text = t().queue;
	const reference =
		summaries.find((summary) => summary.case === one.case)?.question?.reference ??
		t().today.theCase;
	return (
		<tr data-testid="waiting-row">
			<th scope="row" data-label={text.pos}>
				<span>{one.pos}</span>
			</th>
			<td data-label={t().hours.reference}>
				{one.case === null ? (
					<span class="muted">{me.roles.includes("worker") ? t().hours.other : text.aCase}</span>
				) : (
					<span>
						<Link to={{ at: "case", case: one.case }} testid="waiting-case">
							{reference}
						</Link>
						{me.roles.includes("worker") ? (
							<>
								{" "}
								<Unqueue id={one.case} waits named={reference} />
							</>
						) : null}
					</span>
				)}
			</td>
			<td data-label={t().hours.minutes} class="numbers">
				<span>{t().common.minutes(one.minutes)}</span>
			</td>
			<td data-label={t().hours.placeState}>
				<span>
					{one.carried ? (
						<State tone="now" icon="arrow-right" word={text.carried} testid="waiting-carried" />
					) : null}{" "}
					{one.urgency === "urgent" ? (
						<State tone="warn" icon="triangle-alert" word={t().codes.urgency.urgent} />
					) : null}
					{!one.carried && one.urgency === "normal" ? (
						<State tone="idle" icon="hourglass" word={t().codes.place.waiting} />
					) : null}
				</span>
			</td>
		</tr>
	);
}
