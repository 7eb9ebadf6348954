// One next step: what, on whose side, who, by when.
import { t } from "../../text/language.ts";
import { type PlanStep, STEP_SIDES } from "../../work/documents.ts";
import { Button } from "../parts/Button.tsx";
import { DateField } from "../parts/DateField.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextField } from "../parts/TextField.tsx";

export function PlanStepFields(props: {
	readonly step: PlanStep;
	readonly no: number;
	readonly onChange: (change: Partial<Omit<PlanStep, "id">>) => void;
	readonly onRemove: () => void;
}) {
	const { step, no } = props;
	const text = t().plan;
	return (
		<fieldset class="plan-step" data-testid="plan-step">
			<legend class="hidden-text">{text.step(no)}</legend>
			<TextField
				name={`step-what-${no}`}
				label={`${no}. ${text.what}`}
				value={step.what}
				onChange={(what) => props.onChange({ what })}
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
				<TextField
					name={`step-who-${no}`}
					label={text.who}
					value={step.who}
					onChange={(who) => props.onChange({ who })}
				/>
				<DateField
					name={`step-by-${no}`}
					label={text.by}
					value={step.by}
					onChange={(by) => props.onChange({ by })}
				/>
				<div class="end">
					<Button kind="plain" icon="trash-2" label={text.removeStep(no)} onPress={props.onRemove}>
						{t().common.remove}
					</Button>
				</div>
			</div>
		</fieldset>
	);
}
