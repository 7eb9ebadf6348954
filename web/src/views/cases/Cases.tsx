// The pair's cases as a table that can be searched; Kela's contact sees those with a consent in force only, in the order of
// the coming hours.
import { useMemo } from "preact/hooks";
import { listOrder } from "../../state/caseSearch.ts";
import { handledIn, isHandled } from "../../state/queueing.ts";
import { dayAndClock } from "../../text/dates.ts";
import { language, t } from "../../text/language.ts";
import type { CaseSummary, Hour, Loadable } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { Empty } from "../parts/Empty.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { ConsentOf, PlaceMark, PlanMark, State } from "../parts/State.tsx";
import { STEP, useMore } from "../parts/useMore.tsx";
import { FindCases } from "./FindCases.tsx";
import { Preparation } from "./Preparation.tsx";
import { Topics } from "./Topics.tsx";

export function Cases() {
	const me = useMe();
	const text = t().cases;
	const kela = me.orgKind === "kela";
	return (
		<Page title={kela ? text.titleKela : text.title} wide>
			{kela ? (
				<p>{text.leadKela}</p>
			) : (
				<div class="buttons start">
					<Link
						to={{ at: "case-new", step: "question", hour: null }}
						button="first"
						testid="add-case"
					>
						<Icon name="plus" /> {text.add}
					</Link>
					<Link to={{ at: "general-new" }} button="second" testid="ask-general">
						<Icon name="message-square" /> {t().general.open}
					</Link>
				</div>
			)}
			<Loaded of={useWork().state.cases.value}>
				{(cases) =>
					cases.length === 0 ? (
						<Empty text={kela ? text.noneKela : text.none} />
					) : (
						<FindCases cases={cases}>
							{(found, typed) =>
								kela ? (
									<Preparation cases={cases} found={typed === "" ? null : new Set(found)} />
								) : (
									<CasesTable cases={found} typed={typed} />
								)
							}
						</FindCases>
					)
				}
			</Loaded>
		</Page>
	);
}

function CasesTable(props: { readonly cases: readonly CaseSummary[]; readonly typed: string }) {
	const text = t().cases;
	const hours = useWork().state.hours.value;
	const sorted = useMemo(
		() => (props.typed === "" ? listOrder(props.cases) : props.cases),
		[props.cases, props.typed],
	);
	const { shown, more } = useMore(sorted, props.typed);
	if (shown.length === 0) return null;
	return (
		<>
			<table class="stack" data-testid="cases">
				<caption class="hidden-text">{text.title}</caption>
				<thead>
					<tr>
						<th scope="col">{text.reference}</th>
						<th scope="col">{text.topics}</th>
						<th scope="col">{text.consent}</th>
						<th scope="col">{text.hour}</th>
						<th scope="col">{text.state}</th>
					</tr>
				</thead>
				{Array.from({ length: Math.ceil(shown.length / STEP) }, (_, at) => (
					<Rows key={at} cases={shown.slice(at * STEP, (at + 1) * STEP)} hours={hours} />
				))}
			</table>
			{more}
		</>
	);
}

/** Some rows, drawn anew only where one of them or what they are read by is another. */
function Rows(props: {
	readonly cases: readonly CaseSummary[];
	readonly hours: Loadable<readonly Hour[]>;
}) {
	const { cases, hours } = props;
	return useMemo(
		() => (
			<tbody>
				{cases.map((one) => (
					<Row key={one.case} one={one} hours={hours} />
				))}
			</tbody>
		),
		[language.value, hours, ...cases],
	);
}

function Row({ one, hours }: { one: CaseSummary; hours: Loadable<readonly Hour[]> }) {
	const text = t().cases;
	const known = hours.kind === "ready" ? hours.value : [];
	return (
		<tr>
			<th scope="row" data-label={text.reference}>
				<Link to={{ at: "case", case: one.case }} testid="case-link">
					{one.question?.reference ?? t().today.theCase}
				</Link>
			</th>
			<td data-label={text.topics}>
				<span>
					<Topics of={one} />
				</span>
			</td>
			<td data-label={text.consent}>
				{one.state === "erased" ? <span class="muted">–</span> : <ConsentOf summary={one} />}
			</td>
			<td data-label={text.hour} class="numbers">
				<span>{whenOf(one, hours)}</span>
			</td>
			<td data-label={text.state}>
				{one.state === "erased" ? (
					<State tone="idle" icon="trash-2" word={t().ending.erased} />
				) : one.state === "closed" ? (
					<State tone="idle" icon="check" word={text.closed} />
				) : one.placeState === null ? (
					one.plan === "none" && isHandled(one, known) ? (
						<PlaceMark state="handled" />
					) : (
						<PlanMark plan={one.plan} />
					)
				) : (
					<PlaceMark state={one.placeState} />
				)}
			</td>
		</tr>
	);
}

function whenOf(one: CaseSummary, hours: Loadable<readonly Hour[]>): string {
	const text = t().cases;
	const known = hours.kind === "ready" ? hours.value : [];
	const hour = known.find((each) => each.hour === one.hour);
	if (hour !== undefined) return dayAndClock(hour.startsAt);
	// Hours are listed from 60 days back.
	if (one.hour !== null && hours.kind === "ready") return t().hours.older;
	if (one.state === "erased") return "–";
	const past = handledIn(one.case, known);
	if (past !== null && one.placeState === null) return text.handledAt(dayAndClock(past.startsAt));
	if (isHandled(one, known)) return t().codes.place.handled;
	return one.waitingPos === null ? text.notQueued : t().queue.waitsShort(one.waitingPos);
}
