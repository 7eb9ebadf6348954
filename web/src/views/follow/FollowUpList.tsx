// Follow-ups of cases with their days: moved, marked as done and taken back. Those of one case on its own page, those of all
// on the page of follow-up.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import {
	byCase,
	type FollowUpRow,
	followUpRows,
	inSight,
	isDue,
	morningFrom,
} from "../../state/follow-up.ts";
import type { Route } from "../../state/route.ts";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, FollowUpKind } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Link } from "../parts/Link.tsx";
import { State } from "../parts/State.tsx";
import { MoveFollowUp } from "./MoveFollowUp.tsx";
import { useCaseName } from "./useCaseName.ts";
import { WhenMark } from "./WhenMark.tsx";

const TICK_MS = 60_000;
const DAY_MS = 86_400_000;
/** Of those that are far ahead; whatever is near is always there. */
const SHOWN_LATER = 6;

const keyOf = (row: FollowUpRow): string => `${row.case} ${row.what}`;

export function FollowUpList(props: {
	readonly cases: readonly CaseSummary[];
	readonly kinds: readonly FollowUpKind[];
	/** By case, under its name. */
	readonly named: boolean;
	readonly none: string;
}) {
	const now = useNow(TICK_MS);
	// What I mark as done stays where it was, so that a slip can be taken back.
	const [kept, setKept] = useState<readonly FollowUpRow[]>([]);
	const [all, setAll] = useState(false);
	const open = followUpRows(props.cases, props.kinds, now);
	const isOpen = (row: FollowUpRow) => open.some((one) => keyOf(one) === keyOf(row));
	const rows = [...open, ...kept.filter((row) => !isOpen(row))].sort((a, b) => a.due - b.due);
	if (rows.length === 0) return <Empty text={props.none} />;
	const shown = all ? rows : inSight(rows, SHOWN_LATER);
	const draw = (row: FollowUpRow) => (
		<OneFollowUp
			key={keyOf(row)}
			row={row}
			one={props.cases.find(({ case: id }) => id === row.case)}
			done={!isOpen(row)}
			named={props.named}
			now={now}
			onDone={() => setKept([...kept.filter((one) => keyOf(one) !== keyOf(row)), row])}
			onMove={() => setAll(true)}
		/>
	);
	return (
		<>
			<ul class="rows" data-testid={`follow-ups-${props.kinds[0]}`}>
				{props.named
					? byCase(shown).map((own) => <OfCase key={own[0]?.case} own={own} draw={draw} />)
					: shown.map(draw)}
			</ul>
			{shown.length === rows.length ? null : (
				<Button kind="second" testid="follow-ups-all" onPress={() => setAll(true)}>
					{t().follow.showRest(rows.length - shown.length)}
				</Button>
			)}
		</>
	);
}

/** What one case has to be followed up: its name once. */
function OfCase(props: {
	readonly own: readonly FollowUpRow[];
	readonly draw: (row: FollowUpRow) => ComponentChildren;
}) {
	const { own, draw } = props;
	const caseName = useCaseName();
	const [first] = own;
	if (first === undefined) return null;
	return (
		<li class="follow-case" data-testid="follow-case">
			<Link to={{ at: "case", case: first.case }}>{caseName(first.case)}</Link>
			<ul class="rows">{own.map(draw)}</ul>
		</li>
	);
}

interface OneProps {
	readonly row: FollowUpRow;
	readonly one: CaseSummary | undefined;
	readonly done: boolean;
	readonly named: boolean;
	readonly now: number;
	readonly onDone: () => void;
	/** To a day that may be far ahead: it stays in sight. */
	readonly onMove: () => void;
}

function OneFollowUp(props: OneProps) {
	const { row, named, now } = props;
	const { case: id, what, due, when } = row;
	const work = useWork();
	const caseName = useCaseName();
	const doing = useAction();
	const text = t().follow;
	const kind = text.kinds[what];
	const subject = named ? `${caseName(id)}, ${kind}` : kind;
	const mark = () => {
		props.onDone();
		void doing.run(() => work.followUp.done(id, what));
	};
	// What was past cannot be set again: it is tomorrow's.
	const back = due > now ? due : morningFrom(dayOf(now + DAY_MS));
	return (
		<li data-testid={`follow-up-${what}`}>
			<div class="what">
				{kind}
				{doing.error === null ? null : (
					<Box kind="bad" testid={`failure-${doing.error.code}`}>
						<p>{explain(doing.error)}</p>
					</Box>
				)}
			</div>
			{props.done ? (
				<>
					<State tone="ok" icon="circle-check" word={text.done} testid="follow-up-done" />
					<Button
						kind="plain"
						icon="undo-2"
						busy={doing.busy}
						label={text.undoOf(subject)}
						onPress={() => void doing.run(() => work.followUp.set(id, what, back))}
						testid="follow-up-undo"
					>
						{text.undo}
					</Button>
				</>
			) : (
				<>
					<WhenMark when={when} today={isDue(due, now) && when !== "late"} date={dateOf(due)} />
					<div class="follow-actions">
						<ToDo {...props} subject={subject} />
						<MoveFollowUp
							row={row}
							one={props.one}
							subject={subject}
							now={now}
							onMove={props.onMove}
						/>
						<Button
							kind="plain"
							busy={doing.busy}
							label={text.markDoneOf(subject)}
							onPress={mark}
							testid="follow-up-mark"
						>
							{text.markDone}
						</Button>
					</div>
				</>
			)}
		</li>
	);
}

/** Where the follow-up is done. */
function ToDo({ row, named, subject }: OneProps & { readonly subject: string }) {
	const { case: id, what } = row;
	const text = t().follow;
	const to: Route = what === "plan" ? { at: "plan", case: id } : { at: "measures", case: id };
	if (what === "plan" && !named) return null; // it stands on this page, or beside a link to it
	return (
		<Link to={to} testid={`follow-up-${what}-open`}>
			{what === "plan" ? text.refresh : text.measure}
			<span class="hidden-text"> {subject}</span>
		</Link>
	);
}
