// One next step: what, on whose side, who, by when, and whether it is done.
import type { FieldError } from "../../state/form.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { type PlanStep, STEP_SIDES } from "../../work/documents.ts";
import type { PlanState } from "../../work/work.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { DateField } from "../parts/DateField.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { Tick } from "../parts/Tick.tsx";
import { AlsoSet, PlanField } from "./PlanField.tsx";
import { StepWho } from "./StepWho.tsx";
import { useNamed } from "./useNamed.ts";
import { wordsOf } from "./words.ts";

interface StepProps {
	readonly step: PlanStep;
	readonly no: number;
	readonly last: boolean;
	readonly also: PlanState["also"];
	/** Of its day. */
	readonly error: FieldError | undefined;
	readonly onChange: (change: Partial<Omit<PlanStep, "id">>) => void;
	readonly onMove: (by: -1 | 1) => void;
	readonly onRemove: () => void;
}

export function PlanStepFields(props: StepProps) {
	const { step, no } = props;
	const text = t().plan;
	return (
		<fieldset class="plan-step" data-testid="plan-step">
			<legend class="hidden-text">{text.step(no)}</legend>
			<PlanField field={`step/${step.id}`}>
				<TextArea
					name={`step-what-${no}`}
					label={`${no}. ${text.what}`}
					rows={1}
					value={step.what}
					onChange={(what) => props.onChange({ what: what.replaceAll("\n", " ") })}
				/>
				<div class="sides">
					<SelectField
						name={`step-side-${no}`}
						label={text.side}
						value={step.side}
						options={STEP_SIDES.map((side) => ({ value: side, label: t().codes.side[side] }))}
						onChange={(value) =>
							props.onChange({ side: STEP_SIDES.find((side) => side === value) ?? "pair" })
						}
					/>
					<StepWho no={no} who={step.who} onChange={(who) => props.onChange({ who })} />
					<DateField
						name={`step-by-${no}`}
						label={text.by}
						value={step.by}
						onChange={(by) => props.onChange({ by })}
						error={props.error}
					/>
					<StepDone {...props} />
				</div>
				<StepAlso {...props} />
			</PlanField>
			<StepButtons {...props} />
		</fieldset>
	);
}

function StepDone({ step, no, onChange }: StepProps) {
	const work = useWork();
	const me = useMe();
	const names = useNames();
	const text = t().plan;
	const { done } = step;
	return (
		<div class="end">
			<Tick
				name={`step-done-${no}`}
				label={done === null ? text.done : text.doneBy(names(done.by), dayAndClock(done.at))}
				value={done !== null}
				onChange={(on) => onChange({ done: on ? { at: work.now(), by: me.uid } : null })}
			/>
		</div>
	);
}

/** What others set in the same moment, field by field. */
function StepAlso({ step, also }: StepProps) {
	const named = useNamed();
	const { who, done } = step;
	const shown = {
		side: step.side,
		by: step.by,
		done: done === null ? "" : `${done.at} ${done.by}`,
		ref:
			who.kind === "person" ? `person:${who.uid}` : who.kind === "team" ? `team:${who.team}` : "",
		who: "",
	};
	return Object.entries(shown).map(([field, value]) => (
		<AlsoSet
			key={field}
			also={also}
			field={`step/${step.id}/${field}`}
			shown={value}
			words={(other) => wordsOf(field, other, named)}
		/>
	));
}

function StepButtons({ no, last, onMove, onRemove }: StepProps) {
	const text = t().plan;
	return (
		<div class="buttons">
			<Button
				kind="plain"
				icon="arrow-up"
				disabled={no === 1}
				label={text.stepUp(no)}
				testid={`step-up-${no}`}
				onPress={() => onMove(-1)}
			/>
			<Button
				kind="plain"
				icon="arrow-down"
				disabled={last}
				label={text.stepDown(no)}
				testid={`step-down-${no}`}
				onPress={() => onMove(1)}
			/>
			<Button kind="plain" icon="trash-2" label={text.removeStep(no)} onPress={onRemove}>
				{t().common.remove}
			</Button>
		</div>
	);
}
