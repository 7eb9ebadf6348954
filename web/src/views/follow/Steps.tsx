// The steps that are to be done, of all plans that I can read: ticked in place, and unticked.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { doerOf, type StepRow, stepRows, WHOSE, type Whose } from "../../state/follow-up.ts";
import { dayAndClock, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CasePlan } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useMe, useNames, useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Link } from "../parts/Link.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { Tick } from "../parts/Tick.tsx";
import { useNamed } from "../plan/useNamed.ts";
import { useCaseName } from "./useCaseName.ts";
import { WhenMark } from "./WhenMark.tsx";

const TICK_MS = 60_000;

export function Steps({ plans }: { plans: readonly CasePlan[] }) {
	const me = doerOf(useMe());
	const now = useNow(TICK_MS);
	const [whose, setWhose] = useState<Whose>("mine");
	// What I tick stays where it was, so that a slip can be taken back.
	const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
	const rows = stepRows(plans, me, whose, now, kept);
	const text = t().follow;
	const words: Readonly<Record<Whose, string>> = {
		mine: text.whoseMine,
		side: me.side === "kela" ? text.whoseSideKela : text.whoseSide,
		all: text.whoseAll,
	};
	return (
		<section aria-labelledby="steps">
			<h2 id="steps">{text.steps}</h2>
			<SelectField
				name="whose"
				label={text.whose}
				value={whose}
				options={WHOSE.map((value) => ({ value, label: words[value] }))}
				onChange={(value) => {
					setWhose(WHOSE.find((one) => one === value) ?? "mine");
					setKept(new Set());
				}}
			/>
			{rows.length === 0 ? (
				<p class="muted" data-testid="steps-none">
					{whose === "mine" ? text.stepsNone : text.stepsNoneWide}
				</p>
			) : (
				<ul class="rows" data-testid="steps">
					{rows.map((row) => (
						<Step
							key={`${row.case} ${row.step.id}`}
							row={row}
							now={now}
							onTick={() => setKept(new Set([...kept, row.step.id]))}
						/>
					))}
				</ul>
			)}
		</section>
	);
}

function Step(props: { readonly row: StepRow; readonly now: number; readonly onTick: () => void }) {
	const { case: id, step, when } = props.row;
	const work = useWork();
	const names = useNames();
	const named = useNamed();
	const caseName = useCaseName();
	const ticking = useAction();
	/** While it is being written. */
	const [wanted, setWanted] = useState<boolean | null>(null);
	const text = t().follow;
	const { done, who } = step;
	const side = t().codes.side[step.side];
	const doer =
		who.kind === "text"
			? who.text.trim()
			: named(who.kind === "person" ? `person:${who.uid}` : `team:${who.team}`);
	// The client needs no name; of a side of ours somebody still has to take it.
	const nobody = step.side === "client" ? side : `${side}, ${text.nobody}`;
	const tick = (on: boolean) => {
		if (ticking.busy) return;
		props.onTick();
		setWanted(on);
		void ticking.run(() => work.plan.tick(id, step.id, on)).then(() => setWanted(null));
	};
	return (
		<li data-testid="step-row">
			<div class="what">
				<Tick
					name={`done-${id}-${step.id}`}
					label={step.what}
					value={wanted ?? done !== null}
					onChange={tick}
				/>
				<p class="small muted step-of">
					<Link to={{ at: "plan", case: id }} testid="step-case">
						{caseName(id)}
					</Link>{" "}
					· {doer === "" ? nobody : `${side}, ${doer}`}
				</p>
				{ticking.error === null ? null : (
					<Box kind="bad" testid={`failure-${ticking.error.code}`}>
						<p>{explain(ticking.error)}</p>
					</Box>
				)}
			</div>
			{done === null ? (
				<WhenMark
					when={when}
					today={step.by === dayOf(props.now)}
					date={plainDate(when === "none" ? "" : step.by)}
				/>
			) : (
				<span class="small">
					{text.doneBy(names(done.by), dayAndClock(done.at))}{" "}
					<Button
						kind="plain"
						icon="undo-2"
						busy={ticking.busy}
						label={text.undoOf(step.what)}
						onPress={() => tick(false)}
						testid="step-undo"
					>
						{text.undo}
					</Button>
				</span>
			)}
		</li>
	);
}
