// The plan with its saving mark and the confirmation of both sides; on the plan page and in the room alike.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { planErrors } from "../../state/plan.ts";
import { clock, dayAndClock, list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { PlanDoc } from "../../work/documents.ts";
import type { PlanState } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { State } from "../parts/State.tsx";
import { useKeptFocus } from "../parts/useKeptFocus.ts";
import { PlanForm } from "./PlanForm.tsx";
import { planLabel } from "./words.ts";

/** `closed`: it is only read. */
export function PlanEditor({ plan, closed = false }: { plan: PlanState; closed?: boolean }) {
	const work = useWork();
	const me = useMe();
	const names = useNames();
	const confirming = useAction();
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().plan;
	const confirm = () => {
		const found = planErrors(plan.doc);
		setErrors(found);
		if (!hasErrors(found)) void confirming.run(() => work.plan.confirm());
	};
	const foot = useKeptFocus();
	const mine = plan.confirmedBy.includes(me.uid) && plan.saved === "saved";
	return (
		<div>
			<ErrorSummary errors={errors} failure={confirming.error} label={planLabel} />
			<PlanSaved plan={plan} />
			<PlanForm state={plan} errors={stillIn(errors, plan.doc)} />
			<div ref={foot} class="plan-foot" tabIndex={-1}>
				{plan.rev === 0 || plan.at === null ? null : (
					<p class="small muted" data-testid="plan-revision">
						{text.revision(plan.rev, names(plan.by), dayAndClock(plan.at))}
					</p>
				)}
				{plan.confirmedBy.length === 0 ? null : (
					<p data-testid="plan-confirmed-by">
						{text.confirmedBy(list(plan.confirmedBy.map((uid) => names(uid))))}
					</p>
				)}
				{plan.confirmed ? (
					<p>
						<State tone="ok" icon="circle-check" word={text.confirmedAll} testid="plan-confirmed" />
					</p>
				) : mine ? (
					<p>
						<State
							tone="now"
							icon="hourglass"
							word={text.confirmedMine}
							testid="plan-confirmed-mine"
						/>
					</p>
				) : closed ? null : (
					<>
						<p class="small muted">{text.confirmLead}</p>
						<Button icon="check" busy={confirming.busy} onPress={confirm} testid="confirm-plan">
							{text.confirm}
						</Button>
					</>
				)}
			</div>
		</div>
	);
}

/** Those that were found and have not been mended since. */
function stillIn(found: Errors, plan: PlanDoc): Errors {
	const now = planErrors(plan);
	return collect(
		Object.fromEntries(Object.keys(found).map((field) => [field, now[field] ?? null])),
	);
}

/** Stays in sight while one writes. */
function PlanSaved({ plan }: { plan: PlanState }) {
	const work = useWork();
	const text = t().plan;
	const { rev, at } = plan;
	const isCut = work.state.connection.value === "offline" && plan.saved === "saving";
	const saved = isCut ? "unsaved" : plan.saved;
	const isToday = at !== null && dayOf(at) === dayOf(work.now());
	const word =
		saved !== "saved"
			? text[saved]
			: at === null || rev === 0
				? text.none
				: text.saved(isToday ? clock(at) : dayAndClock(at));
	const icon =
		saved === "saved" ? "check" : saved === "saving" ? "circle-dashed" : "triangle-alert";
	return (
		<p class="saved plan-state" data-testid={`plan-${saved}`}>
			{saved === "saved" && rev === 0 ? null : <Icon name={icon} />}
			{word}
		</p>
	);
}
