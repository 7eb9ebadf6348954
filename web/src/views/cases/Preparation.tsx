// Kela's preparation: coming hours with their cases in order, those that wait, the rest; each with what has changed.
import { useEffect, useState } from "preact/hooks";
import { preparationOf } from "../../state/queueing.ts";
import { capital, clock, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, Hour, Id, Since } from "../../work/work.ts";
import { useNow, useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { GeneralMark, PlaceMark, PlanMark, State } from "../parts/State.tsx";
import { useMore } from "../parts/useMore.tsx";
import { Topics } from "./Topics.tsx";

const TICK_MS = 60_000;
const SETTLES_MS = 300;
type Look = "unseen" | "changed" | "same";

/** Null: nobody has searched. */
type Found = ReadonlySet<CaseSummary> | null;

export function Preparation(props: {
	readonly cases: readonly CaseSummary[];
	readonly found: Found;
}) {
	const { cases, found } = props;
	const hours = useWork().state.hours.value;
	const now = useNow(TICK_MS);
	const looks = useLooks(cases);
	const text = t().prepare;
	const { hours: coming, ...others } = preparationOf(
		cases,
		hours.kind === "ready" ? hours.value : [],
		now,
	);
	return (
		<>
			{coming.map(({ hour, cases: own }) => (
				<OfHour key={hour.hour} hour={hour} cases={own} found={found} looks={looks} />
			))}
			{others.waiting.length === 0 ? null : (
				<Table
					caption={text.waiting}
					cases={others.waiting}
					found={found}
					looks={looks}
					testid="prepare-waiting"
				/>
			)}
			{others.rest.length === 0 ? null : (
				<Table
					caption={text.rest}
					cases={others.rest}
					found={found}
					looks={looks}
					testid="prepare-rest"
				/>
			)}
			{others.handled.length === 0 ? null : (
				<Table
					caption={text.handled}
					cases={others.handled}
					found={found}
					looks={looks}
					testid="prepare-handled"
					handled
				/>
			)}
		</>
	);
}

const lookOf = (since: Since): Look =>
	since === null ? "unseen" : since.parts.length > 0 ? "changed" : "same";

/** How each stands to my last look at it; asked anew a moment after one of them has changed. */
function useLooks(cases: readonly CaseSummary[]): ReadonlyMap<Id, Look> {
	const work = useWork();
	const [looks, setLooks] = useState<ReadonlyMap<Id, Look>>(new Map());
	useEffect(() => {
		let here = true;
		const ask = async () => {
			const found = await work.cases.changedSince(cases.map((one) => one.case));
			if (here) setLooks(new Map([...found].map(([id, since]) => [id, lookOf(since)])));
		};
		// Their chains are read one after the other, each of which changes the list.
		// Without an answer the marks of before stay.
		const timer = setTimeout(() => void ask().catch(() => undefined), SETTLES_MS);
		return () => {
			here = false;
			clearTimeout(timer);
		};
	}, [work, cases]);
	return looks;
}

function OfHour(props: {
	readonly hour: Hour;
	readonly cases: readonly CaseSummary[];
	readonly found: Found;
	readonly looks: ReadonlyMap<Id, Look>;
}) {
	const { hour, found } = props;
	if (found !== null && !props.cases.some((one) => found.has(one))) return null;
	return (
		<section aria-labelledby={`hour-${hour.hour}`}>
			<h2 id={`hour-${hour.hour}`}>
				<Link to={{ at: "hour", hour: hour.hour }}>
					{capital(longDay(hour.startsAt))}{" "}
					{t().hours.times(clock(hour.startsAt), clock(hour.endsAt))}
				</Link>
			</h2>
			<p class="small muted">{hour.name}</p>
			<Table
				caption={t().prepare.order}
				quiet
				cases={props.cases}
				found={found}
				looks={props.looks}
				testid="prepare-hour"
			/>
		</section>
	);
}

function Table(props: {
	readonly caption: string;
	readonly cases: readonly CaseSummary[];
	readonly found: Found;
	readonly looks: ReadonlyMap<Id, Look>;
	readonly testid: string;
	/** Its heading says it to those who see. */
	readonly quiet?: true;
	/** None is in the queue any more. */
	readonly handled?: true;
}) {
	const text = t().cases;
	const { found } = props;
	const numbered = props.cases.map((one, index) => ({ one, no: index + 1 }));
	const rows = numbered.filter(({ one }) => found === null || found.has(one));
	const { shown, more } = useMore(
		rows,
		found === null ? "" : [...found].map((one) => one.case).join(),
	);
	if (shown.length === 0) return null;
	return (
		<>
			<table class="stack even" data-testid={props.testid}>
				<caption class={props.quiet ? "hidden-text" : undefined}>{props.caption}</caption>
				<thead>
					<tr>
						<th scope="col">{t().hours.no}</th>
						<th scope="col">{text.reference}</th>
						<th scope="col">{text.topics}</th>
						<th scope="col">{t().hours.minutes}</th>
						<th scope="col">{text.state}</th>
						<th scope="col">{t().prepare.changed}</th>
					</tr>
				</thead>
				<tbody>
					{shown.map(({ one, no }) => (
						<Row
							key={one.case}
							one={one}
							no={no}
							look={props.looks.get(one.case) ?? null}
							handled={props.handled === true}
						/>
					))}
				</tbody>
			</table>
			{more}
		</>
	);
}

function Row(props: {
	readonly one: CaseSummary;
	readonly no: number;
	readonly look: Look | null;
	readonly handled: boolean;
}) {
	const { one, look } = props;
	const text = t().cases;
	return (
		<tr>
			<td class="no">{props.no}</td>
			<th scope="row">
				<Link to={{ at: "case", case: one.case }} testid="case-link">
					{one.question?.reference ?? t().today.theCase}
				</Link>
			</th>
			<td data-label={text.topics}>
				<span>
					<Topics of={one} />
					{one.lane === "general" ? (
						<>
							<br />
							<GeneralMark />
						</>
					) : null}
				</span>
			</td>
			<td data-label={t().hours.minutes} class="numbers">
				{one.minutes === null ? null : <span>{t().common.minutes(one.minutes)}</span>}
			</td>
			<td data-label={text.state}>
				{one.placeState === null && one.plan === "none" && props.handled ? (
					<PlaceMark state="handled" />
				) : one.placeState === null ? (
					<PlanMark plan={one.plan} />
				) : (
					<PlaceMark state={one.placeState} />
				)}
			</td>
			<td data-label={t().prepare.changed}>
				{/* What is dealt with need not be looked at. */}
				<LookMark look={props.handled && look === "unseen" ? null : look} />
			</td>
		</tr>
	);
}

function LookMark({ look }: { look: Look | null }) {
	const text = t().prepare;
	switch (look) {
		case null:
			return null;
		case "same":
			return <span class="muted">{text.same}</span>;
		case "unseen":
			return <State tone="now" icon="circle-dot" word={text.unseen} testid="look-unseen" />;
		case "changed":
			return <State tone="now" icon="bell" word={text.changed} testid="look-changed" />;
	}
}
